"""Attention items as sentences: what is wrong, why now, what each key would do (ui.md 4.1).

Called by the Today page's queue and its delegate. An item's kind chooses the sentence, its parameters
fill it. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.attention import Item, Part, Proposal, Reasons
from app.domain.states import TaskKind
from app.words import devices, formats, states

Named = dict[str, str | int]
translate = QCoreApplication.translate


def reasons() -> Reasons:
    """What goes into the record as the reason of a proposal."""
    return Reasons(
        tea=translate("Attention", "Tea during standby in the same room"),
        no_show=translate("Attention", "Nobody came"),
        review=translate("Attention", "Decided by the desk from the number of attendees"),
    )


def title(item: Item, zone: ZoneInfo) -> str:
    """What is wrong, in a few words; the room's number stands before it."""
    return _TITLES[item.kind](_Named(item.named, zone))


def reason(item: Item, zone: ZoneInfo) -> str:
    """One line of why, or what speaks for the proposal."""
    return _REASONS[item.kind](_Named(item.named, zone))


def action(proposal: Proposal, zone: ZoneInfo) -> str:
    """The button of a proposal."""
    return _VERBS[proposal.verb](_Named(dict(proposal.params), zone))


def why(item: Item, zone: ZoneInfo) -> str:
    """The calculation: 就绪线 14:20 − 布置 10分 − 步行 5分 = 14:05."""
    terms = [_term(part, zone, first=number == 0) for number, part in enumerate(item.why)]
    if not terms:
        return ""
    result = translate("Attention", "latest safe moment {time}").format(time=formats.clock(item.at, zone))
    return " ".join((*terms, "=", result))


def question(proposal: Proposal, item: Item, zone: ZoneInfo) -> tuple[str, str]:
    """What is asked before something that tells others: (question, who is told)."""
    named = _Named(item.named, zone)
    if proposal.verb == "mark_no_show":
        return (
            translate("Attention", "Nobody has come to {room}. Release it?").format(room=named.text("room")),
            translate(
                "Attention",
                "The room is free again; the contact ({contact}) is told when the undo bar has closed.",
            ).format(contact=named.text("contact") or "—"),
        )
    return (
        translate("Attention", "Mark all open must-items of {room} as passed?").format(
            room=named.text("room")
        ),
        translate(
            "Attention",
            "Only when somebody has looked at each of them. You are recorded as the one who answered.",
        ),
    )


class _Named:
    """Parameters by name, ready to be put into sentences."""

    def __init__(self, values: Named, zone: ZoneInfo) -> None:
        self._values = values
        self._zone = zone

    def text(self, name: str) -> str:
        return str(self._values.get(name, ""))

    def number(self, name: str) -> int:
        value = self._values.get(name, 0)
        return value if isinstance(value, int) else 0

    def time(self, name: str) -> str:
        return formats.clock(self.number(name), self._zone) if self.number(name) else "—"

    def minutes(self, name: str) -> str:
        return formats.minutes(self.number(name))

    def task(self) -> str:
        return states.task_kind(TaskKind(self.text("task_kind")))

    def meeting(self) -> str:
        """「title」, or the word for what may not be named."""
        name = self.text("title")
        return (
            translate("Attention", "“{title}”").format(title=name)
            if name
            else translate("Attention", "the meeting")
        )


def _device_title(p: _Named) -> str:
    what = devices.condition(p.text("condition"), "", "").replace("，", ",").split(",")[0]
    fault = f"{p.text('device')} {what}".strip()
    if p.text("to_room"):
        return translate("Attention", "{fault}; move to {room}").format(fault=fault, room=p.text("to_room"))
    return fault


def _device_reason(p: _Named) -> str:
    if not p.number("starts_at"):
        return translate("Attention", "High alarm, nobody has dealt with it")
    if p.text("to_room"):
        free = (
            translate("Attention", "free until {time}").format(time=p.time("to_free_to"))
            if p.number("to_free_to")
            else translate("Attention", "free for the rest of the day")
        )
        return translate("Attention", "{room} seats {n}, {free}; needed at {time}").format(
            room=p.text("to_room"), n=p.number("to_capacity"), free=free, time=p.time("starts_at")
        )
    return translate("Attention", "Needed at {time} for {meeting}").format(
        time=p.time("starts_at"), meeting=p.meeting()
    )


