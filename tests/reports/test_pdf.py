"""The PDF, read back by another program: what was printed is what was known, character by character."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QImage, QPainter, QPdfWriter

from app.reports.fonts import PRINT_FAMILIES, load_print_fonts, print_font
from app.reports.measure import FontMeasure
from app.reports.paint import paint_page
from app.reports.schedule import Options, layout
from app.reports.schedule_entries import Arrangement
from app.reports.schedule_file import schedule_pdf, write_pdf
from app.reports.sheet import Document, Paper
from tests.reports.days import LIN, PRINTING, day, given
from tests.support.records import meeting, room, tasks_for

HARD = "人方用日页骨角–“改”（26.4°）48→52"  # radicals that Noto shares, signs that Inter replaces
TITLES = (
    HARD,
    "<b>粗体</b> & <img src=http://127.0.0.1/x>",
    "䶮㐂镕垚 rare Han",
    "庆典🎉合影",
    "100% {n} %s \\n",
    "Ω é ñ ß",
)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip("poppler is not installed")
    return found


def read(path: Path, *options: str) -> str:
    done = subprocess.run(
        [tool("pdftotext"), *options, str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Document]:
    meetings = [
        meeting(f"m{n}", title=title, unit="市规划和自然资源局", expected=60 + n)
        for n, title in enumerate(TITLES)
    ]
    tasks = [t for one in meetings for t in given(tasks_for(one), LIN.id)]
    path = tmp_path / "day.pdf"
    return path, schedule_pdf(day(meetings, tasks, [room(name="视频会议室")]), Options(), PRINTING, path)


def test_every_text_of_the_layout_comes_back_from_the_pdf(written: tuple[Path, Document]):
    path, document = written
    found = squeezed(read(path, "-raw"))
    for page in document.pages:
        for run in page.runs:
            assert squeezed(run.text) in found, run.text


def test_titles_are_shown_as_they_were_typed(written: tuple[Path, Document]):
    found = squeezed(read(written[0], "-raw"))
    for title in TITLES:
        assert squeezed(title.replace("🎉", "[U+1F389]")) in found


def test_each_row_reads_from_left_to_right(written: tuple[Path, Document]):
    row = next(line for line in read(written[0], "-layout").split("\n") if "Ω" in line)
    assert re.split(r" {2,}|(?<=0) (?=302)|(?<=302) ", row.strip())[:2] == ["14:00–15:30", "302"]
    assert row.split()[-3:] == ["65", "林晓燕", "茶水"]


def test_the_file_says_what_it_is_and_carries_its_fonts(written: tuple[Path, Document]):
    path, document = written
    info = subprocess.run([tool("pdfinfo"), str(path)], capture_output=True, text=True, check=True).stdout
    assert "会议日程表 2026-06-10" in info
    assert re.search(rf"Pages: +{len(document.pages)}\n", info)
    assert "842 x 595 pts (A4)" in info
    assert b'pdfaid:part="1"' in path.read_bytes()
    fonts = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert all("yes" in row[-5] for row in rows)  # emb
    assert any("WenQuanYi" in row[0] for row in rows)


def test_200_meetings_are_all_in_the_file_on_the_pages_that_the_layout_counted(tmp_path: Path):
    meetings = [meeting(f"m{n}", title=f"第{n:03}次协调会", expected=n) for n in range(200)]
    path = tmp_path / "day.pdf"
    for arrangement in Arrangement:
        tasks = [t for one in meetings for t in given(tasks_for(one)[:1], LIN.id)]
        options = Options(arrangement=arrangement, paper=Paper.A3_PORTRAIT)
        document = schedule_pdf(day(meetings, tasks), options, PRINTING, path)
        pages = read(path).split("\f")[:-1]
        assert len(pages) == len(document.pages)
        assert all(f"第 {n} / {len(pages)} 页" in page for n, page in enumerate(pages, 1))
        assert all(squeezed("会议室") in squeezed(page) for page in pages)
        assert sorted(re.findall(r"第(\d{3})次协调会", read(path))) == [f"{n:03}" for n in range(200)]


def test_texts_are_as_wide_on_paper_as_the_layout_measured(written: tuple[Path, Document]):
    path, document = written
    boxes = subprocess.run(
        [tool("pdftotext"), "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    )
    words = re.findall(r'xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<', boxes.stdout)
    rights = {text: float(right) for right, text in words}
    runs = document.pages[0].runs
    alone = [run for run in runs if sum(run.text == other.text for other in runs) == 1 and run.text in rights]
    assert len(alone) > 5
    for run in alone:
        assert rights[run.text] == pytest.approx(run.x + run.width, abs=0.6), run.text


def test_the_same_painter_fills_a_picture(written: tuple[Path, Document]):
    _, document = written
    image = QImage(842, 595, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_page(painter, document.pages[0], 1.0)
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(0, 842, 3) for y in range(595)}
    greys = {name for name in colours if name[1:3] == name[3:5] == name[5:7]}
    assert "#ededed" in colours
    assert "#000000" in colours
    assert greys == colours  # black on white, nothing coloured


def test_han_beyond_the_basic_plane_comes_back_too(tmp_path: Path):
    """Names hold them; Qt paints them and forgets what they are."""
    load_print_fonts()
    wanted = [c for c in "𠮷𬱖𬭎𪚥𠀀" if FontMeasure().can_show(c)]
    if not wanted:
        pytest.skip("no face here has such characters")
    titles = [f"会议{c}{c}野家" for c in wanted] + ["".join(reversed(wanted)), "䶮㐂后面的字"]
    meetings = [meeting(f"m{n}", title=title, unit="".join(wanted)) for n, title in enumerate(titles)]
    path = tmp_path / "day.pdf"
    schedule = day(meetings, rooms=[room("302", name=f"{wanted[0]}厅")])
    schedule_pdf(schedule, Options(arrangement=Arrangement.ROOM), PRINTING, path)
    found = squeezed(read(path, "-raw"))
    for title in [*titles, f"302{wanted[0]}厅"]:
        assert title in found
    opened = subprocess.run([tool("pdfinfo"), str(path)], capture_output=True, text=True, check=True)
    assert opened.stderr == ""
    plain = tmp_path / "plain.pdf"
    schedule_pdf(day([meeting(title="常见字")]), Options(), PRINTING, plain)
    assert b"/Prev" not in plain.read_bytes()


# faces


def test_paper_has_its_own_families_and_points():
    load_print_fonts()
    font = print_font(10, bold=True)
    assert tuple(font.families()) == PRINT_FAMILIES
    assert font.pointSizeF() == 10
    assert font.bold()
    assert {"Inter", "WenQuanYi Micro Hei"} <= set(QFontDatabase.families())
    assert QFontInfo(font).family() == "Inter"


def test_features_of_the_applications_font_do_not_reach_the_paper(qapp, tmp_path: Path):
    before = QFont(qapp.font())
    screen = QFont(before)
    screen.setFeature(QFont.Tag("tnum"), 1)
    qapp.setFont(screen)
    try:
        path = tmp_path / "page.pdf"
        writer = QPdfWriter(str(path))
        painter = QPainter(writer)
        for bold, y in ((False, 1000), (True, 2000)):
            painter.setFont(print_font(10, bold=bold))
            painter.drawText(1000, y, HARD)
        painter.end()
    finally:
        qapp.setFont(before)
    assert [line for line in read(path).split("\n") if line.strip(" \f")] == [HARD, HARD]


# a file is written whole or not at all


@pytest.fixture
def document() -> Document:
    return layout(day([meeting()]), Options(), PRINTING)


def test_an_old_file_is_replaced_whole(tmp_path: Path, document: Document):
    path = tmp_path / "day.pdf"
    path.write_text("old")
    write_pdf(document, path)
    assert path.read_bytes().startswith(b"%PDF")
    assert [entry.name for entry in tmp_path.iterdir()] == ["day.pdf"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch, code: int
):
    path = tmp_path / "day.pdf"
    path.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=re.escape(os.strerror(code))):
        write_pdf(document, path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["day.pdf"]


def test_a_missing_folder_and_a_folder_in_the_place_of_the_file_are_errors(
    tmp_path: Path, document: Document
):
    with pytest.raises(FileNotFoundError):
        write_pdf(document, tmp_path / "gone" / "day.pdf")
    with pytest.raises(OSError, match="directory"):
        write_pdf(document, tmp_path)
    assert not list(tmp_path.iterdir())
