"""Pages that are read together are the pages that each would have got alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from app.domain.ids import derived
from app.operations import wire
from central import feed
from central.accounts import revoke
from central.database import Database
from central.errors import RequestProblem
from central.pages import MOST, Pages
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.seat import EPOCH, central_rows, make_central, outbox, send, send_all

DESKS = [derived(SITE, "desk", number) for number in range(12)]


@pytest.fixture
def filled(database: Database, house: House) -> Database:
    for number in ("301", "302", "303"):
        house.book(house.add_room(number))
    make_central(database, *DESKS)
    send_all(database, DESKS[0], house, 4)
    send(database, DESKS[1], outbox(house)[:2])  # copied results of its own
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE console SET secret_hash = 'x' WHERE id = '{DESKS[2]}'")
        assert revoke(connection, DESKS[2], WEDNESDAY)
    return database


def asked_by_all() -> list[feed.Asked]:
    places = [(0, 0, 5), (0, 0, 5_000), (3, 1, 5_000), (99, 0, 5), (7, 2, 2)]
    return [
        feed.Asked(SITE, desk, {"site": after}, have, limit)
        for desk in [*DESKS, derived(SITE, "nobody")]
        for after, have, limit in places
    ]


def alone(connection: Connection, asked: feed.Asked) -> Any:
    if asked.console_id in {DESKS[2], derived(SITE, "nobody")}:
        return "refused"
    try:
        return feed.read_page(connection, asked, EPOCH)
    except RequestProblem as problem:
        return problem.problem


def test_together_is_as_alone(filled: Database) -> None:
    reads: list[int] = []

    async def read(work: Callable[[Connection], list[Any]]) -> list[Any]:
        reads.append(1)
        with filled.reading() as connection:
            return work(connection)

    async def everybody() -> list[Any]:
        pages = Pages(read)

        async def one(asked: feed.Asked) -> Any:
            try:
                return await pages.get(asked, EPOCH)
            except RequestProblem as problem:
                return "refused" if problem.status in {401, 403} else problem.problem

        return list(await asyncio.gather(*map(one, asked_by_all())))

    together = asyncio.run(everybody())
    with filled.reading() as connection:
        assert together == [alone(connection, asked) for asked in asked_by_all()]
    assert len(reads) == -(-len(together) // MOST)
    assert sum(isinstance(page, bytes) for page in together) > 30
    seen = wire.decode_page(together[1])
    assert {row[2] for row in seen.rows["site"]} == {key[1] for key in central_rows(filled)}


def test_when_the_database_is_away_everybody_is_told_and_the_next_are_served(filled: Database) -> None:
    away = [True]

    async def read(work: Callable[[Connection], list[Any]]) -> list[Any]:
        if away[0]:
            raise RequestProblem(503, wire.Problem("away"))
        with filled.reading() as connection:
            return work(connection)

    async def twice() -> None:
        pages = Pages(read)
        asked = feed.Asked(SITE, DESKS[0], {"site": 0}, 0, 9)
        failed = await asyncio.gather(*(pages.get(asked, EPOCH) for _ in range(5)), return_exceptions=True)
        assert all(isinstance(one, RequestProblem) and one.status == 503 for one in failed)
        away[0] = False
        gone = asyncio.ensure_future(pages.get(asked, EPOCH))
        gone.cancel()
        assert isinstance(await pages.get(asked, EPOCH), bytes)

    asyncio.run(twice())
