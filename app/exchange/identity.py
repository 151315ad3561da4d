"""Which meeting an entry is: by (uid, recurrence), by room and start, or by our own id in a file we wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from app.domain.ids import derived
from app.exchange.entries import MeetingEntry

OWN_DOMAIN: Final = "@huiwutai"
_OWN: Final = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@huiwutai)?")
_BY_START: Final = "start:"


def own_uid(meeting_id: str) -> str:
    """The uid under which we send a meeting of our own."""
    return meeting_id + OWN_DOMAIN


def own_id(uid: str | None) -> str | None:
    """The meeting's id in a uid that we may have written."""
    found = _OWN.fullmatch(uid) if uid else None
    return found[1] if found else None


def by_room_and_start(room_number: str, starts_at: int) -> tuple[str, str]:
    """The identity of a meeting that comes without one, as (uid, recurrence)."""
    return _by_start(starts_at), room_number[:200]


def _by_start(starts_at: int) -> str:
    return _BY_START + datetime.fromtimestamp(starts_at / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def meeting_id(site: str, uid: str, recurrence: str) -> str:
    """The same on every console."""
    return derived(site, "meeting", uid, recurrence)


def uids_of(entries: Iterable[MeetingEntry]) -> tuple[set[str], set[str]]:
    """The uids to look up, and the ids of meetings that a uid may name."""
    uids: set[str] = set()
    ids: set[str] = set()
    for entry in entries:
        if entry.uid is None:
            uids.add(_by_start(entry.starts_at))
            continue
        uids.add(entry.uid)
        own = own_id(entry.uid)
        if own is not None:
            ids.add(own)
    return uids, ids
