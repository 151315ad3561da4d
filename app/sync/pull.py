"""Takes pages of central's feed in: rows, cursor, results, one transaction a page (sync.md, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

from app.operations.session import Key


class Forked(Exception):
    """Central answered something this folder never said: it is a clone or an old copy.

    The page was not taken; the console needs a new identity.
    """


class TooManyDeleted(Exception):
    """The feed would delete more than a fifth of a kind: a person has to say that this is meant.

    Nothing of the page was taken.
    """

    def __init__(self, subject: str, deleted: int, of: int) -> None:
        super().__init__(subject, deleted, of)
        self.subject = subject
        self.deleted = deleted
        self.of = of


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What a page brought. ``changed``: rows that may look different now, of very many (subject, "*").

    ``is_stale``: it was late, doubled or not for this console, and was dropped. ``retired`` ops have their
    answer, ``refused`` and ``conflicts`` of them need a person.
    """

    changed: frozenset[Key] = frozenset()
    is_last: bool = False
    retired: int = 0
    refused: int = 0
    conflicts: int = 0
    is_stale: bool = False
