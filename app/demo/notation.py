"""Reads the tables of a scripted day: meetings and work in lines, so that a day reads like a schedule.

A meeting: ``301 13:00-15:00 52 市发展改革委 上半年经济运行研判会 / 陈丽华 张慧敏 | mark mark=value``. The
names are one per slot of Annex B, ``-`` for nobody yet. Work: ``301@13:00 setup.1 陈丽华 12:15-12:52 mark``;
``?`` instead of a name keeps who was named with the meeting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.demo.house import chance, wall
from app.demo.meetings import CLEAN, GUIDE, SETUP, STANDBY, Job, Meeting, jobs_of
from app.domain.states import Role, TaskKind

_SURNAMES: Final = (
    "郭蒋汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN: Final = (
    "海涛", "晓东", "志明", "丽君", "建华", "雅琴", "国强", "思远", "文博", "雪莹", "立新", "春梅",
    "俊杰", "玉兰", "永强", "静怡", "家豪", "慧敏", "少华", "晨曦", "振宇", "婷", "磊", "娟", "凯", "璐",
)  # fmt: skip

_MINUTES: Final = {"drop": "dropped", "offer": "offered", "given": "assigned"}
_TEXTS: Final = {"why": "reason", "over": "override"}
NEVER: Final = -1  # of an answer: the person has not said yes


def contact_of(unit: str, title: str) -> tuple[str, str]:
    """Who calls about a meeting, and from which number."""
    surname = _SURNAMES[int(chance("surname", unit, title) * len(_SURNAMES))]
    given = _GIVEN[int(chance("given", unit, title) * len(_GIVEN))]
    return surname + given, f"8210 {1000 + int(chance('phone', unit, title) * 8999)}"


def booked_before(room: str, start: int, title: str) -> int:
    """When it was booked: one to seven days before, in working hours, in minutes of the meeting's day."""
    days = 1 + int(chance("booked", room, start, title) * 6.99)
    return -1440 * days + 540 + int(chance("hour", room, start, title) * 470)


def _marks(text: str) -> dict[str, str]:
    found = {}
    for mark in text.split():
        name, _, value = mark.partition("=")
        found[name] = value
    return found


def read_meeting(line: str) -> tuple[Meeting, list[str]]:
    """A meeting and the names on its slots."""
    body, _, marks_text = line.partition("|")
    about, _, names = body.partition("/")
    room, times, expected, unit, title = about.split(maxsplit=4)
    start, end = (wall(text) for text in times.split("-"))
    title, marks = title.strip(), _marks(marks_text)
    contact, phone = contact_of(unit, title)
    meeting = Meeting(
        room, start, end, title, "" if unit == "-" else unit, int(expected),
        is_self_service="self" in marks, is_video="video" in marks, is_classified="secret" in marks,
        contact=marks.get("contact", contact), phone=marks.get("phone", phone).replace("-", " "),
        layout=marks.get("layout", ""), nameplates=int(marks.get("plates", 0)),
        materials=int(marks.get("papers", 0)),
        override=marks.get("why", ""), booked=booked_before(room, start, title),
        began=None if "nobody" in marks else start + int(marks.get("late", 0)),
        ended=wall(marks["ended"]) if "ended" in marks else end, is_checked="unchecked" not in marks,
        is_unstaffed="unstaffed" in marks,
    )  # fmt: skip
    if "days" in marks:
        meeting = replace(meeting, booked=-1440 * int(marks["days"]) + 600)
    return meeting, names.split()


def read_day(text: str) -> tuple[list[Meeting], list[Job]]:
    """The meetings of a table and their work, with the names on it."""
    meetings, jobs = [], []
    for line in text.strip().splitlines():
        meeting, names = read_meeting(line)
        meetings.append(meeting)
        own = jobs_of(meeting)
        for job in own:
            if 0 < job.slot <= len(names) and names[job.slot - 1] != "-":
                job.person = names[job.slot - 1]
            elif job.role is Role.ENGINEER and "@" in "".join(names):
                job.person = next(name[1:] for name in names if name.startswith("@"))
        jobs += own
    return meetings, jobs


def read_work(text: str, jobs: list[Job]) -> None:
    """Put the lines of a work table onto the jobs they name."""
    known = {(f"{job.place}@{job.meeting.start}", job.kind, job.slot): job for job in jobs if job.meeting}
    for line in text.strip().splitlines():
        where, what, who, *rest = line.split()
        room, at = where.split("@")
        kind, slot = what.split(".")
        job = known[f"{room}@{wall(at)}", TaskKind(kind), int(slot)]
        if who != "?":
            job.person = "" if who == "-" else who
        apply_marks(job, rest)


def apply_marks(job: Job, marks: list[str]) -> None:
    """``12:15-12:52`` how it went; ``move=12:40-13:10@11:50 drop= offer= given= pin quiet why= over=``."""
    for mark in marks:
        name, _, value = mark.partition("=")
        if name in _MINUTES:
            setattr(job, _MINUTES[name], wall(value))
        elif name in _TEXTS:
            setattr(job, _TEXTS[name], value)
        elif name == "move":
            span, _, said = value.partition("@")
            low, high = span.split("-")
            job.moved, job.moved_to = wall(said), (wall(low), wall(high))
        elif name == "pin":
            job.pinned = True
        elif name == "quiet":
            job.acked = NEVER
        else:
            begun, _, done = name.partition("-")
            job.begun = wall(begun)
            job.done = wall(done) if done else None


def fill_in(jobs: list[Job]) -> None:
    """How the work of named people goes when a table says nothing else of it."""
    for job in jobs:
        meeting = job.meeting
        if meeting is None or not job.person or job.begun is not None or job.dropped is not None:
            continue
        start = meeting.start
        usual = {
            SETUP: (start - 59, start - 33), GUIDE: (start - 30, start),
            CLEAN: (meeting.ended + 2, meeting.ended + 13),
            STANDBY: (start, meeting.ended), TaskKind.EQUIPMENT_TEST: (start - 56, start - 34),
        }  # fmt: skip
        if job.moved is not None:
            job.begun, job.done = job.moved_to
        else:
            job.begun, job.done = usual[job.kind]
