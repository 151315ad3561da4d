"""What a console says is done at central in order, each
once, each with one answer; the feed gives it back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from app.domain.ids import derived, uuid7
from app.domain.ops import (
    BookMeeting,
    DrawOutline,
    EditMeeting,
    EraseOutline,
    MeetingFields,
    MoveMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import OutlineKind
from app.operations import wire
from app.operations.envelope import Op, normalised
from app.operations.envelope import encode as encode_op
from app.operations.executor import Outcome, run_one, settle
from app.operations.session import OpSession
from app.store.central_tables import feed, history, oplog, stream
from app.store.central_tables import site as site_table
from app.store.chain import GENESIS
from central.database import Database, open_database
from central.errors import RequestProblem
from central.ledger import chain_link
from central.push import push, take
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.seat import EPOCH, central_rows, make_central, outbox, page, results, send, send_all
from tests.support.tables import rows_of
from tests.support.workload import Workload

ONE, TWO = derived(SITE, "console", 1), derived(SITE, "console", 2)


def worked(folder: Path, seed: int, steps: int) -> House:
    house = House(folder, seed=seed)
    work = Workload(house, seed)
    work.furnish()
    for _ in range(steps):
        work.step()
    return house


def without_numbers(rows: dict[tuple[str, str], dict[str, object]]) -> dict[tuple[str, str], object]:
    return {key: {k: v for k, v in row.items() if k != "number" or key[0] != "meeting"}
            for key, row in rows.items()}  # fmt: skip


@pytest.mark.parametrize(("seed", "size"), [(1, 300), (2, 7), (3, 1)])
def test_the_same_ops_make_the_same_rows_at_central(
    database: Database, tmp_path: Path, seed: int, size: int
) -> None:
    house = worked(tmp_path / "house", seed, 60)
    make_central(database, ONE)
    send_all(database, ONE, house, size)
    assert {result.status for result in results(database, ONE).values()} == {"ok"}
    assert without_numbers(central_rows(database)) == without_numbers(rows_of(house))
    house.close()


def test_meetings_are_numbered_without_a_gap_in_the_order_of_acceptance(
    database: Database, tmp_path: Path
) -> None:
    house = worked(tmp_path / "house", 4, 60)
    make_central(database, ONE)
    send_all(database, ONE, house, 20)
    numbers = [row["number"] for key, row in central_rows(database).items() if key[0] == "meeting"]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    house.close()


def test_feed_history_and_chain_say_what_the_rows_say(database: Database, tmp_path: Path) -> None:
    house = worked(tmp_path / "house", 5, 60)
    make_central(database, ONE)
    send_all(database, ONE, house, 11)
    rows = central_rows(database)
    with database.reading() as connection:
        fed = {(r.subject, r.id): (r.seq, r.wire) for r in connection.execute(select(feed))}
        head = connection.execute(select(stream.c.head)).scalar_one()
        images = {}
        for row in connection.execute(select(history).order_by(history.c.n)):
            images[row.subject, row.id] = row.wire
        log = list(connection.execute(select(oplog).order_by(oplog.c.n)))
        site = connection.execute(select(site_table)).one()
    said = {key: list(row.values()) for key, row in rows.items()}
    assert {key: json.loads(wire) for key, (_, wire) in fed.items()} == said
    assert {key: json.loads(wire) for key, wire in images.items()} == said
    seqs = [seq for seq, _ in fed.values()]
    assert len(set(seqs)) == len(seqs)
    assert max(seqs) == head
    chain = GENESIS
    for n, row in enumerate(log, 1):
        assert row.n == n
        assert row.body_hash == wire.body_hash(bytes(row.body))
        chain = chain_link(chain, row.body_hash, row.result_hash)
        assert row.chain == chain
    assert (site.n, site.chain) == (len(log), chain)
    house.close()


def test_sending_again_changes_nothing_and_answers_the_same(database: Database, tmp_path: Path) -> None:
    house = worked(tmp_path / "house", 6, 20)
    make_central(database, ONE)
    ops = outbox(house)
    assert send(database, ONE, ops[:9]) == 9
    before = central_rows(database)
    assert send(database, ONE, ops[:9]) == 9
    assert send(database, ONE, ops[4:12]) == 12
    assert send(database, ONE, []) == 12
    assert all(row == central_rows(database)[key] for key, row in before.items() if key[0] == "floor")
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(oplog)).scalar_one() == 12
    house.close()


def test_a_gap_a_fork_and_another_epoch_are_told_and_nothing_is_done(
    database: Database, tmp_path: Path
) -> None:
    house, clone = worked(tmp_path / "house", 7, 10), worked(tmp_path / "clone", 8, 10)
    make_central(database, ONE)
    ops, others = outbox(house), outbox(clone)
    send(database, ONE, ops[:5])
    with pytest.raises(RequestProblem) as gap:
        send(database, ONE, ops[7:9])
    assert (gap.value.status, gap.value.problem.code, gap.value.problem.expected) == (409, "gap", 6)
    with pytest.raises(RequestProblem) as fork:
        send(database, ONE, others[3:7])
    assert (fork.value.status, fork.value.problem.code) == (409, "fork")
    with pytest.raises(RequestProblem) as stale:
        push(database, SITE, wire.Push(ONE, "another", ()), EPOCH, WEDNESDAY)
    assert (stale.value.status, stale.value.problem.why) == (410, "epoch")
    with pytest.raises(RequestProblem) as unknown:
        send(database, TWO, ops[:1])
    assert unknown.value.status == 401
    assert len(results(database, ONE)) == 5
    house.close()
    clone.close()


def test_what_cannot_be_read_is_refused_under_its_number_and_the_rest_goes_on(
    database: Database, tmp_path: Path
) -> None:
    house = House(tmp_path / "house")
    house.add_room("301")
    house.add_room("302")
    make_central(database, ONE)
    first, second = outbox(house)
    bad_body = msgspec.json.decode(bytes(second[2])) | {"body": {"kind": "dance"}}
    bad_op = Raw(json.dumps(bad_body).encode())
    ops = [first, (2, house.new_id(), Raw(b'{"not":"an op"}')), (3, second[1], bad_op),
           (4, house.new_id(), second[2])]  # fmt: skip
    assert send(database, ONE, ops) == 4
    said = results(database, ONE)
    assert [said[n].status for n in (1, 2, 3, 4)] == ["ok", "refused", "refused", "refused"]
    assert {said[n].code for n in (2, 3, 4)} == {"malformed"}
    assert [said[n].n for n in (1, 2, 3, 4)] == [1, 2, 3, 4]
    house.close()


def test_an_op_of_a_newer_vocabulary_is_held_with_all_behind_it(database: Database, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    for number in ("301", "302", "303"):
        house.add_room(number)
    make_central(database, ONE)
    ops = outbox(house)
    newer = msgspec.json.decode(bytes(ops[1][2])) | {"schema": 9}
    held = [ops[0], (2, ops[1][1], Raw(msgspec.json.encode(newer))), ops[2]]
    sent = wire.decode_push(msgspec.json.encode(wire.Push(ONE, EPOCH, tuple(held))))
    answer = push(database, SITE, sent, EPOCH, WEDNESDAY)
    assert (answer.last, answer.hold) == (1, wire.Hold(2, 9))
    assert list(results(database, ONE)) == [1]
    house.close()


def test_an_op_known_under_another_console_is_answered_not_done_again(
    database: Database, tmp_path: Path
) -> None:
    house = worked(tmp_path / "house", 9, 15)
    make_central(database, ONE, TWO)
    send_all(database, ONE, house)
    rows = central_rows(database)
    send_all(database, TWO, house)
    assert central_rows(database) == rows
    assert results(database, TWO) == results(database, ONE)
    house.close()


def said(house: House, *bodies: object, seq: int = 1) -> list[tuple[int, str, Raw]]:
    """Ops of a console that saw nothing of the house: written, not done."""
    ops = []
    for body in bodies:
        _, raw = normalised(body)  # type: ignore[arg-type]  # an Operation
        op = Op(house.new_id(), "", house.at, 0, uuid7(house.at, bytes(10)), 0, 1, raw)
        ops.append((seq, op.op_id, Raw(encode_op(op))))
        seq += 1
    return ops


def test_two_desks_cannot_have_one_room_at_one_time(database: Database, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    room = house.add_room()
    first = house.book(room)
    make_central(database, ONE, TWO)
    send_all(database, ONE, house)
    start = house.at + 60 * MINUTE
    other = BookMeeting(house.new_id(), room, "撞车", start, start + HOUR, override="试")
    send(database, TWO, said(house, other))
    answer = results(database, TWO)[1]
    assert (answer.status, answer.code) == ("refused", "slot_taken")
    assert answer.params["by"] == first
    house.close()


def test_a_refused_op_reaches_its_desk_although_no_row_moved(database: Database, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    room = house.add_room()
    house.book(room)
    make_central(database, ONE, TWO)
    send_all(database, ONE, house)
    seen = page(database, TWO)
    assert seen is not None
    start = house.at + 60 * MINUTE
    booking = BookMeeting(house.new_id(), room, "撞车", start, start + HOUR, override="试")
    send(database, TWO, said(house, booking))
    news = page(database, TWO, after=seen.next["site"])
    assert news is not None
    assert news.rows == {"site": []}
    assert [(seq, result.status) for seq, _, result in news.results] == [(1, "refused")]
    assert page(database, TWO, after=seen.next["site"], have=1) is None
    house.close()


def test_a_collision_is_kept_for_a_person_with_both_values_and_authors(
    database: Database, tmp_path: Path
) -> None:
    house = House(tmp_path / "house")
    room = house.add_room()
    meeting = house.book(room)
    make_central(database, ONE, TWO)
    house.do(EditMeeting(meeting, MeetingFields(title="先到的"), MeetingFields(title="周例会")))
    send_all(database, ONE, house)
    late = EditMeeting(
        meeting, MeetingFields(title="后到的", expected=7), MeetingFields(title="周例会", expected=20)
    )
    send(database, TWO, said(house, late))
    answer = results(database, TWO)[1]
    assert answer.status == "conflict"
    assert answer.conflicts == (("meeting", meeting, "title", '"周例会"', '"后到的"', '"先到的"'),)
    rows = central_rows(database)
    assert (rows["meeting", meeting]["title"], rows["meeting", meeting]["expected"]) == ("先到的", 7)
    kept = next(row for key, row in rows.items() if key[0] == "conflict")
    assert (kept["about"], kept["about_id"], kept["field"]) == ("meeting", meeting, "title")
    assert (kept["mine"], kept["theirs"], kept["theirs_at"]) == ('"后到的"', '"先到的"', house.at)
    house.close()


def test_two_meetings_change_places_in_one_batch(database: Database, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    rooms = house.add_room("301"), house.add_room("302"), house.add_room("303")
    one, two = house.book(rooms[0]), house.book(rooms[1])
    make_central(database, ONE)
    slot = house.at + 60 * MINUTE, house.at + 120 * MINUTE
    for meeting, here, there in ((one, 0, 2), (two, 1, 0), (one, 2, 1)):
        house.do(MoveMeeting(meeting, rooms[there], *slot, rooms[here], *slot, override="换"))
    request = wire.decode_push(msgspec.json.encode(wire.Push(ONE, EPOCH, tuple(outbox(house)))))
    taken = take(database, SITE, request, EPOCH, WEDNESDAY)
    assert taken.redone == 0
    assert {result.status for result in results(database, ONE).values()} == {"ok"}
    house.close()


def test_a_hole_in_the_rule_is_still_refused_by_the_database(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path / "house")
    room = house.add_room()
    house.book(room)
    make_central(database, ONE, TWO)
    send_all(database, ONE, house)
    monkeypatch.setattr("app.operations.meetings.check_slot", lambda *_: None)
    start = house.at + 60 * MINUTE
    ops = said(
        house,
        BookMeeting(house.new_id(), room, "前", start + 3 * HOUR, start + 4 * HOUR, override="试"),
        BookMeeting(house.new_id(), room, "撞车", start, start + HOUR, override="试"),
        BookMeeting(house.new_id(), room, "后", start + 6 * HOUR, start + 7 * HOUR, override="试"),
    )
    send(database, TWO, ops)
    answers = results(database, TWO)
    assert [(answers[n].status, answers[n].code) for n in (1, 2, 3)] == [
        ("ok", ""),
        ("refused", "slot_taken"),
        ("ok", ""),
    ]
    numbers = sorted(row["number"] for key, row in central_rows(database).items() if key[0] == "meeting")
    assert numbers == [1, 2, 3]
    house.close()


def test_without_savepoints_one_bad_op_would_stop_the_queue(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test before: the fallback is what lets the others through."""

    def bare(session: OpSession, bodies: Any, context_of: Any) -> list[Outcome]:
        done = [run_one(session, body, context_of(index)) for index, body in enumerate(bodies)]
        session.flush()
        settle(session)
        return done

    house = House(tmp_path / "house")
    room = house.add_room()
    house.book(room)
    make_central(database, ONE, TWO)
    send_all(database, ONE, house)
    monkeypatch.setattr("app.operations.meetings.check_slot", lambda *_: None)
    monkeypatch.setattr("central.push.run_batch", bare)
    start = house.at + 60 * MINUTE
    other = BookMeeting(house.new_id(), room, "撞车", start, start + HOUR, override="试")
    with pytest.raises(IntegrityError):
        send(database, TWO, said(house, other))
    assert results(database, TWO) == {}
    house.close()


