"""What an op changed is what was captured, to the last
column; a write that capture could not see is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from app.domain.acts import Done
from app.domain.ids import derived
from app.domain.ops import ImportMeeting, Operation, Source
from app.domain.periods import HOUR, MINUTE
from app.operations.lookup import drop, find
from app.operations.session import ForbiddenWrite, OpSession
from app.store.tables import PersonRow, RoomRow
from app.sync import console, outbox
from app.sync.outbox import Recorded
from tests.operations.stage import CASES, NEW, Stage
from tests.support.house import SITE, House, house
from tests.support.tables import rows_of
from tests.support.workload import Workload

Rows = dict[tuple[str, str], dict[str, Any]]


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Recorded]]:
    """Every op that leaves something, with the images around it."""
    kept: list[Recorded] = []
    write = outbox.record

    def record(connection: Any, done: Sequence[Recorded], **how: Any) -> None:
        kept.extend(done)
        write(connection, done, **how)

    monkeypatch.setattr(console, "record", record)
    yield kept


def difference(before: Rows, after: Rows) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Rows that differ, as (before, after); None = no such row."""
    keys = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return {key: (before.get(key), after.get(key)) for key in keys}


def captured(ops: Sequence[Recorded]) -> dict[tuple[str, str], tuple[Any, Any]]:
    """What the ops say they changed, taken together."""
    first: dict[tuple[str, str], Any] = {}
    last: dict[tuple[str, str], Any] = {}
    for entry in ops:
        for key, image in entry.outcome.before.items():
            first.setdefault(key, image)
            last[key] = entry.outcome.after[key]
    return {key: (first[key], last[key]) for key in first if first[key] != last[key]}


def assert_plain(ops: Sequence[Recorded]) -> None:
    """Images hold text, integers and nothing else: no flag, no enum."""
    for entry in ops:
        for images in (entry.outcome.before, entry.outcome.after):
            for key, image in images.items():
                kinds = {type(value) for value in (image or {}).values()}
                assert kinds <= {str, int, type(None)}, (entry.body.kind, key, image)


@pytest.mark.parametrize("seed", range(6))
def test_rows_that_changed_are_rows_that_were_captured(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, seed=seed) as made, recorded(monkeypatch) as ops:
        work = Workload(made, seed)
        work.furnish()
        before = rows_of(made)
        for _ in range(60):
            ops.clear()
            work.step()
            after = rows_of(made)
            assert difference(before, after) == captured(ops), [entry.body for entry in ops]
            assert_plain(ops)
            before = after


@pytest.mark.parametrize("case", [*CASES, *NEW])
def test_each_kind_of_act_and_its_undo_are_captured_whole(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, act = CASES[case] if case in CASES else (lambda _: None, NEW[case])
    stage = Stage(tmp_path)
    prepare(stage)
    op = act(stage)
    with recorded(monkeypatch) as ops:
        for say in (lambda: stage.house.do(op), stage.house.undo, stage.house.redo):
            before = rows_of(stage.house)
            ops.clear()
            done: Done = say()
            changed = difference(before, rows_of(stage.house))
            assert changed == captured(ops)
            assert set(changed) <= done.changed
            assert_plain(ops)
    stage.house.close()


def test_an_import_is_captured_whole_new_changed_cancelled_undone_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path) as made, recorded(monkeypatch) as ops:
        rooms = [made.add_room("301"), made.add_room("302")]
        files = [_calendar(made, rooms, round_) for round_ in range(3)]
        says = [lambda f=f: _import(made, f) for f in files]
        for say in (*says, made.undo, made.undo, made.undo, made.redo, says[0], says[2]):
            made.pass_time(1)
            before = rows_of(made)
            ops.clear()
            say()
            assert difference(before, rows_of(made)) == captured(ops)
            assert_plain(ops)


def _calendar(made: House, rooms: Sequence[str], sequence: int) -> list[Operation]:
    start = made.at - 5 * HOUR
    return [
        ImportMeeting(
            derived(SITE, "meeting", f"u{n}", ""),
            Source(f"u{n}", sequence=sequence),
            rooms[(n + sequence) % 2],
            f"会 {n}.{sequence}",
            start + n * HOUR + sequence * 7 * MINUTE,
            start + n * HOUR + 45 * MINUTE,
            expected=n * 10 + sequence,
            is_video=(n + sequence) % 3 == 0,
            cancelled=n % 5 == 4 and sequence > 0,
        )
        for n in range(12)
    ]


def _import(made: House, ops: Sequence[Operation]) -> Done:
    return made.console.import_all(ops, "", lambda _n, _of: None, lambda: False)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[OpSession]:
    """A session of operations on a house with a room."""
    with house(tmp_path) as made:
        made.add_room("302")
        with made.store.writing() as connection:
            opened = OpSession(connection, SITE)
            yield opened
            opened.close()


def room_of(session: Session) -> RoomRow:
    return session.scalars(select(RoomRow)).one()


def person() -> dict[str, Any]:
    return {
        "id": "p",
        "name": "",
        "role": "",
        "number": "",
        "phone": "",
        "skills": "",
        "zone": "",
        "active": 1,
    }


def test_a_row_changes_inside_an_op_only(session: OpSession) -> None:
    row = room_of(session)
    with pytest.raises(ForbiddenWrite):
        row.name = "x"
    with session.running() as touched:
        row.name = "x"
    assert set(touched) == {("room", row.id)}


def test_a_row_is_added_inside_an_op_only(session: OpSession) -> None:
    with pytest.raises(ForbiddenWrite):
        session.put(PersonRow, **person())


def test_statements_that_capture_cannot_see_are_forbidden(session: OpSession) -> None:
    statements = (
        update(RoomRow).values(name="x"),
        insert(PersonRow).values(site_id=SITE, **person()),
        RoomRow.__table__.delete(),  # type: ignore[attr-defined]  # a table has it
        text("UPDATE room SET name = 'x'"),
    )
    with session.running():
        for statement in statements:
            with pytest.raises(ForbiddenWrite):
                session.execute(statement)
    assert room_of(session).name == "会议室302"


@pytest.mark.parametrize("method", ["bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"])
def test_bulk_methods_are_forbidden(method: str, session: OpSession) -> None:
    with session.running(), pytest.raises(ForbiddenWrite):
        getattr(session, method)(RoomRow, [])


def test_a_row_added_and_dropped_in_one_act_is_captured_as_gone(session: OpSession) -> None:
    with session.running() as first:
        row = session.put(PersonRow, **person())
        assert first["person", "p"].before is None
    with session.running() as second:
        row.name = "改"
        drop(session, row)
        session.flush()
        held = second["person", "p"]
        assert held.before is not None
        assert (held.before["name"], held.after()) == ("", None)
    assert find(session, PersonRow, "p") is None
