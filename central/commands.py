"""What the commands do. Each opens the database for itself, beside a service that may be running on it."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import OperationalError

from app.domain.errors import Refused, StoreFault
from app.domain.ids import uuid7
from app.domain.ops import AddPerson, EditPerson, PersonFields
from app.domain.states import Role
from app.store.central_tables import console, service, site
from app.store.tables import PersonRow
from central import accounts, audit, embedded, floor, logs
from central.database import Database, open_database
from central.own_console import speak
from central.server import Listening, serve
from central.settings import Settings, now_ms, shifted
from central.sites import found, make_site, renew_epoch
from central.words import say

OK: Final = 0
BAD_DATA: Final = 65
AWAY: Final = 69
CANNOT_CREATE: Final = 73
BAD_SETUP: Final = 78


class Stopped(Exception):
    """A command ends here with a sentence and an exit code."""

    def __init__(self, code: int, key: str, **values: object) -> None:
        super().__init__(code, key)
        self.code: Final = code
        self.key: Final = key
        self.values: Final = values


def run(args: Namespace) -> int:
    """Run the command of the arguments; the exit code."""
    name = args.command if not getattr(args, "act", None) else f"{args.command} {args.act}"
    try:
        if name == "serve":
            return _serve(args)
        logs.set_up("WARNING")
        with closing(open_database(args.database)) as database:
            return _COMMANDS[name](args, database)
    except Stopped as stopped:
        _tell(args, stopped.key, **stopped.values)
        return stopped.code
    except Refused as refused:
        _tell(args, "refused", code=refused.code)
        return BAD_DATA
    except StoreFault as fault:
        _tell(args, "fault", code=fault.code, detail=fault.detail)
        return BAD_DATA if fault.code in {"corrupt", "newer"} else AWAY
    except OperationalError as away:
        _tell(args, "away", detail=str(away.orig).strip())
        return AWAY


def _tell(args: Namespace, key: str, **values: object) -> None:
    sys.stderr.write(say(args.language, key, **values) + "\n")


def _give(args: Namespace, key: str, **values: object) -> None:
    sys.stdout.write(say(args.language, key, **values) + "\n")


def _serve(args: Namespace) -> int:
    if args.workers > 1 and args.database.startswith("sqlite"):
        raise Stopped(BAD_SETUP, "one_process")
    if (args.certificate is None) != (args.key is None):
        raise Stopped(BAD_SETUP, "certificate", detail=args.certificate or args.key)
    for file in filter(None, (args.certificate, args.key)):
        try:
            file.read_bytes()
        except OSError as error:
            raise Stopped(BAD_SETUP, "certificate", detail=error) from error
    listening = Listening(args.host, args.port, args.certificate, args.key, args.workers, args.log_level)
    settings = Settings(args.database, now=partial(shifted, args.clock_offset))
    try:
        serve(settings, listening, embedded.prepare(settings, args.embedded) if args.embedded else {})
    except OSError as error:
        raise Stopped(CANNOT_CREATE, "address", host=args.host, port=args.port, detail=error) from error
    return OK


def _init(args: Namespace, database: Database) -> int:
    now = now_ms()
    made = uuid7(now, secrets.token_bytes(10))

    def work(connection: Connection) -> None:
        known = connection.execute(select(site.c.site_id).where(site.c.name == args.name)).scalar()
        if known is not None:
            raise Stopped(BAD_DATA, "site_exists", name=args.name, site=known)
        found(connection, uuid7(now, secrets.token_bytes(10)))
        make_site(connection, made, args.name, now)

    database.write(work)
    _give(args, "site_made", name=args.name, site=made)
    return OK


def _site_of(args: Namespace, connection: Connection) -> str:
    """The site named, or the only one; raises Stopped."""
    if args.site:
        if connection.execute(select(site.c.site_id).where(site.c.site_id == args.site)).first() is None:
            raise Stopped(BAD_DATA, "site_unknown", site=args.site)
        return str(args.site)
    all_of_them = list(connection.execute(select(site.c.site_id).limit(2)).scalars())
    if len(all_of_them) != 1:
        raise Stopped(BAD_DATA, "site_which" if all_of_them else "site_none")
    return str(all_of_them[0])


def _enroll_code(args: Namespace, database: Database) -> int:
    now = now_ms()
    code = database.write(lambda c: accounts.make_code(c, _site_of(args, c), now, args.valid))
    _give(args, "code_made", code=code, until=_moment(now + args.valid))
    return OK


def _moment(at: int) -> str:
    """An instant for people: this machine's wall time."""
    return datetime.fromtimestamp(at / 1000, tz=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _site_list(args: Namespace, database: Database) -> int:
    people = (
        select(func.count())
        .where(console.c.site_id == site.c.site_id, console.c.secret_hash != "")
        .scalar_subquery()
    )
    with database.reading() as connection:
        for row in connection.execute(
            select(site.c.site_id, site.c.name, site.c.n, people.label("consoles"))
        ):
            _give(args, "site_line", site=row.site_id, name=row.name, n=row.n, consoles=row.consoles)
    return OK


def _site_webhook(args: Namespace, database: Database) -> int:
    if args.address and urlsplit(args.address).scheme not in {"http", "https"}:
        raise Stopped(BAD_DATA, "hook_bad", address=args.address)

    def work(connection: Connection) -> None:
        key = accounts.webhook_key(_site_of(args, connection))
        connection.execute(delete(service).where(service.c.key == key))
        if args.address:
            connection.execute(insert(service).values(key=key, value=args.address))

    database.write(work)
    _give(args, "hook_set" if args.address else "hook_unset", address=args.address)
    return OK


def _console_list(args: Namespace, database: Database) -> int:
    with database.reading() as connection:
        mine = (console.c.site_id == _site_of(args, connection), console.c.secret_hash != "")
        for row in connection.execute(select(console).where(*mine).order_by(console.c.enrolled_at)):
            revoked = say(args.language, "revoked") if row.revoked_at is not None else ""
            _give(args, "console_line", id=row.id, name=row.name, app=row.app_version,
                  seen=_moment(row.last_seen), last=row.last, revoked=revoked)  # fmt: skip
    return OK


def _console_revoke(args: Namespace, database: Database) -> int:
    if not database.write(lambda connection: accounts.revoke(connection, args.id, now_ms())):
        raise Stopped(BAD_DATA, "console_unknown", id=args.id)
    _give(args, "console_revoked", id=args.id)
    return OK


def _user_list(args: Namespace, database: Database) -> int:
    with database.reading() as connection:
        people: Any = PersonRow  # Any: columns of a mapped class
        query = select(people.id, people.number, people.name, people.role, people.active)
        mine = query.where(people.site_id == _site_of(args, connection)).order_by(people.number, people.id)
        for row in connection.execute(mine):
            off = "" if row.active else say(args.language, "user_off")
            _give(args, "user_line", id=row.id, number=row.number, name=row.name, role=row.role, off=off)
    return OK


def _user_add(args: Namespace, database: Database) -> int:
    now = now_ms()
    identity = uuid7(now, secrets.token_bytes(10))
    person = AddPerson(identity, args.name, Role(args.role), args.number, args.phone)
    with database.reading() as connection:
        site_id = _site_of(args, connection)
    speak(database, site_id, (person,), now)
    _give(args, "user_added", name=args.name, id=identity)
    return OK


def _user_disable(args: Namespace, database: Database) -> int:
    with database.reading() as connection:
        site_id = _site_of(args, connection)
    off = EditPerson(args.id, set=PersonFields(active=False), was=PersonFields(active=True))
    speak(database, site_id, (off,), now_ms())
    _give(args, "user_disabled", id=args.id)
    return OK


def _check(args: Namespace, database: Database) -> int:
    with database.reading() as connection:
        report = audit.check(connection)
    for site_id, what in report.problems:
        _tell(args, "check_bad", site=site_id, what=what)
    if report.problems:
        return BAD_DATA
    _give(args, "check_ok", sites=report.sites, ops=report.ops)
    return OK


def _purge(args: Namespace, database: Database) -> int:
    now = now_ms()
    with database.reading() as connection:
        sites = sorted(connection.execute(select(site.c.site_id)).scalars())
    for site_id in sites:
        for purged in database.write(lambda c, site_id=site_id: floor.purge(c, site_id, now)):  # type: ignore[misc]
            _give(args, "purged", site=site_id, count=purged.count, floor=purged.floor)
    return OK


def _new_epoch(args: Namespace, database: Database) -> int:
    epoch = uuid7(now_ms(), secrets.token_bytes(10))
    database.write(lambda connection: renew_epoch(connection, epoch))
    _give(args, "epoch_made", epoch=epoch)
    return OK


_COMMANDS: Final[dict[str, Callable[[Namespace, Database], int]]] = {
    "init": _init,
    "enroll-code": _enroll_code,
    "site list": _site_list,
    "site webhook": _site_webhook,
    "console list": _console_list,
    "console revoke": _console_revoke,
    "user list": _user_list,
    "user add": _user_add,
    "user disable": _user_disable,
    "check": _check,
    "purge": _purge,
    "new-epoch": _new_epoch,
}
