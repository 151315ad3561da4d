"""Lanes, rows and intervals by their properties."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.widgets.lanes import IntervalIndex, RowStack, assign_lanes, edge_at, overlaps, snapped

spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda p: (p[0], p[0] + p[1])), max_size=40
)


def _depth(found: list[tuple[int, int]], at: int) -> int:
    return sum(start <= at < end for start, end in found)


@given(spans)
def test_bars_of_one_lane_never_overlap_and_no_lane_is_wasted(found):
    lanes, count = assign_lanes(found)
    for one in range(len(found)):
        for other in range(one):
            if lanes[one] == lanes[other]:
                assert found[one][1] <= found[other][0] or found[other][1] <= found[one][0]
    deepest = max((_depth(found, start) for start, _ in found), default=0)
    assert count == max(deepest, 1)
    assert all(0 <= lane < count for lane in lanes)


@given(spans)
def test_marked_stretches_are_exactly_those_with_two_or_more(found):
    marked = overlaps(found)
    for at in range(261):
        assert any(start <= at < end for start, end in marked) == (_depth(found, at) > 1)
    assert all(first[1] < second[0] for first, second in pairwise(marked))


@given(spans, st.integers(-10, 260), st.integers(1, 100))
def test_the_index_finds_what_touches_a_window(found, start, length):
    end = start + length
    seen = IntervalIndex(found).touching(start, end)
    assert sorted(seen) == [n for n, (a, b) in enumerate(found) if a < end and start < b]


@given(st.lists(st.sampled_from((0, 24, 27, 54)), max_size=30), st.integers(-5, 900))
def test_the_row_at_a_height_contains_it(heights, y):
    stack = RowStack(heights)
    row = stack.at(y)
    if 0 <= y < stack.total:
        assert stack.top(row) <= y < stack.top(row) + stack.height(row)
    else:
        assert row == -1


@given(
    st.lists(st.sampled_from((0, 24, 27, 54)), min_size=1, max_size=30),
    st.integers(-50, 900),
    st.integers(1, 300),
)
def test_rows_between_are_all_that_show(heights, top, size):
    stack = RowStack(heights)
    rows = stack.between(top, top + size)
    showing = [n for n, h in enumerate(heights) if h and stack.top(n) < top + size and stack.top(n) + h > top]
    assert [n for n in rows if heights[n]] == showing


def test_a_short_bar_keeps_a_middle_to_be_moved_by():
    assert edge_at(51, 50, 62) == "start"
    assert edge_at(56, 50, 62) == ""
    assert edge_at(61, 50, 62) == "end"
    assert edge_at(58, 50, 200) == ""


def test_snapping_counts_from_midnight_and_rounds_halves_up():
    minute = 60_000
    assert snapped(7 * minute, 0, 5) == 5 * minute
    assert snapped(7 * minute + 30_000, 0, 5) == 10 * minute
    assert snapped(-7 * minute, 0, 5) == -5 * minute
