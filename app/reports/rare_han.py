"""Characters beyond the Basic Plane (𠮷, 𬱖) in a PDF: Qt
draws them, but writes no Unicode for them. This adds it.

A font's codes in the PDF are numbered in the order in which its glyphs were first painted, and the codes that
Qt's table leaves out are those of such characters. The table is completed by an incremental update at the
file's end; where the order does not agree with what was painted, the file is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from app.reports.fonts import print_font
from app.reports.sheet import Document

_FONT: Final = re.compile(
    rb"\n(\d+) 0 obj\n<< /Type /Font\n/Subtype /Type0\n/BaseFont /(\S+)\n.*?/ToUnicode (\d+) 0 R", re.DOTALL
)
_RANGE: Final = re.compile(r"<(\w{4})> <(\w{4})> (?:<(\w{4})>|\[([^\]]*)\])")
_BLOCK: Final = 100  # entries that one list of the table may hold
_BASIC: Final = "\uffff"


@dataclass(frozen=True, slots=True)
class _Table:
    """A font's table: the number of its object, its text, and the characters it knows by code."""

    number: int
    text: str
    known: Mapping[int, str]


def with_rare_characters(data: bytes, document: Document) -> bytes:
    """The PDF with the Unicode of its rare characters."""
    painted = [(run.text, run.bold) for page in document.pages for run in page.runs]
    rare = sorted({character for text, _ in painted for character in text if character > _BASIC})
    if not rare:
        return data
    faces = {
        (character, bold): _face_of(character, bold=bold) for character in rare for bold in (False, True)
    }
    changed: dict[int, str] = {}
    for face, table in _tables(data).items():
        weights = {bold for (_, bold), found in faces.items() if found == face}
        order = list(dict.fromkeys(c for text, bold in painted if bold in weights for c in text))
        own = [c for c in order if c > _BASIC and any(faces[c, bold] == face for bold in weights)]
        codes = _codes(table.known, order, own)
        if codes:
            changed[table.number] = _completed(table.text, codes)
    return _updated(data, changed) if changed else data


def _face_of(character: str, *, bold: bool) -> str:
    """The font of the PDF that a character is painted with; "" when it is none."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)  # held: a painter does not keep its device
    painter = QPainter(writer)
    painter.setFont(print_font(10, bold=bold))
    painter.drawText(1000, 1000, character)
    painter.end()
    faces = list(_tables(bytes(buffer.data().data())))
    return faces[0] if len(faces) == 1 else ""


def _tables(data: bytes) -> dict[str, _Table]:
    """The tables of the PDF's fonts by font; fonts that stand in it twice are left out."""
    found: dict[str, _Table] = {}
    twice: set[str] = set()
    for match in _FONT.finditer(data):
        face, number = match[2].decode(), int(match[3])
        start = data.index(b"stream\n", data.index(b"\n%d 0 obj\n" % number)) + len(b"stream\n")
        text = data[start : data.index(b"endstream", start)].decode("latin-1")
        twice |= {face} & found.keys()
        found[face] = _Table(number, text, dict(_known(text)))
    return {face: table for face, table in found.items() if face not in twice}


def _known(text: str) -> Iterator[tuple[int, str]]:
    """(code, character) pairs of a table, without the sign for what has no glyph."""
    for first, last, one, many in _RANGE.findall(text):
        start, values = int(first, 16), re.findall(r"\w{4}", many)
        for code in range(max(start, 1), int(last, 16) + 1):
            value = int(values[code - start], 16) if values else int(one, 16) + code - start
            yield code, chr(value)


def _codes(known: Mapping[int, str], order: list[str], own: list[str]) -> dict[int, str]:
    """Codes for the rare characters: the ones that are
    missing, in order; nothing when the order does not agree.
    """
    last = max(known, default=0)
    missing = [code for code in range(1, last + 1) if code not in known]
    beyond = len(own) - len(missing)
    if not own or beyond < 0:
        return {}
    codes = dict(zip([*missing, *range(last + 1, last + 1 + beyond)], own, strict=True))
    whole = {**known, **codes}
    expected = [character for character in order if character in set(whole.values())]
    return codes if [whole[code] for code in sorted(whole)] == expected else {}


def _completed(text: str, codes: Mapping[int, str]) -> str:
    lines = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in codes.items()
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    added = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return text.replace("endcmap\n", f"{added}endcmap\n", 1)


def _updated(data: bytes, changed: Mapping[int, str]) -> bytes:
    """The file with newer forms of some objects at its end, and a table that points to them."""
    trailer = data[data.rindex(b"trailer\n<<\n") + len(b"trailer\n<<\n") : data.rindex(b">>\nstartxref")]
    before = int(data[data.rindex(b"startxref\n") + len(b"startxref\n") :].split()[0])
    body, table = bytearray(data), bytearray(b"xref\n")
    for number in sorted(changed):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(body))
        stream = changed[number].encode("latin-1")
        body += b"%d 0 obj\n<< /Length %d >>\nstream\n%sendstream\nendobj\n" % (number, len(stream), stream)
    start = len(body)
    body += table + b"trailer\n<<\n" + trailer + b"/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
    return bytes(body)
