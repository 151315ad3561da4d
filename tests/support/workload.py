"""A desk's day by chance: real operations through the real console, for tests that end it at any moment."""

from __future__ import annotations

import hashlib
import random

from sqlalchemy import Connection

from app.domain.errors import Refused
from app.domain.ops import (
    AddTask,
    ArriveAtTask,
    AssignTasks,
    CancelMeeting,
    CheckItem,
    CompleteTask,
    EditMeeting,
    EndMeeting,
    LockRoom,
    MeetingFields,
    MoveMeeting,
    Operation,
    SetRule,
    StartMeeting,
    UnlockRoom,
)
from app.domain.periods import DAY, HOUR, MINUTE
from app.domain.questions import MeetingDetail, MeetingsBetween
from app.domain.records import MeetingRecord
from app.domain.states import CheckOwner, CheckResult, EndKind, MeetingState, Role, TaskKind
from app.store.tables import SUBJECTS
from tests.support.house import House


class Workload:
    """Does one act after another; what a rule refuses is not done and not told as done."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.chance = random.Random(seed)
        self.rooms: list[str] = []
        self.people: list[str] = []

    def furnish(self) -> None:
        """Rooms and people."""
        self.rooms = [self.house.add_room(f"{self.chance.randrange(10**6)}") for _ in range(4)]
        self.people = [self.house.add_person(f"会服{n}") for n in range(3)]

    def step(self) -> tuple[str, ...]:
        """One act; returns the ids of its operations, nothing when a rule refused it."""
        self.house.pass_time(self.chance.choice((0.1, 1, 7)))
        act = self.chance.choices(
            (
                self._book,
                self._edit,
                self._move,
                self._staff,
                self._run,
                self._cancel,
                self._other,
                self._undo,
            ),
            weights=(6, 4, 3, 4, 4, 1, 2, 2),
        )[0]
        try:
            done = act()
        except Refused:
            return ()
        return () if done is None else done

    def _do(self, *ops: Operation) -> tuple[str, ...]:
        return self.house.do(*ops).op_ids

    def _meeting(self) -> MeetingRecord | None:
        now = self.house.at
        found = self.house.console.ask(MeetingsBetween(now - DAY, now + DAY))
        live = [each for each in found if each.state in {MeetingState.CONFIRMED, MeetingState.IN_SESSION}]
        return self.chance.choice(live) if live else None

    def _book(self) -> tuple[str, ...]:
        before = len(_log(self.house))
        start = self.chance.randrange(0, 20) * 30 - 30
        self.house.book(
            self.chance.choice(self.rooms),
            start,
            self.chance.choice((30, 60, 90)),
            expected=self.chance.choice((3, 12, 45)),
            title="会议" * self.chance.randint(1, 200),
        )
        return tuple(_log(self.house)[before:])

    def _edit(self) -> tuple[str, ...] | None:
        meeting = self._meeting()
        if meeting is None:
            return None
        expected = self.chance.randint(0, 60)
        return self._do(
            EditMeeting(
                meeting.id,
                MeetingFields(title=f"改 {expected}", expected=expected),
                MeetingFields(title=meeting.title, expected=meeting.expected),
            )
        )

    def _move(self) -> tuple[str, ...] | None:
        meeting = self._meeting()
        if meeting is None:
            return None
        start = meeting.starts_at + self.chance.choice((-30, 30, 60)) * MINUTE
        return self._do(
            MoveMeeting(
                meeting.id,
                self.chance.choice(self.rooms),
                start,
                start + HOUR,
                meeting.room_id,
                meeting.starts_at,
                meeting.ends_at,
                override="试",
            )
        )

    def _staff(self) -> tuple[str, ...] | None:
        """Several operations as one act: assign a round, sign in, answer an item."""
        meeting = self._meeting()
        file = None if meeting is None else self.house.console.ask(MeetingDetail(meeting.id))
        tasks = () if file is None else tuple(task for task in file.tasks if task.is_open and task.slot == 1)
        if meeting is None or not tasks:
            return None
        person = self.chance.choice(self.people)
        ops: list[Operation] = [
            AssignTasks(
                tuple(task.id for task in tasks), person, tuple(task.assignee_id for task in tasks), "试"
            )
        ]
        if self.chance.random() < 0.5:
            ops.append(ArriveAtTask(tasks[0].id, self.house.at))
        if self.chance.random() < 0.3:
            ops.append(CheckItem(meeting.id, CheckOwner.DESK, "temperature", CheckResult.PASS))
        return self._do(*ops)

    def _run(self) -> tuple[str, ...] | None:
        meeting = self._meeting()
        if meeting is None:
            return None
        if meeting.state is MeetingState.CONFIRMED:
            return self._do(StartMeeting(meeting.id, self.house.at))
        done = self._do(EndMeeting(meeting.id, self.house.at, EndKind.EARLY))
        file = self.house.console.ask(MeetingDetail(meeting.id))
        assert file is not None
        cleaning = [
            task.id
            for task in file.tasks
            if task.kind is TaskKind.CLEAN and task.is_open and task.assignee_id
        ]
        return done + (self._do(CompleteTask(cleaning[0], self.house.at)) if cleaning else ())

    def _cancel(self) -> tuple[str, ...] | None:
        meeting = self._meeting()
        return None if meeting is None else self._do(CancelMeeting(meeting.id, "试"))

    def _other(self) -> tuple[str, ...]:
        now = self.house.at
        room = self.chance.choice(self.rooms)
        task = AddTask(self.house.new_id(), TaskKind.CALL, Role.ATTENDANT, now, now + HOUR, now + HOUR, room)
        lock = self.chance.choice((LockRoom(room, "试"), UnlockRoom(room)))
        value = str(self.chance.randint(30, 60))
        return self._do(self.chance.choice((task, lock, SetRule("gap.regular", value, "", "试"))))

    def _undo(self) -> tuple[str, ...]:
        return self.house.undo().op_ids


def _log(house: House) -> list[str]:
    with house.store.reading() as connection:
        return logged(connection)


def logged(connection: Connection) -> list[str]:
    """The ids of the operations in the log, in order."""
    return list(connection.exec_driver_sql("SELECT op_id FROM outbox ORDER BY seq").scalars())


def digest(connection: Connection) -> str:
    """What all typed rows say, as one hash."""
    said = hashlib.sha256()
    for subject, table in sorted(SUBJECTS.items()):
        name = table.__tablename__  # type: ignore[attr-defined]  # every table of SUBJECTS is mapped
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY site_id, id'):
            said.update(repr((subject, *row)).encode())
    return said.hexdigest()
