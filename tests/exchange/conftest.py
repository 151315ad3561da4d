"""A house to import into, and short words for reading, planning and doing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain.acts import Done
from app.domain.imports import ImportPlan, Kind
from app.exchange.entries import Document
from app.exchange.plan import ground_for, plan_import
from app.exchange.reading import read_file
from app.exchange.report import Report, after
from tests.support.house import House, house

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 6, 10)

Read = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads bytes or text as a file of a name."""

    def reading(data: bytes | str, name: str = "file.ics", kind: Kind | None = None) -> Document:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_file(path, kind, SHANGHAI, TODAY)

    return reading


class Importer:
    """A house that takes files in."""

    def __init__(self, folder: Path, home: House) -> None:
        self.folder, self.home = folder, home
        self.plan: ImportPlan | None = None
        self.done: Done | None = None

    def take(
        self, data: bytes | str, name: str = "file.ics", *, create_rooms: bool = True, dry_run: bool = False
    ) -> dict[str, Any]:
        """Import and report as JSON says it."""
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        document = read_file(path, None, SHANGHAI, TODAY)
        plan = plan_import(document, self.home.console.ask(ground_for(document)), create_rooms=create_rooms)
        self.plan = plan
        if dry_run or not plan.steps:
            return Report(plan, is_dry_run=dry_run).as_json()
        self.done = self.home.console.import_all(
            [step.op for step in plan.steps], self.home.actor, lambda *_: None, lambda: False
        )
        return after(plan, self.done).as_json()


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    with house(tmp_path / "data") as home:
        yield Importer(tmp_path, home)


def counts(report: dict[str, Any]) -> dict[str, int]:
    """The numbers of a report, refused rows counted."""
    named = {name: report[name] for name in ("read", "added", "changed", "unchanged", "removed")}
    return named | {"refused": len(report["refused"])}


def calendar(*events: str, head: str = "") -> str:
    """A calendar around events given as lines."""
    inside = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{inside}END:VCALENDAR\r\n"
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
