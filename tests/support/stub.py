"""A server of one port that answers each request as the
test says: for what no service of ours would answer.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.operations import wire

Answer = tuple[int, dict[str, str], bytes]
EPOCH = "01900000-0000-7000-8000-00000000000e"


class Stub:
    """``with Stub(answer) as stub``: ``answer(method, path, body)`` gives status, headers and body."""

    def __init__(
        self, answer: Callable[[str, str, bytes], Answer], context: ssl.SSLContext | None = None
    ) -> None:
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size)
                stub.asked.append((self.command, self.path))
                stub.headers.append(dict(self.headers))
                status, headers, data = answer(self.command, self.path, body)
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(data))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = handle_one  # noqa: N815 - the library's names

            def log_message(self, *_args: Any) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_args: Any) -> None:
                return  # a client that does not trust us hangs up in the middle: that is the test

        self._server = Server(("127.0.0.1", 0), Handler)
        if context is not None:
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="stub")

    def __enter__(self) -> Stub:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def json_answer(value: Any, status: int = 200, **headers: str) -> Answer:
    """A value as the service says it."""
    body = wire.encode(value)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return status, {"Content-Type": "application/json", "X-Sum": wire.checksum(body)} | named, body


def hello(epoch: str = EPOCH) -> wire.Hello:
    """What a service says first."""
    return wire.Hello((1, 1), 1, epoch, 1_781_070_120_000, wire.Limits(), {})
