"""A proxy that harms: it stands on a port of its own in
front of a service and does to each request what is armed.

It reads whole requests and whole answers, so that a fault falls where it is meant to: before the effect,
after it, or in the middle of an answer. No sleeping: what delays, waits for an event of the test.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from app.operations import wire

LIMIT_S = 20.0
Fault = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request on its way: ``forward`` brings the answer, ``reply`` sends bytes back."""

    client: socket.socket
    request: bytes
    forward: Callable[[], bytes]
    closing: threading.Event

    def reply(self, data: bytes) -> None:
        self.client.sendall(data)

    def hang_up(self) -> None:
        raise ConnectionAbortedError


@dataclass
class _Armed:
    fault: Fault
    path: str
    times: int


@dataclass
class FaultProxy:
    """``with FaultProxy(port) as proxy``: speak to ``proxy.url``; ``arm`` what shall happen to which path."""

    upstream: int
    port: int = 0
    seen: list[str] = field(default_factory=list)
    _armed: deque[_Armed] = field(default_factory=deque)
    _threads: list[threading.Thread] = field(default_factory=list)
    _sockets: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> FaultProxy:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut_all()
        for thread in self._threads:
            thread.join(LIMIT_S)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def arm(self, fault: Fault, path: str = "", times: int = 1) -> None:
        """The next ``times`` requests whose target holds ``path`` are treated so, in the order of arming."""
        with self._lock:
            self._armed.append(_Armed(fault, path, times))

    def disarm(self) -> None:
        with self._lock:
            self._armed.clear()

    @property
    def is_spent(self) -> bool:
        """Whether everything armed has happened."""
        with self._lock:
            return not self._armed

    def count(self, path: str) -> int:
        return sum(path in line for line in self.seen)

    def cut_all(self) -> None:
        """Break every connection there is."""
        with self._lock:
            sockets, self._sockets = self._sockets, set()
        for each in sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True, name="fault-proxy")
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        server: socket.socket | None = None
        with contextlib.suppress(OSError), client, self._held(client):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with contextlib.ExitStack() as stack:
                while request := _read_message(client):
                    target = request.split(b" ", 2)[1].decode()
                    self.seen.append(f"{request.split(b' ', 1)[0].decode()} {target}")

                    def forward(sent: bytes = request) -> bytes:
                        nonlocal server
                        if server is None:
                            server = stack.enter_context(
                                socket.create_connection(("127.0.0.1", self.upstream))
                            )
                            stack.enter_context(self._held(server))
                        server.sendall(sent)
                        answer = _read_message(server)
                        if not answer:
                            raise ConnectionAbortedError  # the service was killed
                        return answer

                    fault = self._fault_for(target)
                    fault(Exchange(client, request, forward, self._closing))

    @contextlib.contextmanager
    def _held(self, each: socket.socket) -> Iterator[None]:
        with self._lock:
            self._sockets.add(each)
        try:
            yield
        finally:
            with self._lock:
                self._sockets.discard(each)

    def _fault_for(self, target: str) -> Fault:
        with self._lock:
            for armed in self._armed:
                if armed.path in target:
                    armed.times -= 1
                    if armed.times <= 0:
                        self._armed.remove(armed)
                    return armed.fault
        return passes


def passes(exchange: Exchange) -> None:
    """Nothing happens."""
    exchange.reply(exchange.forward())


def loses_request(exchange: Exchange) -> None:
    """It never arrives."""
    exchange.hang_up()


def loses_answer(exchange: Exchange) -> None:
    """It is done, and nobody hears of it."""
    exchange.forward()
    exchange.hang_up()


def cuts_answer(exchange: Exchange) -> None:
    """Half of the answer's body, and no more."""
    answer = exchange.forward()
    head, _, body = answer.partition(b"\r\n\r\n")
    exchange.reply(head + b"\r\n\r\n" + body[: len(body) // 2])
    exchange.hang_up()


def doubles(exchange: Exchange) -> None:
    """The request arrives twice; the second answer is the one that comes back."""
    exchange.forward()
    exchange.reply(exchange.forward())


def flips_bit(exchange: Exchange) -> None:
    """One bit of the answer's body is another on arrival."""
    answer = bytearray(exchange.forward())
    start = answer.index(b"\r\n\r\n") + 4
    if len(answer) > start:
        answer[start + (len(answer) - start) // 2] ^= 1
    exchange.reply(bytes(answer))


def half_open(exchange: Exchange) -> None:
    """The other end is gone without a word: the connection stands, nothing ever comes."""
    exchange.closing.wait(LIMIT_S * 6)
    exchange.hang_up()


def delays_until(gate: threading.Event) -> Fault:
    """It is done at once, but the answer comes only when the test lets it."""

    def delays(exchange: Exchange) -> None:
        answer = exchange.forward()
        gate.wait(LIMIT_S)
        exchange.reply(answer)

    return delays


def drips(exchange: Exchange) -> None:
    """The answer comes byte by byte, slower than anybody should wait for."""
    for byte in exchange.forward():
        exchange.reply(bytes([byte]))
        if exchange.closing.wait(0.05):
            exchange.hang_up()


def bad_gateway(exchange: Exchange) -> None:
    """Somebody in front of the service says that it is away."""
    exchange.reply(answer_of(HTTPStatus.BAD_GATEWAY, "text/html", b"<html>502 Bad Gateway</html>"))


def busy(retry_after: str) -> Fault:
    """Come back later."""

    def refuses(exchange: Exchange) -> None:
        body = wire.encode(wire.Problem("away"))
        exchange.reply(
            answer_of(HTTPStatus.SERVICE_UNAVAILABLE, "application/json", body, f"Retry-After: {retry_after}")
        )

    return refuses


def portal(exchange: Exchange) -> None:
    """The guest network wants somebody to sign in, and says 200 to everything."""
    exchange.reply(answer_of(HTTPStatus.OK, "text/html", b"<html><form>Welcome, guest!</form></html>"))


def redirects(exchange: Exchange) -> None:
    """The same by a redirect."""
    exchange.reply(answer_of(HTTPStatus.FOUND, "text/html", b"", "Location: http://login.example/"))


def signed_out(exchange: Exchange) -> None:
    """The token has just ended."""
    body = wire.encode(wire.Problem("expired"))
    exchange.reply(answer_of(HTTPStatus.UNAUTHORIZED, "application/json", body))


def answer_of(status: HTTPStatus, kind: str, body: bytes, *headers: str) -> bytes:
    """A whole HTTP answer."""
    lines = (
        f"HTTP/1.1 {status.value} {status.phrase}", f"Content-Type: {kind}",
        f"Content-Length: {len(body)}", *headers,
    )  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _read_message(source: socket.socket) -> bytes:
    """One whole request or answer; empty when the other end has hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = source.recv(1 << 16)
        if not piece:
            return b""
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    headers = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        headers[name.strip().lower()] = value.strip().lower()
    if headers.get(b"transfer-encoding") == b"chunked":
        while not rest.endswith(b"0\r\n\r\n"):
            rest += _more(source)
        return head + b"\r\n\r\n" + rest
    length = int(headers.get(b"content-length", b"0"))
    while len(rest) < length:
        rest += _more(source)
    return head + b"\r\n\r\n" + rest


def _more(source: socket.socket) -> bytes:
    piece = source.recv(1 << 16)
    if not piece:
        raise ConnectionAbortedError
    return piece
