"""The op as it is stored and sent: an envelope around
the body's raw JSON. These bytes are never re-encoded.
"""

from __future__ import annotations

import functools
import operator
import unicodedata
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from app.domain.errors import Refused
from app.domain.ops import KINDS, Operation

SCHEMA: Final = 1  # the vocabulary of this program: op kinds, their fields, columns


class Op(Struct, frozen=True):
    """What travels. ``at`` is the console's wall time,
    ``mono``/``boot_id``/``offset_ms`` say how far to trust it.

    ``undoes`` names the op this one takes back; ops of one act of a person share a ``group``. Neither has a
    meaning inside ``apply``.
    """

    op_id: str
    actor: str
    at: int
    mono: int
    boot_id: str
    offset_ms: int
    schema: int
    body: Raw
    undoes: str | None = None
    group: str | None = None


_UNION: Final[Any] = functools.reduce(operator.or_, KINDS.values())
_decode_body: Final = msgspec.json.Decoder(_UNION)
_decode_op: Final = msgspec.json.Decoder(Op)
_encode: Final = msgspec.json.Encoder()


def encode(op: Op) -> bytes:
    """The op's bytes."""
    return _encode.encode(op)


def decode(data: bytes) -> Op:
    """The envelope; raises Refused("malformed")."""
    try:
        return _decode_op.decode(data)
    except msgspec.MsgspecError as wrong:
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong


def body_of(op: Op) -> Operation:
    """The typed body; raises Refused("malformed") for what this schema cannot read."""
    try:
        body = _decode_body.decode(op.body)
    except msgspec.MsgspecError as wrong:
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong
    assert isinstance(body, Operation)
    return body


def normalised(body: Operation) -> tuple[Operation, Raw]:
    """The body as it will be stored: texts in NFC and trimmed, bounds checked; raises Refused("malformed").

    Done once, by the author's console, before the op exists: both ends then read the same bytes.
    """
    try:
        raw = _encode.encode(body)
        if not raw.isascii() or b" " in raw or b"\\" in raw:  # else nothing is there to trim or to compose
            raw = _encode.encode(_clean(msgspec.json.decode(raw)))
        typed = _decode_body.decode(raw)
    except (
        msgspec.MsgspecError,
        UnicodeEncodeError,
        OverflowError,
    ) as wrong:  # half a character; beyond 64 bits
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong
    return typed, Raw(raw)


def _clean(value: Any) -> Any:  # Any: a JSON value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    if isinstance(value, dict):
        return {key: _clean(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_clean(held) for held in value]
    return value
