"""Everything the demo building said, from its first day to a moment: four weeks of a house, in order of time.

Two weeks before and after the day it shows; the days before run to cleaned, the days after are booked. The
day itself is lively: the one of the pictures on its own date, an ordinary one of that size on any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.demo.alarms import alarm_acts
from app.demo.house import Act, Day, Ids, wall
from app.demo.lives import Teller
from app.demo.picture import ABSENT, DATE, picture_day
from app.demo.register import ATTENDANTS, DESK, ENGINEERS, SUPERVISOR, building_ops, first_ops
from app.demo.season import LIVELY, Ordinary, away_on, ordinary_day
from app.domain.ops import DisableRoom, Operation, SetPresence
from app.domain.rules import DEFAULTS
from app.domain.states import Presence

WEEKS: Final = 14  # days before and after
PAST: Final = 20  # meetings of a working day that is over: thinned, so that the house opens quickly
COMING: Final = 30
LATER: Final = 8  # beyond the booking window: kept by the supervisor
WEEKEND: Final = 3
WHITE: Final = "白班 07:00–18:30"
CLOSED: Final = frozenset({"316", "114"})


def script(on: date, seed: int, until_at: int) -> Iterator[Act]:
    """The acts up to a moment (UTC ms), by time."""
    acts = sorted(_all(Day(on), Ids(seed)), key=lambda act: act.at)
    return (act for act in acts if act.at <= until_at)


def _all(day: Day, ids: Ids) -> Iterator[Act]:
    founded = day.plus(-2 * WEEKS).at(wall("08:30"))
    yield Act(founded, "", tuple(first_ops(ids)))
    yield Act(founded, ids.person(SUPERVISOR), tuple(building_ops(ids)))
    yield from _closures(day, ids)
    yield from alarm_acts(ids, day)
    for offset in range(-WEEKS, WEEKS + 1):
        yield from _day(day.plus(offset), ids, offset)


def _day(day: Day, ids: Ids, offset: int) -> Iterator[Act]:
    teller = Teller(ids, day, is_full=offset == 0)
    if offset == 0 and day.on == DATE:
        scene = picture_day(ids, day)
        yield _presence(day, ids, frozenset({ABSENT}), scene.rests)
        yield from teller.acts(scene.meetings, scene.jobs, scene.more)
        return
    away = away_on(day, ids.seed)
    closed = CLOSED if abs(offset) <= 1 else frozenset[str]()
    meetings, jobs = ordinary_day(
        Ordinary(day, ids.seed, _count(day, offset), closed, away, offset > DEFAULTS.booking_days)
    )
    if abs(offset) <= WEEKS // 2:
        yield _presence(day, ids, away, {})
    yield from teller.acts(meetings, jobs)


def _count(day: Day, offset: int) -> int:
    if offset == 0:
        return LIVELY if day.is_working else LIVELY // 3
    if not day.is_working:
        return WEEKEND
    return PAST if offset < 0 else COMING if offset <= DEFAULTS.booking_days else LATER


def _presence(day: Day, ids: Ids, away: frozenset[str], rests: dict[str, tuple[int, int]]) -> Act:
    """The roster of a day, said the evening before."""
    on = day.on.isoformat()
    ops: list[Operation] = []
    for name in (*ATTENDANTS, *ENGINEERS):
        person = ids.person(name)
        rest = rests.get(name)
        if name in away:
            why = (Presence.LEAVE, "", "病假") if day.is_working else (Presence.OFF, "", "")
            ops.append(SetPresence(person, on, *why))
        elif rest:
            ops.append(SetPresence(person, on, Presence.BREAK, WHITE, "休息", *rest))
        else:
            ops.append(SetPresence(person, on, Presence.ON, WHITE, "", wall("07:00"), wall("18:30")))
    ops.append(
        SetPresence(ids.person(DESK), on, Presence.ON, "早班 07:00–15:00", "", wall("07:00"), wall("15:00"))
    )
    late = (wall("12:00"), wall("20:00"))
    ops.append(SetPresence(ids.person(SUPERVISOR), on, Presence.ON, "中班 12:00–20:00", "", *late))
    return Act(day.at(-6 * 60), ids.person(SUPERVISOR), tuple(ops))


def _closures(day: Day, ids: Ids) -> Iterator[Act]:
    """Two rooms out of service: one until the evening, one until tomorrow."""
    stamp = f"{day.on.month:02d}{day.on.day:02d}"
    air = DisableRoom(ids.of("closure", "316"), ids.room("316"), day.at(wall("11:00")), day.at(wall("18:00")),
                      "空调检修", f"WX-{stamp}-03")  # fmt: skip
    carpet = DisableRoom(ids.of("closure", "114"), ids.room("114"), day.at(wall("08:00")),
                         day.plus(1).at(wall("18:00")), "地毯更换", f"WX-{stamp}-01")  # fmt: skip
    yield Act(day.plus(-1).at(wall("16:20")), ids.person(SUPERVISOR), (carpet,))
    yield Act(day.at(wall("10:42")), ids.person(SUPERVISOR), (air,))
