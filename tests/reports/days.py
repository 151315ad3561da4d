"""Days to print, a measure without fonts, and what a laid-out document says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.questions import DaySchedule
from app.domain.records import MeetingRecord, PrintRecord, RoomRecord, TaskRecord
from app.domain.states import TaskState
from app.reports.schedule import Options, Printing, layout
from app.reports.sheet import Document, Page, Run
from tests.support import records

PRINTING = Printing(records.T0, "周敏")
ANNA = records.person("王海燕")
LIN = records.person("林晓燕")


class PlainMeasure:
    """A Han character is one size wide, any other 0.55; marks over a character take no room."""

    def __init__(self, unknown: str = "") -> None:
        self._unknown = unknown

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        del bold
        return size * sum(_advance(character) for character in text)

    def can_show(self, character: str) -> bool:
        return character not in self._unknown


def _advance(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 1 if unicodedata.east_asian_width(character) in {"W", "F"} else 0.55


def day(
    meetings: Iterable[MeetingRecord] = (),
    tasks: Iterable[TaskRecord] = (),
    rooms: Iterable[RoomRecord] = (),
    last: PrintRecord | None = None,
    unsent: int = 0,
) -> DaySchedule:
    """A day at the site: the rooms named, or 302 alone."""
    board = records.board(rooms, meetings, tasks, people=(LIN, ANNA))
    board = replace(board, rules=replace(board.rules, site_name="市机关会议中心"))
    return DaySchedule(records.DAY.isoformat(), board, unsent, last)


def printed(document: Document, at: int = records.T0) -> PrintRecord:
    """The record of a print of this document."""
    return PrintRecord(
        "p", document.name, document.layout, document.on, document.version, document.kept, at, ""
    )


def laid(schedule: DaySchedule, options: Options | None = None, printing: Printing = PRINTING) -> Document:
    return layout(schedule, options or Options(), printing, PlainMeasure())


def reprinted(before: DaySchedule, after: DaySchedule, options: Options | None = None) -> Document:
    """The second print, after the first one was recorded."""
    return laid(replace(after, last_print=printed(laid(before, options))), options)


def given(tasks: Iterable[TaskRecord], *people: str) -> tuple[TaskRecord, ...]:
    """Tasks handed to people by slot."""
    return tuple(
        replace(task, assignee_id=people[task.slot - 1], state=TaskState.ASSIGNED)
        if 0 < task.slot <= len(people)
        else task
        for task in tasks
    )


def lines(page: Page) -> list[str]:
    """A page's texts as rows, each from left to right."""
    rows: dict[int, list[Run]] = {}
    for run in page.runs:
        rows.setdefault(round(run.y), []).append(run)
    return [" | ".join(r.text for r in sorted(rows[y], key=lambda r: r.x)) for y in sorted(rows)]


def text(document: Document) -> str:
    return "\n".join(line for page in document.pages for line in lines(page))


def line_with(document: Document, word: str) -> str:
    return next(line for line in text(document).split("\n") if word in line)


def run_with(document: Document, word: str) -> Run:
    return next(run for page in document.pages for run in page.runs if word in run.text)


def overlaps(runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Pairs of texts that stand on each other."""
    found = []
    ordered = sorted(runs, key=lambda run: run.box[1])
    for place, one in enumerate(ordered):
        left, _, right, bottom = one.box
        for other in ordered[place + 1 :]:
            if other.box[1] >= bottom - 0.01:
                break
            if other.box[0] < right - 0.01 and left < other.box[2] - 0.01:
                found.append((one.text, other.text))
    return found


def sound(document: Document) -> None:
    """No text leaves the paper or stands on another."""
    width, height = document.paper.size
    for page in document.pages:
        assert not overlaps(page.runs)
        for run in page.runs:
            left, top, right, bottom = run.box
            assert left >= 0, run
            assert right <= width + 0.1, run
            assert top >= 0, run
            assert bottom <= height, run
        for bar in page.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= width
            assert bar.y + bar.height <= height
