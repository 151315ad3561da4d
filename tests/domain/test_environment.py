"""Air: what may be said, and what never."""

from __future__ import annotations

import pytest

from app.domain.environment import Mean, Season, Verdict, Why, assess, bands, rolling, season
from app.domain.periods import HOUR, MINUTE

BAND = {band.quantity: band for band in bands(Season.COOLING)}


def full(value: float) -> Mean:
    return Mean(value, HOUR, 1.0)


@pytest.mark.parametrize(("mean", "wanted"), [(1000, Verdict.MET), (1000.1, Verdict.EXCEEDED)])
def test_the_mean_decides_not_the_instant(mean, wanted):
    assert assess(BAND["co2"], 5000, full(mean), is_stale=False).verdict is wanted


@pytest.mark.parametrize(
    ("quantity", "instant", "mean", "is_stale", "why"),
    [
        ("co2", 600, full(600), True, Why.STALE),
        ("co2", None, full(600), False, Why.STALE),
        ("tvoc", 0.1, full(0.1), False, Why.ESTIMATED),
        ("co2", 600, None, False, Why.NO_MEAN),
        ("co2", 600, Mean(600, HOUR, 0.74), False, Why.NO_MEAN),
    ],
)
def test_never_compliant_on_stale_estimated_or_too_short_data(quantity, instant, mean, is_stale, why):
    found = assess(BAND[quantity], instant, mean, is_stale=is_stale)
    assert (found.verdict, found.why) == (Verdict.NOT_ASSESSED, why)


def test_the_season_follows_the_mode_then_the_calendar():
    assert season(1, "cooling") is Season.COOLING
    assert [season(month) for month in (4, 5, 10, 11)] == [
        Season.HEATING,
        Season.COOLING,
        Season.COOLING,
        Season.HEATING,
    ]


def test_a_rolling_mean_is_drawn_only_where_an_hour_was_measured():
    points = [(minute * MINUTE, 600.0) for minute in range(90)]
    line = rolling(points, HOUR)
    assert line[0][0] == 44 * MINUTE
    assert {value for _, value in line} == {600.0}
    holes = [(at, None if i % 2 else value) for i, (at, value) in enumerate(points)]
    assert rolling(holes, HOUR) == ()
