"""The bar over every page: whose house, the search box, who is at the desk, undo, the clock. GUI thread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.desk.desk import Desk
from app.domain.questions import PeopleList
from app.domain.records import PersonRecord
from app.domain.states import Role
from app.views.sync_pill import SyncPill
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap
from app.widgets.panels import line
from app.words import formats

HEIGHT: Final = 48
SPACING: Final = 10
SEARCH_WIDTH: Final = 500
SEARCH_KEY: Final = "Ctrl K"
DESK_ROLES: Final = (Role.SUPERVISOR, Role.DESK, Role.MANAGER, Role.ENGINEER)


class SearchDoor(QPushButton):
    """Looks like a search field with its key; pressing it opens the palette."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = ""
        self.setProperty("kind", "search")

    def set_words(self, words: str) -> None:
        """What it says; cut short where the key would stand on it."""
        self._words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = self._look
        room = self.width() - look.px(60) - (key_cap_width(SEARCH_KEY, look) if self._has_cap() else 0)
        self.setText(look.metrics(13).elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room)))

    def _has_cap(self) -> bool:
        return self.width() > key_cap_width(SEARCH_KEY, self._look) + self._look.px(60)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(44), self._look.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_cap():
            return
        painter = QPainter(self)
        right = self.width() - key_cap_width(SEARCH_KEY, self._look) - self._look.px(8)
        paint_key_cap(painter, QPointF(right, self.height() / 2), SEARCH_KEY, self._look)
        painter.end()


