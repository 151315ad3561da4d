"""The page of devices on a real console: alarms by keys and buttons, shelf, maintenance, banner, stale."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.desk.alarm_watch import watch_of
from app.desk.intake import Intake
from app.desk.telemetry import Telemetry
from app.devices.messages import AGENT, READINGS, TRENDS, AgentMessage, ReadingMessage, TrendMessage, encode
from app.domain.ops import (
    AcknowledgeAlarm,
    AddDevice,
    BookMeeting,
    ClearAlarm,
    RaiseAlarm,
    SetMaintenance,
    ShelveAlarm,
    StartMeeting,
    UnshelveAlarm,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import AlarmList
from app.domain.rules import DEFAULTS
from app.domain.states import AlarmLetter, Priority
from app.views.alarm_strip import AlarmStrip
from app.views.devices import DevicesPage
from app.views.page import Services
from app.views.shelve_form import untils
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import WEDNESDAY, House, house
from tests.support.sure import sure

T = WEDNESDAY


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    made = Look("light", reduced_motion=True)
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


class Stage:
    """A room with a meeting in 18 minutes, its devices, and another room that nobody uses."""

    def __init__(self, qtbot: QtBot, look: Look, made: House) -> None:
        self.bot, self.house = qtbot, made
        self.room, self.idle = made.add_room("302"), made.add_room("214")
        self.meeting = made.book(self.room, 18, 60, title="防汛<b>调度</b>会")
        self.terminal = self.device("302-vt", "视频终端", "video_terminal", self.room)
        self.sensor = self.device("302-s", "环境传感器", "sensor", self.room)
        self.display = self.device("214-d", "显示屏", "display", self.idle)
        self.door = self.device("302-door", "门口屏", "door_display", self.room)
        self.desk = DirectDesk(made)
        self.telemetry = Telemetry(self.desk.now)
        self.telemetry._intake = Intake(lambda: None)
        self.services = Services(
            cast("Any", self.desk), self.telemetry, look, cast("Any", None), cast("Any", SimpleNamespace())
        )
        self.page = DevicesPage(self.services)
        qtbot.addWidget(self.page)
        self.page.resize(1500, 860)
        self.page.show()
        self.page.activate()
        qtbot.waitExposed(self.page)

    def device(self, number: str, name: str, kind: str, room: str) -> str:
        made = self.house.new_id()
        self.house.do(AddDevice(made, number, name, kind, room, address=f"mqtt:t/{number}"))
        return made

    def alarm(self, device: str, condition: str = "offline", age: int = 3, severity: str = "serious") -> str:
        made = self.house.new_id()
        self.desk.record([RaiseAlarm(made, device, condition, severity, T - age * MINUTE, "12", "15")])
        return made

    def read(self, device: str, state: str = "online", **values: float) -> None:
        told: list[tuple[str, float | str, str]] = [(name, value, "") for name, value in values.items()]
        message = ReadingMessage("b", 1, self.house.at, self.house.at, self.house.at, state, told)
        self.put(READINGS + device, encode(message))

    def put(self, topic: str, payload: bytes) -> None:
        sure(self.telemetry._intake).append(topic, payload, retained=True)
        self.telemetry.on_drain()

    def select(self, *alarms: str) -> None:
        model, chosen = self.page.alarms.model, self.page.alarms.table.selectionModel()
        chosen.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for one in alarms:
            chosen.setCurrentIndex(model.index(model.row_of(one), 0), flags)

    def key(self, key: Qt.Key) -> None:
        self.bot.keyClick(self.page.alarms.table, key)

    def records(self):
        return {record.id: record for record in self.house.console.ask(AlarmList())}

    def find(self, kind: type, name: str) -> Any:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def text(self, name: str) -> str:
        return str(self.find(object, name).text())


@pytest.fixture
def stage(qtbot, look, tmp_path):
    with house(tmp_path) as made:
        scene = Stage(qtbot, look, made)
        yield scene
        scene.page._timer.stop()
        watch_of(scene.services.desk, scene.telemetry).stop()
        scene.telemetry.stop()


def views(stage):
    return {view.record.id: view for view in stage.page._watch.views}


def test_alarms_stand_by_priority_and_the_header_sums_up(stage):
    door, high = stage.alarm(stage.door, "content_old", severity="notice"), stage.alarm(stage.terminal, age=9)
    idle = stage.alarm(stage.display, age=1)
    model = stage.page.alarms.model
    assert [model.view_at(row).record.id for row in range(3)] == [high, idle, door]
    assert views(stage)[high].priority is Priority.HIGH
    counts = stage.page._watch.counts
    assert (counts.shown, counts.total) == (3, 3)


def test_space_acknowledges_what_is_selected_and_visible(stage):
    first, second = stage.alarm(stage.terminal), stage.alarm(stage.display)
    stage.select(first, second)
    stage.key(Qt.Key.Key_Space)
    assert all(record.acknowledged_at for record in stage.records().values())
    assert [type(op) for op in stage.desk.acts[-1]] == [AcknowledgeAlarm, AcknowledgeAlarm]
    assert {view.letter for view in stage.page._watch.views} == {AlarmLetter.ACKED}


def test_a_row_that_scrolled_out_of_sight_is_not_acknowledged(stage):
    ids = [stage.alarm(stage.display, f"condition_{n}", age=n) for n in range(60)]
    stage.select(*ids)
    stage.page.alarms.table.scrollToTop()
    stage.key(Qt.Key.Key_Space)
    acked = [record.id for record in stage.records().values() if record.acknowledged_at]
    assert 0 < len(acked) < 60


def test_s_shelves_inline_with_a_reason_and_it_can_be_taken_back(stage):
    alarm = stage.alarm(stage.display)
    stage.select(alarm)
    stage.key(Qt.Key.Key_S)
    form = stage.page.alarms.form
    assert form.isVisible()
    go = stage.find(QPushButton, "shelve_go")
    stage.bot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert stage.find(object, "shelve_fault").text(), "a reason is needed"
    stage.bot.keyClicks(stage.find(QLineEdit, "shelve_reason"), "spare part ordered")
    stage.bot.keyClick(
        stage.find(QLineEdit, "shelve_reason"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert isinstance(stage.desk.said[-1], ShelveAlarm)
    assert not form.isVisible()
    assert views(stage)[alarm].letter is AlarmLetter.SHELVED
    assert stage.page._watch.counts.shelved == 1
    assert stage.find(QTableView, "shelf_table").isVisible()
    stage.bot.mouseClick(stage.find(QPushButton, "unshelve"), Qt.MouseButton.LeftButton)
    assert isinstance(stage.desk.said[-1], UnshelveAlarm)
    assert views(stage)[alarm].letter is AlarmLetter.UNACKED


def test_coming_to_the_front_the_page_shows_the_room_of_its_list_not_of_the_shelf(stage):
    stage.alarm(stage.terminal)
    stage.select(stage.alarm(stage.display))
    stage.key(Qt.Key.Key_S)
    reason = stage.find(QLineEdit, "shelve_reason")
    stage.bot.keyClicks(reason, "spare part ordered")
    stage.bot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    late = DevicesPage(stage.services)
    stage.bot.addWidget(late)
    late.resize(1500, 860)
    late.show()
    late.alarms.shelf.setCurrentIndex(late.alarms.shelf_model.index(0, 0))  # as a passing focus does
    assert late._room_id == stage.idle
    late.activate()
    assert late._room_id == stage.room
    late._timer.stop()


def test_a_high_alarm_cannot_be_shelved_and_the_page_says_what_can_be_done(stage):
    stage.select(stage.alarm(stage.terminal))
    stage.key(Qt.Key.Key_S)
    assert not stage.page.alarms.form.isVisible()
    assert stage.page.alarms.message.text()
    assert not any(isinstance(op, ShelveAlarm) for op in stage.desk.said)


def test_a_shelf_never_hides_an_alarm_that_has_become_high(stage):
    idle = stage.alarm(stage.display)
    stage.house.do(ShelveAlarm(idle, T + HOUR, "later", "low"))
    stage.page._watch.ask()
    assert views(stage)[idle].letter is AlarmLetter.SHELVED
    stage.house.book(stage.idle, 20, 30)
    stage.page._watch.ask()
    assert views(stage)[idle].letter is AlarmLetter.UNACKED


def test_acknowledge_all_asks_with_counts_and_leaves_high_ones(stage):
    high, low = stage.alarm(stage.terminal), stage.alarm(stage.door, "content_old", severity="notice")
    stage.bot.mouseClick(stage.find(QPushButton, "ack_all"), Qt.MouseButton.LeftButton)
    box = stage.find(QMessageBox, "ack_all_box")
    stage.bot.mouseClick(box.buttons()[0], Qt.MouseButton.LeftButton)
    records = stage.records()
    assert records[low].acknowledged_at
    assert not records[high].acknowledged_at


def test_an_alarm_that_is_over_stays_until_seen_then_leaves(stage):
    alarm = stage.alarm(stage.display)
    stage.desk.record([ClearAlarm(alarm, T)])
    assert views(stage)[alarm].letter is AlarmLetter.RETURNED
    stage.select(alarm)
    stage.key(Qt.Key.Key_Space)
    assert stage.page.alarms.model.rowCount() == 0
    assert alarm not in views(stage)


def test_the_empty_list_says_when_it_was_looked_at_and_at_how_many(stage):
    pane = stage.page.alarms
    assert pane._stack.currentWidget() is pane._empty
    assert "4" in pane._empty.accessibleName()


def test_the_room_of_the_alarm_is_shown_with_its_devices_and_a_classified_title_is_not(stage):
    stage.select(stage.alarm(stage.terminal))
    assert stage.page.room.model.rowCount() == 3
    assert stage.page.room.heading.title.text().startswith("302")
    assert "防汛<b>调度</b>会" in stage.page.room.heading.caption.text()


def test_maintenance_takes_a_device_out_and_its_alarms_to_their_own_list(stage):
    alarm = stage.alarm(stage.terminal)
    stage.select(alarm)
    stage.bot.keyClicks(stage.find(QLineEdit, "maintenance_reason"), "new lamp")
    stage.bot.mouseClick(stage.find(QPushButton, "maintenance_switch"), Qt.MouseButton.LeftButton)
    assert stage.desk.said[-1] == SetMaintenance(stage.terminal, True, "new lamp")
    stage.bot.waitUntil(lambda: views(stage)[alarm].letter is AlarmLetter.OUT_OF_SERVICE)
    assert stage.page._watch.counts.out_of_service == 1
    assert stage.page._watch.unacked == 0
    stage.page.room.select_device(stage.terminal)
    stage.bot.mouseClick(stage.find(QPushButton, "maintenance_switch"), Qt.MouseButton.LeftButton)
    assert stage.desk.said[-1] == SetMaintenance(stage.terminal, False, "")
    stage.bot.waitUntil(lambda: views(stage)[alarm].letter is AlarmLetter.UNACKED)  # it was never forgotten


def test_gauges_assess_only_what_was_measured_long_enough_and_not_when_stale(stage):
    stage.read(stage.sensor, co2=640.0, tvoc=0.2)
    trend = TrendMessage(T, {"co2": [610.0] * 60}, {"co2": (610.0, HOUR, 1.0), "tvoc": (0.2, 8 * HOUR, 1.0)})
    stage.put(TRENDS + stage.sensor, encode(trend))
    assert stage.page.reveal("room", stage.room)
    gauges = {name: gauge.face() for name, gauge in stage.page.room.gauges.items()}
    assert (gauges["co2"].verdict, gauges["co2"].instant, gauges["co2"].mean) == ("met", "640", "610")
    assert gauges["tvoc"].verdict == "not_assessed", "estimated"
    assert gauges["humidity"].verdict == "not_assessed"
    stage.house.pass_time(20)
    stage.page.room.on_redraw()
    assert stage.page.room.gauges["co2"].face().verdict == "not_assessed"


def test_silence_of_the_agent_is_said_and_nothing_shows_as_online(stage):
    stage.read(stage.terminal)
    beat = AgentMessage("b", 1, T, alive=True)
    stage.put(AGENT, encode(beat))
    stage.house.pass_time(10)
    stage.telemetry.on_aging()
    stage.page._say_link()
    assert stage.page._message.text()
    assert stage.page._message.tone() == "mid"
    assert {stage.page.devices.model.state_of(one).value for one in stage.page._devices} == {"stale"}


def test_the_device_table_finds_and_opens_a_device(stage):
    stage.read(stage.display, "fault")
    assert stage.page.reveal("device", stage.display)
    assert stage.page.room.model.rowCount() == 1
    stage.find(QLineEdit, "device_search").setText("门口")
    stage.page.devices.on_searched()
    assert stage.page.devices.proxy.rowCount() == 1


def test_new_alarms_wait_while_somebody_reads(stage):
    stage.alarm(stage.display)
    stage.page.alarms.model.hold(held=True)
    stage.alarm(stage.terminal)
    assert stage.page.alarms.model.rowCount() == 1
    waiting = stage.find(QPushButton, "alarms_waiting")
    assert waiting.isVisible()
    stage.bot.mouseClick(waiting, Qt.MouseButton.LeftButton)
    assert stage.page.alarms.model.rowCount() == 2


def test_the_banner_is_there_only_while_a_high_alarm_is_unseen(stage, qtbot):
    strip = AlarmStrip(stage.services)
    qtbot.addWidget(strip)
    badges = QSignalSpy(strip.badge_changed)
    strip.show()
    strip.start()
    assert strip.banner.face() is None
    alarm = stage.alarm(stage.terminal)
    face = sure(strip.banner.face())
    assert (face.level, face.alarm_id) == ("high", alarm)
    assert "防汛<b>调度</b>会" in face.text
    assert badges.at(badges.count() - 1)[0] == 1
    wanted = QSignalSpy(strip.wanted)
    qtbot.keyClick(strip.banner, Qt.Key.Key_D)
    assert list(wanted.at(0)) == ["devices", "alarm", alarm]
    qtbot.keyClick(strip.banner, Qt.Key.Key_M)
    assert sure(strip.banner.face()).muted
    assert strip._watch.sound() is None
    stage.house.pass_time(10)
    strip._watch.on_judge()
    assert strip._watch.sound() is Priority.HIGH, "muting ends by itself"
    qtbot.keyClick(strip.banner, Qt.Key.Key_Space)
    assert strip.banner.face() is None
    assert stage.records()[alarm].acknowledged_at
    strip.stop()


def test_the_banner_does_not_name_a_classified_meeting(stage, qtbot):
    strip = AlarmStrip(stage.services)
    qtbot.addWidget(strip)
    soon, until = T + 10 * MINUTE, T + HOUR
    secret = BookMeeting(
        stage.house.new_id(), stage.idle, "涉密", soon, until, is_classified=True, override="x"
    )
    stage.house.do(secret)
    stage.alarm(stage.display)
    strip.start()
    assert sure(strip.banner.face()).level == "high"
    assert "涉密" not in sure(strip.banner.face()).text
    strip.stop()


def test_an_alarm_rises_when_its_meeting_begins_and_the_badge_counts_people_s_work(stage):
    badges = QSignalSpy(stage.page.badge_changed)
    alarm = stage.alarm(stage.display)
    assert views(stage)[alarm].priority is Priority.LOW
    other = stage.house.book(stage.idle, 1, 60)
    stage.desk.do(StartMeeting(other, T))
    stage.bot.waitUntil(lambda: views(stage)[alarm].priority is Priority.HIGH)
    assert badges.at(badges.count() - 1)[0] == 1


def test_the_offered_shelves_stay_within_what_the_rules_allow():
    offered = untils(T, DEFAULTS)
    assert {"hour", "four", "shift"} <= set(offered)
    assert all(T < at <= T + DEFAULTS.shelve_hours * HOUR for at in offered.values())


@pytest.mark.parametrize("size", [(1024, 600), (1280, 720), (1920, 1100)])
def test_every_size_keeps_both_halves(stage, size):
    stage.page.resize(*size)
    stage.select(stage.alarm(stage.terminal))
    assert stage.page.alarms.width() > 300
    assert stage.page.room.height() > 100


def test_a_page_opened_late_shows_what_is_known_already(stage, qtbot):
    alarm = stage.alarm(stage.terminal)
    late = DevicesPage(stage.services)
    qtbot.addWidget(late)
    late.show()
    late.activate()
    assert late._levels._counts["high"] == 1
    assert late.room.model.rowCount() == 3
    assert sure(late.alarms.current()).record.id == alarm
    late._timer.stop()
