"""The Desk towards central: a job for the link, states
and changes from its threads, the nudge, the enrolment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.desk.desk import Desk
from app.domain.errors import Refused, StoreFault
from app.domain.link import NEEDS_PERSON, LinkProblem
from app.domain.ops import UnlockRoom
from app.domain.records import InboxRecord, LinkState, RefusalRecord, RoundRecord
from app.domain.states import LinkPhase
from tests.desk.conftest import LIMIT_MS, HeldBackend
from tests.support.house import SITE

LIVE = LinkState(LinkPhase.LIVE, since=1, central="https://central", pending=3)


class Recording:
    """A carrier that writes down what it is asked for."""

    def __init__(self) -> None:
        self.nudges: list[str] = []
        self.refusal: Refused | None = None
        self.retries = 0
        self.secrets: list[str] = []

    def nudge(self) -> None:
        self.nudges.append(threading.current_thread().name)

    def retry(self) -> None:
        self.retries += 1

    def rounds(self) -> tuple[RoundRecord, ...]:
        return (RoundRecord(1, 2, 3, 4, 5, "", ""),)

    def give_secret(self, secret: str) -> None:
        self.secrets.append(secret)

    def unkept_secret(self) -> str:
        return ""

    def allow_deletions(self) -> None:
        self.retries += 1

    def enrol(
        self,
        central: str,
        code: str,
        name: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        if self.refusal is not None:
            raise self.refusal
        progress(1, 2)
        return (
            f"{central} {code} {name} {cancelled()} {threading.current_thread() is threading.main_thread()}"
        )


def test_a_job_of_the_link_runs_in_the_store_thread_in_its_turn(desk: Desk, backend: HeldBackend) -> None:
    backend.gate.clear()
    desk.do(UnlockRoom(SITE))
    order: list[str] = []

    def absorb(_: Any) -> int:
        order.append(threading.current_thread().name)
        return len(backend.calls)

    future = desk.call("absorb", absorb)
    assert not future.done()
    backend.gate.set()
    assert future.result(LIMIT_MS / 1000) == 1
    assert order == ["store"]


def test_a_job_that_fails_tells_who_asked_and_a_fault_of_the_store_the_window_too(
    qtbot: QtBot, desk: Desk
) -> None:
    def broken(_: Any) -> None:
        raise ValueError("x")

    def full(_: Any) -> None:
        raise StoreFault("disk_full")

    with pytest.raises(ValueError, match="x"):
        desk.call("broken", broken).result(LIMIT_MS / 1000)
    with qtbot.waitSignal(desk.faulted, timeout=LIMIT_MS) as faulted, pytest.raises(StoreFault):
        desk.call("full", full).result(LIMIT_MS / 1000)
    assert faulted.args[0].code == "disk_full"


def test_a_stopped_desk_cancels_what_the_link_still_asks(desk: Desk) -> None:
    desk.stop()
    with pytest.raises(CancelledError):
        desk.call("late", lambda _: 1).result(LIMIT_MS / 1000)


def test_the_link_is_nudged_by_the_store_thread_after_each_act(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    carrier = Recording()
    desk.central.attach(carrier)
    desk.do(UnlockRoom(SITE))
    qtbot.waitUntil(lambda: desk.is_idle, timeout=LIMIT_MS)
    backend.raises = Refused("slot_taken")
    desk.do(UnlockRoom(SITE), refused=lambda _: None)
    qtbot.waitUntil(lambda: desk.is_idle, timeout=LIMIT_MS)
    assert carrier.nudges == ["store"]


def test_a_state_of_the_link_arrives_on_the_windows_thread_once(qtbot: QtBot, desk: Desk) -> None:
    counts: list[tuple[LinkPhase, int, bool]] = []
    desk.counts_changed.connect(
        lambda: counts.append(
            (desk.link.phase, desk.pending, threading.current_thread() is threading.main_thread())
        )
    )
    for _ in range(2):
        other = threading.Thread(target=desk.central.tell_link, args=(LIVE,))
        other.start()
        other.join()
    qtbot.waitUntil(lambda: bool(counts) and desk.is_idle, timeout=LIMIT_MS)
    assert counts == [(LinkPhase.LIVE, 3, True)]


def refused(op_id: str) -> RefusalRecord:
    return RefusalRecord(op_id, 1, True, 0, None, "book_meeting", "{}", "", "", 0, "slot_taken", {}, "", None)


def test_what_others_changed_is_told_like_ones_own_and_decisions_are_counted_anew(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    one, two = (refused(op_id) for op_id in "ab")
    backend.inbox = InboxRecord((), (one, two), (), ())
    desk.central.on_link(LIVE)
    qtbot.waitUntil(lambda: desk.conflicts == 2, timeout=LIMIT_MS)
    backend.inbox = InboxRecord((), (one,), (), ())
    with qtbot.waitSignal(desk.changed, timeout=LIMIT_MS) as changed:
        desk.central.tell_changed(frozenset({("meeting", "m"), ("inbox", "*")}))
    assert changed.args[0] == frozenset({("meeting", "m"), ("inbox", "*")})
    qtbot.waitUntil(lambda: desk.conflicts == 1, timeout=LIMIT_MS)


def test_an_enrolment_runs_beside_the_window_and_its_refusal_comes_back_in_a_code(
    qtbot: QtBot, desk: Desk
) -> None:
    carrier = Recording()
    desk.central.attach(carrier)
    done: list[str] = []
    steps: list[tuple[int, int]] = []
    refused: list[str] = []

    def enrol() -> None:
        desk.central.enrol(
            "https://c",
            "1234",
            done.append,
            lambda refusal: refused.append(refusal.code),
            lambda n, of: steps.append((n, of)),
            name="A",
        )

    enrol()
    qtbot.waitUntil(lambda: bool(done), timeout=LIMIT_MS)
    assert (done, steps) == (["https://c 1234 A False False"], [(1, 2)])
    carrier.refusal = Refused(LinkProblem.CODE)
    enrol()
    qtbot.waitUntil(lambda: bool(refused), timeout=LIMIT_MS)
    assert refused == ["code"]


def test_every_problem_of_a_person_is_a_problem() -> None:
    assert set(LinkProblem) > NEEDS_PERSON
