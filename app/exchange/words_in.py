"""Words that stand for a value in tables: classes, roles and device kinds, in either language or our
codes."""

from __future__ import annotations

from typing import Final

from app.domain.states import MeetingClass, Role, RoomClass
from app.exchange.texts import folded

MEETING_CLASSES: Final = {
    MeetingClass.REGULAR: ("常规会议", "常规", "regular"),
    MeetingClass.SELF_SERVICE: ("自助会议", "自助", "self_service", "self-service", "self service"),
}
ROOM_CLASSES: Final = {
    RoomClass.NORMAL: ("普通", "普通会议室", "normal"),
    RoomClass.ALL_HOURS: ("全天候", "全天候会议室", "24小时", "all_hours", "all-hours", "all hours"),
}
ROLES: Final = {
    Role.ATTENDANT: ("会服", "会服人员", "会议服务员", "服务员", "attendant"),
    Role.ENGINEER: ("工程师", "音控", "技术员", "engineer"),
    Role.DESK: ("前台", "desk", "front desk"),
    Role.SUPERVISOR: ("主管", "领班", "supervisor"),
    Role.MANAGER: ("经理", "负责人", "manager"),
}
DEVICE_KINDS: Final = {
    "video_terminal": ("视频终端", "视频会议终端", "video terminal"),
    "display": ("显示屏", "大屏", "显示", "屏幕", "电视", "screen", "tv"),
    "projector": ("投影", "投影机", "投影仪"),
    "microphone": ("话筒", "麦克风", "mic"),
    "loudspeaker": ("扬声器", "音箱", "音响", "speaker"),
    "camera": ("摄像机", "摄像头"),
    "av_controller": ("中控", "中控主机", "会议主机", "controller"),
    "nameplate": ("电子名位牌", "电子桌牌", "名位牌", "桌牌"),
    "air_conditioner": ("空调", "ac", "air conditioning"),
    "fresh_air": ("新风", "新风机", "ventilation"),
    "sensor": ("传感器", "环境传感器", "空气传感器"),
    "presence": ("人体感应", "人员感应", "占用传感器", "occupancy"),
    "lighting": ("灯光", "照明", "light", "lights"),
    "door_display": ("门牌屏", "电子门牌", "门口屏", "door sign"),
    "charger": ("充电柜", "充电器"),
    "gateway": ("网关",),
    "fire_link": ("消防", "消防联动"),
    "security_link": ("安防", "安防联动"),
    "other": ("其他", "其它"),
}  # fmt: skip


def meeting_class(text: str) -> MeetingClass | None:
    """The class a word names."""
    return _MEETING_CLASS.get(folded(text))


def room_class(text: str) -> RoomClass | None:
    """The room class a word names."""
    return _ROOM_CLASS.get(folded(text))


def role(text: str) -> Role | None:
    """The role a word names."""
    return _ROLE.get(folded(text))


def device_kind(text: str) -> str | None:
    """The device kind a word names."""
    return _DEVICE_KIND.get(folded(text))


def is_cancelled(text: str) -> bool:
    """Whether a state says that a meeting is off."""
    return folded(text) in {"已取消", "取消", "cancelled", "canceled"}


_MEETING_CLASS: Final = {folded(word): value for value, words in MEETING_CLASSES.items() for word in words}
_ROOM_CLASS: Final = {folded(word): value for value, words in ROOM_CLASSES.items() for word in words}
_ROLE: Final = {folded(word): value for value, words in ROLES.items() for word in words}
_DEVICE_KIND: Final = {
    folded(word): code
    for code, words in DEVICE_KINDS.items()
    for word in (code, code.replace("_", " "), *words)
}
