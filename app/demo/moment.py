"""Which moment the demo shows: the one that was asked for, else 13:42 of the latest working day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from app.demo.house import ZONE
from app.domain.periods import instant, local

USUAL: Final = time(13, 42)


def demo_moment(wanted: datetime | str | None, now: int) -> int:
    """UTC ms of the demo's moment. ``wanted`` is the site's wall time; raises ValueError if unreadable."""
    if isinstance(wanted, str):
        wanted = datetime.fromisoformat(wanted)
    if wanted is not None:
        if wanted.tzinfo is not None:
            return int(wanted.timestamp() * 1000)
        return instant(wanted.date(), wanted.time(), ZONE)
    on = local(now, ZONE).date()
    while on.weekday() >= 5:
        on -= timedelta(days=1)
    return instant(on, USUAL, ZONE)
