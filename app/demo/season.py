"""Ordinary days of the demo building: which meetings, who serves them, how they went; by date and seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.demo import phrases
from app.demo.crew import Crew, staff, tidy
from app.demo.house import Day, chance
from app.demo.meetings import CLEAN, TEST, Job, Meeting, jobs_of
from app.demo.notation import booked_before, contact_of
from app.demo.register import ATTENDANTS, ENGINEERS, ROOMS, Room

LIVELY: Final = 62  # meetings of the day the demo shows
WAVES: Final = ((720, 425), (930, 680), (1440, 850))  # meetings before .. are given out at ..
# Start and end of the stretches in which a room is asked for, in minutes of the day.
_STARTS: Final = (
    510,
    540,
    540,
    570,
    600,
    630,
    690,
    735,
    765,
    780,
    780,
    795,
    810,
    810,
    825,
    840,
    870,
    900,
    930,
    960,
)
_LENGTHS: Final = (60, 75, 90, 90, 90, 120, 120, 150)
_CLOSES: Final = 18 * 60


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What a day is to look like: how many meetings, what is closed, who is away; ``is_far``: kept early."""

    day: Day
    seed: int
    count: int
    closed: frozenset[str]
    away: frozenset[str]
    is_far: bool = False


def away_on(day: Day, seed: int) -> frozenset[str]:
    """Who is not there: one attendant on a working day, most of the house at the weekend."""
    if day.is_working:
        return frozenset({ATTENDANTS[int(chance("away", day.on, seed) * len(ATTENDANTS))]})
    first = int(chance("weekend", day.on, seed) * len(ATTENDANTS))
    here = {ATTENDANTS[(first + n) % len(ATTENDANTS)] for n in range(4)}
    here.add(ENGINEERS[int(chance("duty", day.on, seed) * len(ENGINEERS))])
    return frozenset({*ATTENDANTS, *ENGINEERS}) - here


def ordinary_day(wish: Ordinary) -> tuple[list[Meeting], list[Job]]:
    """The meetings of a day by start, and their work, given to those who are there."""
    crew = Crew([name for name in ATTENDANTS if name not in wish.away])
    engineers = Crew([name for name in ENGINEERS if name not in wish.away])
    meetings, jobs = [], []
    for wanted in sorted(_wanted(wish), key=lambda one: (one.start, one.room)):
        meeting, own = _affordable(wanted, crew)
        wave = next(said for before, said in WAVES if meeting.start < before)
        staff(meeting, own, crew, wave)
        _test(own, engineers)
        meetings.append(meeting)
        jobs += own
    for meeting in sorted(meetings, key=lambda one: one.ended):
        own = [job for job in jobs if job.meeting is meeting]
        clean = next(job for job in own if job.kind is CLEAN)
        first = next((job.person for job in own if job.slot == 1 and job.person), "")
        tidy(meeting, clean, crew, first, 0)
    _words(jobs, wish)
    crew.settle()
    engineers.settle()
    return meetings, jobs


def _wanted(wish: Ordinary) -> list[Meeting]:
    """Rooms are asked for in a shuffled order, again and again, until there are enough meetings."""
    rooms = [room for room in ROOMS.values() if room.number not in wish.closed]
    if not wish.day.is_working:
        rooms = [room for room in rooms if room.is_all_hours or room.capacity in {12, 30}]
    found: list[Meeting] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for turn in range(9):
        order = sorted(rooms, key=lambda room: chance("order", wish.day.on, wish.seed, turn, room.number))
        for room in order:
            if len(found) >= wish.count:
                return found
            meeting = _ask(wish, room, turn, taken.setdefault(room.number, []))
            if meeting is not None:
                found.append(meeting)
    return found


