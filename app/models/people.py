"""Qt item side of the board: people as rows, their tasks as bars, ready for `TimelineModel.apply`.

Built from the crew of a day (app/domain/dispatch) by the dispatch page; GUI thread. No queries, no painting:
what a row head shows stands in `PersonHead` and `GroupHead`, which app/widgets/board.py paints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.dispatch import Crew, walk_minutes
from app.domain.people import STAFF, PersonDay
from app.domain.periods import MINUTE
from app.domain.records import TaskRecord
from app.domain.states import Presence, Role, TaskState
from app.domain.tasks import busy, is_overdue
from app.models.timeline import TimelineBar, TimelineRow
from app.words import dispatch as words
from app.words import formats, states

OVERLOAD: Final = (
    115  # per cent of the median; above it the bar changes colour and passes the tick (ui.md 4.3)
)
LEAST_MEDIAN: Final = 60  # minutes; below it a share of the median says nothing yet
UNANSWERED: Final = 30 * MINUTE  # so near its start a task should have been acknowledged
FULL_SHARE: Final = 1.3  # a load bar is as long as this many medians, or as the largest load
STARTED: Final = frozenset({TaskState.ON_SITE, TaskState.IN_PROGRESS})
KIND_ICONS: Final = {
    "setup": "armchair",
    "check": "clipboard-check",
    "guide": "signpost",
    "tea_refill": "coffee",
    "clean": "brush-cleaning",
    "standby": "headset",
    "call": "bell-ring",
    "equipment_test": "video",
    "repair": "wrench",
    "inspection": "footprints",
    "lost_item": "search-check",
}
_PRESENCE: Final = {
    Presence.ON: ("circle-dot", "ok"),
    Presence.BREAK: ("utensils", "muted"),
    Presence.OFF: ("moon", "muted"),
    Presence.LEAVE: ("circle-slash", "muted"),
}


@dataclass(frozen=True, slots=True)
class PersonHead:
    """What the head of a person's row shows beside the name."""

    word: str
    icon: str
    tone: str  # a colour role: ok, accent, muted, mid_text
    load: str
    share: float  # of the load bar, 0 to 1
    tick: float  # where the median lies, 0 to 1
    is_over: bool
    rest: tuple[int, int] = (0, 0)
    rest_word: str = ""
    stubs: tuple[tuple[str, str], ...] = ()  # (bar id, minutes of walk before it)


@dataclass(frozen=True, slots=True)
class GroupHead:
    """What a group's head says in red: work nobody may take."""

    short: str = ""


def group_id(role: Role) -> str:
    """The id of the row that heads a role."""
    return f"group.{role}"


def board_rows(crew: Crew, short: Mapping[Role, int]) -> tuple[TimelineRow, ...]:
    """All rows of the board: each role's head, then its people in the order they came."""
    rows: list[TimelineRow] = []
    for role in STAFF:
        people = [day for day in crew.people if day.person.role is role]
        if not people:
            continue
        rows.append(_group(crew, role, short.get(role, 0)))
        largest = max(crew.loads.of(day.person.id) for day in people)
        rows += [person_row(day, crew, largest) for day in people]
    return tuple(rows)


def _group(crew: Crew, role: Role, missing: int) -> TimelineRow:
    title, detail = words.role_group(role), words.group_detail(crew, role)
    short = words.short_of(missing) if missing else ""
    return TimelineRow(
        group_id(role),
        title,
        detail,
        is_group=True,
        accessible=" ".join(part for part in (title, detail, short) if part),
        extra=GroupHead(short),
    )


def person_row(day: PersonDay, crew: Crew, largest: int) -> TimelineRow:
    """One person's row."""
    tasks = crew.work.get(day.person.id, ())
    shown = [task for task in tasks if task.ends_at > crew.day.start and task.starts_at < crew.day.end]
    left = sum(task.is_open for task in shown)
    word = words.presence(day, crew.now)
    load = crew.loads.of(day.person.id)
    said = words.away(day, left) if day.is_away else ""
    bars = tuple(task_bar(task, day, crew) for task in shown)
    accessible = words.person_spoken(day, crew)
    return TimelineRow(
        day.person.id,
        day.person.name,
        group=group_id(day.person.role),
        bars=bars,
        shades=_shades(day, crew),
        said=said if not bars else "",
        accessible=accessible,
        tooltip="\n".join(part for part in (accessible, day.shift, said) if part),
        is_muted=day.is_away,
        extra=_head(day, crew, word, load, largest, _stubs(tasks, crew)),
    )


