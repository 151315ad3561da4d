"""Several consoles and a central on real files, a network that loses, doubles and delays, power that fails.

One thread and one virtual clock: a seed says everything. Used by the state machine and the campaign in
tests/sync; what must hold is in tests/support/invariants.py.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Raw
from sqlalchemy import event

from app.domain.ids import derived, uuid7
from app.operations import wire
from app.sync.console import Console
from app.sync.pull import Absorbed, Forked, TooManyDeleted
from central.bodies import zstd
from central.database import Database, open_database
from central.errors import RequestProblem, resync
from central.feed import Asked, note_seen, read_page
from central.push import take
from central.sites import make_site
from central.snapshot import build
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.seat import enrol
from tests.support.workload import Workload

ROUNDS: Final = 40  # a healthy network drains any queue within so many exchanges
KEPT: Final = 12  # old messages that may come again


class PowerCut(BaseException):
    """A machine stops here; nothing catches this on the way."""


class End:
    """A console of the site, with what is under way between it and central."""

    def __init__(self, world: World, name: str, seed: int) -> None:
        self.world = world
        self.name = name
        self.skew = 0
        self.last = 0  # what central last said it had processed
        self.said: list[str] = []  # op ids that the desk acknowledged to a person
        self.pushes: list[bytes] = []
        self.pages: list[bytes] = []
        self.house = House(world.folder / name, seed=seed, at=world.now)
        self.work = Workload(self.house, seed)

    @property
    def console(self) -> Console:
        return self.house.console

    def act(self) -> None:
        """One act of a person, whatever it is."""
        self.house.at = self.world.now + self.skew
        self.said += self.work.step()
        self.world.now = max(self.world.now, self.house.at - self.skew)

    def needs_snapshot(self) -> bool:
        """Whether the feed does not lead on from here."""
        enrolment = self.console.enrolment()
        return enrolment is not None and enrolment.needs_snapshot

    def restart(self) -> None:
        """The program dies without a word and starts again on the same file."""
        self.house.close()
        self.open()

    def open(self) -> None:
        """Start on what the folder holds."""
        seed = self.world.random.randrange(2**60)
        self.house = House(self.world.folder / self.name, seed=seed, at=self.world.now + self.skew)
        rooms, people = self.work.rooms, self.work.people
        self.work = Workload(self.house, seed)
        self.work.rooms, self.work.people = rooms, people
        self.last = 0


class World:
    """One central, several consoles."""

    def __init__(self, folder: Path, seed: int, url: str | None = None, consoles: int = 3) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.now = WEDNESDAY
        self.url = url or f"sqlite:///{folder / 'central'}"
        self.database = open_database(self.url)
        self.epoch = derived(SITE, "epoch", seed)
        self.redone = 0
        self.forks = 0
        self.kills = 0
        self.restores = 0
        self.central_copy = False
        self.copies: dict[str, tuple[Path, int]] = {}
        self.ends: list[End] = []
        with self.database.writing() as connection:
            make_site(connection, SITE, "会议中心", self.now)
        for number in range(consoles):
            end = End(self, f"desk{number}", seed * 10 + number)
            if not number:
                end.work.furnish()
                with end.house.store.reading() as connection:
                    end.said += connection.exec_driver_sql("SELECT op_id FROM outbox ORDER BY seq").scalars()
            self.ends.append(end)
            end.console.adopt(self._enrolled(), "test://central", lambda _done, _of: None, lambda: False)
            end.work.rooms, end.work.people = self.ends[0].work.rooms, self.ends[0].work.people
            self.settle(end)

    def close(self) -> None:
        """Close every file."""
        for end in self.ends:
            end.house.close()
        self.database.close()

    def _enrolled(self) -> wire.Enrolled:
        identity = uuid7(self.now, self.random.randbytes(10))
        with self.database.writing() as connection:
            enrol(connection, identity)
        return wire.Enrolled(identity, SITE, "", self.epoch, "会议中心")

    # what goes over the wire -------------------------------------------------------------------------------

    def request(self, end: End, ops: int) -> bytes | None:
        """The next push of a console, None when it has nothing to say."""
        enrolment = end.console.enrolment()
        assert enrolment is not None
        if enrolment.must_fork:
            self._fork(end)
            enrolment = end.console.enrolment()
            assert enrolment is not None
        waiting = end.console.to_push(max(enrolment.have, end.last), wire.Limits(ops=ops))
        if not waiting:
            return None
        sent = tuple((seq, op_id, Raw(body)) for seq, op_id, body in waiting)
        return msgspec.json.encode(wire.Push(enrolment.console_id, enrolment.epoch, sent))

    def deliver(self, body: bytes) -> wire.Pushed | RequestProblem:
        """A push arrives at central."""
        try:
            taken = take(self.database, SITE, wire.decode_push(body), self.epoch, self.now)
        except RequestProblem as problem:
            return problem
        self.redone += taken.redone
        return taken.pushed

    def push(self, end: End, ops: int = 1_000, *, lose: str = "") -> bool:
        """One push; ``lose``: the request, or the answer after its effect. Whether anything was answered."""
        body = self.request(end, ops)
        if body is None or lose == "request":
            return False
        self._keep(end.pushes, body)
        answer = self.deliver(body)
        if lose == "answer":
            return False
        self.hear(end, answer)
        return True

    def hear(self, end: End, answer: wire.Pushed | RequestProblem) -> None:
        """The answer of a push arrives at its console."""
        if isinstance(answer, wire.Pushed):
            end.last = max(end.last, answer.last)
        elif answer.problem.code == "fork":
            self._fork(end)
        elif answer.problem.code == "gap":
            end.last = answer.problem.expected - 1
        elif answer.problem.why == "epoch":
            self.catch_epoch(end)
        elif answer.problem.why == "floor":
            self.load_snapshot(end)

    def page(self, end: End, limit: int = 1_000) -> bytes | None:
        """What central answers a pull."""
        enrolment = end.console.enrolment()
        assert enrolment is not None
        if enrolment.epoch != self.epoch:
            raise resync("epoch", self.epoch)
        asked = Asked(SITE, enrolment.console_id, enrolment.cursor, enrolment.have, limit)
        with self.database.reading() as connection:
            body = read_page(connection, asked, self.epoch)
        with self.database.writing() as connection:
            note_seen(connection, asked, self.now)
        if body is not None:
            self._keep(end.pages, body)
        return body

    def take_page(self, end: End, body: bytes) -> Absorbed | None:
        """A page arrives at a console; None when it turned out to be a clone."""
        try:
            absorbed: Absorbed = end.console.absorb(wire.decode_page(body))
        except Forked:
            self._fork(end)
            return None
        return absorbed

    def pull(self, end: End, limit: int = 1_000, *, pages: int = 1_000) -> None:
        """Pages until the last, or until so many: the rest comes another time."""
        if end.needs_snapshot():
            self.load_snapshot(end)
        for _ in range(pages):
            try:
                body = self.page(end, limit)
            except RequestProblem as problem:
                self.hear(end, problem)
                return
            if body is None:
                return
            absorbed = self.take_page(end, body)
            if absorbed is None or absorbed.is_last:
                return

    def load_snapshot(self, end: End) -> None:
        """Push all that waits, then take central's whole state."""
        enrolment = end.console.enrolment()
        if enrolment is not None and enrolment.epoch != self.epoch:
            self.catch_epoch(end)
        while self.push(end):
            pass
        with self.database.reading() as connection:
            made = build(connection, SITE, self.epoch, self.folder / "snapshots", 0.0)
        plain = self.folder / f"{end.name}.snapshot"
        plain.write_bytes(zstd.decompress(made.path.read_bytes()))
        try:
            end.console.load_snapshot(plain, made.heads, made.epoch)
        except TooManyDeleted:  # an older central knows much less; a person says that this is meant
            end.console.allow_deletions()
            end.console.load_snapshot(plain, made.heads, made.epoch)
        plain.unlink(missing_ok=True)

    def again(self, end: End) -> None:
        """Something old arrives once more."""
        if end.pushes and self.random.random() < 0.5:
            self.deliver(self.random.choice(end.pushes))
        elif end.pages:
            self.take_page(end, self.random.choice(end.pages))

    def settle(self, end: End) -> None:
        """A healthy exchange: push everything, then pull everything, until both have nothing left."""
        for _ in range(ROUNDS):
            while self.push(end):
                pass
            self.pull(end)
            if not end.console.waiting().pending:
                return
        raise AssertionError(f"I8: {end.name} does not drain: {end.console.waiting()} last {end.last}")

    def drain(self) -> None:
        """No fault any more and no new word: every queue empties, every console hears everything (I8)."""
        for _ in range(2):
            for end in self.ends:
                self.settle(end)

    # faults ------------------------------------------------------------------------------------------------

    def _fork(self, end: End) -> None:
        self.forks += 1
        end.console.fork(self._enrolled())
        end.last = 0

    def catch_epoch(self, end: End) -> None:
        """Central is another incarnation: ask what it has, send the rest again, then its whole state."""
        enrolment = end.console.enrolment()
        assert enrolment is not None
        answer = self.deliver(msgspec.json.encode(wire.Push(enrolment.console_id, self.epoch)))
        if isinstance(answer, RequestProblem):  # it does not know this console any more
            self._fork(end)
            last = 0
        else:
            last = answer.last
        end.console.new_epoch(self.epoch)
        end.last = last

    def kill_console(self, end: End, point: str) -> None:
        """The console's machine stops: idle, in the middle of a page, or before its commit."""
        self.kills += 1
        if point != "idle":
            try:
                with cut(end.house.store.writer, point):
                    body = self.page(end)
                    if body is not None:
                        self.take_page(end, body)
            except (PowerCut, RequestProblem):
                pass
        end.restart()

    def kill_central(self, end: End, point: str) -> None:
        """Central's machine stops while it takes a push in: before the commit, or after it and unheard."""
        self.kills += 1
        body = self.request(end, 1_000)
        if body is None:
            return
        try:
            if point == "unheard":
                self.deliver(body)
            else:
                with cut(self.database.writer, point):
                    self.deliver(body)
        except PowerCut:
            pass
        self.database.close()
        self.database = open_database(self.url)

    def copy(self, end: End) -> None:
        """Somebody backs a console up."""
        place = self.folder / f"{end.name}.copy"
        shutil.rmtree(place, ignore_errors=True)
        end.house.store.tidy()
        end.house.close()
        shutil.copytree(self.folder / end.name, place)
        self.copies[end.name] = (place, len(end.said))
        end.open()

    def restore(self, end: End) -> None:
        """The console's disk is lost; an older copy takes its place. What was never sent is gone."""
        if end.name not in self.copies:
            return
        self.restores += 1
        place, said = self.copies[end.name]
        end.house.close()
        shutil.rmtree(self.folder / end.name)
        shutil.copytree(place, self.folder / end.name)
        with self.database.reading() as connection:
            known = set(connection.exec_driver_sql("SELECT op_id FROM oplog").scalars())
        end.said = [op for n, op in enumerate(end.said) if n < said or op in known]
        end.pushes.clear()
        end.pages.clear()
        end.open()

    def copy_central(self) -> None:
        """Somebody backs central up (SQLite)."""
        if self.database.dialect != "sqlite":
            return
        self.database.tidy()
        self.database.close()
        shutil.rmtree(self.folder / "central.copy", ignore_errors=True)
        shutil.copytree(self.folder / "central", self.folder / "central.copy")
        self.central_copy = True
        self.database = open_database(self.url)

    def restore_central(self) -> None:
        """Central's disk is lost; an older copy takes its place, under a new epoch: all is said again."""
        if not self.central_copy:
            return
        self.restores += 1
        self.database.close()
        shutil.rmtree(self.folder / "central")
        shutil.copytree(self.folder / "central.copy", self.folder / "central")
        self.database = open_database(self.url)
        self.epoch = uuid7(self.now, self.random.randbytes(10))
        with self.database.reading() as connection:
            known = set(connection.exec_driver_sql("SELECT op_id FROM oplog").scalars())
        for end in self.ends:
            with end.house.store.reading() as connection:
                here = set(connection.exec_driver_sql("SELECT op_id FROM outbox").scalars())
            end.said = [op for op in end.said if op in known or op in here]

    def _keep(self, kept: list[bytes], body: bytes) -> None:
        kept.append(body)
        del kept[:-KEPT]


@contextmanager
def cut(engine: object, point: str) -> Iterator[None]:
    """Power fails at the n-th statement (``statement:n``) or instead of the commit (``commit``)."""
    name, _, number = point.partition(":")
    left = int(number or 0)

    def on_statement(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise PowerCut

    def on_commit(*_: object) -> None:
        raise PowerCut

    hook: Callable[..., None] = on_commit if name == "commit" else on_statement
    moment = "commit" if name == "commit" else "before_cursor_execute"
    event.listen(engine, moment, hook)
    try:
        yield
    finally:
        event.remove(engine, moment, hook)


__all__ = ["Database", "End", "PowerCut", "World", "cut"]
