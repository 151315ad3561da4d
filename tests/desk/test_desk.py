"""The Desk's promises: order, one way back, nobody dead is
called, changes come together, long acts hold nobody up.
"""

from __future__ import annotations

import logging
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desk.clock import DeskClock
from app.desk.desk import COALESCE_MS, Desk, UndoOffer
from app.domain.acts import Done
from app.domain.errors import Refused, StoreFault
from app.domain.ids import derived
from app.domain.ops import (
    AddPerson,
    AddRoom,
    BookMeeting,
    ImportMeeting,
    LockRoom,
    OfferTask,
    Operation,
    SetRule,
    Source,
    UnlockRoom,
)
from app.domain.periods import HOUR
from app.domain.questions import PeopleList, RoomList
from app.domain.states import Role
from tests.desk.conftest import LIMIT_MS, HeldBackend
from tests.support.house import SITE, WEDNESDAY

OP = UnlockRoom(SITE)


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.is_idle, timeout=LIMIT_MS)


def test_what_is_said_and_asked_is_answered_in_that_order(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    heard: list[object] = []
    ops = [LockRoom(SITE, str(n)) for n in range(10)]
    for op in ops:
        desk.do(op, lambda done: heard.append(done.ops[0]))
        desk.ask(op, heard.append)  # type: ignore[arg-type]  # the held backend answers with the question
    idle(qtbot, desk)
    assert heard == [op for op in ops for _ in range(2)]
    assert {thread for _, _, thread in backend.calls} == {"store"}


def test_answers_come_on_the_threads_own_that_asked(qtbot: QtBot, desk: Desk) -> None:
    threads: list[threading.Thread] = []
    desk.do(OP, lambda _: threads.append(threading.current_thread()))
    desk.ask(PeopleList(), lambda _: threads.append(threading.current_thread()))
    desk.run(sum, (1, 2), done=lambda _: threads.append(threading.current_thread()))
    idle(qtbot, desk)
    assert threads == [threading.main_thread()] * 3


def test_a_refusal_goes_to_who_takes_it_and_else_to_the_signal(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    taken: list[Refused] = []
    left: list[Refused] = []
    desk.refused.connect(left.append)
    for refused in (taken.append, None):
        backend.raises = Refused("slot_taken", by="x")
        desk.do(OP, lambda _: pytest.fail("done"), refused)
        idle(qtbot, desk)
    assert [r.code for r in taken] == ["slot_taken"]
    assert [r.code for r in left] == ["slot_taken"]


def test_nobody_dead_is_called_and_its_act_still_stands(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    heard: list[object] = []
    owner = QObject()
    changed: list[frozenset[Any]] = []
    desk.changed.connect(changed.append)
    backend.gate.clear()
    desk.do(OP, heard.append, owner=owner)
    desk.ask(PeopleList(), heard.append, owner)
    shiboken6.delete(owner)
    backend.gate.set()
    idle(qtbot, desk)
    assert heard == []
    assert [name for name, _, _ in backend.calls] == ["do", "ask"]
    assert changed == [backend.changed]


def test_a_refusal_for_somebody_dead_is_dropped(qtbot: QtBot, desk: Desk, backend: HeldBackend) -> None:
    owner = QObject()
    left: list[Refused] = []
    desk.refused.connect(left.append)
    backend.gate.clear()
    backend.raises = Refused("slot_taken")
    desk.do(OP, refused=left.append, owner=owner)
    shiboken6.delete(owner)
    backend.gate.set()
    idle(qtbot, desk)
    assert left == []


@pytest.mark.serial
def test_changes_come_together_never_more_than_one_in_fifty_milliseconds(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    told: list[tuple[float, frozenset[Any]]] = []
    desk.changed.connect(lambda keys: told.append((time.monotonic(), keys)))
    rest = 60
    until = time.monotonic() + 0.4

    def again(_: object = None) -> None:
        nonlocal rest
        rest -= 1
        backend.changed = frozenset({("task", str(rest))})
        if time.monotonic() < until:
            desk.do(OP, again)

    again()
    idle(qtbot, desk)
    gaps = [(b - a) * 1000 for (a, _), (b, _) in pairwise(told)]
    assert len(told) >= 3
    assert min(gaps) >= COALESCE_MS * 0.9, gaps
    assert sum(len(keys) for _, keys in told) == backend.counter  # nothing told twice, nothing forgotten


def test_several_ops_are_one_act_for_the_backend(qtbot: QtBot, desk: Desk, backend: HeldBackend) -> None:
    desk.do_all((OP, OP))
    idle(qtbot, desk)
    assert [what for name, what, _ in backend.calls if name == "do"] == [(OP, OP)]


def test_a_long_act_tells_progress_and_the_reader_answers_meanwhile(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    progress: list[tuple[int, int]] = []
    heard: list[Any] = []
    backend.gate.clear()
    desk.do_long([OP] * 4, lambda n, of: progress.append((n, of)), lambda: False, heard.append)
    qtbot.waitUntil(backend.in_hand.is_set, timeout=LIMIT_MS)
    desk.ask(PeopleList(), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=LIMIT_MS)
    assert backend.calls == [("ask", PeopleList(), "store-reader")]
    backend.gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=LIMIT_MS)
    assert isinstance(heard[1], Done)
    assert progress == [(1, 4), (2, 4), (3, 4), (4, 4)]
    desk.ask(PeopleList(), heard.append)
    idle(qtbot, desk)
    assert backend.calls[-1][2] == "store"


def test_a_long_act_that_is_given_up_is_refused_and_asks_go_back_to_the_store(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    progress: list[int] = []
    refused: list[Refused] = []
    desk.do_long(
        [OP] * 9, lambda n, _: progress.append(n), lambda: True, lambda _: pytest.fail("done"), refused.append
    )
    idle(qtbot, desk)
    assert [r.code for r in refused] == ["given_up"]
    desk.ask(PeopleList(), lambda _: None)
    idle(qtbot, desk)
    assert backend.calls[-1][2] == "store"


@pytest.mark.parametrize("error", [Refused("x"), StoreFault("disk_full"), RuntimeError("x")])
def test_a_long_act_that_fails_gives_the_store_free(
    error: BaseException, qtbot: QtBot, desk: Desk, backend: HeldBackend, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    backend.raises = error
    desk.do_long([OP], lambda _n, _of: None, lambda: False, lambda _: pytest.fail("done"))
    idle(qtbot, desk)
    desk.ask(PeopleList(), lambda _: None)
    idle(qtbot, desk)
    assert backend.calls[-1][2] == "store"


def test_progress_for_somebody_dead_is_dropped(qtbot: QtBot, desk: Desk, backend: HeldBackend) -> None:
    owner = QObject()
    progress: list[int] = []
    backend.gate.clear()
    desk.do_long([OP] * 3, lambda n, _: progress.append(n), lambda: False, lambda _: None, owner=owner)
    shiboken6.delete(owner)
    backend.gate.set()
    idle(qtbot, desk)
    assert progress == []


def test_a_fault_of_the_store_is_told_as_one(qtbot: QtBot, desk: Desk, backend: HeldBackend) -> None:
    faults: list[StoreFault] = []
    desk.faulted.connect(faults.append)
    desk.failed.connect(lambda *_: pytest.fail("no bug"))
    for say in (
        lambda: desk.do(OP, refused=lambda _: pytest.fail("no refusal")),
        lambda: desk.ask(PeopleList(), print),
    ):
        backend.raises = StoreFault("disk_full", "x")
        say()
        idle(qtbot, desk)
    assert [fault.code for fault in faults] == ["disk_full", "disk_full"]


def test_a_bug_is_told_with_its_name_and_the_worker_lives_on(
    qtbot: QtBot, desk: Desk, backend: HeldBackend
) -> None:
    bugs: list[tuple[str, str]] = []
    heard: list[object] = []
    desk.failed.connect(lambda name, error: bugs.append((name, repr(error))))
    for error in (KeyError("x"), SystemExit(3)):
        backend.raises = error
        desk.do(OP, refused=lambda _: pytest.fail("no refusal"))
        idle(qtbot, desk)
    desk.do(OP, heard.append)
    idle(qtbot, desk)
    assert bugs == [("unlock_room", "KeyError('x')"), ("unlock_room", "SystemExit(3)")]
    assert len(heard) == 1


def test_a_store_that_cannot_be_opened_is_a_fault_and_no_start(qtbot: QtBot) -> None:
    def refuse() -> Any:
        raise StoreFault("newer", "x")

    made = Desk(refuse, DeskClock())
    made.started.connect(lambda: pytest.fail("started"))
    with qtbot.waitSignal(made.faulted, timeout=LIMIT_MS) as blocker:
        made.start()
    assert blocker.args[0].code == "newer"
    made.stop()


def test_work_in_the_pool_reports_progress_result_and_failure(qtbot: QtBot, desk: Desk) -> None:
    heard: list[object] = []

    def work(upto: int, tell: Any) -> int:
        for n in range(upto):
            tell(n + 1, upto)
        return upto

    desk.run(work, 3, done=heard.append, progress=lambda n, of: heard.append((n, of)))
    idle(qtbot, desk)
    assert heard == [(1, 3), (2, 3), (3, 3), 3]
    errors: list[BaseException] = []
    desk.run(int, "x", done=lambda _: pytest.fail("done"), failed=errors.append)
    idle(qtbot, desk)
    assert [type(error) for error in errors] == [ValueError]


def test_stop_finishes_what_was_said_and_closes(qtbot: QtBot) -> None:
    backend = HeldBackend()
    made = Desk(lambda: backend, DeskClock())
    with qtbot.waitSignal(made.started, timeout=LIMIT_MS):
        made.start()
    for _ in range(20):
        made.do(OP, lambda _: pytest.fail("nobody is called after the end"))
    made.stop()
    assert backend.counter == 20
    assert backend.is_closed
    qtbot.wait(1)


def test_a_new_act_offers_its_undo_and_an_undo_does_not(qtbot: QtBot, desk: Desk) -> None:
    offers: list[UndoOffer] = []
    states: list[tuple[bool, bool]] = []
    desk.undo_offered.connect(offers.append)
    desk.undo_changed.connect(lambda: states.append(desk.undo_state))
    desk.do(OP)
    idle(qtbot, desk)
    desk.undo()
    idle(qtbot, desk)
    desk.redo()
    idle(qtbot, desk)
    assert [(offer.done.ops, offer.until) for offer in offers] == [
        ((OP,), WEDNESDAY + desk.rules.undo_s * 1000)
    ]
    assert states == [(True, False)]


def test_what_the_house_records_is_nobodys_act(qtbot: QtBot, desk: Desk, backend: HeldBackend) -> None:
    actors: list[str] = []
    do = backend.do
    backend.do = lambda ops, actor: (actors.append(actor), do(ops, actor))[1]  # type: ignore[func-returns-value]
    desk.do(OP)
    desk.record((OP,))
    idle(qtbot, desk)
    assert actors == ["", "system"]


def booking(desk: Desk, room: str, start_h: int) -> BookMeeting:
    start = WEDNESDAY + start_h * HOUR
    return BookMeeting(desk.new_id(), room, "会", start, start + HOUR, 12, override="试")


def test_a_real_act_is_done_told_taken_back_and_told(qtbot: QtBot, real_desk: Desk) -> None:
    room = real_desk.new_id()
    told: list[frozenset[Any]] = []
    heard: list[Any] = []
    real_desk.changed.connect(told.append)
    real_desk.do(AddRoom(room, "302", "三〇二"))
    idle(qtbot, real_desk)
    assert told == [frozenset({("room", room)})]
    real_desk.ask(RoomList(), heard.append)
    idle(qtbot, real_desk)
    assert [each.id for each in heard.pop()] == [room]
    real_desk.undo()
    real_desk.ask(RoomList(), heard.append)
    idle(qtbot, real_desk)
    assert heard.pop() == ()
    assert real_desk.undo_state == (False, True)


def test_a_changed_rule_is_known_to_the_desk(qtbot: QtBot, real_desk: Desk) -> None:
    real_desk.do(SetRule("undo.seconds", "3", ""))
    idle(qtbot, real_desk)
    assert real_desk.rules.undo_s == 3


def test_notices_go_out_though_somebody_goes_on_acting(qtbot: QtBot, real_desk: Desk) -> None:
    """A clock that ran again with each act would never strike at a busy desk."""
    sent: list[Any] = []
    real_desk.notices_sent.connect(sent.extend)
    room = real_desk.new_id()
    real_desk.do(SetRule("undo.seconds", "1", ""))
    real_desk.do(AddRoom(room, "302", "三〇二"))
    idle(qtbot, real_desk)
    real_desk.do(booking(real_desk, room, 2))
    until = time.monotonic() + 30

    def act(n: int = 3) -> None:
        if not sent and time.monotonic() < until:
            real_desk.do(LockRoom(room, str(n)) if n % 2 else UnlockRoom(room), lambda _: act(n + 1))

    act()
    qtbot.waitUntil(lambda: bool(sent), timeout=15_000)
    assert sent[0][1] == "meeting_booked"


def test_an_actor_without_the_right_is_refused(qtbot: QtBot, real_desk: Desk) -> None:
    people: list[Any] = []
    left: list[Refused] = []
    real_desk.refused.connect(left.append)
    real_desk.do(AddPerson(real_desk.new_id(), "王海燕", Role.ATTENDANT))
    real_desk.ask(PeopleList(), people.extend)
    idle(qtbot, real_desk)
    real_desk.set_actor(people[0])
    real_desk.do(AddRoom(real_desk.new_id(), "302", "x"))
    real_desk.do(OfferTask(real_desk.new_id()))
    idle(qtbot, real_desk)
    assert [refused.code for refused in left] == ["not_allowed", "not_allowed"]


def test_a_real_import_runs_while_screens_are_answered(qtbot: QtBot, real_desk: Desk) -> None:
    rooms = [real_desk.new_id() for _ in range(10)]
    real_desk.do_all([AddRoom(room, str(n), "x") for n, room in enumerate(rooms)])
    idle(qtbot, real_desk)
    ops: list[Operation] = [
        ImportMeeting(
            derived(SITE, "m", str(n)),
            Source(str(n)),
            rooms[n % 10],
            "会",
            WEDNESDAY + n // 10 * HOUR,
            WEDNESDAY + n // 10 * HOUR + HOUR,
        )
        for n in range(1_500)
    ]
    heard: list[Any] = []
    progress: list[int] = []
    real_desk.do_long(ops, lambda n, _: progress.append(n), lambda: False, heard.append)
    while_running: list[int] = []

    def ask_again(rooms_now: Any) -> None:
        if not heard:
            while_running.append(len(rooms_now))
            real_desk.ask(RoomList(), ask_again)

    real_desk.ask(RoomList(), ask_again)
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    idle(qtbot, real_desk)
    assert len(heard[0].op_ids) == 1_500
    assert set(while_running) == {10}
    assert len(while_running) > 3
    assert progress[-1] == 1_500


def test_a_second_writer_beside_us_is_seen_after_looking_again(
    qtbot: QtBot, real_desk: Desk, tmp_path: Path
) -> None:
    from app.bootstrap.console import open_console

    beside = open_console(tmp_path, real_desk.clock)
    beside.do((AddRoom(real_desk.new_id(), "302", "x"),), "")
    beside.close()
    told: list[frozenset[Any]] = []
    real_desk.changed.connect(told.append)
    real_desk.look_again()
    idle(qtbot, real_desk)
    assert ("room", "*") in told[0]
