"""What operations do: one ``apply`` per verb of app/domain/ops, registered by its type.

The only code that decides what rows become; sync merely
copies central's rows in. Callers: app/sync and central.
Thread: the store worker. No clock, randomness, network, file, locale or environment in here: the same input
gives the same rows on every end. Rules for authors are in docs/operations.md.
"""

from app.operations import (  # registers what each verb does
    alarms,
    conflicts,
    devices,
    documents,
    imports,
    meeting_life,
    meetings,
    people,
    plans,
    rooms,
    rules,
    tasks,
    undo,
    waitlist,
)

__all__ = [
    "alarms",
    "conflicts",
    "devices",
    "documents",
    "imports",
    "meeting_life",
    "meetings",
    "people",
    "plans",
    "rooms",
    "rules",
    "tasks",
    "undo",
    "waitlist",
]
