"""The drawings of the three floors: rooms, corridors, cores, outdoors, doors.

Measured in units of 5 cm from the north-west corner of the house. Stairs, lifts and wet rooms stand above one
another; floor 2 has an atrium, floor 3 a terrace over the south-west corner of floor 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.states import OutlineKind

UNIT: Final = 5  # centimetres
GAP: Final = 24  # a door, 1.2 m
Point = tuple[int, int]
Door = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A polygon; ``name`` is the room's number, or what the part is called."""

    kind: OutlineKind
    name: str
    points: tuple[Point, ...]
    doors: tuple[Door, ...] = ()
    icon: str = "none"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A floor."""

    rank: int
    name: str
    parts: tuple[Part, ...]

    @property
    def rooms(self) -> tuple[Part, ...]:
        """Its rooms, in order of their numbers."""
        found = (part for part in self.parts if part.kind is OutlineKind.ROOM)
        return tuple(sorted(found, key=lambda part: part.name))


def _box(x0: int, y0: int, x1: int, y1: int) -> tuple[Point, ...]:
    return _shape((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def _shape(*points: Point) -> tuple[Point, ...]:
    return tuple((x * UNIT, y * UNIT) for x, y in points)


def _door(side: str, at: int, line: int) -> Door:
    """A gap in a wall: ``at`` is its near end along the wall, ``line`` where the wall runs."""
    if side in "ns":
        return (at * UNIT, line * UNIT, (at + GAP) * UNIT, line * UNIT)
    return (line * UNIT, at * UNIT, line * UNIT, (at + GAP) * UNIT)


def _room(number: str, box: tuple[int, int, int, int], *doors: tuple[str, int]) -> Part:
    """A rectangular room; each door is a side of it (n, s, w, e) and where the gap begins."""
    x0, y0, x1, y1 = box
    lines = {"n": y0, "s": y1, "w": x0, "e": x1}
    return Part(
        OutlineKind.ROOM, number, _box(*box), tuple(_door(side, at, lines[side]) for side, at in doors)
    )


def _core(name: str, icon: str, box: tuple[int, int, int, int], *doors: tuple[str, int]) -> Part:
    made = _room(name, box, *doors)
    return Part(OutlineKind.CORE, name, made.points, made.doors, icon)


def _corridor(name: str, box: tuple[int, int, int, int]) -> Part:
    return Part(OutlineKind.CORRIDOR, name, _box(*box))


def _void(name: str, box: tuple[int, int, int, int]) -> Part:
    return Part(OutlineKind.VOID, name, _box(*box))


_LIFTS: Final = (
    _core("电梯厅", "lift", (366, 232, 470, 328)),
    _core("卫生间", "toilet", (366, 328, 470, 418)),
    _core("设备间", "server", (366, 418, 470, 508)),
)
_NORTH_STAIRS: Final = _core("楼梯", "stairs", (485, 0, 530, 196))
_SOUTH_STAIRS: Final = _core("楼梯", "stairs", (516, 548, 560, 744))

_THIRD: Final = Drawing(3, "三层", (
    _room("301", (0, 0, 196, 196), ("s", 150)),
    _room("302", (196, 0, 376, 196), ("s", 311)),
    _room("303", (376, 0, 485, 196), ("s", 440)),
    _NORTH_STAIRS,
    _room("304", (530, 0, 654, 196), ("s", 590)),
    _room("305", (654, 0, 801, 196), ("s", 740)),
    _room("306", (801, 0, 971, 196), ("s", 900)),
    _room("307", (971, 0, 1132, 196), ("s", 1060)),
    _room("308", (0, 232, 330, 396), ("e", 310)),
    _core("茶水间", "tea", (0, 396, 96, 508), ("s", 36)),
    _core("卫生间", "toilet", (96, 396, 192, 508), ("s", 132)),
    _core("会服工作间", "staff", (192, 396, 330, 508), ("e", 440)),
    *_LIFTS,
    Part(OutlineKind.ROOM, "310",
         _shape((470, 232), (880, 232), (880, 508), (598, 508), (598, 423), (470, 423)),
         (_door("n", 619, 232), _door("s", 780, 508))),
    _core("控制室", "control", (470, 423, 598, 508), ("s", 522)),
    _room("309", (916, 232, 1132, 370), ("w", 300)),
    _room("318", (916, 370, 1132, 508), ("w", 440)),
    _room("311", (96, 548, 200, 744), ("n", 149)),
    _room("312", (200, 548, 304, 744), ("n", 254)),
    _room("313", (304, 548, 412, 744), ("n", 359)),
    _room("314", (412, 548, 516, 744), ("n", 466)),
    _SOUTH_STAIRS,
    _room("315", (560, 548, 676, 744), ("n", 610)),
    _room("316", (676, 548, 788, 744), ("n", 719)),
    _room("317", (788, 548, 930, 744), ("n", 850)),
    _room("319", (930, 548, 1033, 744), ("n", 976)),
    _room("320", (1033, 548, 1132, 744), ("n", 1080)),
    _corridor("北走廊", (0, 196, 1132, 232)),
    _corridor("西走廊", (330, 232, 366, 508)),
    _corridor("东走廊", (880, 232, 916, 508)),
    _corridor("南走廊", (96, 508, 1132, 548)),
    _void("露台", (2, 514, 90, 742)),
))  # fmt: skip

_SECOND: Final = Drawing(2, "二层", (
    _room("216", (0, 0, 104, 196), ("s", 40)),
    _room("217", (104, 0, 210, 196), ("s", 150)),
    _room("218", (210, 0, 366, 196), ("s", 280)),
    _core("茶水间", "tea", (366, 0, 485, 88)),
    _core("会服工作间", "staff", (366, 88, 485, 196), ("s", 412)),
    _NORTH_STAIRS,
    _room("219", (530, 0, 750, 196), ("s", 560), ("s", 696)),
    _room("220", (750, 0, 848, 196), ("s", 790)),
    _room("221", (848, 0, 940, 196), ("s", 880)),
    _room("222", (940, 0, 1132, 196), ("s", 1040)),
    Part(OutlineKind.ROOM, "214", _shape((0, 232), (330, 232), (330, 330), (180, 330), (180, 396), (0, 396)),
         (_door("e", 270, 330),)),
    _room("213", (180, 330, 330, 420), ("e", 360)),
    _room("212", (180, 420, 330, 508), ("e", 450)),
    _room("215", (0, 396, 180, 508), ("s", 80)),
    *_LIFTS,
    _void("中庭上空", (514, 276, 806, 464)),
    _core("图文室", "print", (846, 232, 880, 330), ("w", 268)),
    _room("209", (916, 232, 1132, 330), ("w", 262)),
    _room("210", (916, 330, 1132, 440), ("w", 370)),
    _room("211", (916, 440, 1132, 508), ("w", 462)),
    _room("201", (0, 548, 180, 744), ("n", 120)),
    _room("202", (180, 548, 276, 744), ("n", 216)),
    _room("203", (276, 548, 384, 744), ("n", 318)),
    _room("204", (384, 548, 516, 744), ("n", 440)),
    _SOUTH_STAIRS,
    _room("205", (560, 548, 740, 744), ("n", 590), ("n", 690)),
    _room("206", (740, 548, 850, 744), ("n", 784)),
    _room("207", (850, 548, 942, 744), ("n", 884)),
    _core("卫生间", "toilet", (942, 548, 1024, 744), ("n", 970)),
    _room("208", (1024, 548, 1132, 744), ("n", 1066)),
    _corridor("北走廊", (0, 196, 1132, 232)),
    _corridor("西走廊", (330, 232, 366, 508)),
    _corridor("", (470, 232, 514, 508)),
    _corridor("", (514, 232, 806, 276)),
    _corridor("", (514, 464, 806, 508)),
    _corridor("", (806, 232, 846, 508)),
    _corridor("", (846, 330, 880, 508)),
    _corridor("东走廊", (880, 232, 916, 508)),
    _corridor("南走廊", (0, 508, 1132, 548)),
))  # fmt: skip

_FIRST: Final = Drawing(1, "一层", (
    _room("101", (0, 0, 206, 196), ("s", 150)),
    _room("102", (206, 0, 485, 196), ("s", 250), ("s", 410)),
    _NORTH_STAIRS,
    Part(OutlineKind.ROOM, "112",
         _shape((530, 0), (880, 0), (880, 196), (640, 196), (640, 130), (530, 130)), (_door("s", 700, 196),)),
    _core("放映室", "control", (530, 130, 640, 196), ("s", 580)),
    _room("113", (880, 0, 1000, 196), ("s", 930)),
    _room("114", (1000, 0, 1132, 196), ("s", 1050)),
    _room("103", (0, 232, 170, 330), ("n", 110)),
    _room("104", (170, 232, 330, 330), ("e", 270)),
    _room("105", (0, 330, 150, 508), ("s", 60)),
    _room("106", (150, 330, 330, 420), ("e", 360)),
    _room("107", (150, 420, 330, 508), ("s", 220)),
    *_LIFTS,
    _core("总服务台", "info", (600, 300, 750, 346)),
    _room("115", (916, 232, 1132, 360), ("w", 262), ("w", 320)),
    _room("116", (916, 360, 1132, 436), ("w", 386)),
    _room("117", (916, 436, 1132, 508), ("w", 460)),
    _core("消防安防室", "control", (0, 548, 110, 744), ("n", 60)),
    _room("108", (110, 548, 208, 744), ("n", 150)),
    _room("109", (208, 548, 350, 744), ("n", 270)),
    _room("110", (350, 548, 516, 744), ("n", 420)),
    _SOUTH_STAIRS,
    _room("111", (780, 548, 890, 744), ("n", 822)),
    _room("118", (890, 548, 990, 744), ("n", 930)),
    _core("卫生间", "toilet", (990, 548, 1060, 640), ("n", 1012)),
    _core("茶水间", "tea", (1060, 548, 1132, 640), ("n", 1084)),
    _corridor("北走廊", (0, 196, 1132, 232)),
    _corridor("西走廊", (330, 232, 366, 508)),
    _corridor("", (470, 232, 880, 300)),
    _corridor("", (470, 300, 600, 346)),
    _corridor("", (750, 300, 880, 346)),
    _corridor("大堂", (470, 346, 880, 508)),
    _corridor("东走廊", (880, 232, 916, 508)),
    _corridor("南走廊", (0, 508, 1132, 548)),
    Part(OutlineKind.CORRIDOR, "门厅", _box(560, 548, 780, 784),
         (_door("s", 640, 784), _door("s", 676, 784)), "exit"),
    _void("卸货区", (996, 646, 1130, 742)),
))  # fmt: skip

FLOORS: Final = (_FIRST, _SECOND, _THIRD)
ZONES: Final = {
    "西": {"103", "104", "105", "106", "107", "212", "213", "214", "215", "308"},
    "东": {"115", "116", "117", "209", "210", "211", "309", "318"},
    "中": {"310"},
}


def zone_of(number: str) -> str:
    """The part of the house that a room belongs to, as the people there call it: 三层西."""
    floor = {drawing.rank: drawing.name for drawing in FLOORS}[int(number[0])]
    for side, rooms in ZONES.items():
        if number in rooms:
            return floor + side
    drawn = next(part for drawing in FLOORS for part in drawing.rooms if part.name == number)
    return floor + ("北" if max(y for _, y in drawn.points) < 220 * UNIT else "南")
