"""The rules in force: every number people may change, with its default and where the default comes from.

Stored values travel by SetRule; what is not stored has the default of domain.md 1.2. ``source`` keeps the
evidence mark, because a number marked D is ours and must never be called the standard's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final
from zoneinfo import ZoneInfo


def _rule(key: str, default: Any, source: str) -> Any:  # Any: dataclass field() is typed as the default
    return field(default=default, metadata={"key": key, "source": source})


@dataclass(frozen=True, slots=True)
class Rules:
    """Minutes unless the name says otherwise; times of day are minutes after local midnight."""

    site_name: str = _rule("site.name", "会议中心", "D")
    zone: str = _rule("site.zone", "Asia/Shanghai", "D")
    booking_days: int = _rule("booking.days", 7, "P R6.5-2")
    opens: int = _rule("room.opens", 8 * 60, "D")
    closes: int = _rule("room.closes", 18 * 60, "D")
    self_service_from: int = _rule("room.self_service_from", 21 * 60, "P R6.2-2")
    self_service_to: int = _rule("room.self_service_to", 8 * 60, "D")
    shortest: int = _rule("booking.shortest", 30, "N13")
    longest: int = _rule("booking.longest", 300, "N13")
    setup_lead: int = _rule("setup.lead", 60, "D")
    gap_regular: int = _rule("gap.regular", 35, "D")
    gap_self_service: int = _rule("gap.self_service", 5, "D")
    clean: int = _rule("gap.clean", 15, "D")
    quick_setup: int = _rule("gap.quick_setup", 10, "D")
    ready_lead: int = _rule("ready.lead", 30, "D")
    quick_turn_after: int = _rule("ready.quick_turn_after", 75, "D")
    quick_ready_lead: int = _rule("ready.quick_lead", 10, "D")
    soon: int = _rule("room.soon", 120, "D")
    check_in_opens: int = _rule("check_in.opens", 15, "D")
    no_show_after: int = _rule("no_show.after", 15, "D")
    late_cancel: int = _rule("cancel.late", 120, "D")
    tea_first: int = _rule("tea.first", 15, "N11")
    tea_every: int = _rule("tea.every", 20, "N5")
    walk: int = _rule("task.walk", 5, "D")
    band_none: int = _rule("staff.band_none", 5, "S Annex B")
    band_one: int = _rule("staff.band_one", 30, "S Annex B")
    band_two: int = _rule("staff.band_two", 50, "S Annex B")
    band_three: int = _rule("staff.band_three", 80, "S Annex B")
    undo_s: int = _rule("undo.seconds", 8, "D")
    stale_s: int = _rule("device.stale_seconds", 300, "D")
    shelve_hours: int = _rule("alarm.shelve_hours", 12, "D")
    mute: int = _rule("alarm.mute", 10, "D")
    conflict_target: int = _rule("conflict.target", 30, "D")

    @property
    def tz(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.zone)


DEFAULTS: Final = Rules()
RULE_FIELDS: Final = {f.metadata["key"]: f for f in fields(Rules)}


def from_values(values: Mapping[str, str]) -> Rules:
    """Rules from stored text values; unknown keys are left alone, unreadable ones keep the default."""
    known: dict[str, Any] = {}  # Any: passed on to the typed constructor
    for key, text in values.items():
        slot = RULE_FIELDS.get(key)
        if slot is None or not text:
            continue
        value = readable(key, text)
        if value is not None:
            known[slot.name] = value
    return Rules(**known)


def readable(key: str, text: str) -> str | int | None:
    """The value of a rule's text, or None when it cannot be one."""
    default = RULE_FIELDS[key].default
    if isinstance(default, int):
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
    if key == "site.zone":
        try:
            ZoneInfo(text)
        except (KeyError, ValueError, OSError):
            return None
    return text
