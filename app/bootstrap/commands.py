"""The subcommands of main.py: each opens the data folder, does its work, and answers with an exit code.

No window: a Qt core application for words, a GUI application offscreen only for documents. While a console
holds the folder, the command works beside it (the store takes turns) and then tells it to look again; what
would pull the file from under it is refused. Messages go to standard error in the chosen language.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.bootstrap.console import open_console
from app.desk.clock import DeskClock
from app.desk.instance import LOOK_AGAIN, Instance
from app.domain.errors import StoreFault
from app.store.engine import Options, open_store
from app.sync.console import Console
from app.words import commands as words
from app.words.faults import fault_text
from app.words.language import Language

OK: Final = 0
BAD_DATA: Final = 65
CANNOT_CREATE: Final = 73
CANNOT_WRITE: Final = 74
BUSY: Final = 75
EXIT_OF_FAULT: Final = {"disk_full": 74, "read_only": 73, "corrupt": 65, "newer": 65, "locked": 75, "key": 77}


def run_command(args: Namespace) -> int:
    """Run one subcommand; the exit code is as docs/manual lists them."""
    app = _application(args)
    app.setApplicationName("Huiwutai")
    language = Language()  # held to the end: the translators are its own
    language.use(args.lang or "zh_CN")
    try:
        return _COMMANDS[args.command](args)
    except StoreFault as fault:
        say("\n".join(fault_text(fault.code)))
        return EXIT_OF_FAULT.get(fault.code, BAD_DATA)
    except OSError as error:  # a folder that cannot be made or entered
        if error.filename is None:
            raise
        say(words.cannot_write(str(error.filename), error.strerror or ""))
        return CANNOT_CREATE


def say(text: str) -> None:
    """One message for the person at the terminal."""
    sys.stderr.write(text + "\n")


def folder_of(args: Namespace) -> Path:
    """The data folder a command works on."""
    if args.profile is not None:
        return Path(args.profile)
    import platformdirs

    return Path(platformdirs.user_data_dir("huiwutai", appauthor=False))


@contextmanager
def console_of(args: Namespace) -> Iterator[Console]:
    """The folder's console for one command; a running one is told to look again afterwards."""
    folder = folder_of(args)
    console = open_console(folder, DeskClock())
    try:
        yield console
    finally:
        console.close()
        Instance(folder).tell([LOOK_AGAIN])


def _application(args: Namespace) -> QCoreApplication:
    if args.command == "schedule":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtGui import QGuiApplication

        return QGuiApplication(sys.argv[:1])
    return QCoreApplication(sys.argv[:1])


def _import(args: Namespace) -> int:
    from app.bootstrap.files import import_command

    with console_of(args) as console:
        return import_command(args, console)


def _export(args: Namespace) -> int:
    from app.bootstrap.files import export_command

    with console_of(args) as console:
        return export_command(args, console)


def _schedule(args: Namespace) -> int:
    from app.bootstrap.schedule_command import schedule

    with console_of(args) as console:
        return schedule(args, console, say)


def _agent(args: Namespace) -> int:
    from app.devices.__main__ import main

    return main(["agent", str(folder_of(args) / "devices"), "--alone"])


def _enrol(args: Namespace) -> int:
    from app.bootstrap.enrol_command import enrol_command

    with console_of(args) as console:
        return enrol_command(args, console, folder_of(args), say)


def _check(args: Namespace) -> int:
    """Whether the data are sound: exit 0, or 65 with what was found."""
    from app.store.care import check

    folder = folder_of(args)
    if not folder.exists():
        say(words.no_data(str(folder)))
        return BAD_DATA
    store = open_store(folder)
    try:
        found = check(store, thorough=True)
    finally:
        store.close()
    for ailment in found:
        say(f"{ailment.code}: {ailment.detail}")
    say(words.checked(len(found)))
    return BAD_DATA if found else OK


def _backup(args: Namespace) -> int:
    """Copy the data to FILE. A folder without data is told: an empty copy would pass for a backup."""
    from app.store.care import backup
    from app.store.files import NAME, is_untouched

    folder, target = folder_of(args), Path(args.file)
    if is_untouched(folder / NAME):
        say(words.no_data(str(folder)))
        return BAD_DATA
    refusal = _refuses_file(target)
    if refusal is not None:
        say(words.cannot_write(args.file, refusal))
        return CANNOT_CREATE
    store = open_store(folder)
    try:
        copy = backup(store, target)
    except OSError as error:
        say(words.cannot_write(args.file, error.strerror or ""))
        return CANNOT_CREATE
    finally:
        store.close()
    say(words.backed_up(args.file, copy.rows))
    return OK


def _refuses_file(target: Path) -> str | None:
    """Why a file cannot be made there, in the system's words; None when it can."""
    try:
        with tempfile.TemporaryFile(dir=target.resolve().parent):
            pass
    except OSError as error:
        return error.strerror or type(error).__name__
    return os.strerror(errno.EISDIR) if target.is_dir() else None


def _restore(args: Namespace) -> int:
    """Put a backup in the place of the data; the present files are set aside, never deleted."""
    from app.store.care import restore

    folder, source = folder_of(args), Path(args.file)
    try:
        with source.open("rb"):
            pass
    except OSError as error:
        say(words.cannot_read(args.file, error.strerror or ""))
        return BAD_DATA
    folder.mkdir(parents=True, exist_ok=True)
    instance = Instance(folder)
    if not instance.take():
        say(words.console_is_open())
        return BUSY
    try:
        copy = restore(folder, source, time.time_ns() // 1_000_000, Options())
    except StoreFault as fault:
        if fault.code != "corrupt":
            raise
        say(words.no_backup(args.file))
        return BAD_DATA
    finally:
        instance.release()
    say(words.restored(args.file, copy.rows, str(copy.aside) if copy.aside else None))
    return OK


def _diagnostics(args: Namespace) -> int:
    from app.bootstrap.diagnostics import write_diagnostics

    try:
        write_diagnostics(folder_of(args), Path(args.file))
    except OSError as error:
        say(words.cannot_write(args.file, error.strerror or ""))
        return CANNOT_WRITE
    say(words.diagnosed(args.file))
    return OK


_COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {
    "import": _import, "export": _export, "schedule": _schedule, "agent": _agent, "check": _check,
    "enrol": _enrol, "backup": _backup, "restore": _restore, "export-diagnostics": _diagnostics,
}  # fmt: skip
