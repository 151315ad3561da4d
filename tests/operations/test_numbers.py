"""The numbers people read: central alone gives them,
an op that is refused takes none, none is given twice.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.ids import derived
from app.domain.ops import AddRoom, BookMeeting, Operation
from app.domain.periods import HOUR
from app.operations import meetings
from app.operations.context import Context
from app.operations.duties import make_duties
from app.operations.envelope import normalised
from app.operations.executor import Outcome, run_batch
from app.operations.session import Numbers, OpSession
from app.store.engine import Options, Store, open_store
from app.store.schema import CENTRAL
from app.store.tables import MeetingRow
from tests.support.house import SITE, WEDNESDAY

ROOM = derived(SITE, "room", 1)


def booking(n: int, hour: int, room: str = ROOM) -> BookMeeting:
    start = WEDNESDAY + hour * HOUR
    return BookMeeting(derived(SITE, "meeting", n), room, f"会 {n}", start, start + HOUR, override="测试")


def run(store: Store, numbers: Numbers, *ops: Operation) -> tuple[list[Outcome], int]:
    """One batch as central takes it in; what became of it, and how often it was done again."""
    bodies = [normalised(op)[0] for op in ops]
    with store.writing() as connection:
        session = OpSession(connection, SITE)
        session.numbers = numbers
        made = run_batch(
            session,
            bodies,
            lambda n: Context(session, derived(SITE, "op", n), "", WEDNESDAY, at_central=True),
        )
        return made, session.redone


def numbered(store: Store) -> list[int | None]:
    with store.reading() as connection:
        return list(connection.exec_driver_sql("SELECT number FROM meeting ORDER BY starts_at").scalars())


@pytest.fixture
def central(tmp_path: Path) -> Store:
    opened = open_store(tmp_path, Options(role=CENTRAL))
    run(opened, Numbers({}), AddRoom(ROOM, "302", "三〇二", capacity=80))
    return opened


def test_a_refusal_takes_no_number(central: Store) -> None:
    with closing(central):
        numbers = Numbers({"meeting": 41})
        outcomes, redone = run(
            central, numbers, booking(1, 1), booking(2, 1), booking(3, 2), booking(3, 5), booking(4, 6)
        )
        assert [outcome.code for outcome in outcomes] == ["", "slot_taken", "", "exists", ""]
        assert redone == 0
        assert numbered(central) == [42, 43, 44]
        assert numbers.last == {"meeting": 44}


def test_a_constraint_that_refuses_gives_its_number_back(
    central: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a hole made in the rule the database still refuses, and the numbers stay without a gap."""
    monkeypatch.setattr(meetings, "check_slot", lambda *_: None)
    with closing(central):
        numbers = Numbers({})
        outcomes, redone = run(central, numbers, booking(1, 1), booking(2, 1), booking(3, 2), booking(4, 2))
        assert [outcome.status for outcome in outcomes] == ["ok", "refused", "ok", "refused"]
        assert [outcomes[n].code for n in (1, 3)] == ["slot_taken", "slot_taken"]
        assert redone == 1
        assert numbered(central) == [1, 2]
        assert numbers.last == {"meeting": 2}


def test_a_bug_in_one_op_takes_no_number_and_stops_nothing(
    central: Store, monkeypatch: pytest.MonkeyPatch
) -> None:

    def fails(context: Context, row: MeetingRow) -> None:
        make_duties(context, row)
        if row.title == "会 2":
            raise ZeroDivisionError

    monkeypatch.setattr(meetings, "make_duties", fails)
    with closing(central):
        numbers = Numbers({"other": 9})
        outcomes, redone = run(central, numbers, booking(1, 1), booking(2, 2), booking(3, 3))
        assert [(outcome.status, outcome.code) for outcome in outcomes] == [
            ("ok", ""),
            ("refused", "internal"),
            ("ok", ""),
        ]
        assert redone == 1
        assert numbered(central) == [1, 2]
        assert numbers.last == {"meeting": 2, "other": 9}
        with central.reading() as connection:
            lost = "SELECT count(*) FROM task WHERE meeting_id NOT IN (SELECT id FROM meeting)"
            assert connection.exec_driver_sql(lost).scalar() == 0


def test_a_batch_that_is_given_up_puts_the_counter_nowhere(
    central: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the caller keeps is what the last round gave: the round before is forgotten whole."""
    monkeypatch.setattr(meetings, "check_slot", lambda *_: None)
    with closing(central):
        numbers = Numbers({"meeting": 7})
        first, _ = run(central, numbers, booking(1, 1), booking(2, 1))
        assert [outcome.status for outcome in first] == ["ok", "refused"]
        second, redone = run(central, numbers, booking(2, 3))
        assert ([outcome.status for outcome in second], redone) == (["ok"], 0)
        assert numbered(central) == [8, 9]
        with pytest.raises(IntegrityError, match="no_overlap"), central.writing() as connection:
            connection.exec_driver_sql(
                "UPDATE meeting SET held_from = ?, held_to = ?", (WEDNESDAY, WEDNESDAY + 1)
            )


def test_a_console_gives_no_number(central: Store) -> None:
    with closing(central), central.writing() as connection:
        session = OpSession(connection, SITE)
        assert Context(session, "", "", WEDNESDAY).number("meeting") is None
