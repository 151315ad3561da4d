"""One console per folder, told by real processes: the second hands over, a killed one's lock is taken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.desk.instance import Instance
from tests.desk.second_console import HANDED_OVER, TAKEN

ROOT = Path(__file__).parents[2]
LIMIT_S = 30


def start(verb: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.desk.second_console", verb, str(folder), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ})


@pytest.fixture
def instance(qtbot: QtBot, tmp_path: Path) -> Iterator[Instance]:
    """A console's hold on its folder."""
    made = Instance(tmp_path)
    yield made
    made.release()


def test_the_second_console_hands_its_arguments_over_and_leaves(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    assert instance.take()
    with qtbot.waitSignal(instance.called, timeout=LIMIT_S * 1000) as blocker:
        second = start("call", tmp_path, "--page", "调度")
    assert blocker.args == [["--page", "调度"]]
    assert second.wait(LIMIT_S) == HANDED_OVER
    assert second.stdout is not None
    second.stdout.close()


def test_several_consoles_one_after_the_other_are_all_heard(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    assert instance.take()
    heard: list[Any] = []
    instance.called.connect(heard.append)
    processes = [start("call", tmp_path, str(n)) for n in range(3)]
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=LIMIT_S * 1000)
    assert sorted(heard) == [["0"], ["1"], ["2"]]
    for each in processes:
        assert each.wait(LIMIT_S) == HANDED_OVER
        assert each.stdout is not None
        each.stdout.close()


def test_the_lock_of_a_killed_console_is_taken_over_and_heard_on(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    first = start("hold", tmp_path)
    assert first.stdout is not None
    assert first.stdout.readline() == "taken\n"
    assert not instance.take()
    first.send_signal(signal.SIGKILL)
    first.wait(LIMIT_S)
    first.stdout.close()
    assert instance.take()
    with qtbot.waitSignal(instance.called, timeout=LIMIT_S * 1000):
        second = start("call", tmp_path)
    assert second.wait(LIMIT_S) == HANDED_OVER
    assert second.stdout is not None
    second.stdout.close()


def test_a_folder_that_was_given_free_can_be_taken(instance: Instance, tmp_path: Path) -> None:
    assert instance.take()
    instance.release()
    second = start("call", tmp_path)
    assert second.wait(LIMIT_S) == TAKEN
    assert second.stdout is not None
    second.stdout.close()


def test_nobody_answers_where_nobody_is(qtbot: QtBot, tmp_path: Path) -> None:
    assert not Instance(tmp_path).tell(["x"])


def test_folders_are_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    held = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        held.append(Instance(tmp_path / name))
        assert held[-1].take()
    for each in held:
        each.release()


@pytest.mark.parametrize("said", [b"\xff\xfe\n", b"{}\n", b"7\n", b"[1, 2]\n", b"[" * 5_000 + b"\n"])
def test_what_a_stranger_says_is_no_crash(said: bytes, qtbot: QtBot, instance: Instance) -> None:
    assert instance.take()
    socket = QLocalSocket()
    socket.connectToServer(instance._name)
    with qtbot.waitSignal(instance.called, timeout=LIMIT_S * 1000) as blocker:
        socket.write(said)
    (arguments,) = blocker.args
    assert isinstance(arguments, list)
    assert all(isinstance(each, str) for each in arguments)
    socket.disconnectFromServer()
