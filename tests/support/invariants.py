"""What must hold between consoles and central (sync.md, section 14: I1 to I10)."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from itertools import pairwise
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, inspect, select

from app.domain.ids import derived
from app.operations import wire
from app.store.central_tables import feed, history, oplog, receipt, site, stream
from app.store.chain import GENESIS
from app.store.tables import SUBJECTS, WIRE
from central.database import open_database
from central.ledger import chain_link
from tests.support import overlay
from tests.support.house import SITE
from tests.support.seat import make_central, send
from tests.support.world import End, World

Rows = dict[tuple[str, str], list[Any]]


def rows_in(connection: Connection) -> Rows:
    """(subject, id) → columns in wire order, of every typed table."""
    found: Rows = {}
    for subject, mapped in SUBJECTS.items():
        table = inspect(mapped).local_table
        for row in connection.execute(select(*(table.c[name] for name in WIRE[subject]))):
            found[subject, row[0]] = list(row)
    return found


def central_rows(world: World) -> Rows:
    """Central's present."""
    with world.database.reading() as connection:
        return rows_in(connection)


def desk_rows(end: End) -> Rows:
    """What a console shows."""
    with end.house.store.reading() as connection:
        return rows_in(connection)


def underneath(end: End) -> Rows:
    """What a console holds of central: its rows with the shadows laid over them."""
    with end.house.store.reading() as connection:
        rows = rows_in(connection)
        for subject, entity, image in connection.exec_driver_sql("SELECT subject, id, image FROM shadow"):
            if image is None:
                rows.pop((subject, entity), None)
            else:
                rows[subject, entity] = json.loads(image)
    return rows


def digest(rows: Rows) -> str:
    """A hash over rows, for I3."""
    said = hashlib.sha256()
    for key in sorted(rows):
        said.update(json.dumps([key, rows[key]], ensure_ascii=False).encode())
    return said.hexdigest()


def check_central(world: World) -> None:
    """What holds after every commit of central: I2, I6, I7, I9."""
    with world.database.reading() as connection:
        rows = rows_in(connection)
        _no_overlap(rows)
        log = list(connection.execute(select(oplog).order_by(oplog.c.n)))
        facts = connection.execute(select(site)).one()
        head = connection.execute(select(stream.c.head)).scalar_one()
        fed = {(r.subject, r.id): (r.seq, r.wire) for r in connection.execute(select(feed))}
        images = {}
        for row in connection.execute(select(history).order_by(history.c.n)):
            images[row.subject, row.id] = row.wire
    assert [row.n for row in log] == list(range(1, facts.n + 1)), "I9: op log not dense"
    assert len({row.op_id for row in log}) == len(log), "I2: an op twice"
    chain = GENESIS
    for row in log:
        assert wire.body_hash(bytes(row.body)) == row.body_hash, "I9: body"
        assert wire.body_hash(row.result.encode()) == row.result_hash, "I9: result"
        chain = chain_link(chain, row.body_hash, row.result_hash)
        assert row.chain == chain, "I9: chain"
    assert facts.chain == chain, "I9: head of the chain"
    living = {key: json.loads(text) for key, (_, text) in fed.items() if text is not None}
    assert living == rows, "I7: feed is not the rows"
    assert {key: json.loads(text) for key, text in images.items() if text is not None} == rows, "I9: history"
    seqs = [seq for seq, _ in fed.values()]
    assert len(set(seqs)) == len(seqs), "I7: a seq twice"
    assert not seqs or max(seqs) == head, "I7: head"


def _no_overlap(rows: Rows) -> None:
    places = {name: WIRE["meeting"].index(name) for name in ("room_id", "held_from", "held_to", "holds")}
    held: dict[str, list[tuple[int, int]]] = {}
    for (subject, _), row in rows.items():
        if subject == "meeting" and row[places["holds"]]:
            held.setdefault(row[places["room_id"]], []).append(
                (row[places["held_from"]], row[places["held_to"]])
            )
    for slots in held.values():
        slots.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(slots)), "I6: overlap"


def check_cursor(world: World, end: End) -> None:
    """At the head of the feed, what a console holds underneath is central's present."""
    enrolment = end.console.enrolment()
    with world.database.reading() as connection:
        head = connection.execute(select(stream.c.head)).scalar_one()
    if enrolment is not None and enrolment.cursor == {"site": head} and not enrolment.needs_snapshot:
        assert underneath(end) == central_rows(world), f"overlay of {end.name}"


def check_rest(world: World) -> None:
    """What holds when everything has been said and heard: I1, I3, I5, I8, I10."""
    check_central(world)
    truth = central_rows(world)
    for end in world.ends:
        waiting = end.console.waiting()
        assert waiting.pending == 0, f"I8: {end.name} still waits"
        assert digest(desk_rows(end)) == digest(truth), f"I3: {end.name} differs"
        with end.house.store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM shadow").scalar_one() == 0, "shadow left"
    _every_op_answered(world)
    _no_silent_overwrite(world, truth)


