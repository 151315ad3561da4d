"""Who can take an entry of the queue: hard rules as yes or no, five partial scores of 20, and a plan for all.

Hard rules say whether a person may; scores say how well (features 40). A candidate who may not stays in the
list with the reason. The overlap is judged by the very function that the operation uses, so that nothing is
proposed that would be refused. Pure and deterministic: equal people stand by number and id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.dispatch import Crew, Entry, least_minutes, walk_minutes
from app.domain.people import PersonDay
from app.domain.periods import MINUTE, Period
from app.domain.records.tasks import TaskRecord
from app.domain.states import Presence, Role, TaskKind, TaskState
from app.domain.tasks import person_clash

FULL: Final = 20
Params = tuple[tuple[str, str | int], ...]

CLEARED: Final = frozenset({"cleared", "secret", "涉密"})
_WANTED: Final = {
    TaskKind.GUIDE: frozenset({"etiquette", "礼仪"}),
    TaskKind.TEA_REFILL: frozenset({"tea", "茶艺"}),
    TaskKind.EQUIPMENT_TEST: frozenset({"video", "av", "视频", "音控"}),
    TaskKind.REPAIR: frozenset({"repair", "av", "维修", "音控"}),
}


WAIVABLE: Final = frozenset({"person_busy", "outside_shift", "on_break", "other_zone"})
"""What a supervisor may overrule on purpose, with a reason; never a wrong role, absence or secrecy."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One hard rule: role, shift, duty, zone, clearance or overlap; ``code`` says why not."""

    rule: str
    ok: bool
    code: str = ""
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Five partial scores, each 0 to 20."""

    skill: int
    walk: int
    load: int
    fairness: int
    change: int

    @property
    def total(self) -> int:
        """0 to 100."""
        return self.skill + self.walk + self.load + self.fairness + self.change


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person judged for an entry. ``arrive_at``: when they can be there; ``late``: minutes past the last
    moment.
    """

    day: PersonDay
    marks: tuple[Mark, ...]
    score: Score
    load_before: int
    load_after: int
    median: int
    walk: int
    arrive_at: int
    late: int
    after_task: TaskRecord | None  # what they do before
    rank: int  # how many of the role carry less, from 0
    is_split: bool  # the rest of the slot is somebody else's
    continues: bool  # has other tasks of the same slot

    @property
    def may(self) -> bool:
        """Whether every hard rule holds."""
        return all(mark.ok for mark in self.marks)

    @property
    def may_with_reason(self) -> bool:
        """Whether all that speaks against it can be overruled with a reason."""
        return all(mark.ok or mark.code in WAIVABLE for mark in self.marks)

    @property
    def why_not(self) -> Mark | None:
        """The first hard rule that does not hold."""
        return next((mark for mark in self.marks if not mark.ok), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of a plan: an entry and who would take it; nobody when no one may."""

    entry: Entry
    candidate: Candidate | None


def candidates(entry: Entry, crew: Crew) -> tuple[Candidate, ...]:
    """Everybody judged for an entry: who may first, then by total, by load, by number."""
    judged = [judge(entry, day, crew) for day in crew.people]
    return tuple(sorted(judged, key=_order))


def best(entry: Entry, crew: Crew, *, besides: str = "") -> Candidate | None:
    """The first of `candidates` who may, nobody when no one may; ``besides`` leaves one person out.

    Whoever may not is not scored: the queue of what is due asks this for every line.
    """
    fit = [
        judge(entry, day, crew) for day in crew.people if day.person.id != besides and _may(entry, day, crew)
    ]
    return min(fit, key=_order, default=None)


def judge(entry: Entry, day: PersonDay, crew: Crew) -> Candidate:
    """One person and one entry."""
    own = _own(entry, day, crew)
    before = crew.loads.of(day.person.id) - sum(
        t.period.minutes for t in entry.tasks if t.assignee_id == day.person.id
    )
    previous = _previous(entry, own, crew.now)
    here = crew.rooms.get(previous.room_id) if previous and previous.room_id else None
    walk = walk_minutes(here, entry.room, crew)
    free_at = crew.now if previous is None or not previous.is_open else max(crew.now, previous.ends_at)
    arrive_at = free_at + walk * MINUTE
    late = max(0, -((_begin_by(entry, crew) - arrive_at) // MINUTE))
    role = day.person.role
    others = len(crew.loads.here.get(role, ())) - (0 if day.is_away else 1)
    rank = crew.loads.below(role, before)  # oneself is never below oneself
    team = crew.teams.get(entry.meeting.id, ()) if entry.meeting else ()
    mates = [task for task in team if _same_round(task, entry)]
    continues = any(t.assignee_id == day.person.id for t in mates)
    split = not continues and any(t.assignee_id is not None for t in mates)
    middle = crew.loads.median(role)
    score = Score(
        skill=_skill(entry, day),
        walk=max(0, FULL - walk - 2 * late),
        load=max(0, FULL - max(0, before - middle) // 6),
        fairness=FULL - round(FULL * min(rank, others) / others) if others else FULL,
        change=_change(entry, own, crew, continues=continues, split=split),
    )
    return Candidate(
        day,
        _marks(entry, day, own, crew),
        score,
        before,
        before + entry.minutes,
        middle,
        walk,
        arrive_at,
        late,
        previous,
        rank,
        split,
        continues,
    )


def plan(entries: Iterable[Entry], crew: Crew) -> tuple[Proposal, ...]:
    """Each entry, the most pressing first, for its best candidate as if the lines before were accepted."""
    lines = []
    for entry in entries:
        chosen = best(entry, crew)
        lines.append(Proposal(entry, chosen))
        if chosen is not None:
            crew = crew.given(entry.tasks, chosen.day.person.id)
    return tuple(lines)


def shortage(entries: Iterable[Entry], crew: Crew) -> Mapping[Role, int]:
    """How many entries nobody may take, by role, if the others are given as planned."""
    short: dict[Role, int] = {}
    for line in plan(entries, crew):
        if line.candidate is None:
            short[line.entry.role] = short.get(line.entry.role, 0) + 1
    return short


# hard rules -----------------------------------------------------------------------------------------


def _marks(entry: Entry, day: PersonDay, own: tuple[TaskRecord, ...], crew: Crew) -> tuple[Mark, ...]:
    marks = [_role(entry, day), *_duty(entry, day, crew)]
    if entry.room is not None and entry.room.zone and day.person.zone:
        zones = (("zone", day.person.zone), ("room_zone", entry.room.zone))
        fits = _same_zone(day.person.zone, entry.room.zone)
        marks.append(Mark("zone", fits) if fits else Mark("zone", False, "other_zone", zones))
    if entry.meeting is not None and entry.meeting.is_classified:
        cleared = bool(CLEARED & _skills(day))
        marks.append(Mark("clearance", cleared, "" if cleared else "not_cleared"))
    marks.append(_overlap(entry, day.person.id, own, crew))
    return tuple(marks)


def _may(entry: Entry, day: PersonDay, crew: Crew) -> bool:
    """Whether every hard rule holds; the role, which is soonest told, first."""
    if day.person.role is not entry.role:
        return False
    return all(mark.ok for mark in _marks(entry, day, _own(entry, day, crew), crew))


def _role(entry: Entry, day: PersonDay) -> Mark:
    if day.person.role is entry.role:
        return Mark("role", True)
    return Mark("role", False, "wrong_role", (("role", entry.role.value),))


def _duty(entry: Entry, day: PersonDay, crew: Crew) -> tuple[Mark, ...]:
    """On duty over the whole entry, and neither away nor at rest."""
    if day.hours is None:
        code = "on_leave" if day.presence is Presence.LEAVE else "off_duty"
        return (Mark("duty", False, code, (("note", day.note),)),)
    needed = Period(max(entry.starts_at, min(crew.now, entry.ends_at - MINUTE)), entry.ends_at)
    inside = day.hours.start <= needed.start and needed.end <= day.hours.end
    hours = (("from_at", day.hours.start), ("to_at", day.hours.end))
    marks = [Mark("shift", True) if inside else Mark("shift", False, "outside_shift", hours)]
    if day.rest is not None and any(day.rest.overlaps(task.period) for task in entry.tasks):
        rest = (("from_at", day.rest.start), ("to_at", day.rest.end))
        marks.append(Mark("duty", False, "on_break", rest))
    else:
        marks.append(Mark("duty", True, "" if day.is_rostered else "not_rostered"))
    return tuple(marks)


def _overlap(entry: Entry, person: str, own: tuple[TaskRecord, ...], crew: Crew) -> Mark:
    reach = crew.rules.walk * MINUTE
    begin, end = entry.starts_at - reach, entry.ends_at + reach
    # Far tasks cannot clash; one that runs may reach past its planned end, so it is always looked at.
    near = [
        task
        for task in own
        if task.is_open
        and (task.state is TaskState.IN_PROGRESS or (task.starts_at < end and task.ends_at > begin))
    ]
    for task in entry.tasks if near else ():
        hit = person_clash(task.period, near, crew.now, crew.rules.walk, task.room_id)
        if hit is not None:
            params: Params = (
                ("person", person),
                ("by", hit.id),
                ("task", task.id),
                ("task_kind", hit.kind.value),
                ("room", hit.room_id or ""),
                ("starts_at", hit.starts_at),
                ("ends_at", hit.ends_at),
            )
            return Mark("overlap", False, "person_busy", params)
    return Mark("overlap", True)


def _same_zone(person_zone: str, room_zone: str) -> bool:
    """Whether a person's zones (三层 or 三层西、三层中) take in a room's; the wider word takes in the
    narrower.
    """
    zones = [zone.strip() for zone in person_zone.replace("、", ",").replace("，", ",").split(",")]
    return any(zone and (room_zone.startswith(zone) or zone.startswith(room_zone)) for zone in zones)


# scores -----------------------------------------------------------------------------------------------


def _skills(day: PersonDay) -> frozenset[str]:
    return frozenset(skill.strip().casefold() for skill in day.person.skills)


def _skill(entry: Entry, day: PersonDay) -> int:
    """Full where nothing special is wanted; 8 of 20 for the plain person, the rest by the share of wishes
    met.
    """
    wanted = [_WANTED[task.kind] for task in entry.tasks if task.kind in _WANTED]
    if not wanted:
        return FULL
    own = _skills(day)
    return 8 + round(12 * sum(bool(wish & own) for wish in wanted) / len(wanted))


def _change(entry: Entry, own: tuple[TaskRecord, ...], crew: Crew, *, continues: bool, split: bool) -> int:
    """How little it disturbs: 20 for one's own round, 16 for a new one, 10 for a split one; 4 less per tight
    joint.
    """
    base = FULL if continues else 10 if split else 16
    slack = (crew.rules.walk + 5) * MINUTE
    tight, start, end = 0, entry.starts_at, entry.ends_at
    here = entry.meeting.id if entry.meeting else ""
    for task in own:
        if task.is_open and task.meeting_id != here:
            gap = max(task.starts_at - end, start - task.ends_at)
            tight += 0 <= gap < slack
    return max(0, base - 4 * tight)


# helpers of judge ---------------------------------------------------------------------------------------


def _own(entry: Entry, day: PersonDay, crew: Crew) -> tuple[TaskRecord, ...]:
    """What the person has besides the entry."""
    own = crew.work.get(day.person.id, ())
    if all(task.assignee_id != day.person.id for task in entry.tasks):
        return own
    ids = set(entry.ids)
    return tuple(task for task in own if task.id not in ids)


def _previous(entry: Entry, own: tuple[TaskRecord, ...], now: int) -> TaskRecord | None:
    """The last thing the person does before the entry begins (or before now, when it should have)."""
    begin = max(entry.starts_at, now)
    before = [task for task in own if task.starts_at < begin]
    return max(before, key=lambda task: (task.ends_at, task.id), default=None)


def _begin_by(entry: Entry, crew: Crew) -> int:
    """When the work must begin on the spot at the latest."""
    return min(task.due_at - least_minutes(task, crew.rules) * MINUTE for task in entry.tasks)


def _same_round(task: TaskRecord, entry: Entry) -> bool:
    first = entry.tasks[0]
    return bool(
        first.slot
        and task.slot == first.slot
        and task.role is first.role
        and task.id not in entry.ids
        and task.state is not TaskState.CANCELLED
    )


def _order(one: Candidate) -> tuple[bool, bool, int, int, str, str]:
    person = one.day.person
    return not one.may, not one.marks[0].ok, -one.score.total, one.load_before, person.number, person.id
