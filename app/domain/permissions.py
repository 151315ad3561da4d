"""Who may say what, by role (domain.md 5.2). On a console a hint; central decides.

Before sign-in exists a console's user is chosen from the people list; a house
without people may do everything, so that a first set-up is possible.
``SYSTEM`` is the actor of what devices and the clock bring about.
"""

from __future__ import annotations

from typing import Final

from app.domain.states import Role

SYSTEM: Final = "system"

_OWN: Final = frozenset({"task.own", "alarm.record"})
_ENGINEER: Final = _OWN | {
    "alarm.acknowledge",
    "alarm.shelve",
    "device.maintain",
    "device.change",
    "room.disable",
    "conflict.resolve",
}
_DESK: Final = _OWN | {
    "meeting.book",
    "meeting.confirm",
    "meeting.change",
    "meeting.run",
    "meeting.import",
    "meeting.staffing",
    "task.assign",
    "task.verify",
    "person.presence",
    "person.change",
    "room.change",
    "room.disable",
    "room.lock",
    "plan.change",
    "device.change",
    "device.maintain",
    "alarm.acknowledge",
    "alarm.shelve",
    "document.print",
    "document.export",
    "rule.change",
    "conflict.resolve",
}
_MANAGER: Final = frozenset(
    {"document.print", "document.export", "rule.change", "room.change", "conflict.resolve"}
)
GRANTS: Final[dict[Role, frozenset[str]]] = {
    Role.ATTENDANT: _OWN,
    Role.ENGINEER: _ENGINEER,
    Role.DESK: _DESK,
    Role.SUPERVISOR: _DESK,
    Role.MANAGER: _MANAGER,
}
SYSTEM_GRANTS: Final = frozenset({"alarm.record", "meeting.run"})


def allowed(role: Role, permission: str) -> bool:
    """Whether a role has a permission; unknown permissions are nobody's."""
    return permission in GRANTS[role]
