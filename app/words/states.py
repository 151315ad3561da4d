"""The words for states and kinds, full and short: one function per enum of app/domain/states.

Texts are looked up at use, so a switch of language needs nothing here. Full words stand in lists, short
ones (two Han characters, an English word or two) on small tiles and bars.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.states import (
    AlarmLetter,
    CheckOwner,
    CheckResult,
    DeviceState,
    EndKind,
    MeetingClass,
    MeetingPhase,
    MeetingState,
    OutlineKind,
    Presence,
    Priority,
    Role,
    RoomClass,
    RoomStatus,
    TaskKind,
    TaskState,
)

_ROOM: Final = {
    RoomStatus.EMERGENCY: QT_TRANSLATE_NOOP("RoomStatus", "Emergency lock"),
    RoomStatus.OUT_OF_SERVICE: QT_TRANSLATE_NOOP("RoomStatus", "Out of service"),
    RoomStatus.OVERRUN: QT_TRANSLATE_NOOP("RoomStatus", "Overrun"),
    RoomStatus.IN_SESSION: QT_TRANSLATE_NOOP("RoomStatus", "In session"),
    RoomStatus.TO_CLEAN: QT_TRANSLATE_NOOP("RoomStatus", "To clean"),
    RoomStatus.CLEANING: QT_TRANSLATE_NOOP("RoomStatus", "Cleaning"),
    RoomStatus.READY: QT_TRANSLATE_NOOP("RoomStatus", "Ready"),
    RoomStatus.PREPARING: QT_TRANSLATE_NOOP("RoomStatus", "Preparing"),
    RoomStatus.RESERVED_SOON: QT_TRANSLATE_NOOP("RoomStatus", "Starting soon"),
    RoomStatus.CLOSED: QT_TRANSLATE_NOOP("RoomStatus", "Closed"),
    RoomStatus.AVAILABLE: QT_TRANSLATE_NOOP("RoomStatus", "Free"),
}
_ROOM_SHORT: Final = {
    RoomStatus.EMERGENCY: QT_TRANSLATE_NOOP("RoomStatusShort", "Locked"),
    RoomStatus.OUT_OF_SERVICE: QT_TRANSLATE_NOOP("RoomStatusShort", "Off"),
    RoomStatus.OVERRUN: QT_TRANSLATE_NOOP("RoomStatusShort", "Over"),
    RoomStatus.IN_SESSION: QT_TRANSLATE_NOOP("RoomStatusShort", "In use"),
    RoomStatus.TO_CLEAN: QT_TRANSLATE_NOOP("RoomStatusShort", "To clean"),
    RoomStatus.CLEANING: QT_TRANSLATE_NOOP("RoomStatusShort", "Cleaning"),
    RoomStatus.READY: QT_TRANSLATE_NOOP("RoomStatusShort", "Ready"),
    RoomStatus.PREPARING: QT_TRANSLATE_NOOP("RoomStatusShort", "Setup"),
    RoomStatus.RESERVED_SOON: QT_TRANSLATE_NOOP("RoomStatusShort", "Soon"),
    RoomStatus.CLOSED: QT_TRANSLATE_NOOP("RoomStatusShort", "Closed"),
    RoomStatus.AVAILABLE: QT_TRANSLATE_NOOP("RoomStatusShort", "Free"),
}
_PHASE: Final = {
    MeetingPhase.SUBMITTED: QT_TRANSLATE_NOOP("MeetingPhase", "To be confirmed"),
    MeetingPhase.CONFIRMED: QT_TRANSLATE_NOOP("MeetingPhase", "Confirmed"),
    MeetingPhase.PREPARING: QT_TRANSLATE_NOOP("MeetingPhase", "Preparing"),
    MeetingPhase.READY: QT_TRANSLATE_NOOP("MeetingPhase", "Checked and ready"),
    MeetingPhase.IN_SESSION: QT_TRANSLATE_NOOP("MeetingPhase", "In session"),
    MeetingPhase.OVERRUN: QT_TRANSLATE_NOOP("MeetingPhase", "Overrun"),
    MeetingPhase.ENDED: QT_TRANSLATE_NOOP("MeetingPhase", "Ended"),
    MeetingPhase.CLEANED: QT_TRANSLATE_NOOP("MeetingPhase", "Cleaned"),
    MeetingPhase.CANCELLED: QT_TRANSLATE_NOOP("MeetingPhase", "Cancelled"),
    MeetingPhase.NO_SHOW: QT_TRANSLATE_NOOP("MeetingPhase", "No-show"),
    MeetingPhase.HISTORY: QT_TRANSLATE_NOOP("MeetingPhase", "Past, imported"),
}
_PHASE_SHORT: Final = {
    MeetingPhase.SUBMITTED: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Pending"),
    MeetingPhase.CONFIRMED: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Booked"),
    MeetingPhase.PREPARING: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Setup"),
    MeetingPhase.READY: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Ready"),
    MeetingPhase.IN_SESSION: QT_TRANSLATE_NOOP("MeetingPhaseShort", "On"),
    MeetingPhase.OVERRUN: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Over"),
    MeetingPhase.ENDED: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Ended"),
    MeetingPhase.CLEANED: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Cleaned"),
    MeetingPhase.CANCELLED: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Cancelled"),
    MeetingPhase.NO_SHOW: QT_TRANSLATE_NOOP("MeetingPhaseShort", "No-show"),
    MeetingPhase.HISTORY: QT_TRANSLATE_NOOP("MeetingPhaseShort", "Past"),
}
_MEETING: Final = {
    MeetingState.SUBMITTED: QT_TRANSLATE_NOOP("MeetingState", "To be confirmed"),
    MeetingState.CONFIRMED: QT_TRANSLATE_NOOP("MeetingState", "Confirmed"),
    MeetingState.IN_SESSION: QT_TRANSLATE_NOOP("MeetingState", "In session"),
    MeetingState.ENDED: QT_TRANSLATE_NOOP("MeetingState", "Ended"),
    MeetingState.CLEANED: QT_TRANSLATE_NOOP("MeetingState", "Cleaned"),
    MeetingState.CANCELLED: QT_TRANSLATE_NOOP("MeetingState", "Cancelled"),
    MeetingState.NO_SHOW: QT_TRANSLATE_NOOP("MeetingState", "No-show"),
    MeetingState.WITHDRAWN: QT_TRANSLATE_NOOP("MeetingState", "Withdrawn"),
}
_MEETING_CLASS: Final = {
    MeetingClass.REGULAR: QT_TRANSLATE_NOOP("MeetingClass", "Regular meeting"),
    MeetingClass.SELF_SERVICE: QT_TRANSLATE_NOOP("MeetingClass", "Self-service meeting"),
}
_ROOM_CLASS: Final = {
    RoomClass.NORMAL: QT_TRANSLATE_NOOP("RoomClass", "Normal room"),
    RoomClass.ALL_HOURS: QT_TRANSLATE_NOOP("RoomClass", "All-hours room"),
}
_END: Final = {
    EndKind.ON_TIME: QT_TRANSLATE_NOOP("EndKind", "On time"),
    EndKind.EARLY: QT_TRANSLATE_NOOP("EndKind", "Early"),
    EndKind.OVERRUN: QT_TRANSLATE_NOOP("EndKind", "Late"),
    EndKind.AUTO: QT_TRANSLATE_NOOP("EndKind", "By itself"),
}
_TASK_KIND: Final = {
    TaskKind.SETUP: QT_TRANSLATE_NOOP("TaskKind", "Set-up"),
    TaskKind.CHECK: QT_TRANSLATE_NOOP("TaskKind", "Pre-meeting check"),
    TaskKind.GUIDE: QT_TRANSLATE_NOOP("TaskKind", "Ushering"),
    TaskKind.TEA_REFILL: QT_TRANSLATE_NOOP("TaskKind", "Tea refill"),
    TaskKind.STANDBY: QT_TRANSLATE_NOOP("TaskKind", "Standby"),
    TaskKind.CALL: QT_TRANSLATE_NOOP("TaskKind", "Call"),
    TaskKind.CLEAN: QT_TRANSLATE_NOOP("TaskKind", "Clean-up"),
    TaskKind.EQUIPMENT_TEST: QT_TRANSLATE_NOOP("TaskKind", "Equipment test"),
    TaskKind.REPAIR: QT_TRANSLATE_NOOP("TaskKind", "Repair"),
    TaskKind.INSPECTION: QT_TRANSLATE_NOOP("TaskKind", "Inspection"),
    TaskKind.LOST_ITEM: QT_TRANSLATE_NOOP("TaskKind", "Lost item"),
}
_TASK: Final = {
    TaskState.PENDING: QT_TRANSLATE_NOOP("TaskState", "To assign"),
    TaskState.OFFERED: QT_TRANSLATE_NOOP("TaskState", "To be claimed"),
    TaskState.ASSIGNED: QT_TRANSLATE_NOOP("TaskState", "Assigned"),
    TaskState.ACKNOWLEDGED: QT_TRANSLATE_NOOP("TaskState", "Acknowledged"),
    TaskState.ON_SITE: QT_TRANSLATE_NOOP("TaskState", "Signed in"),
    TaskState.IN_PROGRESS: QT_TRANSLATE_NOOP("TaskState", "In progress"),
    TaskState.DONE: QT_TRANSLATE_NOOP("TaskState", "Done"),
    TaskState.VERIFIED: QT_TRANSLATE_NOOP("TaskState", "Verified"),
    TaskState.CANCELLED: QT_TRANSLATE_NOOP("TaskState", "Cancelled"),
}
_ROLE: Final = {
    Role.ATTENDANT: QT_TRANSLATE_NOOP("Role", "Attendant"),
    Role.ENGINEER: QT_TRANSLATE_NOOP("Role", "Engineer"),
    Role.DESK: QT_TRANSLATE_NOOP("Role", "Front desk"),
    Role.SUPERVISOR: QT_TRANSLATE_NOOP("Role", "Supervisor"),
    Role.MANAGER: QT_TRANSLATE_NOOP("Role", "Manager"),
}
_PRESENCE: Final = {
    Presence.ON: QT_TRANSLATE_NOOP("Presence", "On duty"),
    Presence.OFF: QT_TRANSLATE_NOOP("Presence", "Off"),
    Presence.LEAVE: QT_TRANSLATE_NOOP("Presence", "On leave"),
    Presence.BREAK: QT_TRANSLATE_NOOP("Presence", "On a break"),
}
_OWNER: Final = {
    CheckOwner.DESK: QT_TRANSLATE_NOOP("CheckOwner", "Front desk"),
    CheckOwner.ATTENDANT: QT_TRANSLATE_NOOP("CheckOwner", "Attendants"),
    CheckOwner.ENGINEER: QT_TRANSLATE_NOOP("CheckOwner", "Engineers"),
}
_RESULT: Final = {
    CheckResult.PASS: QT_TRANSLATE_NOOP("CheckResult", "Passed"),
    CheckResult.FAIL: QT_TRANSLATE_NOOP("CheckResult", "Failed"),
    CheckResult.NOT_APPLICABLE: QT_TRANSLATE_NOOP("CheckResult", "Not applicable"),
    CheckResult.OPEN: QT_TRANSLATE_NOOP("CheckResult", "Open"),
}
_DEVICE: Final = {
    DeviceState.ONLINE: QT_TRANSLATE_NOOP("DeviceState", "Online"),
    DeviceState.OFFLINE: QT_TRANSLATE_NOOP("DeviceState", "Offline"),
    DeviceState.FAULT: QT_TRANSLATE_NOOP("DeviceState", "Fault"),
    DeviceState.MAINTENANCE: QT_TRANSLATE_NOOP("DeviceState", "Maintenance"),
    DeviceState.STALE: QT_TRANSLATE_NOOP("DeviceState", "Out of date"),
}
_PRIORITY: Final = {
    Priority.HIGH: QT_TRANSLATE_NOOP("Priority", "High"),
    Priority.MID: QT_TRANSLATE_NOOP("Priority", "Medium"),
    Priority.LOW: QT_TRANSLATE_NOOP("Priority", "Low"),
}
_LETTER: Final = {
    AlarmLetter.NORMAL: QT_TRANSLATE_NOOP("AlarmLetter", "Normal"),
    AlarmLetter.UNACKED: QT_TRANSLATE_NOOP("AlarmLetter", "Unacknowledged"),
    AlarmLetter.ACKED: QT_TRANSLATE_NOOP("AlarmLetter", "Acknowledged"),
    AlarmLetter.RETURNED: QT_TRANSLATE_NOOP("AlarmLetter", "Cleared, unacknowledged"),
    AlarmLetter.SHELVED: QT_TRANSLATE_NOOP("AlarmLetter", "Shelved"),
    AlarmLetter.SUPPRESSED: QT_TRANSLATE_NOOP("AlarmLetter", "Suppressed"),
    AlarmLetter.OUT_OF_SERVICE: QT_TRANSLATE_NOOP("AlarmLetter", "Under maintenance"),
}
_OUTLINE: Final = {
    OutlineKind.ROOM: QT_TRANSLATE_NOOP("OutlineKind", "Room"),
    OutlineKind.CORRIDOR: QT_TRANSLATE_NOOP("OutlineKind", "Corridor"),
    OutlineKind.CORE: QT_TRANSLATE_NOOP("OutlineKind", "Core"),
    OutlineKind.VOID: QT_TRANSLATE_NOOP("OutlineKind", "Outdoors"),
}


def room_status(status: RoomStatus, *, short: bool = False) -> str:
    """使用中 / 会中: what a room is."""
    if short:
        return QCoreApplication.translate("RoomStatusShort", str(_ROOM_SHORT[status]))
    return QCoreApplication.translate("RoomStatus", str(_ROOM[status]))


def meeting_phase(phase: MeetingPhase, *, short: bool = False) -> str:
    """Where a meeting stands."""
    if short:
        return QCoreApplication.translate("MeetingPhaseShort", str(_PHASE_SHORT[phase]))
    return QCoreApplication.translate("MeetingPhase", str(_PHASE[phase]))


def meeting_state(state: MeetingState) -> str:
    """What is stored of a meeting."""
    return QCoreApplication.translate("MeetingState", str(_MEETING[state]))


def meeting_class(kind: MeetingClass) -> str:
    """常规会议, 自助会议."""
    return QCoreApplication.translate("MeetingClass", str(_MEETING_CLASS[kind]))


def room_class(kind: RoomClass) -> str:
    """普通会议室, 全天候会议室."""
    return QCoreApplication.translate("RoomClass", str(_ROOM_CLASS[kind]))


def end_kind(kind: EndKind) -> str:
    """How a meeting ended."""
    return QCoreApplication.translate("EndKind", str(_END[kind]))


def task_kind(kind: TaskKind) -> str:
    """布置, 引导, 值守 and so on."""
    return QCoreApplication.translate("TaskKind", str(_TASK_KIND[kind]))


def task_state(state: TaskState) -> str:
    """Where a task stands."""
    return QCoreApplication.translate("TaskState", str(_TASK[state]))


def overdue() -> str:
    """The flag over a task that should be done by now."""
    return QCoreApplication.translate("TaskState", "Overdue")


def role(kind: Role) -> str:
    """What a person is here for."""
    return QCoreApplication.translate("Role", str(_ROLE[kind]))


def presence(kind: Presence) -> str:
    """Whether a person is here."""
    return QCoreApplication.translate("Presence", str(_PRESENCE[kind]))


def check_owner(owner: CheckOwner) -> str:
    """Who answers a part of the check-list."""
    return QCoreApplication.translate("CheckOwner", str(_OWNER[owner]))


def check_result(result: CheckResult) -> str:
    """What was answered."""
    return QCoreApplication.translate("CheckResult", str(_RESULT[result]))


def device_state(state: DeviceState) -> str:
    """How a device is."""
    return QCoreApplication.translate("DeviceState", str(_DEVICE[state]))


def priority(level: Priority) -> str:
    """高, 中, 低."""
    return QCoreApplication.translate("Priority", str(_PRIORITY[level]))


def alarm_letter(letter: AlarmLetter) -> str:
    """The words of an ISA-18.2 letter."""
    return QCoreApplication.translate("AlarmLetter", str(_LETTER[letter]))


def outline_kind(kind: OutlineKind) -> str:
    """What a polygon of the plan is."""
    return QCoreApplication.translate("OutlineKind", str(_OUTLINE[kind]))
