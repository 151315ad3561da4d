"""Pinyin spellings for searching: full and initials, all readings of a name's letters. Runs in the pool."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Final, TypeVar

from app.domain.search import Spelled, folded

Thing = TypeVar("Thing")
MOST_READINGS: Final = 8  # of one text: names with many letters of several readings
LONGEST_NAME: Final = 6  # longer texts are titles: their words tell the reading
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_RUNS: Final = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


def spell(things: Sequence[tuple[Thing, tuple[str, ...]]]) -> tuple[Spelled[Thing], ...]:
    """Each thing with the spellings of its texts."""
    made = []
    for thing, texts in things:
        kept = tuple(dict.fromkeys(text for text in texts if text))
        readings = [reading for text in kept for reading in _readings(text)]
        made.append(
            Spelled(
                thing,
                tuple(folded(text) for text in kept),
                tuple(dict.fromkeys(full for full, _ in readings)),
                tuple(dict.fromkeys(initials for _, initials in readings)),
            )
        )
    return tuple(made)


@lru_cache(maxsize=20_000)
def _readings(text: str) -> tuple[tuple[str, str], ...]:
    """(full pinyin, initials) of a text's readings; () for a text without Han characters."""
    if text.isascii():
        return ()
    from pypinyin import Style, pinyin

    syllables: list[list[str]] = []
    for run in _RUNS.findall(text):
        if _HAN.match(run):
            syllables += pinyin(run, style=Style.NORMAL, heteronym=len(text) <= LONGEST_NAME)
        else:
            syllables += [[letter] for letter in run]
    found: dict[tuple[str, str], None] = {}
    for choice in product(*(dict.fromkeys(options) for options in syllables)):
        found[folded("".join(choice)), folded("".join(part[:1] for part in choice))] = None
        if len(found) == MOST_READINGS:
            break
    return tuple(found)
