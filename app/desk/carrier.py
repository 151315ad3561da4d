"""What carries this desk's ops to central, as the Desk
sees it; bootstrap builds it (app/bootstrap/central.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.domain.records import RoundRecord


class Carrier(Protocol):
    """Every method may be called from any thread; ``enrol`` takes its time, the others return at once.

    ``nudge``: there is something to carry. ``retry``: a person asked, so do not wait for the back-off.
    """

    def nudge(self) -> None: ...
    def retry(self) -> None: ...
    def rounds(self) -> tuple[RoundRecord, ...]: ...
    def give_secret(self, secret: str) -> None: ...
    def allow_deletions(self) -> None: ...
    def unkept_secret(self) -> str: ...
    def enrol(
        self,
        central: str,
        code: str,
        name: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str: ...


class NoCarrier:
    """A desk that works by itself."""

    def nudge(self) -> None:
        """Nobody is told."""

    def retry(self) -> None:
        """Nothing is tried."""

    def rounds(self) -> tuple[RoundRecord, ...]:
        """None was ever made."""
        return ()

    def give_secret(self, secret: str) -> None:
        """Nobody asks for one."""

    def allow_deletions(self) -> None:
        """Nothing is deleted by others."""

    def unkept_secret(self) -> str:
        """There is none."""
        return ""

    def enrol(
        self,
        central: str,
        code: str,
        name: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:
        """There is nothing that could."""
        del code, name, progress, cancelled
        raise Refused(LinkProblem.ADDRESS, central=central)
