"""Breaking a text into lines: between Han characters, at
spaces, and anywhere before anything is clipped. Pure.

No line begins with a closing sign or ends with an opening one, unless a line holds nothing
else; a character and what is written over it stay together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.reports.measure import Measure

_CLOSING: Final = frozenset("，。、；：！？）》」』】〕”’％…·〉)],.;:!?%}>")
_OPENING: Final = frozenset("（《「『【〔“‘〈￥([{<$")
_AFTER: Final = frozenset("-–—/\\_")  # a long word may be cut behind these
_BREAKS: Final = re.compile(
    "[ \t-\r\x1c-\x1f\x85\u2028\u2029]+"
)  # the ideographic space stays: it sets apart
_JOINER: Final = "\u200d"
_STEP: Final = 0.5  # sizes between body and floor, so that a document has few fonts


def clean(text: str, can_show: Callable[[str], bool]) -> str:
    """One line of text as it can be printed: breaks and control characters are spaces.

    A character that no face of print has stands as its code in brackets.
    """
    text = _BREAKS.sub(" ", text).strip(" ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if " " <= c < "\x7f" or _is_shown(c, can_show) else _spelt(c) for c in text)


def _is_shown(character: str, can_show: Callable[[str], bool]) -> bool:
    kind = unicodedata.category(character)
    return kind in {"Cf", "Mn", "Me"} or (kind != "Cc" and can_show(character))


def _spelt(character: str) -> str:
    return " " if unicodedata.category(character) == "Cc" else f"[U+{ord(character):04X}]"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text may be made to fit: its size, how small it
    may get, and whether words are kept whole if they can.
    """

    size: float
    floor: float
    bold: bool = False
    words: bool = False


def fitted(text: str, width: float, fit: Fit, measure: Measure) -> tuple[float, list[str]]:
    """Size and lines of a text: the body size if it fits
    one line, else smaller down to the floor, else wrapped.
    """
    size, floor, bold = fit.size, fit.floor, fit.bold
    step = size
    while step >= floor:
        if measure.width(text, step, bold=bold) <= width:
            return step, [text]
        step -= _STEP
    return floor, wrapped(text, width, lambda part: measure.width(part, floor, bold=bold), words=fit.words)


def wrapped(text: str, width: float, measure: Callable[[str], float], *, words: bool = False) -> list[str]:
    """Lines of at most ``width``; a single cluster that is wider than that stands alone. With
    ``words`` Han is broken at spaces too, where a line has one.
    """
    lines: list[str] = []
    start = 0
    while start < len(text):
        if measure(text[start:]) <= width:
            lines.append(text[start:].rstrip(" "))
            break
        limit = _longest(text, start, width, measure)
        space = text.rfind(" ", start + 1, limit + 1) if words else -1
        end = space if space > 0 else _line_end(text, start, limit)
        lines.append(text[start:end].rstrip(" "))
        start = end
        while start < len(text) and text[start] == " ":
            start += 1
    return lines or [""]


def _longest(text: str, start: int, width: float, measure: Callable[[str], float]) -> int:
    """The last index such that text[start:index] still fits: by doubling, then halving."""
    low, high = start + 1, start + 2
    while high < len(text) and measure(text[start:high]) <= width:
        low, high = high, min(len(text), start + 2 * (high - start))
    while low < high - 1:
        middle = (low + high) // 2
        if measure(text[start:middle]) <= width:
            low = middle
        else:
            high = middle
    return low


def _line_end(text: str, start: int, limit: int) -> int:
    """Where to break at or before ``limit``: at the last good place, else between two clusters."""
    for at in range(limit, start, -1):
        if _may_break(text[at - 1], text[at]) and not _is_joined(text, at):
            return at
    at = limit
    while at > start + 1 and _is_joined(text, at):
        at -= 1
    while at < len(text) and _is_joined(text, at):  # one cluster that is wider than the line
        at += 1
    return at


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _CLOSING or before in _OPENING:
        return False
    return before in _AFTER or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in {"W", "F"}


def _is_joined(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to the one before it."""
    after = text[at]
    if after < "\u0300":
        return False
    return (
        text[at - 1] == _JOINER
        or unicodedata.category(after) in {"Mn", "Me", "Mc", "Cf"}
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
    )
