"""The sync page, the pill, its panel and the lines about
the link; the desk's own side towards central is real.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bootstrap.window import diagnose
from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.domain.ops import AddRoom
from app.domain.records import LinkState, RoundRecord
from app.domain.states import LinkPhase
from app.views.page import Services
from app.views.sync_page import SyncPage
from app.views.sync_pill import LinkTidings, SyncPill
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import House, house
from tests.support.inbox import enrol

CENTRAL = "https://central.example:8443"


class Wire:
    """What stands where the link would: answers an enrolment as it is told, keeps what it was asked."""

    def __init__(self) -> None:
        self.refusal = ""
        self.asked: list[tuple[str, str, str]] = []
        self.retries = 0
        self.secrets: list[str] = []
        self.allowed = 0
        self.unkept = ""
        self.made: tuple[RoundRecord, ...] = ()

    def nudge(self) -> None: ...

    def retry(self) -> None:
        self.retries += 1

    def rounds(self) -> tuple[RoundRecord, ...]:
        return self.made

    def give_secret(self, secret: str) -> None:
        self.secrets.append(secret)

    def allow_deletions(self) -> None:
        self.allowed += 1

    def unkept_secret(self) -> str:
        return self.unkept

    def enrol(
        self, central: str, code: str, name: str, progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> str:  # fmt: skip
        self.asked.append((central, code, name))
        progress(40, 100)
        if cancelled():
            raise Refused("given_up")
        if self.refusal:
            raise Refused(self.refusal)
        return "市机关会议中心"


class Stage:
    def __init__(self, qtbot: QtBot, look: Look, made: House, folder: Path) -> None:
        self.bot, self.house, self.folder = qtbot, made, folder
        self.desk = DirectDesk(made)
        self.wire = Wire()
        self.desk.central.attach(self.wire)
        self.kept: dict[str, str] = {}
        settings = SimpleNamespace(text=lambda key: self.kept.get(key, ""), set=self.kept.__setitem__)
        services = Services(
            cast("Any", self.desk), cast("Any", None), look, cast("Any", settings), cast("Any", None),
            partial(diagnose, folder),
        )  # fmt: skip
        self.page = SyncPage(services)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 800)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activate()

    def link(self, phase: LinkPhase, **more: Any) -> None:
        """The link stands like this, since ten minutes."""
        at = self.house.at
        self.desk.central.on_link(
            LinkState(phase, at - 600_000, CENTRAL, **{"last_ok_at": at - 4_000, **more})
        )

    def facts(self) -> dict[str, str]:
        return {name.text(): value.text() for name, value in self.page.facts._pairs if name.isVisible()}


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path / "desk") as made:
        yield Stage(qtbot, look, made, tmp_path / "desk")


def test_a_desk_alone_is_offered_to_join_and_shows_no_tables(stage):
    assert stage.page.enrol.isVisible()
    assert not stage.page.rounds_part.isVisible()
    assert stage.facts()["Console id"]
    assert "Central" not in stage.facts()


def test_joining_by_keyboard_tells_who_was_joined(stage):
    form = stage.page.enrol
    QTest.keyClicks(form.address, CENTRAL)
    QTest.keyClicks(form.code, "ABCD-EFGH")
    QTest.keyClicks(form.name, "front 1")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert stage.wire.asked == [(CENTRAL, "ABCD-EFGH", "front 1")]
    assert "市机关会议中心" in stage.page.message.text()
    assert form.code.text() == "", "a code is used once"
    assert form.progress.isHidden()
    assert form.start_button.isEnabled()


@pytest.mark.parametrize(
    ("code", "key"),
    [(LinkProblem.CODE, "enrol_code"), (LinkProblem.ADDRESS, "enrol_address"), (LinkProblem.CERTIFICATE, "")],
)
def test_a_refused_enrolment_is_said_at_the_field_it_is_about_and_can_be_tried_again(stage, code, key):
    stage.wire.refusal = code.value
    form = stage.page.enrol
    form.address.setText(CENTRAL)
    form.code.setText("X")
    form.start_button.click()
    said = form.form.note(key) if key else form.problem.text()
    assert said
    assert form.start_button.isEnabled()
    assert form.code.text() == "X"


def test_a_missing_code_is_asked_for_and_nothing_is_sent(stage):
    stage.page.enrol.address.setText(CENTRAL)
    stage.page.enrol.start_button.click()
    assert stage.page.enrol.form.note("enrol_code")
    assert not stage.wire.asked


def test_state_figures_and_ids_are_said_in_words(stage):
    enrol(stage.house)
    stage.link(LinkPhase.LIVE, lag_ms=180, offset_ms=-1500, behind=0)
    facts = stage.facts()
    assert facts["Central"] == CENTRAL
    assert facts["To send"] == "Everything was sent"
    assert facts["Round trip"] == "180 ms"
    assert facts["Clock of central"].startswith("-1.5")
    assert facts["Site"] == "市机关会议中心"
    assert stage.page.chip.text() == "Synced"
    assert not stage.page.enrol.isVisible()


def test_a_problem_says_what_is_kept_and_the_technical_word_stands_apart(stage):
    stage.link(LinkPhase.OFFLINE, problem="unreachable", detail="NewConnectionError ECONNREFUSED")
    assert "does not answer" in stage.page.says.text()
    assert "kept" in stage.page.says.text()
    assert "ECONNREFUSED" in stage.page.detail.text()
    assert "ECONNREFUSED" not in stage.page.says.text()


def test_what_waits_is_a_table_with_kind_actor_and_age(stage):
    enrol(stage.house)
    stage.house.do(AddRoom(stage.house.new_id(), "309", "会议室"))
    with stage.house.store.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending'")
    stage.link(LinkPhase.OFFLINE, pending=1, oldest_at=stage.house.at - 60_000)
    model = stage.page.pending
    assert [model.index(0, column).data() for column in (1, 4)] == ["Added room 309", "waits"]
    assert stage.page.pending_table.isVisible()


def test_rounds_are_listed_as_the_link_tells_them(stage):
    stage.wire.made = (
        RoundRecord(stage.house.at, 42, 3, 17, 3, "", ""),
        RoundRecord(1, 9, 0, 0, 0, "timeout", "read"),
    )
    stage.link(LinkPhase.LIVE)
    model = stage.page.rounds
    assert [model.index(0, column).data() for column in range(1, 6)] == ["42 ms", "3", "17", "3", "fine"]
    assert "too slowly" in model.index(1, 5).data()
    assert model.index(1, 6).data() == "read"


def test_sync_now_does_not_wait_and_f5_is_its_key(stage):
    stage.link(LinkPhase.OFFLINE, problem="timeout")
    stage.page.now_button.click()
    assert stage.wire.retries == 1
    assert next(one for one in stage.page.commands() if one.id == "sync.now").shortcut == "F5"


def test_a_secret_is_asked_only_when_the_keyring_has_none_and_never_stays_in_the_field(stage):
    assert not stage.page.secret.isVisible()
    stage.link(LinkPhase.ACTION, problem="no_secret")
    assert stage.page.secret.isVisible()
    QTest.keyClicks(stage.page.secret_field, "s3cret")
    QTest.keyClick(stage.page.secret_field, Qt.Key.Key_Return)
    assert stage.wire.secrets == ["s3cret"]
    assert stage.page.secret_field.text() == ""


def test_the_diagnostics_hold_link_and_rounds_and_no_secret(stage, tmp_path):
    enrol(stage.house, "https://name:hidden@central.example:8443/x?token=abc")
    stage.wire.made = (RoundRecord(1, 9, 0, 0, 0, "timeout", "read"),)
    stage.link(LinkPhase.OFFLINE, problem="timeout")
    stage.page.export_to(str(tmp_path / "d.zip"))
    with zipfile.ZipFile(tmp_path / "d.zip") as bundle:
        said = json.loads(bundle.read("link.json"))
        whole = b"".join(bundle.read(name) for name in bundle.namelist())
    assert said["state"]["problem"] == "timeout"
    assert said["rounds"][0]["detail"] == "read"
    assert said["console"]["central"] == "https://central.example:8443/x"
    assert b"hidden" not in whole
    assert b"abc" not in whole
    assert "d.zip" in stage.page.message.text()


def test_diagnostics_that_cannot_be_written_say_so(stage, tmp_path):
    stage.page.export_to(str(tmp_path / "nowhere" / "d.zip"))
    assert stage.page.message.tone() == "high"


def test_deletions_beyond_measure_wait_for_a_person(stage):
    stage.link(LinkPhase.ACTION, problem="deletions")
    assert stage.page.allow_button.isVisible()
    stage.page.allow_button.click()
    assert stage.wire.allowed == 1
    stage.link(LinkPhase.LIVE)
    assert not stage.page.allow_button.isVisible()


def test_a_secret_that_no_keyring_took_is_shown_once_for_a_person_to_note(stage):
    stage.wire.unkept = "K7-Q2-ZZ"
    form = stage.page.enrol
    form.address.setText(CENTRAL)
    form.code.setText("X")
    form.start_button.click()
    assert stage.page.noted.text() == "K7-Q2-ZZ"
    assert stage.page.noted_part.isVisible()
    stage.page.noted_button.click()
    assert not stage.page.noted_part.isVisible()
    assert stage.page.noted.text() == ""


def test_the_folder_of_the_copy_is_chosen_here_and_kept(stage, tmp_path):
    stage.page.keep_copy_in(str(tmp_path))
    assert stage.kept == {"outbox_copy": str(tmp_path)}
    assert str(tmp_path) in stage.page.copy_says.text()
    stage.page.no_copy_button.click()
    assert stage.kept == {"outbox_copy": ""}


# the pill --------------------------------------------------------------------------------------------


@pytest.fixture
def pill(stage, look, qtbot: QtBot) -> SyncPill:
    made = SyncPill(cast("Any", stage.desk), look)
    qtbot.addWidget(made)
    made.say(is_faulty=False)
    made.fit(10_000)
    made.show()
    stage.desk.counts_changed.connect(lambda: made.say(is_faulty=False))
    return made


def test_the_pill_is_named_whole_however_narrow_it_is(stage, pill):
    stage.link(LinkPhase.OFFLINE, pending=3)
    assert pill.accessibleName() == "Offline since 13:32, 3 to send"
    assert not pill.fit(40)
    assert pill.fitting() == ""
    assert pill.accessibleName() == "Offline since 13:32, 3 to send"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_pill_opens_the_panel_by_keyboard_and_its_buttons_lead_to_the_pages(stage, pill, qtbot):
    stage.link(LinkPhase.OFFLINE, pending=3, oldest_at=stage.house.at - 90_000)
    QTest.keyClick(pill, Qt.Key.Key_Space)
    qtbot.waitUntil(pill.panel.isVisible)
    assert "3 change" in pill.panel.facts._pairs[0][1].text()
    assert "1 min 30 s" in pill.panel.facts._pairs[0][1].text()
    with qtbot.waitSignal(pill.page_wanted) as wanted:
        pill.panel.to_sync.click()
    assert wanted.args == ["sync"]
    assert pill.panel.isHidden()
    QTest.keyClick(pill, Qt.Key.Key_Space)
    QTest.keyClick(pill.panel, Qt.Key.Key_Escape)
    assert pill.panel.isHidden()


def test_lost_and_back_again_are_each_said_once(stage, qtbot):
    tidings = LinkTidings(cast("Any", stage.desk), stage.page)
    told: list[tuple[str, str]] = []
    tidings.told.connect(lambda text, tone: told.append((text, tone)))
    stage.link(LinkPhase.LIVE)
    stage.link(LinkPhase.OFFLINE, problem="unreachable")
    stage.link(LinkPhase.OFFLINE, problem="unreachable", pending=12)
    stage.link(LinkPhase.CATCHING_UP, pending=12)
    stage.link(LinkPhase.LIVE, pending=4)
    stage.link(LinkPhase.LIVE)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0][1] == "low"
    assert told[1] == ("Back online: 12 sent", "ok")


def test_back_online_says_how_many_decisions_wait(stage, qtbot):
    tidings = LinkTidings(cast("Any", stage.desk), stage.page)
    stage.link(LinkPhase.OFFLINE, pending=2)
    stage.desk.central.conflicts = 1
    with qtbot.waitSignal(tidings.told) as told:
        stage.link(LinkPhase.LIVE)
    assert told.args[1] == "mid"
    assert "decision" in told.args[0]
