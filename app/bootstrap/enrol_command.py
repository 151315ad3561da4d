"""`main.py enrol`: the folder joins a central service; Ctrl+C gives up and leaves it as it was."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from app.bootstrap.central import VERSION, host_name, way_of
from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.settings import Settings
from app.sync.console import Console
from app.sync.enrol import Answer, Application, address, enrol
from app.sync.keys import Keys
from app.words import commands as words
from app.words.link import problem_text

OK: Final = 0
BAD_DATA: Final = 65
AWAY: Final = 69
GIVEN_UP: Final = 75
NOT_PERMITTED: Final = 77
BAD_SETUP: Final = 78
EXIT_OF: Final[dict[str, int]] = {
    LinkProblem.ADDRESS: BAD_SETUP, LinkProblem.CA_FILE: BAD_SETUP, LinkProblem.CERTIFICATE: BAD_SETUP,
    LinkProblem.WRONG_HOST: BAD_SETUP, LinkProblem.PROXY: BAD_SETUP, LinkProblem.UPGRADE: BAD_SETUP,
    LinkProblem.CODE: NOT_PERMITTED, LinkProblem.SITE_TAKEN: BAD_DATA, LinkProblem.ENROLLED: BAD_DATA,
    "given_up": GIVEN_UP, "no_copy": BAD_DATA, "other_site": BAD_DATA,
}  # fmt: skip


def enrol_command(args: Namespace, console: Console, folder: Path, say: Callable[[str], None]) -> int:
    """Join; a console that is open on the folder goes on as a member."""
    way = way_of(Settings(folder), address(args.central))
    application = Application(way, args.code, args.name.strip() or host_name(), VERSION, args.outbox)

    def ask(name: str, task: Callable[[Console], Answer]) -> Answer:
        del name
        return task(console)

    with _interrupted() as cancelled:
        try:
            joined = enrol(application, ask, Keys(), lambda _done, _of: None, cancelled)
        except Refused as refused:
            say(_why(refused))
            return EXIT_OF.get(refused.code, AWAY)
    say(words.enrolled(joined.site_name))
    if args.outbox is not None:
        say(words.taken_back(joined.restored))
    if joined.problem is not None:
        say(words.secret_to_note(problem_text(joined.problem)[0], joined.unkept))
    return OK


def _why(refused: Refused) -> str:
    if refused.code in {"no_copy", "other_site"}:
        return words.no_copy(is_other_site=refused.code == "other_site")
    return words.not_enrolled(*problem_text(refused.code))


@contextmanager
def _interrupted() -> Iterator[Callable[[], bool]]:
    """Ctrl+C is noted rather than torn through a transaction; asks whether it came."""
    said = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        said.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield said.is_set
    finally:
        signal.signal(signal.SIGINT, before)
