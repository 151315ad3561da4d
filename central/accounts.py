"""Consoles and how they get in: codes, enrolment, sign-in, revocation. Inside the caller's transaction."""

from __future__ import annotations

import logging
import secrets
import uuid
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from app.domain.ids import derived, uuid7
from app.operations import wire
from app.store.central_tables import console, enrol_code, service, site, stream
from central import errors, tokens
from central.sites import make_site

logger = logging.getLogger(__name__)

_SITE: Final = site.c
_CONSOLE: Final = console.c
_CODE: Final = enrol_code.c


def own_console(site_id: str) -> str:
    """The console under which central itself speaks at a site; nobody can sign in as it."""
    return derived(site_id, "central")


def make_code(connection: Connection, site_id: str, now: int, valid_ms: int) -> str:
    """A code with which one console may enrol; it is said once, only its hash is kept."""
    code = tokens.new_code()
    values = {"site_id": site_id, "code_hash": tokens.hashed(tokens.typed_code(code)), "made_at": now}
    connection.execute(insert(enrol_code).values(**values, expires_at=now + valid_ms))
    return code


def enrol_by_code(connection: Connection, asked: wire.Enrol, epoch: str, now: int) -> wire.Enrolled:
    """A new console of the code's site; the code is used up.

    Raises RequestProblem: 403 ``code`` (wrong, used, expired), 409 ``other_site``.
    """
    digest = tokens.hashed(tokens.typed_code(asked.code))
    found = connection.execute(select(_CODE.site_id).where(_CODE.code_hash == digest)).first()
    if found is None:
        raise errors.forbidden("code")
    identity = _new_id(now)
    good = (_CODE.code_hash == digest, _CODE.used_at.is_(None), _CODE.expires_at > now)
    mine = (_CODE.site_id == found.site_id, *good)
    if (
        connection.execute(update(enrol_code).where(*mine).values(used_at=now, used_by=identity)).rowcount
        != 1
    ):
        raise errors.forbidden("code")
    site_id = found.site_id
    if asked.site and asked.site != site_id:
        site_id = _take_over(connection, site_id, asked.site, now)
    return _enter(connection, _Newcomer(site_id, identity, asked.name, asked.app), epoch, now)


def enrol_again(
    connection: Connection, access: tokens.Access, asked: wire.Enrol, epoch: str, now: int
) -> wire.Enrolled:
    """A new identity at the same site for a copy of a console; the old one stays the other copy's.

    Raises RequestProblem 401 or 403 when the old one may not speak.
    """
    known = require_reader(connection, access.site, access.console)
    newcomer = _Newcomer(access.site, _new_id(now), asked.name or known.name, asked.app or known.app_version)
    return _enter(connection, newcomer, epoch, now)


@dataclass(frozen=True, slots=True)
class _Newcomer:
    site_id: str
    identity: str
    name: str
    app: str


def _enter(connection: Connection, newcomer: _Newcomer, epoch: str, now: int) -> wire.Enrolled:
    secret = tokens.new_secret()
    enter_console(connection, newcomer.site_id, newcomer.identity, now, name=newcomer.name[:200],
                  app_version=newcomer.app[:100], secret_hash=tokens.hashed(secret))  # fmt: skip
    name = connection.execute(select(_SITE.name).where(_SITE.site_id == newcomer.site_id)).scalar_one()
    return wire.Enrolled(newcomer.identity, newcomer.site_id, secret, epoch, name)


def enter_console(
    connection: Connection, site_id: str, identity: str, now: int, **more: Any
) -> None:  # Any: texts
    """The row of a console that has said nothing yet."""
    texts = {"name": "", "app_version": "", "secret_hash": "", "refresh_hash": "", "spent_hash": ""} | more
    numbers = {"last": 0, "have": 0, "cursor": "{}", "enrolled_at": now, "last_seen": now}
    connection.execute(insert(console).values(site_id=site_id, id=identity, **texts, **numbers))