def _every_op_answered(world: World) -> None:
    with world.database.reading() as connection:
        log = {row.op_id: row for row in connection.execute(select(oplog))}
        known = connection.execute(select(receipt.c.console_id, receipt.c.seq, receipt.c.result))
        answers = {(row.console_id, row.seq): row.result for row in known}
    for end in world.ends:
        enrolment = end.console.enrolment()
        with end.house.store.reading() as connection:
            outbox = connection.exec_driver_sql("SELECT seq, op_id, state, result FROM outbox").all()
            inbox = {
                str(row[0]): str(row[1])
                for row in connection.exec_driver_sql("SELECT op_id, status FROM inbox WHERE final = 1")
            }
        here = {str(op_id): (seq, state, result) for seq, op_id, state, result in outbox}
        for op_id in end.said:
            assert op_id in log, f"I1: {end.name} lost {op_id}"
            status = json.loads(log[op_id].result)["status"]
            if op_id in here:
                seq, state, result = here[op_id]
                assert state == status, f"I1: {op_id} is {state} here, {status} at central"
                if enrolment is not None and seq > enrolment.base:
                    assert json.loads(result) == json.loads(
                        answers[enrolment.console_id, seq - enrolment.base]
                    )
                if status != "ok":
                    assert inbox.get(op_id) == status, f"I10: {op_id} is {status} and in no inbox"
    said = Counter(op_id for end in world.ends for op_id in end.said)
    assert all(count == 1 for count in said.values())


def _no_silent_overwrite(world: World, truth: Rows) -> None:
    """A model of titles, fifteen lines of its own: each value submitted is current, was seen, or is kept."""
    title = WIRE["meeting"].index("title")
    kept = {}
    for (subject, _), row in truth.items():
        if subject == "conflict":
            held = dict(zip(WIRE["conflict"], row, strict=True))
            kept[held["op_id"], held["field"]] = json.loads(held["mine"])
    now: dict[str, str] = {}
    waits: dict[str, str] = {}
    with world.database.reading() as connection:
        log = list(connection.execute(select(oplog).order_by(oplog.c.n)))
    for entry in log:
        body = json.loads(bytes(entry.body))["body"]
        status = json.loads(entry.result)["status"]
        if status == "refused":
            continue
        _note_made(body, now, waits)
        if body["kind"] == "edit_meeting" and "title" in body["set"]:
            value, was = body["set"]["title"], body["was"].get("title")
            if now[body["id"]] in (was, value):
                now[body["id"]] = value
            else:
                assert kept.get((entry.op_id, "title")) == value, f"I5: {value} is nowhere"
    for meeting, value in now.items():
        assert truth["meeting", meeting][title] == value, "I5: title"


def _note_made(body: dict[str, Any], now: dict[str, str], waits: dict[str, str]) -> None:
    """Meetings and the bookings that wait, by id, with the titles they began with."""
    if body["kind"] == "book_meeting":
        now[body["id"]] = body["title"]
    elif body["kind"] == "join_waitlist":
        waits.setdefault(body["id"], body["booking"]["title"])
    elif body["kind"] == "promote_waiting":
        now.setdefault(body["meeting"], waits[body["id"]])


def check_screen(end: End) -> None:
    """What a console shows is central's rows with ALL its unanswered ops redone over them, one by one: the
    scoped, batched rebase against the plainest there is, on a copy (I4).
    """
    overlay.check_screen(end.house)


_MAKERS = {"book_meeting": "meeting", "add_task": "task", "add_room": "room", "add_person": "person",
           "join_waitlist": "waiting"}  # fmt: skip


def check_own(end: End) -> None:
    """What a desk made and central took stays on its screen: an answer never comes before its rows (I4)."""
    with end.house.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind, body FROM outbox WHERE state IN ('ok', 'conflict')")
        made = [(_MAKERS[kind], json.loads(body)["body"]["id"]) for kind, body in rows if kind in _MAKERS]
    shown = desk_rows(end)
    assert [key for key in made if key not in shown] == [], f"I4: {end.name} lost sight of its own"


def check_history(world: World) -> None:
    """The log done again, op by op, on an empty database: the same rows and images after each op (I9)."""
    with world.database.reading() as connection:
        log = list(connection.execute(select(oplog).order_by(oplog.c.n)))
        images = _images(connection)
        rows = rows_in(connection)
    with tempfile.TemporaryDirectory(prefix="huiwutai-again-") as scratch:
        again = open_database(f"sqlite:///{scratch}/central")
        try:
            identity = derived(SITE, "again")
            make_central(again, identity)
            for n, row in enumerate(log, 1):
                send(again, identity, [(n, row.op_id, Raw(row.body))], row.received_at)
            with again.reading() as connection:
                assert _images(connection) == images, "I9: image after an op"
                assert rows_in(connection) == rows, "I9: the log makes other rows"
        finally:
            again.close()


def _images(connection: Connection) -> dict[tuple[int, str, str], str | None]:
    return {(row.n, row.subject, row.id): row.wire for row in connection.execute(select(history))}
