"""The time axis: pixels and instants agree, ticks fall on local hours, zoom holds its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.timescale import LARGEST_PX_PER_MINUTE, MINUTE_MS, TimeScale

HOUR = 60 * MINUTE_MS
MIDNIGHT = 1_781_020_800_000  # a local midnight; any multiple of a minute will do
EIGHT, TWENTY = MIDNIGHT + 8 * HOUR, MIDNIGHT + 20 * HOUR


def clock(at_ms: int) -> str:
    minutes = (at_ms - MIDNIGHT) // MINUTE_MS
    return f"{minutes // 60:02}:{minutes % 60:02}"


def scale(ppm: float = 1.5) -> TimeScale:
    return TimeScale(EIGHT, TWENTY, ppm, origin_ms=MIDNIGHT)


@pytest.mark.usefixtures("qapp")
@given(st.integers(0, 12 * 60), st.floats(0.2, 20))
def test_x_and_at_are_inverse(minute, ppm):
    axis = scale(ppm)
    at_ms = EIGHT + minute * MINUTE_MS
    assert axis.at(axis.x(at_ms)) == at_ms
    assert axis.length(HOUR) == pytest.approx(axis.x(at_ms + HOUR) - axis.x(at_ms))


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 5, 15]))
def test_snap_gives_the_nearest_step_and_keeps_steps(offset, minutes):
    axis = scale()
    snapped = axis.snap(EIGHT + offset, minutes)
    assert (snapped - MIDNIGHT) % (minutes * MINUTE_MS) == 0
    assert abs(snapped - EIGHT - offset) * 2 <= minutes * MINUTE_MS
    assert axis.snap(snapped, minutes) == snapped


@given(st.floats(0.25, 4), st.floats(0, 1000))
def test_zoom_keeps_the_instant_under_the_pointer(factor, x):
    axis = scale()
    at_ms = axis.exact(x)
    moved = axis.zoom(factor, x)
    assert axis.exact(x + moved) == pytest.approx(at_ms, abs=1)


def test_labels_fall_on_round_local_times_whatever_the_span_begins_with():
    axis = TimeScale(EIGHT + 7 * MINUTE_MS, TWENTY, 1.5, origin_ms=MIDNIGHT)
    labels = [tick.label for tick in axis.ticks(clock) if tick.is_major]
    assert labels[:3] == ["09:00", "10:00", "11:00"]
    assert labels[-1] == "20:00"
    assert all(not tick.label for tick in axis.ticks(clock) if not tick.is_major)


def test_ticks_grow_finer_with_the_zoom_and_never_crowd():
    for ppm in (0.1, 0.5, 1.5, 3, 8, 24):
        axis = scale(ppm)
        xs = [tick.x for tick in axis.ticks(clock, label_px=60) if tick.is_major]
        assert all(b - a >= 60 for a, b in pairwise(xs))
    assert scale(24).step_minutes() == 5
    assert scale(1.5).step_minutes() == 60
    assert scale(0.1).step_minutes() == 720


def test_only_ticks_of_the_visible_part_are_made():
    axis = scale()
    ticks = axis.ticks(clock, left=90, right=180)
    assert [tick.label for tick in ticks if tick.is_major] == ["09:00", "10:00"]
    assert all(90 <= tick.x <= 180 for tick in ticks)


def test_the_zoom_is_bounded_and_told_once(qtbot):
    axis = scale()
    with qtbot.waitSignal(axis.changed):
        axis.set_px_per_minute(1000)
    assert axis.px_per_minute == LARGEST_PX_PER_MINUTE
    with qtbot.assertNotEmitted(axis.changed):
        axis.set_px_per_minute(2000)


def test_fit_and_span(qtbot):
    axis = scale()
    axis.fit(720)
    assert axis.width == pytest.approx(720)
    with qtbot.waitSignal(axis.changed):
        axis.set_span(EIGHT, TWENTY + HOUR, origin_ms=MIDNIGHT)
    with qtbot.assertNotEmitted(axis.changed):
        axis.set_span(EIGHT, TWENTY + HOUR, origin_ms=MIDNIGHT)
    assert (axis.from_ms, axis.to_ms, axis.origin_ms) == (EIGHT, TWENTY + HOUR, MIDNIGHT)
    with pytest.raises(ValueError, match="after its start"):
        axis.set_span(TWENTY, EIGHT)
