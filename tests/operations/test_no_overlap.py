"""No room ever has two meetings at one time, by any path: form, drag, edit of time after room, series against
itself, extension, import, coming back from a cancellation, undo, and several of these in one act.

A state machine plays all paths against a real file; the same machine must find the fault when one path alone
does not look at what holds the room.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    BookMeeting,
    CancelMeeting,
    CorrectMeeting,
    EndMeeting,
    ExtendMeeting,
    ImportMeeting,
    MarkNoShow,
    MeetingFacts,
    MoveMeeting,
    Operation,
    Source,
    StartMeeting,
)
from app.domain.periods import MINUTE
from app.domain.questions import MeetingDetail
from app.domain.states import EndKind, MeetingClass, MeetingState
from app.operations import registry
from app.operations.context import Context
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.tables import overlaps

SLOTS = st.integers(0, 12)
LENGTHS = st.integers(1, 6)
ROOMS = st.integers(0, 1)
STEP = 15 * MINUTE


class Bookings(RuleBasedStateMachine):
    meetings = Bundle("meetings")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house = House(Path(self.folder.name))
        self.rooms = [self.house.add_room("301"), self.house.add_room("302")]

    def teardown(self) -> None:
        self.house.close()
        self.folder.cleanup()

    def say(self, *ops: Operation) -> None:
        try:
            self.house.do(*ops)
        except Refused:
            return

    def booking(self, room: int, slot: int, length: int) -> BookMeeting:
        start = WEDNESDAY + slot * STEP
        return BookMeeting(
            self.house.new_id(),
            self.rooms[room],
            "会",
            start,
            start + length * STEP,
            expected=3,
            meeting_class=MeetingClass.SELF_SERVICE,
            override="测试",
        )

    @rule(target=meetings, room=ROOMS, slot=SLOTS, length=LENGTHS)
    def book(self, room: int, slot: int, length: int) -> str:
        op = self.booking(room, slot, length)
        self.say(op)
        return op.id

    @rule(room=ROOMS, slot=SLOTS, length=LENGTHS, every=st.integers(1, 4), times=st.integers(2, 4))
    def series(self, room: int, slot: int, length: int, every: int, times: int) -> None:
        """Also one whose meetings are longer than the time between them: it would overlap itself."""
        self.say(*(self.booking(room, slot + n * every, length) for n in range(times)))

    @rule(meeting=meetings, room=ROOMS, slot=SLOTS, length=LENGTHS)
    def move(self, meeting: str, room: int, slot: int, length: int) -> None:
        file = self.house.console.ask(MeetingDetail(meeting))
        if file is not None:
            was = file.meeting
            start = WEDNESDAY + slot * STEP
            self.say(
                MoveMeeting(
                    meeting,
                    self.rooms[room],
                    start,
                    start + length * STEP,
                    was.room_id,
                    was.starts_at,
                    was.ends_at,
                    "测试",
                )
            )

    @rule(first=meetings, second=meetings)
    def swap(self, first: str, second: str) -> None:
        """Two meetings change places in one act."""
        files = [self.house.console.ask(MeetingDetail(m)) for m in (first, second)]
        if first != second and all(files):
            a, b = (f.meeting for f in files if f is not None)
            self.say(
                *(
                    MoveMeeting(
                        x.id, y.room_id, y.starts_at, y.ends_at, x.room_id, x.starts_at, x.ends_at, "测试"
                    )
                    for x, y in ((a, b), (b, a))
                )
            )

    @rule(meeting=meetings)
    def cancel(self, meeting: str) -> None:
        self.say(CancelMeeting(meeting, "测试"))

    @rule(meeting=meetings, room=ROOMS, slot=SLOTS, length=LENGTHS)
    def replace(self, meeting: str, room: int, slot: int, length: int) -> None:
        """One meeting makes room for another in one act; undo has to bring it back into the same slot."""
        self.say(CancelMeeting(meeting, "测试"), self.booking(room, slot, length))

    @rule(first=meetings, second=meetings, room=ROOMS, slot=st.integers(2000, 2004), length=LENGTHS)
    def come_back(self, first: str, second: str, room: int, slot: int, length: int) -> None:
        """Meetings that are off are on again, two in one act, beside a booking far away in time."""
        files = [self.house.console.ask(MeetingDetail(each)) for each in dict.fromkeys((first, second))]
        on = MeetingFacts(MeetingState.CONFIRMED)
        back = [
            CorrectMeeting(m.id, on, MeetingFacts(m.state, m.started_at, m.ended_at, m.end_kind,
                           m.cancelled_at, m.cancel_reason))
            for m in (each.meeting for each in files if each is not None)
            if m.state in {MeetingState.CANCELLED, MeetingState.NO_SHOW, MeetingState.WITHDRAWN}
        ]  # fmt: skip
        self.say(self.booking(room, slot, length), *back)

    @rule(meeting=meetings, at=SLOTS)
    def start(self, meeting: str, at: int) -> None:
        self.say(StartMeeting(meeting, WEDNESDAY + at * STEP))

    @rule(meeting=meetings, at=SLOTS)
    def end(self, meeting: str, at: int) -> None:
        self.say(EndMeeting(meeting, WEDNESDAY + at * STEP, EndKind.EARLY))

    @rule(meeting=meetings, length=LENGTHS)
    def extend(self, meeting: str, length: int) -> None:
        """Only what is in session goes on for longer."""
        self.say(StartMeeting(meeting, WEDNESDAY))
        file = self.house.console.ask(MeetingDetail(meeting))
        if file is not None:
            end = file.meeting.ends_at
            self.say(ExtendMeeting(meeting, end + length * STEP, end, "测试"))

    @rule(meeting=meetings)
    def no_show(self, meeting: str) -> None:
        self.say(MarkNoShow(meeting))

    @rule(
        target=meetings,
        uid=st.integers(0, 4),
        room=ROOMS,
        slot=SLOTS,
        length=LENGTHS,
        sequence=st.integers(0, 3),
        cancelled=st.booleans(),
    )
    def imported(self, uid: int, room: int, slot: int, length: int, sequence: int, cancelled: bool) -> str:
        start = WEDNESDAY + slot * STEP
        meeting = derived(SITE, "meeting", f"uid-{uid}", "")
        op = ImportMeeting(
            meeting,
            Source(f"uid-{uid}", sequence=sequence),
            self.rooms[room],
            "导入",
            start,
            start + length * STEP,
            cancelled=cancelled,
        )
        self.house.console.import_all(
            [op, self.booking(room, slot, length)], "", lambda _n, _of: None, lambda: False
        )
        return meeting

    @rule()
    def undo(self) -> None:
        try:
            self.house.undo()
        except Refused:
            return

    @rule()
    def redo(self) -> None:
        try:
            self.house.redo()
        except Refused:
            return

    @rule(minutes=st.integers(1, 60))
    def pass_time(self, minutes: int) -> None:
        self.house.pass_time(minutes)

    @invariant()
    def nothing_overlaps(self) -> None:
        assert overlaps(self.house) == []


def play(examples: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=checks,
            database=None,
            derandomize=True,
            report_multiple_bugs=False,
            phases=[Phase.generate],
        ),
    )


@pytest.mark.timeout(240)
def test_no_path_lets_two_meetings_overlap() -> None:
    play(80)


def _blind(kind: type[Operation]) -> Any:  # Any: a patch
    """The verb as its author wrote it, but nothing holds any room."""
    apply = registry._APPLY[kind]

    def run(op: Operation, context: Context) -> None:
        with patch.multiple("app.operations.meetings", slots_around=lambda *_: []), \
                patch.multiple("app.operations.meeting_life", slots_around=lambda *_: []), \
                patch.multiple("app.operations.imports", slots_around=lambda *_: []):  # fmt: skip
            apply(op, context)

    return patch.dict(registry._APPLY, {kind: run})


@pytest.mark.timeout(240)
@pytest.mark.parametrize("kind", [BookMeeting, MoveMeeting, ExtendMeeting, ImportMeeting, CorrectMeeting])
def test_the_same_paths_find_the_one_that_does_not_look(kind: type[Operation]) -> None:
    with _blind(kind), pytest.raises(AssertionError):
        play(400)


@pytest.mark.timeout(240)
def test_the_same_paths_find_an_act_that_does_not_see_its_own_changes(monkeypatch: Any) -> None:
    """A series against itself, and all else that is said in one act."""
    for module in ("meetings", "meeting_life", "imports"):
        monkeypatch.setattr(f"app.operations.{module}.holds_now", lambda *_: None)
    with pytest.raises(AssertionError):
        play(400)


@pytest.mark.timeout(240)
def test_the_same_paths_find_an_act_that_looks_at_its_beginning_only(monkeypatch: Any) -> None:
    """What was read for a batch is whole for a span of time only."""
    monkeypatch.setattr("app.operations.slots.SlotBook.covers", lambda book, room, _: room in book._rooms)
    with pytest.raises(AssertionError):
        play(400)
