"""What the board paints besides the timeline: heads of people, a placement's preview, dimmed rows, walks.

Called by `BoardView` only (GUI thread). Heads come as plain values (`HeadLike`): no widget knows a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.models.timeline import TimelineRow
from app.widgets.look import Look
from app.widgets.marks import paint_load_bar
from app.widgets.patterns import TASK_STYLES, outline

if TYPE_CHECKING:
    from app.widgets.board import BoardView

_PAD: Final = 16
_LOAD_PX: Final = 96  # how long a load bar is
_HEAD_PX: Final = 39  # one lane: a row with more lanes keeps its head at the top
STUB_PX: Final = 9
_VEIL: Final = 0.66


class HeadLike(Protocol):
    """What the head of a row shows (app/models/people.PersonHead)."""

    word: str
    icon: str
    tone: str
    load: str
    share: float
    tick: float
    is_over: bool
    rest: tuple[int, int]
    rest_word: str
    stubs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Where an entry would lie: spans on a row, the words on the block and those after it."""

    row_id: str
    spans: tuple[tuple[int, int], ...]
    text: str
    after: str = ""
    icon: str = ""
    short: str = ""  # said instead of the text where there is no room for it


def paint_person_head(painter: QPainter, rect: QRect, row: TimelineRow, head: HeadLike, look: Look) -> None:
    """Name and presence on the first line, load bar with the median's tick and the minutes on the second."""
    theme, pad = look.theme, look.px(_PAD)
    rect = QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), look.px(_HEAD_PX)))
    half = rect.height() // 2
    top = QRect(
        rect.left() + pad, rect.top() + look.px(3), rect.width() - pad - look.px(6), half - look.px(1)
    )
    name = look.metrics(13, bold=True)
    word_wide = round(look.metrics(12).horizontalAdvance(head.word)) + look.px(14 + 4 + 6)
    name_wide = min(round(name.horizontalAdvance(row.title)) + 1, max(top.width() - word_wide, look.px(48)))
    painter.setFont(look.font(13, bold=True))
    painter.setPen(theme.muted if row.is_muted else theme.text)
    shown = name.elidedText(row.title, Qt.TextElideMode.ElideRight, name_wide)
    painter.drawText(
        QRect(top.left(), top.top(), name_wide, top.height()), Qt.AlignmentFlag.AlignVCenter, shown
    )
    x = top.left() + name_wide + look.px(6)
    ink = theme.muted if row.is_muted else look.colour(head.tone)
    look.paint_icon(painter, QPointF(x, top.center().y() - look.px(6)), head.icon, ink, 13)
    x += look.px(13 + 3)
    painter.setFont(look.font(12))
    painter.setPen(ink)
    room = max(top.right() - x, 0)
    word = look.metrics(12).elidedText(head.word, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(x, top.top(), room, top.height()), Qt.AlignmentFlag.AlignVCenter, word)
    if head.load:
        _paint_load(painter, QRect(top.left(), rect.top() + half, top.width(), half - look.px(2)), head, look)


def _paint_load(painter: QPainter, line: QRect, head: HeadLike, look: Look) -> None:
    # Room for three digits whatever they are, so that all bars have one length and can be compared.
    unit = head.load.lstrip("0123456789")
    said = round(look.metrics(12, bold=True).horizontalAdvance(f"888{unit}")) + look.px(10)
    wide = min(look.px(_LOAD_PX), line.width() - said)
    if wide > look.px(24):
        bar = QRectF(line.left(), line.center().y() - look.px(2), wide, look.px(5))
        paint_load_bar(
            painter, bar, head.share, look, tick=head.tick, role="mid" if head.is_over else "accent"
        )
    painter.setFont(look.font(12, bold=head.is_over))
    painter.setPen(look.theme.mid_text if head.is_over else look.theme.text2)
    words = QRect(
        line.left() + wide + look.px(8), line.top(), line.width() - wide - look.px(8), line.height()
    )
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, head.load)


