"""Notices leave once, after the undo window; undone ones never; an outlet that fails gets them later."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest
from sqlalchemy import insert, select

from app.domain.ids import derived
from app.domain.ops import CancelMeeting
from app.store.central_tables import effect, service
from central.accounts import webhook_key
from central.database import Database
from central.effects import CLAIM_MS, RETRY_MS, Outlet, send_due
from central.metrics import Metrics
from tests.central.test_push import said
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.seat import central_rows, make_central, outbox, send

ONE = derived(SITE, "console", 1)


class Receiver:
    """A web server that notes what is posted to it; ``status`` is what it answers."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.status = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.headers["Idempotency-Key"] == body["id"]
                receiver.got.append(body)
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/in"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    made = Outlet(Metrics())
    yield made
    made.close()


@pytest.fixture
def notified(database: Database, house: House, receiver: Receiver) -> Database:
    """A site where a meeting was booked: somebody has to be told."""
    house.book(house.add_room())
    make_central(database, ONE)
    send(database, ONE, outbox(house))
    with database.writing() as connection:
        connection.execute(insert(service).values(key=webhook_key(SITE), value=receiver.url))
    return database


def states(database: Database) -> dict[str, str]:
    with database.reading() as connection:
        return {row.id: row.state for row in connection.execute(select(effect))}


def last_due(database: Database) -> int:
    with database.reading() as connection:
        return max(connection.execute(select(effect.c.due_at)).scalars())


def test_a_notice_leaves_once_when_its_undo_window_is_over(
    notified: Database, outlet: Outlet, receiver: Receiver
) -> None:
    assert set(states(notified).values()) == {"held"}
    due = last_due(notified)
    assert due > WEDNESDAY
    send_due(notified, outlet, WEDNESDAY)
    assert receiver.got == []
    send_due(notified, outlet, due)
    assert {body["id"] for body in receiver.got} == set(states(notified))
    assert {body["site"] for body in receiver.got} == {SITE}
    assert all(isinstance(body["data"], dict) for body in receiver.got)
    count = len(receiver.got)
    send_due(notified, outlet, due + CLAIM_MS + RETRY_MS)
    assert len(receiver.got) == count
    assert set(states(notified).values()) == {"sent"}


def test_several_workers_send_each_notice_once(
    notified: Database, outlet: Outlet, receiver: Receiver
) -> None:
    due = last_due(notified)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: send_due(notified, outlet, due), range(8)))
    assert len(receiver.got) == len(states(notified))


def test_what_an_outlet_did_not_take_is_kept_and_sent_later_under_the_same_id(
    notified: Database, outlet: Outlet, receiver: Receiver
) -> None:
    due = last_due(notified)
    receiver.status = 503
    send_due(notified, outlet, due)
    assert set(states(notified).values()) == {"held"}
    refused = {body["id"] for body in receiver.got}
    receiver.status = 200
    send_due(notified, outlet, due + RETRY_MS)
    assert {body["id"] for body in receiver.got[len(refused) :]} == set(states(notified))
    assert set(states(notified).values()) == {"sent"}


def test_the_notice_of_an_undone_op_is_never_sent(
    notified: Database, outlet: Outlet, receiver: Receiver, house: House
) -> None:
    [_, (_, booking, _)] = outbox(house)
    meeting = next(key[1] for key in central_rows(notified) if key[0] == "meeting")
    [(seq, op_id, op)] = said(house, CancelMeeting(meeting, "撤回", withdrawn=True), seq=3)
    body = msgspec.json.decode(bytes(op)) | {"undoes": booking}
    send(notified, ONE, [(seq, op_id, msgspec.Raw(msgspec.json.encode(body)))])
    send_due(notified, outlet, WEDNESDAY + 3_600_000)
    assert receiver.got == []
    assert set(states(notified).values()) == {"withdrawn"}
