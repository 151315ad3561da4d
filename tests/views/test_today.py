"""Today on a real console: what is shown, what keys do, what reaches the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AddRoom,
    ArriveAtTask,
    AssignTasks,
    CheckItem,
    DisableRoom,
    DrawOutline,
    EndMeeting,
    EraseOutline,
    LockRoom,
    MarkNoShow,
    SetFloorPicture,
    StartMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import BoardBetween, PlanOf
from app.domain.records import MeetingRecord
from app.domain.states import DeviceState, MeetingState, OutlineKind, RoomStatus
from app.views.page import Services
from app.views.plan_editor import PlanEditor
from app.views.today import TodayPage
from app.views.today_ask import Confirm
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import House, house


class SilentTelemetry(QObject):
    """No device has spoken yet."""

    fresh = Signal(object)
    link_changed = Signal(str)
    link = "up"
    heard_at = None

    def reading(self, _device: str) -> None:
        return None

    def state(self, _device: str) -> DeviceState:
        return DeviceState.STALE


class Stage:
    """Two floors, four rooms, two attendants; the clock stands at 13:42."""

    def __init__(self, qtbot: QtBot, look: Look, made: House) -> None:
        self.house, self.bot = made, qtbot
        self.third, self.first = made.add_floor("三层", 3), made.add_floor("一层", 1)
        self.rooms = {n: self._room(n, self.third) for n in ("301", "302", "303")} | {
            "101": self._room("101", self.first)
        }
        self.people = [made.add_person("林晓燕"), made.add_person("王芳")]
        self.desk = DirectDesk(made)
        self.services = Services(
            cast("Any", self.desk), cast("Any", SilentTelemetry()), look, *[cast("Any", None)] * 2
        )
        self.page = TodayPage(self.services)
        qtbot.addWidget(self.page)
        self.page.resize(1400, 860)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activate()

    def _room(self, number: str, floor: str) -> str:
        room = self.house.new_id()
        self.house.do(AddRoom(room, number, "", floor=floor, capacity=60))
        return room

    def book(self, number: str = "302", start: int = 18, minutes: int = 60, **more: Any) -> str:
        meeting = self.house.book(self.rooms[number], start, minutes, **more)
        self.page.refresh()
        return meeting

    def status(self, number: str) -> RoomStatus:
        row = self.page.rooms.row_of(self.rooms[number])
        assert row is not None
        return self.page.rooms.tile(row).status

    def meeting(self, meeting_id: str) -> MeetingRecord:
        board = self.house.console.ask(BoardBetween(self.house.at - 12 * HOUR, self.house.at + 12 * HOUR))
        return next(m for m in board.meetings if m.id == meeting_id)

    def kinds(self) -> list[str]:
        model = self.page.queue.model
        return [model.line(row).item.kind for row in range(model.rowCount())]

    def point_at(self, kind: str) -> None:
        model = self.page.queue.model
        row = next(row for row in range(model.rowCount()) if model.line(row).item.kind == kind)
        self.page.queue.list.setCurrentIndex(model.index(row))

    def answer(self, reason: str = "") -> None:
        dialog = next(d for d in self.page.findChildren(Confirm) if d.isVisible())
        if reason:
            dialog.reason.setText(reason)
        dialog.yes.click()


@pytest.fixture
def stage(qtbot, look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path) as made:
        yield Stage(qtbot, look, made)


def test_the_day_is_shown_and_follows_changes(stage):
    stage.book("302", 18)
    assert stage.status("302") is RoomStatus.PREPARING
    assert "staff" in stage.kinds()
    stage.desk.do(LockRoom(stage.rooms["303"], "烟感报警"))
    assert stage.status("303") is RoomStatus.EMERGENCY


def test_enter_does_what_is_proposed_and_the_line_goes(stage):
    meeting = stage.book("302", 30)
    stage.point_at("staff")
    stage.desk.said.clear()
    QTest.keyClick(stage.page.queue.list, Qt.Key.Key_Return)
    assert [type(op) for op in stage.desk.said] == [AssignTasks]
    assert "staff" not in stage.kinds()
    assert stage.meeting(meeting).state is MeetingState.CONFIRMED


def test_a_meeting_is_begun_and_ended_from_the_drawer(stage):
    meeting = stage.book("302", -2, 60)
    stage.page.open_room(stage.rooms["302"])
    drawer = stage.page.drawer
    assert drawer.isVisible()
    drawer.go.click()
    assert isinstance(stage.desk.said[-1], StartMeeting)
    assert stage.status("302") is RoomStatus.IN_SESSION
    drawer.go.click()
    assert isinstance(stage.desk.said[-1], EndMeeting)
    assert stage.meeting(meeting).state in {MeetingState.ENDED, MeetingState.CLEANED}


def test_people_are_assigned_and_signed_in_from_the_drawer(stage):
    stage.book("302", 18)
    stage.page.open_room(stage.rooms["302"])
    drawer = stage.page.drawer
    drawer.staff.fill.click()
    assert isinstance(stage.desk.said[-1], AssignTasks)
    row = drawer.staff._rows[0]
    for _ in range(2):
        row.step.click()
    assert any(isinstance(op, ArriveAtTask) for op in stage.desk.said)
    assert stage.page.rooms.tile(stage.page.rooms.row_of(stage.rooms["302"])).staff == "1/1"


def test_a_check_item_is_ticked_in_the_drawer(stage):
    stage.book("302", 18)
    stage.page.open_room(stage.rooms["302"])
    stage.page.drawer.checks.answered.emit("attendant", "clean", "pass", "open")
    assert isinstance(stage.desk.said[-1], CheckItem)


def test_releasing_asks_first_and_says_who_is_told(stage):
    meeting = stage.book("302", -12, 60)
    stage.point_at("no_show")
    QTest.keyClick(stage.page.queue.list, Qt.Key.Key_A)
    assert stage.meeting(meeting).state is MeetingState.CONFIRMED
    stage.answer()
    assert isinstance(stage.desk.said[-1], MarkNoShow)
    assert stage.meeting(meeting).state is MeetingState.NO_SHOW


def test_a_room_is_taken_out_of_service_with_a_reason_and_brought_back(stage):
    stage.page.open_room(stage.rooms["303"])
    stage.page.drawer.shut.click()
    dialog = next(d for d in stage.page.findChildren(Confirm) if d.isVisible())
    assert not dialog.yes.isEnabled()
    stage.answer("空调检修")
    assert isinstance(stage.desk.said[-1], DisableRoom)
    assert stage.status("303") is RoomStatus.OUT_OF_SERVICE
    stage.page.drawer.shut.click()
    assert stage.status("303") is RoomStatus.AVAILABLE


def test_a_refusal_is_said_in_the_drawer_where_it_was_tried(stage):
    stage.book("302", -2, 60)
    stage.page.open_room(stage.rooms["302"])
    stage.page.drawer.go.click()
    stage.house.book(stage.rooms["302"], 60, 60)
    stage.page.drawer.more.click()  # half an hour more: too near to the next one
    assert stage.page.drawer.problem.text()
    assert stage.page.drawer.problem.isVisible()


def test_number_keys_choose_floors(stage):
    stage.book("302", 18)
    order = stage.page.bar.tabs.floors()
    QTest.keyClick(stage.page.plan, Qt.Key.Key_1)
    assert stage.page._floor == order[0]
    QTest.keyClick(stage.page.plan, Qt.Key.Key_2)
    assert stage.page._floor == order[1]


def test_a_count_filters_the_plan_and_escape_takes_it_back(stage):
    stage.book("302", -2, 60)
    stage.page.open_room(stage.rooms["302"])
    stage.page.drawer.go.click()
    button = stage.page.summary._counts["running"]
    button.click()
    assert stage.page.plan.canvas.only == frozenset({stage.rooms["302"]})
    stage.page.plan.setFocus()
    QTest.keyClick(stage.page.plan, Qt.Key.Key_Escape)
    assert stage.page.plan.canvas.only is None


def test_the_list_is_the_plans_alternative(stage):
    stage.page.on_view_chosen("list")
    assert stage.page.table.isVisible()
    assert stage.page.proxy.rowCount() == sum(
        stage.page.rooms.tile(row).floor_id == stage.page._floor for row in range(stage.page.rooms.rowCount())
    )


def test_escape_closes_the_drawer_and_the_keyboard_is_back_on_the_plan(stage):
    stage.page.open_room(stage.rooms["302"])
    QTest.keyClick(stage.page.drawer, Qt.Key.Key_Escape)
    assert not stage.page.drawer.isVisible()
    assert stage.page.plan.hasFocus()


def test_an_empty_queue_says_so_and_what_comes_next(stage):
    assert stage.page.queue.empty.isVisible()
    assert stage.page.queue.empty.text() == "Nothing to do now."
    stage.book("302", 150)
    assert "302" in stage.page.queue.empty.accessibleName()


def test_revealing_a_room_or_its_meeting_opens_the_drawer_on_its_floor(stage):
    meeting = stage.book("101", 60)
    assert stage.page.reveal("meeting", meeting)
    assert stage.page._floor == stage.first
    assert stage.page.drawer.isVisible()
    assert not stage.page.reveal("meeting", "unknown")


def test_silent_devices_take_the_colour_out_and_say_since_when(stage):
    stage.page.on_stale(stage.house.at - 90_000)
    assert stage.page.plan.canvas.is_stale
    assert "13:40" in stage.page.stale.text()
    stage.page.on_stale(None)
    assert not stage.page.plan.canvas.is_stale


def test_the_minute_goes_on_without_asking(stage):
    stage.book("302", 18)
    asked = []
    stage.desk.ask = lambda *_a, **_k: asked.append(1)
    stage.house.at += MINUTE
    stage.page.on_tick()
    assert stage.page.rooms.tile(stage.page.rooms.row_of(stage.rooms["302"])).countdown == "17 min"
    assert asked == []


def test_a_drawing_is_saved_as_one_act_and_bookings_stay(stage, qtbot, tmp_path):
    meeting = stage.book("302", 18)
    editor = PlanEditor(stage.services, stage.third, stage.page)
    editor.show()
    editor.missing.setCurrentRow(1)
    editor.on_finished(((0, 0), (800, 0), (800, 600), (0, 600)))
    picture = tmp_path / "floor.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path d="M0 0h9v9z"/></svg>'
    )
    editor.picture_box.take_picture(picture)
    stage.desk.said.clear()
    editor.save()
    assert [type(op) for op in stage.desk.said] == [DrawOutline, SetFloorPicture]
    assert len(stage.desk.acts[-1]) == 2
    plan = stage.house.console.ask(PlanOf(stage.third))
    assert plan is not None
    assert [o.room_id for o in plan.outlines] == [stage.rooms["302"]]
    assert plan.picture is not None
    assert (plan.picture.width, plan.picture.height) == (6000, 4000)
    assert stage.meeting(meeting).state is MeetingState.CONFIRMED
    stage.desk.undo()
    plan = stage.house.console.ask(PlanOf(stage.third))
    assert plan is None or plan.outlines == ()


def test_an_outline_is_nudged_and_erased_by_keys(stage):
    editor = PlanEditor(stage.services, stage.third, stage.page)
    editor.show()
    editor.missing.setCurrentRow(0)
    editor.on_finished(((0, 0), (800, 0), (800, 600), (0, 600)))
    QTest.keyClick(editor.board, Qt.Key.Key_Right)
    QTest.keyClick(editor.board, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert editor.board.sketch()[0].points[0] == (10, 100)
    editor.board.undo()
    assert editor.board.sketch()[0].points[0] == (10, 0)
    QTest.keyClick(editor.board, Qt.Key.Key_Delete)
    assert editor.board.sketch() == ()
    assert editor.operations() == ()


def test_what_cannot_be_kept_is_said_and_not_saved(stage):
    editor = PlanEditor(stage.services, stage.third, stage.page)
    editor.show()
    editor.missing.setCurrentRow(0)
    editor.on_finished(((0, 0), (1000, 1000), (1000, 0), (0, 900)))
    assert not editor.save_button.isEnabled()
    assert "crosses itself" in editor.message.text()


def test_an_erased_room_stays_in_the_register(stage):
    stage.house.do(
        DrawOutline(
            stage.house.new_id(), stage.third, OutlineKind.ROOM, ((0, 0), (9, 0), (9, 9)), stage.rooms["301"]
        )
    )
    editor = PlanEditor(stage.services, stage.third, stage.page)
    editor.show()
    editor.board.remove(editor.board.sketch()[0].id)
    editor.save()
    assert isinstance(stage.desk.said[-1], EraseOutline)
    assert stage.page.rooms.row_of(stage.rooms["301"]) is not None


@pytest.mark.parametrize("name", ["huge.png", "note.txt", "broken.png", "broken.svg"])
def test_a_file_that_is_no_picture_is_refused_in_words(stage, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\x89PNG" + b"0" * (3_000_000 if "huge" in name else 10))
    editor = PlanEditor(stage.services, stage.third, stage.page)
    editor.show()
    editor.picture_box.take_picture(path)
    assert "SVG and PNG" in editor.message.text()
    assert editor.operations() == ()


def test_tab_leads_from_the_plan_to_the_queue_and_back(stage):
    stage.book("302", 18)
    stage.page.plan.setFocus()
    QTest.keyClick(stage.page.plan, Qt.Key.Key_Tab)
    assert stage.page.queue.list.hasFocus()
    QTest.keyClick(stage.page.queue.list, Qt.Key.Key_Backtab)
    assert stage.page.plan.hasFocus()


def test_a_booking_form_opens_beside_the_plan_on_this_room(stage):
    stage.page.open_room(stage.rooms["303"])
    stage.page.drawer.book.click()
    form = stage.page._form
    assert form is not None
    assert form.isVisible()
    assert form.draft.room_id == stage.rooms["303"]
    assert stage.page.side.width() >= form.minimumWidth()


@pytest.mark.parametrize("size", [(1280 - 68, 720 - 74), (1600, 900)])
def test_the_page_fits_its_window(stage, size):
    stage.page.resize(*size)
    assert (stage.page.width(), stage.page.height()) == size
    assert stage.page.side.geometry().right() <= stage.page.width()


def test_at_a_large_scale_the_queue_is_a_tab(stage, look):
    stage.book("302", 18)
    look.set_scale(200)
    assert not stage.page.side.isVisible()
    stage.page.on_view_chosen("queue")
    assert stage.page.queue.isVisible()
    assert not stage.page.plan.isVisible()
    look.set_scale(100)
    assert stage.page.plan.isVisible()
    assert stage.page.queue.isVisible()


def test_the_menu_offers_what_the_drawer_offers(stage):
    from app.views.today_menu import room_menu

    stage.book("302", -2, 60)
    stage.page.open_room(stage.rooms["302"])
    menu = room_menu(stage.page, stage.page.drawer, lambda: None)
    words = [action.text() for action in menu.actions() if action.text()]
    assert "Begin meeting" in words
    assert "Emergency lock…" in words
    menu.deleteLater()
