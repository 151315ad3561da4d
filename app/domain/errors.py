"""What the house says when it cannot do a thing: codes and parameters, never text for people."""

from __future__ import annotations

from typing import Final

Params = dict[str, str | int]


class Refused(Exception):
    """A rule said no. Nothing was changed.

    ``code`` is stable and becomes a sentence in app/words; ``params`` holds what the sentence names
    (ids, instants in UTC ms, counts). ``rule`` is the id in docs of the demand behind it, where there is one.
    """

    def __init__(self, code: str, rule: str = "", **params: str | int) -> None:
        super().__init__(code, params)
        self.code: Final = code
        self.rule: Final = rule
        self.params: Final[Params] = params

    @classmethod
    def of(cls, code: str, params: Params) -> Refused:
        """The refusal of a stored or sent result."""
        made = cls(code)
        made.params.update(params)
        return made


class Unavailable(Exception):
    """A service is away; work goes on without it. ``since`` is UTC ms."""

    def __init__(self, what: str, since: int) -> None:
        super().__init__(what, since)
        self.what: Final = what
        self.since: Final = since


class StoreFault(Exception):
    """The data file cannot be used: ``disk_full``,
    ``read_only``, ``corrupt``, ``newer``, ``locked``, ``key``.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code: Final = code
        self.detail: Final = detail
