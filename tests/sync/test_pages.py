"""Which pages a console takes, what it makes of rows it cannot place, and what it does not believe."""

from __future__ import annotations

import json

import msgspec
import pytest

from app.operations import wire
from app.store.tables import WIRE
from app.sync.enrolment import keep
from app.sync.pull import FEW, Forked, Row, TooManyDeleted
from tests.support.line import Line
from tests.support.tables import rows_of
from tests.sync.ledger import everything
from tests.sync.stage import inbox, meeting, retitle, same, shown, states, table


def next_page(line: Line, limit: int = 5_000) -> wire.Page:
    page = line.page(limit)
    assert page is not None
    return page


def changed(page: wire.Page, **fields: object) -> wire.Page:
    return msgspec.structs.replace(page, **fields)


def test_a_page_that_is_late_doubled_or_not_for_this_console_changes_nothing(
    desks: tuple[Line, Line],
) -> None:
    a, b = desks
    a.house.book(a.house.add_room("302"))
    a.push()
    first = next_page(a)
    before = everything(a.house)
    other = a.house.new_id()
    for wrong in (
        changed(first, console=b.enrolment.console_id),
        changed(first, epoch=other),
        changed(first, after={"site": 1}),
        changed(first, after={"site": 0, "cleared": 0}, next={"site": 4, "cleared": 0}),
        changed(first, next={"site": -1}),
    ):
        assert a.house.console.absorb(wrong).is_stale
        assert everything(a.house) == before
    assert a.house.console.absorb(first).retired == 2
    taken = everything(a.house)
    absorbed = a.house.console.absorb(first)  # doubled, or late
    assert absorbed.is_stale
    assert absorbed.changed == frozenset()
    assert everything(a.house) == taken


