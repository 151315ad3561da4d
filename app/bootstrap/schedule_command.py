"""`main.py schedule --date D --pdf FILE [--layout ...]`: the road of the print page, without a window."""

from __future__ import annotations

import errno
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.domain.questions import DayScheduleOn
from app.reports.schedule import Options, Printing, record_of
from app.reports.schedule_entries import Arrangement
from app.reports.schedule_file import schedule_pdf
from app.sync.console import Console
from app.words import commands, reports

CANNOT_CREATE: Final = 73
CANNOT_WRITE: Final = 74
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})


def schedule(args: Namespace, console: Console, say: Callable[[str], None]) -> int:
    """Write the day's schedule and record the print, so
    that the next one marks what changed; the exit code.
    """
    options = Options(arrangement=Arrangement(args.layout))
    path = Path(args.pdf)
    day = console.ask(DayScheduleOn(args.date.isoformat(), options.layout))
    try:
        document = schedule_pdf(day, options, Printing(console.clock.now()), path)
    except OSError as error:
        say(commands.cannot_write(str(path), error.strerror or type(error).__name__))
        return CANNOT_WRITE if error.errno in _FULL else CANNOT_CREATE
    console.do((record_of(document, console.clock.new_id(), "pdf"),), "")
    say(reports.written(str(path), document.version, len(document.pages)))
    return 0
