"""What a console shows to prove who it is. Pure: made and judged without a database.

Access tokens are signed and live ten minutes, so that a request costs no look-up. Refresh tokens are signed
too, which makes a spent one recognisable although only the hash of the newest is kept. Secrets, codes and
refresh tokens are never stored, only their hashes; they are compared in constant time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from central.errors import signed_out

ACCESS_S: Final = 600
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud and typed without mistakes
_CODE_LETTERS: Final = 12  # 60 bits, once, for a day
_ALIKE: Final = str.maketrans("ILO", "110")
Claims = TypeVar("Claims", bound=Struct)


class Access(Struct, frozen=True):
    """Whose token this is, and until when (UTC ms)."""

    console: str
    site: str
    until: int


class Refresh(Struct, frozen=True):
    """``family``: all that came from one sign-in by the secret."""

    console: str
    site: str
    family: str
    nonce: str


def new_secret() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """An enrolment code for a person to type, in groups of four."""
    text = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))
    return "-".join(text[start : start + 4] for start in range(0, _CODE_LETTERS, 4))


def typed_code(text: str) -> str:
    """A code as it was meant: lower case, blanks and letters that look alike are forgiven."""
    return "".join(text.upper().split()).replace("-", "").translate(_ALIKE)


def hashed(text: str) -> str:
    """What is stored of a secret. All of them are long and random: one round of SHA-256 is enough."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(text: str, stored: str) -> bool:
    """Whether a secret belongs to a stored hash, in constant time; never for an empty one."""
    return bool(stored) and hmac.compare_digest(hashed(text), stored)


def sign(key: str, claims: Struct) -> str:
    """A token that says ``claims``, made with the service's key (hex)."""
    payload = base64.urlsafe_b64encode(msgspec.json.encode(claims)).rstrip(b"=")
    return f"{payload.decode()}.{_mac(key, type(claims).__name__, payload)}"


def read(key: str, token: str, kind: type[Claims]) -> Claims:
    """What a token of ours says; raises RequestProblem(401) for any other text."""
    payload, _, mac = token.partition(".")
    try:
        given = payload.encode("ascii")
        if not hmac.compare_digest(mac.encode("ascii"), _mac(key, kind.__name__, given).encode("ascii")):
            raise signed_out()
        return msgspec.json.decode(base64.urlsafe_b64decode(given + b"=" * (-len(given) % 4)), type=kind)
    except (ValueError, msgspec.MsgspecError) as wrong:
        raise signed_out() from wrong


def read_access(key: str, token: str, now: int) -> Access:
    """An access token that still holds; raises RequestProblem(401): ``signed_out`` or ``expired``."""
    access = read(key, token, Access)
    if access.until <= now:
        raise signed_out("expired")
    return access


def _mac(key: str, purpose: str, payload: bytes) -> str:
    digest = hmac.new(bytes.fromhex(key), purpose.encode() + b"." + payload, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
