"""Every hook leads to the one error centre: logged with its place, counted, told once on the GUI thread."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.desk.errors import KEEP_LINES, ErrorCentre, Report


@pytest.fixture
def centre(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[ErrorCentre]:
    """An error centre that has the hooks of Python and threads, with Qt's left to the test runner."""
    monkeypatch.setattr("app.desk.errors.qInstallMessageHandler", lambda _: None)
    made = ErrorCentre()
    hooks = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = hooks


def told(qtbot: QtBot, centre: ErrorCentre, cause: object) -> Report:
    with qtbot.waitSignal(centre.reported, timeout=5_000) as blocker:
        assert callable(cause)
        cause()
    report = blocker.args[0]
    assert isinstance(report, Report)
    return report


def test_a_bug_in_a_slot_is_told_with_its_trace_and_versions(qtbot: QtBot, centre: ErrorCentre) -> None:
    error = KeyError("room 302")
    report = told(qtbot, centre, lambda: sys.excepthook(KeyError, error, None))
    assert report.where == "python"
    assert "KeyError: 'room 302'" in report.text
    assert "Python 3." in report.text
    assert "Qt 6." in report.text
    assert centre.count == 1


def test_a_bug_in_a_thread_is_told_on_this_one_with_the_threads_name(
    qtbot: QtBot, centre: ErrorCentre
) -> None:
    where: list[str] = []
    centre.reported.connect(lambda _: where.append(threading.current_thread().name))

    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail, name="reader-7")
    report = told(qtbot, centre, thread.start)
    thread.join()
    assert report.where == "reader-7"
    assert "ValueError: in a thread" in report.text
    assert where == [threading.main_thread().name]


def test_a_person_who_interrupts_is_no_bug(
    centre: ErrorCentre, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *args: seen.append(args[0]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert seen == [KeyboardInterrupt]
    assert centre.count == 0


def test_a_failed_job_is_told_with_its_name(qtbot: QtBot, centre: ErrorCentre) -> None:
    report = told(qtbot, centre, lambda: centre.on_failed("book_meeting", RuntimeError("x")))
    assert report.where == "book_meeting"


def test_the_report_ends_with_the_last_lines_of_the_log(qtbot: QtBot, centre: ErrorCentre) -> None:
    log = logging.getLogger("app.somewhere")
    for n in range(KEEP_LINES + 50):
        log.warning("line %d", n)
    report = told(qtbot, centre, lambda: centre.on_failed("job", RuntimeError("x")))
    assert "line 249" in report.text
    assert "line 20\n" not in report.text
    assert report.text.count("app.somewhere line") >= KEEP_LINES - 2


def test_the_hooks_are_given_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.desk.errors.qInstallMessageHandler", lambda _: None)
    before = threading.excepthook, list(logging.getLogger().handlers)
    made = ErrorCentre()
    made.install()
    made.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert logging.getLogger().handlers == before[1]
    threading.excepthook = before[0]
