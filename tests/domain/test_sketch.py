"""Editing a floor's drawing: points, doors, snapping, and the operations that save the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain import sketch
from app.domain.ops import DrawOutline, EraseOutline
from app.domain.states import OutlineKind
from tests.support.records import ident, outline

BOX = outline("302", (0, 0, 800, 600))


def test_a_point_falls_on_a_corner_near_by_each_axis_by_itself():
    found = sketch.snap((795.0, 333.0), [(800, 0), (0, 0)], 10)
    assert found.point == (800, 330)
    assert (found.x_line, found.y_line) == (800, None)


def test_without_corners_a_point_falls_on_the_grid():
    assert sketch.snap((14.9, -16.0), [], 50).point == (10, -20)


def test_moving_takes_the_doors_along():
    made = sketch.moved(sketch.with_door(BOX, (400, 0)), 100, -50)
    assert made.points[0] == (100, -50)
    assert made.doors == ((445, -50, 555, -50),)


def test_a_door_stays_inside_its_wall_and_needs_room():
    assert sketch.with_door(BOX, (5, 0)).doors == ((0, 0, 110, 0),)
    assert sketch.with_door(outline("x", (0, 0, 90, 90)), (40, 0)).doors == ()


def test_a_door_whose_wall_went_away_goes_with_it():
    made = sketch.with_door(BOX, (400, 0))
    assert sketch.with_point(made, 0, (0, -200)).doors == ()
    assert sketch.with_point(made, 3, (0, 700)).doors == made.doors


def test_three_corners_stay():
    triangle = replace(BOX, points=BOX.points[:3])
    assert sketch.without_point(triangle, 0) == triangle
    assert len(sketch.without_point(BOX, 0).points) == 3


def test_a_new_corner_lies_on_its_wall():
    assert sketch.with_new_point(BOX, 0, (400, 0)).points[1] == (400, 0)


def test_faults_are_found():
    crossing = replace(outline("a"), points=((0, 0), (100, 100), (100, 0), (0, 100)))
    flat = replace(outline("b"), points=((0, 0), (100, 0), (50, 0)))
    nameless = replace(outline("c"), room_id=None)
    twice = replace(outline("d"), room_id=BOX.room_id)
    found = sketch.faults((BOX, crossing, flat, nameless, twice))
    assert found == {crossing.id: "crossing", flat.id: "empty", nameless.id: "roomless", twice.id: "twice"}


def test_saving_says_only_what_differs():
    other, core = outline("303"), outline("楼梯", kind=OutlineKind.CORE)
    moved = sketch.moved(BOX, 10, 0)
    ops: Any = sketch.changes((BOX, other), (moved, core))
    assert [type(op) for op in ops] == [EraseOutline, DrawOutline, DrawOutline]
    assert ops[0].id == other.id
    assert ops[1].points == moved.points
    assert ops[2].room is None
    assert sketch.changes((BOX,), (BOX,)) == ()


_POINT = st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000))


@given(st.lists(_POINT, min_size=3, max_size=12, unique=True), _POINT)
def test_area_and_walls_hold_for_any_outline(points, at):
    made = replace(BOX, points=tuple(points))
    assert sketch.area(points) >= 0
    assert sketch.wall_distance(points, at) >= 0
    door = sketch.with_door(made, at)
    assert len(door.doors) <= 1
    shifted = sketch.moved(made, 7, -3)
    assert round(sketch.area(shifted.points)) == round(sketch.area(points))


@given(_POINT, _POINT)
def test_a_box_contains_its_middle(a, b):
    if a[0] == b[0] or a[1] == b[1]:
        return
    box = sketch.box(a, b)
    assert sketch.contains(box, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))
    assert not sketch.contains(box, (max(a[0], b[0]) + 1, a[1]))
    assert not sketch.crosses_itself(box)


def test_ids_are_those_of_the_outlines():
    assert ident("outline 302") == BOX.id