def _head(
    day: PersonDay, crew: Crew, word: str, load: int, largest: int, stubs: tuple[tuple[str, str], ...]
) -> PersonHead:
    median = crew.loads.median(day.person.role)
    full = max(round(median * FULL_SHARE), largest, 1)
    icon, tone = _PRESENCE[day.standing(crew.now)]
    if not day.is_rostered:
        icon, tone = "circle-question-mark", "mid_text"
    elif not day.is_away and _is_unanswered(day, crew):
        icon, tone, word = "circle-question-mark", "mid_text", words.unanswered()
    elif day.standing(crew.now) is Presence.ON and not _is_taken(day, crew):
        icon, tone, word = "circle", "accent", words.free()
    return PersonHead(
        word,
        icon,
        tone,
        "" if day.is_away and not load else words.minutes_short(load),
        load / full,
        median / full,
        median >= LEAST_MEDIAN and load * 100 > median * OVERLOAD,
        (day.rest.start, day.rest.end) if day.rest else (0, 0),
        states.presence(Presence.BREAK) if day.rest else "",
        stubs,
    )


def task_bar(task: TaskRecord, day: PersonDay, crew: Crew) -> TimelineBar:
    """One task as a bar: state by its fill, kind by its icon, pin and override by their marks."""
    room = crew.rooms.get(task.room_id) if task.room_id else None
    overdue = is_overdue(task, crew.now)
    span = busy(task, crew.now)
    accessible = words.task_spoken(task, room, day.person.name, crew.rules.tz, overdue=overdue)
    style = "overdue" if overdue else task.state.value
    icon = KIND_ICONS[task.kind]
    if task.state in {TaskState.DONE, TaskState.VERIFIED}:
        icon = "badge-check" if task.state is TaskState.VERIFIED else "check"
    elif overdue:
        icon = "flag"
    meeting = crew.meetings.get(task.meeting_id) if task.meeting_id else None
    lines = [accessible, words.meeting_name(meeting) if meeting else task.note]
    if task.override:
        lines.append(words.overridden(task.override))
    return TimelineBar(
        task.id,
        span.start,
        span.end,
        f"task.{style}",
        words.task_text(task, room),
        accessible,
        "\n".join(line for line in lines if line),
        (icon,),
        (*(("pin",) if task.is_pinned else ()), *(("triangle-alert",) if task.override else ())),
        fixed=not task.is_open or task.state in STARTED,
        grips=(),
        subject="task",
        short=room.number if room is not None else "",
    )


def _stubs(tasks: Iterable[TaskRecord], crew: Crew) -> tuple[tuple[str, str], ...]:
    """The walks between tasks in different rooms, by the bar they lead to."""
    found, previous = [], None
    for task in tasks:
        if previous is not None and previous.room_id != task.room_id and task.is_open:
            here = crew.rooms.get(previous.room_id) if previous.room_id else None
            there = crew.rooms.get(task.room_id) if task.room_id else None
            found.append((task.id, f"{walk_minutes(here, there, crew)}′"))
        previous = task
    return tuple(found)


def _shades(day: PersonDay, crew: Crew) -> tuple[tuple[int, int], ...]:
    """The stretches in which somebody is not on duty."""
    if day.hours is None:
        return ((crew.day.start, crew.day.end),)
    if not day.is_rostered:
        return ()
    before = (crew.day.start, day.hours.start)
    after = (day.hours.end, max(crew.day.end, day.hours.end))
    return tuple(span for span in (before, after) if span[1] > span[0])


def _is_unanswered(day: PersonDay, crew: Crew) -> bool:
    """Whether a task that begins soon, or should have begun, was not acknowledged."""
    return any(
        task.state is TaskState.ASSIGNED and task.starts_at - crew.now <= UNANSWERED
        for task in crew.work.get(day.person.id, ())
    )


def _is_taken(day: PersonDay, crew: Crew) -> bool:
    """Whether somebody has a task at this moment."""
    return any(
        (task.is_open and task.starts_at <= crew.now < task.ends_at) or task.state in STARTED
        for task in crew.work.get(day.person.id, ())
    )


def day_span(crew: Crew) -> str:
    """The hours the board shows, for those who listen."""
    return formats.clock_range(crew.day.start, crew.day.end, crew.rules.tz)
