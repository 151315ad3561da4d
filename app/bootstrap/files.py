"""The subcommands import and export: files of other programs into the store and out of it (design.md 10, 11).

They take whatever end of a data folder does the work: a console opened for the command, or the running one.
Reports and data go to ``out``, sentences for people to ``err``. Returns the exit code.
"""

from __future__ import annotations

import contextlib
import errno
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Final, Protocol, TextIO, TypeVar

from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.imports import ImportPlan, Kind, RowState
from app.domain.meetings import EARLIEST, LATEST
from app.domain.ops import Operation, RecordExport
from app.domain.periods import Period, day_of, day_period
from app.domain.questions import (
    BoardBetween,
    FloorList,
    ImportGround,
    MeetingsBetween,
    PeopleList,
    Question,
    RecentChanges,
    RoomList,
    RulesInForce,
)  # fmt: skip
from app.domain.records import ChangeRecord
from app.domain.rules import Rules
from app.exchange import export, writing
from app.exchange.plan import ground_for, plan_import
from app.exchange.reading import never, quiet, read_file
from app.exchange.report import Report, after
from app.words import imports

OK: Final = 0
BAD_DATA: Final = 65
CANNOT_WRITE: Final = 73
IO_ERROR: Final = 74
_PAGE: Final = 5_000  # audit lines asked for at a time
_SHOWN: Final = 200  # rows listed for people; --json lists all

Answer = TypeVar("Answer")


