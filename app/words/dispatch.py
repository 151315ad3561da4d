"""Words of dispatch: what waits and why, why a person fits or does not, and what a day on the board says.

Every number that the candidates carry is explained here in one sentence; rules stay in app/domain.
GUI thread.
"""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.candidates import Candidate, Mark, Proposal, Score
from app.domain.dispatch import Crew, Entry, least_minutes
from app.domain.people import PersonDay
from app.domain.periods import MINUTE
from app.domain.records import MeetingRecord, RoomRecord, TaskRecord
from app.domain.states import Presence, Role, TaskKind
from app.words import formats, states
from app.words.refusals import Names

_MARKS: Final[dict[str, Any]] = {  # Any: the stub of QT_TRANSLATE_NOOP says object
    "role": QT_TRANSLATE_NOOP("Dispatch", "Right role"),
    "shift": QT_TRANSLATE_NOOP("Dispatch", "On shift"),
    "duty": QT_TRANSLATE_NOOP("Dispatch", "Present"),
    "zone": QT_TRANSLATE_NOOP("Dispatch", "Same zone"),
    "clearance": QT_TRANSLATE_NOOP("Dispatch", "Cleared"),
    "overlap": QT_TRANSLATE_NOOP("Dispatch", "No overlap"),
}
_CROSSES: Final[dict[str, Any]] = {
    "wrong_role": QT_TRANSLATE_NOOP("Dispatch", "Other role"),
    "outside_shift": QT_TRANSLATE_NOOP("Dispatch", "Outside shift"),
    "on_leave": QT_TRANSLATE_NOOP("Dispatch", "On leave"),
    "off_duty": QT_TRANSLATE_NOOP("Dispatch", "Off duty"),
    "on_break": QT_TRANSLATE_NOOP("Dispatch", "Break"),
    "other_zone": QT_TRANSLATE_NOOP("Dispatch", "Other zone"),
    "not_cleared": QT_TRANSLATE_NOOP("Dispatch", "Not cleared"),
    "person_busy": QT_TRANSLATE_NOOP("Dispatch", "Overlap"),
}
_SCORES: Final[dict[str, Any]] = {
    "skill": QT_TRANSLATE_NOOP("Dispatch", "Skill"),
    "walk": QT_TRANSLATE_NOOP("Dispatch", "Walk"),
    "load": QT_TRANSLATE_NOOP("Dispatch", "Load"),
    "fairness": QT_TRANSLATE_NOOP("Dispatch", "Fairness"),
    "change": QT_TRANSLATE_NOOP("Dispatch", "Change"),
}


# the queue ----------------------------------------------------------------------------------------------


def kinds(tasks: tuple[TaskRecord, ...]) -> str:
    """布置 + 引导, or of a longer round 布置至清洁: the kinds of work in order."""
    seen = [states.task_kind(kind) for kind in dict.fromkeys(task.kind for task in tasks)]
    if len(seen) > 2:
        text = QCoreApplication.translate(
            "Dispatch", "{first} to {last}", "the first and the last of a round of work"
        )
        return text.format(first=seen[0], last=seen[-1])
    return " + ".join(seen)


def place(room: RoomRecord | None) -> str:
    """The number of a room; a dash for work that has no place."""
    return room.number if room is not None else "—"


def entry_title(entry: Entry) -> str:
    """布置 + 引导（补 1 名）; the room's number stands before it."""
    work = kinds(entry.tasks)
    meeting = entry.meeting
    slot = entry.tasks[0].slot
    if meeting is None or not slot or meeting.attendants_needed < 2:
        return work
    missing = meeting.attendants_needed - entry.staffed
    if entry.staffed and missing > 0:
        text = QCoreApplication.translate("Dispatch", "{n} more: {work}")
        return text.format(work=work, n=missing)
    text = QCoreApplication.translate("Dispatch", "{slot}/{all} {work}")
    return text.format(work=work, slot=slot, all=meeting.attendants_needed)


def meeting_name(meeting: MeetingRecord) -> str:
    """A meeting's title; a secret one has none on any screen."""
    if meeting.is_classified:
        return QCoreApplication.translate("Dispatch", "Occupied · do not disturb")
    return meeting.title