def paint_group(painter: QPainter, rect: QRect, row: TimelineRow, short: str, look: Look) -> None:
    """A role's head over the whole width: fold sign, name, numbers, and in red what is short."""
    theme = look.theme
    painter.fillRect(rect, theme.sunken)
    x, middle = rect.left() + look.px(_PAD), Qt.AlignmentFlag.AlignVCenter
    for text, bold, ink in (
        (row.title, True, theme.text),
        (row.detail, False, theme.text2),
        (short, True, theme.high_text),
    ):
        if not text:
            continue
        painter.setFont(look.font(12, bold=bold))
        painter.setPen(ink)
        wide = round(look.metrics(12, bold=bold).horizontalAdvance(text)) + 2
        painter.drawText(QRect(x, rect.top(), wide, rect.height()), middle, text)
        x += wide + look.px(10)


def paint_marked_rows(painter: QPainter, view: BoardView, area: QRect) -> None:
    """The row of the preview (or under the pointer) softly filled, with grid and now-line over it."""
    theme = view.look.theme
    for row_id in view.marked_rows():
        place = view.timeline().row_of(row_id)
        if place < 0 or not view.stack.height(place):
            continue
        rect = QRect(area.left(), view.stack.top(place), area.width(), view.stack.height(place) - 1)
        painter.fillRect(rect, theme.selected)
        for tick in view.scale.ticks(_no_label, left=max(area.left() - 1, 0), right=area.right() + 1):
            if tick.is_major:
                painter.fillRect(QRect(round(tick.x), rect.top(), 1, rect.height()), theme.line2)
        if view.now_ms is not None:
            painter.fillRect(
                QRect(round(view.scale.x(view.now_ms)) - 1, rect.top(), 2, rect.height()), theme.now
            )


def paint_rest_and_walks(painter: QPainter, view: BoardView, place: int, head: HeadLike) -> None:
    """A person's break and the walks between rooms: never selected, never in the way of the keys (R34)."""
    if head.rest[1] > head.rest[0]:
        rect = view.span_rect(place, *head.rest)
        style = TASK_STYLES["rest"]
        painter.fillRect(rect, view.look.brushes.fill(style))
        outline(painter, rect.toRectF(), view.look.brushes.edge(style), style.dash)
        _paint_words(painter, view, rect, style.icon, head.rest_word)
    walks = dict(head.stubs)
    if not walks:
        return
    layout = view.layout_of(place)
    side = view.look.px(STUB_PX)
    for number, bar in enumerate(layout.bars):
        text = walks.get(bar.id)
        if text is None:
            continue
        rect = view.bar_rect(place, number)
        stub = QRect(rect.left() - side, rect.center().y() - side // 2, side - 1, side)
        view.bars.paint_thin(painter, "task.walk", [stub])
        free = min((rect.left() - other.right() for other in _before(view, place, rect)), default=10_000)
        wide = round(view.look.metrics(12).horizontalAdvance(text))
        if free > side + wide + view.look.px(8):
            painter.setFont(view.look.font(12))
            painter.setPen(view.look.theme.text2)
            painter.drawText(
                QPointF(stub.left() - wide - view.look.px(3), rect.center().y() + view.look.px(5)), text
            )


def _before(view: BoardView, place: int, rect: QRect) -> list[QRect]:
    rects = (view.bar_rect(place, n) for n in range(len(view.layout_of(place).bars)))
    return [other for other in rects if other.left() < rect.left()]


def _paint_words(painter: QPainter, view: BoardView, rect: QRect, icon: str, text: str) -> None:
    look = view.look
    if rect.width() < look.px(20):
        return
    look.paint_icon(
        painter, QPointF(rect.left() + look.px(5), rect.center().y() - look.px(6)), icon, "muted", 13
    )
    painter.setFont(look.font(12))
    painter.setPen(look.theme.muted)
    room = QRect(rect.left() + look.px(22), rect.top(), rect.width() - look.px(24), rect.height())
    shown = look.metrics(12).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def paint_preview(painter: QPainter, view: BoardView, preview: Preview) -> None:
    """The dashed block of a proposed placement, with what it does to the load."""
    place = view.timeline().row_of(preview.row_id)
    if place < 0 or not view.stack.height(place):
        return
    look, theme = view.look, view.look.theme
    right = 0
    for number, (start, end) in enumerate(preview.spans):
        rect = view.span_rect(place, start, end)
        painter.fillRect(rect, theme.surface)
        outline(painter, rect.toRectF(), theme.accent, Qt.PenStyle.DashLine, 2.0)
        right = max(right, rect.right())
        if number == 0:
            _paint_block_words(painter, rect, preview, look)
    if preview.after:
        painter.setFont(look.font(12, bold=True))
        painter.setPen(theme.accent)
        wide = round(look.metrics(12, bold=True).horizontalAdvance(preview.after)) + 2
        at = QRect(right + look.px(8), view.stack.top(place), wide, view.stack.height(place))
        visible = view.horizontalOffset() + view.viewport().width()
        if at.right() > visible:  # no room after the block: inside it, at its end
            at.moveRight(min(right - look.px(6), visible - look.px(6)))
        else:  # walks that begin there give way to it
            painter.fillRect(at.adjusted(-2, look.px(6), 2, -look.px(6)), theme.selected)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, preview.after)


