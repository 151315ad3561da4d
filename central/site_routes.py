"""Routes of one site: ops in, feed out, snapshot, digests, history, conflicts. All need an access token.

The site of the path and the console of the body must be the token's; whether the console was revoked is asked
in the same database snapshot that answers.
"""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import FileResponse, Response

from app.operations import wire
from app.operations.envelope import SCHEMA
from central import accounts, errors, feed, push, questions, tokens
from central.answers import answer, service_of
from central.bodies import read_body
from central.doors import Bearer, body_as
from central.schemas import asked, said
from central.service import Service

router: Final = APIRouter(prefix="/v1/sites/{site}")
OLDEST_SCHEMA: Final = 1  # consoles older than that cannot read today's rows
_MOST: Final = 2**53  # numbers that every language reads as they are
_AFTER: Final = re.compile(r"([a-z]{1,20}):([0-9]{1,16})", re.ASCII)
_PLACES: Final = r"^[a-z]{1,20}:[0-9]{1,16}(,[a-z]{1,20}:[0-9]{1,16})*$"
_OP_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
Answer = TypeVar("Answer")
When = Annotated[
    int | None, Query(ge=0, le=_MOST, description="UTC ms, or the number of an op; one of the two")
]
Until = Annotated[
    int | None, Query(ge=0, le=_MOST, description="Also what followed, up to here; in the same unit")
]


async def caller(
    request: Request, bearer: Bearer, site: Annotated[str, Path(description="The id of the token's site.")]
) -> tokens.Access:
    """Who asks; raises RequestProblem: 401, 403 ``other_site``, 429, 503 ``stopping``."""
    service = service_of(request)
    shown = tokens.read_access(
        service.facts.signing_key, bearer.credentials if bearer else "", service.settings.now()
    )
    request.scope["console"], request.scope["site"] = shown.console, shown.site
    if shown.site != site:
        raise errors.forbidden("other_site")
    service.by_console.take(shown.console, asyncio.get_running_loop().time())
    return shown


Caller = Annotated[tokens.Access, Depends(caller)]


async def _read(service: Service, who: tokens.Access, work: Callable[[Connection], Answer]) -> Answer:
    """A reading by a console that may read."""

    def inside(connection: Connection) -> Answer:
        accounts.require_reader(connection, who.site, who.console)
        return work(connection)

    return await service.read(inside)


@router.post(
    "/ops",
    response_class=Response,
    tags=["sync"],
    summary="Push operations",
    openapi_extra=asked(wire.Push),
    responses=said(wire.Pushed, "The highest seq that was processed.", 401, 403, 409, 410, 413, 429),
)
async def push_ops(request: Request, who: Caller) -> Response:
    """What this console did, seq ascending and dense; each is done once, however often it is sent. Empty
    `ops` asks what was processed last. What an operation came to is told by `changes` alone.
    """
    service = service_of(request)
    limits, epoch, now = service.settings.limits, service.facts.epoch, service.settings.now()
    body = await read_body(request, limits.bytes)

    def work(database: Any) -> push.Taken:  # Any: Database
        given = push.read_push(body)
        _require_usable(given, who, limits)
        return push.take(database, who.site, given, epoch, now)

    try:
        taken = await service.write_with(work)
    finally:
        service.waiters.wake(who.site)
    service.metrics.ops.inc(taken.applied)
    service.metrics.redone.inc(taken.redone)
    return await answer(request, taken.pushed)


def _require_usable(given: wire.Push, who: tokens.Access, limits: wire.Limits) -> None:
    if given.console != who.console:
        raise errors.forbidden("other_console")
    if len(given.ops) > limits.ops:
        raise errors.too_large(limits.ops)
    for seq, op_id, _ in given.ops:
        if not 1 <= seq <= _MOST or not _OP_ID.fullmatch(op_id):
            raise errors.unreadable("seq or op_id")


@dataclass(frozen=True, slots=True)
class Place:
    """The parameters of ``changes``."""

    after: Annotated[str, Query(pattern=_PLACES, description="stream:seq,... : `next` of the page before")]
    epoch: Annotated[str, Query(max_length=36, description="Of the enrolment; another one is answered 410")]
    have: Annotated[
        int, Query(ge=0, le=_MOST, description="Highest seq of this console whose result it has")
    ] = 0
    limit: Annotated[int, Query(ge=1, le=_MOST, description="Rows, over all streams")] = 5_000
    wait: Annotated[float, Query(ge=0, le=3600, description="Seconds to hold it without news")] = 0
    schema: Annotated[int, Query(ge=0, le=_MOST, description="Of the rows this console can read")] = SCHEMA


async def _place(**parameters: Any) -> Place:  # Any: as the signature says
    return Place(**parameters)


# A class would be called in a thread of FastAPI's pool: two switches for each poll.
_place.__signature__ = inspect.signature(Place)  # type: ignore[attr-defined]