class TopBar(QWidget):
    """``search_wanted`` opens the palette, ``actor_chosen`` carries the PersonRecord now at this desk."""

    search_wanted = Signal()
    actor_chosen = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._people: tuple[PersonRecord, ...] = ()
        self._is_faulty = False
        self.setProperty("panel", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("top_bar")
        self._build()
        desk.started.connect(self.on_started)
        desk.faulted.connect(self.on_faulted)
        desk.changed.connect(self.on_changed)
        desk.counts_changed.connect(self._show_pill)
        desk.actor_changed.connect(self.on_actor_changed)
        desk.undo_changed.connect(self.on_undo_changed)
        look.watch(self.on_look_changed)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.on_tick)
        self._tick.start()
        self.retranslate()

    def _build(self) -> None:
        self._brand = TextLabel(role="heading")
        self._site = TextLabel(role="body2")
        self._search = SearchDoor(self._look)
        self._search.setObjectName("search_box")
        self._search.clicked.connect(self.search_wanted)
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._undo = Button(self._look, kind="ghost", icon="undo-2")
        self._redo = Button(self._look, kind="ghost", icon="redo-2")
        self._undo.setObjectName("undo_button")
        self._redo.setObjectName("redo_button")
        self._undo.clicked.connect(self.on_undo_clicked)
        self._redo.clicked.connect(self.on_redo_clicked)
        self._actor = Button(self._look, kind="ghost", icon="user")
        self._actor.setObjectName("actor_button")
        self._actor.clicked.connect(self.on_actor_clicked)
        self.pill = SyncPill(self._desk, self._look)
        self._clock = TextLabel(role="clock")
        self._clock.setObjectName("clock")
        self._date = TextLabel(role="body2")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._brand)
        row.addWidget(self._site)
        row.addStretch(1)
        row.addWidget(self._search, 12)
        row.addStretch(2)
        end = (self._undo, self._redo, self._actor, line("v"), self.pill, line("v"), self._clock, self._date)
        for widget in end:
            row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the house's name goes, then the date, then the words of the pill: the
        clock, the search and who is at the desk stay whole.
        """
        spoken = (self._brand, self._undo, self._redo, self._actor, self._clock)
        gaps = SPACING * 12 + 34
        free = self.width() - gaps - sum(widget.sizeHint().width() for widget in spoken) - self._look.px(120)
        date, site = self._date.sizeHint().width(), self._site.sizeHint().width()
        has_date = self.pill.fit(free - date)
        has_words = has_date or self.pill.fit(free)
        free -= self.pill.sizeHint().width()
        has_date = has_date or free >= date
        free -= date if has_date else 0
        self._date.setVisible(has_date)
        self._site.setVisible(has_words and free >= site)

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self._brand.setText(self.tr("Huiwutai"))
        self._search.set_words(self.tr("Search rooms, meetings, people, devices, or type a command"))
        self._search.setAccessibleName(self.tr("Search or command (Ctrl+K)"))
        self._search.setToolTip(self.tr("Search or command (Ctrl+K)"))
        self._undo.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self._undo.setAccessibleName(self.tr("Undo (Ctrl+Z)"))
        self._redo.setToolTip(self.tr("Redo (Ctrl+Y)"))
        self._redo.setAccessibleName(self.tr("Redo (Ctrl+Y)"))
        self._show_pill()
        self.on_actor_changed()
        self.on_undo_changed()
        self.on_tick()

    def on_faulted(self) -> None:
        """Nothing can be stored."""
        self._is_faulty = True
        self._show_pill()

    def _show_pill(self) -> None:
        self.pill.say(is_faulty=self._is_faulty)
        self._fit()

    def on_started(self) -> None:
        """The store is open."""
        self._is_faulty = False
        self._show_pill()
        self._ask_people()

    def _ask_people(self) -> None:
        self._desk.ask(PeopleList(), self._take_people, self)

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """People may have come or gone."""
        if any(subject == "person" for subject, _ in keys):
            self._ask_people()

    def on_actor_changed(self) -> None:
        """Somebody else is at the desk."""
        actor = self._desk.actor
        self._actor.setText(actor.name if actor else self.tr("Who is at the desk?"))
        self._actor.setAccessibleName(
            self.tr("At the desk: {name}").format(name=actor.name if actor else "–")
        )
        self._fit()

    def on_actor_clicked(self) -> None:
        """Choose who is at the desk: the actor of what is done from here on."""
        menu = QMenu(self)
        menu.setObjectName("actor_menu")
        for person in self._people:
            action = menu.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(self._desk.actor is not None and person.id == self._desk.actor.id)
            action.setData(person)
        if not self._people:
            menu.addAction(self.tr("No desk staff in the people list yet")).setEnabled(False)
        menu.triggered.connect(self.on_actor_picked)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._actor.mapToGlobal(self._actor.rect().bottomLeft()))

    def on_actor_picked(self, action: object) -> None:
        """A name was picked from the menu."""
        person = action.data()  # type: ignore[attr-defined]  # a QAction
        if person is not None:
            self.actor_chosen.emit(person)

    def on_undo_clicked(self) -> None:
        """Take back."""
        self._desk.undo()

    def on_redo_clicked(self) -> None:
        """Do again."""
        self._desk.redo()

    def on_undo_changed(self) -> None:
        """Buttons follow what is possible."""
        can_undo, can_redo = self._desk.undo_state
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)

    def on_tick(self) -> None:
        """The clock of this console, once a second."""
        rules = self._desk.rules
        self._clock.setText(formats.clock_s(self._desk.now(), rules.tz))
        self._date.setText(formats.day(self._desk.today()))
        if self._site.text() != rules.site_name:
            self._site.setText(rules.site_name)
            self._fit()

    def on_look_changed(self) -> None:
        """Scale or theme changed."""
        self.setFixedHeight(self._look.px(HEIGHT))
        self._search.setMaximumWidth(self._look.px(SEARCH_WIDTH))
        self._search.setFixedHeight(self._look.px(32))
        self._search.setIcon(self._look.qicon("search"))
        self._search.setIconSize(self._look.icon_size(16))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take_people(self, people: tuple[PersonRecord, ...]) -> None:
        staff = [person for person in people if person.role in DESK_ROLES]
        self._people = tuple(sorted(staff, key=lambda p: (DESK_ROLES.index(p.role), p.number, p.name)))
