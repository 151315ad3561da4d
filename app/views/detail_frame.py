"""The frame of a page's right side that shows one thing to
decide: a message, what is read, the ways on (GUI thread).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.look import Look
from app.widgets.panels import panel


def lay_detail(
    owner: QWidget, look: Look, message: QWidget, parts: Sequence[QWidget], foot: QWidget
) -> QScrollArea:
    """Lay these out in ``owner``; returns what scrolls the parts. Buttons among them keep their width."""
    ground = panel("surface")
    column = QVBoxLayout(ground)
    column.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(14))
    column.setSpacing(look.px(8))
    for part in parts:
        column.addWidget(
            part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0)
        )
    column.addStretch(1)
    scroller = QScrollArea(owner)
    scroller.setWidgetResizable(True)
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroller.setWidget(ground)
    whole = QVBoxLayout(owner)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(message)
    whole.addWidget(scroller, 1)
    whole.addWidget(foot)
    return scroller


def foot_of(owner: QWidget, look: Look, left: Sequence[QWidget], right: Sequence[QWidget] = ()) -> QWidget:
    """The line with the buttons."""
    foot = panel("footer", owner)
    row = QHBoxLayout(foot)
    row.setContentsMargins(look.px(20), look.px(8), look.px(20), look.px(8))
    row.setSpacing(look.px(8))
    for button in left:
        row.addWidget(button)
    row.addStretch(1)
    for button in right:
        row.addWidget(button)
    return foot
