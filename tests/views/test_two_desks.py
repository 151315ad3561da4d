"""Two desks and a real central, decided on the page:
what is chosen here holds at both, what was lost is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.domain.ops import BookMeeting, EditMeeting, MeetingFields, ResolveConflict
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import Inbox, MeetingDetail, MeetingsBetween
from app.domain.records import MeetingRecord
from app.domain.states import ConflictChoice, Role
from app.views.conflicts import ConflictsPage
from app.views.page import Services
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.world import End, World


class Pair:
    """The page stands on desk ``a``; ``b`` is the other desk. A meeting in 302 at 14:42 is known to both."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.world = World(folder, 7, consoles=2)
        self.a, self.b = self.world.ends
        house = self.a.house
        self.room, self.spare = house.add_room("302"), house.add_room("305", capacity=90)
        self.zhou = house.add_person("周敏", Role.SUPERVISOR)
        self.meeting = house.book(self.room, 60, title="对接会")
        self.world.drain()
        self.desk = DirectDesk(house)
        services = Services(
            cast("Any", self.desk), cast("Any", None), look,
            cast("Any", SimpleNamespace(text=lambda _key: "")), cast("Any", None),
        )  # fmt: skip
        self.page = ConflictsPage(services)
        qtbot.addWidget(self.page)
        self.page.resize(1300, 800)
        self.page.show()
        self.page.activate()
        self.page.names.on_later()

    def drain(self) -> None:
        """Everything goes over the wire; the page hears of it as it would from the link."""
        self.world.drain()
        self.desk.changed.emit(frozenset({("conflict", "*"), ("meeting", "*"), ("inbox", "*")}))

    def retitle(self, end: End, title: str) -> None:
        """As a person does who sees the title that all began with."""
        new, was = MeetingFields(title=title), MeetingFields(title="对接会")
        end.house.do(EditMeeting(self.meeting, set=new, was=was))

    def shown(self, end: End, meeting: str = "") -> MeetingRecord:
        file = end.house.console.ask(MeetingDetail(meeting or self.meeting))
        assert file is not None
        return file.meeting


@pytest.fixture
def pair(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Pair]:
    made = Pair(qtbot, look, tmp_path)
    yield made
    made.world.close()


def test_the_second_change_waits_on_the_page_of_its_desk_and_a_choice_holds_at_both(pair):
    pair.retitle(pair.b, "整改会")
    pair.retitle(pair.a, "审计会")
    pair.world.settle(pair.b)
    pair.drain()
    assert pair.page.is_deciding()
    assert pair.page.detail.item is not None
    assert pair.page.detail.item.is_mine
    assert pair.shown(pair.a).title == "整改会", "what came first holds"
    pair.page.detail.choose(1)
    pair.page.detail.save()
    pair.drain()
    assert {pair.shown(end).title for end in (pair.a, pair.b)} == {"审计会"}
    assert not pair.page.is_deciding()
    assert pair.page.model.values[-1].is_decided


def test_a_choice_that_somebody_else_made_first_is_told_and_nothing_is_lost(pair):
    pair.retitle(pair.b, "整改会")
    pair.retitle(pair.a, "审计会")
    pair.world.settle(pair.b)
    pair.drain()
    waiting = pair.b.house.console.ask(Inbox(0)).conflicts[0]
    pair.b.house.do(ResolveConflict(waiting.id, ConflictChoice.THEIRS, waiting.now or "null"))
    pair.world.settle(pair.b)
    pair.page.detail.choose(1)
    pair.page.detail.save()
    pair.drain()
    refused = pair.a.house.console.ask(Inbox(0)).refusals
    assert [each.code for each in refused] == ["already_resolved"]
    assert {pair.shown(end).title for end in (pair.a, pair.b)} == {"整改会"}
    assert pair.page.is_refused(), "the page says so"


def test_an_offline_booking_that_came_second_is_offered_another_room_and_stands_at_both(pair):
    start = pair.world.now + 3 * HOUR
    pair.b.house.do(
        BookMeeting(pair.b.house.new_id(), pair.room, "先订的会", start, start + HOUR, override="试")
    )
    pair.a.house.do(
        BookMeeting(
            pair.a.house.new_id(),
            pair.room,
            "后订的会",
            start,
            start + 30 * MINUTE,
            expected=12,
            override="试",
        )
    )
    pair.world.settle(pair.b)
    pair.drain()
    assert pair.page.is_refused()
    assert "302" in pair.page.refusal.why.text()
    pair.page.refusal.room_buttons[0].click()
    pair.drain()
    for end in (pair.a, pair.b):
        found = {
            each.title: each.room_id for each in end.house.console.ask(MeetingsBetween(start, start + HOUR))
        }
        assert set(found) == {"先订的会", "后订的会"}
        assert found["先订的会"] == pair.room != found["后订的会"]
    assert not pair.page.is_refused()


def test_what_was_said_on_top_of_a_refused_booking_is_refused_with_it_as_one_item(pair):
    start = pair.world.now + 3 * HOUR
    pair.b.house.do(
        BookMeeting(pair.b.house.new_id(), pair.room, "先订的会", start, start + HOUR, override="试")
    )
    late = pair.a.house.new_id()
    pair.a.house.do(BookMeeting(late, pair.room, "后订的会", start, start + HOUR, override="试"))
    pair.a.house.do(EditMeeting(late, set=MeetingFields(unit="财务处"), was=MeetingFields(unit="")))
    pair.world.settle(pair.b)
    pair.drain()
    item = pair.page.refusal.item
    assert item is not None
    assert [each.kind for each in item.refusals] == ["book_meeting", "edit_meeting"]
    pair.page.refusal.give_up_button.click()
    pair.drain()
    assert pair.page.stack.currentWidget() is pair.page.empty


def test_equal_words_on_both_sides_are_no_conflict(pair):
    pair.retitle(pair.b, "同一个")
    pair.retitle(pair.a, "同一个")
    pair.world.settle(pair.b)
    pair.drain()
    assert pair.page.stack.currentWidget() is pair.page.empty
