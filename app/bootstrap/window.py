"""The window and all it is made of, put together. GUI thread, called by main.py.

The order is the start-up goal: application and look, then a painted window, and only then the store, the
device processes and the pages. Shutdown goes the other way: devices, readings, desk, lock.
"""

from __future__ import annotations

import gc
import logging
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.central import CentralLink
from app.desk.clock import DeskClock
from app.desk.desk import Backend, Desk
from app.desk.errors import ErrorCentre
from app.desk.instance import LOOK_AGAIN, Instance
from app.desk.telemetry import Telemetry
from app.domain.errors import StoreFault
from app.domain.questions import PeopleList
from app.domain.records import LinkState, PersonRecord, RoundRecord
from app.domain.states import Role
from app.settings import Settings, Value
from app.store import collector
from app.views.main_window import MainWindow
from app.views.page import Services
from app.widgets.look import Look, ThemeChoice
from app.words.language import Language

if TYPE_CHECKING:
    from app.bootstrap.embedded import EmbeddedCentral

logger = logging.getLogger(__name__)

OK: Final = 0
HANDED_OVER: Final = 3
CANNOT_CREATE: Final = 73
DEVICES_MS: Final = 300  # the first page is painted before their processes are started
CENTRAL_MS: Final = 800  # and before the link to central is
SWITCH_S: Final = 0.0005  # a busy store thread lets the window go on ten times sooner than by default


def run_window(args: Namespace, shell: QWidget | None = None) -> int:
    """Open the console; returns the exit code. ``shell`` stood in for the window until it is there."""
    with ExitStack() as stack:
        folder = _folder(args, stack)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(app, QApplication)
        app.setApplicationName("Huiwutai")
        app.setQuitOnLastWindowClosed(True)
        with suppress(OSError):  # the window says in words that the folder cannot be used
            folder.mkdir(parents=True, exist_ok=True)
        instance = Instance(folder)
        if not instance.take() and instance.is_held and instance.tell(sys.argv[1:]):
            language = Language()  # held until it is said: the translators are its own
            language.use(Settings(folder, _overrides(args)).text("language"))
            told = QCoreApplication.translate(
                "Start", "A console runs here already; its window came to the front."
            )
            sys.stderr.write(told + "\n")
            return HANDED_OVER
        stack.callback(instance.release)
        console = ConsoleApp(app, args, folder, instance)
        instance.called.connect(console.on_called)
        if shell is not None:
            console.window.painted.connect(shell.close)
        return console.run()


def _folder(args: Namespace, stack: ExitStack) -> Path:
    """The data folder: the one named, a throw-away one for the demo, or the user's own."""
    if args.profile is not None:
        return Path(args.profile)
    if args.demo:
        held = tempfile.TemporaryDirectory(prefix="huiwutai-demo-", ignore_cleanup_errors=True)
        return Path(stack.enter_context(held))
    import platformdirs

    return Path(platformdirs.user_data_dir("huiwutai", appauthor=False))


