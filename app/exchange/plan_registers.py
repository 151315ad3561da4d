"""What each row of a register becomes: rooms by number, people by staff number or name, devices by number.

What the file is silent about stays; a floor that is named and unknown is made on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from app.domain.ids import derived
from app.domain.imports import FieldChange, Ground, PlannedRow, PlannedStep, Problem, RowState, as_text
from app.domain.ops import (
    AddDevice,
    AddFloor,
    AddPerson,
    AddRoom,
    DeviceFields,
    DisableRoom,
    EditDevice,
    EditPerson,
    EditRoom,
    EnableRoom,
    Operation,
    PersonFields,
    RoomFields,
)  # fmt: skip
from app.domain.periods import DAY
from app.domain.records import ClosureRecord, DeviceRecord, PersonRecord, RoomRecord
from app.domain.states import RoomClass
from app.exchange.entries import DeviceEntry, Document, PersonEntry, RoomEntry
from app.exchange.room_finder import RoomFinder
from app.exchange.texts import folded

Rows = tuple[tuple[PlannedRow, ...], tuple[PlannedStep, ...]]
Fields = TypeVar("Fields", RoomFields, PersonFields, DeviceFields)
Value = str | int | bool | None

CLOSED_BY_IMPORT: Final = "import"
_NUMERALS: Final = "一二三四五六七八九"
_CLOSED_DAYS: Final = 3650
CLOSED_REASON: Final = "停用（导入）"


@dataclass(slots=True)
class _Register:
    """Rows and steps while they are made; the same thing twice in a file counts once."""

    rows: list[PlannedRow] = field(default_factory=list)
    steps: list[PlannedStep] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def is_second(self, name: str, where: str, label: str, detail: str) -> bool:
        """Whether the file had this before; the row is then refused."""
        first = self.seen.setdefault(name, where)
        if first == where:
            return False
        problem = Problem(where, "duplicate", (("first", first),))
        self.rows.append(PlannedRow(where, label, detail, RowState.REFUSED, refusal=problem))
        return True

    def row(
        self,
        where: str,
        label: str,
        detail: str,
        ops: list[Operation],
        changes: tuple[FieldChange, ...] | None,
    ) -> None:
        """A row: ``changes`` None = new."""
        state = RowState.ADDED if changes is None else RowState.CHANGED if ops else RowState.UNCHANGED
        self.steps += [PlannedStep(op, len(self.rows)) for op in ops]
        self.rows.append(PlannedRow(where, label, detail, state, changes=changes or ()))

    def done(self) -> Rows:
        """Everything, in order."""
        return tuple(self.rows), tuple(self.steps)


def plan_rooms(document: Document, ground: Ground) -> Rows:
    """Rooms by number."""
    made = _Register()
    floors = _Floors(ground, made)
    known = {folded(room.number): room for room in ground.rooms}
    closed = {
        closure.room_id: closure for closure in ground.closures if closure.period.contains(ground.read_at)
    }
    for entry in document.entries:
        if not isinstance(entry, RoomEntry):
            continue
        name = folded(entry.number)
        if made.is_second(name, entry.where, entry.name, entry.number):
            continue
        room = known.get(name)
        floor = floors.find(entry.floor)
        ops, changes = (
            _new_room(entry, floor, ground) if room is None else _same_room(entry, floor, room, floors)
        )
        room_id = room.id if room else derived(ground.site, "room", name)
        shut = _shut(entry, room_id, closed.get(room_id), ground)
        if shut is not None:
            ops.append(shut[0])
            changes = None if changes is None else (*changes, shut[1])
        made.row(entry.where, entry.name, entry.number, ops, changes)
    return made.done()


def _new_room(entry: RoomEntry, floor: str | None, ground: Ground) -> tuple[list[Operation], None]:
    op = AddRoom(
        derived(ground.site, "room", folded(entry.number)), entry.number, entry.name, floor=floor,
        capacity=entry.capacity or 0, room_class=entry.room_class or RoomClass.NORMAL, area=entry.area or 0,
        equipment=entry.equipment or "",
    )  # fmt: skip
    return [op], None


def _same_room(
    entry: RoomEntry, floor: str | None, room: RoomRecord, floors: _Floors
) -> tuple[list[Operation], tuple[FieldChange, ...]]:
    said: dict[str, Value] = {
        "name": entry.name, "floor": floor, "capacity": entry.capacity, "room_class": entry.room_class,
        "area": entry.area, "equipment": entry.equipment,
    }  # fmt: skip
    now: dict[str, Value] = {
        "name": room.name, "floor": room.floor_id, "capacity": room.capacity, "room_class": room.room_class,
        "area": room.area, "equipment": room.equipment,
    }  # fmt: skip
    if entry.name == entry.number:  # the sheet had one of the two only
        said["name"] = None
    new, was, changes = _differing(said, now, {"floor": floors.name_of})
    return ([EditRoom(room.id, RoomFields(**new), RoomFields(**was))] if new else []), changes  # type: ignore[arg-type]  # values come typed from entry and record


def _shut(
    entry: RoomEntry, room_id: str, closure: ClosureRecord | None, ground: Ground
) -> tuple[Operation, FieldChange] | None:
    """What 状态 asks for: taken out of service from now on, or back in service where an import took it
    out."""
    if entry.enabled is False and closure is None:
        close = DisableRoom(
            derived(room_id, "closure", ground.read_at), room_id, ground.read_at,
            ground.read_at + _CLOSED_DAYS * DAY,
            CLOSED_REASON, CLOSED_BY_IMPORT,
        )  # fmt: skip
        return close, FieldChange("enabled", "true", "false")
    if entry.enabled and closure is not None and closure.order_number == CLOSED_BY_IMPORT:
        return EnableRoom(closure.id, ground.read_at), FieldChange("enabled", "false", "true")
    return None


class _Floors:
    """Floors by name; an unknown one is made before the first room on it."""

    def __init__(self, ground: Ground, made: _Register) -> None:
        self._ground, self._made = ground, made
        self._known = {folded(floor.name): floor.id for floor in ground.floors}
        self._names = {floor.id: floor.name for floor in ground.floors}
        self._next = max((floor.rank for floor in ground.floors), default=0) + 1

    def find(self, name: str | None) -> str | None:
        """The floor's id; None for no floor."""
        key = folded(name or "")
        if not key:
            return None
        known = self._known.get(key)
        if known is None and name is not None:
            known = self._known[key] = derived(self._ground.site, "floor", key)
            self._names[known] = name
            self._made.steps.append(PlannedStep(AddFloor(known, name, self._rank(key))))
        return known

    def name_of(self, floor: Value) -> str:
        """The name of a floor's id."""
        return self._names.get(str(floor), "") if floor else ""

    def _rank(self, key: str) -> int:
        key = "".join(str(_NUMERALS.index(letter) + 1) if letter in _NUMERALS else letter for letter in key)
        found = re.search(r"\d{1,3}", key)
        if found is None:
            self._next += 1
            return self._next - 1
        below = key.startswith(("b", "-", "地下", "负"))
        return 0 if below else int(found[0])


