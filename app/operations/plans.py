"""What the verbs of floors and drawings do. None of them touches a room or a booking (R25)."""

from __future__ import annotations

import base64
import binascii

import msgspec

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import AddFloor, DrawOutline, EditFloor, EraseOutline, SetFloorPicture
from app.operations.context import Context
from app.operations.lookup import absent, drop, find, get
from app.operations.merge import fields_of, merge
from app.operations.registry import applies
from app.store.tables import FloorRow, OutlineRow, PictureRow, RoomRow


@applies(AddFloor)
def add_floor(op: AddFloor, context: Context) -> None:
    """A floor."""
    absent(context.session, FloorRow, op.id)
    context.session.put(FloorRow, id=op.id, name=op.name, rank=op.rank)


@applies(EditFloor)
def edit_floor(op: EditFloor, context: Context) -> None:
    """Merge a floor's fields."""
    merge(context, get(context.session, FloorRow, op.id), fields_of(op.set), fields_of(op.was))


@applies(SetFloorPicture)
def set_picture(op: SetFloorPicture, context: Context) -> None:
    """Put, replace or take away the picture behind a floor."""
    session = context.session
    get(session, FloorRow, op.floor)
    _readable(op)
    picture_id = derived(op.floor, "picture")
    row = find(session, PictureRow, picture_id)
    if not op.data:
        if row is not None:
            drop(session, row)
        return
    if row is None:
        session.put(
            PictureRow,
            id=picture_id,
            floor_id=op.floor,
            media=op.media,
            data=op.data,
            x=op.x,
            y=op.y,
            width=op.width,
            height=op.height,
        )
        return
    row.media, row.data = op.media, op.data
    row.x, row.y, row.width, row.height = op.x, op.y, op.width, op.height


def _readable(op: SetFloorPicture) -> None:
    try:
        data = base64.b64decode(op.data, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("bad_picture", media=op.media) from None
    if op.data and not (
        data.startswith(b"\x89PNG\r\n") if op.media == "image/png" else b"<svg" in data[:4096]
    ):
        raise Refused("bad_picture", media=op.media)


@applies(DrawOutline)
def draw(op: DrawOutline, context: Context) -> None:
    """Draw a polygon, or draw it anew."""
    session = context.session
    get(session, FloorRow, op.floor)
    if op.room is not None:
        get(session, RoomRow, op.room)
    points = msgspec.json.encode(op.points).decode()
    doors = msgspec.json.encode(op.doors).decode()
    row = find(session, OutlineRow, op.id)
    if row is None:
        session.put(
            OutlineRow,
            id=op.id,
            floor_id=op.floor,
            outline_kind=op.outline_kind,
            points=points,
            room_id=op.room,
            label=op.label,
            icon=op.icon,
            doors=doors,
        )
        return
    row.floor_id, row.outline_kind, row.points, row.room_id = op.floor, op.outline_kind, points, op.room
    row.label, row.icon, row.doors = op.label, op.icon, doors


@applies(EraseOutline)
def erase(op: EraseOutline, context: Context) -> None:
    """Off the plan; off already is fine."""
    row = find(context.session, OutlineRow, op.id)
    if row is not None:
        drop(context.session, row)
