"""The words of printed documents. Any thread; texts are looked up when a document is laid out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

DASH: Final = "—"
_TEXTS: Final = {
    "title": QT_TRANSLATE_NOOP("Reports", "Daily schedule"),
    "by_time": QT_TRANSLATE_NOOP("Reports", "by time"),
    "by_room": QT_TRANSLATE_NOOP("Reports", "by room"),
    "by_attendant": QT_TRANSLATE_NOOP("Reports", "by attendant"),
    "col_order": QT_TRANSLATE_NOOP("Reports", "No."),
    "col_time": QT_TRANSLATE_NOOP("Reports", "Time"),
    "col_room": QT_TRANSLATE_NOOP("Reports", "Room"),
    "col_name": QT_TRANSLATE_NOOP("Reports", "Name"),
    "col_meeting": QT_TRANSLATE_NOOP("Reports", "Meeting"),
    "col_duty": QT_TRANSLATE_NOOP("Reports", "Task"),
    "col_unit": QT_TRANSLATE_NOOP("Reports", "Unit"),
    "col_expected": QT_TRANSLATE_NOOP("Reports", "People"),
    "col_staff": QT_TRANSLATE_NOOP("Reports", "Attendants"),
    "col_services": QT_TRANSLATE_NOOP("Reports", "Services"),
    "col_contact": QT_TRANSLATE_NOOP("Reports", "Contact"),
    "morning": QT_TRANSLATE_NOOP("Reports", "Morning"),
    "afternoon": QT_TRANSLATE_NOOP("Reports", "Afternoon and evening"),
    "no_floor": QT_TRANSLATE_NOOP("Reports", "Other rooms"),
    "unassigned": QT_TRANSLATE_NOOP("Reports", "To be assigned"),
    "occupied": QT_TRANSLATE_NOOP("Reports", "Occupied"),
    "self_service": QT_TRANSLATE_NOOP("Reports", "Self-service"),
    "pending": QT_TRANSLATE_NOOP("Reports", "to be confirmed"),
    "changed": QT_TRANSLATE_NOOP("Reports", "Ch."),
    "product": QT_TRANSLATE_NOOP("Reports", "Huiwutai"),
    "video": QT_TRANSLATE_NOOP("Reports", "Video"),
    "tea": QT_TRANSLATE_NOOP("Reports", "Tea"),
    "nameplates": QT_TRANSLATE_NOOP("Reports", "Nameplates"),
    "materials": QT_TRANSLATE_NOOP("Reports", "Materials"),
    "new": QT_TRANSLATE_NOOP("Reports", "new"),
    "renamed": QT_TRANSLATE_NOOP("Reports", "renamed"),
    "services": QT_TRANSLATE_NOOP("Reports", "services changed"),
    "contact": QT_TRANSLATE_NOOP("Reports", "contact changed"),
    "cancelled": QT_TRANSLATE_NOOP("Reports", "cancelled"),
    "no_show": QT_TRANSLATE_NOOP("Reports", "no-show"),
    "removed": QT_TRANSLATE_NOOP("Reports", "no longer on this day"),
    "local": QT_TRANSLATE_NOOP("Reports", "this desk's data"),
    "synced": QT_TRANSLATE_NOOP("Reports", "synced"),
    "catching_up": QT_TRANSLATE_NOOP("Reports", "catching up"),
    "offline": QT_TRANSLATE_NOOP("Reports", "offline"),
}


def word(key: str) -> str:
    """One of the words above."""
    return QCoreApplication.translate("Reports", str(_TEXTS[key]))


def goes_on(heading: str) -> str:
    """A heading where its rows go on."""
    return QCoreApplication.translate("Reports", "{heading} (continued)").format(heading=heading)


def meetings(count: int) -> str:
    """13 场."""
    return QCoreApplication.translate("Reports", "%n meeting(s)", "", count)


def meetings_in_all(count: int) -> str:
    """共 47 场."""
    return QCoreApplication.translate("Reports", "%n meeting(s) in all", "", count)


def tasks(count: int) -> str:
    """5 项."""
    return QCoreApplication.translate("Reports", "%n task(s)", "", count)


def people_in_all(count: int) -> str:
    """共 12 人."""
    return QCoreApplication.translate("Reports", "%n person(s) in all", "", count)


def missing(count: int) -> str:
    """缺 2: attendants that a meeting still lacks."""
    return QCoreApplication.translate("Reports", "%n missing", "", count)


def page_of(number: int, count: int) -> str:
    """第 1 / 2 页."""
    return QCoreApplication.translate("Reports", "Page {number} / {count}").format(number=number, count=count)


def version(number: int) -> str:
    """第 37 版."""
    return QCoreApplication.translate("Reports", "Version {number}").format(number=number)


def data_as_of(stamp: str, state: str) -> str:
    """数据截至 06-10 13:42:16（已同步）."""
    return QCoreApplication.translate("Reports", "Data as of {stamp} ({state})").format(
        stamp=stamp, state=state
    )


def unsent(count: int) -> str:
    """待上传 3."""
    return QCoreApplication.translate("Reports", "%n change(s) unsent", "", count)


def offline(waiting: str) -> str:
    """离线，待上传 3."""
    return QCoreApplication.translate("Reports", "offline, {waiting}").format(waiting=waiting)


def printed(stamp: str, by: str) -> str:
    """打印 06-10 13:42  周敏."""
    return QCoreApplication.translate("Reports", "Printed {stamp} {by}").format(stamp=stamp, by=by).rstrip()


def remark(text: str) -> str:
    """In brackets, behind what it speaks of."""
    return QCoreApplication.translate("Reports", "({text})", "a remark in brackets").format(text=text)


def listed(texts: list[str]) -> str:
    """Several remarks in one."""
    return QCoreApplication.translate("Reports", ", ", "between remarks").join(texts)


def was(text: str) -> str:
    """原 14:00."""
    return QCoreApplication.translate("Reports", "was {text}").format(text=text)


def was_until(text: str) -> str:
    """原至 15:30."""
    return QCoreApplication.translate("Reports", "was until {text}").format(text=text)


def people_changed(before: str, now: str) -> str:
    """人数 48→52."""
    return QCoreApplication.translate("Reports", "people {before}→{now}").format(before=before, now=now)


def staff_was(names: str) -> str:
    """原会服 王海燕."""
    return QCoreApplication.translate("Reports", "attendants were {names}").format(names=names)


def unit_was(text: str) -> str:
    """原单位 市水务局."""
    return QCoreApplication.translate("Reports", "unit was {text}").format(text=text)


def moved_to(room: str) -> str:
    """改到 205."""
    return QCoreApplication.translate("Reports", "moved to {room}").format(room=room)


def given_to(name: str) -> str:
    """改派 王海燕."""
    return QCoreApplication.translate("Reports", "given to {name}").format(name=name)


def legend(printed_at: str, number: int) -> str:
    """左侧黑条、“改”：自上次打印（12:00，第 36 版）以来有变更."""
    text = QCoreApplication.translate(
        "Reports", "Bar at left, “Ch.”: changed since the last print ({printed_at}, version {number})"
    )
    return text.format(printed_at=printed_at, number=number)


def nothing(scope: str, day: str, arrangement: str) -> str:
    """What was asked for, when there is nothing to print."""
    if arrangement == "attendant":
        text = QCoreApplication.translate("Reports", "No tasks on {day} ({scope}).")
    else:
        text = QCoreApplication.translate("Reports", "No meetings on {day} ({scope}).")
    return text.format(scope=scope, day=day)


def whole_house() -> str:
    """The scope of no filter."""
    return QCoreApplication.translate("Reports", "all floors")


def written(path: str, number: int, pages: int) -> str:
    """What the command line says of a PDF."""
    text = QCoreApplication.translate(
        "Reports", "Version {number}, %n page(s), was written to {path}.", "", pages
    )
    return text.format(number=number, path=path)
