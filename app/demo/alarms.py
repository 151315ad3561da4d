"""What engineers said of the alarms of the demo's day, before its moment: seen, or put on the shelf.

The alarms themselves are the simulated devices' and the agent's; an occurrence is named by device, condition
and onset, so that recording it here as well makes no second one. Wall times as in the simulator's script.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.demo.house import Act, Day, Ids, wall
from app.demo.register import SUPERVISOR
from app.domain.alarm_steps import alarm_id
from app.domain.devices import LIMITS, severity_of
from app.domain.ops import AcknowledgeAlarm, Operation, RaiseAlarm, ShelveAlarm
from app.domain.permissions import SYSTEM

# device, kind, condition, onset, value, who, when they saw it
_SEEN: Final = """
316-FA1 fresh_air supply_air_hot 13:27:40 29.2 苏建国 13:30
205-ENV1 sensor co2_high 13:18:22 1036 梁伟杰 13:25
110-PJ1 projector lamp_old 13:05:13 2870 何志强 13:09
117-DD1 door_display content_old 12:41:09 15 何志强 12:44
2F-GW1 gateway reconnects 10:12:30 5 曾凡 10:15
104-NP1 nameplate battery_low 09:48:03 14 曾凡 09:53
214-DP1 display offline 08:02:00 - 曾凡 08:16
112-DD1 door_display offline 07:40:00 - 曾凡 08:12
308-FA1 fresh_air filter_blocked 10:30:00 142 梁伟杰 10:34
318-PIR1 presence fault 09:05:00 - 曾凡 09:11
115-CH1 charger fault 08:20:00 - 何志强 08:31
"""
# device -> when, until, what the person saw, why
_SHELVED: Final = {
    "308-FA1": ("10:36", "18:00", "mid", "滤网已到货，会后更换"),
    "318-PIR1": ("09:14", "20:00", "low", "安装角度待调"),
    "115-CH1": ("12:58", "23:00", "low", "已下单备件"),
}


def alarm_acts(ids: Ids, day: Day) -> Iterator[Act]:
    """Raised, seen, shelved. At the weekend the desk does what engineers do otherwise."""
    limits = {limit.condition: limit for limit in LIMITS}
    for line in _SEEN.strip().splitlines():
        device, kind, condition, onset, value, who, seen = line.split()
        raised = day.at(wall(onset[:5]), int(onset[6:]))
        device_id = ids.of("device", device)
        known = alarm_id(device_id, condition, raised)
        limit = limits.get(condition)
        said = RaiseAlarm(
            known, device_id, condition, severity_of(condition, kind), raised, "" if value == "-" else value,
            "" if limit is None else f"{limit.on:g}",
        )  # fmt: skip
        delay = limit.on_delay if limit is not None else 45_000
        person = ids.person(who if day.is_working else SUPERVISOR)
        yield Act(raised + delay, SYSTEM, (said,))
        yield Act(max(day.at(wall(seen)), raised + delay), person, (AcknowledgeAlarm(known),))
        if device in _SHELVED:
            at, until, priority, why = _SHELVED[device]
            shelve: tuple[Operation, ...] = (ShelveAlarm(known, day.at(wall(until)), why, priority),)
            yield Act(day.at(wall(at)), person, shelve)
