"""A network that harms, between real consoles and the
real service: after the last fault all is in step again.

Each case arms one fault in the proxy, lets people act, and looks at both ends: nothing lost, nothing doubled,
no further local write needed (I1, I2, I3, I8 of sync.md, section 14).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain.link import LinkProblem
from app.domain.states import LinkPhase
from app.operations import wire
from app.store.central_tables import oplog
from app.sync.lane import Way
from central.settings import Settings
from central.settings import now_ms as central_now
from tests.support import proxy as faults
from tests.support.central import Running, make_site_with_code, more_code
from tests.support.linked import Linked, linked
from tests.support.proxy import Fault, FaultProxy
from tests.support.seat import central_rows, results

OPS, CHANGES, TOKEN, SNAPSHOT = "/ops", "/changes", "/v1/token", "/snapshot"


class Net:
    """A service, a proxy in front of it, and consoles that know only the proxy."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        settings = Settings(f"sqlite:///{folder / 'central'}", limits=wire.Limits(wait_s=1, ops=20))
        self.central = Running(settings)
        stack.callback(self.central.stop)
        self.proxy = stack.enter_context(FaultProxy(int(self.central.url.rpartition(":")[2])))
        self.code = make_site_with_code(self.central.database, central_now())

    def desk(self, name: str) -> Linked:
        made = self.stack.enter_context(linked(self.folder / name, self.proxy.url))
        made.enrol(self.code)
        self.code = more_code(self.central.database, central_now())
        return made

    def in_step(self, *desks: Linked, ops: int) -> None:
        """All queues are empty, every op was done once, and all have the same rows."""
        for one in desks:
            one.wait_live()
        rows = central_rows(self.central.database)
        for one in desks:
            one.wait(lambda one=one: one.rows() == rows, "the same rows")  # type: ignore[misc]
            asked = results(self.central.database, one.enrolment.console_id)
            assert list(asked) == list(range(1, len(asked) + 1))
        with self.central.database.reading() as connection:
            assert connection.execute(select(func.count()).select_from(oplog)).scalar_one() == ops
        assert len(rows) == ops


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Net]:
    with ExitStack() as stack:
        yield Net(tmp_path, stack)


CASES: list[tuple[str, Fault, str, int]] = [
    ("the request is lost", faults.loses_request, OPS, 2),
    ("the answer is lost after the effect", faults.loses_answer, OPS, 2),
    ("the answer of a page is lost", faults.loses_answer, CHANGES, 2),
    ("a page is cut in the middle", faults.cuts_answer, CHANGES, 2),
    ("the answer of a push is cut", faults.cuts_answer, OPS, 2),
    ("a push arrives twice", faults.doubles, OPS, 3),
    ("a pull arrives twice", faults.doubles, CHANGES, 3),
    ("a bit of a page flips", faults.flips_bit, CHANGES, 2),
    ("a bit of a push's answer flips", faults.flips_bit, OPS, 2),
    ("a storm of 502", faults.bad_gateway, "", 6),
    ("a captive portal that says 200", faults.portal, "", 4),
    ("a captive portal that redirects", faults.redirects, "", 4),
    ("the token ends in the middle of a push", faults.signed_out, OPS, 1),
    ("the token ends in the middle of a pull", faults.signed_out, CHANGES, 1),
    ("the answer with the token is lost", faults.loses_answer, TOKEN, 1),
    ("central is busy for a moment", faults.busy("0"), OPS, 2),
    ("the other end of a push is gone without a word", faults.half_open, OPS, 1),
    ("the other end of a pull is gone without a word", faults.half_open, CHANGES, 1),
    ("a page comes byte by byte", faults.drips, CHANGES, 1),
]


