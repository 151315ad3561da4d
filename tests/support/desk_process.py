"""A console as a process of its own: `python -m tests.support.desk_process FOLDER URL CODE SEED`.

Reads a line of JSON for each thing to do, answers with a line of JSON. Store thread and link are the real
ones; the person at the desk is a Workload.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.errors import Refused
from app.domain.ops import BookMeeting, EditMeeting, MeetingFields, Operation
from app.domain.periods import HOUR
from app.domain.questions import Inbox, MeetingDetail
from app.operations.wire import SITE_STREAM
from app.sync.lane import Way
from tests.support.house import House
from tests.support.linked import Linked, linked
from tests.support.workload import Workload


class Seat:
    """What a test may ask of the desk."""

    def __init__(self, desk: Linked, seed: int) -> None:
        self.desk = desk
        self.work = desk.on_house(lambda house: Workload(house, seed))

    def furnish(self) -> Any:
        """Rooms and people of the house; the ops it took."""
        self.desk.say(lambda _house: self.work.furnish())
        said = self.desk.on_house(_logged)
        return {"rooms": self.work.rooms, "people": self.work.people, "said": said}

    def know(self, rooms: list[str], people: list[str]) -> Any:
        """Another desk furnished the house."""
        self.work.rooms, self.work.people = rooms, people
        return {}

    def act(self, times: int) -> Any:
        """Acts of a person; the ops they took."""
        said: list[str] = []
        for _ in range(times):
            said += self.desk.say(lambda _house: self.work.step())
        return {"said": said}

    def book(self, meeting: str, room: str, in_hours: int, title: str) -> Any:
        """A booking with an id of the test's choice."""
        return self._do(lambda house: BookMeeting(
            meeting, room, title, house.at + in_hours * HOUR, house.at + (in_hours + 1) * HOUR, override="试"
        ))  # fmt: skip

    def rename(self, meeting: str, title: str) -> Any:
        """The title as this desk sees it becomes another."""

        def op(house: House) -> Operation:
            found = house.console.ask(MeetingDetail(meeting))
            assert found is not None
            return EditMeeting(meeting, MeetingFields(title=title), MeetingFields(title=found.meeting.title))

        return self._do(op)

    def live(self, upto: int) -> Any:
        """Wait until it is in step and has read central's rows up to a seq."""
        self.desk.wait_live()
        self.desk.wait(lambda: self.desk.enrolment.cursor[SITE_STREAM] >= upto, f"rows up to {upto}")
        return {}

    def state(self) -> Any:
        """Rows, what waits, what is in the inbox."""
        rows = sorted([*key, list(row.values())] for key, row in self.desk.rows().items())
        inbox = self.desk.on_house(lambda house: house.console.ask(Inbox(0)))
        return {
            "rows": rows,
            "pending": self.desk.pending,
            "conflicts": [[each.about_id, each.field, each.mine, each.theirs] for each in inbox.conflicts],
            "refusals": [[each.op_id, each.code] for each in inbox.refusals],
        }

    def _do(self, op: Callable[[House], Operation]) -> Any:
        try:
            return {"said": list(self.desk.say(lambda house: house.do(op(house))).op_ids)}
        except Refused as refused:
            return {"said": [], "refused": refused.code}


def _logged(house: House) -> list[str]:
    with house.store.reading() as connection:
        return [
            str(op) for op in connection.exec_driver_sql("SELECT op_id FROM outbox ORDER BY seq").scalars()
        ]


def main(folder: str, url: str, code: str, seed: str) -> None:
    """Until the input ends."""
    with linked(Path(folder), url, way=Way(url), seed=int(seed)) as desk:
        desk.enrol(code)
        desk.wait_live()
        seat = Seat(desk, int(seed))
        answer({})
        for line in sys.stdin:
            asked = json.loads(line)
            answer(getattr(seat, asked.pop("do"))(**asked))


def answer(value: Any) -> None:
    """One line."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
