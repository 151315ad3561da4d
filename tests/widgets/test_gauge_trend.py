"""Gauges and trends: places on a span, steps of an axis, holes that stay holes, painted in both themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from app.widgets.gauge import Gauge, GaugeFace, share
from app.widgets.trend import Curve, TrendChart, path, span

FACE = GaugeFace(
    "CO₂", "624", "瞬时", "616", "ppm", "1 h 均", "met", "达标", "≤ 1,000 ppm", (0.0, 0.59), 0.37, 0.36
)  # fmt: skip


@pytest.mark.parametrize(("value", "wanted"), [(0, 0.0), (50, 0.5), (100, 1.0), (-5, 0.0), (500, 1.0)])
def test_a_value_stays_on_its_span(value, wanted):
    assert share(value, 0, 100) == wanted


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=50), st.none() | st.floats(0, 2000))
def test_the_axis_holds_every_value_in_few_whole_steps(values, limit):
    low, high, step = span(values, limit)
    assert low <= min(values)
    assert high >= max(values) - 1e-6 * step
    assert high > low
    assert (high - low) / step <= 8


def test_a_hole_breaks_the_line():
    drawn = path([(0, 1.0), (1, 2.0), (2, None), (3, 3.0), (4, 4.0)], QPointF)
    kinds = [drawn.elementAt(i).isMoveTo() for i in range(drawn.elementCount())]
    assert kinds == [True, False, True, False]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_are_painted_and_speak(qtbot, look, theme):
    look.set_theme(theme)
    gauge, chart = Gauge(look), TrendChart(look, str, str)
    qtbot.addWidget(gauge)
    qtbot.addWidget(chart)
    gauge.show_face(FACE)
    points = [(minute * 60_000, 600.0 + minute) for minute in range(120)]
    chart.show_curve(Curve(0, 7_200_000, points, points[60:], 1000.0, "limit"), "CO₂")
    blank = TrendChart(look, str, str)
    qtbot.addWidget(blank)
    blank.show_curve(Curve(0, 7_200_000, (), empty_word="nothing"), "CO₂")
    for widget in (gauge, chart, blank):
        widget.resize(400, 180)
        assert not widget.grab().isNull()
        assert widget.accessibleName()
    assert "616" in gauge.accessibleName()