@pytest.mark.parametrize(
    ("fault", "path", "times"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_after_the_fault_everything_is_in_step(net: Net, fault: Fault, path: str, times: int) -> None:
    first, second = net.desk("a"), net.desk("b")
    first.say(lambda house: house.add_room("0"))
    net.in_step(first, second, ops=1)
    net.proxy.arm(fault, path, times)
    if path == TOKEN:
        net.proxy.arm(faults.signed_out, OPS)
    for number in range(1, 4):
        first.say(lambda house, number=number: house.add_room(str(number)))  # type: ignore[misc]
        second.say(lambda house, number=number: house.add_person(f"会服{number}"))  # type: ignore[misc]
    first.wait(lambda: net.proxy.is_spent, "the fault has happened")
    net.in_step(first, second, ops=7)


def test_an_answer_that_is_late_is_not_taken_for_another(net: Net) -> None:
    first = net.desk("a")
    first.wait_live()
    gate = threading.Event()
    net.proxy.arm(faults.delays_until(gate), OPS)
    first.say(lambda house: house.add_room("1"))
    first.wait(lambda: net.proxy.is_spent, "sent")
    first.say(lambda house: house.add_room("2"))
    gate.set()
    net.in_step(first, ops=2)


@pytest.mark.parametrize(
    "fault", [faults.cuts_answer, faults.loses_answer, faults.flips_bit, faults.bad_gateway]
)
def test_a_first_fill_that_breaks_off_goes_on(net: Net, fault: Fault) -> None:
    first = net.desk("a")
    first.say(lambda house: [house.add_room(str(number)) for number in range(60)])
    net.in_step(first, ops=60)
    net.proxy.arm(fault, SNAPSHOT)
    second = net.desk("b")
    net.in_step(first, second, ops=60)
    assert net.proxy.is_spent
    assert not list(second.folder.glob("central.snapshot*"))


def test_a_download_that_was_cut_is_taken_up_where_it_ended(net: Net) -> None:
    first = net.desk("a")
    first.say(lambda house: [house.add_room(str(number)) for number in range(60)])
    net.in_step(first, ops=60)
    asked: list[bytes] = []

    def notes(exchange: Any) -> None:
        asked.append(exchange.request)
        faults.passes(exchange)

    net.proxy.arm(faults.cuts_answer, SNAPSHOT)
    net.proxy.arm(notes, SNAPSHOT)
    second = net.desk("b")
    net.in_step(first, second, ops=60)
    assert b"Range: bytes=" in asked[0]
    assert b"If-Range: " in asked[0]


def test_the_queue_drains_after_the_last_fault_without_a_further_act(net: Net) -> None:
    first = net.desk("a")
    first.wait_live()
    net.proxy.arm(faults.loses_request, "", 10_000)
    net.proxy.cut_all()
    first.say(lambda house: [house.add_room(str(number)) for number in range(50)])
    first.wait_phase(LinkPhase.OFFLINE)
    first.wait(lambda: first.state.pending == 50, "all wait")
    net.proxy.disarm()
    net.in_step(first, ops=50)


def test_what_stands_in_between_is_named(net: Net) -> None:
    first = net.desk("a")
    first.wait_live()
    for fault, problem in (
        (faults.portal, LinkProblem.PORTAL),
        (faults.bad_gateway, LinkProblem.FAILED),
        (faults.busy("0"), LinkProblem.BUSY),
    ):
        seen = len(first.states)
        net.proxy.arm(fault, "", 10_000)
        net.proxy.cut_all()
        first.wait(lambda p=problem, n=seen: any(s.problem == p for s in first.states[n:]), problem)  # type: ignore[misc]
        net.proxy.disarm()
        first.wait_live()


def test_a_service_that_asks_for_patience_gets_it(net: Net) -> None:
    first = net.desk("a")
    first.wait_live()
    net.proxy.arm(faults.busy("1"), OPS)
    first.say(lambda house: house.add_room("1"))
    first.wait(lambda: first.state.problem == LinkProblem.BUSY, "busy")
    asked = net.proxy.count(OPS)
    for number in range(2, 6):
        first.say(lambda house, number=number: house.add_room(str(number)))  # type: ignore[misc]
    assert net.proxy.count(OPS) == asked  # however often somebody acts
    net.in_step(first, ops=5)


@pytest.mark.parametrize("fault", [faults.bad_gateway, faults.busy("0"), faults.signed_out, faults.portal])
def test_a_push_that_is_refused_goes_again_by_itself_while_pulling_is_well(net: Net, fault: Fault) -> None:
    first = net.desk("a")
    first.wait_live()
    net.proxy.arm(fault, OPS, 3)
    first.say(lambda house: house.add_room("1"))
    first.wait(lambda: net.proxy.is_spent, "the fault has happened")
    net.in_step(first, ops=1)


def test_when_nothing_is_heard_for_too_long_it_is_said_and_the_connection_is_cut(net: Net) -> None:
    way = Way(net.proxy.url, margin_s=60.0)  # no limit of a request ends this before the watch does
    first = net.stack.enter_context(linked(net.folder / "a", net.proxy.url, way=way))
    first.enrol(net.code)
    first.wait_live()
    net.proxy.arm(faults.half_open, CHANGES, 10_000)
    first.wait(lambda: any(state.problem == LinkProblem.SILENT for state in first.states), "silent")
    net.proxy.disarm()
    first.say(lambda house: house.add_room("1"))
    net.in_step(first, ops=1)
