"""Who does what: nobody in two places, five minutes to walk, nothing given out before its person may have it.

The console refuses an assignment that overlaps an open one; so the work of one person that crosses by plan
is given out one after the other, as a real desk does when somebody calls in from the floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from app.demo.house import chance
from app.demo.meetings import CLEAN, GUIDE, NO_SHOW_AFTER, SETUP, STANDBY, Job, Meeting
from app.domain.rules import DEFAULTS

WALK: Final = DEFAULTS.walk
QUICK: Final = DEFAULTS.quick_setup
NOON: Final = 12 * 60
EVENING: Final = 18 * 60 + 20  # nobody begins to clear a room after that


class Crew:
    """The people of one day and what is in their hands."""

    def __init__(self, people: Sequence[str], rests: dict[str, tuple[int, int]] | None = None) -> None:
        self.people: Final = tuple(people)
        self._rests: Final = dict(rests or {})
        self._hands: Final[dict[str, list[Job]]] = {name: [] for name in people}

    def of(self, person: str) -> list[Job]:
        """The jobs of a person."""
        return self._hands.setdefault(person, [])

    def load(self, person: str) -> int:
        """Minutes of work so far."""
        return sum(max(0, job.taken[1] - job.taken[0]) for job in self.of(person))

    def give(self, jobs: Iterable[Job], person: str) -> None:
        """Put jobs into a person's hands; whether that can be is ``may``'s question."""
        for job in jobs:
            job.person = person
            self.of(person).append(job)

    def may(self, person: str, jobs: Sequence[Job]) -> bool:
        """Whether a person can do these jobs beside what they have."""
        rest = self._rests.get(person)
        for job in jobs:
            if rest and _cross(job.taken, rest, 0):
                return False
            if any(not _fits(own, job) for own in self.of(person)):
                return False
        return True

    def is_calm(self, person: str, job: Job) -> bool:
        """Whether nothing of theirs crosses the job by plan: it can be given out at any time."""
        return not any(_crossing_plans(own, job) for own in self.of(person))

    def best(self, jobs: Sequence[Job]) -> str | None:
        """Who carries least of those who can."""
        able = [name for name in self.people if self.may(name, jobs)]
        return min(able, key=lambda name: (self.load(name), self.people.index(name)), default=None)

    def settle(self, first: int = 0) -> None:
        """Fix when each job is given out: as wished, but not before what it crosses is over."""
        for person, jobs in self._hands.items():
            ordered = sorted(jobs, key=_begin)
            for index, job in enumerate(ordered):
                wish = max(first if job.assigned is None else job.assigned, job.moved or 0)
                for earlier in ordered[:index]:
                    if _same_round(earlier, job) or job.override or earlier.override:
                        continue
                    if _crossing_plans(earlier, job):
                        wish = max(wish, earlier.over)
                if job.begun is not None and wish > job.begun:
                    raise ValueError(f"{person} cannot have {job.place} {job.kind} {job.span} before {wish}")
                if job.acked is not None and job.acked < wish:
                    job.acked = wish + 1 if job.begun is None or wish + 1 <= job.begun else wish
                job.assigned = wish


def staff(meeting: Meeting, jobs: Sequence[Job], crew: Crew, now: int) -> None:
    """Give each open slot of a meeting to somebody: the whole round, else a quick set-up, else nobody.

    ``now`` is the minute from which the desk can still arrange things.
    """
    for slot in range(1, meeting.attendants + 1):
        mine = [
            job for job in jobs if job.slot == slot and job.kind in {SETUP, GUIDE, STANDBY} and not job.person
        ]
        if mine:
            _staff_slot(meeting, mine, crew, now)


def _staff_slot(meeting: Meeting, mine: list[Job], crew: Crew, now: int) -> None:
    setup, guide, standby = mine
    plain = _plain(meeting, mine)
    for job, (begun, done) in zip(mine, plain, strict=True):
        job.begun, job.done = begun, done
    if setup.slot > 1:
        _drop(standby, now, "开场后留一人值守")
    kept = [job for job in mine if job.dropped is None]
    person = crew.best(kept) if setup.begun is not None and setup.begun >= now else None
    if person is None:
        _drop(guide, now, "人手不足，改由前台引导")
        _drop(standby, now, "人手不足，改为巡视")
        kept = [setup]
        person = _quick(setup, meeting, crew, now)
    if person is None:
        _drop(setup, max(now, meeting.start - 5), "人手不足")
        return
    crew.give(kept, person)


def _quick(setup: Job, meeting: Meeting, crew: Crew, now: int) -> str | None:
    """A set-up of the shortest length at some time before the meeting."""
    for start in range(max(now + 3, meeting.start - 75), meeting.start - QUICK, 5):
        setup.moved, setup.moved_to = max(now, start - 20), (start, start + QUICK)
        setup.begun, setup.done = start, start + QUICK
        person = crew.best([setup])
        if person is not None:
            return person
    setup.moved = setup.begun = setup.done = None
    return None


def _plain(meeting: Meeting, mine: Sequence[Job]) -> list[tuple[int, int]]:
    """A round as it goes when nothing is in the way; small meetings are left alone once tea is served."""
    start = meeting.start
    stays = meeting.expected > 30 or meeting.is_video
    leave = meeting.ended if stays else min(meeting.ended, start + 12)
    if meeting.began is None:
        leave = start + NO_SHOW_AFTER - 2
    early, late = (
        int(chance("early", meeting.key, meeting.title, mine[0].slot) * 9),
        int(chance("late", meeting.title) * 7),
    )
    return [(start - 59 + early, start - 38 + late), (start - 30, start), (start, leave)]


def tidy(meeting: Meeting, clean: Job, crew: Crew, first: str, now: int) -> None:
    """Somebody clears the room: who was there, else who is free; a small room may wait for the evening."""
    waits = (2, 7, 14, 22, 32, 45, 60) if meeting.attendants else (2,)
    for begun in (meeting.ended + wait for wait in waits if meeting.began is not None):
        if begun <= now or begun > EVENING:
            continue
        clean.begun, clean.done = begun, begun + 9 + int(chance("clean", meeting.title) * 6)
        names = [first] if first and begun == meeting.ended + 2 else []
        person = next((name for name in names if crew.may(name, [clean])), None) or crew.best([clean])
        if person is not None and (meeting.attendants or crew.is_calm(person, clean)):
            crew.give([clean], person)
            return
    said = 7 * 60 + 16 if meeting.start < NOON else NOON + 4
    _drop(clean, max(now, min(said, meeting.start)), "下班统一清洁")


def _drop(job: Job, minute: int, reason: str) -> None:
    job.dropped, job.reason = minute, reason
    job.begun = job.done = job.moved = None


def _fits(own: Job, new: Job) -> bool:
    """Whether two jobs can be one person's: apart in fact, and the later can wait for the earlier."""
    if _same_round(own, new):
        return True
    pad = 0 if own.place == new.place else WALK
    if _cross(own.taken, new.taken, pad):
        return False
    if not _crossing_plans(own, new):
        return True
    earlier, later = sorted((own, new), key=_begin)
    return earlier.over < _begin(later)


def _crossing_plans(one: Job, other: Job) -> bool:
    pad = 0 if one.place == other.place else WALK
    return _cross(one.shown, other.shown, pad)


def _cross(one: tuple[int, int], other: tuple[int, int], pad: int) -> bool:
    return one[0] < other[1] + pad and other[0] < one[1] + pad


def _same_round(one: Job, other: Job) -> bool:
    """Jobs of one slot are given out together and follow one another by their nature."""
    apart = CLEAN in {one.kind, other.kind} or one.extra or other.extra
    return one.meeting is not None and one.meeting is other.meeting and one.slot == other.slot and not apart


def _begin(job: Job) -> int:
    return job.begun if job.begun is not None else job.span[0]
