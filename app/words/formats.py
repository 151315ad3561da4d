"""Times, dates, spans and numbers as people read them: site zone, chosen language.

Instants are UTC ms; every function that shows a wall time takes the zone of the site. The locale is Qt's
default one, set by the bootstrap together with the translator. Countdowns are cut to whole minutes, so that a
caller can compare minutes and repaint only what changed.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from app.domain.periods import MINUTE, local


@lru_cache(maxsize=20_000)
def clock(at: int, zone: ZoneInfo) -> str:
    """14:05: the wall time of an instant, always 24 hours."""
    here = local(at, zone)
    return f"{here.hour:02}:{here.minute:02}"


_DAY_S: Final = 86_400


def clock_s(at: int, zone: ZoneInfo) -> str:
    """14:05:09."""
    here = local(at, zone)
    return f"{here.hour:02}:{here.minute:02}:{here.second:02}"


def clock_range(starts_at: int, ends_at: int, zone: ZoneInfo) -> str:
    """14:00–15:30; an end on a later day carries +1 (or more)."""
    start, end = local(starts_at, zone), local(ends_at, zone)
    days = (end.date() - start.date()).days
    if days == 1 and end.hour == end.minute == 0:
        return f"{clock(starts_at, zone)}–24:00"
    return f"{clock(starts_at, zone)}–{clock(ends_at, zone)}" + (f"+{days}" if days > 0 else "")


def minute_of_day(minute: int) -> str:
    """08:30 from minutes after midnight; 24:00 at the end of the day."""
    return f"{minute // 60:02}:{minute % 60:02}"


def day(on: date) -> str:
    """6月10日 周三 / Wed 10 Jun."""
    pattern = QCoreApplication.translate("Formats", "ddd d MMM", "date pattern of QLocale")
    return QLocale().toString(_qdate(on), pattern)


def day_short(on: date) -> str:
    """6月10日 / 10 Jun."""
    pattern = QCoreApplication.translate("Formats", "d MMM", "date pattern of QLocale")
    return QLocale().toString(_qdate(on), pattern)


def day_long(on: date) -> str:
    """2026年6月10日 星期三 / Wednesday 10 June 2026."""
    pattern = QCoreApplication.translate("Formats", "dddd d MMMM yyyy", "date pattern of QLocale")
    return QLocale().toString(_qdate(on), pattern)


def iso_day(on: str) -> str:
    """`day` of a date written 2026-06-10; the text itself when it is none."""
    try:
        return day(date.fromisoformat(on))
    except ValueError:
        return on


def day_of_instant(at: int, zone: ZoneInfo) -> str:
    """`day` of an instant."""
    return day(local(at, zone).date())


def day_and_clock(at: int, zone: ZoneInfo) -> str:
    """6月10日 14:05."""
    here = local(at, zone)
    return f"{day_short(here.date())} {here.hour:02}:{here.minute:02}"


def stamp(at: int, zone: ZoneInfo) -> str:
    """2026-06-10 14:05:09, for logs and documents."""
    here = local(at, zone)
    moment = QDateTime(_qdate(here.date()), QTime(here.hour, here.minute, here.second))
    return moment.toString("yyyy-MM-dd HH:mm:ss")


def minutes_until(at: int, now: int) -> int:
    """Whole minutes left, rounded up; negative once it has passed, rounded away from it."""
    return -((now - at) // MINUTE)


def minutes(count: int) -> str:
    """78分 / 78 min; from 90 minutes on 2时18分 / 2 h 18 min. Of a number of minutes, sign dropped."""
    count = abs(count)
    if count < 90:  # 78 minutes is read faster than 1 h 18; beyond an hour and a half it is not
        return QCoreApplication.translate("Formats", "{n} min").format(n=count)
    hours, rest = divmod(count, 60)
    if rest == 0:
        return QCoreApplication.translate("Formats", "{h} h").format(h=hours)
    return QCoreApplication.translate("Formats", "{h} h {m} min").format(h=hours, m=rest)


def minutes_short(count: int) -> str:
    """78 min, 2:18: where `minutes` does not fit, so that no count is ever cut."""
    count = abs(count)
    return minutes(count) if count < 90 else f"{count // 60}:{count % 60:02}"


def countdown(at: int, now: int) -> str:
    """`minutes` until an instant; past ones read +12分."""
    left = minutes_until(at, now)
    return minutes(left) if left >= 0 else f"+{minutes(left)}"


def left_or_passed(at: int, now: int) -> str:
    """剩 3 分 / 已过 12 分."""
    left = minutes_until(at, now)
    if left < 0:
        return QCoreApplication.translate("Formats", "{time} ago").format(time=minutes(left))
    return QCoreApplication.translate("Formats", "{time} left").format(time=minutes(left))


def age(at: int, now: int) -> str:
    """How old a reading, an alarm or a change is: 12 秒, 3 分 12 秒, 2时18分, 3 天."""
    seconds = max((now - at) // 1000, 0)
    if seconds < 60:
        return QCoreApplication.translate("Formats", "{n} s").format(n=seconds)
    if seconds < 600:
        return QCoreApplication.translate("Formats", "{m} min {s} s").format(m=seconds // 60, s=seconds % 60)
    if seconds < 2 * _DAY_S:
        return minutes(seconds // 60)
    return QCoreApplication.translate("Formats", "%n day(s)", "", seconds // _DAY_S)


def integer(value: int) -> str:
    """A whole number with the locale's groups."""
    return QLocale().toString(value)


def decimal(value: float, places: int = 1) -> str:
    """A number with a fixed count of decimals."""
    return QLocale().toString(float(value), "f", places)


def temperature(celsius: float, *, whole: bool = False) -> str:
    """25.6° on tiles; whole degrees on small ones."""
    return f"{decimal(celsius, 0 if whole else 1)}°"


def seats(count: int) -> str:
    """60座 / 60 seats; nothing when unknown."""
    return QCoreApplication.translate("Formats", "%n seat(s)", "", count) if count else ""


def room_title(number: str, name: str) -> str:
    """310 多功能厅: how a room is called in running text."""
    return f"{number} {name}".strip() if name and name != number else number


def meeting_number(number: int | None) -> str:
    """No. 0042, or 待编号 until central has given one."""
    if number is None:
        return QCoreApplication.translate("Formats", "No number yet")
    return QCoreApplication.translate("Formats", "No. {n}").format(n=f"{number:04}")


def _qdate(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)
