"""What an import did or would do, in the shape that scripts rely on (design.md, section 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.acts import Done
from app.domain.imports import ImportPlan, PlannedRow, Problem, RowState


@dataclass(frozen=True, slots=True)
class Report:
    """The plan with what the store refused after all."""

    plan: ImportPlan
    is_dry_run: bool

    def as_json(self) -> dict[str, Any]:  # Any: JSON values
        """The stable shape."""
        plan = self.plan
        counts = {
            state.value: plan.count(state)
            for state in (RowState.ADDED, RowState.CHANGED, RowState.UNCHANGED, RowState.REMOVED)
        }
        return {
            "file": plan.file,
            "kind": plan.kind.value,
            "read": len(plan.rows) - taken_out(plan),
            **counts,
            "refused": [_problem(problem) for problem in plan.refused],
            "warnings": [_problem(problem) for problem in plan.warnings],
            "dry_run": self.is_dry_run,
        }


def taken_out(plan: ImportPlan) -> int:
    """Rows that stand for occurrences the file has no more: they were not read."""
    return sum(1 for row in plan.rows if row.is_absent)


def after(plan: ImportPlan, done: Done) -> Report:
    """The report of a plan that was carried out; steps the store refused make their rows refused."""
    rows = list(plan.rows)
    for index, refusal in done.refused:
        step = plan.steps[index]
        if step.row >= 0:
            rows[step.row] = _refused(rows[step.row], refusal.code, tuple(refusal.params.items()))
    return Report(replace(plan, rows=tuple(rows)), is_dry_run=False)


def _refused(row: PlannedRow, code: str, params: Sequence[tuple[str, str | int]]) -> PlannedRow:
    code = "overlap" if code == "slot_taken" else code
    problem = Problem(row.where, code, tuple(params))
    return replace(row, state=RowState.REFUSED, refusal=problem, changes=(), warnings=())


def _problem(problem: Problem) -> dict[str, Any]:  # Any: JSON values
    return {"where": problem.where, "code": problem.code, "params": problem.named}