def _blocks_reason(p: _Named) -> str:
    name = p.text("next_title")
    said = (
        translate("Attention", "“{title}”").format(title=name)
        if name
        else translate("Attention", "the next meeting")
    )
    if p.text("to_room"):
        return translate("Attention", "{meeting}, {n} people; {room} seats {seats} and is free").format(
            meeting=said, n=p.number("next_expected"), room=p.text("to_room"), seats=p.number("to_capacity")
        )
    return translate("Attention", "{meeting}, {n} people; no free room is large enough").format(
        meeting=said, n=p.number("next_expected")
    )


def _person_reason(p: _Named) -> str:
    if not p.text("person"):
        return translate("Attention", "Nobody is free without a rule against it")
    load, median = p.number("load"), p.number("median")
    standing = (
        translate("Attention", "carries less than most")
        if load < median
        else translate("Attention", "carries as much as most")
        if load <= median * 1.15 + 1
        else translate("Attention", "carries more than most")
    )
    return translate("Attention", "{name} can be there in {walk}, {load}").format(
        name=p.text("person"), walk=p.minutes("walk"), load=standing
    )


def _staff_title(p: _Named) -> str:
    missing = max(p.number("needed") - p.number("staffed"), 1)
    return translate("Attention", "%n attendant(s) missing ({staffed}/{needed})", "", missing).format(
        staffed=p.number("staffed"), needed=p.number("needed")
    )


def _clean_title(p: _Named) -> str:
    if p.number("is_quick"):
        return translate("Attention", "to clean, quick turn for {time}").format(time=p.time("next_at"))
    if p.number("next_at"):
        return translate("Attention", "to clean, next at {time}").format(time=p.time("next_at"))
    return translate("Attention", "to clean, nobody assigned")


def _not_ready_title(p: _Named) -> str:
    return translate("Attention", "not ready, {time} late").format(time=p.minutes("late"))


def _not_ready_reason(p: _Named) -> str:
    if p.number("tasks"):
        return translate(
            "Attention", "%n task(s) not finished, {items} must-items open", "", p.number("tasks")
        ).format(items=p.number("items"))
    return translate("Attention", "%n must-item(s) open", "", p.number("items"))


def _tea_reason(p: _Named) -> str:
    if p.number("last_at"):
        return translate("Attention", "Last at {time}, every {every}; {n} people").format(
            time=p.time("last_at"), every=p.minutes("every"), n=p.number("expected")
        )
    return translate("Attention", "First refill of the meeting; {n} people").format(n=p.number("expected"))


def _no_show_reason(p: _Named) -> str:
    contact = " ".join(part for part in (p.text("contact"), p.text("phone")) if part)
    if contact:
        return translate("Attention", "Call {contact}; may be released at {time}").format(
            contact=contact, time=p.time("release_at")
        )
    return translate("Attention", "May be released at {time}").format(time=p.time("release_at"))


def _clean_reason(p: _Named) -> str:
    if p.number("next_at"):
        return translate("Attention", "{name}; next meeting at {time}").format(
            name=p.text("person"), time=p.time("next_at")
        )
    return p.text("person")


