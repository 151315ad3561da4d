"""Bodies of requests and answers: whole or zstd, bounded before they are unpacked and while they are."""

from __future__ import annotations

import sys
from typing import Final

from starlette.requests import Request

from app.operations import wire
from central.errors import too_large, unreadable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZSTD: Final = "zstd"
IDENTITY: Final = "identity"
LEVEL: Final = 1  # of answers: 8 times smaller in a fifteenth of gzip's time
WORTH: Final = 1_024  # bytes; less is sent as it is
_WINDOW: Final[dict[int, int]] = {
    zstd.DecompressionParameter.window_log_max: 23
}  # 8 MiB: what a frame may make us set aside


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request, unpacked; at most ``most`` bytes, packed and unpacked.

    Raises RequestProblem 413 when there is more; 400 for an encoding that is not ours, a broken frame, or a
    body that is not what the request's own X-Sum says.
    """
    encoding = request.headers.get("content-encoding", "").lower()
    if encoding not in {"", IDENTITY, ZSTD}:
        raise unreadable(f"content-encoding {encoding[:40]}")
    packed = bytearray()
    async for chunk in request.stream():
        packed += chunk
        if len(packed) > most:
            raise too_large(most)
    body = unpack(bytes(packed), most) if encoding == ZSTD else bytes(packed)
    if request.headers.get("x-sum", "") not in {"", wire.checksum(body)}:
        raise unreadable("x-sum")
    return body


def unpack(packed: bytes, most: int) -> bytes:
    """A zstd body; never more than ``most`` bytes of it are made."""
    unpacker = zstd.ZstdDecompressor(options=_WINDOW)
    try:
        made = unpacker.decompress(packed, max_length=most + 1)
    except zstd.ZstdError as broken:
        raise unreadable("zstd") from broken
    if len(made) > most:
        raise too_large(most)
    if not unpacker.eof or unpacker.unused_data:
        raise unreadable("zstd: not one whole frame")
    return made


def pack(body: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
    """An answer as the client can take it, with the headers that say so. ``accepted``: Accept-Encoding."""
    headers = {"X-Sum": wire.checksum(body), "Vary": "Accept-Encoding"}
    if len(body) < WORTH or not _takes_zstd(accepted):
        return body, headers
    return zstd.compress(body, LEVEL), headers | {"Content-Encoding": ZSTD}


def _takes_zstd(accepted: str) -> bool:
    for offer in accepted.lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() == ZSTD:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


__all__ = ["LEVEL", "WORTH", "ZSTD", "pack", "read_body", "unpack", "zstd"]
