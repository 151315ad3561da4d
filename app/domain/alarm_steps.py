"""How readings become alarms: de-bounce, on and off delay, dead band, N-of-M misses. Pure.

Called by the agent only. ``step`` takes what is remembered of a device and what was heard (or not
heard) of it, and returns the new memory and what began or ended. Suppression, shelves and maintenance
are no business of this file: they change what is shown, never what is known (R45). One alarm per
device and condition at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.devices import FAULT, OFFLINE, Limit
from app.domain.ids import derived

MISSES: Final = 3  # of the last ...
OF: Final = 5  # ... expected messages: one missed poll is not "offline" (R57)
BACK: Final = 1  # at most so many misses among the last OF to be called back


@dataclass(frozen=True, slots=True)
class Heard:
    """The device spoke at ``at``. ``state``: online, standby, fault, maintenance or offline; ``since`` if it
    says.
    """

    at: int
    state: str
    values: tuple[tuple[str, float], ...] = ()
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """An expected message did not come; ``at`` is when it was due."""

    at: int


@dataclass(frozen=True, slots=True)
class Track:
    """One condition of one device: when it first looked so, and when it began as an alarm."""

    pending_since: int | None = None
    onset: int | None = None
    leaving_since: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a device. ``misses``: newest last; ``last_at``: it last spoke."""

    device_id: str
    last_at: int | None = None
    misses: tuple[bool, ...] = ()
    tracks: Mapping[str, Track] = field(default_factory=dict)

    @property
    def active(self) -> frozenset[str]:
        """The conditions that are alarms now."""
        return frozenset(name for name, track in self.tracks.items() if track.onset is not None)


@dataclass(frozen=True, slots=True)
class Turn:
    """A condition began (``cleared_at`` None) or ended."""

    condition: str
    onset: int
    value: float | None
    limit: Limit | None
    cleared_at: int | None


def alarm_id(device_id: str, condition: str, onset: int) -> str:
    """The id of an occurrence: two listeners make one alarm."""
    return derived(device_id, condition, onset)


def step(memory: Memory, event: Heard | Missed, limits: Iterable[Limit]) -> tuple[Memory, tuple[Turn, ...]]:
    """Take an event in; what a late or repeated message says of the past changes nothing."""
    if isinstance(event, Missed):
        return _after_miss(memory, event)
    if memory.last_at is not None and event.at < memory.last_at:
        return memory, ()
    return _after_word(memory, event, limits)


def _after_miss(memory: Memory, event: Missed) -> tuple[Memory, tuple[Turn, ...]]:
    misses = (*memory.misses, True)[-OF:]
    track = memory.tracks.get(OFFLINE, Track())
    if track.onset is not None:
        return replace(memory, misses=misses), ()
    pending = track.pending_since if track.pending_since is not None else event.at
    if sum(misses) < MISSES:
        return _with(replace(memory, misses=misses), OFFLINE, replace(track, pending_since=pending)), ()
    changed = _with(replace(memory, misses=misses), OFFLINE, Track(onset=pending))
    return changed, (Turn(OFFLINE, pending, None, None, None),)


def _after_word(memory: Memory, event: Heard, limits: Iterable[Limit]) -> tuple[Memory, tuple[Turn, ...]]:
    told_off = event.state == OFFLINE
    misses = memory.misses if told_off else (*memory.misses, False)[-OF:]
    memory = replace(memory, last_at=event.at, misses=misses)
    turns: list[Turn] = []
    since = event.since if event.since is not None and event.since <= event.at else event.at
    memory = _state(memory, OFFLINE, since if told_off else None, event.at, turns, still=sum(misses) > BACK)
    if told_off:
        return memory, tuple(turns)  # a gateway speaks for it: nothing is known of its values
    memory = _state(memory, FAULT, since if event.state == FAULT else None, event.at, turns, still=False)
    heard = dict(event.values)
    for limit in limits:
        if limit.quantity in heard:
            memory = _value(memory, limit, heard[limit.quantity], event.at, turns)
    return memory, tuple(turns)


def _state(
    memory: Memory, condition: str, since: int | None, at: int, turns: list[Turn], *, still: bool
) -> Memory:
    """A condition that the device (or its gateway) tells: no delay, it has been judged already."""
    track = memory.tracks.get(condition, Track())
    if since is not None:
        if track.onset is not None:
            return memory
        turns.append(Turn(condition, since, None, None, None))
        return _with(memory, condition, Track(onset=since))
    if track.onset is None:
        return memory if still else _with(memory, condition, Track())
    if still:
        return memory
    turns.append(Turn(condition, track.onset, None, None, at))
    return _with(memory, condition, Track())


def _value(memory: Memory, limit: Limit, value: float, at: int, turns: list[Turn]) -> Memory:
    """A condition on a value: the delay counts from the first message beyond the limit without one inside."""
    track = memory.tracks.get(limit.condition, Track())
    if track.onset is None:
        if not limit.beyond(value):
            return _with(memory, limit.condition, Track())
        pending = track.pending_since if track.pending_since is not None else at
        if at - pending < limit.on_delay:
            return _with(memory, limit.condition, Track(pending_since=pending))
        turns.append(Turn(limit.condition, pending, value, limit, None))
        return _with(memory, limit.condition, Track(onset=pending))
    if not limit.within(value):
        return _with(memory, limit.condition, replace(track, leaving_since=None))
    leaving = track.leaving_since if track.leaving_since is not None else at
    if at - leaving < limit.off_delay:
        return _with(memory, limit.condition, replace(track, leaving_since=leaving))
    turns.append(Turn(limit.condition, track.onset, value, limit, at))
    return _with(memory, limit.condition, Track())


def _with(memory: Memory, condition: str, track: Track) -> Memory:
    old = memory.tracks.get(condition)
    if old == track or (old is None and track == Track()):
        return memory
    tracks = dict(memory.tracks)
    if track == Track():
        tracks.pop(condition, None)
    else:
        tracks[condition] = track
    return replace(memory, tracks=tracks)
