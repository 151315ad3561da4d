"""Floors and their drawings."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.questions import FloorList, PlanOf
from app.domain.records import FloorRecord, PlanRecord
from app.store import records
from app.store.queries import rooms
from app.store.queries.base import Reading
from app.store.tables import FloorRow, OutlineRow, PictureRow

_FLOOR = FloorRow.__table__.c
_OUTLINE = OutlineRow.__table__.c
_PICTURE = PictureRow.__table__.c


def floor_list(reading: Reading, _question: FloorList) -> tuple[FloorRecord, ...]:
    """Floors by rank."""
    return rooms.floors(reading)


def plan_of(reading: Reading, question: PlanOf) -> PlanRecord | None:
    """A floor with its outlines (in the order of their ids, so as drawn) and its picture. Primary keys."""
    row = reading.first(
        select(FloorRow.__table__).where(_FLOOR.site_id == reading.site, _FLOOR.id == question.floor_id)
    )
    if row is None:
        return None
    outlines = select(OutlineRow.__table__).where(
        _OUTLINE.site_id == reading.site, _OUTLINE.floor_id == question.floor_id
    )
    pictures = select(PictureRow.__table__).where(
        _PICTURE.site_id == reading.site, _PICTURE.floor_id == question.floor_id
    )
    picture = reading.first(pictures.order_by(_PICTURE.id))
    return PlanRecord(
        floor=records.floor(row),
        outlines=tuple(records.outline(each) for each in reading.rows(outlines.order_by(_OUTLINE.id))),
        picture=None if picture is None or not picture.data else records.picture(picture),
    )