class ConsoleApp(QObject):
    """Everything one run of the window is made of."""

    def __init__(
        self, app: QApplication, args: Namespace, folder: Path, instance: Instance | None = None
    ) -> None:
        super().__init__()
        self._app = app
        self._instance = instance
        self._is_desk_up = False
        self._fault = ""
        self._args = args
        self._folder = folder
        self.settings: Final = Settings(folder, _overrides(args))
        self.errors: Final = ErrorCentre(self)
        self.errors.install()
        self.language: Final = Language()
        self.language.use(self.settings.text("language"))
        theme: ThemeChoice = _theme(self.settings.text("theme"))
        self.look: Final = Look(
            theme,
            scale=self.settings.number("scale"),
            reduced_motion=self.settings.flag("reduced_motion"),
            parent=self,
        )
        self.look.apply(app)
        self.clock: Final = _clock(args)
        self.desk: Final = Desk(self._opener(), self.clock, self)
        self.central: Final = CentralLink(self.desk, self.settings, folder, is_demo=args.demo)
        self.desk.central.attach(self.central)
        self.telemetry: Final = Telemetry(self.clock.now, self)
        self.services: Final = Services(
            self.desk,
            self.telemetry,
            self.look,
            self.settings,
            self.language,
            partial(diagnose, self._folder),
        )
        self.window: Final = MainWindow(self.services)
        self._devices: object | None = None
        self._embedded: EmbeddedCentral | None = None
        self._connect()

    def _connect(self) -> None:
        self.window.painted.connect(self.on_painted, Qt.ConnectionType.QueuedConnection)
        self.window.actor_chosen.connect(self.on_actor_chosen)
        self.window.page_shown.connect(self.on_page_shown)
        self.window.fault_page.retry.connect(self.on_painted)
        self.desk.started.connect(self.on_started)
        self.desk.faulted.connect(self.on_faulted)
        self.desk.failed.connect(self.errors.on_failed)
        self.errors.reported.connect(self.window.on_reported)

    def _opener(self) -> Callable[[], Backend]:
        args, folder, clock = self._args, self._folder, self.clock

        def open_backend() -> Backend:
            from app.bootstrap.console import demo_console, open_console

            return demo_console(folder, clock, args.seed) if args.demo else open_console(folder, clock)

        return open_backend

    def run(self) -> int:
        """Show the window and live until it closes."""
        if not self._args.shots:
            self.window.restore_state(QSettings(str(self._folder / "window.ini"), QSettings.Format.IniFormat))
        self.window.show()
        if self._args.exit_after is not None:
            QTimer.singleShot(int(self._args.exit_after * 1000), self.window.close)
        code = self._app.exec()
        self._stop()
        return code or (1 if self.errors.count else CANNOT_CREATE if self._fault else OK)

    def on_painted(self) -> None:
        """The shell stands, or a person tries again: open the store; pages follow when it is open."""
        if self._instance is not None and not self._instance.take() and self._instance.is_held:
            self.desk.faulted.emit(StoreFault("locked"))  # by a program that does not answer
        elif self._is_desk_up:
            self.desk.reopen()
        else:
            self._is_desk_up = True
            self.desk.start()

    def on_faulted(self, fault: StoreFault) -> None:
        """The data cannot be used; the window says so, and the exit code will."""
        self._fault = fault.code

    def on_started(self) -> None:
        """The store is open: who is at the desk, the first page, the devices."""
        self._fault = ""
        self.desk.ask(PeopleList(), self._seat, self)
        if not self._args.shots and not self.window.front:
            self.window.show_page(self._first_page())  # it is built while the store looks for the people

    def _seat(self, people: tuple[PersonRecord, ...]) -> None:
        """The person of last time; in the demo its desk supervisor."""
        if self.desk.actor is None:
            wanted = self.settings.text("actor")
            chosen = next((p for p in people if p.id == wanted), None)
            if chosen is None and self._args.demo:
                chosen = next((p for p in people if p.role is Role.SUPERVISOR), None)
            self.desk.set_actor(chosen)
        if self._args.shots:
            self._shoot()
            return
        QTimer.singleShot(DEVICES_MS, self._start_devices)
        QTimer.singleShot(CENTRAL_MS, self._start_central)
        QTimer.singleShot(1500, self.on_settled)

    def _first_page(self) -> str:
        from app.views.pages import ENTRIES

        wanted = self.settings.text("page")
        return wanted if wanted in {entry.name for entry in ENTRIES} else ENTRIES[0].name

    def _shoot(self) -> None:
        from app.views.shots import Shots

        self._start_devices()
        shots = Shots(self.window, self.services, Path(self._args.shots), self._args)
        shots.setParent(self)
        shots.done.connect(self.on_shots_done)
        if not self._args.demo or self.settings.text("central"):
            QTimer.singleShot(2500, shots.start)
            return
        from app.bootstrap.other_desk import Disagreement

        self._start_central()
        quarrel = Disagreement(self.desk, self.central, self._folder, self)
        quarrel.done.connect(shots.start)
        quarrel.start()

    def on_shots_done(self) -> None:
        """All pictures are written."""
        self.window.close()

    def _start_devices(self) -> None:
        if self._devices is not None:
            return
        from app.bootstrap.devices import DeviceProcesses

        devices = DeviceProcesses(
            self.services, self._folder, demo=self._args.demo, seed=self._args.seed, parent=self
        )
        self.window.add_strip(devices.strip)
        self._devices = devices
        devices.start()

    def _start_central(self) -> None:
        """Link the folder; the demo brings a service of its own along unless one is named."""
        self.central.start()
        if self._args.demo and self._embedded is None and not self.settings.text("central"):
            from app.bootstrap.embedded import EmbeddedCentral

            self._embedded = EmbeddedCentral(self.desk, self._folder / "central")
            self._embedded.start()

    def on_settled(self) -> None:
        """The window is up and stays."""
        collector.settle()
        sys.setswitchinterval(SWITCH_S)

    def on_called(self, arguments: list[str]) -> None:
        """A second program was started on this folder, or a command has worked beside us."""
        if arguments == [LOOK_AGAIN]:
            self.desk.look_again()
            self.central.start()
            return
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def on_actor_chosen(self, person: PersonRecord) -> None:
        """Somebody said they are at this desk."""
        self.desk.set_actor(person)
        self.settings.set("actor", person.id)

    def on_page_shown(self, name: str) -> None:
        """Remembered for the next start."""
        if not self._args.shots:
            self.settings.set("page", name)

    def _stop(self) -> None:
        """Intake, devices, link, desk; each with its limit."""
        if not self._args.shots:
            self.window.keep_state(QSettings(str(self._folder / "window.ini"), QSettings.Format.IniFormat))
        self.telemetry.stop()
        if self._devices is not None:
            self._devices.stop()  # type: ignore[attr-defined]  # DeviceProcesses, imported only when it is made
        self.central.stop()
        if self._embedded is not None:
            self._embedded.stop()
        self.desk.stop()
        self.errors.uninstall()
        gc.unfreeze()


def diagnose(folder: Path, target: Path, state: LinkState, rounds: tuple[RoundRecord, ...]) -> None:
    """Write the diagnostics of a running console; for the pool. Raises OSError."""
    from app.bootstrap.diagnostics import write_diagnostics

    write_diagnostics(folder, target, state, rounds)


def _overrides(args: Namespace) -> dict[str, Value]:
    given = {"language": args.lang, "theme": args.theme, "central": args.central, "scale": args.scale}
    return {key: value for key, value in given.items() if value is not None}


def _theme(name: str) -> ThemeChoice:
    choices: dict[str, ThemeChoice] = {"light": "light", "dark": "dark", "system": "system"}
    return choices[name]


def _clock(args: Namespace) -> DeskClock:
    """The machine's clock, or the demo's that shows --at now and runs on."""
    if not args.demo:
        return DeskClock()
    from app.demo.moment import demo_moment

    return DeskClock.running_from(demo_moment(args.at, DeskClock().now()))
