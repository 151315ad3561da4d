"""The op as it is stored and sent: an envelope around
the body's raw JSON. These bytes are never re-encoded.
"""

from __future__ import annotations

import functools
import operator
import unicodedata
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Raw, Struct

from app.domain.errors import Refused
from app.domain.ops import KINDS, Operation
from app.domain.ops.base import Count, Id, Instant, Line
from app.operations.upcasts import UNREADABLE, UPCASTS, Vocabulary

SCHEMA: Final = 1  # the vocabulary of this program: op kinds, their fields, columns

Clock = Annotated[int, Meta(ge=-(2**53), le=2**53)]  # ms of a clock that means nothing by itself


class Op(Struct, frozen=True):
    """What travels. ``at`` is the console's wall time,
    ``mono``/``boot_id``/``offset_ms`` say how far to trust it.

    ``undoes`` names the op this one takes back; ops of one act of a person share a ``group``. Neither has a
    meaning inside ``apply``. Bounded like a body: what cannot be stored must not stand in a console's way.
    """

    op_id: Id
    actor: Line
    at: Instant
    mono: Clock
    boot_id: Line
    offset_ms: Clock
    schema: Count
    body: Raw
    undoes: Id | None = None
    group: Id | None = None


_UNION: Final[Any] = functools.reduce(operator.or_, KINDS.values())
_VOCABULARY: Final[Vocabulary[Operation]] = Vocabulary(_UNION, SCHEMA, UPCASTS)
_decode_op: Final = msgspec.json.Decoder(Op)
_encode: Final = msgspec.json.Encoder()


def encode(op: Op) -> bytes:
    """The op's bytes."""
    return _encode.encode(op)


def decode(data: bytes) -> Op:
    """The envelope; raises Refused("malformed")."""
    try:
        return _decode_op.decode(data)
    except UNREADABLE as wrong:
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong


def body_of(op: Op) -> Operation:
    """The typed body in today's words; raises Refused("malformed") for what this schema cannot read, and
    ("kind_removed").
    """
    return _VOCABULARY.read(op.body, op.schema)


def normalised(body: Operation) -> tuple[Operation, Raw]:
    """The body as it will be stored: texts in NFC and trimmed, bounds checked; raises Refused("malformed").

    Done once, by the author's console, before the op exists: both ends then read the same bytes.
    """
    try:
        raw = _encode.encode(body)
        if not raw.isascii() or b" " in raw or b"\\" in raw:  # else nothing is there to trim or to compose
            raw = _encode.encode(_clean(msgspec.json.decode(raw)))
    except (
        msgspec.MsgspecError,
        UnicodeEncodeError,
        OverflowError,
    ) as wrong:  # half a character; beyond 64 bits
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong
    return _VOCABULARY.read(raw, SCHEMA), Raw(raw)


def _clean(value: Any) -> Any:  # Any: a JSON value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    if isinstance(value, dict):
        return {key: _clean(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_clean(held) for held in value]
    return value