def test_what_is_wiped_out_and_drawn_again_in_one_batch_is_there(database: Database, tmp_path: Path) -> None:
    house = House(tmp_path / "house")
    floor, outline = house.add_floor(), house.new_id()
    drawn = DrawOutline(outline, floor, OutlineKind.CORE, ((0, 0), (0, 9), (9, 9)))
    house.do(drawn)
    make_central(database, ONE)
    send_all(database, ONE, house)
    house.do(EraseOutline(outline))
    house.do(drawn)
    ops = outbox(house)
    send(database, ONE, ops[2:])
    assert ("outline", outline) in central_rows(database)
    assert central_rows(database) == rows_of(house)
    house.close()


def test_a_full_disk_at_central_takes_nothing_half_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'central'}")
    house = worked(tmp_path / "house", 12, 40)
    make_central(database, ONE)
    ops = outbox(house)
    send(database, ONE, ops[:10])
    before = central_rows(database)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(OperationalError, match="full"):
        send_all(database, ONE, house, 5)
    taken = len(results(database, ONE))
    assert taken < len(ops)
    if taken == 10:
        assert central_rows(database) == before
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    send(database, ONE, ops[taken:])
    assert {result.status for result in results(database, ONE).values()} == {"ok"}
    assert without_numbers(central_rows(database)) == without_numbers(rows_of(house))
    house.close()
    database.close()


