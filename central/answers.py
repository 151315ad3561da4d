"""Answers as they leave: JSON with its checksum, packed when the client can take it; problems likewise."""

from __future__ import annotations

from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.operations import wire
from central.bodies import WORTH, pack
from central.errors import RequestProblem, unreadable
from central.service import Service

JSON: Final = "application/json"
_CODES: Final = {404: "no_such_address", 405: "no_such_method"}


def service_of(request: Request) -> Service:
    """The service that this request came to."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


async def answer(
    request: Request, value: Any, **headers: str
) -> Response:  # Any: what msgspec encodes, or bytes
    """200 with a value, or with JSON that is encoded already."""
    body = value if isinstance(value, bytes) else wire.encode(value)
    accepted = request.headers.get("accept-encoding", "")
    if len(body) < WORTH:
        content, more = pack(body, accepted)
    else:
        content, more = await service_of(request).compute(lambda: pack(body, accepted))
    return Response(content, 200, more | {"Cache-Control": "no-store"} | headers, media_type=JSON)


def problem_answer(problem: RequestProblem) -> Response:
    """Why nothing was done."""
    request_id = str(structlog.contextvars.get_contextvars().get("request", ""))
    said = problem.problem
    body = wire.encode(wire.Problem(said.code, said.detail, said.expected, said.why, said.epoch, request_id))
    headers = {"X-Sum": wire.checksum(body), "Cache-Control": "no-store"}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(problem.retry_after_s)
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(body, problem.status, headers, media_type=JSON)


def answer_problems(app: FastAPI) -> None:
    """Let every failure that has a name leave as a wire.Problem; the others are entrance.py's."""

    @app.exception_handler(RequestProblem)
    async def on_problem(_request: Request, problem: RequestProblem) -> Response:
        return problem_answer(problem)

    @app.exception_handler(RequestValidationError)
    async def on_parameters(_request: Request, wrong: RequestValidationError) -> Response:
        named = {".".join(map(str, error["loc"])) for error in wrong.errors()}
        return problem_answer(unreadable(", ".join(sorted(named))))

    @app.exception_handler(HTTPException)
    async def on_http(_request: Request, wrong: HTTPException) -> Response:
        code = _CODES.get(wrong.status_code, "unreadable")
        made = problem_answer(RequestProblem(wrong.status_code, wire.Problem(code)))
        made.headers.update(wrong.headers or {})
        return made