def entry_why(entry: Entry, zone: ZoneInfo) -> str:
    """Why it is there: 78 人，附录B 3 名，已到 2."""
    meeting = entry.meeting
    if meeting is None:
        return entry.tasks[0].note or QCoreApplication.translate("Dispatch", "Added by hand")
    parts = []
    if entry.is_quick_turn and entry.ready_by is not None and entry.tasks[0].kind is TaskKind.SETUP:
        text = QCoreApplication.translate("Dispatch", "Quick turn, ready by {time}")
        parts.append(text.format(time=formats.clock(entry.ready_by, zone)))
    if meeting.expected:
        parts.append(QCoreApplication.translate("Dispatch", "%n person(s)", "", meeting.expected))
    if meeting.needs_review:
        parts.append(QCoreApplication.translate("Dispatch", "number of staff to be set by a supervisor"))
    elif entry.tasks[0].slot and meeting.attendants_needed:
        text = QCoreApplication.translate("Dispatch", "Annex B {n}")
        parts.append(text.format(n=meeting.attendants_needed))
    if not entry.tasks[0].slot:
        return comma().join(parts) or meeting_name(meeting)
    if entry.arrived:
        parts.append(QCoreApplication.translate("Dispatch", "{n} signed in").format(n=entry.arrived))
    elif entry.staffed:
        parts.append(QCoreApplication.translate("Dispatch", "{n} assigned").format(n=entry.staffed))
    return comma().join(parts) or meeting_name(meeting)


def entry_when(entry: Entry, zone: ZoneInfo) -> str:
    """14:30 开始 · 45 分 · 三层西."""
    begins = entry.meeting.starts_at if entry.meeting is not None else entry.starts_at
    text = QCoreApplication.translate("Dispatch", "starts {time}").format(time=formats.clock(begins, zone))
    parts = [text, formats.minutes(entry.minutes)]
    if entry.room is not None and entry.room.zone:
        parts.append(entry.room.zone)
    return " · ".join(parts)


def entry_spoken(entry: Entry, now: int, zone: ZoneInfo) -> str:
    """An entry as one sentence, for those who listen."""
    text = QCoreApplication.translate("Dispatch", "{room} {work}, latest start {time}, {left}, {why}")
    return text.format(
        room=place(entry.room),
        work=entry_title(entry),
        time=formats.clock(entry.latest_at, zone),
        left=formats.left_or_passed(entry.latest_at, now),
        why=entry_why(entry, zone),
    )


def latest(entry: Entry, zone: ZoneInfo) -> str:
    """最晚 13:49."""
    return QCoreApplication.translate("Dispatch", "latest {time}").format(
        time=formats.clock(entry.latest_at, zone)
    )


def latest_reason(entry: Entry, crew: Crew, zone: ZoneInfo) -> str:
    """How the latest start came about: due 14:00 less 10 min of work less 5 min of walk."""
    first = min(
        entry.tasks, key=lambda task: (task.due_at - least_minutes(task, crew.rules) * MINUTE, task.id)
    )
    text = QCoreApplication.translate(
        "Dispatch", "{kind} due {time}, at least {work} min of work, {walk} min to walk"
    )
    return text.format(
        kind=states.task_kind(first.kind),
        time=formats.clock(first.due_at, zone),
        work=least_minutes(first, crew.rules),
        walk=crew.rules.walk,
    )


# people ---------------------------------------------------------------------------------------------------


def presence(day: PersonDay, now: int) -> str:
    """在岗, 休息, 请假 ... for this moment; who is between tasks reads as on duty."""
    if not day.is_rostered:
        return QCoreApplication.translate("Dispatch", "Not rostered")
    return states.presence(day.standing(now))


def away(day: PersonDay, open_tasks: int) -> str:
    """What became of an absent person's tasks."""
    why = day.note or states.presence(day.presence or Presence.OFF)
    if not open_tasks:
        return QCoreApplication.translate("Dispatch", "{why}, no task left with them").format(why=why)
    text = QCoreApplication.translate(
        "Dispatch", "{why}, %n task(s) still to be given to others", "", open_tasks
    )
    return text.format(why=why)


def group_detail(crew: Crew, role: Role) -> str:
    """13/14 在岗 · 人均 176 分 · 极差 123 分."""
    people = [day for day in crew.people if day.person.role is role]
    here = sum(not day.is_away for day in people)
    text = QCoreApplication.translate(
        "Dispatch", "{here}/{all} on duty · mean {mean} min · spread {spread} min"
    )
    return text.format(here=here, all=len(people), mean=crew.loads.mean(role), spread=crew.loads.spread(role))


def role_group(role: Role) -> str:
    """会服人员, 工程师: the heads of the board's groups."""
    if role is Role.ENGINEER:
        return QCoreApplication.translate("Dispatch", "Engineers")
    return QCoreApplication.translate("Dispatch", "Attendants")


def minutes_short(count: int) -> str:
    """212 分: a load is always in minutes, however many."""
    return QCoreApplication.translate("Dispatch", "{n} min").format(n=count)


def task_text(task: TaskRecord, room: RoomRecord | None) -> str:
    """308 值守: the words on a block."""
    return f"{room.number} {states.task_kind(task.kind)}" if room is not None else states.task_kind(task.kind)


