"""Bring an old file to this program's schema: on a copy, checked, then moved into place. Loads Alembic.

Called by engine.open_store when the plain version check differs. The old file stays beside it as a backup.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.domain.errors import StoreFault
from app.store import files, images, schema
from app.store.engine import Options, Store

SCRIPTS: Final = Path(__file__).with_name("migrations")
_BRANCHES: Final = {schema.CONSOLE: ("typed", "console"), schema.CENTRAL: ("typed", "central")}


def upgrade(path: Path, options: Options) -> Path:
    """Migrate a file nobody has open; returns the backup of what it was. After a failure it is as before."""
    copy = path.with_name(path.name + ".upgrading")
    files.remove(copy)
    _copy_whole(path, copy, options)
    backup = path.with_name(f"{path.name}.before-{'-'.join(sorted(schema.HEADS[options.role]))}")
    shutil.copy2(copy, backup)
    files.sync_file(backup)
    store = Store(copy, options)
    try:
        if options.role == schema.CONSOLE:
            _restore_shadows(store)
        migrate(store, options.role)
        _refuse_damaged(store)
    finally:
        store.close()
    for leftover in files.family(path)[1:]:  # empty by now; the new file must not meet an old log
        leftover.unlink(missing_ok=True)
    files.move_into_place(copy, path)
    return backup


def migrate(store: Store, role: str) -> None:
    """Run the revisions of a role's branches in one transaction each, then put its guards in place."""
    config = alembic_config()
    for branch in _BRANCHES[role]:
        with store.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, f"{branch}@head")
    with store.writing() as connection:
        schema.ensure_guards(connection, role)


def migrate_on(connection: Connection, role: str) -> None:
    """The same inside the caller's transaction: PostgreSQL takes it back whole if it fails."""
    config = alembic_config()
    config.attributes["connection"] = connection
    for branch in _BRANCHES[role]:
        command.upgrade(config, f"{branch}@head")


def alembic_config() -> Config:
    """Alembic's settings: the scripts beside this module, one folder a branch."""
    folders = "\n".join(str(SCRIPTS / "versions" / name) for name in ("typed", "console", "central"))
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", folders.replace("%", "%%"))
    return config


def _copy_whole(path: Path, copy: Path, options: Options) -> None:
    """Copy the file with what its log still holds, and leave the log empty."""
    store = Store(path, options)
    try:
        with closing(store.raw()) as connection, store.faults():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        store.close()


def _restore_shadows(store: Store) -> None:
    """Migrations work on what central said; what is unanswered is replayed over it by the next start.

    Rows are written in the columns that the file has: its shadows were written by the same program.
    """
    with store.writing() as connection:
        tables = set(
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        )
        if not {"shadow", "meta"} <= tables:
            return

        def columns_of(subject: str) -> list[str]:
            info = connection.exec_driver_sql(f'PRAGMA table_info("{images.TABLES[subject]}")').all()
            return [str(row[1]) for row in info if row[1] != "site_id"]

        known = connection.exec_driver_sql("SELECT key, value FROM meta")
        facts = {str(key): str(value) for key, value in known}
        if "epoch" not in facts:
            return
        images.restore_shadows(connection, facts["site_id"], columns=columns_of)
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES ('replay_all', '1')")


def _refuse_damaged(store: Store) -> None:
    with store.reading() as connection:
        found: Any = connection.exec_driver_sql("PRAGMA integrity_check").scalar()  # Any: a driver's value
    if found != "ok":
        raise StoreFault("corrupt", str(found))
