"""Field-by-field merge of edits: a field nobody else
changed is set, a true collision is kept for a person.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Struct

from app.operations.context import Context


def fields_of(fields: Struct) -> dict[str, Any]:  # Any: column values
    """What is set, as column values: enums as text, flags as 0 or 1."""
    held = {name: getattr(fields, name) for name in fields.__struct_fields__}
    return {name: column_value(value) for name, value in held.items() if value is not UNSET}


def column_value(value: Any) -> Any:  # Any: a body's value, then a column's
    """A body's value as a column holds it."""
    return int(value) if isinstance(value, bool) else msgspec.to_builtins(value)


def merge(
    context: Context, row: Any, new: dict[str, Any], was: dict[str, Any], names: dict[str, str] | None = None
) -> set[str]:
    """Set what nobody else changed; equal values are no conflict. Returns the columns that were set.

    ``names`` maps a field of the body to its column where
    they differ. An edit must say ``was`` for every field.
    """
    changed = set()
    for field in sorted(new):
        column = (names or {}).get(field, field)
        now = getattr(row, column)
        if now == new[field]:
            continue
        if field in was and now == was[field]:
            setattr(row, column, new[field])
            changed.add(column)
        else:
            context.conflict(row, column, was.get(field), new[field])
    return changed
