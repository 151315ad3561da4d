"""A house with one of everything, and one act of every kind of it, for tests that say each kind once."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.ids import derived
from app.domain.ops import (
    AcknowledgeTask,
    AddDevice,
    AddPerson,
    AddRoom,
    AddTask,
    AdjustStaffing,
    ArriveAtTask,
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    CancelTask,
    CheckItem,
    ClaimTask,
    CompleteTask,
    DeviceFields,
    DisableRoom,
    DrawOutline,
    EditDevice,
    EditFloor,
    EditMeeting,
    EditPerson,
    EditRoom,
    EnableRoom,
    EndMeeting,
    EraseOutline,
    ExtendMeeting,
    FloorFields,
    LockRoom,
    MarkNoShow,
    MeetingFields,
    MoveMeeting,
    MoveTask,
    OfferTask,
    Operation,
    PersonFields,
    PinTask,
    RaiseAlarm,
    RoomFields,
    SetFloorPicture,
    SetMaintenance,
    SetPresence,
    SetRule,
    ShelveAlarm,
    StartMeeting,
    StartTask,
    UnassignTasks,
    UnlockRoom,
    UnshelveAlarm,
    VerifyTask,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import (
    CheckOwner,
    CheckResult,
    EndKind,
    OutlineKind,
    Presence,
    Priority,
    Role,
    TaskKind,
)
from tests.support.house import House
from tests.support.tables import rows_of

SQUARE = ((0, 0), (0, 400), (400, 400), (400, 0))
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and more").decode()


class Stage:
    """A house with one of everything, and short names for it."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.floor = self.house.add_floor()
        self.room = self.house.add_room("302", capacity=100)
        self.other = self.house.add_room("303", capacity=100)
        self.person = self.house.add_person("王海燕")
        self.second = self.house.add_person("吴佩珊")
        self.meeting = self.house.book(self.room, expected=40, is_video=True)
        self.setup = derived(self.meeting, "task", "setup.1")
        self.clean = derived(self.meeting, "task", "clean.1")
        self.device = self.house.new_id()
        self.alarm = self.house.new_id()
        self.outline = self.house.new_id()
        self.closure = self.house.new_id()
        self.do(AddDevice(self.device, "D-1", "显示屏", "display", self.room))
        self.do(RaiseAlarm(self.alarm, self.device, "offline", "serious", self.now))
        self.do(DrawOutline(self.outline, self.floor, OutlineKind.ROOM, SQUARE, self.room))
        self.do(DisableRoom(self.closure, self.other, self.now, self.now + HOUR, "检修"))

    @property
    def now(self) -> int:
        return self.house.at

    def do(self, *ops: Operation) -> None:
        self.house.do(*ops)

    def assigned(self, *also: Callable[[str], Operation]) -> None:
        self.do(AssignTasks((self.setup, self.clean), self.person, (None, None)))
        for step in also:
            self.do(step(self.setup))

    def started(self) -> None:
        self.assigned(lambda t: StartTask(t, self.now))
        self.do(StartMeeting(self.meeting, self.now))

    def row(self) -> Any:
        return rows_of(self.house)["meeting", self.meeting]

    def slot(self) -> tuple[str, int, int]:
        row = self.row()
        return row["room_id"], row["starts_at"], row["ends_at"]


def _move(s: Stage) -> Operation:
    room, start, end = s.slot()
    return MoveMeeting(s.meeting, s.other, start + 2 * HOUR, end + 2 * HOUR, room, start, end, "测试")


def _move_task(s: Stage) -> Operation:
    row = rows_of(s.house)["task", s.setup]
    start, end = row["starts_at"], row["ends_at"]
    return MoveTask(s.setup, start - 5 * MINUTE, end, start, end)