def _ask(wish: Ordinary, room: Room, turn: int, taken: list[tuple[int, int]]) -> Meeting | None:
    """One request for a room, or None when the hour is gone."""

    def draw(what: str) -> float:
        return chance(what, wish.day.on, wish.seed, turn, room.number)

    start = _STARTS[int(draw("start") * len(_STARTS))]
    end = start + _LENGTHS[int(draw("length") * len(_LENGTHS))]
    if end > _CLOSES or any(start < high + 40 and low < end + 40 for low, high in taken):
        return None
    is_self = (room.capacity <= 16 and draw("self") < 0.55) or (room.is_all_hours and not wish.day.is_working)
    expected = _heads(room, draw("heads"), small=is_self or draw("few") < 0.3)
    is_video = room.has_video and not is_self and draw("video") < 0.6
    is_classified = not is_self and not is_video and 16 <= room.capacity <= 40 and draw("secret") < 0.03
    unit = phrases.unit(draw("unit"))
    title = "内部会议" if is_classified else phrases.title(draw("subject"), draw("form"), expected)
    contact, phone = contact_of(unit, title)
    taken.append((start, end))
    booked = booked_before(room.number, start, title + str(wish.day.on))
    comes = not (is_self or draw("comes") < 0.99)
    plates = (
        expected if 6 < expected <= 40 and draw("plates") < 0.6 and not is_self and not is_classified else 0
    )
    late, over = int(draw("late") * draw("late") * 9), int(draw("over") ** 3 * 26) - 8
    return Meeting(
        room.number, start, end, title, unit, expected, is_self, is_video, is_classified, contact, phone,
        "课桌式" if expected > 60 else "", plates, 0 if is_classified or draw("papers") < 0.7 else expected,
        _reason(wish, room), booked - 15 * 1440 if wish.is_far else booked, None if comes else start + late,
        max(start + late + 15, end + over), is_checked=draw("checked") < 0.93,
    )  # fmt: skip


def _reason(wish: Ordinary, room: Room) -> str:
    """Why the supervisor let it pass, where a rule of booking stands against it."""
    if wish.is_far:
        return "年度计划会议，主管提前预留"
    return "" if wish.day.is_working or room.is_all_hours else "周末加班，主管同意"


def _heads(room: Room, share: float, *, small: bool) -> int:
    if small:
        return 3 + int(share * 2.9)
    low = min(6, room.capacity)
    return min(room.capacity, low + int((room.capacity - low) * (0.25 + 0.7 * share)))


def _affordable(meeting: Meeting, crew: Crew) -> tuple[Meeting, list[Job]]:
    """A meeting that the people of the day can serve: else it comes in a smaller circle."""
    own = jobs_of(meeting)
    if meeting.attendants == 0:
        return meeting, own
    start = meeting.start
    probe = [
        Job(meeting, job.kind, 0, job.plan, begun=start - 59, done=start) for job in own if job.slot == 1
    ][:1]
    free = sum(crew.may(name, probe) for name in crew.people)
    if free >= meeting.attendants:
        return meeting, own
    smaller = replace(meeting, expected=30 if free else 5, is_video=meeting.is_video and free > 0)
    smaller = replace(smaller, expected=min(smaller.expected, meeting.expected), nameplates=0, materials=0)
    return smaller, jobs_of(smaller)


def _test(own: list[Job], engineers: Crew) -> None:
    """An engineer tries the equipment where there is video."""
    for job in own:
        if job.kind is TEST and job.meeting is not None:
            start = job.meeting.start
            job.begun, job.done = start - 57, start - 34
            person = engineers.best([job])
            if person is None:
                job.begun = job.done = None
                continue
            engineers.give([job], person)


def _words(jobs: list[Job], wish: Ordinary) -> None:
    """When the work is given out and answered."""
    for job in jobs:
        meeting = job.meeting
        if meeting is None or not job.person:
            continue
        wave = next(said for before, said in WAVES if meeting.start < before)
        slow = chance("slow", wish.seed, wish.day.on, meeting.key)
        wish_at = wave + int(slow * 12)
        if slow > 0.86 and job.begun is not None:
            wish_at = max(wave, job.begun - 6)
        job.assigned = wish_at if job.begun is None else min(wish_at, job.begun)
        answer = job.assigned + 1 + int(chance("answer", wish.seed, meeting.key, job.slot) * 8)
        job.acked = answer if job.begun is None or answer <= job.begun else None
