"""The registers of the demo building: rooms, people, devices, rules, and the drawings, as operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.demo.fittings import fittings
from app.demo.house import Ids
from app.demo.plans import FLOORS, Part, zone_of
from app.domain.ops import (
    AddDevice,
    AddFloor,
    AddPerson,
    AddRoom,
    DrawOutline,
    Operation,
    SetMaintenance,
    SetRule,
)
from app.domain.states import OutlineKind, Role, RoomClass

SITE_NAME: Final = "市机关会议中心"

_KINDS: Final = {
    "小": "小会议室", "中": "中会议室", "大": "大会议室", "视": "视频会议室", "全": "全天候",
    "贵": "贵宾接待室", "厅": "多功能厅", "培": "培训室", "闻": "新闻发布厅", "接": "接待室", "谈": "洽谈室",
    "阶": "阶梯会议室", "媒": "多媒体教室", "讨": "讨论室",
}  # fmt: skip
_ROOMS: Final = {
    1: "101培40 102闻100 103接12 104小10 105小12 106谈8 107谈8 108谈6 109中24 110中30 111小10 112阶150 "
       "113小14 114中28 115媒48 116小12 117贵18 118全8",
    2: "201视30 202小10 203小12 204中28 205中36 206小12 207小8 208小10 209中30 210中40 211接16 212小12 "
       "213小14 214中24 215小12 216小8 217小10 218中32 219大60 220全8 221讨6 222视20",
    3: "301中60 302视30 303小12 304小14 305中24 306中40 307贵20 308大80 309中32 310厅260 311小8 312小8 "
       "313小10 314小10 315小12 316中16 317中24 318全30 319全12 320小8",
}  # fmt: skip


class Room:
    """A room of the register, before it is one."""

    __slots__ = ("capacity", "is_all_hours", "name", "number")

    def __init__(self, text: str) -> None:
        self.number: Final = text[:3]
        self.name: Final = _KINDS[text[3]]
        self.capacity: Final = int(text[4:])
        self.is_all_hours: Final = text[3] == "全"

    @property
    def has_video(self) -> bool:
        """Whether a video terminal is built in."""
        return self.name in {"视频会议室", "多功能厅", "新闻发布厅"}


ROOMS: Final = {room.number: room for texts in _ROOMS.values() for room in map(Room, texts.split())}

SUPERVISOR: Final = "周敏"
DESK: Final = "林涛"
MANAGER: Final = "顾正平"
_SKILLS: Final = {
    "陈丽华": "etiquette,tea,cleared", "黄秀珍": "tea", "李嘉敏": "etiquette,tea", "林晓燕": "video,tea",
    "刘思琪": "etiquette", "罗婉婷": "tea", "欧阳倩": "etiquette,tea,cleared", "邱雪梅": "etiquette,tea",
    "王海燕": "etiquette,tea,cleared", "吴佩珊": "etiquette,tea", "谢雨桐": "tea", "叶晓彤": "tea,cleared",
    "张慧敏": "tea", "郑小玲": "etiquette",
}  # fmt: skip
ATTENDANTS: Final = tuple(_SKILLS)
_ENGINEERS: Final = {
    "何志强": "video,av,cleared", "梁伟杰": "video,av,repair", "苏建国": "repair", "曾凡": "video,av",
}  # fmt: skip
ENGINEERS: Final = tuple(_ENGINEERS)


def first_ops(ids: Ids) -> Iterator[Operation]:
    """What is said in an empty house: its people. Whoever sets it up is not one of them yet."""
    yield AddPerson(ids.person(SUPERVISOR), SUPERVISOR, Role.SUPERVISOR, "Q01", "8210 6601")
    yield AddPerson(ids.person(DESK), DESK, Role.DESK, "Q02", "8210 6600")
    yield AddPerson(ids.person(MANAGER), MANAGER, Role.MANAGER, "G01", "8210 6588")
    for n, (name, skills) in enumerate(_SKILLS.items(), 1):
        phone = f"139 2{n:03d} {(n * 7919) % 10000:04d}"
        yield AddPerson(ids.person(name), name, Role.ATTENDANT, f"H{n:02d}", phone, skills)
    for n, (name, skills) in enumerate(_ENGINEERS.items(), 1):
        phone = f"137 5{n:03d} {(n * 6007) % 10000:04d}"
        yield AddPerson(ids.person(name), name, Role.ENGINEER, f"E{n:02d}", phone, skills)


def building_ops(ids: Ids) -> Iterator[Operation]:
    """Rules, floors, rooms, drawings, devices."""
    yield SetRule("site.name", SITE_NAME, "")
    for drawing in FLOORS:
        yield AddFloor(ids.of("floor", drawing.rank), drawing.name, drawing.rank)
        for part in drawing.rooms:
            yield _room(ids, part, drawing.rank)
        counted: dict[tuple[OutlineKind, str], int] = {}
        for part in drawing.parts:
            key = part.kind, part.name
            counted[key] = counted.get(key, 0) + 1
            yield _outline(ids, part, drawing.rank, counted[key])
    for device in fittings(ROOMS.values()):
        room = ids.room(device.room) if device.room in ROOMS else None
        address = f"mqtt:huiwutai/dev/{device.number.lower()}"
        device_id = ids.of("device", device.number)
        yield AddDevice(device_id, device.number, device.name, device.kind, room, device.model, address)
        if device.maintenance:
            yield SetMaintenance(device_id, True, device.maintenance)


def _room(ids: Ids, part: Part, rank: int) -> AddRoom:
    room = ROOMS[part.name]
    square = _area(part.points)
    return AddRoom(
        ids.room(room.number), room.number, room.name, ids.of("floor", rank), zone_of(room.number),
        room.capacity, RoomClass.ALL_HOURS if room.is_all_hours else RoomClass.NORMAL, square // 1000,
        f"8210 6{room.number}", _equipment(room), room.capacity * 30,
    )  # fmt: skip


def _equipment(room: Room) -> str:
    kinds: dict[str, int] = {}
    for device in fittings([room]):
        kinds[device.family] = kinds.get(device.family, 0) + 1
    return "、".join(name if count == 1 else f"{name}×{count}" for name, count in kinds.items())


def _area(points: tuple[tuple[int, int], ...]) -> int:
    """Square centimetres of a polygon."""
    turned = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in turned)) // 2


def _outline(ids: Ids, part: Part, rank: int, nth: int) -> DrawOutline:
    shown = part.kind is OutlineKind.ROOM
    return DrawOutline(
        ids.of("outline", rank, part.kind.value, part.name, nth), ids.of("floor", rank), part.kind,
        part.points, ids.room(part.name) if shown else None, "" if shown else part.name, part.icon,
        part.doors,
    )  # fmt: skip
