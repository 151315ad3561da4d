"""Why a thing was refused, or what a booking would break: what happened, what holds now, what to do.

Codes come from `Refused` (app/operations) and `Finding` (app/domain/meetings); their parameters hold ids and
instants, which the `Names` given by the caller turn into names. A classified meeting is never named. A code
without words reads as a plain sentence with the code in it; a test keeps that from happening for codes the
house raises. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.meetings import Finding
from app.domain.periods import day_of
from app.domain.states import MeetingState, Role, TaskKind, TaskState
from app.words import formats, states

Params = Mapping[str, str | int]


def _nothing(_subject: str, _entity_id: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Names:
    """How ids become names: ``of(subject, id)`` for room, person, meeting, task, device; "" when unknown."""

    zone: ZoneInfo
    of: Callable[[str, str], str] = _nothing


# Any: the stub of QT_TRANSLATE_NOOP says object.
_TEXTS: Final[dict[str, Any]] = {
    # booking rules
    "slot_taken": QT_TRANSLATE_NOOP("Refusals", "{room} is booked {span}. Choose another room or time."),
    "over_capacity": QT_TRANSLATE_NOOP(
        "Refusals", "{expected} expected, {room} seats {capacity}. Fire limit: cannot save."
    ),
    "room_disabled": QT_TRANSLATE_NOOP("Refusals", "{room} is out of service {span}: {reason}"),
    "room_locked": QT_TRANSLATE_NOOP("Refusals", "{room} is under emergency lock. Lift the lock first."),
    "gap_before": QT_TRANSLATE_NOOP(
        "Refusals", "Only {gap} min after the previous meeting; {needed} needed. Give a reason to go on."
    ),
    "gap_after": QT_TRANSLATE_NOOP(
        "Refusals", "Only {gap} min before the next meeting; {needed} needed. Give a reason to go on."
    ),
    "self_service_hours": QT_TRANSLATE_NOOP(
        "Refusals", "From {from} meetings are self-service. Make it self-service, or give a reason to go on."
    ),
    "outside_hours": QT_TRANSLATE_NOOP(
        "Refusals", "Outside opening hours ({opens}–{closes} on working days). Give a reason to go on."
    ),
    "too_short": QT_TRANSLATE_NOOP(
        "Refusals", "{minutes} min is below the shortest booking of {shortest} min. Give a reason to go on."
    ),
    "long_booking": QT_TRANSLATE_NOOP(
        "Refusals", "{minutes} min is above the longest booking of {longest} min. Give a reason to go on."
    ),
    "in_the_past": QT_TRANSLATE_NOOP("Refusals", "This time is already past. Give a reason to record it."),
    "outside_window": QT_TRANSLATE_NOOP(
        "Refusals", "Bookable within {days} days (to {until}). A supervisor may override with a reason."
    ),
    "end_before_start": QT_TRANSLATE_NOOP("Refusals", "The end must be after the start."),
    "bad_date": QT_TRANSLATE_NOOP("Refusals", "The date must lie between 2000 and 2099."),
    "too_long": QT_TRANSLATE_NOOP("Refusals", "A meeting may last 31 days at most. Check the end date."),
    "no_room": QT_TRANSLATE_NOOP("Refusals", "There is no such room. Choose one from the list."),
    "no_time": QT_TRANSLATE_NOOP("Refusals", "Start and end are needed."),
    "bad_number": QT_TRANSLATE_NOOP("Refusals", "A number is needed here."),
    "overlap": QT_TRANSLATE_NOOP("Refusals", "Overlaps another meeting in {room}."),
    "secret_field": QT_TRANSLATE_NOOP(
        "Refusals", "Secret meetings keep room, time, head-count and contact only; the rest was not saved."
    ),
    "room_booked": QT_TRANSLATE_NOOP(
        "Refusals", "There are meetings in {room} at that time. Move them first."
    ),
    # life of a meeting
    "already_started": QT_TRANSLATE_NOOP(
        "Refusals", "The meeting has begun; only its end can still be moved."
    ),
    "already_ended": QT_TRANSLATE_NOOP("Refusals", "The meeting is over; what happened cannot be moved."),
    "cancelled": QT_TRANSLATE_NOOP("Refusals", "The meeting is cancelled. Reinstate it first."),
    "wrong_state": QT_TRANSLATE_NOOP(
        "Refusals", "Not possible now: the meeting is {state}. Nothing was changed."
    ),
    "room_in_session": QT_TRANSLATE_NOOP(
        "Refusals", "{by} is still in session in {room}. End it first, or move this meeting."
    ),
    "not_yet": QT_TRANSLATE_NOOP(
        "Refusals", "It starts only at {starts_at}; a no-show can be said after that."
    ),
    # people and tasks
    "person_busy": QT_TRANSLATE_NOOP(
        "Refusals", "{person} has {by} at {span}; cannot take both. Give a reason to go on."
    ),
    "left": QT_TRANSLATE_NOOP("Refusals", "{person} no longer works here. Choose somebody else."),
    "wrong_role": QT_TRANSLATE_NOOP("Refusals", "This is work for: {role}. Choose somebody of that role."),
    "unassigned": QT_TRANSLATE_NOOP("Refusals", "Nobody has this task yet. Assign it first."),
    "not_offered": QT_TRANSLATE_NOOP("Refusals", "This task is not open for claiming any more."),
    "task_begun": QT_TRANSLATE_NOOP("Refusals", "This task is {state} already; it stays as it is."),
    "wrong_step": QT_TRANSLATE_NOOP("Refusals", "The task is {state}; this step does not follow."),
    # register, rules, alarms
    "number_taken": QT_TRANSLATE_NOOP("Refusals", "The number {number} is taken. Choose another."),
    "reason_needed": QT_TRANSLATE_NOOP("Refusals", "A reason is needed. Write one and try again."),
    "unknown_rule": QT_TRANSLATE_NOOP("Refusals", "There is no such rule."),
    "bad_value": QT_TRANSLATE_NOOP("Refusals", "{value} is not a value this rule can have."),
    "bad_picture": QT_TRANSLATE_NOOP("Refusals", "The picture cannot be read. Use PNG or SVG."),
    "shelve_high": QT_TRANSLATE_NOOP(
        "Refusals", "High alarms cannot be shelved. Mute for 10 min or open a work order."
    ),
    "shelve_too_long": QT_TRANSLATE_NOOP("Refusals", "An alarm may be shelved for {hours} hours at most."),
    # on sync
    "not_enrolled": QT_TRANSLATE_NOOP("Refusals", "This desk belongs to no central service. Join one first."),
    "no_copy": QT_TRANSLATE_NOOP("Refusals", "This file is no copy of changes that were not sent."),
    "other_site": QT_TRANSLATE_NOOP("Refusals", "This copy is of another site. Nothing was changed."),
    "applied_after_all": QT_TRANSLATE_NOOP(
        "Refusals", "Central was restored and has taken this after all. Check whether it is still wanted."
    ),
    # any operation
    "gone": QT_TRANSLATE_NOOP("Refusals", "{what} is no longer there. Nothing was changed."),
    "exists": QT_TRANSLATE_NOOP("Refusals", "This is already recorded. Nothing was changed."),
    "not_waiting": QT_TRANSLATE_NOOP(
        "Refusals", "It is no longer on the waiting list: somebody has booked it or let it go."
    ),
    "changed_since": QT_TRANSLATE_NOOP("Refusals", "It was changed since; it cannot be undone any more."),
    "changed_meanwhile": QT_TRANSLATE_NOOP(
        "Refusals", "Somebody else changed this meanwhile. The newer value stays; look and try again."
    ),
    "already_resolved": QT_TRANSLATE_NOOP(
        "Refusals", "Somebody has decided this already. Look at what they chose."
    ),
    "constraint": QT_TRANSLATE_NOOP(
        "Refusals", "The central service found a contradiction. Your values are kept; do it another way."
    ),
    "data": QT_TRANSLATE_NOOP(
        "Refusals", "The central service cannot store a value. Your values are kept; check them."
    ),
    "internal": QT_TRANSLATE_NOOP(
        "Refusals", "The central service failed on this. Your values are kept; tell the engineer."
    ),
    "kind_removed": QT_TRANSLATE_NOOP(
        "Refusals", "This is not done any more in the newer version. Your values are kept; do it another way."
    ),
    "op_id_reused": QT_TRANSLATE_NOOP(
        "Refusals", "This was sent under the number of something else. Do it again."
    ),
    "nothing_to_undo": QT_TRANSLATE_NOOP("Refusals", "There is nothing to undo."),
    "nothing_to_redo": QT_TRANSLATE_NOOP("Refusals", "There is nothing to redo."),
    "given_up": QT_TRANSLATE_NOOP("Refusals", "Cancelled. Nothing was changed."),
    "not_allowed": QT_TRANSLATE_NOOP("Refusals", "You have no right to do this. Ask a supervisor."),
    "malformed": QT_TRANSLATE_NOOP("Refusals", "A field holds something that cannot be stored. Check it."),
}
_OTHER: Final[Any] = QT_TRANSLATE_NOOP("Refusals", "This was refused; nothing was changed. Code: {code}")

_SUBJECT_OF: Final = {
    "room": "room",
    "person": "person",
    "meeting": "meeting",
    "task": "task",
    "by": "meeting",
}
_INSTANTS: Final = frozenset({"until"})
_MINUTES_OF_DAY: Final = frozenset({"opens", "closes", "from"})


def refusal_text(code: str, params: Params, names: Names) -> str:
    """The sentence of a refusal."""
    template = QCoreApplication.translate("Refusals", _TEXTS.get(code, _OTHER))
    return template.format_map(_Filled(_spoken(params, names) | {"code": code}))


def finding_text(finding: Finding, names: Names) -> str:
    """The sentence of a rule that a booking breaks."""
    return refusal_text(finding.code, finding.named, names)


def knows(code: str) -> bool:
    """Whether a code has its own sentence."""
    return code in _TEXTS


class _Filled(dict[str, str]):
    """A parameter that a refusal did not carry reads as a dash instead of failing the sentence."""

    def __missing__(self, _key: str) -> str:
        return "—"


def _spoken(params: Params, names: Names) -> dict[str, str]:
    said: dict[str, str] = {}
    for key, value in params.items():
        subject = _subject(key, params)
        if isinstance(value, int) and key in _INSTANTS:
            said[key] = formats.day_short(day_of(value, names.zone))
        elif isinstance(value, int) and key in _MINUTES_OF_DAY:
            said[key] = formats.minute_of_day(value)
        elif isinstance(value, int) and key.endswith("_at"):
            said[key] = formats.clock(value, names.zone)
        elif key in {"state", "role"} and isinstance(value, str):
            said[key] = _state_word(key, value, params)
        elif subject and isinstance(value, str) and value:
            said[key] = names.of(subject, value) or _nameless(subject)
        else:
            said[key] = str(value)
    start, end = params.get("starts_at"), params.get("ends_at")
    if isinstance(start, int) and isinstance(end, int):
        said["span"] = formats.clock_range(start, end, names.zone)
    if isinstance(params.get("task_kind"), str):  # the other task of a person: where and what it is
        said["by"] = f"{said.get('room', '')} {_task_word(str(params['task_kind']))}".strip()
    said.setdefault("what", _nameless(str(params.get("subject", ""))))
    return said


def _subject(key: str, params: Params) -> str:
    """What kind of thing an id is; ``by`` is the other meeting, or the other task of a person."""
    if key == "by" and "person" in params:
        return "task"
    return _SUBJECT_OF.get(key, "")


def _state_word(key: str, value: str, params: Params) -> str:
    try:
        if key == "role":
            return states.role(Role(value))
        return (
            states.task_state(TaskState(value))
            if "task" in params
            else states.meeting_state(MeetingState(value))
        )
    except ValueError:
        return value


def _task_word(kind: str) -> str:
    return states.task_kind(TaskKind(kind)) if kind in set(TaskKind) else kind


def _nameless(subject: str) -> str:
    if subject == "room":
        return QCoreApplication.translate("Refusals", "This room")
    if subject == "person":
        return QCoreApplication.translate("Refusals", "This person")
    if subject == "meeting":
        return QCoreApplication.translate("Refusals", "Another meeting")
    if subject == "task":
        return QCoreApplication.translate("Refusals", "another task")
    return QCoreApplication.translate("Refusals", "This entry")
