"""The page of conflicts on a real console: two desks
changed a meeting and a task, one booking was refused.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AssignTasks,
    BookMeeting,
    EditMeeting,
    MeetingFields,
    MoveMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import Inbox
from app.domain.records import InboxRecord
from app.domain.states import Role
from app.views.conflicts import ConflictsPage
from app.views.page import Services
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import House
from tests.support.inbox import collide, refuse


class Stage:
    """``zhou`` sat at this desk, ``lin`` at the other; the meeting of 315 begins at 15:40."""

    def __init__(self, qtbot: QtBot, look: Look, made: House) -> None:
        self.bot, self.house = qtbot, made
        self.room, self.other = made.add_room("315", capacity=12), made.add_room("314", capacity=60)
        self.taken = made.add_room("312", capacity=30)
        self.zhou = made.add_person("周敏", Role.SUPERVISOR)
        self.lin = made.add_person("林涛", Role.SUPERVISOR)
        self.xie, self.huang = made.add_person("谢雨桐"), made.add_person("黄秀珍")
        made.actor = self.zhou
        self.meeting = made.book(self.room, 118, 90, expected=10, title="审计整改对接会")
        self.start = made.at + 118 * MINUTE
        self.end = self.start + 90 * MINUTE
        self.desk = DirectDesk(made)
        services = Services(
            cast("Any", self.desk), cast("Any", None), look,
            cast("Any", SimpleNamespace(text=lambda _key: "")), cast("Any", None),
        )  # fmt: skip
        self.page = ConflictsPage(services)
        qtbot.addWidget(self.page)
        self.page.resize(1500, 860)

    # what happened ------------------------------------------------------------------------------

    def change_meeting(self) -> None:
        """The other desk moved it and renamed the layout; this one did otherwise, and more."""
        was = (self.room, self.start, self.end)
        self.house.do(MoveMeeting(self.meeting, self.room, self.start - 15 * MINUTE, self.end, *was, "提前"))
        self._edit(
            self.lin,
            MeetingFields(notes="领导 14:40 到", layout="课桌式"),
            MeetingFields(notes="", layout=""),
        )
        start = self.start + 30 * MINUTE
        collide(
            self.house, MoveMeeting(self.meeting, self.room, start, self.end, *was, "推后"), self.zhou,
            theirs=self.lin,
        )  # fmt: skip
        self._collide(MeetingFields(notes="需投影转接头", expected=12), MeetingFields(notes="", expected=10))

    def change_title(self) -> None:
        """One field only."""
        self._edit(self.lin, MeetingFields(title="审计整改会"), MeetingFields(title="审计整改对接会"))
        self._collide(MeetingFields(title="审计对接会"), MeetingFields(title="审计整改对接会"))

    def change_task(self) -> str:
        """Two people for one task; the other desk's, who is elsewhere, holds now."""
        from app.domain.questions import MeetingDetail

        file = self.house.console.ask(MeetingDetail(self.meeting))
        assert file is not None
        task = next(each for each in file.tasks if each.role is Role.ATTENDANT)
        self.house.do(AssignTasks((task.id,), self.huang, (None,), "林涛派"))
        collide(
            self.house, AssignTasks((task.id,), self.xie, (None,), "周敏派"), self.zhou, theirs=self.lin,
            found_minutes_ago=10,
        )  # fmt: skip
        return task.id

    def refuse_booking(self, *, is_final: bool = True) -> str:
        """A booking made offline in a room that was taken meanwhile."""
        start = self.house.at + 2 * HOUR
        self.house.book(self.taken, 110, 100, title="别的会")
        op = BookMeeting(
            self.house.new_id(), self.taken, "离线预订的会", start, start + 90 * MINUTE, expected=20,
            unit="办公室", contact="王工", override="离线",
        )  # fmt: skip
        return refuse(
            self.house, op, "slot_taken", self.zhou, is_final=is_final, room=self.taken, starts_at=start,
            ends_at=start + 90 * MINUTE, by=self.meeting,
        )  # fmt: skip

    def _edit(self, actor: str, new: MeetingFields, was: MeetingFields) -> None:
        before, self.house.actor = self.house.actor, actor
        self.house.do(EditMeeting(self.meeting, set=new, was=was))
        self.house.actor = before

    def _collide(self, new: MeetingFields, was: MeetingFields) -> None:
        collide(self.house, EditMeeting(self.meeting, set=new, was=was), self.zhou, theirs=self.lin)

    # what is seen -------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the page and wait for the names."""
        self.page.show()
        self.bot.waitExposed(self.page)
        self.page.activate()
        self.page.names.on_later()

    def inbox(self) -> InboxRecord:
        """What waits."""
        return self.house.console.ask(Inbox(0))

    def titles(self) -> list[str]:
        """The rows as they are read out."""
        model = self.page.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]
