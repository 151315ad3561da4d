"""What can be asked: one frozen value per question, carrying the type of its answer.

Screens hand these to ``Desk.ask``; app/store/queries answers each with one function. Any thread.
"""

from app.domain.questions.alarms import AlarmList, AlarmsKnown
from app.domain.questions.base import Question
from app.domain.questions.board import BoardBetween
from app.domain.questions.changes import ChangesOf, HeldNotices, RecentChanges
from app.domain.questions.conflicts import Inbox, Unconfirmed
from app.domain.questions.devices import DeviceList
from app.domain.questions.documents import DaySchedule, DayScheduleOn, LastPrintOf
from app.domain.questions.imports import ImportGround
from app.domain.questions.link import OwnIdentity, UnansweredOps
from app.domain.questions.meetings import (
    BookingChecked,
    FreeRooms,
    MeetingDetail,
    MeetingFile,
    MeetingsBetween,
    SourcesOf,
)
from app.domain.questions.people import PeopleList
from app.domain.questions.plans import FloorList, PlanOf
from app.domain.questions.rooms import ClosuresOf, RoomList
from app.domain.questions.rules import RulesInForce
from app.domain.questions.search import SearchEntries, SearchEntry

__all__ = [
    "AlarmList",
    "AlarmsKnown",
    "BoardBetween",
    "BookingChecked",
    "ChangesOf",
    "ClosuresOf",
    "DaySchedule",
    "DayScheduleOn",
    "DeviceList",
    "FloorList",
    "FreeRooms",
    "HeldNotices",
    "ImportGround",
    "Inbox",
    "LastPrintOf",
    "MeetingDetail",
    "MeetingFile",
    "MeetingsBetween",
    "OwnIdentity",
    "PeopleList",
    "PlanOf",
    "Question",
    "RecentChanges",
    "RoomList",
    "RulesInForce",
    "SearchEntries",
    "SearchEntry",
    "SourcesOf",
    "UnansweredOps",
    "Unconfirmed",
]