def plan_people(document: Document, ground: Ground) -> Rows:
    """People by staff number; without one by name, where that is one person's."""
    made = _Register()
    by_number = {folded(person.number): person for person in ground.people if person.number}
    by_name: dict[str, list[PersonRecord]] = {}
    for known in ground.people:
        by_name.setdefault(folded(known.name), []).append(known)
    for entry in document.entries:
        if not isinstance(entry, PersonEntry):
            continue
        number, name = folded(entry.number), folded(entry.name)
        if made.is_second(number or name, entry.where, entry.name, entry.number):
            continue
        person: PersonRecord | None = by_number.get(number) if number else None
        alike = [each for each in by_name.get(name, ()) if not number or not each.number]
        if person is None and len(alike) == 1:
            person = alike[0]
        if person is None:
            op = AddPerson(
                derived(ground.site, "person", number or name), entry.name, entry.role, number=entry.number,
                phone=entry.phone or "", skills=entry.skills or "", zone=entry.zone or "",
            )  # fmt: skip
            made.row(entry.where, entry.name, entry.number, [op], None)
        else:
            made.row(entry.where, entry.name, entry.number, *_same_person(entry, person))
    return made.done()


def _same_person(entry: PersonEntry, person: PersonRecord) -> tuple[list[Operation], tuple[FieldChange, ...]]:
    said: dict[str, Value] = {
        "name": entry.name, "role": entry.role, "number": entry.number or None, "phone": entry.phone,
        "skills": entry.skills, "zone": entry.zone, "active": True,
    }  # fmt: skip
    now: dict[str, Value] = {
        "name": person.name, "role": person.role, "number": person.number, "phone": person.phone,
        "skills": ",".join(person.skills), "zone": person.zone, "active": person.is_active,
    }  # fmt: skip
    new, was, changes = _differing(said, now, {})
    return ([EditPerson(person.id, PersonFields(**new), PersonFields(**was))] if new else []), changes  # type: ignore[arg-type]  # values come typed from entry and record