def _take_over(connection: Connection, site_id: str, wanted: str, now: int) -> str:
    """Give an empty site the id under which a console has data; its codes move along."""
    try:
        wanted_id = str(uuid.UUID(wanted))
    except ValueError:
        raise errors.unreadable("site") from None
    locked = select(site).where(_SITE.site_id == site_id).with_for_update()
    row = connection.execute(locked).one()
    members = connection.execute(select(_CONSOLE.id).where(_CONSOLE.site_id == site_id).limit(1)).first()
    known = connection.execute(select(_SITE.site_id).where(_SITE.site_id == wanted_id)).first()
    if row.n or members is not None or known is not None:
        raise errors.other_site()
    codes = connection.execute(select(enrol_code).where(_CODE.site_id == site_id)).mappings().all()
    for table in (enrol_code, stream, site):
        connection.execute(delete(table).where(table.c.site_id == site_id))
    make_site(connection, wanted_id, row.name, now)
    connection.execute(insert(enrol_code), [dict(code) | {"site_id": wanted_id} for code in codes])
    webhook = (service.c.key == webhook_key(site_id),)
    connection.execute(update(service).where(*webhook).values(key=webhook_key(wanted_id)))
    return wanted_id


def webhook_key(site_id: str) -> str:
    """Where the address stands to which a site's notices go (table service)."""
    return f"webhook:{site_id}"


def sign_in(connection: Connection, asked: wire.TokenRequest, key: str, now: int) -> wire.Token | None:
    """Tokens for a console that knows its secret, or holds a refresh token that is still good.

    None: a spent refresh token was shown and its family ended; commit, then answer 401. Raises
    RequestProblem(401). A revoked console gets tokens too: it may still hand in what it holds.
    """
    if asked.secret:
        query = select(console).where(_CONSOLE.id == asked.console)
        known = connection.execute(query.with_for_update()).first()
        if known is None or not tokens.is_same(asked.secret, known.secret_hash):
            raise errors.signed_out()
        return _issue(connection, known, secrets.token_hex(8), "", key, now)
    shown = tokens.read(key, asked.refresh, tokens.Refresh)
    mine = (_CONSOLE.site_id == shown.site, _CONSOLE.id == shown.console)
    known = connection.execute(select(console).where(*mine).with_for_update()).first()
    if known is None or shown.console != asked.console:
        raise errors.signed_out()
    family, _, good = known.refresh_hash.partition(":")
    if family != shown.family:  # of an earlier sign-in, or of one that was ended
        raise errors.signed_out("spent")
    if not tokens.is_same(asked.refresh, good):
        connection.execute(update(console).where(*mine).values(refresh_hash="", spent_hash=""))
        logger.error("a spent refresh token was shown; its family is ended", extra={"console": shown.console})
        return None
    return _issue(connection, known, family, good, key, now)


def _issue(
    connection: Connection, known: Any, family: str, spent: str, key: str, now: int
) -> wire.Token:  # Any: a row of console
    refresh = tokens.sign(key, tokens.Refresh(known.id, known.site_id, family, secrets.token_hex(16)))
    access = tokens.sign(key, tokens.Access(known.id, known.site_id, now + tokens.ACCESS_S * 1000))
    values = {"refresh_hash": f"{family}:{tokens.hashed(refresh)}", "spent_hash": spent, "last_seen": now}
    mine = (_CONSOLE.site_id == known.site_id, _CONSOLE.id == known.id)
    connection.execute(update(console).where(*mine).values(values))
    return wire.Token(access, tokens.ACCESS_S, refresh)


_READER: Final = select(_CONSOLE.name, _CONSOLE.app_version, _CONSOLE.revoked_at)


def require_reader(connection: Connection, site_id: str, console_id: str) -> Any:  # Any: its row
    """The console's row; raises RequestProblem: 401 when it is not there, 403 when it was revoked."""
    mine = (_CONSOLE.site_id == site_id, _CONSOLE.id == console_id)
    known = connection.execute(_READER.where(*mine)).first()
    if known is None:
        raise errors.unknown_console()
    if known.revoked_at is not None:
        raise errors.revoked()
    return known


def revoke(connection: Connection, console_id: str, now: int) -> bool:
    """Take a console's access back; whether there was one to take it from."""
    open_one = (_CONSOLE.id == console_id, _CONSOLE.revoked_at.is_(None), _CONSOLE.secret_hash != "")
    return connection.execute(update(console).where(*open_one).values(revoked_at=now)).rowcount == 1


def _new_id(now: int) -> str:
    return uuid7(now, secrets.token_bytes(10))
