"""A console and central, put together as the window does:
linked, enrolled from outside, with a child of its own.
"""

from __future__ import annotations

import os
import signal
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.central import CentralLink
from app.bootstrap.console import open_console
from app.bootstrap.embedded import EmbeddedCentral
from app.bootstrap.enrol_command import enrol_command
from app.cli import parse
from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.domain.ops import AddRoom
from app.domain.states import LinkPhase, RoomClass
from app.settings import Settings
from app.words.language import Language
from central.settings import Settings as CentralSettings
from central.settings import now_ms
from tests.support.central import Running, make_site_with_code, more_code
from tests.support.house import WEDNESDAY
from tests.support.seat import central_rows

LIMIT_MS = 30_000


class Window:
    """What the window makes of a folder, without the window."""

    def __init__(self, folder: Path, *, is_demo: bool = False) -> None:
        self.clock = DeskClock.running_from(WEDNESDAY)
        self.desk = Desk(lambda: open_console(folder, self.clock), self.clock)
        self.central = CentralLink(self.desk, Settings(folder), folder, is_demo=is_demo)
        self.desk.central.attach(self.central)

    def add_room(self, number: str) -> str:
        room = self.desk.new_id()
        self.desk.do(AddRoom(room, number, number, capacity=8, room_class=RoomClass.NORMAL))
        return room

    @property
    def is_in_step(self) -> bool:
        return self.desk.is_idle and self.desk.link.phase is LinkPhase.LIVE and not self.desk.pending

    def stop(self) -> None:
        self.central.stop()
        self.desk.stop()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    folder = tmp_path / "desk"
    folder.mkdir()
    made = Window(folder, is_demo=True)
    with qtbot.waitSignal(made.desk.started, timeout=LIMIT_MS):
        made.desk.start()
    yield made
    made.stop()


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Running]:
    running = Running(CentralSettings(f"sqlite:///{tmp_path / 'central'}"))
    yield running
    running.stop()


def in_step(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.is_in_step, timeout=LIMIT_MS)


def test_a_desk_enrols_from_its_window_and_is_linked_again_at_the_next_start(
    qtbot: QtBot, window: Window, central: Running
) -> None:
    window.central.start()
    first = window.add_room("301")
    done: list[str] = []
    refused: list[Refused] = []
    window.desk.central.enrol(central.url, "wrong", done.append, refused.append, lambda _n, _of: None)
    qtbot.waitUntil(lambda: bool(refused), timeout=LIMIT_MS)
    assert refused[0].code == LinkProblem.CODE
    assert window.desk.link.phase is LinkPhase.ALONE
    code = make_site_with_code(central.database, now_ms())
    window.desk.central.enrol(central.url, code, done.append, refused.append, lambda _n, _of: None)
    in_step(qtbot, window)
    assert done == ["市机关会议中心"]
    second = window.add_room("302")
    qtbot.waitUntil(lambda: ("room", second) in central_rows(central.database), timeout=LIMIT_MS)
    in_step(qtbot, window)
    assert ("room", first) in central_rows(central.database)
    assert window.desk.central.rounds()


def test_a_command_enrols_a_folder_while_its_console_runs(
    qtbot: QtBot, window: Window, central: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language = Language()
    language.use("zh_CN")
    said: list[str] = []
    window.central.start()
    window.add_room("301")
    qtbot.waitUntil(lambda: window.desk.is_idle, timeout=LIMIT_MS)
    code = make_site_with_code(central.database, now_ms())
    beside = open_console(tmp_path / "desk", DeskClock.running_from(WEDNESDAY))
    try:
        args: Namespace = parse(["enrol", "--central", central.url, "--code", code, "--name", "前台"])
        assert enrol_command(args, beside, tmp_path / "desk", said.append) == 0
        assert "已加入市机关会议中心" in said[0]
        assert "本机不能保存密钥" in said[1]  # the tests' key ring is none: the secret is said once
        secret = said[1].rpartition("：")[2]
        again = parse(["enrol", "--central", central.url, "--code", code])
        assert enrol_command(again, beside, tmp_path / "desk", said.append) == 77
    finally:
        beside.close()
    between = window.add_room("302")  # before the console is told
    window.central.start()  # as the window does when the command has told it to look again
    qtbot.waitUntil(lambda: window.desk.link.problem == LinkProblem.NO_SECRET, timeout=LIMIT_MS)
    assert window.desk.link.phase is LinkPhase.ACTION
    window.desk.central.give_secret(secret)
    in_step(qtbot, window)
    assert ("room", between) in central_rows(central.database)
    language.use("en")


def test_the_demos_own_central_comes_up_comes_back_and_goes_with_the_console(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    embedded = EmbeddedCentral(window.desk, tmp_path / "own")
    embedded.start()
    try:
        window.add_room("301")
        in_step(qtbot, window)
        assert window.desk.link.offset_ms is not None
        assert abs(window.desk.link.offset_ms) < 60_000  # its clock shows the demo's day too
        first = embedded.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        qtbot.waitUntil(lambda: window.desk.link.phase is LinkPhase.OFFLINE, timeout=LIMIT_MS)
        window.add_room("302")
        qtbot.waitUntil(lambda: embedded.pid not in {None, first}, timeout=LIMIT_MS)
        window.desk.central.sync_now()
        in_step(qtbot, window)
        last = embedded.pid
        assert last is not None
    finally:
        window.central.stop()
        embedded.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(last, 0)


def test_a_site_in_use_is_joined_by_an_empty_folder_only(
    qtbot: QtBot, window: Window, central: Running
) -> None:
    other = "0a0a0a0a-0000-7000-8000-000000000001"
    make_site_with_code(central.database, now_ms(), other)
    code = more_code(central.database, now_ms(), other)
    done: list[str] = []
    window.desk.central.enrol(central.url, code, done.append, lambda _: None, lambda _n, _of: None)
    in_step(qtbot, window)
    assert window.desk.call("site", lambda console: console.identity.site_id).result(10) == other
