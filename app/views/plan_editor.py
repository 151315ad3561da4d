"""The plan editor: draw and move a floor's rooms, corridors and cores over its picture. Bookings are
never touched.

Opened from Today. It asks the Desk for the floor's drawing and rooms, keeps its own steps back while it
is open, and saves the difference as one act (DrawOutline, EraseOutline), undone as one. The picture goes
by SetFloorPicture in the same act. GUI thread.
"""

from __future__ import annotations

import base64
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import sketch as rules
from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.ops import Operation, SetFloorPicture
from app.domain.questions import PlanOf, RoomList
from app.domain.records import OutlineRecord, PictureRecord, PlanRecord, RoomRecord
from app.domain.records.plans import Point
from app.domain.states import OutlineKind
from app.views.page import Services
from app.views.plan_editor_picture import PictureBox
from app.widgets.controls import Button, Segmented
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage, line, panel
from app.widgets.plan_backdrop import AREA_ICONS
from app.widgets.plan_picture import decode
from app.widgets.plan_sketch import PlanSketch, Tool, drawn
from app.words import formats, states
from app.words.refusals import Names, refusal_text

SIDE_PX = 300


class PlanEditor(QDialog):
    """See the module."""

    def __init__(self, services: Services, floor_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = services.desk
        self._floor = floor_id
        self._before: rules.Sketch = ()
        self._rooms: tuple[RoomRecord, ...] = ()
        self._picture: PictureRecord | None = None
        self._picture_before: PictureRecord | None = None
        self._floor_name = ""
        self._filling = False
        self.setObjectName("plan_editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.resize(services.look.px(1240), services.look.px(800))
        self._desk.ask(RoomList(), self.on_rooms, self)
        self._desk.ask(PlanOf(floor_id), self.on_plan, self)

    def _make(self) -> None:
        look = self._services.look
        self.board = PlanSketch(look, self)
        self.tools = Segmented(
            look,
            [
                ("select", "select", "mouse-pointer-2"),
                ("draw", "draw", "pentagon"),
                ("door", "door", "door-open"),
            ],
            self,
        )
        self.tools.setObjectName("editor_tools")
        self.back, self.ahead = (
            Button(look, icon="undo-2", parent=self),
            Button(look, icon="redo-2", parent=self),
        )
        self.erase = Button(look, icon="trash-2", parent=self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("editor_message")
        self.form = FormBuilder(look, self, label_px=72)
        self.kind, self.room, self.icon = QComboBox(self), QComboBox(self), QComboBox(self)
        self.label = QLineEdit(self)
        self.label.setMaxLength(200)
        for kind in OutlineKind:
            self.kind.addItem("", kind)
        self.icon.addItem("", "none")
        for code, name in AREA_ICONS.items():
            self.icon.addItem(look.qicon(name), "", code)
        for key, field in (
            ("kind", self.kind),
            ("room", self.room),
            ("label", self.label),
            ("icon", self.icon),
        ):
            field.setObjectName(f"editor_{key}")
            self.form.row(key, field)
        self.missing_title = TextLabel("", "strong", parent=self)
        self.missing = QListWidget(self)
        self.missing.setObjectName("editor_missing")
        self.picture_box = PictureBox(look, self)
        self.save_button = Button(look, kind="primary", key="Ctrl S", parent=self)
        self.cancel_button = Button(look, key="Esc", parent=self)
        for name, button in (
            ("undo", self.back),
            ("redo", self.ahead),
            ("erase", self.erase),
            ("save", self.save_button),
            ("cancel", self.cancel_button),
        ):
            button.setObjectName(f"editor_{name}")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        for widget in (self.tools, self.back, self.ahead, self.erase):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.hint = TextLabel("", "muted", parent=self)
        bar.addWidget(self.hint)
        side = QVBoxLayout()
        side.setContentsMargins(14, 12, 14, 12)
        side.setSpacing(8)
        side.addWidget(self.form)
        side.addWidget(line("h", self))
        side.addWidget(self.missing_title)
        side.addWidget(self.missing, 1)
        side.addWidget(line("h", self))
        side.addWidget(self.picture_box)
        right = panel("surface", self)
        right.setLayout(side)
        right.setFixedWidth(self._services.look.px(SIDE_PX))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.board, 1)
        middle.addWidget(line("v", self))
        middle.addWidget(right)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 10, 12, 10)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.message)
        column.addWidget(line("h", self))
        column.addLayout(middle, 1)
        column.addWidget(line("h", self))
        column.addLayout(foot)

    def _connect(self) -> None:
        self.tools.chosen.connect(self.on_tool)
        self.back.clicked.connect(self.board.undo)
        self.ahead.clicked.connect(self.board.redo)
        self.erase.clicked.connect(self.on_erase)
        self.board.changed.connect(self.on_sketch_changed)
        self.board.selected.connect(self.on_selected)
        self.board.finished.connect(self.on_finished)
        self.kind.activated.connect(self.on_field)
        self.room.activated.connect(self.on_field)
        self.icon.activated.connect(self.on_field)
        self.label.editingFinished.connect(self.on_field)
        self.missing.itemSelectionChanged.connect(self.on_missing)
        self.picture_box.changed.connect(self.on_picture)
        self.picture_box.refused.connect(self._complain)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        for keys, slot in (("Ctrl+Z", self.board.undo), ("Ctrl+Y", self.board.redo), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(self.tr("Floor plan: {floor}").format(floor=self._floor_name))
        self.tools.set_texts({"select": self.tr("Select"), "draw": self.tr("Draw"), "door": self.tr("Door")})
        texts = (
            (self.back, self.tr("Back")),
            (self.ahead, self.tr("Ahead")),
            (self.erase, self.tr("Erase")),
            (self.save_button, self.tr("Save plan")),
            (self.cancel_button, self.tr("Cancel")),
        )
        for button, text in texts:
            button.setText(text)
            button.setAccessibleName(text)
        self.form.set_labels(
            {
                "kind": self.tr("Kind"),
                "room": self.tr("Room"),
                "label": self.tr("Label"),
                "icon": self.tr("Icon"),
            }
        )
        for index, kind in enumerate(OutlineKind):
            self.kind.setItemText(index, states.outline_kind(kind))
        self.icon.setItemText(0, self.tr("none"))
        for index, text in enumerate(self._icon_words(), 1):
            self.icon.setItemText(index, text)
        self.board.setAccessibleName(self.tr("Drawing"))
        self.missing.setAccessibleName(self.tr("Rooms not on the plan"))
        self._say()

    def _icon_words(self) -> tuple[str, ...]:
        """In the order of AREA_ICONS."""
        return (
            self.tr("stairs"),
            self.tr("lift"),
            self.tr("toilets"),
            self.tr("tea room"),
            self.tr("equipment room"),
            self.tr("control room"),
            self.tr("staff room"),
            self.tr("plant room"),
            self.tr("store room"),
            self.tr("exit"),
            self.tr("print room"),
            self.tr("information"),
        )

    # slots ---------------------------------------------------------------------------------------

    def on_rooms(self, rooms: tuple[RoomRecord, ...]) -> None:
        """The rooms of this floor, and those that are on none."""
        self._rooms = tuple(room for room in rooms if room.floor_id in {self._floor, None})
        self._begin()

    def on_plan(self, plan: PlanRecord | None) -> None:
        """The drawing as it is."""
        if plan is not None:
            self._before = plan.outlines
            self._picture = self._picture_before = plan.picture
            self._floor_name = plan.floor.name
        self._begin()

    def on_tool(self, key: str) -> None:
        """Another tool."""
        tool: Tool = "draw" if key == "draw" else "door" if key == "door" else "select"
        self.board.set_tool(tool)
        self._say()
        self.board.setFocus()

    def on_erase(self) -> None:
        """Take the selected outline away; its room stays in the register."""
        outline = self.board.outline()
        if outline is not None:
            self.board.remove(outline.id)

    def on_sketch_changed(self) -> None:
        """The drawing changed."""
        self._fill()
        self._say()

    def on_selected(self, _outline_id: str) -> None:
        """Another outline is selected."""
        self._fill()

    def on_finished(self, points: tuple[Point, ...]) -> None:
        """A new polygon: of the room chosen in the list, else a core without a name."""
        room_id = self._wanted_room()
        kind = OutlineKind.ROOM if room_id else OutlineKind.CORE
        outline = drawn(self._desk.new_id(), self._floor, kind, points)
        if room_id:
            outline = _with(outline, room_id=room_id)
        self.board.put(outline)
        self.board.select(outline.id)
        self.tools.set_value("select")
        self.on_tool("select")

    def on_field(self) -> None:
        """A property of the selected outline."""
        outline = self.board.outline()
        if outline is None or self._filling:
            return
        kind = OutlineKind(self.kind.currentData())
        is_room = kind is OutlineKind.ROOM
        room_id = self.room.currentData() if is_room else None
        label = "" if is_room else self.label.text().strip()
        icon = "none" if is_room else str(self.icon.currentData() or "none")
        self.board.put(_with(outline, kind=kind, room_id=room_id, label=label, icon=icon))

    def on_missing(self) -> None:
        """A room that is not on the plan was chosen: now it can be drawn."""
        if self.missing.selectedItems():
            self.tools.set_value("draw")
            self.on_tool("draw")

    def on_picture(self, picture: PictureRecord | None) -> None:
        """Another picture, or another place for it."""
        self._picture = picture
        self._show_picture()

    def save(self) -> None:
        """Everything that differs, as one act."""
        if self.board.faults():
            self._say()
            return
        ops = self.operations()
        if not ops:
            self.accept()
            return
        self._desk.do_all(ops, self.on_done, self.on_refused, self)

    def operations(self) -> tuple[Operation, ...]:
        """What saving would say."""
        ops = rules.changes(self._before, self.board.sketch())
        if self._picture == self._picture_before:
            return ops
        picture = self._picture
        if picture is None:
            return (*ops, SetFloorPicture(self._floor, "", ""))
        data = base64.b64encode(picture.data).decode()
        placed = SetFloorPicture(
            self._floor, picture.media, data, picture.x, picture.y, picture.width, picture.height
        )
        return (*ops, placed)

    def on_done(self, _done: Done) -> None:
        """Saved: the undo bar says so."""
        self.accept()

    def on_refused(self, refusal: Refused) -> None:
        """Nothing was saved, the drawing stays."""
        self._complain(refusal_text(refusal.code, refusal.params, Names(self._desk.rules.tz)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private -------------------------------------------------------------------------------------

    def _begin(self) -> None:
        names = {room.id: formats.room_title(room.number, room.name) for room in self._rooms}
        self.board.show_sketch(self._before, names)
        self._show_picture()
        self._fill()
        self.retranslate()

    def _complain(self, text: str) -> None:
        self.message.say(text, "high", close_name=self.tr("Close"))

    def _wanted_room(self) -> str:
        chosen = self.missing.selectedItems()
        return str(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else ""

    def _fill(self) -> None:
        """The fields of the selected outline, and the rooms that are not drawn."""
        self._filling = True
        outline = self.board.outline()
        self.form.setEnabled(outline is not None)
        used = {one.room_id for one in self.board.sketch()}
        self.room.clear()
        self.room.addItem("—", None)
        for room in self._rooms:
            if room.id not in used or (outline is not None and room.id == outline.room_id):
                self.room.addItem(formats.room_title(room.number, room.name), room.id)
        if outline is not None:
            self.kind.setCurrentIndex(self.kind.findData(outline.kind))
            self.room.setCurrentIndex(max(self.room.findData(outline.room_id), 0))
            self.label.setText(outline.label)
            self.icon.setCurrentIndex(max(self.icon.findData(outline.icon), 0))
        is_room = outline is not None and outline.kind is OutlineKind.ROOM
        self.form.set_row_visible("room", visible=is_room)
        for key in ("label", "icon"):
            self.form.set_row_visible(key, visible=not is_room)
        self._fill_missing(used)
        self._filling = False

    def _fill_missing(self, used: set[str | None]) -> None:
        wanted = [room for room in self._rooms if room.id not in used]
        shown = [self.missing.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.missing.count())]
        if shown != [room.id for room in wanted]:
            self.missing.clear()
            for room in wanted:
                text = " ".join((formats.room_title(room.number, room.name), formats.seats(room.capacity)))
                item = QListWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, room.id)
                self.missing.addItem(item)

    def _show_picture(self) -> None:
        picture = self._picture
        image = decode(picture)
        place = (
            QRectF(picture.x, picture.y, picture.width, picture.height) if picture is not None else QRectF()
        )
        self.picture_box.show_picture(picture)
        self.board.show_picture(image, place)

    def _say(self) -> None:
        """What the tool does, how many rooms are missing, what cannot be kept."""
        hints = {
            "select": self.tr(
                "Drag to move, double-click a wall for a corner, arrows nudge, Del erases, Alt: no snapping"
            ),
            "draw": self.tr("Drag a rectangle, or click the corners and press Enter"),
            "door": self.tr("Click a wall for a door, click a door to remove it"),
        }
        self.hint.setText(hints[self.tools.value()])
        self.missing_title.setText(self.tr("Not on the plan: {n}").format(n=self.missing.count()))
        faults = self.board.faults()
        self.save_button.setEnabled(not faults)
        if faults:
            words = {
                "crossing": self.tr("An outline crosses itself."),
                "empty": self.tr("An outline has no area."),
                "twice": self.tr("A room is drawn twice."),
                "roomless": self.tr("A room's outline needs its room."),
            }
            self.message.say(" ".join(words[code] for code in sorted(set(faults.values()))), "mid")
        elif self.message.tone() == "mid":
            self.message.clear()


def _with(outline: OutlineRecord, **changes: object) -> OutlineRecord:
    return replace(outline, **changes)  # type: ignore[arg-type]  # the caller names fields of the record
