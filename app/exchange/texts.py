"""Texts from files, made fit for the store: NFC, no control characters, no longer than a field holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE: Final = 200
TITLE: Final = 500
TEXT: Final = 4000

# Control characters and lone surrogates; line breaks and tabs are handled apart.
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE: Final = re.compile(r"\s+")


def fitting(text: str, limit: int, *, lines: bool = False) -> str:
    """The text as a field holds it; without ``lines`` on one line."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _UNFIT.sub("", text).strip()[:limit].rstrip()
    return _SPACE.sub(" ", _UNFIT.sub(" ", text)).strip()[:limit].rstrip()


def folded(text: str) -> str:
    """A name for comparing: full-width and half-width, case and spaces are the same."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()