def test_the_op_log_lets_nothing_be_changed_or_taken_out(database: Database, tmp_path: Path) -> None:
    house = worked(tmp_path / "house", 10, 5)
    make_central(database, ONE)
    send_all(database, ONE, house)
    for statement in (
        "DELETE FROM oplog WHERE n = 1",
        "UPDATE oplog SET actor = 'x' WHERE n = 1",
        "UPDATE oplog SET body = '{}' WHERE n = 1",
    ):
        with pytest.raises((IntegrityError, DatabaseError)), database.writing() as connection:
            connection.execute(text(statement))
    with database.writing() as connection:  # a purge empties a body; the hash stays
        connection.execute(text("UPDATE oplog SET body = NULL WHERE n = 1"))
    house.close()


def test_pages_lead_through_the_feed_and_results_come_with_the_last(
    database: Database, tmp_path: Path
) -> None:
    house = worked(tmp_path / "house", 11, 40)
    make_central(database, ONE)
    send_all(database, ONE, house)
    seen: dict[tuple[str, str], object] = {}
    got = page(database, ONE, limit=9)
    while got is not None:
        for _seq, subject, entity, values in got.rows["site"]:
            seen[subject, entity] = values
        assert bool(got.results) == (not got.more)
        assert len(got.rows["site"]) == 9 or not got.more
        if not got.more:
            break
        after = got.next["site"]
        got = page(database, ONE, after=after, limit=9)
        assert got is not None
        assert got.after == {"site": after}
    assert seen == {key: list(row.values()) for key, row in central_rows(database).items()}
    assert got is not None
    assert [seq for seq, _, _ in got.results] == [seq for seq, _, _ in outbox(house)]
    house.close()
