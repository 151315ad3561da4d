"""What can be said of floors and their drawings. Geometry is not identity: no booking hangs on it (R25)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, Struct, UnsetType

from app.domain.ops.base import Code, Count, Id, Line, LongText, Operation, Title
from app.domain.states import OutlineKind

Coordinate = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]  # centimetres on the floor's own grid
Points = Annotated[tuple[tuple[Coordinate, Coordinate], ...], Meta(min_length=3, max_length=200)]
Doors = Annotated[tuple[tuple[Coordinate, Coordinate, Coordinate, Coordinate], ...], Meta(max_length=20)]


class FloorFields(Struct, frozen=True, omit_defaults=True):
    """Fields of a floor; UNSET is not touched."""

    name: Line | UnsetType = UNSET
    rank: Count | UnsetType = UNSET


class AddFloor(Operation, frozen=True):
    """Enter a floor; ``rank`` orders the tabs from the ground up."""

    permission: ClassVar[str] = "plan.change"
    id: Id
    name: Title
    rank: Count


class EditFloor(Operation, frozen=True):
    """Change a floor's name or order."""

    permission: ClassVar[str] = "plan.change"
    id: Id
    set: FloorFields
    was: FloorFields


class SetFloorPicture(Operation, frozen=True):
    """Put a picture behind the drawing: ``data`` is base64, empty takes it away. Placed in centimetres."""

    permission: ClassVar[str] = "plan.change"
    floor: Id
    media: Annotated[str, Meta(pattern=r"^(|image/png|image/svg\+xml)$")]
    data: LongText
    x: Coordinate = 0
    y: Coordinate = 0
    width: Coordinate = 0
    height: Coordinate = 0


class DrawOutline(Operation, frozen=True):
    """Draw or redraw a polygon; the last drawing of an id wins as a whole."""

    permission: ClassVar[str] = "plan.change"
    id: Id
    floor: Id
    outline_kind: OutlineKind
    points: Points
    room: Id | None = None
    label: Line = ""
    icon: Code = "none"
    doors: Doors = ()


class EraseOutline(Operation, frozen=True):
    """Take a polygon off the plan. The room it showed, and its bookings, stay."""

    permission: ClassVar[str] = "plan.change"
    id: Id
