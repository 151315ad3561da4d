"""The one error centre: every hook leads here, and from here to the log and to one dialog. GUI thread.

The hooks may run in any thread; they only emit a signal,
which arrives queued. A report holds no names of people.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)

logger = logging.getLogger(__name__)
KEEP_LINES: Final = 200
_QT_LEVEL: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Report:
    """A bug, as it can be copied and sent: where it happened and the text of the report."""

    where: str
    text: str


class _Tail(logging.Handler):
    """Keeps the last lines of the log for reports."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: deque[str] = deque(maxlen=KEEP_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class ErrorCentre(QObject):
    """Collects what nobody else handled. ``count`` > 0 makes --exit-after leave with a non-zero code."""

    reported = Signal(object)
    """Report: a bug; the program goes on."""
    _raised = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self._tail: Final = _Tail()
        self._tail.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._raised.connect(self.on_failed, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python, threads and Qt."""
        logging.getLogger().addHandler(self._tail)
        sys.excepthook = self._from_python
        threading.excepthook = self._from_thread
        qInstallMessageHandler(self._from_qt)

    def uninstall(self) -> None:
        """Give the hooks back."""
        logging.getLogger().removeHandler(self._tail)
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    @Slot(str, object)
    def on_failed(self, where: str, error: BaseException) -> None:
        """A bug in a job or a slot: log it, count it, tell the window."""
        self.count += 1
        trace = "".join(traceback.format_exception(error))
        logger.error("unexpected error in %s\n%s", where, trace)
        versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
        self.reported.emit(Report(where, f"{versions}\n\n{trace}\n" + "\n".join(self._tail.lines)))

    def _from_python(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._raised.emit("python", error)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._raised.emit(args.thread.name if args.thread else "thread", args.exc_value)

    @staticmethod
    def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        logging.getLogger("qt").log(_QT_LEVEL.get(kind, logging.WARNING), "%s", message)
