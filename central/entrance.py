"""Around every request: its id, one log line, its figures, and a readable answer whatever goes wrong.

Plain ASGI, so that an answer passes through without being copied or buffered.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.operations import wire
from central.metrics import Metrics

logger = logging.getLogger("central.request")

ID: Final = "X-Request-Id"
_GIVEN: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)
_HELD: Final = "/v1/sites/{site}/changes"  # its time says how long there was no news


class Entrance:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app: Final = app
        self._metrics: Final = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _given_id(scope) or uuid.uuid4().hex
        began, status = time.perf_counter(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (ID.lower().encode(), request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request_id):
            try:
                await self._app(scope, receive, answer)
            except Exception:
                self._metrics.failures.inc()
                logger.exception("request failed")
                if status:
                    raise  # half an answer is out: the connection is closed
                await _failed(answer, request_id)
            finally:
                self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        self._metrics.requests.labels(route, str(status)).inc()
        if route != _HELD:
            self._metrics.seconds.labels(route).observe(seconds)
        who = {"console": scope.get("console", ""), "site": scope.get("site", "")}
        what = {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        logger.info("request", extra=what | who)


def _given_id(scope: Scope) -> str:
    """The id the client gave, when it is one that can be logged."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text = value.decode("latin-1")
            return text if _GIVEN.fullmatch(text) else ""
    return ""


async def _failed(send: Send, request_id: str) -> None:
    body = wire.encode(wire.Problem("internal", request_id=request_id))
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"x-sum", wire.checksum(body).encode()),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": body})
