"""The harness can fail: each of these faults, put into the code on purpose, is found by it (sync.md, 14.7).

Two mutants are caught elsewhere: synchronous=NORMAL by tests/store/power_cut, the bigserial cursor by
tests/central/test_concurrency; the waiter that registers late by tests/central/test_waiters.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from app.operations import wire
from app.operations.executor import Outcome
from app.operations.session import Key, OpSession, Touched
from app.sync.console import Console
from app.sync.enrolment import keep
from app.sync.inbox import Forked
from app.sync.inbox import take_results as real_results
from app.sync.pull import Absorbed, Round
from central import push as central_push
from central.feed import Asked, read_page
from tests.support.house import SITE
from tests.support.world import End, World
from tests.sync.campaign import run

# Some faults show only where a rare step is common: what is drawn is tuned to them.
WEIGHTS: Final = {"no_comparing_of_op_ids": {"copy": 8.0, "restore": 6.0, "restore_central": 0.0}}
WORLDS: Final = 40  # seeds that are tried before a mutant counts as not found
Patch = pytest.MonkeyPatch


def retired_by_number(patch: Patch) -> None:
    """What central has processed counts as done, whatever it came to."""

    def take(connection: Any, enrolment: Any, results: Any, now: int) -> Any:
        fine = [(seq, op_id, wire.Result("ok", result.n)) for seq, op_id, result in results]
        return real_results(connection, enrolment, fine, now)

    patch.setattr("app.sync.pull.take_results", take)


def results_of_another_moment(patch: Patch) -> None:
    """The results of a page are read after its rows, when more has been pushed."""
    real = World.page

    def page(self: World, end: End, limit: int = 1_000) -> bytes | None:
        body = real(self, end, limit)
        if body is None or wire.decode_page(body).more:
            return body
        self.push(end)
        enrolment = end.console.enrolment()
        assert enrolment is not None
        asked = Asked(SITE, enrolment.console_id, enrolment.cursor, enrolment.have, 10**6)
        with self.database.reading() as connection:
            later = read_page(connection, asked, self.epoch)
        assert later is not None
        return msgspec.json.encode(
            msgspec.structs.replace(wire.decode_page(body), results=wire.decode_page(later).results)
        )

    patch.setattr(World, "page", page)


def last_writer_wins(patch: Patch) -> None:
    """A whole record is taken over, whatever its author had seen."""

    def merge(context: Any, row: Any, new: dict[str, Any], was: Any, names: Any = None) -> set[str]:
        for field, value in new.items():
            setattr(row, (names or {}).get(field, field), value)
        return set(new)

    for module in ("meetings", "rooms", "people", "devices", "plans", "merge"):
        patch.setattr(f"app.operations.{module}.merge", merge)


def no_comparing_of_op_ids(patch: Patch) -> None:
    """A number that was used is taken for the same op, at both ends."""
    patch.setattr("central.push._refuse_forks", lambda *_: None)

    def take(connection: Any, enrolment: Any, results: Any, now: int) -> Any:
        try:
            return real_results(connection, enrolment, results, now)
        except Forked:
            sql = "SELECT seq, op_id FROM outbox WHERE seq > ?"
            here = dict(connection.exec_driver_sql(sql, (enrolment.base + enrolment.have,)).all())
            ours = [
                (seq, here[seq + enrolment.base], result)
                for seq, _, result in results
                if seq + enrolment.base in here
            ]
            return real_results(connection, enrolment, ours, now)

    patch.setattr("app.sync.pull.take_results", take)


def cursor_before_rows(patch: Patch) -> None:
    """The cursor is committed, then the rows."""
    real = Console.absorb

    def absorb(self: Console, page: wire.Page) -> Absorbed:
        enrolment = self.enrolment()
        if enrolment is None or page.after != enrolment.cursor:
            return real(self, page)
        with self.store.writing() as connection:
            keep(connection, {"cursor": msgspec.json.encode(page.next).decode()})
        return real(self, msgspec.structs.replace(page, after=page.next))

    patch.setattr(Console, "absorb", absorb)


def no_restoring_of_shadows(patch: Patch) -> None:
    """What is redone is redone over itself."""
    patch.setattr("app.sync.rebase.restore_shadows", lambda *_: [])


def rows_of_the_batch_not_captured(patch: Patch) -> None:
    """A change of a row that an earlier op of the same batch added is not seen."""
    real = OpSession.running

    @contextmanager
    def running(self: OpSession) -> Iterator[dict[Key, Touched]]:
        known = set(self.added)
        with real(self) as touched:
            yield _Blind(touched, known)

    patch.setattr(OpSession, "running", running)


class _Blind(dict[Key, Touched]):
    def __init__(self, seen: dict[Key, Touched], known: set[Key]) -> None:
        super().__init__()
        self.seen, self.known = seen, known

    def items(self) -> Any:
        return [(key, value) for key, value in self.seen.items() if key not in self.known]

    def __bool__(self) -> bool:
        return bool(self.seen)


def earlier_pages_forgotten(patch: Patch) -> None:
    """Only the last page of a round says what is redone."""
    patch.setattr(Round, "copy", lambda _self: Round())


def images_of_the_batch(patch: Patch) -> None:
    """Row history keeps what a batch left, not what each op left."""
    real = central_push._apply

    def apply(*args: Any) -> tuple[dict[int, Outcome], int, int]:
        outcomes, redone, hold = real(*args)
        last = {key: image for outcome in outcomes.values() for key, image in outcome.after.items()}
        return (
            {
                seq: replace(outcome, after={key: last[key] for key in outcome.after})
                for seq, outcome in outcomes.items()
            },
            redone,
            hold,
        )

    patch.setattr("central.push._apply", apply)


MUTANTS: Final[dict[str, Callable[[Patch], None]]] = {
    mutant.__name__: mutant
    for mutant in (
        retired_by_number,
        results_of_another_moment,
        last_writer_wins,
        no_comparing_of_op_ids,
        cursor_before_rows,
        no_restoring_of_shadows,
        rows_of_the_batch_not_captured,
        earlier_pages_forgotten,
        images_of_the_batch,
    )
}


def found_after(mutant: Callable[[Patch], None], folder: Path, patch: Patch) -> tuple[int, str]:
    """(worlds until it was found, what found it); (0, "") when it was not."""
    mutant(patch)
    for seed in range(1, WORLDS + 1):
        place = folder / str(seed)
        place.mkdir()
        try:
            run(place, seed, steps=60, weights=WEIGHTS.get(mutant.__name__))
        except Exception as found:  # noqa: BLE001 - whatever it breaks, it was found
            return seed, f"{type(found).__name__}: {str(found).splitlines()[0] if str(found) else ''}"[:90]
    return 0, ""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", MUTANTS)
def test_a_fault_put_in_on_purpose_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worlds, what = found_after(MUTANTS[name], tmp_path, monkeypatch)
    assert worlds, f"{name} was not found in {WORLDS} worlds"
    sys.stderr.write(f"{name}: found in world {worlds}: {what}\n")  # the table of the long run (-s)
