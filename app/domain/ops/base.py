"""The shape all operations share, and the bounded types their fields are made of.

Bounds keep a body acceptable to both databases: no NUL, no integer beyond 64 bits, no text without end.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Instant = Annotated[int, Meta(ge=0, le=32_503_680_000_000)]  # UTC ms, 1970 to 2999
Count = Annotated[int, Meta(ge=0, le=100_000)]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9_.]{1,64}$")]
Line = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")]
Title = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Meta(max_length=4000, pattern=r"^[^\x00]*$")]
LongText = Annotated[str, Meta(max_length=2_000_000, pattern=r"^[^\x00]*$")]
LocalDate = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]

KINDS: dict[str, type[Operation]] = {}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Operation(Struct, frozen=True, tag_field="kind", tag=_snake):
    """One intention of a person. The class is the verb, its kind the snake case of it."""

    permission: ClassVar[str] = ""

    def __init_subclass__(cls, **config: Any) -> None:  # Any: msgspec's own settings
        super().__init_subclass__(**config)
        KINDS[_snake(cls.__name__)] = cls

    @property
    def kind(self) -> str:
        """The stable name of this verb."""
        return _snake(type(self).__name__)
