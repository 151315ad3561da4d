"""The long steps of an import as the Desk's pool runs them: functions of frozen values, progress last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from app.domain.acts import Done
from app.domain.imports import Ground, ImportPlan, Kind, RowState
from app.exchange.entries import Document, Progress, Stopped
from app.exchange.plan import plan_import
from app.exchange.reading import read_file
from app.exchange.report import after


def read_in_pool(
    path: Path, kind: Kind | None, zone: ZoneInfo, today: date, stopped: Stopped, progress: Progress
) -> Document:
    """Read a file; raises Refused or Stop."""
    return read_file(path, kind, zone, today, progress, stopped)


WARNED = "warned"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan with its rows sorted out, so that the window only looks up: indices by state, warned
    ones, all."""

    plan: ImportPlan
    rows: Mapping[str, list[int]]


def sorted_out(plan: ImportPlan) -> Preview:
    """The plan for showing."""
    rows: dict[str, list[int]] = {state.value: [] for state in RowState}
    rows |= {ALL: list(range(len(plan.rows))), WARNED: []}
    for index, row in enumerate(plan.rows):
        rows[row.state.value].append(index)
        if row.warnings:
            rows[WARNED].append(index)
    return Preview(plan, rows)


def plan_in_pool(document: Document, ground: Ground, creates_rooms: bool) -> Preview:
    """Plan what was read."""
    return sorted_out(plan_import(document, ground, create_rooms=creates_rooms))


def result_in_pool(plan: ImportPlan, done: Done) -> Preview:
    """What became of a plan."""
    return sorted_out(after(plan, done).plan)
