"""Settings: language, look, and the rules in force with the source of each default (R6.1-2). GUI thread."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.domain.errors import Refused
from app.domain.ops import SetRule
from app.domain.questions import RulesInForce
from app.domain.rules import RULE_FIELDS
from app.models.rules import Columns, RulesModel
from app.views.page import Command, Page, Services
from app.widgets.controls import Segmented
from app.widgets.forms import FormBuilder
from app.widgets.panels import InlineMessage, PageBar
from app.widgets.tables import dress_table
from app.words.language import LANGUAGES
from app.words.refusals import Names, refusal_text
from app.words.rules import label

SCALES: Final = (100, 125, 150, 175, 200)


class SettingsPage(Page):
    """What this person chose, and the house's rules."""

    page_name: ClassVar[str] = "settings"
    page_icon: ClassVar[str] = "settings"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        look = self.look
        self.bar = PageBar(look)
        self.message = InlineMessage(look)
        self.language = Segmented(look, [(key, name) for key, name in LANGUAGES.items()])
        self.theme = Segmented(look, [(key, key) for key in ("light", "dark", "system")])
        self.scale = Segmented(look, [(str(value), f"{value} %") for value in SCALES])
        self.motion = Segmented(look, [("0", "0"), ("1", "1")])
        self.form = FormBuilder(look)
        self.form.section("person")
        for key, field in (
            ("language", self.language),
            ("theme", self.theme),
            ("scale", self.scale),
            ("motion", self.motion),
        ):
            self.form.row(key, _left(field))
        self.form.setMaximumWidth(look.px(640))
        self.model = RulesModel(self)
        self.table = QTableView()
        self.table.setObjectName("rules_table")
        self.table.setModel(self.model)
        self.table.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.EditKeyPressed
            | QTableView.EditTrigger.AnyKeyPressed
        )
        dress_table(self.table, look)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(Columns.LABEL, QHeaderView.ResizeMode.Interactive)
        for place, width in ((Columns.LABEL, 360), (Columns.VALUE, 200), (Columns.UNIT, 90)):
            self.table.setColumnWidth(place, look.px(width))
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(12)
        inner.addWidget(self.form)
        inner.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.message)
        column.addLayout(inner, 1)

    def _connect(self) -> None:
        self.language.chosen.connect(self.on_language)
        self.theme.chosen.connect(self.on_theme)
        self.scale.chosen.connect(self.on_scale)
        self.motion.chosen.connect(self.on_motion)
        self.model.asked.connect(self.on_rule_asked)
        self.message.closed.connect(self.message.clear)
        self.desk.changed.connect(self.on_changed)

    def page_title(self) -> str:
        return self.tr("Settings")

    def activate(self) -> None:
        """Show what is in force."""
        settings = self.services.settings
        self.language.set_value(settings.text("language"))
        self.theme.set_value(settings.text("theme"))
        self.scale.set_value(str(min(SCALES, key=lambda value: abs(value - self.look.scale))))
        self.motion.set_value(str(int(self.look.reduced_motion)))
        self.desk.ask(RulesInForce(), self.model.apply, self)

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """A rule was changed, here or elsewhere."""
        if any(subject == "rule" for subject, _ in keys):
            self.desk.ask(RulesInForce(), self.model.apply, self)

    def on_language(self, name: str) -> None:
        """Another language, at once."""
        self.services.settings.set("language", name)
        QTimer.singleShot(0, lambda: self.services.language.use(name))  # after the click is over

    def on_theme(self, name: str) -> None:
        """Another theme, at once."""
        self.services.settings.set("theme", name)
        self.look.set_theme("light" if name == "light" else "dark" if name == "dark" else "system")

    def on_scale(self, percent: str) -> None:
        """Another size, at once."""
        self.services.settings.set("scale", int(percent))
        self.look.set_scale(int(percent))

    def on_motion(self, reduced: str) -> None:
        """Fewer movements."""
        self.services.settings.set("reduced_motion", reduced == "1")
        self.look.set_reduced_motion(reduced == "1")

    def on_rule_asked(self, key: str, text: str) -> None:
        """A person typed another value; the operation checks it. An empty one means the default."""
        was = self.model.stored(key)
        stored_was = "" if was == str(RULE_FIELDS[key].default) else was
        self.message.clear()
        self.desk.do(
            SetRule(key, text, stored_was), refused=lambda refusal: self._say(key, refusal), owner=self
        )

    def _say(self, key: str, refusal: Refused) -> None:
        if refusal.code == "bad_value":
            text = self.tr("“{value}” cannot be the value of “{rule}”. It was not changed.")
            self.message.say(
                text.format(value=refusal.params.get("value", ""), rule=label(key)),
                "mid",
                close_name=self.tr("Close"),
            )
            return
        names = Names(self.desk.rules.tz)
        self.message.say(
            refusal_text(refusal.code, refusal.params, names), "mid", close_name=self.tr("Close")
        )

    def commands(self) -> tuple[Command, ...]:
        """Theme and language without the mouse."""
        return (
            Command(
                "settings.dark", lambda: self.tr("Dark theme"), lambda: self.on_theme("dark"), icon="moon"
            ),
            Command(
                "settings.light", lambda: self.tr("Light theme"), lambda: self.on_theme("light"), icon="sun"
            ),
            Command("settings.zh", lambda: "简体中文", lambda: self.on_language("zh_CN"), icon="languages"),
            Command("settings.en", lambda: "English", lambda: self.on_language("en"), icon="languages"),
        )

    def retranslate(self) -> None:
        self.bar.set_title(self.page_title())
        self.theme.set_texts(
            {"light": self.tr("Light"), "dark": self.tr("Dark"), "system": self.tr("As the system")}
        )
        self.motion.set_texts({"0": self.tr("Normal"), "1": self.tr("Reduced")})
        self.form.set_labels(
            {
                "person": self.tr("This desk"),
                "language": self.tr("Language"),
                "theme": self.tr("Theme"),
                "scale": self.tr("Size of text"),
                "motion": self.tr("Motion"),
            }
        )
        self.table.setAccessibleName(self.tr("Rules in force"))
        self.model.retranslate()


def _left(field: QWidget) -> QWidget:
    """A field that keeps its own width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    row.addStretch(1)
    return holder
