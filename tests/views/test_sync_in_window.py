"""The whole window and sync: rail, pill, panel, lines of the link, a decision and its undo, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ops import EditMeeting, MeetingFields
from app.domain.questions import Inbox, MeetingDetail
from app.domain.records import LinkState
from app.domain.states import LinkPhase, Role
from app.views.conflicts import ConflictsPage
from tests.support.hands import CTRL, Hands, console_in_hand
from tests.support.house import WEDNESDAY, house
from tests.support.inbox import collide

T = WEDNESDAY
LIVE = LinkState(LinkPhase.LIVE, since=T, central="https://10.1.2.3", last_ok_at=T)
OFFLINE = LinkState(LinkPhase.OFFLINE, since=T, central="https://10.1.2.3", problem="unreachable", pending=2)


class Seat:
    """The open window, and the meeting whose title two desks have changed."""

    def __init__(self, hands: Hands, meeting: str) -> None:
        self.hands, self.meeting = hands, meeting
        self.central = hands.console.desk.central

    def link(self, state: LinkState) -> None:
        self.central.on_link(state)
        self.hands.settle()

    def title(self) -> str:
        return str(self.hands.ask(MeetingDetail(self.meeting)).meeting.title)


@pytest.fixture
def seat(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Seat]:
    with house(tmp_path / "desk") as made:
        room = made.add_room("302")
        people = [made.add_person(name, Role.SUPERVISOR) for name in ("周敏", "林涛")]
        made.actor = people[1]
        meeting = made.book(room, 120, title="对接会")
        was = MeetingFields(title="对接会")
        made.do(EditMeeting(meeting, set=MeetingFields(title="整改会"), was=was))
        collide(
            made,
            EditMeeting(meeting, set=MeetingFields(title="审计会"), was=was),
            people[0],
            theirs=people[1],
        )
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", T) as hands:
        yield Seat(hands, meeting)


def test_the_rail_has_an_inbox_once_the_desk_has_to_do_with_central(seat):
    assert not seat.hands.sees("rail_conflicts")
    assert seat.hands.find("sync_pill").accessibleName() == "本机保存"
    seat.link(LIVE)
    seat.hands.until(lambda: seat.hands.console.desk.conflicts == 1)
    assert seat.hands.find("rail_conflicts")._badge == 1
    assert seat.hands.find("sync_pill").accessibleName() == "已同步，冲突 1"


def test_pill_panel_page_decision_and_undo_without_the_mouse(seat):
    seat.link(LIVE)
    pill = seat.hands.find("sync_pill")
    seat.hands.click(pill)
    panel = seat.hands.window.top.pill.panel
    assert panel.isVisible()
    assert panel.to_conflicts.text() == "冲突"
    panel.to_conflicts.click()
    seat.hands.settle()
    assert seat.hands.window.front == "conflicts"
    page = seat.hands.window.page("conflicts")
    assert isinstance(page, ConflictsPage)
    page.take_keyboard()
    seat.hands.keys(Qt.Key.Key_1)
    seat.hands.keys(Qt.Key.Key_Return, held=CTRL)
    assert seat.title() == "审计会"
    assert not seat.hands.ask(Inbox(0)).conflicts
    seat.hands.until(lambda: seat.hands.console.desk.conflicts == 0)
    seat.hands.keys(Qt.Key.Key_Z, held=CTRL)
    assert seat.title() == "整改会"
    seat.hands.until(lambda: seat.hands.console.desk.conflicts == 1)
    assert page.is_deciding()


def test_losing_and_finding_the_link_is_one_quiet_line_each_with_the_way_to_what_waits(seat):
    seat.link(OFFLINE)
    message = seat.hands.window.message
    assert message.text().startswith("已离线")
    assert message.tone() == "low"
    focus = QApplication.focusWidget()
    seat.link(LIVE)
    seat.hands.until(lambda: message.tone() == "mid")
    assert message.text() == "已恢复，上传 2 项，1 项要您裁决"
    assert QApplication.focusWidget() is focus, "it takes no keyboard"
    seat.hands.click("message_action")
    assert seat.hands.window.front == "conflicts"


def test_a_line_that_asks_for_nothing_goes_by_itself(seat, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.views.main_window.QUIET_MS", 50)
    seat.link(OFFLINE)
    seat.hands.until(lambda: seat.hands.window.message.text() == "")


def test_the_sync_page_is_found_by_the_palette_and_marks_nothing_in_the_rail(seat):
    seat.link(LIVE)
    command = next(one for one in seat.hands.window.commands() if one.id == "page.sync")
    assert command.text() == "同步"
    command.run()
    seat.hands.settle()
    assert seat.hands.window.front == "sync"
    assert not any(button.isChecked() for button in seat.hands.window.rail._buttons.values())
    seat.hands.page(1)
    assert seat.hands.find("rail_today").isChecked()


def test_the_age_of_a_wait_grows_past_the_target(seat):
    seat.link(LIVE)
    seat.hands.window.show_page("conflicts")
    seat.hands.settle()
    page = seat.hands.window.page("conflicts")
    assert isinstance(page, ConflictsPage)
    assert page.oldest.property("role") == "body2"
    seat.hands.clock.pass_minutes(30)
    page.on_tick()
    assert page.oldest.property("role") == "error"
    assert f"{14 + 30}" in page.oldest.text()