def _paint_block_words(painter: QPainter, rect: QRect, preview: Preview, look: Look) -> None:
    x = rect.left() + look.px(8)
    if preview.icon and rect.width() > look.px(26):
        look.paint_icon(painter, QPointF(x, rect.center().y() - look.px(7)), preview.icon, "accent", 14)
        x += look.px(18)
    painter.setFont(look.font(12, bold=True))
    painter.setPen(look.theme.accent)
    room = max(rect.right() - x - look.px(4), 0)
    metrics = look.metrics(12, bold=True)
    text = preview.short if preview.short and metrics.horizontalAdvance(preview.text) > room else preview.text
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(x, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)


def paint_dimmed(painter: QPainter, view: BoardView, area: QRect) -> None:
    """Rows that break a hard rule lie under a veil, with the reason at their left."""
    look = view.look
    for row_id, reason in view.barred.items():
        place = view.timeline().row_of(row_id)
        if not reason or place < 0 or not view.stack.height(place):
            continue
        rect = QRect(area.left(), view.stack.top(place), area.width(), view.stack.height(place) - 1)
        painter.fillRect(rect, veiled(look.theme.surface))
        left = view.horizontalOffset() + look.px(8)
        wide = round(look.metrics(12).horizontalAdvance(reason)) + look.px(28)
        box = QRect(left, rect.center().y() - look.px(10), min(wide, view.viewport().width()), look.px(20))
        painter.fillRect(box, look.theme.surface)
        look.paint_icon(painter, QPointF(box.left() + look.px(2), box.top() + look.px(3)), "x", "high", 14)
        painter.setFont(look.font(12))
        painter.setPen(look.theme.high_text)
        painter.drawText(box.adjusted(look.px(20), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, reason)


def veiled(surface: QColor) -> QColor:
    """The surface, half seen through."""
    veil = QColor(surface)
    veil.setAlphaF(_VEIL)
    return veil


def paint_target(painter: QPainter, view: BoardView, carried: Preview) -> None:
    """What is carried over a row from outside the board, where it would lie."""
    place = view.timeline().row_of(carried.row_id)
    if place < 0:
        return
    theme = view.look.theme
    for number, (start, end) in enumerate(carried.spans):
        rect = view.span_rect(place, start, end)
        painter.fillRect(rect, theme.accent_soft)
        outline(painter, rect.adjusted(-1, -1, 1, 1).toRectF(), theme.accent, width=2)
        if number == 0:
            _paint_block_words(painter, rect, carried, view.look)
        pen = QPen(theme.accent, 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(rect.left(), view.verticalOffset(), rect.left(), rect.top())


def _no_label(_at: int) -> str:
    return ""
