"""Identities. Author's ids are UUIDv7 (time-ordered), derived ids are uuid5 of parent and role.

The same derivation on every console makes "doing it twice" the same as "doing it once".
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Final

_HOUSE: Final = uuid.UUID("6b0f2f5e-58a0-5b0e-9d3c-2f9a6d1c7e11")


def derived(parent: str, *roles: str | int) -> str:
    """The id of what follows from ``parent`` in a role, as lower-case text of 36 characters."""
    seed = _HOUSE.bytes + "/".join((parent, *map(str, roles))).encode()
    return _written(bytearray(hashlib.sha1(seed, usedforsecurity=False).digest()[:16]))


def _written(value: bytearray) -> str:
    """uuid5's digest as text; uuid.UUID would take three times as long, and an import derives many ids."""
    value[6] = value[6] & 0x0F | 0x50
    value[8] = value[8] & 0x3F | 0x80
    text = value.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def uuid7(at: int, randomness: bytes) -> str:
    """A UUIDv7 of instant ``at`` (UTC ms) and ten random bytes, as text."""
    value = (at & (2**48 - 1)) << 80 | int.from_bytes(randomness[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def instant_of(op_id: str) -> int:
    """When an author's id was made (UTC ms), as its UUIDv7 says."""
    return int(op_id[:8] + op_id[9:13], 16)
