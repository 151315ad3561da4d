"""What comes back: frozen records, display-neutral, safe to hand across threads.

Made by app/store/queries in the store thread; read by models, reports, rules and the command line.
Instants are UTC ms; optional instants and ids are None when there is none; texts are never None.
"""

from app.domain.records.alarms import AlarmRecord
from app.domain.records.board import Board
from app.domain.records.changes import ChangeRecord, NoticeRecord
from app.domain.records.conflicts import ConflictRecord, InboxRecord, RefusalRecord, WaitingRecord
from app.domain.records.devices import DeviceRecord
from app.domain.records.documents import PrintRecord
from app.domain.records.link import LinkState, OwnRecord, RoundRecord
from app.domain.records.meetings import CheckRecord, MeetingRecord, SourceRecord
from app.domain.records.people import PersonRecord, PresenceRecord
from app.domain.records.plans import FloorRecord, OutlineRecord, PictureRecord, PlanRecord
from app.domain.records.rooms import ClosureRecord, RoomRecord
from app.domain.records.tasks import TaskRecord

__all__ = [
    "AlarmRecord",
    "Board",
    "ChangeRecord",
    "CheckRecord",
    "ClosureRecord",
    "ConflictRecord",
    "DeviceRecord",
    "FloorRecord",
    "InboxRecord",
    "LinkState",
    "MeetingRecord",
    "NoticeRecord",
    "OutlineRecord",
    "OwnRecord",
    "PersonRecord",
    "PictureRecord",
    "PlanRecord",
    "PresenceRecord",
    "PrintRecord",
    "RefusalRecord",
    "RoomRecord",
    "RoundRecord",
    "SourceRecord",
    "TaskRecord",
    "WaitingRecord",
]
