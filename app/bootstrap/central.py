"""The console's side of the central service: builds the link of an enrolled folder, enrols one that is not.

Built by the window with the Desk; nothing of the network library is loaded before ``start``, which is called
when the first page is up. What takes time runs in the Desk's pool.
"""

from __future__ import annotations

import logging
import platform
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from app.desk.desk import Desk
from app.domain.records import RoundRecord
from app.settings import Settings

if TYPE_CHECKING:
    from app.sync.keys import Keys
    from app.sync.lane import Way
    from app.sync.link import Link

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
VERSION: Final = "huiwutai 0.1.0"
STORE_S: Final = 60.0  # a long import may have the store


class CentralLink:
    """A Carrier (app/desk/carrier.py). ``stop`` comes before the desk's."""

    def __init__(self, desk: Desk, settings: Settings, folder: Path, *, is_demo: bool = False) -> None:
        self._desk: Final = desk
        self._settings: Final = settings
        self._folder: Final = folder
        self._is_demo: Final = is_demo
        self._lock: Final = threading.Lock()
        self._keys: Keys | None = None
        self._link: Link | None = None
        self._unkept = ""
        self._is_stopped = False

    def start(self) -> None:
        """Link the folder if it is enrolled; also after another program has enrolled it."""
        self._desk.run(self._open, done=_nothing)

    def pause(self) -> None:
        """Let the link go until ``start``: this desk works on without."""
        self._drop()

    def stop(self) -> None:
        """End the link; within two seconds."""
        with self._lock:
            self._is_stopped = True
            link, self._link = self._link, None
        if link is not None and not link.stop():
            logger.warning("the link did not end in time")

    # the Carrier

    def nudge(self) -> None:
        """Something was said here."""
        link = self._link
        if link is not None:
            link.nudge()

    def retry(self) -> None:
        """A person asks for it."""
        link = self._link
        if link is not None:
            link.retry()

    def rounds(self) -> tuple[RoundRecord, ...]:
        """The last rounds, newest first."""
        link = self._link
        return link.rounds() if link is not None else ()

    def give_secret(self, secret: str) -> None:
        """Typed by a person."""
        link = self._link
        if link is not None:
            link.give_secret(secret.strip())

    def allow_deletions(self) -> None:
        """Meant."""
        link = self._link
        if link is not None:
            link.allow_deletions()

    def unkept_secret(self) -> str:
        """What the key ring did not take."""
        return self._unkept

    def enrol(
        self,
        central: str,
        code: str,
        name: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        """Enrol the folder and start its link; the site's name. Raises Refused. In a thread of the pool."""
        from app.sync.enrol import Application, address, enrol

        application = Application(self._way(address(central)), code, name or host_name(), VERSION)
        joined = enrol(
            application, self._ask, self._kept(), progress, lambda: self._is_stopped or cancelled()
        )
        self._unkept = joined.unkept
        self._drop()
        self._open()
        return joined.site_name

    # building

    def _open(self) -> None:
        enrolment = self._ask("enrolment", _enrolment)
        if enrolment is None or self._link is not None:
            return
        from app.sync.link import Link, Setup

        central = self._settings.text("central") or enrolment.central
        copies = self._settings.text("outbox_copy")
        setup = Setup(
            self._way(central), self._folder, self._kept(), host_name(), VERSION,
            copies=Path(copies) if copies else None,
        )  # fmt: skip
        desk = self._desk
        link = Link(
            enrolment, setup, desk.call, desk.central.tell_link, desk.central.tell_changed, desk.clock.now
        )
        with self._lock:
            if self._is_stopped or self._link is not None:
                return
            self._link = link
            link.start()

    def _drop(self) -> None:
        """The folder has another identity from here on."""
        with self._lock:
            link, self._link = self._link, None
        if link is not None:
            link.stop()

    def _ask(self, name: str, task: Callable[[Any], Answer]) -> Answer:  # Any: the console
        return self._desk.call(name, task).result(STORE_S)

    def _way(self, central: str) -> Way:
        return way_of(self._settings, central)

    def _kept(self) -> Keys:
        from app.sync.keys import Keys

        with self._lock:
            self._keys = self._keys or Keys(uses_ring=not self._is_demo)
            return self._keys


def way_of(settings: Settings, central: str) -> Way:
    """The way to an address by this machine's settings."""
    from app.sync.lane import Way

    return Way(central, settings.text("proxy"), settings.text("ca_file"))


def host_name() -> str:
    """How this console is listed at central unless a person says otherwise."""
    return platform.node()[:60]


def _enrolment(console: Any) -> Any:  # Any: Console and Enrolment, loaded in the store thread only
    from app.sync.identity import identity_of

    with console.store.reading() as connection:  # another program may have enrolled the folder
        console.identity = identity_of(connection, console.identity.boot_id)
    return console.enrolment()


def _nothing(_answer: object) -> None:
    return
