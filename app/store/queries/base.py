"""What every query is handed: one snapshot of one site at one moment of the console's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select

from app.domain.periods import DAY

# No meeting or task is longer (domain/meetings.sane_period): the lower bound of index ranges.
LONGEST: Final = 31 * DAY
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A connection inside a read transaction, the site it is about, and the console's clock."""

    connection: Connection
    site: str
    now: int

    def rows(self, query: Select[Any], **values: str | int) -> list[Row[Any]]:  # Any: the SELECT's columns
        """All rows of a SELECT; ``values`` fill one that was built once with bindparam."""
        return list(self.connection.execute(query, values).all())

    def first(self, query: Select[Any]) -> Row[Any] | None:  # Any: the columns of the SELECT
        """The first row of a SELECT, or None."""
        return self.connection.execute(query.limit(1)).first()

    def count(self, query: Select[Any]) -> int:  # Any: one number
        """The number that a SELECT count(...) gives."""
        return int(self.connection.execute(query).scalar_one())


def natural(number: str) -> tuple[tuple[int, str], ...]:
    """Orders 2F before 10F and 302 before 1001, and text by itself."""
    parts = _DIGITS.split(number)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)
