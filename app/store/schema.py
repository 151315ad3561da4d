"""Which schema a file has and which this program speaks: plain SQL, so that Alembic stays unloaded.

A new file is made by ``create`` (the tables as they are now); migrations lead an old file to the same place
(tests/store/test_migrations.py). Guards are what central alone has: rules across rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, inspect, text

from app.domain.errors import StoreFault
from app.domain.periods import DAY
from app.store.central_tables import central
from app.store.own_tables import own
from app.store.tables import Base

CONSOLE: Final = "console"
CENTRAL: Final = "central"

# Newest revision of each branch that a role has, and every revision this program knows how to leave behind.
HEADS: Final = {
    CONSOLE: frozenset({"typed_0003", "console_0002"}),
    CENTRAL: frozenset({"typed_0003", "central_0001"}),
}
KNOWN: Final = frozenset(
    {"typed_0001", "typed_0002", "typed_0003", "console_0001", "console_0002", "central_0001"}
)

APPLICATION_ID: Final = 0x48575441  # "HWTA": other programs can tell whose file this is

# The longest period that may hold a room; it bounds the index range that the triggers search.
_LONGEST: Final = 31 * DAY
_OVERLAP: Final = f"""
    SELECT RAISE(ABORT, 'held_period')
        WHERE NEW.held_to <= NEW.held_from OR NEW.held_to - NEW.held_from > {_LONGEST};
    SELECT RAISE(ABORT, 'no_overlap') WHERE EXISTS (
        SELECT 1 FROM meeting WHERE site_id = NEW.site_id AND room_id = NEW.room_id AND holds = 1
        AND id <> NEW.id AND held_from > NEW.held_from - {_LONGEST}
        AND held_from < NEW.held_to AND held_to > NEW.held_from);
"""  # noqa: S608 - a number of ours, and a trigger takes no parameters
_STAYS: Final = (
    "site_id", "n", "op_id", "console_id", "seq", "kind", "actor", "at", "received_at", "body_hash",
    "result_hash", "alg", "chain",
)  # fmt: skip
# The one change of the op log that is allowed: a purge empties body and result; hashes and chain stay.
_PURGE: Final = " AND ".join(
    [f"NEW.{name} {{0}} OLD.{name}" for name in _STAYS]
    + [f"(NEW.{name} IS NULL OR NEW.{name} {{0}} OLD.{name})" for name in ("body", "result")]
)
_SQLITE_GUARDS: Final = (
    f"""CREATE TRIGGER IF NOT EXISTS no_overlap_insert BEFORE INSERT ON meeting
        WHEN NEW.holds = 1 BEGIN {_OVERLAP} END""",
    f"""CREATE TRIGGER IF NOT EXISTS no_overlap_update BEFORE UPDATE OF room_id, held_from, held_to, holds
        ON meeting WHEN NEW.holds = 1 BEGIN {_OVERLAP} END""",
    """CREATE TRIGGER IF NOT EXISTS oplog_kept BEFORE DELETE ON oplog
        BEGIN SELECT RAISE(ABORT, 'append_only'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS oplog_unchanged BEFORE UPDATE ON oplog WHEN NOT ({_PURGE.format("IS")})
        BEGIN SELECT RAISE(ABORT, 'append_only'); END""",
)
# The exclusion constraint needs no extension: a room is a range of one. Deferred, so that two meetings may
# change places within one transaction; central asks once per batch (sync.md, section 13).
_POSTGRESQL_GUARDS: Final = (
    """DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'uuidrange') THEN
            CREATE TYPE uuidrange AS RANGE (subtype = uuid);
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'held_period') THEN
            ALTER TABLE meeting ADD CONSTRAINT held_period CHECK (holds = 0 OR held_from < held_to);
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'no_overlap') THEN
            ALTER TABLE meeting ADD CONSTRAINT no_overlap EXCLUDE USING gist (
                uuidrange(room_id::uuid, room_id::uuid, '[]') WITH &&,
                int8range(held_from, held_to) WITH &&) WHERE (holds = 1) DEFERRABLE INITIALLY DEFERRED;
        END IF;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION oplog_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'UPDATE' AND {_PURGE.format("IS NOT DISTINCT FROM")} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'append_only';
    END $$""",
    """CREATE OR REPLACE TRIGGER oplog_kept BEFORE UPDATE OR DELETE ON oplog
        FOR EACH ROW EXECUTE FUNCTION oplog_append_only()""",
)
GUARDS: Final[dict[str, tuple[str, ...]]] = {"sqlite": _SQLITE_GUARDS, "postgresql": _POSTGRESQL_GUARDS}


def create(connection: Connection, role: str) -> None:
    """Make all tables of a role in an empty database and say which revision they are."""
    Base.metadata.create_all(connection)
    (own if role == CONSOLE else central).create_all(connection)
    ensure_guards(connection, role)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"))  # fmt: skip
    revisions = [{"revision": revision} for revision in sorted(HEADS[role])]
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:revision)"), revisions)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))


def ensure_guards(connection: Connection, role: str) -> None:
    """Put the rules across rows in place at central, after every migration and at every start.

    A console has none: a legal page of central's feed passes through states that break them.
    """
    if role == CENTRAL:
        for statement in GUARDS[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def revisions_of(connection: Connection) -> frozenset[str]:
    """What the database says it is; raises StoreFault("corrupt") for one that is not ours."""
    if not inspect(connection).has_table("alembic_version"):
        raise StoreFault("corrupt", "the file is not a Huiwutai database")
    return frozenset(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def is_outdated(connection: Connection, role: str) -> bool:
    """Whether migrations must run; raises StoreFault("newer") for a file this program does not understand."""
    return outdated(revisions_of(connection), role)


def outdated(found: Iterable[str], role: str) -> bool:
    """The same, from the revisions found."""
    revisions = frozenset(found)
    if revisions - KNOWN:
        raise StoreFault("newer", ", ".join(sorted(revisions - KNOWN)))
    if not revisions:
        raise StoreFault("corrupt", "the file does not say its version")
    return revisions != HEADS[role]
