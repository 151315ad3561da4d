"""The page of the exchange with central, for the engineer: state, what waits, the last rounds, joining.

Every problem is a sentence with what is kept and what to do; technical words stand in a column of their own.
GUI thread; reached from the pill and the palette.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.link import LinkProblem
from app.domain.questions import OwnIdentity, UnansweredOps
from app.domain.records import ChangeRecord, LinkState, OwnRecord, RoundRecord
from app.domain.states import LinkPhase
from app.models.conflicts import PendingModel, RoundsModel
from app.views.drawer_parts import Facts
from app.views.enrol_form import EnrolForm
from app.views.naming import NameBook
from app.views.page import Command, Page, Services
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.drawer import Section
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage, PageBar, panel
from app.widgets.tables import dress_table
from app.words import formats, link
from app.words.ops import change_text

TICK_MS: Final = 1000
TABLE_PX: Final = 200
PENDING_PX: Final = (70, 420, 110, 120)
ROUNDS_PX: Final = (100, 90, 80, 80, 80, 300)
_SECRETS: Final = frozenset(
    {LinkProblem.NO_KEYRING, LinkProblem.KEYRING_LOCKED, LinkProblem.KEYRING_UNSAFE, LinkProblem.NO_SECRET}
)
_TONES: Final = {
    LinkPhase.ALONE: ("ok", "hard-drive"),
    LinkPhase.CONNECTING: ("low", "refresh-cw"),
    LinkPhase.LIVE: ("ok", "cloud-check"),
    LinkPhase.CATCHING_UP: ("low", "refresh-cw"),
    LinkPhase.OFFLINE: ("mid", "cloud-off"),
    LinkPhase.ACTION: ("high", "cloud-alert"),
}


class SyncPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "sync"
    page_icon: ClassVar[str] = "cloud"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._own: OwnRecord | None = None
        self._names = NameBook(services.desk, self)
        self.pending = PendingModel(self._pending_heads, self._pending_cell, self)
        self.rounds = RoundsModel(self._round_heads, self._round_cell, self)
        self._build()
        self._connect()
        self._names.on_started()
        self.retranslate()

    # building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        self.bar = PageBar(look)
        self.now_button = Button(look, icon="refresh-cw")
        self.now_button.setObjectName("sync_now")
        self.export_button = Button(look, icon="file-down")
        self.export_button.setObjectName("export_diagnostics")
        self.bar.add_right(self.now_button, self.export_button)
        self.message = InlineMessage(look)
        self.message.setObjectName("sync_message")
        self._build_state()
        self.enrol = EnrolForm(self.services)
        self.secret = self._build_secret()
        self.noted_part = self._build_noted()
        self.copy_part = self._build_copy()
        self.pending_table, self.pending_part = self._table("pending_table", self.pending, PENDING_PX)
        self.rounds_table, self.rounds_part = self._table("rounds_table", self.rounds, ROUNDS_PX)
        parts = (
            self.state, self.noted_part, self.secret, self.enrol, self.pending_part, self.rounds_part,
            self.copy_part,
        )  # fmt: skip
        self.scroller = self._scrolled(parts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.message)
        whole.addWidget(self.scroller, 1)
        self._tick = QTimer(self, interval=TICK_MS)

    def _build_state(self) -> None:
        look = self.look
        self.state = Section()
        self.chip = Chip(look)
        self.chip.setObjectName("link_phase")
        self.says = TextLabel("", "body", wraps=True)
        self.says.setObjectName("link_says")
        self.detail = TextLabel("", "caption", wraps=True)
        self.detail.setObjectName("link_detail")
        self.facts = Facts(look)
        self.allow_button = Button(look, kind="danger")
        self.allow_button.setObjectName("allow_deletions")
        for widget in (self.chip, self.says, self.detail, self.allow_button, self.facts):
            self.state.add(widget)
        self.state.body.setAlignment(self.allow_button, Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _scrolled(parts: Iterable[QWidget]) -> QScrollArea:
        """The parts under each other; in a small window they scroll."""
        inner = panel("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        scroller = QScrollArea()
        scroller.setObjectName("sync_scroller")
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(inner)
        return scroller

    def _build_secret(self) -> Section:
        """For a machine whose key ring has no secret of this console."""
        part = Section()
        self.secret_field = QLineEdit()
        self.secret_field.setObjectName("link_secret")
        self.secret_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret_field.setMaximumWidth(self.look.px(360))
        self.secret_button = Button(self.look)
        self.secret_button.setObjectName("give_secret")
        row = QHBoxLayout()
        row.addWidget(self.secret_field)
        row.addWidget(self.secret_button)
        row.addStretch(1)
        part.add(row)
        return part

    def _build_noted(self) -> Section:
        """A secret that no key ring took: shown until a person has noted it."""
        part = Section()
        self.noted_hint = TextLabel("", "warning", wraps=True)
        self.noted = TextLabel("", "strong")
        self.noted.setObjectName("unkept_secret")
        self.noted.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.noted_button = Button(self.look)
        self.noted_button.setObjectName("secret_noted")
        for widget in (self.noted_hint, self.noted, self.noted_button):
            part.add(widget)
        part.body.setAlignment(self.noted_button, Qt.AlignmentFlag.AlignLeft)
        part.hide()
        return part

    def _build_copy(self) -> Section:
        """Where a copy of what was not sent yet is kept, on another disk."""
        part = Section()
        self.copy_says = TextLabel("", "body2", wraps=True)
        self.copy_says.setObjectName("copy_says")
        self.copy_button = Button(self.look, icon="folder-open")
        self.copy_button.setObjectName("choose_copy")
        self.no_copy_button = Button(self.look, kind="link")
        self.no_copy_button.setObjectName("no_copy")
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.no_copy_button)
        row.addStretch(1)
        part.add(self.copy_says)
        part.add(row)
        return part

    def _table(
        self, name: str, model: PendingModel | RoundsModel, widths: tuple[int, ...]
    ) -> tuple[QTableView, Section]:
        table = QTableView()
        table.setObjectName(name)
        table.setModel(model)
        dress_table(table, self.look)
        for column, width in enumerate(widths):
            table.setColumnWidth(column, self.look.px(width))
        table.setMinimumHeight(self.look.px(TABLE_PX))
        part = Section()
        part.add(table)
        return table, part

    def _connect(self) -> None:
        self.now_button.clicked.connect(self.sync_now)
        self.export_button.clicked.connect(self.export)
        self.message.closed.connect(self.message.clear)
        self.enrol.done.connect(self.on_enrolled)
        self.secret_button.clicked.connect(self.on_secret)
        self.secret_field.returnPressed.connect(self.on_secret)
        self.noted_button.clicked.connect(self.on_noted)
        self.allow_button.clicked.connect(self.desk.central.allow_deletions)
        self.copy_button.clicked.connect(self.choose_copy)
        self.no_copy_button.clicked.connect(lambda: self.keep_copy_in(""))
        self.desk.counts_changed.connect(self.on_counts_changed)
        self.desk.changed.connect(self.on_changed)
        self.desk.started.connect(self.on_counts_changed)
        self._names.arrived.connect(self.pending.retranslate)
        self._tick.timeout.connect(self.on_tick)

    # what the page does -------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Sync")

    def activate(self) -> None:
        self._tick.start()
        self.refresh()

    def refresh(self) -> None:
        """Ask who this console is and what waits; the rounds are the link's own."""
        self.desk.ask(OwnIdentity(), self._take_own, self)
        self.desk.ask(UnansweredOps(), self._take_unanswered, self)
        self.rounds.apply(self.desk.central.rounds())
        self._say()

    def sync_now(self) -> None:
        """Do not wait for the next attempt."""
        self.desk.central.sync_now()
        self.refresh()

    def export(self) -> None:
        """Choose where the diagnostics go."""
        dialog = QFileDialog(self, self.tr("Export the diagnostics"))
        dialog.setObjectName("diagnostics_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("ZIP (*.zip)")
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"huiwutai-{self.desk.today().isoformat()}.zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, name: str) -> None:
        """Write the diagnostics; what they hold is said, so that nobody fears to send them."""
        write = self.services.diagnose
        if write is None:
            return
        path = Path(name)

        def done(_: object) -> None:
            text = self.tr(
                "{file} was written: versions, counts and states; no names, no titles, no secrets."
            )
            self.message.say(text.format(file=path.name), "ok", close_name=self.tr("Close"))

        def failed(error: BaseException) -> None:
            reason = getattr(error, "strerror", None) or type(error).__name__
            text = self.tr("{file} was not written: {reason}. Choose another folder.")
            said = text.format(file=path.name, reason=reason)
            self.message.say(said, "high", close_name=self.tr("Close"))

        rounds = self.desk.central.rounds()
        self.desk.run(write, path, self.desk.link, rounds, done=done, failed=failed, owner=self)

    def choose_copy(self) -> None:
        """Choose the folder of the copy."""
        dialog = QFileDialog(self, self.tr("Folder for the copy"))
        dialog.setObjectName("copy_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.keep_copy_in)
        dialog.open()

    def keep_copy_in(self, folder: str) -> None:
        """Keep the copy there from the next start on; "" keeps none."""
        self.services.settings.set("outbox_copy", folder)
        self._say()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("sync.now", lambda: self.tr("Sync now"), self.sync_now, "F5", "refresh-cw"),
            Command("sync.export", lambda: self.tr("Export the diagnostics"), self.export, "", "file-down"),
        )

    def retranslate(self) -> None:
        self.bar.set_title(self.page_title())
        self.now_button.setText(self.tr("Sync now"))
        self.export_button.setText(self.tr("Export the diagnostics"))
        self.secret.set_title(self.tr("Secret of this console"))
        self.secret_field.setAccessibleName(self.tr("Secret of this console"))
        self.secret_button.setText(self.tr("Use for this run"))
        self.allow_button.setText(self.tr("Yes, this is meant"))
        self.noted_part.set_title(self.tr("Note this secret"))
        self.noted_hint.setText(
            self.tr(
                "This machine could not keep the secret of the console. It is shown only now and asked again "
                "at the next start."
            )
        )
        self.noted_button.setText(self.tr("I have noted it"))
        self.copy_part.set_title(self.tr("Copy of what was not sent"))
        self.copy_button.setText(self.tr("Choose a folder…"))
        self.no_copy_button.setText(self.tr("Keep no copy"))
        for button in (
            self.now_button, self.export_button, self.secret_button, self.allow_button, self.noted_button,
            self.copy_button, self.no_copy_button,
        ):  # fmt: skip
            button.setAccessibleName(button.text())
        self.pending_table.setAccessibleName(self.tr("Changes to send"))
        self.rounds_table.setAccessibleName(self.tr("Last rounds"))
        self.rounds_part.set_title(self.tr("Last rounds"))
        self._say()
        self.pending.retranslate()
        self.rounds.retranslate()

    # slots --------------------------------------------------------------------------------------

    def on_counts_changed(self) -> None:
        """The link stands otherwise."""
        if self.isVisible():
            self.refresh()

    def on_changed(self, _keys: frozenset[tuple[str, str]]) -> None:
        """Something was said or came in."""
        if self.isVisible() and self.desk.link.is_enrolled:
            self.refresh()

    def on_tick(self) -> None:
        """Ages grow, rounds come."""
        self._say()
        self.rounds.apply(self.desk.central.rounds())

    def on_enrolled(self, site_name: str) -> None:
        """This desk belongs to a site now."""
        text = self.tr("This desk belongs to “{site}” now. What was done here before is being sent.")
        self.message.say(text.format(site=site_name), "ok", close_name=self.tr("Close"))
        self.noted.setText(self.desk.central.unkept_secret())
        self.noted.setAccessibleName(self.noted.text())
        self.noted_part.setVisible(bool(self.noted.text()))
        self.refresh()

    def on_noted(self) -> None:
        """The secret stands on paper: it leaves the screen."""
        self.noted.setText("")
        self.noted.setAccessibleName("")
        self.noted_part.hide()

    def on_secret(self) -> None:
        """A person typed the secret: kept in memory until the program ends."""
        secret = self.secret_field.text().strip()
        if secret:
            self.secret_field.clear()
            self.desk.central.give_secret(secret)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    # private ------------------------------------------------------------------------------------

    def _take_own(self, own: OwnRecord) -> None:
        self._own = own
        self._say()

    def _take_unanswered(self, changes: tuple[ChangeRecord, ...]) -> None:
        self.pending.apply(changes)
        self._say()

    def _say(self) -> None:
        state = self.desk.link
        tone, icon = _TONES[state.phase]
        self.chip.show_chip(link.phase_word(state.phase), ChipStyle(tone, icon, bold=True))
        said = "\n".join(link.problem_text(state.problem)) if state.problem else link.meaning(state.phase)
        self.says.setText(said)
        self.detail.setText(state.detail)
        self.detail.setVisible(bool(state.detail))
        self.state.set_title(self.tr("How this desk stands to central"))
        self.facts.show_pairs(self._pairs(state))
        enrolled = state.is_enrolled
        self.enrol.setVisible(not enrolled)
        self.secret.setVisible(state.problem in _SECRETS)
        self.allow_button.setVisible(state.problem == LinkProblem.DELETIONS)
        folder = self.services.settings.text("outbox_copy")
        text = self.tr("A copy is kept in {folder}, so that a broken disk loses nothing.")
        none = self.tr("None is kept. A folder on another disk or share would save it if this disk breaks.")
        self.copy_says.setText(text.format(folder=folder) if folder else none)
        self.no_copy_button.setVisible(bool(folder))
        self.copy_part.setVisible(enrolled)
        self.now_button.setVisible(enrolled)
        self.export_button.setVisible(self.services.diagnose is not None)
        for part in (self.pending_part, self.rounds_part):
            part.setVisible(enrolled)
        waits = link.pending_text(state, self.desk.now())
        self.pending_part.set_title(self.tr("Changes to send"), waits)
        self.pending_table.setVisible(bool(self.pending.values))

    def _pairs(self, state: LinkState) -> list[tuple[str, str]]:
        own, now, zone = self._own, self.desk.now(), self.desk.rules.tz
        pairs: list[tuple[str, str]] = []
        if state.is_enrolled:
            pairs.append((self.tr("Central"), state.central or (own.central if own else "")))
            last = self.tr("not yet")
            if state.last_ok_at is not None:
                text = self.tr("{time}, {age} ago")
                age = formats.age(state.last_ok_at, now)
                last = text.format(time=formats.clock_s(state.last_ok_at, zone), age=age)
            pairs.append((self.tr("Last exchange"), last))
            pairs.append((self.tr("To send"), link.pending_text(state, now)))
            if state.parked:
                pairs.append((self.tr("Expected to be refused"), formats.integer(state.parked)))
            pairs.append((self.tr("Still to come"), formats.integer(state.behind)))
            if state.held_schema is not None:
                pairs.append((self.tr("Held for version"), str(state.held_schema)))
            if state.lag_ms is not None:
                pairs.append((self.tr("Round trip"), self._ms(state.lag_ms)))
            if state.offset_ms is not None:
                seconds = formats.decimal(state.offset_ms / 1000)
                pairs.append(
                    (self.tr("Clock of central"), self.tr("{n} s ahead of this one").format(n=seconds))
                )
        if own is not None:
            if own.site_name:
                pairs.append((self.tr("Site"), own.site_name))
            pairs.append((self.tr("Site id"), own.site_id))
            pairs.append((self.tr("Console id"), own.console_id))
        return pairs

    def _ms(self, count: int) -> str:
        return self.tr("{n} ms").format(n=formats.integer(count))

    def _pending_heads(self) -> tuple[str, ...]:
        return (self.tr("No."), self.tr("Change"), self.tr("By"), self.tr("Age"), self.tr("State"))

    def _pending_cell(self, change: ChangeRecord, column: int) -> str:
        if column == 0:
            return formats.integer(change.n)
        if column == 1:
            return change_text(change, self._names.names())
        if column == 2:
            return change.actor_name or "—"
        if column == 3:
            return formats.age(change.at, self.desk.now())
        return self.tr("expected to be refused") if change.state == "parked" else self.tr("waits")

    def _round_heads(self) -> tuple[str, ...]:
        return (
            self.tr("At"), self.tr("Took"), self.tr("Sent"), self.tr("Rows"), self.tr("Results"),
            self.tr("Outcome"), self.tr("Details"),
        )  # fmt: skip

    def _round_cell(self, one: RoundRecord, column: int) -> str:
        if column == 0:
            return formats.clock_s(one.at, self.desk.rules.tz)
        if column == 1:
            return self._ms(one.took_ms)
        if column in {2, 3, 4}:
            return formats.integer((one.pushed, one.rows, one.results)[column - 2])
        if column == 5:
            return link.problem_text(one.problem)[0] if one.problem else self.tr("fine")
        return one.detail