@router.get(
    "/changes",
    response_class=Response,
    tags=["sync"],
    summary="Pull one page of the feed",
    responses=said(wire.Page, "A page; empty when there was no news in time.", 401, 403, 410, 426, 429),
)
async def changes(request: Request, who: Caller, place: Annotated[Place, Depends(_place)]) -> Response:
    """Rows beyond `after`, and with the last page the results beyond `have`: both of one moment. Held up to
    `wait` seconds while there is neither.
    """
    service, epoch = service_of(request), place.epoch
    if epoch != service.facts.epoch:
        raise errors.resync("epoch", service.facts.epoch)
    if place.schema < OLDEST_SCHEMA:
        raise errors.upgrade(OLDEST_SCHEMA)
    limits = service.settings.limits
    most = min(place.limit, limits.rows)
    wanted = feed.Asked(who.site, who.console, _cursor(place.after), place.have, most)
    body = await _held(service, who, wanted, min(place.wait, limits.wait_s))
    service.note_seen(wanted)
    return await answer(request, body if body is not None else _nothing(wanted, epoch))


def _cursor(after: str) -> dict[str, int]:
    pairs = [_AFTER.fullmatch(part) for part in after.split(",")]
    found = {pair[1]: int(pair[2]) for pair in pairs if pair is not None}
    if len(found) != len(pairs):
        raise errors.unreadable("after")
    return found


async def _held(service: Service, who: tokens.Access, place: feed.Asked, seconds: float) -> bytes | None:
    """The page as soon as there is one; None when there was no news in time."""
    loop, epoch = asyncio.get_running_loop(), service.facts.epoch
    until = loop.time() + seconds
    with service.metrics.held.track_inprogress(), service.waiters.waiting(who.site) as waiter:
        while True:  # registered before it reads: news in between is not lost
            waiter.clear()
            body = await service.pages.get(place, epoch)
            left = until - loop.time()
            if body is not None or left <= 0 or service.waiters.is_draining:
                return body
            await waiter.wait(left)


def _nothing(place: feed.Asked, epoch: str) -> wire.Page:
    """A page without news."""
    here = place.after
    nothing: dict[str, list[Any]] = {name: [] for name in here}
    return wire.Page(
        place.console_id, epoch, here, here, here, more=False, columns={}, rows=nothing, results=[]
    )


_FILE: Final[dict[str, Any]] = {"application/zstd": {}}  # Any: JSON of OpenAPI
_FILES: Final[dict[int | str, Any]] = {
    200: {
        "description": "A SQLite file, compressed by zstd: a table for each subject (of `check` it is "
        "`check_item`), and `meta` with cursor (JSON), epoch, schema, site_id. `ETag` and `Range` for "
        "resuming; `X-Sum` is over the uncompressed file.",
        "content": _FILE,
    },
    206: {"description": "The range asked for.", "content": _FILE},
    304: {"description": "The file of `If-None-Match` is still the newest."},
    416: {"description": "No such range.", "content": {"text/plain": {}}},
}


@router.get(
    "/snapshot",
    response_class=Response,
    tags=["sync"],
    summary="The whole site as one file",
    responses={**said(wire.Page, "", 401, 403, 429), **_FILES},
)
async def snapshot(
    request: Request,
    who: Caller,
    streams: Annotated[str, Query(max_length=100, description="`site`")] = wire.SITE_STREAM,
) -> Response:
    """For a console that begins, or that the feed cannot lead on (410)."""
    service = service_of(request)
    if streams != wire.SITE_STREAM:
        raise errors.unreadable(f"no streams {streams}")
    await _read(service, who, lambda _connection: None)
    made = await service.snapshots.get(who.site, service.facts.epoch, service.read)
    headers = {"ETag": made.etag, "X-Sum": made.checksum, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == made.etag:
        return Response(status_code=304, headers=headers)
    return FileResponse(made.path, headers=headers, media_type="application/zstd")


@router.post(
    "/digest",
    response_class=Response,
    tags=["sync"],
    summary="Compare rows by their hash",
    openapi_extra=asked(wire.DigestRequest),
    responses=said(wire.Digest, "Count and hash per range.", 401, 403, 409, 413, 429),
)
async def digest(request: Request, who: Caller) -> Response:
    """Per range of ids (both included) how many rows there are, and the SHA-256 over their compact JSON
    arrays one after the other, by id. Answered only when `after` is the head.
    """
    value = await body_as(request, wire.DigestRequest)
    return await answer(
        request,
        await _read(
            service_of(request), who, lambda connection: questions.digest(connection, who.site, value)
        ),
    )


@router.get(
    "/history",
    response_class=Response,
    tags=["sync"],
    summary="How rows were",
    responses=said(wire.History, "The rows then, and what followed.", 401, 403, 429),
)
async def history(
    request: Request,
    who: Caller,
    at: When = None,
    n: When = None,
    until: Until = None,
    kinds: Annotated[str, Query(max_length=400, description="meeting,task,...; all without it")] = "",
) -> Response:
    """As central knew them `at` an instant (its own clock) or after op `n`; `until` is in the same unit."""
    moment = questions.Moment(at, n, until, tuple(filter(None, kinds.split(","))))
    return await answer(
        request,
        await _read(service_of(request), who, lambda c: questions.as_it_was(c, who.site, moment)),
    )


@router.get(
    "/conflicts",
    response_class=Response,
    tags=["sync"],
    summary="What people still have to decide",
    responses=said(wire.Conflicts, "The open ones, oldest first.", 401, 403, 429),
)
async def conflicts(request: Request, who: Caller) -> Response:
    """For clients that hold no rows. A decision is an operation (`resolve_conflict`)."""
    return await answer(
        request, await _read(service_of(request), who, lambda c: questions.open_conflicts(c, who.site))
    )