def plan_devices(document: Document, ground: Ground) -> Rows:
    """Devices by number; a room that nobody knows refuses the row."""
    made = _Register()
    finder = RoomFinder(ground.site, ground.rooms, creates=False)
    known = {folded(device.number): device for device in ground.devices}
    for entry in document.entries:
        if not isinstance(entry, DeviceEntry):
            continue
        name = folded(entry.number)
        if made.is_second(name, entry.where, entry.name, entry.number):
            continue
        room = finder.find(entry.room or "")
        if entry.room and room is None:
            problem = Problem(entry.where, "no_room", (("room", entry.room),))
            made.rows.append(
                PlannedRow(entry.where, entry.name, entry.number, RowState.REFUSED, refusal=problem)
            )
            continue
        device = known.get(name)
        if device is None:
            op = AddDevice(
                derived(ground.site, "device", name), entry.number, entry.name, entry.device_kind,
                room=room.id if room else None, model=entry.model or "", address=entry.address or "",
            )  # fmt: skip
            made.row(entry.where, entry.name, entry.number, [op], None)
        else:
            made.row(entry.where, entry.name, entry.number, *_same_device(entry, room, device, finder))
    return made.done()


def _same_device(
    entry: DeviceEntry, room: RoomRecord | None, device: DeviceRecord, finder: RoomFinder
) -> tuple[list[Operation], tuple[FieldChange, ...]]:
    said: dict[str, Value] = {
        "name": entry.name, "device_kind": entry.device_kind, "room": room.id if room else None,
        "model": entry.model,
        "address": entry.address,
    }  # fmt: skip
    now: dict[str, Value] = {
        "name": device.name, "device_kind": device.kind, "room": device.room_id, "model": device.model,
        "address": device.address,
    }  # fmt: skip

    def number_of(room_id: Value) -> str:
        known = finder.rooms.get(str(room_id))
        return known.number if known else ""

    new, was, changes = _differing(said, now, {"room": number_of})
    return ([EditDevice(device.id, DeviceFields(**new), DeviceFields(**was))] if new else []), changes  # type: ignore[arg-type]  # values come typed from entry and record


def _differing(
    said: Mapping[str, Value], now: Mapping[str, Value], shown: Mapping[str, Callable[[Value], str]]
) -> tuple[dict[str, Value], dict[str, Value], tuple[FieldChange, ...]]:
    """New and old values of the fields that the file says otherwise; None says nothing."""
    names = [name for name, value in said.items() if value is not None and value != now[name]]
    changes = []
    for name in names:
        spell = shown.get(name, _spelled)
        changes.append(FieldChange(name, spell(now[name]), spell(said[name])))
    return {name: said[name] for name in names}, {name: now[name] for name in names}, tuple(changes)


def _spelled(value: Value) -> str:
    return "" if value is None else as_text(value)
