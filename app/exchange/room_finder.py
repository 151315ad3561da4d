"""Which room a text means: its number, its name, or both together, whatever the case, width and spaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.domain.ids import derived
from app.domain.ops import AddRoom
from app.domain.records import RoomRecord
from app.domain.states import RoomClass
from app.exchange.texts import LINE, fitting, folded

_WORDS: Final = ("会议室", "会议厅", "meetingroom", "conferenceroom", "room")


def _bare(name: str) -> str:
    """A folded name without the word for a room before or after the number."""
    for word in _WORDS:
        if name != word:
            name = name.removeprefix(word).removesuffix(word)
    return name


class RoomFinder:
    """The register by every spelling; a spelling that fits two rooms fits none. Makes rooms where that
    is wanted."""

    def __init__(self, site: str, rooms: Iterable[RoomRecord], *, creates: bool) -> None:
        self._site = site
        self._creates = creates
        self._known: dict[str, RoomRecord | None] = {}
        self.rooms: dict[str, RoomRecord] = {}
        self.made: list[AddRoom] = []
        numbers, others = [], []
        for room in rooms:
            self.rooms[room.id] = room
            numbers.append((folded(room.number), room))
            both = (room.name, room.number + room.name, room.name + room.number)
            others += [(folded(text), room) for text in both]
        self._learn(numbers)
        self._learn([(text, room) for text, room in others if text not in self._known])

    def find(self, text: str) -> RoomRecord | None:
        """The room, made if need be and allowed; None when there is none."""
        name = folded(text)
        room = self._known.get(name) or self._known.get(_bare(name))
        if room is None and name and self._creates and len(text) <= LINE and name not in self._known:
            room = self._make(fitting(text, LINE), name)
        return room

    def _learn(self, spellings: list[tuple[str, RoomRecord]]) -> None:
        for text, room in spellings:
            other = self._known.get(text, room)
            self._known[text] = room if other is not None and other.id == room.id else None

    def _make(self, text: str, name: str) -> RoomRecord:
        """A room of the normal class whose size nobody has said; its id is the same on every console."""
        op = AddRoom(derived(self._site, "room", name), number=text, name=text)
        self.made.append(op)
        room = RoomRecord(
            id=op.id, number=text, name=text, floor_id=None, zone="", capacity=0, room_class=RoomClass.NORMAL,
            area=0, phone="", equipment="", fresh_air=0, lock_reason="", lock_cause="", locked_at=None,
        )  # fmt: skip
        self._known[name] = self.rooms[room.id] = room
        return room
