"""Which column is which: headers in Chinese or English, in any order, and what such a sheet is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.errors import Refused
from app.domain.imports import Kind
from app.exchange.cells import text_of
from app.exchange.grid import Grid, GridRow
from app.exchange.texts import folded

_HEADER_WITHIN: Final = 10  # rows: sheets often begin with a title and a date
_REMARK: Final = re.compile(r"[(（\[【].*?[)）\]】]|[*:：]")

# The first name of each field is the one we write ourselves, in Chinese and in English.
NAMES: Final[dict[Kind, dict[str, tuple[str, ...]]]] = {
    Kind.MEETINGS: {
        "title": ("会议名称", "title", "名称", "会议主题", "主题", "会议", "subject", "meeting", "summary"),
        "room": ("会议室", "room", "会场", "地点", "会议地点", "location", "venue", "meeting room"),
        "start": ("开始时间", "start", "开始", "起始时间", "start time", "starts", "begin", "starts at"),
        "end": ("结束时间", "end", "结束", "end time", "ends", "finish", "ends at"),
        "date": ("日期", "date", "会议日期", "开始日期", "start date", "day"),
        "end_date": ("结束日期", "end date"),
        "span": ("时间", "time", "会议时间", "起止时间", "时段"),
        "expected": ("参会人数", "expected", "人数", "应到人数", "预计人数", "attendees", "people"),
        "meeting_class": ("会议类型", "class", "类型", "会议类别", "meeting class", "meeting_class"),
        "unit": ("主办单位", "unit", "单位", "主办方", "承办单位", "organizer", "organiser", "department"),
        "contact": ("联系人", "contact", "经办人", "contact person"),
        "phone": ("电话", "phone", "联系电话", "手机", "手机号", "telephone", "mobile"),
        "layout": ("桌型", "layout", "摆台", "台型", "座位形式"),
        "is_video": ("视频", "video", "视频会议", "是否视频", "is_video"),
        "notes": ("备注", "notes", "说明", "description", "remarks", "note", "comment"),
        "uid": ("编号", "uid", "id", "会议编号", "序列号"),
        "state": ("状态", "state", "status", "会议状态"),
        "ignored": ("会服人数", "attendants_needed", "attendants", "zone", "时区"),
    },
    Kind.ROOMS: {
        "name": ("会议室", "name", "会议室名称", "名称", "room", "room name"),
        "number": ("编号", "number", "房号", "房间号", "会议室编号", "room number", "no", "code"),
        "floor": ("楼层", "floor", "层", "所在楼层"),
        "capacity": ("容量", "capacity", "座位", "座位数", "容纳人数", "人数", "seats"),
        "room_class": ("类型", "class", "会议室类型", "类别", "room class", "room_class", "type"),
        "area": ("面积", "area"),
        "equipment": ("设备", "equipment", "设施", "设备清单", "设施设备"),
        "enabled": ("状态", "enabled", "是否启用", "启用", "status"),
    },
    Kind.PEOPLE: {
        "name": ("姓名", "name", "人员", "full name"),
        "role": ("岗位", "role", "职务", "角色", "工种", "position", "job"),
        "number": ("工号", "number", "编号", "员工编号", "staff number", "no", "id"),
        "phone": ("电话", "phone", "联系电话", "手机", "手机号", "telephone", "mobile"),
        "skills": ("技能", "skills", "特长"),
        "zone": ("区域", "zone", "责任区", "服务区域", "area"),
    },
    Kind.DEVICES: {
        "name": ("设备名称", "name", "名称", "设备", "device", "device name"),
        "number": ("编号", "number", "设备编号", "资产编号", "device number", "no", "id"),
        "room": ("会议室", "room", "所在会议室", "位置", "地点", "location"),
        "device_kind": ("类别", "kind", "设备类别", "类型", "设备类型", "type", "device kind", "device_kind"),
        "model": ("型号", "model", "规格型号"),
        "address": ("地址", "address", "网络地址", "ip", "ip地址"),
    },
}  # fmt: skip

# What must be there for a sheet to be of a kind; a tuple is a choice.
_REQUIRED: Final[dict[Kind, tuple[tuple[str, ...], ...]]] = {
    Kind.MEETINGS: (("title",), ("room",), ("start", "span")),
    Kind.DEVICES: (("name",), ("number",), ("device_kind", "room", "model", "address")),
    Kind.PEOPLE: (("name",), ("role", "number", "phone", "skills", "zone")),
    Kind.ROOMS: (("name", "number"), ("capacity", "floor", "area", "number", "room_class", "equipment")),
}
# With the kind given by the person, this is enough.
_LEAST: Final[dict[Kind, tuple[tuple[str, ...], ...]]] = {
    Kind.MEETINGS: (("title", "room"), ("start", "span", "date")),
    Kind.DEVICES: (("name", "number"),),
    Kind.PEOPLE: (("name",),),
    Kind.ROOMS: (("name", "number"),),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a sheet: field by column index, and the columns nobody knows."""

    kind: Kind
    row: int
    fields: dict[str, int]
    unknown: tuple[str, ...]


def find_header(grids: list[Grid], kind: Kind | None) -> tuple[Grid, Header]:
    """The sheet and the row that name their columns best; refuses a file where none does."""
    best: tuple[int, Grid, Header] | None = None
    for grid in grids:
        for row in grid.rows[:_HEADER_WITHIN]:
            for candidate in (kind,) if kind else Kind:
                header = _header(row, candidate, _LEAST if kind else _REQUIRED)
                score = 0 if header is None else _score(header)
                if header is not None and (best is None or score > best[0]):
                    best = (score, grid, header)
    if best is None:
        raise Refused("no_columns", kind=kind.value if kind else "")
    return best[1], best[2]


def _score(header: Header) -> int:
    """How much of a row is understood, counting a kind's own first names double."""
    return len(header.fields) * 4 - len(header.unknown)


def _header(row: GridRow, kind: Kind, required: dict[Kind, tuple[tuple[str, ...], ...]]) -> Header | None:
    fields: dict[str, int] = {}
    unknown = []
    for index, cell in enumerate(row.cells):
        text = text_of(cell).strip()
        if not text:
            continue
        name = _field(text, kind)
        if name == "ignored":
            continue
        if name is None or name in fields:
            unknown.append(text[:200])
        else:
            fields[name] = index
    if not all(any(name in fields for name in choice) for choice in required[kind]):
        return None
    return Header(kind, row.number, fields, tuple(unknown))


def _field(text: str, kind: Kind) -> str | None:
    known = _FOLDED[kind]
    return known.get(folded(text)) or known.get(folded(_REMARK.sub("", text)))


_FOLDED: Final = {
    kind: {folded(name): field for field, names in fields.items() for name in names}
    for kind, fields in NAMES.items()
}