CASES: dict[str, tuple[Callable[[Stage], None], Callable[[Stage], Operation]]] = {
    "edit": (
        lambda _: None,
        lambda s: EditMeeting(
            s.meeting,
            set=MeetingFields(title="新", expected=60, is_video=False),
            was=MeetingFields(title="周例会", expected=40, is_video=True),
        ),
    ),
    "move": (lambda s: s.assigned(), _move),
    "cancel": (lambda s: s.assigned(AcknowledgeTask), lambda s: CancelMeeting(s.meeting, "不开了")),
    "start": (lambda _: None, lambda s: StartMeeting(s.meeting, s.now)),
    "end": (lambda s: s.started(), lambda s: EndMeeting(s.meeting, s.now + 5, EndKind.EARLY)),
    "extend": (
        lambda s: s.started(),
        lambda s: ExtendMeeting(s.meeting, s.slot()[2] + HOUR, s.slot()[2], "测试"),
    ),
    "no_show": (lambda s: s.house.pass_time(80), lambda s: MarkNoShow(s.meeting)),
    "staffing": (lambda s: s.assigned(), lambda s: AdjustStaffing(s.meeting, 1, 2, "人手够")),
    "staffing_up": (lambda _: None, lambda s: AdjustStaffing(s.meeting, 4, 2, "领导到场")),
    "assign": (lambda _: None, lambda s: AssignTasks((s.setup, s.clean), s.person, (None, None))),
    "reassign": (
        lambda s: s.assigned(AcknowledgeTask),
        lambda s: AssignTasks((s.setup,), s.second, (s.person,)),
    ),
    "unassign": (lambda s: s.assigned(AcknowledgeTask), lambda s: UnassignTasks((s.setup,), (s.person,))),
    "offer": (lambda _: None, lambda s: OfferTask(s.setup)),
    "claim": (lambda s: s.do(OfferTask(s.setup)), lambda s: ClaimTask(s.setup, s.person)),
    "acknowledge": (lambda s: s.assigned(), lambda s: AcknowledgeTask(s.setup)),
    "arrive": (lambda s: s.assigned(), lambda s: ArriveAtTask(s.setup, s.now)),
    "start_task": (lambda s: s.assigned(), lambda s: StartTask(s.setup, s.now)),
    "complete": (lambda s: s.assigned(), lambda s: CompleteTask(s.setup, s.now, "")),
    "verify": (lambda s: s.assigned(lambda t: CompleteTask(t, s.now)), lambda s: VerifyTask(s.setup)),
    "cancel_task": (lambda s: s.assigned(), lambda s: CancelTask(s.setup)),
    "pin": (lambda s: s.assigned(), lambda s: PinTask(s.setup, pinned=True)),
    "move_task": (lambda s: s.assigned(), _move_task),
    "check_again": (
        lambda s: s.do(CheckItem(s.meeting, CheckOwner.DESK, "temperature", CheckResult.PASS)),
        lambda s: CheckItem(s.meeting, CheckOwner.DESK, "temperature", CheckResult.FAIL, CheckResult.PASS),
    ),
    "edit_room": (
        lambda _: None,
        lambda s: EditRoom(
            s.room,
            set=RoomFields(name="大会议室", capacity=90),
            was=RoomFields(name="会议室302", capacity=100),
        ),
    ),
    "enable": (lambda _: None, lambda s: EnableRoom(s.closure, s.now + 5)),
    "lock": (lambda _: None, lambda s: LockRoom(s.room, "火警")),
    "unlock": (lambda s: s.do(LockRoom(s.room, "火警")), lambda s: UnlockRoom(s.room)),
    "edit_person": (
        lambda _: None,
        lambda s: EditPerson(s.person, set=PersonFields(zone="三层"), was=PersonFields(zone="")),
    ),
    "edit_floor": (
        lambda _: None,
        lambda s: EditFloor(s.floor, set=FloorFields(name="3F"), was=FloorFields(name="三层")),
    ),
    "edit_device": (
        lambda _: None,
        lambda s: EditDevice(s.device, set=DeviceFields(model="X"), was=DeviceFields(model="")),
    ),
    "presence_again": (
        lambda s: s.do(SetPresence(s.person, "2026-06-10", Presence.ON, "早班", "", 480, 720)),
        lambda s: SetPresence(s.person, "2026-06-10", Presence.LEAVE, note="病假"),
    ),
    "maintenance": (lambda _: None, lambda s: SetMaintenance(s.device, on=True, reason="换灯")),
    "shelve": (lambda _: None, lambda s: ShelveAlarm(s.alarm, s.now + HOUR, "等备件", Priority.LOW)),
    "unshelve": (
        lambda s: s.do(ShelveAlarm(s.alarm, s.now + HOUR, "等备件", Priority.LOW)),
        lambda s: UnshelveAlarm(s.alarm),
    ),
    "redraw": (
        lambda _: None,
        lambda s: DrawOutline(s.outline, s.floor, OutlineKind.ROOM, SQUARE[:3], s.room),
    ),
    "erase": (lambda _: None, lambda s: EraseOutline(s.outline)),
    "picture_again": (
        lambda s: s.do(SetFloorPicture(s.floor, "image/png", PNG, 1, 2, 3, 4)),
        lambda s: SetFloorPicture(s.floor, "image/png", PNG, 5, 6, 7, 8),
    ),
}


NEW: dict[str, Callable[[Stage], Operation]] = {
    "book": lambda s: BookMeeting(
        s.house.new_id(), s.other, "会", s.now + 3 * HOUR, s.now + 4 * HOUR, override="x"
    ),
    "add_task": lambda s: AddTask(
        s.house.new_id(), TaskKind.CALL, Role.ATTENDANT, s.now, s.now + 5, s.now + 5, s.room
    ),
    "add_room": lambda s: AddRoom(s.house.new_id(), "401", "新"),
    "add_person": lambda s: AddPerson(s.house.new_id(), "新人", Role.ATTENDANT),
    "add_device": lambda s: AddDevice(s.house.new_id(), "D-9", "新", "display"),
    "draw": lambda s: DrawOutline(s.house.new_id(), s.floor, OutlineKind.CORE, SQUARE),
    "picture": lambda s: SetFloorPicture(s.floor, "image/png", PNG),
    "rule": lambda _: SetRule("tea.every", "30", ""),
}