def test_results_that_come_twice_are_taken_once(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    room = a.house.add_room("302")
    a.sync()
    a.house.book(room)
    a.push()
    page = next_page(a)
    old = [(1, next(iter(states(a.house))), wire.Result("refused", 1, "slot_taken"))]
    absorbed = a.house.console.absorb(changed(page, results=old + page.results))
    assert absorbed.retired == 1
    assert set(states(a.house).values()) == {"ok"}
    assert inbox(a.house).refusals == ()


@pytest.mark.parametrize(
    "results",
    [
        [(1, "another", wire.Result("ok", 1))],  # another op under the number
        [(1, "own", wire.Result("ok", 1)), (2, "unknown", wire.Result("ok", 2))],  # a number never used
        [(2, "own", wire.Result("ok", 2))],  # one is missing
    ],
)
def test_a_result_that_is_not_to_an_op_of_this_folder_makes_it_a_clone(
    desks: tuple[Line, Line], results: list[tuple[int, str, wire.Result]]
) -> None:
    a, _ = desks
    a.house.add_room("302")
    a.push()
    own = next(iter(states(a.house)))
    said = [(seq, own if op_id == "own" else op_id, result) for seq, op_id, result in results]
    before = everything(a.house)
    with pytest.raises(Forked):
        a.house.console.absorb(changed(next_page(a), results=said))
    assert everything(a.house) == before  # rows and cursor went back with it


def test_results_come_with_the_last_page_only(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    a.house.book(a.house.add_room("302"))
    a.push()
    first = next_page(a, limit=2)
    assert first.more
    said = [(1, next(iter(states(a.house))), wire.Result("ok", 1))]
    assert a.house.console.absorb(changed(first, results=said)).retired == 0
    assert set(states(a.house).values()) == {"pending"}
    a.pull()
    assert set(states(a.house).values()) == {"ok"}


def test_a_row_with_fewer_columns_is_filled_up_and_one_with_more_waits(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.push()
    page = next_page(b)
    [(seq, subject, entity_id, values)] = page.rows["site"]
    assert values is not None
    short = [(seq, subject, entity_id, values[:5])]
    b.house.console.absorb(changed(page, rows={"site": short}))
    row = rows_of(b.house)["room", room]
    assert row["number"] == "302"
    assert (row["equipment"], row["retired"], row["locked_at"]) == ("", 0, None)
    newer = [(seq + 1, subject, entity_id, [*values, "新的", 7]), (seq + 2, "visitor", entity_id, ["x", 1])]
    further = {"site": seq + 2}
    page = changed(page, after=page.next, next=further, head=further, rows={"site": newer})
    assert not b.house.console.absorb(page).is_stale
    assert list(rows_of(b.house)["room", room].values()) == values
    waiting = {(row[0], row[1]): json.loads(row[2]) for row in table(b.house, "unread")}
    assert waiting == {("room", room): [*values, "新的", 7], ("visitor", entity_id): ["x", 1]}
    gone = [(seq + 3, "visitor", entity_id, None), (seq + 4, subject, entity_id, values)]
    page = changed(page, after=further, next={"site": seq + 4}, head={"site": seq + 4}, rows={"site": gone})
    b.house.console.absorb(page)
    assert table(b.house, "unread") == []


def test_a_newer_row_that_was_changed_here_keeps_both(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    retitle(b.house, booked, "乙")
    image = list(rows_of(a.house)["meeting", booked].values())
    image[WIRE["meeting"].index("expected")] = 99
    head = b.enrolment.cursor["site"]
    rows: dict[str, list[Row]] = {"site": [(head + 1, "meeting", booked, [*image, "新的"])]}
    known = b.enrolment
    further, columns = {"site": head + 1}, {"meeting": len(image) + 1}
    page = wire.Page(
        known.console_id, known.epoch, {"site": head}, further, further, False, columns, rows, []
    )
    b.house.console.absorb(page)
    assert (shown(b.house, booked).title, shown(b.house, booked).expected) == ("乙", 99)
    assert len(table(b.house, "unread")) == 1


def test_a_feed_that_deletes_a_fifth_of_a_kind_needs_a_person(desks: tuple[Line, Line]) -> None:
    a, b = desks
    rooms = [a.house.add_room(f"{n}") for n in range(60)]
    a.sync()
    b.pull()
    head, known = b.enrolment.cursor["site"], b.enrolment

    def deleting(some: list[str], start: int, *, more: bool) -> wire.Page:
        rows: list[Row] = [(start + n, "room", room, None) for n, room in enumerate(some, 1)]
        end = start + len(some)
        return wire.Page(known.console_id, known.epoch, {"site": start}, {"site": end}, {"site": end}, more,
                         {}, {"site": rows}, [])  # fmt: skip

    half = FEW // 2
    b.house.console.absorb(deleting(rooms[:half], head, more=True))
    second = deleting(rooms[half : half + 11], head + half, more=False)
    before = everything(b.house)
    for _ in range(2):  # however often it is asked
        with pytest.raises(TooManyDeleted) as caught:
            b.house.console.absorb(second)
        assert (caught.value.subject, caught.value.deleted, caught.value.of) == ("room", half + 11, 60)
        assert everything(b.house) == before
    b.house.console.allow_deletions()
    assert b.house.console.absorb(second).is_last
    assert len(rows_of(b.house)) == 60 - half - 11
    third = deleting(rooms[half + 11 : half + 35], head + half + 11, more=False)
    with pytest.raises(TooManyDeleted):  # the word was for that round
        b.house.console.absorb(third)


def test_tombstones_of_what_was_never_here_are_no_deletion(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    known = a.enrolment
    rows: list[Row] = [(n, "room", a.house.new_id(), None) for n in range(1, 101)]
    page = wire.Page(known.console_id, known.epoch, {"site": 0}, {"site": 100}, {"site": 100}, False, {},
                     {"site": rows}, [])  # fmt: skip
    assert a.house.console.absorb(page).is_last


def test_a_row_that_moved_between_streams_is_there(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.push()
    page = next_page(b)
    [(_, subject, entity_id, values)] = page.rows["site"]
    with b.house.store.writing() as connection:
        keep(connection, {"cursor": '{"cleared": 0, "site": 0}'})
    moves: tuple[dict[str, list[Row]], ...] = (
        {"cleared": [(1, subject, entity_id, values)], "site": [(1, subject, entity_id, None)]},
        {"cleared": [(2, subject, entity_id, None)], "site": [(2, subject, entity_id, values)]},
    )
    for rows in moves:
        at = rows["site"][0][0]
        cursor = {"cleared": at, "site": at}
        before = {"cleared": at - 1, "site": at - 1}
        moved = changed(page, after=before, next=cursor, head=cursor, rows=rows)
        assert not b.house.console.absorb(moved).is_stale
        assert ("room", room) in rows_of(b.house)


def test_a_round_without_anything_of_ours_redoes_nothing(desks: tuple[Line, Line]) -> None:
    a, b = desks
    rooms = [a.house.add_room("302"), a.house.add_room("401")]
    a.sync()
    b.pull()
    booked = [a.house.book(rooms[0], n * 120) for n in range(1, 5)]
    b.house.book(rooms[1], 60)
    b.sync()
    assert a.pull()[-1].replayed == 0
    b.house.book(rooms[0], 600)
    b.sync()
    assert a.pull()[-1].replayed == len(booked)
    assert all(meeting(a.house, each) for each in booked)
    a.sync()
    same(a, b)
