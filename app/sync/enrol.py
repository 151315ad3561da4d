"""Makes a folder a console of a central service: asks
for an identity, keeps its secret, ties the folder to it.

For the command line and the window alike; blocks its thread, and raises Refused with a code of LinkProblem.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from app.domain.acts import GivenUp
from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.operations import wire
from app.sync import transport
from app.sync.console import Console
from app.sync.enrolment import Enrolment, ForeignSite
from app.sync.keys import Keys
from app.sync.lane import Way
from app.sync.spare import read_copy, take_back
from app.sync.trouble import Trouble

Answer = TypeVar("Answer")
HTTPS: Final = "https://"


class Ask(Protocol):
    """Asks the console in the thread that owns it."""

    def __call__(self, name: str, task: Callable[[Console], Answer]) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Application:
    """What a person gave: the way to central, the code, and how this console shall be listed there.

    ``outbox``: a copy of the outbox of a desk whose disk broke, to be sent from here.
    """

    way: Way
    code: str
    name: str
    app: str
    outbox: Path | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """``unkept``: the secret, where the key ring could not take it (``problem``): it lives in memory alone.

    ``restored``: how many ops of a copy were taken back.
    """

    site_name: str
    unkept: str = ""
    problem: LinkProblem | None = None
    restored: int = 0


def enrol(
    application: Application,
    ask: Ask,
    keys: Keys,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Joined:
    """Enrol, or give an enrolled folder that lost its secret a new identity at its site.

    A folder with data keeps its site's id, which an empty site at central takes over. Raises Refused,
    "given_up" when ``cancelled``, "no_copy" and "other_site" of a copy of an outbox: the folder is as it was
    then, but the code may be used up.
    """
    try:
        own_site, known, key = ask("enrolment", _own)
        site, rows = read_copy(application.outbox, key) if application.outbox else ("", ())
        request = wire.Enrol(application.code.strip(), application.name, application.app, site=own_site)
        enrolled = transport.enrol(application.way, request)
        if known is not None and known.site_id != enrolled.site:
            raise Refused(LinkProblem.ENROLLED)
        if site not in {"", enrolled.site}:
            raise Refused("other_site")
        if cancelled():
            raise GivenUp
        problem = keys.keep(enrolled.console, enrolled.secret)  # before the store: there is no second chance

        def tie(console: Console) -> int:
            if known is not None:
                console.fork(enrolled)
            else:
                console.adopt(enrolled, application.way.checked().central, progress, cancelled)
            return take_back(console, rows)

        restored = ask("adopt", tie)
    except Trouble as trouble:
        raise Refused(trouble.problem, detail=trouble.detail) from None
    except ForeignSite:
        raise Refused(LinkProblem.SITE_TAKEN) from None
    except GivenUp:
        raise Refused("given_up") from None
    return Joined(enrolled.site_name, enrolled.secret if problem else "", problem, restored)


def address(said: str) -> str:
    """The address as a person types it: without a scheme it is https."""
    said = said.strip()
    return said if "://" in said or not said else HTTPS + said


def _own(console: Console) -> tuple[str, Enrolment | None, bytes | None]:
    """The site whose data are here ("" for an empty folder), what ties the folder already, the file's key."""
    known = console.enrolment()
    has_data = known is not None or console.waiting().pending > 0
    return (console.identity.site_id if has_data else ""), known, console.store.options.key
