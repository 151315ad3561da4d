"""What a cell means: texts, whole numbers, days, times and yes or no, as people write them in two languages.

A cell that cannot be read raises BadCell with the code of the refusal.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from app.exchange.grid import Cell
from app.exchange.texts import folded

_EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's day zero, a wall time
_LAST_SERIAL: Final = 2_958_465  # 9999-12-31
_TEXT_SERIAL: Final = range(36_526, 73_051)  # digits as text are a serial only between 2000 and 2100

_YES: Final = {
    "是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "t", "1", "启用", "可用", "在用", "正常",
    "enabled", "on",
}  # fmt: skip
_NO: Final = {
    "否",
    "无",
    "没有",
    "×",
    "✗",
    "n",
    "no",
    "false",
    "f",
    "0",
    "停用",
    "禁用",
    "不可用",
    "disabled",
    "off",
}

_WEEKDAY: Final = re.compile(
    r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天1-7][)\]]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b,?"
)
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WESTERN: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NO_YEAR: Final = re.compile(r"(\d{1,2})\s*[月/]\s*(\d{1,2})\s*[日号]?")
_CLOCK: Final = re.compile(
    r"(上午|早上|早|凌晨|中午|下午|傍晚|晚上|晚|am|pm)?\s*(\d{1,2})\s*"
    r"(?:[:点时h]\s*(?:(\d{1,2}|半|一刻)\s*分?)?(?::(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(am|pm)?整?"
)
_DAYS: Final = ((_DAY, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_WESTERN, (3, 1, 2)), (_NO_YEAR, (0, 1, 2)))
_ZONE: Final = re.compile(r"(z|[+-]\d{2}:?\d{2})$")
_RANGE: Final = re.compile(r"\s*(?:--?|~|—+|–|至|到)\s*")
_COUNT: Final = re.compile(r"约?\s*(\d{1,9})\s*(?:人|位|名|座|个|㎡|m2|平方米|平米)?")
_LATE: Final = {"下午", "傍晚", "晚上", "晚", "pm"}


class BadCell(ValueError):
    """A cell that cannot be read: ``code`` is bad_date, bad_number or too_long."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text[:200]


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of time: a day, a clock, or both; ``offset`` when it names one."""

    day: date | None = None
    clock: timedelta | None = None  # after midnight; 24:00 is a day
    offset: timedelta | None = None


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return str(cell)


def count_of(cell: Cell) -> int | None:
    """A whole number from 0; None for an empty cell."""
    text = folded(text_of(cell))
    if not text:
        return None
    found = _COUNT.fullmatch(text)
    if found is None or isinstance(cell, datetime | date | time):
        raise BadCell("bad_number", text)
    number = int(found[1])
    if number > 100_000:
        raise BadCell("bad_number", text)
    return number


def tenths_of(cell: Cell) -> int | None:
    """A number with at most one decimal, in tenths."""
    text = folded(text_of(cell))
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,4})(?:\.(\d+))?(?:㎡|m2|平方米|平米)?", text)
    if found is None:
        raise BadCell("bad_number", text)
    return int(found[1]) * 10 + (round(int(found[2]) * 10 / 10 ** len(found[2])) if found[2] else 0)


def flag_of(cell: Cell) -> bool | None:
    """Yes or no; None when the cell says neither."""
    text = folded(text_of(cell))
    if text in _YES:
        return True
    return False if text in _NO else None


def when_of(cell: Cell, today: date) -> When | None:
    """A day, a time or both; None for an empty cell."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, datetime):
        return When(cell.date(), _since_midnight(cell.time()))
    if isinstance(cell, date):
        return When(cell)
    if isinstance(cell, time):
        return When(clock=_since_midnight(cell))
    if isinstance(cell, timedelta):
        return When(clock=cell)
    if isinstance(cell, int | float):
        return _serial(float(cell))
    return _written(cell, today)


def span_of(cell: Cell, today: date) -> tuple[When, When] | None:
    """Two times in one cell, such as 09:00-11:30, with a day before them or not; None when it is no span."""
    if not isinstance(cell, str):
        return None
    day, rest = _day(_plain(cell), today)
    parts = _RANGE.split(rest.strip())
    if len(parts) != 2:
        return None
    first, last = _written(parts[0], today), _written(parts[1], today)
    if first is None or last is None:
        return None
    return When(day or first.day, first.clock), last


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def _serial(number: float) -> When:
    """Excel's count of days; below one it is a time of day."""
    if not 0 <= number <= _LAST_SERIAL:
        raise BadCell("bad_date", str(number))
    if number < 1:
        return When(clock=timedelta(seconds=round(number * 86_400)))
    when = _EXCEL_EPOCH + timedelta(days=int(number), seconds=round((number % 1) * 86_400))
    return When(when.date(), _since_midnight(when.time()) if number % 1 else None)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return _WEEKDAY.sub(" ", plain).strip()


def _written(text: str, today: date) -> When | None:
    plain = _plain(text)
    if not plain:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", plain) and int(float(plain)) in _TEXT_SERIAL:
        return _serial(float(plain))
    day, rest = _day(plain, today)
    rest = rest.strip().lstrip("t,").strip()
    if not rest:
        return When(day)
    offset = None
    if day is not None and (zone := _ZONE.search(rest)):
        offset, rest = _offset(zone[1]), rest[: zone.start()].strip()
    return When(day, _clock(rest, text), offset)


def _day(plain: str, today: date) -> tuple[date | None, str]:
    """The day at the beginning of a text, and what follows it."""
    for pattern, order in _DAYS:
        found = pattern.match(plain)
        if found is None or (pattern is _COMPACT and plain[found.end() : found.end() + 1].isdigit()):
            continue
        year, month, day = (int(found[group]) if group else today.year for group in order)
        if pattern is _WESTERN and month > 12:
            month, day = day, month
        try:
            return date(year, month, day), plain[found.end() :]
        except ValueError as error:
            raise BadCell("bad_date", plain) from error
    return None, plain


def _offset(text: str) -> timedelta:
    if text == "z":
        return timedelta()
    digits = text[1:].replace(":", "")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -length if text[0] == "-" else length


def _clock(rest: str, text: str) -> timedelta:
    found = _CLOCK.fullmatch(rest)
    if found is None or (found[3] is None and not re.search(r"[:点时h]|am|pm", rest)):
        raise BadCell("bad_date", text)
    hour = int(found[2])
    minute = {"半": 30, "一刻": 15}.get(found[3] or "", -1)
    minute = int(found[3] or 0) if minute < 0 else minute
    second = int(found[4] or 0)
    half = found[1] or found[5] or ""
    if (half in _LATE and hour < 12) or (half == "中午" and hour < 10):
        hour += 12
    elif half in {"am", "凌晨"} and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):
        raise BadCell("bad_date", text)
    return timedelta(hours=hour, minutes=minute, seconds=second)
