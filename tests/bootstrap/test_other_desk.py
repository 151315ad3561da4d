"""The demo's second desk against the demo's own service: processes, sockets and files are the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.central import CentralLink
from app.bootstrap.console import demo_console
from app.bootstrap.embedded import EmbeddedCentral
from app.bootstrap.other_desk import Disagreement
from app.demo.moment import demo_moment
from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.domain.conflicts import waiting_items
from app.domain.questions import Inbox, PeopleList
from app.domain.records import InboxRecord, PersonRecord
from app.domain.states import Role
from app.settings import Settings

NOON = demo_moment("2026-06-10T13:42", 0)


@pytest.mark.timeout(180)
def test_two_desks_of_the_demo_disagree_and_what_comes_of_it_waits_for_a_person(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = DeskClock.running_from(NOON)
    desk = Desk(lambda: demo_console(tmp_path, clock, 1), clock)
    central = CentralLink(desk, Settings(tmp_path), tmp_path, is_demo=True)
    desk.central.attach(central)
    embedded = EmbeddedCentral(desk, tmp_path / "central")
    with qtbot.waitSignal(desk.started, timeout=30_000):
        desk.start()
    people: list[PersonRecord] = []
    desk.ask(PeopleList(), people.extend)
    qtbot.waitUntil(lambda: bool(people))
    desk.set_actor(next(person for person in people if person.role is Role.SUPERVISOR))
    try:
        central.start()
        embedded.start()
        quarrel = Disagreement(desk, central, tmp_path, desk)
        with qtbot.waitSignal(quarrel.done, timeout=150_000):
            quarrel.start()
        answers: list[InboxRecord] = []
        desk.ask(Inbox(0), answers.append)
        qtbot.waitUntil(lambda: bool(answers))
    finally:
        central.stop()
        embedded.stop()
        desk.stop()
    found = waiting_items(answers[0])
    kinds = [{each.field for each in item.conflicts} or {item.refusals[0].code} for item in found]
    assert sorted(map(sorted, kinds)) == [["assignee_id"], ["notes", "slot"], ["slot_taken"]]
    assert all(item.is_mine for item in found if item.conflicts)
    assert [each.choice for each in answers[0].decided] == ["theirs"]
    assert desk.conflicts == answers[0].waiting == 3
