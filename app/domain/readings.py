"""What a device last said, and what may be shown of it as time passes. Pure.

Two ages, never mixed: of the values (when the device spoke) and of the judgement (when the agent last said
what it thinks of the device). A judgement without news becomes STALE: nothing is ever shown as normal for
lack of news.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.states import DeviceState

Value = tuple[str, float | str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One device as last heard. ``values``: (quantity, value, unit); ``since``: when the state began.

    ``at`` is the age of the values, ``told_at`` of the state. ``missed`` counts messages of the device that
    got lost.
    """

    device_id: str
    state: DeviceState
    values: tuple[Value, ...]
    at: int
    seq: int
    since: int = 0
    told_at: int = 0
    is_standby: bool = False
    missed: int = 0

    def value(self, quantity: str) -> float | str | None:
        """A value by its quantity, or None."""
        return next((value for name, value, _ in self.values if name == quantity), None)

    def number(self, quantity: str) -> float | None:
        """A numeric value by its quantity, or None."""
        value = self.value(quantity)
        return value if isinstance(value, float) else None

    def has_old_values(self, now: int, stale_s: int) -> bool:
        """Whether the values are too old to be taken for now."""
        return now - self.at > stale_s * 1000


def as_of(reading: Reading, now: int, stale_s: int) -> Reading:
    """The reading as it may be shown now: STALE when nobody has judged it for too long."""
    if now - reading.told_at > stale_s * 1000 and reading.state is not DeviceState.STALE:
        return replace(reading, state=DeviceState.STALE)
    return reading
