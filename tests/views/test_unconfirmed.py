"""What central has not confirmed: dashed with a cloud, a moment after it was said, until the answer is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.records import LinkState
from app.domain.states import LinkPhase
from app.models.timeline import UNCONFIRMED_ICON, TimelineBar, TimelineModel, TimelineRow
from app.views.unconfirmed import CentralMarks, UnconfirmedChip, UnconfirmedWatch
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import House, house
from tests.support.inbox import enrol


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path / "desk") as opened:
        yield opened


class Offline:
    """An enrolled desk without a link, one meeting booked just now."""

    def __init__(self, house: House) -> None:
        self.house, self.desk = house, DirectDesk(house)
        enrol(house)
        room = house.add_room("302")
        self.state("ok")
        self.meeting = house.book(room, 60)
        self.desk.central.on_link(LinkState(LinkPhase.OFFLINE, house.at, "https://c", pending=1))

    def state(self, state: str) -> None:
        with self.house.store.writing() as connection:
            connection.exec_driver_sql("UPDATE outbox SET state = ?", (state,))

    def mark(self) -> tuple[str, str]:
        return ("meeting", self.meeting)


@pytest.fixture
def offline(made: House) -> Offline:
    desk = Offline(made)
    desk.state("pending")
    return desk


def test_what_was_just_said_is_not_marked_and_a_moment_later_it_is(offline, qtbot: QtBot):
    told: list[frozenset[tuple[str, str]]] = []
    watch = UnconfirmedWatch(cast("Any", offline.desk), told.append, offline.desk)
    watch.on_later()
    assert not told, "it is on its way"
    offline.house.at += 2_000
    qtbot.waitUntil(lambda: bool(told))
    assert offline.mark() in watch.keys


def test_the_mark_goes_at_once_when_central_has_answered(offline, qtbot: QtBot):
    watch = UnconfirmedWatch(cast("Any", offline.desk), lambda _: None, offline.desk)
    offline.house.at += 2_000
    watch.on_later()
    assert offline.mark() in watch.keys
    offline.state("ok")
    offline.desk.changed.emit(frozenset({offline.mark()}))
    assert not watch.keys
    qtbot.waitUntil(lambda: not watch._later.isActive())


def test_a_desk_that_works_by_itself_has_none(made, qtbot: QtBot):
    desk = DirectDesk(made)
    made.book(made.add_room("302"), 60)
    with made.store.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending'")
    watch = UnconfirmedWatch(cast("Any", desk), lambda _: pytest.fail("nothing is to tell"), desk)
    made.at += 2_000
    watch.on_later()
    assert not watch.keys


def test_the_chip_stands_beside_that_meeting_only(offline, look: Look, qtbot: QtBot):
    chip = UnconfirmedChip(cast("Any", offline.desk), look)
    qtbot.addWidget(chip)
    offline.house.at += 2_000
    chip._watch.on_later()
    chip.about("meeting", offline.meeting)
    assert not chip.isHidden()
    assert "central" in chip.accessibleName()
    chip.about("meeting", "another")
    assert chip.isHidden()


def row(*bars: TimelineBar) -> tuple[TimelineRow, ...]:
    return (TimelineRow("r", "302", bars=bars),)


def bar(uid: str, subject: str = "meeting") -> TimelineBar:
    return TimelineBar(uid, 0, 100, "meeting.confirmed", uid, f"say {uid}", icons=("video",), subject=subject)


def test_bars_are_marked_by_subject_and_id_and_lose_the_mark_again():
    model = TimelineModel()
    model.apply(row(bar("a"), bar("b"), bar("a2", "task")))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.set_unconfirmed(frozenset({("meeting", "a"), ("meeting", "a2")}))
    assert changed == [0], "only the one that is meant"
    marked = model.bar("a")
    assert marked is not None
    assert marked.unconfirmed
    assert marked.icons == (UNCONFIRMED_ICON, "video")
    assert "central" in marked.accessible
    model.apply(row(bar("a"), bar("b"), bar("a2", "task")))
    assert changed == [0], "the same rows again change nothing"
    model.set_unconfirmed(frozenset())
    assert model.bar("a") == bar("a")


# what other desks did ----------------------------------------------------------------------------------


class Live:
    """A linked desk with a timeline of two meetings and a task."""

    def __init__(self, house: House, look: Look) -> None:
        self.house, self.desk, self.model = house, DirectDesk(house), TimelineModel()
        self.desk.central.on_link(LinkState(LinkPhase.LIVE, house.at, "https://c"))
        self.model.apply(row(bar("a"), bar("b"), bar("t", "task")))
        self.marks = CentralMarks(cast("Any", self.desk), look, self.model, self.desk)

    def comes(self, *keys: tuple[str, str]) -> None:
        self.desk.central.on_changed(frozenset(keys))

    def fresh(self) -> list[str]:
        return [each.id for bars in self.model._bars for each in bars if each.is_fresh]


@pytest.fixture
def live(made: House, qapp: QApplication) -> Iterator[Live]:
    stage = Live(made, Look("light"))
    yield stage
    stage.desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_another_desk_changed_is_framed_once_for_a_moment(live, qtbot: QtBot):
    live.comes(("meeting", "a"), ("task", "t"), ("room", "x"))
    assert live.fresh() == ["a", "t"]
    qtbot.waitUntil(lambda: not live.fresh())


def test_what_this_desk_said_is_not_framed_when_it_comes_back(live):
    live.desk.changed.emit(frozenset({("meeting", "a")}))
    live.comes(("meeting", "a"), ("meeting", "b"))
    assert live.fresh() == ["b"]


def test_what_came_with_the_feed_is_not_taken_for_ones_own(live):
    live.comes(("meeting", "a"))
    live.model.set_fresh(frozenset())
    live.house.at += 500
    live.comes(("meeting", "a"))
    assert live.fresh() == ["a"]


def test_a_flood_is_no_news_and_catching_up_neither(live):
    live.comes(*(("meeting", str(n)) for n in range(60)), ("meeting", "a"))
    assert not live.fresh()
    live.desk.central.on_link(LinkState(LinkPhase.CATCHING_UP, live.house.at, "https://c"))
    live.comes(("meeting", "a"))
    assert not live.fresh()
