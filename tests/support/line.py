"""A console's line to a central database, without a network: every message can be lost, doubled or kept."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Raw

from app.operations import wire
from app.sync.enrolment import Enrolment
from app.sync.pull import Absorbed
from central.database import Database
from central.feed import Asked, read_page
from central.push import push
from tests.support import seat
from tests.support.house import SITE, House
from tests.support.overlay import assert_overlay, check_screen

LIMITS = wire.Limits()


class Line:
    """A house that belongs to the site of a central database."""

    def __init__(self, database: Database, house: House, epoch: str = seat.EPOCH) -> None:
        self.database = database
        self.house = house
        self.epoch = epoch
        self.last = 0  # what central said it has processed

    @classmethod
    def joined(cls, database: Database, folder: Path, seed: int) -> Line:
        """A new house that has been enrolled."""
        line = cls(database, House(folder, seed=seed))
        line.enrol()
        return line

    def enrol(self) -> None:
        """Become a console of the site."""
        self.house.console.adopt(
            self.new_identity(), "https://central.example", lambda *_: None, lambda: False
        )

    def new_identity(self) -> wire.Enrolled:
        """Central makes one more console."""
        identity = self.house.new_id()
        with self.database.writing() as connection:
            seat.enrol(connection, identity)
        self.last = 0
        return wire.Enrolled(identity, SITE, "secret", self.epoch, "市机关会议中心")

    @property
    def enrolment(self) -> Enrolment:
        """How the house stands to central."""
        known = self.house.console.enrolment()
        assert known is not None
        return known

    def parcel(self, limits: wire.Limits = LIMITS) -> bytes:
        """The next request to push, as bytes."""
        known = self.enrolment
        ops = self.house.console.to_push(self.last, limits)
        entries = tuple((seq, op_id, Raw(data)) for seq, op_id, data in ops)
        return msgspec.json.encode(wire.Push(known.console_id, known.epoch, entries))

    def deliver(self, parcel: bytes) -> int:
        """Hand a request to central; what it processed last."""
        return push(self.database, SITE, wire.decode_push(parcel), self.epoch, self.house.at).last

    def push(self, limits: wire.Limits = LIMITS) -> int:
        """Send everything that is unanswered; returns how many ops were sent."""
        self.last = max(self.last, self.enrolment.have)
        sent = 0
        while True:
            ops = self.house.console.to_push(self.last, limits)
            if not ops:
                return sent
            sent += len(ops)
            self.last = self.deliver(self.parcel(limits))

    def push_one(self) -> int:
        """Send the next op alone."""
        self.last = max(self.last, self.enrolment.have)
        self.last = self.deliver(self.parcel(wire.Limits(ops=1)))
        return self.last

    def page(self, limit: int = 5_000) -> wire.Page | None:
        """What central says next."""
        known = self.enrolment
        asked = Asked(SITE, known.console_id, known.cursor, known.have, limit)
        with self.database.reading() as connection:
            body = read_page(connection, asked, self.epoch)
        return None if body is None else wire.decode_page(body)

    def pull(self, limit: int = 5_000) -> list[Absorbed]:
        """Take in all there is, and look whether the house is as it must be."""
        taken: list[Absorbed] = []
        while (page := self.page(limit)) is not None:
            taken.append(self.house.console.absorb(page))
            assert not taken[-1].is_stale
            if not page.more:
                break
        self.check()
        return taken

    def sync(self) -> Absorbed:
        """Push everything, pull everything; what the last page brought."""
        self.push()
        taken = self.pull()
        return taken[-1] if taken else Absorbed()

    def check(self) -> None:
        """Overlay and screen, when nothing has been committed at central since the last page."""
        check_screen(self.house)
        if self.page() is None:
            assert_overlay(self.house, seat.central_rows(self.database))
