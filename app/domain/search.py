"""How a thing is found by what a person types: Chinese, full pinyin, initials, number; best matches first.

Pure: the spellings are handed in (app/words/pinyin makes them). Everything is compared in one folded form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Thing = TypeVar("Thing")

EXACT: Final = 0
STARTS: Final = 1
INITIALS: Final = 2
INSIDE: Final = 3
SPELLED: Final = 4
SCATTERED: Final = 5


@dataclass(frozen=True, slots=True)
class Spelled(Generic[Thing]):
    """A thing with its folded texts, the full pinyin of each, and the initials of each."""

    thing: Thing
    texts: tuple[str, ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]


def folded(text: str) -> str:
    """One form for comparing: width, case and blanks do not matter (３０２ = 302, Ｋ = k)."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def rank(query: str, spelled: Spelled[Thing]) -> int | None:
    """How well a folded query fits, lower is better; None = not at all. Several words must all fit."""
    best: int | None = None
    for texts, starts, inside in (
        (spelled.texts, STARTS, INSIDE),
        (spelled.initials, INITIALS, SPELLED),
        (spelled.pinyin, INITIALS, SPELLED),
    ):
        for text in texts:
            found = _fits(query, text, starts, inside)
            if found is not None and (best is None or found < best):
                best = found
    if best is None and len(query) > 1 and any(_scattered(query, text) for text in spelled.texts):
        return SCATTERED
    return best


def _fits(query: str, text: str, starts: int, inside: int) -> int | None:
    if not text or query not in text:
        return None
    if text == query:
        return EXACT if starts == STARTS else starts
    return starts if text.startswith(query) else inside


def _scattered(query: str, text: str) -> bool:
    """The letters of the query in their order, with others between."""
    rest = iter(text)
    return all(letter in rest for letter in query)


def search(query: str, index: Iterable[Spelled[Thing]], limit: int = 50) -> list[Thing]:
    """The best matches, in the index's order where they fit equally well."""
    words = [folded(word) for word in query.split()] or [folded(query)]
    found: list[tuple[int, int, Thing]] = []
    for place, spelled in enumerate(index):
        ranks = [rank(word, spelled) for word in words if word]
        if ranks and all(value is not None for value in ranks):
            found.append((sum(value for value in ranks if value is not None), place, spelled.thing))
    found.sort(key=lambda entry: entry[:2])
    return [thing for _, _, thing in found[:limit]]


def closest(query: str, words: Iterable[str]) -> str | None:
    """The word one slip away from the query (3O2 → 302), or None."""
    wanted = folded(query).translate(str.maketrans("olisb", "01158"))
    for word in words:
        if folded(word) == wanted:
            return word
    return None
