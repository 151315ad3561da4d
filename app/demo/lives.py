"""From a day's meetings and jobs to what people said: booked, staffed, begun, checked, ended, cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.demo.house import Act, Day, Ids
from app.demo.meetings import CLEAN, NO_SHOW_AFTER, SETUP, STANDBY, TEST, Job, Meeting
from app.demo.register import DESK, SUPERVISOR
from app.domain.checklists import Item, template
from app.domain.ops import (
    AcknowledgeTask,
    AddTask,
    ArriveAtTask,
    AssignTasks,
    CancelTask,
    CheckItem,
    ClaimTask,
    CompleteTask,
    EndMeeting,
    MarkNoShow,
    MoveTask,
    OfferTask,
    Operation,
    PinTask,
    StartMeeting,
    StartTask,
)
from app.domain.permissions import SYSTEM
from app.domain.records.meetings import MeetingRecord
from app.domain.states import CheckOwner, CheckResult, EndKind, MeetingState

# What comes first when two things happen in one minute.
_DONE, _BOOK, _END, _ADD, _OFFER, _MOVE, _DROP, _ASSIGN, _ACK, _BEGIN, _START, _CHECK = range(12)


@dataclass(frozen=True, slots=True)
class Said:
    """An act with the minute it belongs to and its place within the minute."""

    minute: int
    rank: int
    who: str
    ops: tuple[Operation, ...]


class Teller:
    """Tells one day. ``is_full``: with check-lists and every step, as for the day the demo shows."""

    def __init__(self, ids: Ids, day: Day, *, is_full: bool) -> None:
        self._ids: Final = ids
        self._day: Final = day
        self._is_full: Final = is_full

    def acts(self, meetings: Iterable[Meeting], jobs: Iterable[Job], more: Iterable[Said] = ()) -> list[Act]:
        """Everything that was said of this day's meetings, bookings included, by time."""
        said = list(more)
        work = list(jobs)
        by_meeting: dict[str, list[Job]] = {}
        for job in work:
            by_meeting.setdefault(job.meeting.key if job.meeting else "", []).append(job)
        for meeting in meetings:
            said += self._meeting(meeting, by_meeting.get(meeting.key, []))
        for job in work:
            said += self._job(job)
        said += self._given(work)
        ordered = sorted(enumerate(said), key=lambda item: (item[1].minute, item[1].rank, item[0]))
        return [self.act(one) for _, one in ordered]

    def act(self, said: Said) -> Act:
        """With instants and ids."""
        who = said.who if said.who in {"", SYSTEM} else self._ids.person(said.who)
        return Act(self._day.at(said.minute), who, said.ops)

    def task(self, job: Job) -> str:
        """A job's id."""
        return job.id_in(self._ids, self._day)

    # meetings ---------------------------------------------------------------------------------------

    def _meeting(self, meeting: Meeting, jobs: list[Job]) -> Iterator[Said]:
        key = meeting.id_in(self._ids, self._day)
        clerk = SUPERVISOR if meeting.override or meeting.booked % 3 == 0 else DESK
        yield Said(meeting.booked, _BOOK, clerk, (meeting.booking(self._ids, self._day),))
        if self._is_full and not meeting.is_self_service:
            yield from self._checks(meeting, jobs)
        if meeting.began is None:
            yield Said(meeting.start + NO_SHOW_AFTER, _END, DESK, (MarkNoShow(key, "多次致电无人接听"),))
            return
        host = SYSTEM if meeting.is_self_service else DESK
        yield Said(meeting.began, _START, host, (StartMeeting(key, self._day.at(meeting.began)),))
        late = meeting.ended - meeting.end
        kind = EndKind.OVERRUN if late > 5 else EndKind.EARLY if late < -5 else EndKind.ON_TIME
        yield Said(meeting.ended, _END, DESK, (EndMeeting(key, self._day.at(meeting.ended), kind),))

    # work -------------------------------------------------------------------------------------------

    def _job(self, job: Job) -> Iterator[Said]:
        task = self.task(job)
        day = self._day
        if job.extra:
            low, high = job.plan
            meeting = job.meeting.id_in(self._ids, day) if job.meeting else None
            added = AddTask(
                task, job.kind, job.role, day.at(low), day.at(high), day.at(high), self._ids.room(job.place),
                meeting, job.reason,
            )  # fmt: skip
            yield Said(job.created, _ADD, SUPERVISOR, (added,))
        if job.moved is not None:
            (low, high), (was_low, was_high) = job.moved_to, self._before_move(job)
            move = MoveTask(task, day.at(low), day.at(high), day.at(was_low), day.at(was_high))
            yield Said(job.moved, _MOVE, self._dispatcher(job.moved), (move,))
        if job.dropped is not None:
            yield Said(job.dropped, _DROP, self._dispatcher(job.dropped), (CancelTask(task, job.reason),))
        if job.offered is not None:
            yield Said(job.offered, _OFFER, self._dispatcher(job.offered), (OfferTask(task),))
        if job.person and not (job.dropped is not None and job.begun is None):
            yield from self._steps(job, task)

    def _before_move(self, job: Job) -> tuple[int, int]:
        """A clean-up is due from the real end on, once there is one."""
        meeting = job.meeting
        if job.kind is CLEAN and meeting and meeting.began is not None and (job.moved or 0) >= meeting.ended:
            return meeting.ended, meeting.ended + job.plan[1] - job.plan[0]
        return job.plan

    def _steps(self, job: Job, task: str) -> Iterator[Said]:
        day = self._day
        if job.begun is not None and (self._is_full or job.kind is STANDBY):
            start: tuple[Operation, ...] = (StartTask(task, day.at(job.begun)),)
            if self._is_full and job.kind in {SETUP, TEST}:
                start = (ArriveAtTask(task, day.at(job.begun)), *start)
            yield Said(job.begun, _BEGIN, job.person, start)
        if job.done is not None:
            yield Said(job.done, _DONE, job.person, (CompleteTask(task, day.at(job.done)),))

    def _given(self, jobs: Iterable[Job]) -> Iterator[Said]:
        """Assignments, those of one slot said together; then what people answered."""
        rounds: dict[tuple[str, int, str, int], list[Job]] = {}
        answers: dict[tuple[str, str, int], list[Job]] = {}
        for job in jobs:
            if not job.person or job.assigned is None:
                continue
            name = job.meeting.key if job.meeting else job.extra
            if job.offered is not None:
                claim = ClaimTask(self.task(job), self._ids.person(job.person))
                yield Said(job.assigned, _ASSIGN, job.person, (claim,))
            else:
                rounds.setdefault((name, job.slot, job.person, job.assigned), []).append(job)
            if self._is_full and job.acked is not None:
                answers.setdefault((name, job.person, job.acked), []).append(job)
        for (_, _, person, minute), some in rounds.items():
            ids = tuple(self.task(job) for job in some)
            why = some[0].override
            ops: list[Operation] = [AssignTasks(ids, self._ids.person(person), (None,) * len(ids), why)]
            ops += [PinTask(self.task(job), True) for job in some if job.pinned]
            yield Said(minute, _ASSIGN, self._dispatcher(minute), tuple(ops))
        for (_, person, minute), some in answers.items():
            yield Said(minute, _ACK, person, tuple(AcknowledgeTask(self.task(job)) for job in some))

    @staticmethod
    def _dispatcher(minute: int) -> str:
        """The desk in the morning, its supervisor from noon on."""
        return DESK if minute < 12 * 60 else SUPERVISOR

    # check-lists ------------------------------------------------------------------------------------

    def _checks(self, meeting: Meeting, jobs: list[Job]) -> Iterator[Said]:
        """Who prepares answers while they prepare; the desk answers its own between two calls."""
        if not meeting.is_checked:
            return
        prepares = next(
            (job for job in jobs if job.kind is SETUP and job.person and job.done is not None), None
        )
        tests = next((job for job in jobs if job.kind is TEST and job.person and job.done is not None), None)
        last = meeting.start - 12
        spans = {
            CheckOwner.DESK: (DESK, meeting.start - 55, min(last, meeting.start - 34)),
            CheckOwner.ATTENDANT: (DESK, meeting.start - 50, meeting.start - 34),
            CheckOwner.ENGINEER: (SUPERVISOR, meeting.start - 50, meeting.start - 34),
        }
        for owner, job in ((CheckOwner.ATTENDANT, prepares), (CheckOwner.ENGINEER, tests)):
            if job is not None and job.begun is not None and job.done is not None:
                spans[owner] = (job.person, job.begun + 2, job.done)
        for owner, items in _by_owner(items_of(meeting)).items():
            who, first, until = spans[owner]
            yield from self._answers(meeting, items, who, (first, max(first, until)))

    def _answers(
        self, meeting: Meeting, items: list[Item], who: str, span: tuple[int, int]
    ) -> Iterator[Said]:
        """Three at a time, spread over the time there is."""
        first, until = span
        heaps = [items[n : n + 3] for n in range(0, len(items), 3)]
        for n, heap in enumerate(heaps):
            minute = first + (until - first) * (n + 1) // len(heaps)
            ops = tuple(self.check(meeting, item.owner, item.code) for item in heap)
            yield Said(minute, _CHECK if minute < until else _DONE, who, ops)

    def check(self, meeting: Meeting, owner: CheckOwner, code: str, result: CheckResult = CheckResult.PASS,
              was: CheckResult = CheckResult.OPEN, note: str = "") -> CheckItem:  # fmt: skip
        """An answer."""
        return CheckItem(meeting.id_in(self._ids, self._day), owner, code, result, was, note)


def items_of(meeting: Meeting) -> tuple[Item, ...]:
    """The check-list of a meeting."""
    return template(
        MeetingRecord(
            "", None, "", meeting.title, MeetingState.CONFIRMED, meeting.meeting_class, 0, 0,
            meeting.expected, 0, False, False, "", "", "", meeting.is_video and not meeting.is_classified,
            meeting.is_classified, "", not meeting.is_self_service, meeting.nameplates, meeting.materials, "",
            None, None, None, None, None, "", "", False, False, 0, "",
        )
    )  # fmt: skip


def _by_owner(items: Iterable[Item]) -> dict[CheckOwner, list[Item]]:
    found: dict[CheckOwner, list[Item]] = {}
    for item in items:
        found.setdefault(item.owner, []).append(item)
    return found