class Backend(Protocol):
    """The end of a data folder."""

    def ask(self, question: Question[Answer]) -> Answer: ...
    def do(self, ops: Sequence[Operation], actor: str) -> Done: ...
    def import_all(
        self, ops: Sequence[Operation], actor: str, progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Done: ...  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command runs: the data, who runs it, when, and what it writes to."""

    backend: Backend
    actor: str
    now: int
    new_id: Callable[[], str]
    out: BinaryIO
    err: TextIO

    def say(self, text: str) -> None:
        """A line for people."""
        self.err.write(text + "\n")

    def give(self, data: bytes) -> None:
        """What the command was asked for."""
        with contextlib.suppress(BrokenPipeError):  # whoever reads has read enough
            self.out.write(data)
            self.out.flush()


class CommandConsole(Backend, Protocol):
    """A console opened for one command."""

    @property
    def clock(self) -> Clock: ...


class Clock(Protocol):
    """Its instants and ids."""

    @property
    def now(self) -> Callable[[], int]: ...
    @property
    def new_id(self) -> Callable[[], str]: ...


def import_command(args: Namespace, console: CommandConsole) -> int:
    """`main.py import` on a console of its own."""
    return import_file(_desk(console), args)


def export_command(args: Namespace, console: CommandConsole) -> int:
    """`main.py export` on a console of its own."""
    return export_file(_desk(console), args)


def _desk(console: CommandConsole) -> Desk:
    clock = console.clock
    return Desk(console, "", clock.now(), clock.new_id, sys.stdout.buffer, sys.stderr)


def import_file(desk: Desk, args: Namespace) -> int:
    """`main.py import`: nothing is written before the whole file is read and planned."""
    rules = desk.backend.ask(RulesInForce())
    path = Path(args.folder, args.file)
    kind = Kind(args.kind) if args.kind else None
    try:
        document = read_file(path, kind, rules.tz, day_of(desk.now, rules.tz))
    except Refused as refused:
        desk.say(f"{args.file}: {imports.file_problem(refused.code, refused.params)}")
        return BAD_DATA
    plan = plan_import(document, desk.backend.ask(ground_for(document)), create_rooms=args.create_rooms)
    report = Report(plan, is_dry_run=args.dry_run)
    if not args.dry_run and plan.steps:
        try:
            done = desk.backend.import_all([step.op for step in plan.steps], desk.actor, quiet, never)
        except Refused as refused:
            desk.say(f"{args.file}: {imports.file_problem(refused.code, refused.params)}")
            return BAD_DATA
        report = after(plan, done)
    if args.json:
        shape = report.as_json() | {"file": args.file}
        desk.give((json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        _tell(desk, report, rules)
    return OK


def _tell(desk: Desk, report: Report, rules: Rules) -> None:
    """The report for people: counts, then what changes, what is refused and why."""
    plan = report.plan
    lines = [imports.counts_text(plan)]
    told = [row for row in plan.rows if row.state not in {RowState.ADDED, RowState.UNCHANGED}]
    for row in told[:_SHOWN]:
        what = [imports.change_text(change, rules.tz) for change in row.changes]
        if row.refusal is not None:
            what = [imports.problem_text(row.refusal, rules.tz)]
        where = imports.where_text(row.where)
        lines.append(f"{imports.state_word(row.state)}  {where}  {row.label}  {'; '.join(what)}")
    if len(told) > _SHOWN:
        lines.append(f"… {len(told) - _SHOWN}")
    lines += _warned(plan, rules)
    desk.give(("\n".join(lines) + "\n").encode())


def _warned(plan: ImportPlan, rules: Rules) -> list[str]:
    """Warnings, each sentence once with how often it holds."""
    said: dict[str, int] = {}
    for warning in plan.warnings:
        text = imports.problem_text(warning, rules.tz)
        said[text] = said.get(text, 0) + 1
    lines = [f"! {text}" + (f" × {count}" if count > 1 else "") for text, count in said.items()]
    return lines[:_SHOWN]


def export_file(desk: Desk, args: Namespace) -> int:
    """`main.py export`: the file, and a line in the audit that data left the house."""
    rules = desk.backend.ask(RulesInForce())
    spelling = export.Spelling(rules.tz, args.lang or "zh_CN")
    period = _period(args.from_on, args.to_on, rules)
    rows, data = _MAKERS[args.what](desk, args.format, period, spelling)
    scope = f"{args.from_on or ''}..{args.to_on or ''}"
    op = RecordExport(desk.new_id(), what=args.what, form=args.format, rows=min(rows, 100_000), scope=scope)
    try:
        desk.backend.do((op,), desk.actor)  # first: what cannot be put on record does not leave
    except Refused as refused:
        desk.say(imports.file_problem(refused.code, refused.params))
        return 77
    if args.out is None:
        desk.give(data)
        return OK
    try:
        writing.save(Path(args.folder, args.out), data)
    except OSError as error:
        desk.say(f"{args.out}: {error.strerror or type(error).__name__}")
        return IO_ERROR if error.errno in {errno.ENOSPC, errno.EIO, errno.EDQUOT} else CANNOT_WRITE
    return OK


def _period(first: date | None, last: date | None, rules: Rules) -> Period:
    """The local days, both counted."""
    start = day_period(first, rules.tz).start if first else EARLIEST
    end = day_period(last + timedelta(days=1), rules.tz).start if last else LATEST
    return Period(start, end)


def _meetings(desk: Desk, form: str, period: Period, spelling: export.Spelling) -> tuple[int, bytes]:
    found = desk.backend.ask(MeetingsBetween(period.start, period.end))
    meetings = [meeting for meeting in found if period.contains(meeting.starts_at)]
    ground = desk.backend.ask(ImportGround(ids=tuple(meeting.id for meeting in meetings)))
    rooms = {room.id: room for room in ground.rooms}
    sources = {source.meeting_id: source for source in ground.sources}
    if form == "ics":
        return len(meetings), writing.ics_bytes(meetings, rooms, sources, desk.now)
    if form == "json":
        rows = export.meetings_json(meetings, rooms, sources, ground.rules.zone)
        return len(rows), writing.json_bytes(rows)
    return _sheet(export.meetings_table(meetings, rooms, sources, spelling), form)


def _rooms(desk: Desk, form: str, _period: Period, spelling: export.Spelling) -> tuple[int, bytes]:
    rooms, floors = desk.backend.ask(RoomList()), desk.backend.ask(FloorList())
    if form == "json":
        return len(rooms), writing.json_bytes(export.rooms_json(rooms, floors))
    return _sheet(export.rooms_table(rooms, floors, spelling), form)


def _people(desk: Desk, form: str, _period: Period, spelling: export.Spelling) -> tuple[int, bytes]:
    people = desk.backend.ask(PeopleList())
    if form == "json":
        return len(people), writing.json_bytes(export.people_json(people))
    return _sheet(export.people_table(people, spelling), form)


def _tasks(desk: Desk, form: str, period: Period, spelling: export.Spelling) -> tuple[int, bytes]:
    board = desk.backend.ask(BoardBetween(period.start, period.end))
    tasks = [task for task in board.tasks if period.contains(task.starts_at)]
    names = export.Names(
        {room.id: room for room in board.rooms}, {meeting.id: meeting for meeting in board.meetings},
        {person.id: person for person in board.people},
    )  # fmt: skip
    if form == "json":
        return len(tasks), writing.json_bytes(export.tasks_json(tasks, names))
    return _sheet(export.tasks_table(tasks, names, spelling), form)


def _audit(desk: Desk, form: str, period: Period, spelling: export.Spelling) -> tuple[int, bytes]:
    changes: list[ChangeRecord] = []
    page = desk.backend.ask(RecentChanges(_PAGE))
    while page:
        changes += [change for change in page if period.contains(change.at)]
        page = desk.backend.ask(RecentChanges(_PAGE, min(change.n for change in page)))
    if form == "json":
        return len(changes), writing.json_bytes(export.audit_json(changes))
    return _sheet(export.audit_table(changes, spelling), form)


def _sheet(table: export.Table, form: str) -> tuple[int, bytes]:
    return len(table.rows), writing.xlsx_bytes(table) if form == "xlsx" else writing.csv_bytes(table)


_MAKERS: Final = {
    "meetings": _meetings, "rooms": _rooms, "people": _people, "tasks": _tasks, "audit": _audit,
}  # fmt: skip
