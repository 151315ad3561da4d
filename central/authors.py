"""Who set a field last, for the record of a conflict: read from row history and op log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, and_, select

from app.operations.session import Author, Image, Key, Said
from app.store.central_tables import history, oplog
from app.store.tables import WIRE

DEPTH: Final = 50  # images that are looked at; a field set longer ago is told without its author
_PARTS: Final = {  # conflicts about more than one column
    "slot": ("room_id", "starts_at", "ends_at"),
    "period": ("starts_at", "ends_at"),
    "facts": ("state",),
}
_IMAGES: Final = (
    select(history.c.wire, oplog.c.actor, oplog.c.at)
    .join(oplog, and_(oplog.c.site_id == history.c.site_id, oplog.c.n == history.c.n))
    .order_by(history.c.n.desc())
    .limit(DEPTH)
)


def author_finder(connection: Connection, site_id: str, lately: dict[Key, list[Said]]) -> Author:
    """A function (subject, id, field) -> (person id or "", UTC ms by that desk's clock or None).

    ``lately``: what ops of the batch that runs have left, which no table says yet.
    """

    def author_of(subject: str, entity_id: str, field: str) -> tuple[str, int | None]:
        columns = _PARTS.get(field, (field,))
        found: tuple[str, int | None] = ("", None)
        now: list[object] | None = None
        for image, actor, at in _newest_first(connection, site_id, (subject, entity_id), lately):
            held = [image.get(column) for column in columns]
            if now is not None and held != now:
                break
            now, found = held, (actor, at)
        return found

    return author_of


def _newest_first(
    connection: Connection, site_id: str, key: Key, lately: dict[Key, list[Said]]
) -> Iterator[tuple[Image, str, int]]:
    for image, actor, at in reversed(lately.get(key, [])):
        yield image or {}, actor, at
    of_row = (history.c.site_id == site_id, history.c.subject == key[0], history.c.id == key[1])
    for wire, actor, at in connection.execute(_IMAGES.where(*of_row)):  # ix_history_row
        yield dict(zip(WIRE[key[0]], json.loads(wire) if wire is not None else (), strict=False)), actor, at
