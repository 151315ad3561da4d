"""Notices that follow from ops leave the house: once the undo window is over, by one worker, under one id.

A notice is claimed for two minutes, handed to the outlets outside any transaction, then marked as sent. A
process that dies in between leaves it to the next one, which sends it again under the same id: whoever
receives notices drops an id that was seen before. A notice whose op is undone before that is never sent.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Final

import requests
from msgspec import Raw
from sqlalchemy import Connection, select, update

from app.operations import wire
from app.store.central_tables import effect, service
from central.accounts import webhook_key
from central.database import Database
from central.metrics import Metrics

logger = logging.getLogger(__name__)

CLAIM_MS: Final = 120_000
RETRY_MS: Final = 30_000
MOST: Final = 10  # notices of one round: all of them time out within a claim
_TIMEOUT_S: Final = (3.0, 5.0)  # connect, answer
_EFFECT: Final = effect.c


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to send; ``data`` is JSON text, ``to`` the site's webhook or ""."""

    site_id: str
    id: str
    op_id: str
    what: str
    data: str
    due_at: int
    to: str


class Outlet:
    """Where notices go: a log line always, a webhook where the site has one."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics: Final = metrics
        self._session: Final = requests.Session()
        self._session.trust_env = False

    def send(self, notice: Notice) -> bool:
        """Whether it got through; False: try again later."""
        try:
            if notice.to:
                self._post(notice)
        except requests.RequestException as failure:
            self._metrics.effects.labels("failed").inc()
            logger.warning("notice %s is kept: %s", notice.id, type(failure).__name__)
            return False
        self._metrics.effects.labels("sent").inc()
        logger.info("notice", extra={"effect": notice.id, "site": notice.site_id, "what": notice.what})
        return True

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def _post(self, notice: Notice) -> None:
        body = wire.encode(
            {"id": notice.id, "site": notice.site_id, "op": notice.op_id, "what": notice.what,
             "data": Raw(notice.data.encode()), "due_at": notice.due_at}
        )  # fmt: skip
        headers = {"Content-Type": "application/json", "Idempotency-Key": notice.id}
        answer = self._session.post(
            notice.to, data=body, headers=headers, timeout=_TIMEOUT_S, allow_redirects=False
        )
        answer.raise_for_status()


def send_due(database: Database, outlet: Outlet, now: int) -> None:
    """One round: claim what is due, send it, mark it. Not in a thread that pushes wait for."""
    with database.reading() as connection:
        query = select(_EFFECT.id).where(_EFFECT.state == "held", _EFFECT.due_at <= now).limit(1)
        if connection.execute(query).first() is None:
            return
    silent: set[str] = set()  # webhooks that did not answer: their other notices wait too
    for notice in database.write(lambda connection: _claim(connection, now)):
        is_sent = notice.to not in silent and outlet.send(notice)
        if not is_sent:
            silent.add(notice.to)
        _mark(database, notice, {"state": "sent"} if is_sent else {"due_at": now + RETRY_MS})


def _mark(database: Database, notice: Notice, values: dict[str, Any]) -> None:  # Any: column values
    mine = (_EFFECT.site_id == notice.site_id, _EFFECT.id == notice.id)
    database.write(lambda connection: connection.execute(update(effect).where(*mine).values(values)))


def _claim(connection: Connection, now: int) -> list[Notice]:
    """What is due and nobody else has in hand; ours for two minutes."""
    due = (
        select(effect)
        .where(_EFFECT.state == "held", _EFFECT.due_at <= now)
        .order_by(_EFFECT.due_at)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    rows: list[Any] = list(connection.execute(due))  # Any: rows
    hooks = {
        row.key: row.value
        for row in connection.execute(
            select(service).where(service.c.key.in_({webhook_key(row.site_id) for row in rows}))
        )
    }
    for row in rows:
        mine = (_EFFECT.site_id == row.site_id, _EFFECT.id == row.id)
        connection.execute(update(effect).where(*mine).values(due_at=now + CLAIM_MS))
    return [
        Notice(r.site_id, r.id, r.op_id, r.what, r.data, r.due_at, hooks.get(webhook_key(r.site_id), ""))
        for r in rows
    ]
