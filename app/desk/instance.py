"""One console per data folder: a lock file that survives kill -9, and a socket to hand over to the first.

GUI thread, before the window exists. The second program passes its arguments and leaves with exit code 3.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS: Final = 2_000
LONGEST: Final = 1 << 16  # bytes of a command line
LOOK_AGAIN: Final = "--look-again"


class Instance(QObject):
    """Holds the folder, or hands over to who holds it."""

    called = Signal(object)
    """list[str]: the arguments of a second program; come to the front."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "console.lock"))
        self._lock.setStaleLockTime(0)
        self._name = "huiwutai-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Whether the folder is ours now. A lock left by a killed program is taken over."""
        if self._server is not None:
            return True
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self.on_called)
        self._server.listen(self._name)
        return True

    @property
    def is_held(self) -> bool:
        """After `take` failed: by another program. Otherwise the folder cannot be written."""
        return self._lock.error() == QLockFile.LockError.LockFailedError

    def tell(self, arguments: list[str]) -> bool:
        """Tell the program that holds the folder, if there is one; False when it did not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(WAIT_MS):
            return False
        socket.write(json.dumps(arguments).encode() + b"\n")
        return socket.waitForBytesWritten(WAIT_MS) and socket.waitForReadyRead(WAIT_MS)

    def release(self) -> None:
        """Give the folder free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def on_called(self) -> None:
        """A second program has come."""
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is None:
            return
        socket.setReadBufferSize(LONGEST)
        socket.readyRead.connect(self.on_said)
        socket.disconnected.connect(socket.deleteLater)

    def on_said(self) -> None:
        """Its arguments, one line of JSON."""
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            arguments = json.loads(bytes(socket.readLine().data()))
        except (ValueError, RecursionError):  # no console of ours
            arguments = []
        socket.write(b"ok\n")
        socket.flush()
        is_line = isinstance(arguments, list) and all(isinstance(each, str) for each in arguments)
        self.called.emit(arguments if is_line else [])
