"""One connection to central: a Session of its own, a limit for each request, and a way to break it off.

``requests`` limits the wait for each piece, not the whole: a peer that sends one byte a second would hold a
thread for ever. So the body is read piece by piece against a deadline, and ``abort`` (from the supervisor, or
at the end of the program) cuts the socket under whoever waits.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import urllib3
from backports import zstd
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.domain.link import LinkProblem
from app.sync.trouble import Stopped, Trouble, foreign, of_answer, of_exception

logger = logging.getLogger(__name__)

CONNECT_S: Final = 5.0
PIECE: Final = 1 << 16
MOST: Final = 64 << 20  # bytes of an answer, decompressed: a page holds 5,000 rows of some hundred bytes
PACK_FROM: Final = 1_000  # bytes of a request that are worth packing
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
HEADER: Final = "X-Request-Id"


@dataclass(frozen=True, slots=True)
class Way:
    """How central is reached: its address, a proxy (or none), the authority's file (or the system's).

    ``margin_s``: how long an answer may take beyond what central may take on
    purpose; ``whole_s``: for all of its body after that.
    """

    central: str
    proxy: str = field(default="", repr=False)
    ca_file: str = ""
    margin_s: float = 10.0
    whole_s: float = 30.0

    def checked(self) -> Way:
        """The same without a slash at the end; raises
        Trouble(ADDRESS). Plain HTTP is for this machine alone.
        """
        central = self.central.strip().rstrip("/")
        parts = urlsplit(central)
        is_near = parts.hostname in LOOPBACK
        if parts.scheme not in ({"https", "http"} if is_near else {"https"}) or not parts.hostname:
            raise Trouble(LinkProblem.ADDRESS, parts.scheme)
        if parts.username or parts.query or parts.fragment:
            raise Trouble(LinkProblem.ADDRESS)
        return replace(self, central=central)


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: its headers and the whole body, decompressed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Lane:
    """One thread's connection. ``abort`` and ``close`` may be called from any thread."""

    def __init__(self, name: str, way: Way) -> None:
        self._name: Final = name
        self._way: Final = way
        self._lock: Final = threading.Lock()
        self._connections: list[HTTPConnection] = []
        self._deadline: float | None = None
        self._is_closed = False
        self._session: Final = self._open()

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        bearer: str = "",
        wait_s: float = 0.0,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask and wait for the whole answer. Raises Trouble; ``wait_s``: how long central may hold it."""
        with self.opened(method, path, body=body, bearer=bearer, wait_s=wait_s, headers=headers) as answer:
            data = b"".join(pieces(answer, MOST, self._deadline or 0.0))
            if answer.status_code not in {200, 204}:
                raise of_answer(answer.status_code, answer.headers, data)
            return Answer(answer.status_code, answer.headers, data)

    @contextlib.contextmanager
    def opened(  # noqa: PLR0913 - each is a part of one request
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        bearer: str = "",
        wait_s: float = 0.0,
        headers: Mapping[str, str] | None = None,
        whole_s: float | None = None,
    ) -> Iterator[requests.Response]:
        """The answer with its body still to come; every exception of the network inside becomes Trouble."""
        ident = uuid.uuid4().hex
        sent = {HEADER: ident, "Accept-Encoding": "zstd", **(headers or {})}
        if bearer:
            sent["Authorization"] = f"Bearer {bearer}"
        if body is not None:
            sent["Content-Type"] = "application/json"
            if len(body) >= PACK_FROM:
                body, sent["Content-Encoding"] = zstd.compress(body, 1), "zstd"
        read_s = wait_s + self._way.margin_s
        whole_s = self._way.whole_s if whole_s is None else whole_s
        self._deadline = time.monotonic() + CONNECT_S + read_s + whole_s
        try:
            if self._is_closed:
                raise Stopped
            with self._session.request(
                method, self._way.central + path, data=body, headers=sent, stream=True, allow_redirects=False,
                timeout=(CONNECT_S, read_s),
            ) as answer:  # fmt: skip
                if answer.is_redirect:
                    raise foreign(answer.headers, str(answer.status_code))
                yield answer
        except Trouble as trouble:
            logger.debug("%s %s %s: %s", self._name, method, ident, trouble)
            raise
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._explained(error, ident) from None
        finally:
            self._deadline = None

    def abort(self) -> None:
        """Cut the connection under whoever waits; the next request makes another."""
        with self._lock:
            connections, self._connections = self._connections, []
        for connection in connections:
            held = connection.sock
            if held is not None:
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)

    def abort_overdue(self, now: float) -> bool:
        """Cut a request that is beyond its limit (``now``: monotonic seconds); whether there was one."""
        deadline = self._deadline
        if deadline is None or now < deadline:
            return False
        logger.warning("%s: a request took too long and was cut", self._name)
        self.abort()
        return True

    def close(self) -> None:
        """No more requests; the one under way ends with Stopped."""
        self._is_closed = True
        self.abort()
        self._session.close()

    def _explained(self, error: BaseException, ident: str) -> Trouble:
        if self._is_closed:
            return Stopped()
        trouble = of_exception(error)
        logger.debug("%s %s: %s", self._name, ident, trouble)
        return trouble

    def _open(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # a stray variable must not redirect us or change the authority
        session.proxies = {"http": self._way.proxy, "https": self._way.proxy} if self._way.proxy else {}
        session.verify = self._way.ca_file or True
        session.headers.clear()
        session.headers["User-Agent"] = "huiwutai"
        adapter = _Adapter(
            self._keep, None if self._way.central.startswith("http:") else trust(self._way.ca_file)
        )
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _keep(self, connection: HTTPConnection) -> None:
        with self._lock:
            self._connections = [known for known in self._connections if known.sock is not None]
            self._connections.append(connection)
        if self._is_closed:  # while this connection was being made
            self.abort()


def trust(ca_file: str) -> ssl.SSLContext:
    """Whom we believe: the one authority of the file, or those of the system. Raises Trouble(CA_FILE)."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:  # ssl.SSLError is one: a file that holds no certificate
        raise Trouble(LinkProblem.CA_FILE, type(error).__name__) from None


