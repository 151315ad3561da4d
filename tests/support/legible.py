"""Looks over a window as a careful reader would: what is cut off, what lies on what, what has no name.

Each function returns complaints in words, one a widget; none means that all is well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import combinations

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollBar,
    QStackedWidget,
    QTableView,
    QWidget,
)

from app.widgets.controls import Button
from app.widgets.labels import ElidedLabel

FIGURES = re.compile(r"\d{1,2}:\d{2}")
HAN = re.compile(r"[\u3400-\u9fff]")
IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORD = re.compile(r"[A-Za-z]{2,}")
# Keys, file kinds, units and names that are the same in every language.
SAME = frozenset(
    (
        "Ctrl", "Alt", "Shift", "Enter", "Esc", "Space", "Tab", "PgUp", "PgDn", "Home", "End",
        "Del", "PDF", "CSV", "ICS", "iCalendar", "xlsx", "ics", "csv", "CO", "CO2", "ppm", "dBm",
        "PM", "GB", "https", "pt", "RH", "mg", "English", "Asia", "Shanghai", "main", "py", "demo",
    )
)  # fmt: skip
ROWS = 12
SLACK = 1


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every widget a person can see some part of."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def called(widget: QWidget) -> str:
    """How a complaint names a widget: its kind, its name and those above it."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 3:
        if at.objectName() and not at.objectName().startswith("qt_"):
            names.append(at.objectName())
        at = at.parentWidget()
    return f"{type(widget).__name__}({' < '.join(names)})"


# what is cut off -----------------------------------------------------------------------------------


def clipped(window: QWidget, *, strict: bool) -> list[str]:
    """Words that do not fit. ``strict``: no button may
    be shortened either; otherwise only figures may not.
    """
    found = []
    for widget in shown(window):
        said = ""
        if isinstance(widget, ElidedLabel):
            said = widget.text() if widget.is_elided() and FIGURES.fullmatch(widget.text()) else ""
        elif isinstance(widget, QLabel):
            said = widget.text() if _label_is_cut(widget) else ""
        elif isinstance(widget, Button):
            said = widget.text() if _button_is_cut(widget, strict=strict) else ""
        elif isinstance(widget, QAbstractButton) and widget.sizeHint().isValid() and not _is_foreign(widget):
            said = widget.text() or widget.accessibleName() if _part_is_cut(widget, strict=strict) else ""
        if not said and isinstance(widget, QAbstractButton | QLabel) and _is_outside(widget):
            said = f"outside: {getattr(widget, 'text', str)() or widget.accessibleName()}"
        if said:
            size, hint = widget.size(), widget.sizeHint()
            found.append(
                f"clipped {called(widget)} {said!r} {size.width()}x{size.height()}"
                f" wants {hint.width()}x{hint.height()}"
            )
    return found


def _label_is_cut(label: QLabel) -> bool:
    if not label.text() or not label.pixmap().isNull():
        return False
    room = label.contentsRect()
    if label.wordWrap():
        words = label.fontMetrics().boundingRect(
            QRect(0, 0, room.width(), 10_000), int(Qt.TextFlag.TextWordWrap), label.text()
        )
        return words.height() > room.height() + 2 or words.width() > room.width() + 2
    if room.height() < 0.75 * label.fontMetrics().height():
        return True
    words_wide = max(label.fontMetrics().horizontalAdvance(part) for part in label.text().splitlines())
    return words_wide > room.width() + SLACK


def _button_is_cut(button: Button, *, strict: bool) -> bool:
    if button.sizeHint().width() - button.width() <= SLACK or not button.text():
        return False
    return strict or bool(FIGURES.search(button.text())) or not button.accessibleName()


def _part_is_cut(part: QAbstractButton, *, strict: bool) -> bool:
    """A painted button: its sides may become small; words that are cut must be whole in the tooltip."""
    whole = getattr(part, "fitting", None)
    if whole is None:
        return part.sizeHint().width() - part.width() > SLACK
    return "…" in whole() and (strict or part.toolTip() == "")


def _is_foreign(widget: QWidget) -> bool:
    """Parts that Qt makes for itself inside a field."""
    return widget.objectName().startswith("qt_") or isinstance(
        widget.parentWidget(), QLineEdit | QHeaderView | QTableView | QAbstractSpinBox
    )


def _is_outside(widget: QWidget) -> bool:
    """Whether it reaches over the edge of what holds it, where nothing scrolls."""
    above = widget.parentWidget()
    at = widget
    while above is not None and not above.isWindow():
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        where = QRect(at.mapTo(above, QPoint(0, 0)), at.size())
        if where.right() > above.width() + SLACK or where.left() < -SLACK:
            return True
        above = above.parentWidget()
    return False


