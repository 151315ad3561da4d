"""The schedule: a bar moved by pointer and by keys, the reasons a drop is refused, what the drag never
does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ops import CancelMeeting, EndMeeting, ExtendMeeting, MoveMeeting, StartMeeting
from app.domain.periods import MINUTE
from app.domain.states import EndKind, MeetingState
from app.views.cancel_meeting import CancelDialog
from app.widgets.look import Look
from app.widgets.timeline_drag import Phase
from tests.support.house import house
from tests.views.schedule_stage import ALT, CTRL_ALT, NONE, SHIFT, Stage


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    made = Look("light", reduced_motion=True)
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path) as made:
        yield Stage(qtbot, look, made)


def test_a_move_in_time_by_pointer_and_by_keys_is_the_same_operation(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    stage.drag(rect.center(), rect.center() + QPoint(stage.minutes_px(15), 2))
    (by_pointer,) = stage.said()
    stage.house.undo()
    stage.page.refresh()
    stage.view.select_bar(meeting)
    for _ in range(3):
        stage.key(Qt.Key.Key_Right, ALT)
    assert stage.said() == []
    stage.let_go_alt()
    (by_keys,) = stage.said()
    assert by_pointer == by_keys
    assert isinstance(by_keys, MoveMeeting)
    assert by_keys.starts_at == stage.at(108 + 15)


def test_over_another_room_a_bar_keeps_its_time(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    stage.drag(rect.center(), QPoint(rect.center().x() + 60, stage.row_y(1)))
    (by_pointer,) = stage.said()
    stage.house.undo()
    stage.page.refresh()
    stage.view.select_bar(meeting)
    stage.key(Qt.Key.Key_Down, ALT)
    stage.key(Qt.Key.Key_Return)
    (by_keys,) = stage.said()
    assert by_pointer == by_keys
    assert by_keys.room == stage.rooms[1]
    assert by_keys.starts_at == stage.at(108)


def test_shift_frees_room_and_time_together(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    target = QPoint(rect.center().x() + stage.minutes_px(30), stage.row_y(1))
    stage.drag(rect.center(), target, SHIFT)
    (op,) = stage.said()
    assert (op.room, op.starts_at) == (stage.rooms[1], stage.at(108 + 30))


def test_alt_moves_by_single_minutes_and_without_it_by_five(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    step = QPoint(stage.minutes_px(17), 0)
    stage.drag(rect.center(), rect.center() + step, ALT)
    (fine,) = stage.said()
    assert (fine.starts_at - stage.at(108)) // MINUTE in {16, 17, 18}
    stage.house.undo()
    stage.page.refresh()
    stage.drag(rect.center(), rect.center() + step)
    (coarse,) = stage.said()
    assert (coarse.starts_at // MINUTE) % 5 == 0


def test_a_slip_below_the_threshold_moves_nothing(stage):
    meeting = stage.book()
    centre = stage.bar_rect(meeting).center()
    stage.drag(centre, centre + QPoint(6, 5))
    assert stage.said() == []
    assert stage.view.selected_bar() == meeting


def test_a_drift_of_less_than_half_a_row_does_not_change_the_room(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    stage.drag(rect.center(), QPoint(rect.center().x() + stage.minutes_px(20), rect.bottom() + 10))
    (op,) = stage.said()
    assert op.room == stage.rooms[0]


def test_escape_puts_the_bar_back_and_says_nothing(stage):
    meeting = stage.book()
    before = stage.bar_rect(meeting)
    stage.drag(before.center(), before.center() + QPoint(90, 0), drop=False)
    assert stage.page.moves.panel.said() is not None
    stage.key(Qt.Key.Key_Escape)
    stage.mouse(QEvent.Type.MouseButtonRelease, before.center())
    assert stage.said() == []
    assert stage.view.drag.phase is Phase.IDLE
    assert stage.page.moves.panel.said() is None
    stage.key(Qt.Key.Key_Left, ALT)
    stage.key(Qt.Key.Key_Escape)
    stage.let_go_alt()
    assert stage.said() == []
    assert stage.bar_rect(meeting) == before


def test_a_drop_that_no_one_may_waive_returns_and_says_why_at_its_place(stage):
    stage.book(1)
    meeting = stage.book(0)
    before = stage.bar_rect(meeting)
    stage.drag(before.center(), QPoint(before.center().x(), stage.row_y(1)))
    assert stage.said() == []
    said = stage.page.moves.panel.said()
    assert said is not None
    assert said.tone == "high"
    assert "302" in said.lines[0].text
    assert stage.bar_rect(meeting) == before
    assert not stage.view.drag.is_active


def test_too_few_seats_cannot_be_dropped(stage):
    meeting = stage.book(0, expected=20)
    rect = stage.bar_rect(meeting)
    stage.drag(rect.center(), QPoint(rect.center().x(), stage.row_y(2)))
    said = stage.page.moves.panel.said()
    assert stage.said() == []
    assert said is not None
    assert any("10" in line.text for line in said.lines if line.mark == "no")


def test_what_the_store_knows_better_is_refused_where_it_was_dropped(stage):
    meeting = stage.book(0)
    stage.house.book(stage.rooms[1], 108, 60)  # by another console: this board has not heard of it
    before = stage.bar_rect(meeting)
    stage.drag(before.center(), QPoint(before.center().x(), stage.row_y(1)))
    (refused,) = stage.desk.refusals
    assert refused.code == "slot_taken"
    said = stage.page.moves.panel.said()
    assert said is not None
    assert said.tone == "high"
    assert stage.bar_rect(meeting) == before
    assert not stage.view.drag.is_active


def test_a_rule_that_can_be_waived_asks_for_a_reason_and_sends_it(stage):
    stage.book(0, start_min=108, minutes=60)
    meeting = stage.book(0, start_min=258, minutes=30)
    stage.drag(
        stage.bar_rect(meeting).center(), stage.bar_rect(meeting).center() - QPoint(stage.minutes_px(70), 0)
    )
    panel = stage.page.moves.panel
    assert stage.said() == []
    assert panel.said() is not None
    assert panel.said().reason
    panel._field.setText("领导要求")
    stage.bot.keyClick(panel._field, Qt.Key.Key_Return)
    (op,) = stage.said()
    assert op.override == "领导要求"
    assert stage.desk.refusals == []


def test_escape_in_the_reason_gives_the_move_up(stage):
    stage.book(0, start_min=108, minutes=60)
    meeting = stage.book(0, start_min=258, minutes=30)
    before = stage.bar_rect(meeting)
    stage.drag(before.center(), before.center() - QPoint(stage.minutes_px(70), 0))
    stage.bot.keyClick(stage.page.moves.panel._field, Qt.Key.Key_Escape)
    assert stage.said() == []
    assert stage.bar_rect(meeting) == before
    assert not stage.view.drag.is_active


def test_edges_resize_by_pointer_and_by_keys(stage):
    meeting = stage.book()
    rect = stage.bar_rect(meeting)
    grip = QPoint(rect.right() - 1, rect.center().y())
    stage.drag(grip, grip + QPoint(stage.minutes_px(10), 40))
    (by_pointer,) = stage.said()
    stage.house.undo()
    stage.page.refresh()
    stage.view.select_bar(meeting)
    for _ in range(2):
        stage.key(Qt.Key.Key_Right, CTRL_ALT)
    stage.let_go_alt()
    (by_keys,) = stage.said()
    assert by_pointer == by_keys
    assert (by_keys.room, by_keys.ends_at) == (stage.rooms[0], stage.at(108 + 70))
    stage.key(Qt.Key.Key_Left, CTRL_ALT | SHIFT)
    stage.let_go_alt()
    (start,) = stage.said()
    assert start.starts_at == stage.at(108 - 5)


def test_in_session_the_end_extends_and_pulling_it_before_now_ends(stage):
    meeting = stage.book(0, start_min=-42, minutes=120)
    stage.house.do(StartMeeting(meeting, stage.house.at))
    stage.page.refresh()
    stage.view.select_bar(meeting)
    stage.key(Qt.Key.Key_Right, CTRL_ALT)
    stage.let_go_alt()
    (extended,) = stage.said()
    assert isinstance(extended, ExtendMeeting)
    assert extended.ends_at == stage.at(78 + 5)
    for _ in range(18):
        stage.key(Qt.Key.Key_Left, CTRL_ALT)
    stage.let_go_alt()
    (ended,) = stage.said()
    assert isinstance(ended, EndMeeting)
    assert ended.end_kind is EndKind.EARLY
    assert stage.meeting(meeting).state is MeetingState.ENDED


def test_a_meeting_in_session_does_not_move_to_another_room(stage):
    meeting = stage.book(0, start_min=-42, minutes=120)
    stage.house.do(StartMeeting(meeting, stage.house.at))
    stage.page.refresh()
    stage.view.select_bar(meeting)
    stage.key(Qt.Key.Key_Down, ALT)
    stage.let_go_alt()
    assert stage.said() == []
    said = stage.page.moves.panel.said()
    assert said is not None
    assert said.tone == "high"


def test_drawing_on_an_empty_stretch_opens_the_form_on_that_room_and_time(stage):
    stage.book()
    start = QPoint(stage.bar_rect(stage.view.selected_bar()).left() - stage.minutes_px(120), stage.row_y(1))
    stage.drag(start, start + QPoint(stage.minutes_px(60), 0))
    form = stage.page.form
    assert form.isVisible()
    assert form.draft.room_id == stage.rooms[1]
    assert form.draft.period.minutes == 60
    assert stage.said() == []


def test_arrows_walk_home_and_end_take_the_row_ends(stage):
    first = stage.book(0, start_min=108, minutes=30)
    last = stage.book(0, start_min=198, minutes=30)
    below = stage.book(1, start_min=110, minutes=30)
    stage.view.select_bar(first)
    stage.key(Qt.Key.Key_Right)
    assert stage.view.selected_bar() == last
    stage.key(Qt.Key.Key_Home)
    assert stage.view.selected_bar() == first
    stage.key(Qt.Key.Key_Down)
    assert stage.view.selected_bar() == below
    stage.key(Qt.Key.Key_Up)
    assert stage.view.selected_bar() == first
    stage.key(Qt.Key.Key_End)
    assert stage.view.selected_bar() == last


def test_enter_opens_the_drawer_and_escape_closes_it(stage):
    meeting = stage.book()
    stage.key(Qt.Key.Key_Return)
    drawer = stage.page.drawer
    assert drawer.isVisible()
    assert drawer.meeting is not None
    assert drawer.meeting.id == meeting
    stage.bot.keyClick(drawer, Qt.Key.Key_Escape)
    assert not drawer.isVisible()


def test_delete_asks_once_says_who_is_told_and_cancels_with_the_reason(stage):
    meeting = stage.book()
    stage.key(Qt.Key.Key_Delete)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CancelDialog)
    assert stage.said() == []
    dialog._reason.setText("会期调整")
    dialog._go.click()
    assert stage.said() == [CancelMeeting(meeting, "会期调整")]
    assert stage.meeting(meeting).state is MeetingState.CANCELLED


def test_four_overlapping_meetings_lie_in_four_lanes_and_none_hides_another(stage):
    meetings = [stage.house.book(stage.rooms[n % 2], 108 + 10 * n, 90) for n in range(2)]
    stage.page.refresh()
    from dataclasses import replace

    board = stage.page._board
    same = [replace(m, room_id=stage.rooms[0]) for m in board.meetings]
    more = [replace(m, id=f"{m.id}-2", starts_at=m.starts_at + 5 * MINUTE) for m in same]
    stage.page.on_board(replace(board, meetings=tuple(same + more)))
    rects = [stage.bar_rect(m.id) for m in (*same, *more)]
    assert len(meetings) == 2
    assert len({rect.top() for rect in rects}) == 4
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[:n])
    row = stage.view.row(stage.view.timeline().row_of(stage.rooms[0]))
    assert row.note


def test_another_day_and_back_by_keys(stage):
    meeting = stage.book()
    stage.page.bar.after.click()
    assert stage.view.empty_text
    stage.key(Qt.Key.Key_T)
    assert not stage.view.empty_text
    assert stage.page.reveal("meeting", meeting)
    assert stage.view.selected_bar() == meeting


def test_a_meeting_of_another_day_is_found_when_asked_for(stage):
    meeting = stage.house.book(stage.rooms[0], 24 * 60 + 60, 60)
    stage.page.reveal("meeting", meeting)
    assert stage.view.selected_bar() == meeting
    assert stage.page.drawer.isVisible()


def test_a_classified_meeting_is_taken_and_nothing_else(stage):
    from app.domain.ops import BookMeeting

    secret = stage.house.new_id()
    start = stage.at(108)
    stage.house.do(
        BookMeeting(
            secret,
            stage.rooms[0],
            "机密名称",
            start,
            start + 60 * MINUTE,
            expected=10,
            is_classified=True,
            override="x",
        )
    )
    stage.page.refresh()
    bar = stage.view.timeline().bar(secret)
    assert bar is not None
    assert "机密" not in f"{bar.text}{bar.accessible}{bar.tooltip}"
    stage.page.open_meeting(secret)
    assert "机密" not in stage.page.drawer.accessibleName()


def test_unchanged_records_emit_no_signal(stage, qtbot):
    stage.book()
    model = stage.view.timeline()
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        stage.page.refresh()
    assert Qt.KeyboardModifier.NoModifier == NONE


def test_the_table_shows_the_same_meetings_and_takes_the_same_keys(stage):
    first = stage.book(0, start_min=108, minutes=30)
    second = stage.book(1, start_min=168, minutes=30)
    stage.key(Qt.Key.Key_L)
    table = stage.page.table
    assert table.isVisible()
    assert not stage.view.isVisible()
    assert stage.page.listing.rowCount() == 2
    stage.bot.keyClick(table, Qt.Key.Key_Up)
    assert stage.view.selected_bar() == first
    stage.bot.keyClick(table, Qt.Key.Key_Return)
    assert stage.page.drawer.meeting.id == first
    table.select_meeting(second)
    assert stage.page.drawer.meeting.id == second
    stage.bot.keyClick(table, Qt.Key.Key_L)
    assert stage.view.isVisible()
    assert stage.view.selected_bar() == second


def test_whatever_is_dragged_no_room_is_ever_taken_twice(stage):
    """Two hundred drags by a careless hand, reasons given freely; the screen and the file agree all along."""
    chance = random.Random(7)
    meetings = [stage.house.book(stage.rooms[n % 2], 48 + 100 * (n // 2), 60, expected=5) for n in range(6)]
    stage.page.refresh()
    for _ in range(200):
        meeting = chance.choice(meetings)
        stage.view.select_bar(meeting)
        rect = stage.bar_rect(meeting)
        grip = chance.choice((rect.center(), QPoint(rect.right() - 1, rect.center().y())))
        target = QPoint(
            grip.x() + stage.minutes_px(chance.randint(-120, 120)), stage.row_y(chance.randrange(3))
        )
        stage.drag(grip, target, chance.choice((NONE, SHIFT)))
        if stage.view.drag.is_active:
            stage.page.moves.panel.reasoned.emit("随手")
        assert not stage.view.drag.is_active
        held = [m for m in stage.page.meetings() if m.holds]
        assert not any(
            a.room_id == b.room_id and a.planned.overlaps(b.planned)
            for n, a in enumerate(held)
            for b in held[:n]
        )
        shown = stage.view.timeline().bar(meeting)
        record = stage.meeting(meeting)
        assert (shown.start, shown.end) == (record.starts_at, record.ends_at)
    assert len(stage.desk.said) > 20