def pieces(answer: requests.Response, most: int, deadline: float, *, decode: bool = True) -> Iterator[bytes]:
    """The body as it comes. Raises Trouble: GARBLED beyond ``most`` bytes, TIMEOUT after ``deadline``."""
    size = 0
    while piece := answer.raw.read1(PIECE, decode_content=decode):
        size += len(piece)
        if size > most:
            raise Trouble(LinkProblem.GARBLED, f"more than {most} bytes")
        if time.monotonic() > deadline:
            raise Trouble(LinkProblem.TIMEOUT, "slow")
        yield piece


class _Adapter(HTTPAdapter):
    """Tells of each connection that is made, and brings our own trust along. Never retries."""

    def __init__(self, keep: Any, context: ssl.SSLContext | None) -> None:  # Any: see _kept
        self._pools = {
            "http": _pool(urllib3.HTTPConnectionPool, HTTPConnection, keep),
            "https": _pool(urllib3.HTTPSConnectionPool, HTTPSConnection, keep),
        }
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **named: Any) -> None:  # noqa: FBT002 - the library's own signature
        super().init_poolmanager(connections, maxsize, block, **named, **self._trust())
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **more, **self._trust())
        manager.pool_classes_by_scheme = self._pools
        return manager

    def _trust(self) -> dict[str, Any]:
        return {} if self._context is None else {"ssl_context": self._context}


def _pool(pool: Any, connection: Any, keep: Any) -> Any:  # Any: urllib3's classes, made anew for one lane
    class Kept(connection):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            keep(self)

    return type(pool.__name__, (pool,), {"ConnectionCls": Kept})
