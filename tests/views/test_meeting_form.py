"""The booking form: checked on every change, clashes with a way out, series as one act, edits that touch
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTime
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.ops import BookMeeting, EditMeeting, MoveMeeting, StartMeeting
from app.domain.periods import DAY, HOUR, MINUTE, Period
from app.domain.states import MeetingClass
from app.views.booking_draft import Draft, draft_of, editing
from app.views.repetition import EVERY, MOST, Repetition, expand, own_clashes
from app.widgets.look import Look
from tests.support import records as made_up
from tests.support.house import house
from tests.views.schedule_stage import Stage


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


def open_form(stage: Stage, room: int = 0, start_min: int = 108, minutes: int = 60):
    form = stage.page.form
    stage.page.book(Draft(stage.rooms[room], stage.at(start_min), stage.at(start_min + minutes), expected=10))
    form.fields.title.setText("季度例会")
    form.check.on_paused()
    return form


def test_a_free_slot_is_booked_with_what_was_typed(stage):
    form = open_form(stage)
    form.fields.unit.setText("市水务局")
    form.fields.is_video.setChecked(True)
    form.check.on_paused()
    assert form.save_button.isEnabled()
    form.save()
    (op,) = stage.said()
    assert isinstance(op, BookMeeting)
    assert (op.title, op.unit, op.is_video, op.expected) == ("季度例会", "市水务局", True, 10)
    assert not form.isVisible()
    assert stage.view.selected_bar() == op.id


@pytest.mark.parametrize("change", ["room", "start", "end", "expected", "day"])
def test_a_change_of_any_field_is_checked_again(stage, change):
    stage.house.book(stage.rooms[1], 108, 60)
    stage.house.book(stage.rooms[0], 204, 60)
    stage.house.book(stage.rooms[0], 24 * 60 + 108, 60)
    stage.page.refresh()
    form = open_form(stage)
    assert form.save_button.isEnabled()
    fields = form.fields
    if change == "room":
        fields.choose_room(stage.rooms[1])
    elif change == "start":
        fields.set_times(stage.at(210), stage.at(240))
        fields.on_changed()
    elif change == "end":
        fields.end.setTime(QTime(17, 10))
    elif change == "expected":
        fields.expected.setValue(81)
    else:
        fields.day.setDate(fields.day.date().addDays(1))
    form.check.on_paused()
    assert not form.save_button.isEnabled()
    assert form.occurrences[0].is_blocked


def test_a_clash_names_its_room_and_time_and_offers_ways_out(stage, qtbot):
    stage.house.book(stage.rooms[0], 108, 60)
    stage.page.refresh()
    form = open_form(stage)
    line = form.findings._lines[0]
    assert line.isVisible()
    assert "301" in line._what.text()
    room = form.findChild(QPushButton, "fix_room_0_0")
    time = form.findChild(QPushButton, "fix_time_0_0")
    assert room is not None
    assert time is not None
    room.click()
    form.check.on_paused()
    assert form.draft.room_id in {stage.rooms[1], stage.rooms[2]}
    assert form.save_button.isEnabled()


def test_another_time_of_the_same_room_is_offered(stage):
    stage.house.book(stage.rooms[0], 108, 60)
    stage.page.refresh()
    form = open_form(stage)
    form.findChild(QPushButton, "fix_time_0_0").click()
    form.check.on_paused()
    assert form.draft.room_id == stage.rooms[0]
    assert not form.occurrences[0].found


def test_a_rule_that_can_be_waived_wants_a_reason(stage):
    form = open_form(stage, minutes=15)
    assert not form.save_button.isEnabled()
    assert form.reason.isVisible()
    form.reason.setText("临时碰头")
    form.save()
    (op,) = stage.said()
    assert op.override == "临时碰头"


def test_no_answer_in_time_is_unknown_and_saving_stays_possible(stage):
    form = open_form(stage)
    form.check._desk = type("Silent", (), {"ask": lambda *_a, **_k: None})()
    form.fields.set_times(stage.at(108 + 24 * 60 * 3), stage.at(168 + 24 * 60 * 3))
    form.fields.on_changed()
    form.check.on_paused()
    form.check.on_late()
    assert form.occurrences[0].found is None
    assert form.findings.says.text()
    assert form.save_button.isEnabled()


def test_a_room_that_is_no_room_is_never_replaced_by_another(stage):
    form = open_form(stage)
    form.fields.room.setEditText("3O1")
    form.fields.on_changed()
    assert form.draft.room_id == ""
    assert not form.save_button.isEnabled()


def test_a_series_is_one_act_and_leaves_out_what_clashes(stage):
    stage.house.book(stage.rooms[0], 108 + 7 * 24 * 60, 60)
    stage.page.refresh()
    form = open_form(stage)
    form.fields.every.setCurrentIndex(EVERY.index("weekly"))
    form.fields.count.setValue(2)
    form.check.on_paused()
    assert [one.is_left_out for one in form.occurrences] == [False, True]
    form.fields.count.setValue(3)
    form.check.on_paused()
    form.reason.setText("全年例会")
    form.save()
    (act,) = stage.desk.acts[-1:]
    assert len(act) == 2
    assert act[0].series == act[1].series is not None
    assert [op.override for op in act] == ["", "全年例会"]


def test_an_occurrence_left_out_can_be_put_right_and_taken_again(stage):
    stage.house.book(stage.rooms[0], 108 + 24 * 60, 60)
    stage.page.refresh()
    form = open_form(stage)
    form.fields.every.setCurrentIndex(EVERY.index("daily"))
    form.fields.count.setValue(2)
    form.check.on_paused()
    assert form.occurrences[1].is_left_out
    form.findings.room_chosen.emit(1, stage.rooms[1])
    form.check.on_paused()
    assert not form.occurrences[1].is_left_out
    form.save()
    assert [op.room for op in stage.desk.acts[-1]] == [stage.rooms[0], stage.rooms[1]]


def test_a_series_longer_than_its_period_does_not_overlap_itself(stage):
    form = open_form(stage, minutes=26 * 60)
    form.fields.every.setCurrentIndex(EVERY.index("daily"))
    form.fields.count.setValue(3)
    form.check.on_paused()
    assert form.occurrences[1].clashes_with_itself
    assert form.occurrences[1].is_left_out


def test_a_secret_meeting_sends_no_other_text(stage):
    form = open_form(stage)
    form.fields.unit.setText("某单位")
    form.fields.notes.setPlainText("议题")
    form.fields.nameplates.setValue(5)
    form.fields.is_classified.setChecked(True)
    assert not form.fields.unit.isVisible()
    form.check.on_paused()
    form.save()
    (op,) = stage.said()
    assert op.is_classified
    assert (op.unit, op.notes, op.nameplates) == ("", "", 0)
    assert stage.desk.refusals == []


def test_annex_b_is_said_before_booking(stage):
    form = open_form(stage)
    form.fields.expected.setValue(78)
    assert "3" in form.staffing.text()
    form.fields.expected.setValue(5)
    assert form.fields.asks_attendants.isVisible()
    form.fields.asks_attendants.setChecked(True)
    assert "1" in form.staffing.text()


def test_an_edit_of_a_text_touches_no_time_and_is_saveable_in_the_past(stage):
    meeting = stage.house.book(stage.rooms[0], -200, 60)
    stage.page.refresh()
    stage.page.edit_meeting(meeting)
    form = stage.page.form
    form.fields.contact.setText("王")
    form.check.on_paused()
    assert form.save_button.isEnabled()
    form.save()
    (op,) = stage.said()
    assert isinstance(op, EditMeeting)
    assert stage.meeting(meeting).contact == "王"


def test_an_edit_of_room_and_number_is_one_act_in_the_order_that_fits(stage):
    small = stage.house.book(stage.rooms[2], 108, 60, expected=8)
    stage.page.refresh()
    stage.page.edit_meeting(small)
    form = stage.page.form
    form.fields.choose_room(stage.rooms[0])
    form.fields.expected.setValue(60)
    form.check.on_paused()
    form.save()
    assert [type(op) for op in stage.desk.acts[-1]] == [MoveMeeting, EditMeeting]
    assert stage.desk.refusals == []
    stage.page.edit_meeting(small)
    form.fields.choose_room(stage.rooms[2])
    form.fields.expected.setValue(9)
    form.check.on_paused()
    form.save()
    assert [type(op) for op in stage.desk.acts[-1]] == [EditMeeting, MoveMeeting]
    assert stage.desk.refusals == []


def test_refused_inside_the_transaction_is_said_in_the_form(stage):
    form = open_form(stage)
    stage.house.book(stage.rooms[0], 108, 60)  # by somebody else, after the check
    form.save()
    assert form.isVisible()
    assert form.problem.isVisible()
    assert stage.desk.refusals[0].code == "slot_taken"


def test_a_meeting_in_session_can_be_edited(stage):
    meeting = stage.house.book(stage.rooms[0], -30, 90)
    stage.house.do(StartMeeting(meeting, stage.house.at))
    stage.page.refresh()
    stage.page.edit_meeting(meeting)
    form = stage.page.form
    form.fields.notes.setPlainText("已改")
    form.save()
    assert stage.meeting(meeting).notes == "已改"


def test_several_days_and_odd_seconds_stay_as_they_are(stage):
    form = stage.page.form
    start = stage.at(108) + 17_000
    stage.page.book(Draft(stage.rooms[0], start, start + 2 * DAY, title="x"))
    assert form.draft.period == Period(start, start + 2 * DAY)


ZONE = ZoneInfo("Asia/Shanghai")
FIRST = Period(made_up.at("09:00"), made_up.at("10:30"))


@given(
    st.sampled_from(EVERY),
    st.integers(1, 60),
    st.one_of(st.none(), st.dates(date(2026, 6, 10), date(2027, 12, 1))),
)
def test_a_series_begins_with_its_first_and_grows_in_time(every, count, until):
    periods = expand(FIRST, Repetition(every, count, until), ZONE)
    assert periods[0] == FIRST
    assert 1 <= len(periods) <= MOST
    assert all(a.start < b.start for a, b in pairwise(periods))
    assert all(p.end - p.start == 90 * MINUTE for p in periods)
    if every == "workdays":
        assert all(made_up.DAY.weekday() >= 0 and _weekday(p) < 5 for p in periods[1:])


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 80)), min_size=1, max_size=20))
def test_what_is_left_of_a_series_never_overlaps_itself(pairs):
    periods = tuple(Period(a * HOUR, (a + b) * HOUR) for a, b in pairs)
    left = [p for n, p in enumerate(periods) if n not in own_clashes(periods)]
    assert left
    assert not any(a.overlaps(b) for n, a in enumerate(left) for b in left[:n])


def test_an_edit_says_only_what_differs():
    meeting = made_up.meeting()
    assert editing(meeting, draft_of(meeting)) == ()
    from dataclasses import replace

    (edit,) = editing(meeting, replace(draft_of(meeting), phone="1", meeting_class=MeetingClass.SELF_SERVICE))
    assert isinstance(edit, EditMeeting)
    assert (edit.set.phone, edit.was.phone) == ("1", meeting.phone)


def _weekday(period: Period) -> int:
    from app.domain.periods import local

    return local(period.start, ZONE).weekday()