def task_spoken(task: TaskRecord, room: RoomRecord | None, who: str, zone: ZoneInfo, *, overdue: bool) -> str:
    """A block as one sentence."""
    text = QCoreApplication.translate("Dispatch", "{who}: {work}, {span}, {state}")
    state = states.overdue() if overdue else states.task_state(task.state)
    span = formats.clock_range(task.starts_at, task.ends_at, zone)
    return text.format(who=who, work=task_text(task, room), span=span, state=state)


# candidates ---------------------------------------------------------------------------------------------


def mark(one: Mark) -> str:
    """The word beside a tick or a cross."""
    if one.ok:
        return QCoreApplication.translate("Dispatch", _MARKS[one.rule])
    return QCoreApplication.translate("Dispatch", _CROSSES[one.code])


def score_parts(score: Score) -> tuple[tuple[str, int], ...]:
    """The five partial scores with their names, in the order they stand."""
    values = {
        "skill": score.skill,
        "walk": score.walk,
        "load": score.load,
        "fairness": score.fairness,
        "change": score.change,
    }
    return tuple(
        (QCoreApplication.translate("Dispatch", _SCORES[key]), value) for key, value in values.items()
    )


def sentence(one: Candidate, zone: ZoneInfo) -> str:
    """步行 2 分，13:45 到；负荷 98 分，低于中位 85 分."""
    arrive = formats.clock(one.arrive_at, zone)
    if one.late:
        text = QCoreApplication.translate("Dispatch", "Can be there {time}, {late} min late")
        first = text.format(time=arrive, late=one.late)
    else:
        text = QCoreApplication.translate("Dispatch", "{walk} min to walk, there {time}")
        first = text.format(walk=one.walk, time=arrive)
    return f"{first}{semicolon()}{_load(one)}"


def _load(one: Candidate) -> str:
    gap = one.load_before - one.median
    if gap > 0:
        text = QCoreApplication.translate("Dispatch", "load {load} min, {gap} above the median")
    elif gap < 0:
        text = QCoreApplication.translate("Dispatch", "load {load} min, {gap} below the median")
    else:
        text = QCoreApplication.translate("Dispatch", "load {load} min, at the median")
    return text.format(load=one.load_before, gap=abs(gap))


def why_not(one: Candidate, crew: Crew) -> str:
    """Why somebody may not: the first hard rule that does not hold, in words."""
    failed = one.why_not
    return "" if failed is None else mark_reason(failed, crew)


def mark_reason(failed: Mark, crew: Crew) -> str:
    """A failed hard rule as a sentence."""
    params, zone = dict(failed.params), crew.rules.tz
    if failed.code == "person_busy":
        by = names(crew).of("task", str(params["by"]))
        span = formats.clock_range(int(params["starts_at"]), int(params["ends_at"]), zone)
        return QCoreApplication.translate("Dispatch", "{span} {work}", "a task in the way").format(
            span=span, work=by
        )
    if failed.code == "wrong_role":
        text = QCoreApplication.translate("Dispatch", "This is work for: {role}")
        return text.format(role=states.role(Role(str(params["role"]))))
    if failed.code in {"outside_shift", "on_break"}:
        span = formats.clock_range(int(params["from_at"]), int(params["to_at"]), zone)
        if failed.code == "on_break":
            return QCoreApplication.translate("Dispatch", "On a break {span}").format(span=span)
        return QCoreApplication.translate("Dispatch", "On duty {span} only").format(span=span)
    if failed.code == "other_zone":
        text = QCoreApplication.translate("Dispatch", "Works in {zone}, the room is in {room_zone}")
        return text.format(zone=params["zone"], room_zone=params["room_zone"])
    if failed.code == "not_cleared":
        return QCoreApplication.translate("Dispatch", "Not on the list of people cleared for secret meetings")
    note = str(params.get("note", ""))
    return note or mark(failed)


def mark_sentence(failed: Mark, crew: Crew) -> str:
    """A failed hard rule where it was tried: 罗婉婷 13:46–14:00 在 305 布置，不能同时派。"""
    if failed.code != "person_busy":
        return f"{mark(failed)}{colon()}{mark_reason(failed, crew)}"
    params = dict(failed.params)
    text = QCoreApplication.translate("Dispatch", "{name} has {work} at {span}; cannot take both.")
    span = formats.clock_range(int(params["starts_at"]), int(params["ends_at"]), crew.rules.tz)
    known = names(crew)
    return text.format(
        name=known.of("person", str(params["person"])), work=known.of("task", str(params["by"])), span=span
    )


