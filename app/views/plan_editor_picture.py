"""The picture behind a floor's drawing, in the plan editor: choose a file, place it, take it away. GUI
thread.

It reads the file (bounded in size) and says why one cannot be used; the editor saves it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.domain.records import PictureRecord
from app.widgets.controls import Button
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.plan_picture import LARGEST_BYTES, MEDIA, image_of, natural_size
from app.words import formats

PICTURE_CM: Final = 6000  # how wide a picture is laid down at first


class PictureBox(QWidget):
    """See the module."""

    changed = Signal(object)
    """The PictureRecord as it is to be, or None."""
    refused = Signal(str)
    """Why a file cannot be used, in words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: PictureRecord | None = None
        self._filling = False
        self.title = TextLabel("", "strong", parent=self)
        self.choose = Button(look, icon="image", parent=self)
        self.choose.setObjectName("editor_choose")
        self.take_away = Button(look, kind="link", parent=self)
        self.take_away.setObjectName("editor_take_away")
        self.form = FormBuilder(look, self, label_px=72)
        self.place: dict[str, QSpinBox] = {}
        for key in ("x", "y", "width", "height"):
            box = QSpinBox(self)
            box.setRange(-900_000 if key in "xy" else 1, 900_000)
            box.setSingleStep(10)
            box.setSuffix(" cm")
            box.setObjectName(f"editor_picture_{key}")
            box.valueChanged.connect(self.on_placed)
            self.place[key] = box
            self.form.row(key, box)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.take_away)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.form)
        self.choose.clicked.connect(self.on_choose)
        self.take_away.clicked.connect(self.on_take_away)
        self.retranslate()

    def show_picture(self, picture: PictureRecord | None) -> None:
        """Show what is there."""
        self._picture = picture
        self._filling = True
        self.form.setVisible(picture is not None)
        self.take_away.setVisible(picture is not None)
        if picture is not None:
            for key, box in self.place.items():
                box.setValue(getattr(picture, key))
        self._filling = False

    def take_picture(self, path: Path) -> None:
        """Put a file behind the drawing, or say why it cannot be."""
        media = MEDIA.get(path.suffix.lower(), "")
        try:
            fits = path.stat().st_size <= LARGEST_BYTES
            data = path.read_bytes() if media and fits else b""
        except OSError:
            self.refused.emit(self.tr("The file cannot be read. Nothing was changed."))
            return
        shape = natural_size(media, data) if media and data else None
        if shape is None or shape.isEmpty() or image_of(media, data) is None:
            text = self.tr("Only SVG and PNG pictures up to {n} MB and 8000 pixels a side can be used.")
            self.refused.emit(text.format(n=formats.decimal(LARGEST_BYTES / 1_000_000, 1)))
            return
        height = max(round(PICTURE_CM * shape.height() / shape.width()), 1)
        self.changed.emit(PictureRecord(media, data, 0, 0, PICTURE_CM, height))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(self.tr("Picture behind the plan"))
        for button, text in (
            (self.choose, self.tr("Choose picture…")),
            (self.take_away, self.tr("Remove")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        names = {
            "x": self.tr("Left"),
            "y": self.tr("Top"),
            "width": self.tr("Width"),
            "height": self.tr("Height"),
        }
        self.form.set_labels(names)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def on_choose(self) -> None:
        """Ask for a file."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose picture…"), "", "SVG, PNG (*.svg *.png)")
        if name:
            self.take_picture(Path(name))

    def on_take_away(self) -> None:
        """No picture."""
        self.changed.emit(None)

    def on_placed(self) -> None:
        """It lies elsewhere, or is larger."""
        if self._picture is not None and not self._filling:
            x, y, width, height = (self.place[key].value() for key in ("x", "y", "width", "height"))
            self.changed.emit(replace(self._picture, x=x, y=y, width=width, height=height))
