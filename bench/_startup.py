"""One start of a program, timed from outside: python -m bench._startup MODE BEGAN_NS OUT [FOLDER | MODULES].

``bare`` shows an empty QMainWindow; ``ours`` is main.py with a stop-watch on its signals; ``imports`` imports
what ours has imported, in that order. OUT gets milliseconds since BEGAN_NS (time.monotonic_ns of the parent).
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any


def since(began_ns: int) -> float:
    """Milliseconds since the parent started us."""
    return (time.monotonic_ns() - began_ns) / 1e6


def bare(began_ns: int, out: Path) -> None:
    """The least a window can be."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        seen = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.seen:
                self.seen = True
                QTimer.singleShot(0, self.on_painted)

        def on_painted(self) -> None:
            out.write_text(json.dumps({"painted": since(began_ns)}))
            self.close()

    app = QApplication([])
    window = Window()
    window.resize(1600, 1000)
    window.show()
    app.exec()


def ours(began_ns: int, out: Path, folder: Path) -> None:
    """The console on a folder with today's meetings; closed when its first page shows them."""
    from app.bootstrap import start
    from app.views.shell import Shell
    from main import main

    told: dict[str, Any] = {}

    class TimedShell(Shell):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self.painted.connect(self.on_painted)

        def on_painted(self) -> None:
            told["painted"] = since(began_ns)
            watch_pages(told, began_ns, out)

    vars(start)["Shell"] = TimedShell  # the stop-watch is ours alone, the product knows nothing of it
    sys.argv = ["main.py"]
    main(["--profile", str(folder), "--lang", "zh_CN", "--theme", "light"])


def watch_pages(told: dict[str, Any], began_ns: int, out: Path) -> None:
    """The console's first page, from when it is shown until it shows what it asked for."""
    from PySide6.QtCore import QTimer

    from app.bootstrap import window as bootstrap

    class Timed(bootstrap.ConsoleApp):
        def run(self) -> int:
            self.window.page_shown.connect(self.on_first_page)
            return super().run()

        def on_first_page(self, name: str) -> None:
            self.watch = QTimer(self, interval=1)
            self.watch.timeout.connect(lambda: self.look_at(name))
            self.watch.start()

        def look_at(self, name: str) -> None:
            if getattr(self.window.page(name), "_board", None) is not None:
                self.watch.stop()
                QTimer.singleShot(0, self.on_ready)

        def on_ready(self) -> None:
            told["ready"] = since(began_ns)
            told["modules"] = [name for name in sys.modules if name != "__main__"]
            out.write_text(json.dumps(told))
            QTimer.singleShot(1_700, self.window.close)  # after what it does when all has settled

    vars(bootstrap)["ConsoleApp"] = Timed


def imports(began_ns: int, out: Path, modules: Path) -> None:
    """The same modules and nothing else."""
    for name in json.loads(modules.read_text()):
        try:
            importlib.import_module(name)
        except ImportError:
            continue  # made at run time by its package
    out.write_text(json.dumps({"imported": since(began_ns)}))


if __name__ == "__main__":
    modes: dict[str, Any] = {"bare": bare, "ours": ours, "imports": imports}
    modes[sys.argv[1]](int(sys.argv[2]), *(Path(argument) for argument in sys.argv[3:]))
