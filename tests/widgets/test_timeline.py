"""The painted timeline: places, folding, zoom, the now-line, and the panel that never covers its row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from app.widgets.look import Look
from app.widgets.timeline import TimelineView
from app.widgets.timeline_panel import Feedback, FeedbackLine, FeedbackPanel
from app.widgets.timescale import TimeScale

HOUR = 3_600_000
STYLES = (
    "submitted",
    "confirmed",
    "preparing",
    "ready",
    "in_session",
    "overrun",
    "ended",
    "cancelled",
    "no_show",
)


def rows() -> list[TimelineRow]:
    bars = [
        TimelineBar(f"b{n}", (8 + n) * HOUR, (9 + n) * HOUR, f"meeting.{style}", f"会议 <b>{n}</b>",
                    icons=("video",), lead=((8 + n) * HOUR - HOUR // 2, (8 + n) * HOUR),
                    alarm="high" if n == 2 else "")
        for n, style in enumerate(STYLES)
    ]  # fmt: skip
    shut = TimelineBar("shut", 10 * HOUR, 12 * HOUR, "room.out_of_service", "停用", fixed=True, grips=())
    return [
        TimelineRow("g", "三层", is_group=True),
        TimelineRow("r1", "301", "中会议室", "60", group="g", bars=tuple(bars), shades=((0, 8 * HOUR),)),
        TimelineRow("r2", "302", "小会议室", "12", group="g", bars=(shut,)),
        TimelineRow("r3", "303", "小会议室", "12", "重叠", group="g", said="请假"),
    ]


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> TimelineView:
    scale = TimeScale(0, 24 * HOUR, 1.37)
    made = TimelineView(look, scale, lambda at: f"{at // HOUR:02}:00")
    model = TimelineModel(made)
    made.setModel(model)
    model.apply(rows())
    made.resize(900, 400)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_every_look_paints_in_both_themes_and_on_any_screen(view, look, theme, ratio):
    look.set_theme(theme)
    view.set_now(13 * HOUR)
    view.empty_text = "这一天没有会议"
    view.drag.take("r1", view.timeline().bars(1)[1], "move")
    view.drag.nudge(30, "r2")
    image = QImage(round(900 * ratio), round(400 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.magenta)
    view.render(image)
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)}
    assert len(colours) > 8
    assert view.drag.is_active
    view.clear_drag()


def test_a_bar_is_found_where_it_is_painted(view):
    view.scroll_to_time(7 * HOUR)
    for number in range(len(STYLES)):
        index = view.timeline().index(number, 0, view.timeline().index(1, 0))
        rect = view.visualRect(index)
        if view.viewport().rect().contains(rect.center()):
            assert view.indexAt(rect.center()) == index


def test_a_folded_group_hides_its_rows_and_selecting_opens_it(view):
    full = view.stack.total
    view.on_column_clicked(0)
    assert view.stack.total < full
    assert view.isIndexHidden(view.timeline().bar_index("b1"))
    assert view.select_bar("b1")
    assert view.stack.total == full


def test_zoom_keeps_the_instant_under_the_pointer(view):
    view.scroll_to_time(9 * HOUR)
    at = view.scale.exact(view.horizontalOffset() + 300)
    wheel = QWheelEvent(
        QPointF(300, 50), QPointF(300, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.scale.px_per_minute > 1.37
    assert abs(view.scale.exact(view.horizontalOffset() + 300) - at) < 60_000


def test_a_narrower_view_keeps_the_current_bar_in_sight(view, qtbot):
    view.select_bar("b6")
    view.resize(500, 400)
    qtbot.waitUntil(lambda: view.viewport().width() < 400)
    rect = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(rect.center())


def test_a_fixed_bar_cannot_be_taken_along(view):
    view.select_bar("shut")
    assert not view.drag.take("r2", view.timeline().bars(2)[0], "move")


def test_tooltips_and_titles_are_never_markup(view):
    from app.widgets.timeline_head import plain_tooltip

    assert "<b>" not in plain_tooltip("会议 <b>1</b>")
    assert view.timeline().bars(1)[1].text == "会议 <b>1</b>"


@given(st.integers(0, 560), st.integers(0, 740), st.integers(1, 12), st.booleans())
def test_the_panel_stays_inside_and_off_its_row(y, x, lines, asks):
    host, look = QWidget(), Look("light")
    host.resize(800, 600)
    panel = FeedbackPanel(look, host)
    some = (FeedbackLine("ok", "时段空闲 " * 6),) * min(lines, 5)
    said = Feedback("302 → 201", "14:00–15:30", "可放", "ok", some,
                    (("Esc", "取消"),), reason="理由" if asks else "")  # fmt: skip
    target = QRect(x, y, 60, 21)
    panel.show_feedback(said, target, x)
    box = panel.geometry()
    assert box.left() >= 0
    assert box.right() < host.width()
    if box.height() + 40 < max(y, 600 - y - 21):
        assert not box.intersects(target)
        assert 0 <= box.top() <= box.bottom() < host.height()
    panel.dismiss()
    host.deleteLater()


def test_a_title_of_500_characters_and_rare_han_are_painted_plain(view, qtbot):
    odd = "𠮷🙂<script>" + "长" * 480
    bar = TimelineBar("odd", 9 * HOUR, 10 * HOUR, "meeting.confirmed", odd, odd, odd)
    view.timeline().apply([*rows()[:3], TimelineRow("r4", "304", group="g", bars=(bar,))])
    view.select_bar("odd")
    view.viewport().repaint()
    assert view.current_bar().text == odd
