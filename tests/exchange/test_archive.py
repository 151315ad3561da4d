"""Archives that would cost too much, or reach out, are refused from their directory alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from defusedxml import DefusedXmlException

from app.domain.errors import Refused
from app.exchange.archive import check_archive
from app.exchange.grid import MOST_ROWS, xlsx_grids
from app.exchange.reading import never
from tests.exchange.test_tables import workbook

Fill = Callable[[zipfile.ZipFile], None]


def archive(fill: Fill) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        zipped.writestr("xl/workbook.xml", "<workbook/>")
        fill(zipped)
    return out.getvalue()


def reason(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        check_archive(data)
    return str(caught.value.params.get("reason", caught.value.code))


def test_a_bomb_is_refused_without_opening_a_member(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive(lambda zipped: zipped.writestr("xl/worksheets/sheet1.xml", b"<c/>" * 20_000_000))
    assert len(bomb) < 500_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a member was opened"))
    assert reason(bomb) == "ratio"


def test_too_many_members_are_refused() -> None:
    def fill(zipped: zipfile.ZipFile) -> None:
        for number in range(300):
            zipped.writestr(f"xl/{number}.xml", "")

    assert reason(archive(fill)) == "members"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "C:/x.xml", "\\\\server\\share", "xl/../../x"]
)
def test_names_that_reach_out_are_refused(name: str) -> None:
    assert reason(archive(lambda zipped: zipped.writestr(name, "x"))) == "name"


def test_a_link_is_refused() -> None:
    def fill(zipped: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("xl/link")
        info.external_attr = 0o120777 << 16
        zipped.writestr(info, "/etc/passwd")

    assert reason(archive(fill)) == "name"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("hello.txt", "x")
    assert reason(out.getvalue()) == "not_a_sheet"


def _with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, change(inside) if name.endswith("sheet1.xml") else inside)
    return out.getvalue()


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_has() -> None:
    data = workbook(("title", "room", "start", "end"), ("x", "302", "2026-06-11 09:00", "2026-06-11 10:00"))
    claims = _with_sheet(data, lambda xml: xml.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"'))
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(claims)).read("xl/worksheets/sheet1.xml")
    (grid,) = xlsx_grids(claims, never)
    assert len(grid.rows) == 2


def test_more_rows_than_allowed_are_refused() -> None:
    row = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{n}-a</t></is></c></row>'
    rows = "".join(row.format(n=n) for n in range(1, MOST_ROWS + 10)).encode()

    def fill(xml: bytes) -> bytes:
        start, end = xml.index(b"<sheetData>"), xml.index(b"</sheetData>")
        return xml[: start + len(b"<sheetData>")] + rows + xml[end:]

    with pytest.raises(Refused, match="too_many_rows"):
        list(xlsx_grids(_with_sheet(workbook(("a",)), fill), never))


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = _with_sheet(workbook(("title",)), lambda xml: xml.replace(b"<worksheet", laughs + b"<worksheet"))
    with pytest.raises(Refused) as caught:
        list(xlsx_grids(data, never))
    causes: list[BaseException | None] = [caught.value]
    while causes[-1] is not None:
        causes.append(causes[-1].__cause__ or causes[-1].__context__)
    assert any(isinstance(cause, DefusedXmlException) for cause in causes)
