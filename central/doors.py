"""Routes that need no access token: what this service is, how a console gets in, whether it is well."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Final, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Connection, text
from starlette.responses import HTMLResponse, Response

from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.tables import WIRE
from central import accounts, errors, tokens
from central.answers import answer, service_of
from central.bodies import read_body
from central.docs_page import CONTENT_POLICY, page_of
from central.errors import RequestProblem
from central.metrics import CONTENT_TYPE
from central.schemas import asked, problem, said

router: Final = APIRouter()
_BEARER: Final = HTTPBearer(auto_error=False, description="The access token of POST /v1/token")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
_SMALL: Final = 64 << 10  # bytes of a request that carries a handful of words
Value = TypeVar("Value")


async def body_as(request: Request, kind: type[Value], most: int = _SMALL) -> Value:
    """The body as a value; raises RequestProblem 400 or 413."""
    body = await read_body(request, most)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise errors.unreadable(str(wrong)) from wrong


@router.get(
    "/v1/hello",
    response_class=Response,
    tags=["sync"],
    summary="What this service speaks",
    responses=said(wire.Hello, "Protocol versions, vocabulary, limits, and columns in wire order."),
)
async def hello(request: Request) -> Response:
    """Ask first, and again after a 410 or when columns are unknown."""
    service = service_of(request)
    value = wire.Hello(
        (wire.PROTOCOL, wire.PROTOCOL), SCHEMA, service.facts.epoch, service.settings.now(),
        service.settings.limits, WIRE,
    )  # fmt: skip
    return await answer(request, value)


@router.post(
    "/v1/enroll",
    response_class=Response,
    tags=["sync"],
    summary="Become a console of a site",
    openapi_extra=asked(wire.Enrol),
    responses=said(wire.Enrolled, "The new identity; the secret is said once.", 401, 403, 409, 413, 429),
)
async def enroll(request: Request, bearer: Bearer) -> Response:
    """With a `code` that an administrator made; or with `reason: "fork"` and the old identity's access token,
    when this console turns out to be a copy of another.
    """
    value = await body_as(request, wire.Enrol)
    value = wire.Enrol(value.code, _printable(value.name), _printable(value.app), value.reason, value.site)
    service = service_of(request)
    now, facts = service.settings.now(), service.facts

    def work(connection: Connection) -> wire.Enrolled:
        if value.reason == "fork":
            shown = tokens.read_access(facts.signing_key, bearer.credentials if bearer else "", now)
            return accounts.enrol_again(connection, shown, value, facts.epoch, now)
        if value.reason:
            raise errors.unreadable("reason")
        return accounts.enrol_by_code(connection, value, facts.epoch, now)

    return await answer(request, await _slowly(request, work))


@router.post(
    "/v1/token",
    response_class=Response,
    tags=["sync"],
    summary="Sign in",
    openapi_extra=asked(wire.TokenRequest),
    responses=said(wire.Token, "An access token and the next refresh token.", 401, 413),
)
async def token(request: Request) -> Response:
    """By the `secret` of the enrolment, or by the `refresh` token, which works once. A spent refresh token
    ends all that came from it: then sign in by the secret.
    """
    value = await body_as(request, wire.TokenRequest)
    service = service_of(request)
    now, key = service.settings.now(), service.facts.signing_key
    if bool(value.secret) == bool(value.refresh):
        raise errors.unreadable("secret or refresh")

    def work(connection: Connection) -> wire.Token | None:
        return accounts.sign_in(connection, value, key, now)

    made = await service.write(work)
    if made is None:
        raise errors.signed_out("spent")
    return await answer(request, made)


async def _slowly(request: Request, work: Callable[[Connection], Value]) -> Value:
    """Run it unless this address has failed too often of late: a code is short enough to be guessed at."""
    service = service_of(request)
    address, now_s = (request.client.host if request.client else ""), asyncio.get_running_loop().time()
    service.by_address.require(address, now_s)
    try:
        return await service.write(work)
    except RequestProblem as problem:
        if problem.status == 403:
            service.by_address.take(address, now_s)
        raise


def _printable(given: str) -> str:
    return "".join(letter for letter in given if letter.isprintable()).strip()[:200]


@router.get(
    "/health",
    response_class=Response,
    tags=["operation"],
    summary="Whether the process lives",
    responses={200: {"description": "It does.", "content": {"text/plain": {}}}},
)
async def health() -> Response:
    """Asks nothing of the database."""
    return Response(b"ok\n", media_type="text/plain")


@router.get(
    "/ready",
    response_class=Response,
    tags=["operation"],
    summary="Whether it can serve",
    responses={
        200: {"description": "It can.", "content": {"text/plain": {}}},
        503: problem(503),
    },
)
async def ready(request: Request) -> Response:
    """The database answers and the service is not about to stop."""
    service = service_of(request)
    if service.waiters.is_draining:
        raise errors.away("stopping")
    await service.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
    return Response(b"ok\n", media_type="text/plain")


@router.get(
    "/metrics",
    response_class=Response,
    tags=["operation"],
    summary="Figures for Prometheus",
    responses={200: {"description": "Prometheus text.", "content": {"text/plain": {}}}},
)
async def metrics(request: Request) -> Response:
    """Counts and times; no names, no ids."""
    service = service_of(request)
    return Response(await service.compute(service.metrics.text), media_type=CONTENT_TYPE)


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    """The document of /openapi.json as a page: no script, nothing from elsewhere."""
    return HTMLResponse(page_of(request.app.openapi()), headers={"Content-Security-Policy": CONTENT_POLICY})
