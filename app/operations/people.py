"""What the verbs of people do (R6.7-1)."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import AddPerson, EditPerson, SetPresence
from app.operations.context import Context
from app.operations.lookup import absent, find, get
from app.operations.merge import fields_of, merge
from app.operations.registry import Needs, applies, reads
from app.store.tables import PersonRow, PresenceRow


@applies(AddPerson)
def add(op: AddPerson, context: Context) -> None:
    """A person."""
    left = find(context.session, PersonRow, op.id)
    if left is not None and not left.active:
        left.name, left.role, left.number, left.phone = op.name, op.role, op.number, op.phone
        left.skills, left.zone, left.active = op.skills, op.zone, 1
        return
    absent(context.session, PersonRow, op.id)
    context.session.put(
        PersonRow,
        id=op.id,
        name=op.name,
        role=op.role,
        number=op.number,
        phone=op.phone,
        skills=op.skills,
        zone=op.zone,
        active=1,
    )


@reads(AddPerson)
def _add_reads(op: AddPerson, needs: Needs) -> None:
    needs.row("person", op.id)


@applies(EditPerson)
def edit(op: EditPerson, context: Context) -> None:
    """Merge fields of a person."""
    merge(context, get(context.session, PersonRow, op.id), fields_of(op.set), fields_of(op.was))


@applies(SetPresence)
def presence(op: SetPresence, context: Context) -> None:
    """The newest word on a person's day counts; tasks stay with them until somebody moves them."""
    session = context.session
    get(session, PersonRow, op.person)
    if not 0 <= op.from_minute < op.to_minute <= 24 * 60:
        raise Refused("end_before_start")
    presence_id = derived(op.person, "presence", op.on)
    row = find(session, PresenceRow, presence_id)
    if row is None:
        session.put(
            PresenceRow,
            id=presence_id,
            person_id=op.person,
            on_date=op.on,
            presence=op.presence,
            shift=op.shift,
            note=op.note,
            from_minute=op.from_minute,
            to_minute=op.to_minute,
        )
        return
    row.presence, row.shift, row.note = op.presence, op.shift, op.note
    row.from_minute, row.to_minute = op.from_minute, op.to_minute
