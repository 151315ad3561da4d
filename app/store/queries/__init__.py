"""One function per question, by subject; ``answer`` finds it by the question's type.

Each reads inside one transaction of the caller, so an answer is of one moment. Returns frozen records. Store
thread, or the read-only worker; callers are app/sync and the tools, never a screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, select

from app.domain import questions
from app.domain.questions import Question
from app.store.own_tables import meta
from app.store.queries import (
    alarms,
    board,
    changes,
    conflicts,
    devices,
    documents,
    imports,
    link,
    meetings,
    people,
    plans,
    rooms,
    rules,
    search,
)
from app.store.queries.base import Reading

Answer = TypeVar("Answer")

# Any: the registry pairs each question with the function that answers just that type.
ANSWERED_BY: Final[dict[type[Any], Callable[[Reading, Any], Any]]] = {
    questions.AlarmList: alarms.alarm_list,
    questions.AlarmsKnown: alarms.alarms_known,
    questions.BoardBetween: board.board_between,
    questions.BookingChecked: meetings.booking_checked,
    questions.ChangesOf: changes.changes_of,
    questions.ClosuresOf: rooms.closures_of,
    questions.DayScheduleOn: documents.day_schedule_on,
    questions.DeviceList: devices.device_list,
    questions.FloorList: plans.floor_list,
    questions.FreeRooms: meetings.free_rooms,
    questions.HeldNotices: changes.held_notices,
    questions.ImportGround: imports.import_ground,
    questions.Inbox: conflicts.inbox_of,
    questions.LastPrintOf: documents.last_print_of,
    questions.MeetingDetail: meetings.meeting_detail,
    questions.MeetingsBetween: meetings.meetings_between,
    questions.OwnIdentity: link.own_identity,
    questions.PeopleList: people.people_list,
    questions.PlanOf: plans.plan_of,
    questions.RecentChanges: changes.recent_changes,
    questions.RoomList: rooms.room_list,
    questions.RulesInForce: rules.rules_in_force,
    questions.SearchEntries: search.search_entries,
    questions.SourcesOf: meetings.sources_of,
    questions.Unconfirmed: conflicts.unconfirmed,
    questions.UnansweredOps: link.unanswered_ops,
}


def answer(connection: Connection, question: Question[Answer], now: int, site: str | None = None) -> Answer:
    """Answer a question from one snapshot; ``site`` is the console's own unless given."""
    reading = Reading(connection, site_of(connection) if site is None else site, now)
    result: Answer = ANSWERED_BY[type(question)](reading, question)
    return result


def site_of(connection: Connection) -> str:
    """The one site a console's file is about."""
    return str(connection.execute(select(meta.c.value).where(meta.c.key == "site_id")).scalar_one())
