"""How an op finds rows: those of this transaction first,
then the session's, then one SELECT. Never a flush.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.util import identity_key

from app.domain.errors import Refused
from app.operations.session import OpSession
from app.store.tables import SUBJECT_OF, SUBJECTS, CheckRow, RoomRow, Synced, TaskRow

Row = TypeVar("Row", bound=Synced)

# Made once: making such a statement costs more than running it. Any: the rows of its table.
_BY_ID: Final[dict[type[Synced], Select[Any]]] = {
    table: select(table).where(table.site_id == bindparam("site"), table.id == bindparam("wanted"))
    for table in SUBJECTS.values()
}
_AMONG: Final[dict[type[Synced], Select[Any]]] = {
    table: select(table).where(
        table.site_id == bindparam("site"), table.id.in_(bindparam("wanted", expanding=True))
    )
    for table in SUBJECTS.values()
}
_OF_MEETING: Final[dict[type[Synced], Select[Any]]] = {
    # No ORDER BY: by id SQLite would walk the primary key through every task of the house.
    table: select(table).where(
        table.site_id == bindparam("site"), table.meeting_id.in_(bindparam("meetings", expanding=True))
    )
    for table in (TaskRow, CheckRow)
}


def find(session: OpSession, table: type[Row], entity_id: str) -> Row | None:
    """The row, or None."""
    key = (SUBJECT_OF[table], entity_id)
    row = session.added.get(key)
    if row is not None:
        return row if is_there(session, row) else None
    row = session.identity_map.get(identity_key(table, (session.site_id, entity_id)))
    if row is not None:
        return None if row in session.gone else row
    if key in session.known_absent:
        return None
    found: Row | None = session.scalars(_BY_ID[table], {"site": session.site_id, "wanted": entity_id}).first()
    if found is not None:
        session.kept.append(found)
    return found


def get(session: OpSession, table: type[Row], entity_id: str) -> Row:
    """The row; raises Refused("gone") when it is not known here."""
    row = find(session, table, entity_id)
    if row is None:
        raise Refused("gone", subject=SUBJECT_OF[table], id=entity_id)
    return row


def room_in_use(session: OpSession, room_id: str) -> RoomRow:
    """The room, for a meeting to come into; one that was taken out of the register is gone."""
    row = get(session, RoomRow, room_id)
    if row.retired:
        raise Refused("gone", subject="room", id=room_id)
    return row


def absent(session: OpSession, table: type[Row], entity_id: str) -> None:
    """Raises Refused("exists") when the id is taken."""
    if find(session, table, entity_id) is not None:
        raise Refused("exists", subject=SUBJECT_OF[table], id=entity_id)


def drop(session: OpSession, row: Any) -> None:  # Any: one of the typed tables
    """Delete a row; one that still waits for its flush is flushed first, so that capture sees both."""
    if inspect(row).pending:
        session.flush()
    session.delete(row)
    session.added.pop((SUBJECT_OF[type(row)], row.id), None)


def of_meeting(session: OpSession, table: type[Row], meeting_id: str) -> Sequence[Row]:
    """The tasks or checks of a meeting by id, those of this transaction included."""
    key = (SUBJECT_OF[table], meeting_id)
    held = session.parts.setdefault(key, {})
    if key not in session.whole:
        if ("meeting", meeting_id) not in session.added:
            asked = {"site": session.site_id, "meetings": [meeting_id]}
            for row in session.scalars(_OF_MEETING[table], asked):
                held.setdefault(row.id, row)
        session.whole.add(key)
    return [held[each] for each in sorted(held) if is_there(session, held[each])]


def is_there(session: OpSession, row: Any) -> bool:  # Any: one of the typed tables
    """Whether a row of this session has not been deleted in it."""
    return row not in session.gone and not instance_state(row).was_deleted


def preload_tasks(session: OpSession, meetings: set[str]) -> None:
    """Fetch the tasks of many meetings at once."""
    for meeting in meetings:
        session.parts.setdefault(("task", meeting), {})
    for some in _slices(sorted(meetings), 500):
        for row in session.scalars(_OF_MEETING[TaskRow], {"site": session.site_id, "meetings": some}):
            session.parts["task", str(row.meeting_id)].setdefault(row.id, row)
    session.whole.update(("task", meeting) for meeting in meetings)


def preload(session: OpSession, wanted: dict[str, set[str]]) -> None:
    """Fetch rows of many ops at once; ids that are not there are remembered as absent."""
    for subject, ids in sorted(wanted.items()):
        table = SUBJECTS[subject]
        missing = set(ids)
        for some in _slices(sorted(ids), 500):
            for row in session.scalars(_AMONG[table], {"site": session.site_id, "wanted": some}):
                session.kept.append(row)
                missing.discard(row.id)
        session.known_absent.update((subject, entity_id) for entity_id in missing)


def _slices(ids: list[str], size: int) -> Iterable[list[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