# what lies on what -----------------------------------------------------------------------------------


def overlapping(window: QWidget) -> list[str]:
    """Neighbours of one layout that lie on each other."""
    found = []
    for widget in shown(window):
        layout = widget.layout()
        if layout is None or isinstance(widget, QStackedWidget):
            continue
        for parts in _rows(layout):
            for one, two in combinations(parts, 2):
                both = one.geometry().intersected(two.geometry())
                if both.width() > SLACK and both.height() > SLACK:
                    found.append(
                        f"overlapping {called(one)} and {called(two)} by {both.width()}x{both.height()}"
                    )
    return found


def _rows(layout: QLayout) -> Iterator[list[QWidget]]:
    """The visible widgets of a layout and those inside it, all of which share one parent's coordinates."""
    parts: list[QWidget] = []

    def take(held: QLayout) -> None:
        for place in range(held.count()):
            item = held.itemAt(place)
            widget = item.widget() if item is not None else None
            inner = item.layout() if item is not None else None
            if widget is not None and widget.isVisible():
                parts.append(widget)
            elif inner is not None:
                take(inner)

    if isinstance(layout, QBoxLayout | QGridLayout):
        take(layout)
        yield parts


# what is said --------------------------------------------------------------------------------------


def words(window: QWidget) -> Iterator[tuple[QWidget, str, str]]:
    """(widget, what kind of text, text) of everything that is read or read out."""
    for widget in shown(window):
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, "text", widget.text()
        if isinstance(widget, QLineEdit):
            yield widget, "placeholder", widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield widget, "choice", " ".join(widget.itemText(n) for n in range(widget.count()))
        if (
            isinstance(widget, QAbstractItemView)
            and not isinstance(widget, QHeaderView)
            and widget.model() is not None
        ):
            for text in _cells(widget.model(), is_table=isinstance(widget, QTableView)):
                yield widget, "cell", text
        yield widget, "name", widget.accessibleName()
        yield widget, "description", widget.accessibleDescription()
        yield widget, "tooltip", _plain(widget.toolTip())


def _cells(model: QAbstractItemModel, *, is_table: bool) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        if is_table:
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), ROWS)):
            for role in roles:
                text = model.data(model.index(row, column), role)
                if isinstance(text, str):
                    yield _plain(text)


def _plain(text: str) -> str:
    """Without marks, of which the titles of this house are full."""
    return re.sub("<[^>]*>", "", html.unescape(re.sub("<[^>]*>", "", text)))


def foreign(window: QWidget, is_wrong: Callable[[str], str]) -> list[str]:
    """Texts of which ``is_wrong`` gives the wrong part."""
    found = []
    for widget, kind, text in words(window):
        wrong = is_wrong(text)
        if wrong:
            found.append(f"untranslated {kind} of {called(widget)}: {wrong!r} in {text[:120]!r}")
    return found


def english_in(text: str) -> str:
    """The first English word that Chinese would not have; an id is nobody's word."""
    return next((word for word in WORD.findall(IDS.sub("", text)) if word not in SAME), "")


def unasked_in(text: str) -> str:
    """The first word of the pseudo-language's texts that
    stands outside its brackets: nobody translated it.
    """
    inner = re.compile(r"\[[^\[\]]*\]")
    while inner.search(text):
        text = inner.sub("", text)
    return english_in(re.sub(r"\[[^\[\]]*$", "", text))  # the end may be cut off


def chinese_in(text: str) -> str:
    """The first Chinese words of an English text."""
    said = text.replace("简体中文", "")
    match = HAN.search(said)
    return said[match.start() : match.start() + 12] if match else ""


# what has no name ----------------------------------------------------------------------------------


def nameless(window: QWidget) -> list[str]:
    """Widgets that take the keyboard and tell a reader nothing."""
    found = []
    for widget in shown(window):
        if (
            not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            or not widget.isEnabled()
            or _is_foreign(widget)
        ):
            continue
        if isinstance(widget, QScrollBar | QHeaderView) or widget.focusProxy() is not None:
            continue
        named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not named and not _has_label(widget, window):
            found.append(f"nameless {called(widget)}")
    return found


def _has_label(widget: QWidget, window: QWidget) -> bool:
    return any(label.buddy() is widget for label in window.findChildren(QLabel))


__all__ = ["chinese_in", "clipped", "english_in", "foreign", "nameless", "overlapping", "shown", "unasked_in"]
