"""Brings bodies of older vocabularies to today's, at both ends, before they are decoded.

An op keeps the schema it was written in for ever: its bytes are hashed and never rewritten. A step leads one
kind from one schema to the next as plain data (dict to dict); a body runs through every step between. Rules
for authors: docs/operations.md, Another vocabulary. Callers: envelope, and the tests with words of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec import Raw

from app.domain.errors import Refused

Body = dict[str, Any]  # Any: JSON values
Step = Callable[[Body], Body]
Word = TypeVar("Word")
_KIND: Final = "kind"
UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes that say nothing, nested without end included."""


class Upcasts:
    """The steps between vocabularies, by the schema they lead away from and the kind they read."""

    def __init__(self) -> None:
        self._steps: dict[tuple[int, str], Step] = {}
        self._newest = 0  # the newest schema that any step leads away from

    def step(self, schema: int, kind: str) -> Callable[[Step], Step]:
        """Registers how bodies of a kind go from ``schema`` to the next: pure, on a copy of its own."""

        def register(step: Step) -> Step:
            self._add(schema, kind, step)
            return step

        return register

    def rename(self, schema: int, kind: str, successor: str) -> None:
        """From the next schema on, the kind has another name."""
        self._add(schema, kind, lambda body: body | {_KIND: successor})

    def remove(self, schema: int, kind: str) -> None:
        """From the next schema on, the kind is gone and nothing takes its place: Refused("kind_removed")."""

        def gone(_body: Body) -> Body:
            raise Refused("kind_removed", kind=kind)

        self._add(schema, kind, gone)

    def concern(self, schema: int) -> bool:
        """Whether a body of a schema may have to go through a step."""
        return schema <= self._newest

    def bring(self, body: Body, schema: int, to: int) -> Body:
        """A body of ``schema`` in the words of schema ``to``; raises Refused("kind_removed").

        In one go or schema by schema, the result is the same. The body given is left as it was.
        """
        brought = msgspec.json.decode(msgspec.json.encode(body))
        for each in range(schema, to):
            step = self._steps.get((each, str(brought.get(_KIND, ""))))
            if step is not None:
                brought = step(brought)
        return dict(brought)

    def _add(self, schema: int, kind: str, step: Step) -> None:
        if (schema, kind) in self._steps:
            raise ValueError(f"two steps lead {kind} away from schema {schema}")
        self._steps[schema, kind] = step
        self._newest = max(self._newest, schema)


class Vocabulary(Generic[Word]):
    """Reads bodies: the union of today's kinds, their schema, and the way there from older ones."""

    def __init__(self, union: Any, schema: int, upcasts: Upcasts) -> None:  # Any: a union type
        self.schema: Final = schema
        self._union = union
        self._decoder = msgspec.json.Decoder(union)
        self._upcasts = upcasts

    def read(self, raw: Raw | bytes, schema: int) -> Word:
        """The typed body; raises Refused("malformed") for what today's words cannot say, ("kind_removed")."""
        try:
            if schema >= self.schema or not self._upcasts.concern(schema):
                word: Word = self._decoder.decode(raw)
                return word
            body = msgspec.json.decode(raw, type=Body)
            try:
                brought = self._upcasts.bring(body, schema, self.schema)
            except (KeyError, TypeError, ValueError, AttributeError) as wrong:  # what a step looked for
                raise Refused("malformed", detail=f"{type(wrong).__name__}: {wrong}"[:200]) from wrong
            # Not convert(): a decoder reads JSON as JSON says it, whatever a step made of it.
            word = self._decoder.decode(msgspec.json.encode(brought))
        except UNREADABLE as wrong:
            raise Refused("malformed", detail=str(wrong)[:200]) from wrong
        return word


UPCASTS: Final = Upcasts()
"""Of this program. Schema 1 is the first: nothing leads here yet."""