_TITLES: Final[dict[str, Callable[[_Named], str]]] = {
    "device": _device_title,
    "overrun": lambda p: translate("Attention", "{time} over its end").format(time=p.minutes("over")),
    "overrun_blocks": lambda p: translate("Attention", "{time} over, the {next} meeting has no room").format(
        time=p.minutes("over"), next=p.time("next_at")
    ),
    "ending": lambda _p: translate("Attention", "ends now"),
    "starting": lambda _p: translate("Attention", "begins now"),
    "no_show": lambda p: translate("Attention", "begun {time} ago, nobody signed in").format(
        time=p.minutes("passed")
    ),
    "not_ready": _not_ready_title,
    "review": lambda p: translate("Attention", "{n} people, attendants to be decided").format(
        n=p.number("expected")
    ),
    "staff": _staff_title,
    "clean": _clean_title,
    "task": lambda p: translate("Attention", "{task}: nobody assigned").format(task=p.task()),
    "silent": lambda p: translate("Attention", "{task} assigned, {name} has not answered").format(
        task=p.task(), name=p.text("person")
    ),
    "clean_start": lambda _p: translate("Attention", "clean-up not begun"),
    "cleaning_late": lambda _p: translate("Attention", "clean-up should be finished"),
    "tea": lambda p: translate("Attention", "tea refill {n}").format(n=p.number("number")),
}
_REASONS: Final[dict[str, Callable[[_Named], str]]] = {
    "device": _device_reason,
    "overrun": lambda p: p.meeting(),
    "overrun_blocks": _blocks_reason,
    "ending": lambda p: p.meeting(),
    "starting": lambda p: p.meeting(),
    "no_show": _no_show_reason,
    "not_ready": _not_ready_reason,
    "review": lambda p: translate(
        "Attention", "Annex B gives {n} by default; the desk decides above 80"
    ).format(n=p.number("default")),
    "staff": _person_reason,
    "clean": _person_reason,
    "task": _person_reason,
    "silent": lambda p: translate("Attention", "Assigned {time} ago; due {due}").format(
        time=p.minutes("waited"), due=p.time("due_at")
    ),
    "clean_start": _clean_reason,
    "cleaning_late": _clean_reason,
    "tea": _tea_reason,
}
_VERBS: Final[dict[str, Callable[[_Named], str]]] = {
    "move_meeting": lambda p: translate("Attention", "Move to {room}").format(room=p.text("room")),
    "acknowledge_alarm": lambda _p: translate("Attention", "Acknowledge"),
    "show_devices": lambda _p: translate("Attention", "Show devices"),
    "end_meeting": lambda _p: translate("Attention", "End meeting"),
    "extend_meeting": lambda p: translate("Attention", "Extend to {time}").format(time=p.time("ends_at")),
    "start_meeting": lambda _p: translate("Attention", "They are here, begin"),
    "mark_no_show": lambda _p: translate("Attention", "Release"),
    "complete_tasks": lambda p: translate("Attention", "%n task(s) finished", "", p.number("count")),
    "pass_items": lambda p: translate("Attention", "%n item(s) passed", "", p.number("count")),
    "show_checks": lambda _p: translate("Attention", "Show check-list"),
    "adjust_staffing": lambda p: translate("Attention", "Decide on {n}").format(n=p.number("count")),
    "keep_staffing": lambda p: translate("Attention", "Keep {n}").format(n=p.number("count")),
    "assign": lambda p: translate("Attention", "Assign {name}").format(name=p.text("person")),
    "reassign": lambda p: translate("Attention", "Give to {name}").format(name=p.text("person")),
    "offer": lambda _p: translate("Attention", "Offer to all"),
    "show_candidates": lambda _p: translate("Attention", "Candidates"),
    "acknowledge_tasks": lambda _p: translate("Attention", "Has said yes"),
    "start_clean": lambda _p: translate("Attention", "Clean-up begins"),
    "complete_clean": lambda _p: translate("Attention", "Clean-up finished"),
    "serve_tea": lambda p: translate("Attention", "{name} serves").format(name=p.text("person")),
    "complete_tea": lambda _p: translate("Attention", "Tea served"),
    "add_tea": lambda _p: translate("Attention", "Plan the refill"),
    "put_off": lambda p: translate("Attention", "Put off to {time}").format(time=p.time("to")),
}


def _term(part: Part, zone: ZoneInfo, *, first: bool) -> str:
    words = {
        "starts": translate("Attention", "start"),
        "ends": translate("Attention", "end"),
        "due": translate("Attention", "due"),
        "ready_lead": translate("Attention", "ready before"),
        "work": translate("Attention", "work"),
        "walk": translate("Attention", "walk"),
        "clean": translate("Attention", "clean-up"),
        "setup": translate("Attention", "set-up"),
        "grace": translate("Attention", "grace"),
        "last": translate("Attention", "last"),
        "began": translate("Attention", "begun"),
        "interval": translate("Attention", "interval"),
    }
    name = words[part.code]
    if part.at:
        return f"{name} {formats.clock(part.at, zone)}"
    sign = "" if first else "+ " if part.minutes < 0 else "− "
    return f"{sign}{name} {formats.minutes(part.minutes)}"
