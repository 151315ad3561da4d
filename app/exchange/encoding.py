"""Which letters the bytes of a text file are: UTF-8, UTF-16, GB 18030, or what statistics say."""

from __future__ import annotations

import codecs
from typing import Final

from app.domain.errors import Refused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAMPLE: Final = 200_000  # bytes that statistics look at; more costs seconds and tells nothing new


def encoding_of(data: bytes) -> str:
    """The name of the encoding; refuses what is no text at all."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data:
        raise Refused("not_text")
    if _is(data, "utf-8"):
        return "utf-8"
    if _mostly_utf8(data):
        return "utf-8"  # a damaged byte here and there; the rest is readable
    if _is(data, "gb18030") and _looks_chinese(data[:_SAMPLE].decode("gb18030", "replace")):
        return "gb18030"
    return _guess(data)


def decode(data: bytes) -> str:
    """The text of the bytes, without a byte order mark; a byte that fits nowhere becomes U+FFFD."""
    return data.decode(encoding_of(data), "replace").lstrip("\ufeff")


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether most lines with letters beyond ASCII are UTF-8: real GB 18030 hardly ever is, by chance."""
    lines = [line for line in data[:_SAMPLE].splitlines() if not line.isascii()]
    return bool(lines) and sum(_is(line, "utf-8") for line in lines) * 2 > len(lines)


def _looks_chinese(text: str) -> bool:
    """Whether the letters beyond ASCII are Han, full-width or CJK punctuation, mostly."""
    letters = [letter for letter in text if letter > "\x7f"]
    han = sum(
        "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef" or letter > "\uffff"
        for letter in letters
    )
    return han * 2 > len(letters)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and _is(data, best.encoding):
        return best.encoding
    return "cp1252"
