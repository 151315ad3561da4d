"""The command line as people and scripts rely on it (design.md, section 10): parses, decides nothing.

Called by main.py before anything heavy is imported. Errors of use end with exit code 2.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn

KINDS: Final = ("meetings", "rooms", "people", "devices")
EXPORTS: Final = ("meetings", "rooms", "people", "tasks", "audit")
FORMATS: Final = ("json", "csv", "xlsx", "ics")
LAYOUTS: Final = ("room", "time", "attendant")
_LEAST_SIZE: Final = (1280, 720)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments; ``command`` is None for the window. Ends the program with 2 where they make no sense."""
    args = parser(_chinese(arguments)).parse_args(arguments)
    args.folder = Path.cwd()  # a running console that is handed the arguments has another one
    if args.command == "export" and args.format == "ics" and args.what != "meetings":
        _refuse(arguments, "ics: meetings only", "ics 格式只用于会议")
    return args


def parser(chinese: bool = False) -> argparse.ArgumentParser:  # noqa: FBT002 - one switch, set by parse alone
    """The whole grammar."""
    main = _Parser(prog="main.py", description="会务台 Huiwutai", chinese=chinese)
    _common(main, defaults=True)
    main.add_argument("--demo", action="store_true", help="throw-away data: a demo building")
    main.add_argument("--seed", type=int, default=1, help="which demo building")
    main.add_argument("--at", type=_moment, help="the demo's wall time, e.g. 2026-06-10T13:42")
    main.add_argument("--central", metavar="URL")
    main.add_argument("--shots", type=Path, metavar="DIR", help="paint every page to DIR and leave")
    main.add_argument("--size", type=_size, metavar="WxH", default=None)
    main.add_argument("--scale", type=int, choices=range(100, 201), metavar="100-200")
    main.add_argument("--exit-after", type=float, metavar="SECONDS")
    commands = main.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _import(commands.add_parser("import", help="take a file in", chinese=chinese))
    _export(commands.add_parser("export", help="write a file", chinese=chinese))
    _schedule(commands.add_parser("schedule", help="the day as PDF", chinese=chinese))
    _enrol(commands.add_parser("enrol", help="join a central service", chinese=chinese))
    for name, what in (("agent", "read the devices"), ("check", "look whether the data are sound")):
        _common(commands.add_parser(name, help=what, chinese=chinese), defaults=False)
    for name, what in (
        ("backup", "copy the data to FILE"), ("restore", "put FILE in the place of the data"),
        ("export-diagnostics", "what support needs, to FILE"),
    ):  # fmt: skip
        command = commands.add_parser(name, help=what, chinese=chinese)
        command.add_argument("file", metavar="FILE")
        _common(command, defaults=False)
    return main


def _common(command: argparse.ArgumentParser, *, defaults: bool) -> None:
    """What every command takes; before the command or after it."""
    missing = None if defaults else argparse.SUPPRESS
    command.add_argument("--profile", type=Path, metavar="DIR", default=missing, help="the data folder")
    command.add_argument("--lang", choices=("zh_CN", "en"), default=missing)
    if defaults:
        command.add_argument("--theme", choices=("light", "dark", "system"))


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE")
    command.add_argument("--kind", choices=KINDS)
    command.add_argument("--create-rooms", action="store_true", help="make rooms that a meeting names")
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    command.add_argument("--json", action="store_true", help="the report as JSON")
    _common(command, defaults=False)


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=EXPORTS)
    command.add_argument("--format", choices=FORMATS, required=True)
    command.add_argument("--from", dest="from_on", type=_day, metavar="D", help="first day")
    command.add_argument("--to", dest="to_on", type=_day, metavar="D", help="last day")
    command.add_argument("--out", metavar="FILE", help="instead of standard output")
    _common(command, defaults=False)


def _schedule(command: argparse.ArgumentParser) -> None:
    command.add_argument("--date", type=_day, required=True, metavar="D")
    command.add_argument("--pdf", required=True, metavar="FILE")
    command.add_argument("--layout", choices=LAYOUTS, default="time")
    _common(command, defaults=False)


def _enrol(command: argparse.ArgumentParser) -> None:
    command.add_argument("--central", metavar="URL", required=True, help="its address")
    command.add_argument("--code", required=True, help="as python -m central enroll-code says it")
    command.add_argument("--name", default="", help="how this desk is listed there; else this machine's name")
    command.add_argument("--outbox", type=Path, metavar="FILE", help="a copy of a broken desk's outbox")
    _common(command, defaults=False)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 2026-06-10") from None


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 2026-06-10T13:42") from None
    if when.tzinfo is not None:
        raise argparse.ArgumentTypeError(f"{text}: 2026-06-10T13:42")
    return when


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text}: 1600x1000")
    return max(int(found[1]), _LEAST_SIZE[0]), max(int(found[2]), _LEAST_SIZE[1])


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in the chosen language."""

    def __init__(self, *, chinese: bool = False, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # argparse's own options, passed on
        self._chinese = chinese

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        said = f"参数有误：{message}" if self._chinese else f"wrong arguments: {message}"
        self.exit(2, f"{self.prog}: {said}\n")


def _chinese(arguments: Sequence[str]) -> bool:
    """Chinese unless English is asked for: usage errors come before any setting is read."""
    chosen = [after for before, after in pairwise(arguments) if before == "--lang"]
    return "--lang=en" not in arguments and chosen[-1:] != ["en"]


def _refuse(arguments: Sequence[str], english: str, chinese: str) -> NoReturn:
    parser(_chinese(arguments)).error(chinese if _chinese(arguments) else english)
