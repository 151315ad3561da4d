"""A real console on a real file, with a clock that stands until it is moved and ids from a seed."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from app.domain.acts import Done
from app.domain.ids import derived, uuid7
from app.domain.ops import AddFloor, AddPerson, AddRoom, BookMeeting, Operation
from app.domain.periods import HOUR, MINUTE
from app.domain.states import MeetingClass, Role, RoomClass
from app.store.engine import Options, open_store
from app.sync.console import Clock, Console
from app.sync.identity import identify

WEDNESDAY = 1_781_070_120_000  # 2026-06-10 13:42 in Shanghai
SITE = derived("00000000-0000-0000-0000-000000000000", "test-site")


@cache
def _empty() -> tempfile.TemporaryDirectory[str]:
    """A folder with a new, empty file, made once: copying it is quicker than making another."""
    folder = tempfile.TemporaryDirectory(prefix="huiwutai-empty-")
    open_store(Path(folder.name)).close()
    return folder


class House:
    """The console under test with short words for what tests say most."""

    def __init__(
        self, folder: Path, seed: int = 1, at: int = WEDNESDAY, options: Options | None = None
    ) -> None:
        self.at = at
        self.random = random.Random(seed)
        if options is None and not (folder.exists() and any(folder.iterdir())):
            shutil.copytree(_empty().name, folder, dirs_exist_ok=True)
        self.store = open_store(folder, options)
        self.clock = Clock(lambda: self.at, lambda: self.at, self.new_id)
        identity = identify(self.store, self.new_id(), SITE, self.new_id())
        self.console = Console(self.store, identity, self.clock)
        self.actor = ""

    def new_id(self) -> str:
        return uuid7(self.at, self.random.randbytes(10))

    def do(self, *ops: Operation) -> Done:
        return self.console.do(ops, self.actor)

    def undo(self) -> Done:
        return self.console.undo(self.actor)

    def redo(self) -> Done:
        return self.console.redo(self.actor)

    def add_floor(self, name: str = "三层", rank: int = 3) -> str:
        floor = self.new_id()
        self.do(AddFloor(floor, name, rank))
        return floor

    def add_room(
        self, number: str = "302", capacity: int = 80, room_class: RoomClass = RoomClass.NORMAL
    ) -> str:
        room = self.new_id()
        self.do(AddRoom(room, number, f"会议室{number}", capacity=capacity, room_class=room_class))
        return room

    def add_person(self, name: str = "王海燕", role: Role = Role.ATTENDANT) -> str:
        person = self.new_id()
        self.do(AddPerson(person, name, role))
        return person

    def book(
        self,
        room: str,
        start_min: int = 60,
        minutes: int = 60,
        expected: int = 20,
        *,
        override: str = "测试",
        meeting_class: MeetingClass = MeetingClass.REGULAR,
        title: str = "周例会",
        is_video: bool = False,
    ) -> str:
        meeting = self.new_id()
        start = self.at + start_min * MINUTE
        self.do(
            BookMeeting(
                meeting,
                room,
                title,
                start,
                start + minutes * MINUTE,
                expected=expected,
                override=override,
                meeting_class=meeting_class,
                is_video=is_video,
            )
        )
        return meeting

    def pass_time(self, minutes: float) -> None:
        self.at += int(minutes * MINUTE)

    def close(self) -> None:
        self.store.close()


@contextmanager
def house(folder: Path, **options: object) -> Iterator[House]:
    """A house that closes its file."""
    made = House(folder, **options)  # type: ignore[arg-type]  # the caller names House's own parameters
    try:
        yield made
    finally:
        made.close()


__all__ = ["HOUR", "MINUTE", "SITE", "WEDNESDAY", "House", "house"]
