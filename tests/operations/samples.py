"""One operation of every kind with every field set to something
that is not its default: the golden bodies of schema 1.

A released kind keeps its meaning: these values and tests/operations/golden/schema1.json only ever grow.
"""

from __future__ import annotations

from app.domain.ids import derived
from app.domain.ops import (
    AcknowledgeAlarm,
    AcknowledgeTask,
    AddDevice,
    AddFloor,
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
    ClearAlarm,
    CompleteTask,
    ConfirmMeeting,
    CorrectMeeting,
    CorrectTask,
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
    ImportMeeting,
    JoinWaitlist,
    LeaveWaitlist,
    LockRoom,
    MarkNoShow,
    MeetingFacts,
    MeetingFields,
    MoveMeeting,
    MoveTask,
    OfferTask,
    Operation,
    PersonFields,
    PinTask,
    PromoteWaiting,
    RaiseAlarm,
    RecordExport,
    RecordPrint,
    ReopenConflict,
    ReopenRefusal,
    ResolveConflict,
    RetireDevice,
    RetireRoom,
    RoomFields,
    SetFloorPicture,
    SetMaintenance,
    SetPresence,
    SetRule,
    SettleRefusal,
    ShelveAlarm,
    Source,
    StartMeeting,
    StartTask,
    TaskFacts,
    UnassignTasks,
    UnlockRoom,
    UnshelveAlarm,
    VerifyTask,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import (
    CheckOwner,
    CheckResult,
    ConflictChoice,
    EndKind,
    MeetingClass,
    MeetingState,
    OutlineKind,
    Presence,
    RefusalChoice,
    Role,
    RoomClass,
    TaskKind,
    TaskState,
)

AT = 1_781_070_120_000
ROOT = "00000000-0000-0000-0000-000000000000"


def uid(name: str) -> str:
    """An id that is the same in every run."""
    return derived(ROOT, name)


MEETING, ROOM, OTHER, PERSON, SECOND = (uid(n) for n in ("meeting", "room", "other", "person", "second"))
TASK, DEVICE, ALARM, FLOOR, CLOSURE = (uid(n) for n in ("task", "device", "alarm", "floor", "closure"))

_FIELDS = MeetingFields(
    title="全市防汛调度会",
    unit="应急局",
    contact="王主任",
    phone="13800000000",
    expected=42,
    meeting_class=MeetingClass.SELF_SERVICE,
    asks_attendants=True,
    is_video=True,
    layout="u_shape",
    tea=False,
    nameplates=12,
    materials=30,
    notes="备两个话筒",
)
_WAS = MeetingFields(
    title="调度会",
    unit="",
    contact="",
    phone="",
    expected=20,
    meeting_class=MeetingClass.REGULAR,
    asks_attendants=False,
    is_video=False,
    layout="",
    tea=True,
    nameplates=0,
    materials=0,
    notes="",
)
_ENDED = MeetingFacts(MeetingState.CLEANED, AT, AT + HOUR, EndKind.EARLY, AT + 1, "误点")
_RUNNING = MeetingFacts(MeetingState.IN_SESSION, AT - 1, AT - 2, EndKind.AUTO, AT - 3, "x")
_DONE = TaskFacts(TaskState.DONE, PERSON, True, AT, AT + 1, AT + 2, AT + 3, AT + 4)
_BEGUN = TaskFacts(TaskState.IN_PROGRESS, SECOND, True, AT - 1, AT - 2, AT - 3, AT - 4, AT - 5)
_ROOM = RoomFields("305", "三〇五", FLOOR, "东", 60, RoomClass.ALL_HOURS, 1205, "8305", "话筒,投影", 900)
_ROOM_WAS = RoomFields("302", "三〇二", None, "", 0, RoomClass.NORMAL, 0, "", "", 0)
_PERSON = PersonFields("吴佩珊", Role.ENGINEER, "0042", "13900000000", "video,sound", "西", active=False)
_PERSON_WAS = PersonFields("王海燕", Role.ATTENDANT, "", "", "", "", active=True)
_DEVICE = DeviceFields("D-2", "投影机", "projector", OTHER, "EB-5", "mqtt:huiwutai/dev/2")
_DEVICE_WAS = DeviceFields("D-1", "显示屏", "display", None, "", "")
_SQUARE = ((0, 0), (0, 400), (400, 400), (400, 0))

_ALL: tuple[Operation, ...] = (
    BookMeeting(
        MEETING,
        ROOM,
        "全市防汛调度会",
        AT,
        AT + HOUR,
        42,
        MeetingClass.SELF_SERVICE,
        "应急局",
        "王主任",
        "13800000000",
        asks_attendants=True,
        is_video=True,
        is_classified=True,
        layout="u_shape",
        tea=False,
        nameplates=12,
        materials=30,
        notes="备两个话筒",
        series=uid("series"),
        confirmed=False,
        override="领导要求",
    ),
    ConfirmMeeting(MEETING),
    EditMeeting(MEETING, _FIELDS, _WAS),
    MoveMeeting(MEETING, OTHER, AT + HOUR, AT + 2 * HOUR, ROOM, AT, AT + HOUR, "领导要求"),
    ExtendMeeting(MEETING, AT + 2 * HOUR, AT + HOUR, "未完"),
    StartMeeting(MEETING, AT),
    EndMeeting(MEETING, AT + HOUR, EndKind.OVERRUN),
    CancelMeeting(MEETING, "改期", withdrawn=True),
    MarkNoShow(MEETING, "无人到场"),
    CorrectMeeting(MEETING, _ENDED, _RUNNING),
    ImportMeeting(
        MEETING,
        Source("uid-1@town", "20260610T014200Z", 3, AT - HOUR),
        ROOM,
        "导入的会",
        AT,
        AT + HOUR,
        30,
        MeetingClass.SELF_SERVICE,
        "应急局",
        "王主任",
        "13800000000",
        is_video=True,
        layout="theatre",
        notes="备注",
        cancelled=True,
    ),
    AddTask(TASK, TaskKind.CALL, Role.ENGINEER, AT, AT + HOUR, AT + MINUTE, ROOM, MEETING, "话筒无声"),
    AssignTasks((TASK, uid("task 2")), PERSON, (None, SECOND), "人手紧"),
    UnassignTasks((TASK, uid("task 2")), (PERSON, None)),
    OfferTask(TASK),
    ClaimTask(TASK, PERSON),
    AcknowledgeTask(TASK),
    ArriveAtTask(TASK, AT),
    StartTask(TASK, AT),
    CompleteTask(TASK, AT, "已换电池"),
    VerifyTask(TASK),
    CancelTask(TASK, "不用了"),
    PinTask(TASK, pinned=True),
    MoveTask(TASK, AT, AT + HOUR, AT - HOUR, AT, "人手紧"),
    AdjustStaffing(MEETING, 4, 2, "领导到场"),
    CheckItem(MEETING, CheckOwner.ENGINEER, "projector", CheckResult.FAIL, CheckResult.PASS, "灯泡"),
    CorrectTask(TASK, _DONE, _BEGUN),
    AddRoom(ROOM, "305", "三〇五", FLOOR, "东", 60, RoomClass.ALL_HOURS, 1205, "8305", "话筒,投影", 900),
    EditRoom(ROOM, _ROOM, _ROOM_WAS),
    RetireRoom(ROOM, retired=False),
    DisableRoom(CLOSURE, ROOM, AT, AT + HOUR, "检修", "GD-7"),
    EnableRoom(CLOSURE, AT + MINUTE),
    LockRoom(ROOM, "火警", "fire"),
    UnlockRoom(ROOM),
    AddPerson(PERSON, "吴佩珊", Role.ENGINEER, "0042", "13900000000", "video,sound", "西"),
    EditPerson(PERSON, _PERSON, _PERSON_WAS),
    SetPresence(PERSON, "2026-06-10", Presence.LEAVE, "早班", "病假", 480, 720),
    AddFloor(FLOOR, "三层", 3),
    EditFloor(FLOOR, FloorFields("3F", 4), FloorFields("三层", 3)),
    SetFloorPicture(FLOOR, "image/png", "iVBORw0KGgo=", 1, 2, 3, 4),
    DrawOutline(uid("outline"), FLOOR, OutlineKind.CORE, _SQUARE, ROOM, "电梯", "lift", ((0, 0, 10, 0),)),
    EraseOutline(uid("outline")),
    AddDevice(DEVICE, "D-2", "投影机", "projector", ROOM, "EB-5", "mqtt:huiwutai/dev/2"),
    EditDevice(DEVICE, _DEVICE, _DEVICE_WAS),
    RetireDevice(DEVICE, retired=False),
    SetMaintenance(DEVICE, on=True, reason="换灯"),
    RaiseAlarm(ALARM, DEVICE, "over_temperature", "serious", AT, "88", "80"),
    ClearAlarm(ALARM, AT + MINUTE),
    AcknowledgeAlarm(ALARM, "已派人"),
    ShelveAlarm(ALARM, AT + HOUR, "等备件", "low"),
    UnshelveAlarm(ALARM),
    SetRule("tea.every", "30", "20", "夏天"),
    RecordPrint(uid("print"), "day_schedule", "room", "2026-06-10", 3, '["一","二"]', "pdf"),
    RecordExport(uid("export"), "meetings", "csv", 57, "2026-06-10"),
    ResolveConflict(uid("conflict"), ConflictChoice.BOTH, '"旧的"', '"旧的,新的"', "领导要求"),
    ReopenConflict(uid("conflict"), ConflictChoice.MINE, '"新的"', "领导要求", '"旧的"'),
    SettleRefusal(uid("refused"), RefusalChoice.REPLACED),
    ReopenRefusal(uid("refused"), RefusalChoice.DISCARDED),
    LeaveWaitlist(uid("waiting")),
    PromoteWaiting(uid("waiting"), MEETING, "领导要求"),
)

SAMPLES: dict[str, Operation] = {op.kind: op for op in _ALL}
_BOOKED = SAMPLES["book_meeting"]
assert isinstance(_BOOKED, BookMeeting)
SAMPLES["join_waitlist"] = JoinWaitlist(uid("waiting"), _BOOKED)
