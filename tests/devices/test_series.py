"""Minute means and rolling means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.series import SIZE, MinuteSeries
from app.domain.periods import DAY, HOUR, MINUTE
from tests.support.sure import sure

T = 1_781_070_120_000 // MINUTE * MINUTE


def test_the_points_of_a_minute_are_one_mean():
    series = MinuteSeries()
    for second, value in ((0, 10.0), (20_000, 20.0), (40_000, 60.0)):
        series.add(T + second, value)
    assert series.last(T + MINUTE, 2) == [None, 30.0]


def test_a_mean_says_how_much_of_its_time_was_measured():
    series = MinuteSeries()
    for minute in range(30):
        series.add(T + minute * MINUTE, 100.0)
    value, coverage = sure(series.mean(T + 30 * MINUTE, HOUR))
    assert value == pytest.approx(100)
    assert coverage == 0.5
    assert MinuteSeries().mean(T, HOUR) is None


def test_a_sensor_that_speaks_every_ten_minutes_covers_its_hour_and_one_that_stopped_does_not():
    series = MinuteSeries()
    for minute in range(0, 60, 10):
        series.add(T + minute * MINUTE, 50.0)
    assert series.mean(T + HOUR, HOUR) == (50.0, 1.0)
    assert sure(series.mean(T + HOUR + 30 * MINUTE, HOUR))[1] == 0.5
    assert series.mean(T + 3 * HOUR, HOUR) is None


def test_late_points_are_left_out_and_old_ones_fall_off():
    series = MinuteSeries()
    series.add(T, 1.0)
    series.add(T - MINUTE, 99.0)
    assert series.last(T + MINUTE, 2) == [None, 1.0]
    series.add(T + DAY, 2.0)
    assert series.last(T + DAY + MINUTE, SIZE)[:-1] == [None] * (SIZE - 1)


@given(st.lists(st.tuples(st.integers(0, 200), st.floats(-50, 50)), max_size=60))
def test_it_agrees_with_a_dictionary(points):
    series = MinuteSeries()
    minutes: dict[int, list[float]] = {}
    newest = -1
    for minute, value in points:
        series.add(T + minute * MINUTE, value)
        if minute >= newest:
            newest = minute
            minutes.setdefault(minute, []).append(value)
    got = series.last(T + 201 * MINUTE, 201)
    for minute in range(201):
        values = minutes.get(minute)
        wanted = None if values is None else pytest.approx(sum(values) / len(values), abs=1e-3)
        assert got[minute] == wanted
