"""What a field holds that two people can set: a column, or several that belong together.

``slot`` is (room, start, end) of a meeting, ``period`` (start, end) of a task, ``facts`` what is recorded of
either's life. An operation, its inverse and an answer to a screen say the same of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import msgspec

from app.store.records import meeting_facts, task_facts

# Any: a row of the driver or the ORM, or what row_of makes of an image: a column is an attribute
Columns = Any


def row_of(image: Mapping[str, Any]) -> Columns:  # Any: a column's value
    """An image as a row."""
    return SimpleNamespace(**image)


def held(subject: str, field: str, row: Columns) -> Any:  # Any: a JSON value
    """What a field of a row holds, as JSON says it.

    Raises AttributeError for a field that the subject does not have.
    """
    if (subject, field) == ("meeting", "slot"):
        return [row.room_id, row.starts_at, row.ends_at]
    if (subject, field) == ("task", "period"):
        return [row.starts_at, row.ends_at]
    if (subject, field) == ("meeting", "facts"):
        return msgspec.to_builtins(meeting_facts(row))
    if (subject, field) == ("task", "facts"):
        return msgspec.to_builtins(task_facts(row))
    return getattr(row, field)
