"""What hangs in the rooms: 306 devices. A number begins with the room's, or with the floor's (2F-GW1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol


class Furnished(Protocol):
    """What a room must tell to be fitted out."""

    @property
    def number(self) -> str: ...
    @property
    def capacity(self) -> int: ...
    @property
    def has_video(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Device:
    """A device of the register; ``family`` is its name without a count."""

    room: str
    number: str
    family: str
    name: str
    kind: str
    model: str
    maintenance: str = ""


# kind: (short sign of its number, name, model)
_MADE: Final = {
    "video_terminal": ("VT", "视频终端", "TE60"),
    "display": ("DP", "显示屏", "86E8"),
    "projector": ("PJ", "投影机", "EB-L610"),
    "microphone": ("MIC", "无线话筒", "UR4D"),
    "camera": ("CAM", "摄像机", "VPC800"),
    "av_controller": ("AV", "中控主机", "CP4"),
    "nameplate": ("NP", "电子名位牌", "ET0750"),
    "air_conditioner": ("AC", "空调面板", "TC-16"),
    "fresh_air": ("FA", "新风机", "XF-900"),
    "sensor": ("ENV", "环境传感器", "AQ-7"),
    "presence": ("PIR", "红外存在", "PS-2"),
    "lighting": ("LT", "照明回路", "DALI-4"),
    "door_display": ("DD", "门口屏", "DS-10"),
    "charger": ("CH", "话筒充电座", "SBC200"),
    "gateway": ("GW", "门口屏网关", "GW-8"),
}
# what some rooms have beside what their size and use bring: kind -> room numbers, one each
_EXTRA: Final = {
    "microphone": "308 308 301 205 112 102 102 219",
    "projector": "110 219 112 308 310 115 101 209",
    "display": "302 302 201 222 214 301 306 308 310 310 102 210 218 307 309 204 205",
    "nameplate": "104 301 302 308 310 307 201 205 317",
    "charger": "115 308 310 102 302",
    "presence": "318 319 220 118 215 311",
    "lighting": "320",
    "camera": "308",
}
_MAINTAINED: Final = {"219-PJ1": "灯泡更换，待备件", "107-AC1": "压缩机检修，工单 WX-0609-02"}


def fittings(rooms: Iterable[Furnished]) -> Iterator[Device]:
    """The devices of these rooms, and of their floors' ceilings when it is the whole house."""
    floors: dict[str, None] = {}
    whole = list(rooms)
    for room in whole:
        floors[room.number[0]] = None
        counted: dict[str, int] = {}
        for kind in _kinds(room):
            counted[kind] = counted.get(kind, 0) + 1
        for kind, count in counted.items():
            for n in range(1, count + 1):
                yield _device(room.number, kind, n, alone=count == 1)
    if len(whole) > 1:
        for floor in floors:
            yield _device(f"{floor}F", "gateway", 1, alone=True)


def _kinds(room: Furnished) -> Iterator[str]:
    """Sensors, air and the screen at the door everywhere; the rest by size and use."""
    if room.has_video:
        yield from ("video_terminal", "camera", "av_controller")
    yield from ("sensor", "air_conditioner", "door_display")
    if room.capacity >= 30 or room.number == "316":
        yield "fresh_air"
    if room.capacity >= 40:
        yield from (
            ("microphone", "microphone", "av_controller")
            if not room.has_video
            else ("microphone", "microphone")
        )
    if room.capacity >= 60:
        yield "lighting"
    for kind, numbers in _EXTRA.items():
        yield from [kind] * numbers.split().count(room.number)


def _device(room: str, kind: str, n: int, *, alone: bool) -> Device:
    sign, name, model = _MADE[kind]
    number = f"{room}-{sign}{n}"
    return Device(
        room, number, name, name if alone else f"{name} {n}", kind, model, _MAINTAINED.get(number, "")
    )
