"""From a document and what is here to a plan: what each row becomes, and the operations that do it.

Pure; the same document on the same ground gives the same plan on every console.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.imports import Ground, ImportPlan, Kind, PlannedRow, PlannedStep, Problem, RowState
from app.domain.questions import ImportGround
from app.exchange.entries import Document, MeetingEntry
from app.exchange.identity import uids_of
from app.exchange.plan_meetings import plan_meetings
from app.exchange.plan_registers import plan_devices, plan_people, plan_rooms


def ground_for(document: Document) -> ImportGround:
    """What has to be known before a document can be planned."""
    meetings = [entry for entry in document.entries if isinstance(entry, MeetingEntry)]
    if not meetings:
        return ImportGround(uids=tuple(sorted(document.whole_series)))
    uids, ids = uids_of(meetings)
    return ImportGround(
        uids=tuple(sorted(uids | document.whole_series)), ids=tuple(sorted(ids)),
        from_at=min(entry.starts_at for entry in meetings), to_at=max(entry.ends_at for entry in meetings),
    )  # fmt: skip


def plan_import(document: Document, ground: Ground, *, create_rooms: bool = False) -> ImportPlan:
    """What an import would do."""
    if document.kind is Kind.MEETINGS:
        rows, steps = plan_meetings(document, ground, create_rooms=create_rooms)
    elif document.kind is Kind.ROOMS:
        rows, steps = plan_rooms(document, ground)
    elif document.kind is Kind.PEOPLE:
        rows, steps = plan_people(document, ground)
    else:
        rows, steps = plan_devices(document, ground)
    unread = tuple(
        PlannedRow(each.where, document.labels.get(each.where, ""), "", RowState.REFUSED, refusal=each)
        for each in document.refused
    )
    own = {row.where for row in rows} | {row.where for row in unread}
    notes = tuple(warning for warning in document.warnings if warning.where not in own)
    by_where: dict[str, list[Problem]] = {}
    for warning in document.warnings:
        by_where.setdefault(warning.where, []).append(warning)
    ordered, steps = _in_file_order((*(_with(row, by_where) for row in rows), *unread), steps)
    return ImportPlan(document.file, document.kind, ordered, steps, notes)


def _in_file_order(
    rows: tuple[PlannedRow, ...], steps: tuple[PlannedStep, ...]
) -> tuple[tuple[PlannedRow, ...], tuple[PlannedStep, ...]]:
    """Rows of a table by their number; those of a calendar as they are. Steps keep their rows."""
    order = sorted(range(len(rows)), key=lambda index: _row_number(rows[index].where))
    place = {old: new for new, old in enumerate(order)}
    moved = tuple(replace(step, row=place[step.row]) if step.row >= 0 else step for step in steps)
    return tuple(rows[old] for old in order), moved


def _row_number(where: str) -> int:
    return int(where[4:]) if where.startswith("row ") else 0


def _with(row: PlannedRow, warnings: dict[str, list[Problem]]) -> PlannedRow:
    """A row with what the reader warned of it; rows that stay as they are warn of nothing."""
    own = warnings.get(row.where)
    if own is None or row.state in {RowState.UNCHANGED, RowState.REFUSED}:
        return row
    return replace(row, warnings=(*own, *row.warnings))
