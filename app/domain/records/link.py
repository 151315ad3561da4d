"""How this console stands to central: what the pill and the sync page show."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.states import LinkPhase


@dataclass(frozen=True, slots=True)
class LinkState:
    """A moment of the link. Instants are UTC ms by this console's clock.

    ``problem`` is a code (see app/words/link) while the phase is OFFLINE or ACTION; ``detail`` its
    technical text. ``pending``: ops central has not answered, the oldest said at ``oldest_at``;
    ``parked`` of them would be refused as things stand here. ``behind``: feed rows known to be still
    to come. ``lag_ms``: from sending an op to having its result, the last time. ``offset_ms``:
    central's clock minus this one's, as last estimated.
    """

    phase: LinkPhase = LinkPhase.ALONE
    since: int = 0
    central: str = ""
    last_ok_at: int | None = None
    problem: str = ""
    detail: str = ""
    pending: int = 0
    oldest_at: int | None = None
    parked: int = 0
    held_schema: int | None = None
    behind: int = 0
    lag_ms: int | None = None
    offset_ms: int | None = None

    @property
    def is_enrolled(self) -> bool:
        """Whether this console belongs to a central service."""
        return self.phase is not LinkPhase.ALONE


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round of the link: when it began, what it carried, how it ended ("" or a problem code)."""

    at: int
    took_ms: int
    pushed: int
    rows: int
    results: int
    problem: str
    detail: str


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Who this console is. Texts are "" for a console that works by itself, but for its own two ids."""

    console_id: str
    site_id: str
    site_name: str
    central: str
    epoch: str
    schema: int
