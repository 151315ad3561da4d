"""The timeline of 300 rooms with 20 meetings each against the same in QGraphicsView: full repaint, scroll,
one drag.

The baseline draws what the goal names: one QGraphicsRectItem and one QGraphicsSimpleTextItem a meeting,
elided, with the scene's index and minimal updates. Ours paints the whole product: patterns, icons, buffers,
grid, now-line.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QBrush, QColor, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from app.widgets.look import Look
from app.widgets.timeline import TimelineView
from app.widgets.timescale import TimeScale
from bench.harness import Result, interleaved, timed

ROOMS, MEETINGS, SIZE = 300, 20, (1600, 1000)
HOUR = 3_600_000
PHASES = ("ended", "in_session", "preparing", "confirmed", "ready", "overrun", "submitted")
ROW_PX, BAR_PX = 27, 21


def rows() -> tuple[TimelineRow, ...]:
    """A day of back-to-back meetings."""
    step = 24 * HOUR // MEETINGS
    return tuple(
        TimelineRow(
            f"room {r}", f"{r:03}", "会议室", "30",
            bars=tuple(
                TimelineBar(
                    f"{r}-{n}", n * step, n * step + step - 15 * 60_000,
                    f"meeting.{PHASES[(r + n) % len(PHASES)]}",
                    f"全市防汛视频调度会 {r}-{n}", icons=("video",) if n % 5 == 0 else (),
                    lead=(n * step - 15 * 60_000, n * step) if n % 2 else (0, 0),
                )
                for n in range(MEETINGS)
            ),
        )
        for r in range(ROOMS)
    )  # fmt: skip


def _scene(
    look: Look, made: tuple[TimelineRow, ...], scale: TimeScale
) -> tuple[QGraphicsView, list[QGraphicsRectItem]]:
    scene = QGraphicsScene()
    metrics = look.metrics(12)
    items = []
    for place, row in enumerate(made):
        for bar in row.bars:
            wide = scale.length(bar.end - bar.start)
            rect = QGraphicsRectItem(scale.x(bar.start), place * ROW_PX + 3, wide, BAR_PX)
            rect.setBrush(QBrush(QColor("#CFE2F5")))
            rect.setPen(QPen(QColor("#2F6FB0"), 1))
            text = QGraphicsSimpleTextItem(
                metrics.elidedText(bar.text, Qt.TextElideMode.ElideRight, wide - 8), rect
            )
            text.setFont(look.font(12))
            text.setPos(scale.x(bar.start) + 6, place * ROW_PX + 5)
            scene.addItem(rect)
            items.append(rect)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    view.setFixedSize(*SIZE)
    return view, items


def run() -> list[Result]:
    """Full repaint (the goal), and for the record a scroll by one row and a step of a drag."""
    app = QApplication.instance() or QApplication([])
    look = Look("light")
    made = rows()
    scale = TimeScale(0, 24 * HOUR, SIZE[0] / 1440)
    ours = TimelineView(look, scale, lambda at: f"{at // HOUR:02}:00")
    model = TimelineModel(ours)
    ours.setModel(model)
    model.apply(made)
    ours.set_now(12 * HOUR)
    ours.set_column_px(1)  # both views show the same stretch of bars
    ours.setFixedSize(*SIZE)
    theirs, items = _scene(look, made, scale)
    for view in (ours, theirs):
        view.show()
    for _ in range(4):
        app.processEvents()
    shown = len(ours.stack.between(0, ours.viewport().height())) * MEETINGS
    results = []
    base, own = interleaved(
        lambda: timed(theirs.viewport().repaint), lambda: timed(ours.viewport().repaint), 15
    )
    results.append(
        Result(f"timeline {ROOMS} x {MEETINGS}, full repaint", 0.7, base, own, f"{shown} bars in sight")
    )
    base, own = interleaved(lambda: _scroll(app, theirs), lambda: _scroll(app, ours), 15)
    results.append(Result("timeline, scroll one row", None, base, own))
    base, own = interleaved(
        lambda: timed(lambda: _shift(app, items[5])), lambda: timed(lambda: _drag(app, ours)), 15
    )
    results.append(Result("timeline, one step of a drag", None, base, own))
    ours.clear_drag()
    ours.close()
    theirs.close()
    return results


def _scroll(app: QCoreApplication, view: QGraphicsView | TimelineView) -> float:
    bar = view.verticalScrollBar()
    bar.setValue((bar.value() + ROW_PX) % 3000)
    return timed(app.processEvents)


def _shift(app: QCoreApplication, item: QGraphicsRectItem) -> None:
    item.moveBy(5, 0)
    app.processEvents()


def _drag(app: QCoreApplication, view: TimelineView) -> None:
    bar = view.timeline().bars(2)[5]
    view.drag.take("room 2", bar, "move")
    view.drag.nudge(5)
    app.processEvents()
