"""``python -m central``: the grammar, and which command does what (design.md, section 10).

Data goes to standard output, sentences to standard error. Exit codes: 0 done, 2 wrong use, 65 bad data,
69 the database is away, 73 the address or a file cannot be had, 78 the set-up is wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn

from central.words import CHINESE, ENGLISH, say

DATABASE: Final = "HUIWUTAI_DATABASE"  # so that a password need not stand among the arguments
ROLES: Final = ("attendant", "engineer", "desk", "supervisor", "manager")
_UNITS: Final = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit code."""
    args = parser(_language(arguments)).parse_args(arguments)
    args.language = _language(arguments)
    args.database = args.database or os.environ.get(DATABASE) or default_database()
    from central import commands  # the database library loads only for a command that is well-formed

    return commands.run(args)


def default_database() -> str:
    """SQLite in this person's data folder."""
    import platformdirs

    return f"sqlite:///{Path(platformdirs.user_data_dir('huiwutai', appauthor=False), 'central')}"


def parser(language: str) -> argparse.ArgumentParser:
    """The whole grammar."""
    main_parser = _Parser(prog="python -m central", description="会务台 Huiwutai central", language=language)
    _common(main_parser, defaults=True)
    commands = main_parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )

    def command(name: str, what: str, *, to: argparse._SubParsersAction[_Parser] = commands) -> _Parser:
        made: _Parser = to.add_parser(name, help=what, language=language)
        _common(made, defaults=False)
        return made

    def group(name: str, what: str) -> argparse._SubParsersAction[_Parser]:
        return command(name, what).add_subparsers(
            dest="act", metavar="ACT", required=True, parser_class=_Parser
        )

    _serve(command("serve", "answer consoles"))
    command("init", "make a site").add_argument("--name", required=True, metavar="SITE", type=_name)
    _code(command("enroll-code", "a code with which one console may enrol"))
    sites = group("site", "the sites of this database")
    command("list", "all of them", to=sites)
    hook = command("webhook", "where a site's notices go", to=sites)
    hook.add_argument("address", nargs="?", default="", metavar="URL", help="nowhere without it")
    _site(hook)
    consoles = group("console", "who may speak for a site")
    _site(command("list", "all of them", to=consoles))
    command("revoke", "take the access of one back", to=consoles).add_argument("id", metavar="CONSOLE")
    _users(group("user", "the people of a site"), command)
    command("check", "look whether the data are sound")
    command("purge", "forget deleted rows that every console has heard of")
    command("new-epoch", "after a restore: let consoles offer again what is missing")
    return main_parser


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=_whole(0, 65_535), default=8765, metavar="0-65535")
    command.add_argument("--certificate", type=Path, metavar="PEM")
    command.add_argument("--key", type=Path, metavar="PEM")
    command.add_argument("--workers", type=_whole(1, 64), default=1, metavar="1-64")
    command.add_argument("--log-level", choices=("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
    command.add_argument("--embedded", metavar="SITE", type=_name,
                         help="for one desk: makes the site, says a code, ends with its input")  # fmt: skip
    command.add_argument(
        "--clock-offset", type=int, default=0, metavar="MS", help="beside the machine's clock"
    )


def _code(command: argparse.ArgumentParser) -> None:
    _site(command)
    command.add_argument("--valid", type=_span, default=_span("24h"), metavar="24h", help="30m, 24h, 7d")


def _users(users: argparse._SubParsersAction[_Parser], command: object) -> None:
    assert callable(command)
    _site(command("list", "all of them", to=users))
    add = command("add", "enter a person", to=users)
    _site(add)
    add.add_argument("--name", required=True, type=_name)
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--number", default="")
    add.add_argument("--phone", default="")
    off = command("disable", "a person is not of the house any more", to=users)
    _site(off)
    off.add_argument("id", metavar="PERSON")


def _site(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", metavar="ID", help="not needed where there is one")


def _common(command: argparse.ArgumentParser, *, defaults: bool) -> None:
    """What every command takes; before the command or after it."""
    missing = None if defaults else argparse.SUPPRESS
    command.add_argument("--database", metavar="URL", default=missing,
                         help=f"postgresql://... or sqlite:///FOLDER; else {DATABASE}")  # fmt: skip
    command.add_argument("--lang", choices=(CHINESE, ENGLISH), default=missing)


def _whole(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number between two, both allowed."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text}: {low}-{high}")
        return int(text)

    return read


def _span(text: str) -> int:
    """A length of time in ms."""
    found = re.fullmatch(r"([1-9]\d{0,3})([mhd])", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text}: 30m, 24h, 7d")
    return int(found[1]) * _UNITS[found[2]]


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise argparse.ArgumentTypeError(repr(text))
    return name


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in the chosen language."""

    def __init__(self, *, language: str = CHINESE, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # argparse's own options, passed on
        self._language = language

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {say(self._language, 'usage', what=message)}\n")


def _language(arguments: Sequence[str]) -> str:
    """Chinese unless English is asked for."""
    chosen = [after for before, after in pairwise(arguments) if before == "--lang"]
    return ENGLISH if "--lang=en" in arguments or chosen[-1:] == [ENGLISH] else CHINESE