def compared(one: Candidate, best: Candidate, zone: ZoneInfo) -> str:
    """Why one person stands behind another: the parts where points were lost, each with its cause."""
    causes = []
    if one.late > best.late:
        text = QCoreApplication.translate("Dispatch", "can be there {time}, {late} min past the last moment")
        causes.append(text.format(time=formats.clock(one.arrive_at, zone), late=one.late))
    elif one.score.walk < best.score.walk:
        text = QCoreApplication.translate("Dispatch", "{walk} min to walk instead of {other}")
        causes.append(text.format(walk=one.walk, other=best.walk))
    if one.score.load < best.score.load or one.score.fairness < best.score.fairness:
        text = QCoreApplication.translate("Dispatch", "has {load} min of work already, {other} has {best}")
        causes.append(text.format(load=one.load_before, other=best.day.person.name, best=best.load_before))
    if one.score.skill < best.score.skill:
        causes.append(QCoreApplication.translate("Dispatch", "lacks a skill that is wanted here"))
    if one.score.change < best.score.change:
        change = QCoreApplication.translate(
            "Dispatch", "the round would be split, or follow another task closely"
        )
        causes.append(change)
    if not causes:
        return QCoreApplication.translate("Dispatch", "As good; the list stands by number.")
    return semicolon().join(causes)


# names and signs --------------------------------------------------------------------------------------------


def names(crew: Crew) -> Names:
    """How ids in a refusal become names: a clash names the other task, not a meeting."""
    tasks = {task.id: task for own in crew.work.values() for task in own}
    people = {day.person.id: day.person.name for day in crew.people}

    def of(_subject: str, entity_id: str) -> str:
        if entity_id in tasks:
            task = tasks[entity_id]
            return task_text(task, crew.rooms.get(task.room_id) if task.room_id else None)
        if entity_id in crew.rooms:
            return crew.rooms[entity_id].number
        return people.get(entity_id, "")

    return Names(crew.rules.tz, of)


def comma() -> str:
    """The comma between parts of a line."""
    return QCoreApplication.translate("Dispatch", ", ", "between parts of a line")


def colon() -> str:
    """The colon between a word and what it is about."""
    return QCoreApplication.translate("Dispatch", ": ", "between a word and what it is about")


def semicolon() -> str:
    """The semicolon between two statements."""
    return QCoreApplication.translate("Dispatch", "; ", "between two statements")


def free() -> str:
    """空闲: on duty and without a task at this moment."""
    return QCoreApplication.translate("Dispatch", "Free")


def short_of(count: int) -> str:
    """缺 2: entries that nobody may take."""
    return QCoreApplication.translate("Dispatch", "%n short", "", count)


def overridden(reason: str) -> str:
    """The reason why an overlap was overruled."""
    return QCoreApplication.translate("Dispatch", "Overlap overruled: {reason}").format(reason=reason)


def person_spoken(day: PersonDay, crew: Crew) -> str:
    """A person's row as one sentence."""
    text = QCoreApplication.translate(
        "Dispatch", "{name}, {role}, {presence}, load {load} min, median {median} min"
    )
    return text.format(
        name=day.person.name,
        role=states.role(day.person.role),
        presence=presence(day, crew.now),
        load=crew.loads.of(day.person.id),
        median=crew.loads.median(day.person.role),
    )


def candidate_spoken(one: Candidate, crew: Crew) -> str:
    """A candidate as one sentence."""
    if not one.may:
        text = QCoreApplication.translate("Dispatch", "{name} cannot take it: {why}")
        return text.format(name=one.day.person.name, why=why_not(one, crew))
    text = QCoreApplication.translate("Dispatch", "{name}, {total} of 100, {why}")
    return text.format(name=one.day.person.name, total=one.score.total, why=sentence(one, crew.rules.tz))


def offered() -> str:
    """待抢: open to whoever claims it first."""
    return QCoreApplication.translate("Dispatch", "To be claimed")


def load_change(one: Candidate) -> str:
    """98 → 143 分: what a placement does to somebody's load."""
    text = QCoreApplication.translate("Dispatch", "{before} → {after} min")
    return text.format(before=one.load_before, after=one.load_after)


def plan_line(line: Proposal) -> str:
    """吴佩珊 92 · 98 → 143 分; or that nobody may."""
    if line.candidate is None:
        return QCoreApplication.translate("Dispatch", "Nobody may take it; see the candidates")
    return f"{line.candidate.day.person.name}　{line.candidate.score.total} · {load_change(line.candidate)}"


def plan_spoken(line: Proposal) -> str:
    """A line of a plan as one sentence."""
    text = QCoreApplication.translate("Dispatch", "{room} {work}: {who}")
    return text.format(room=place(line.entry.room), work=entry_title(line.entry), who=plan_line(line))


def unanswered() -> str:
    """未确认: a task begins soon and was not acknowledged."""
    return QCoreApplication.translate("Dispatch", "No answer")
