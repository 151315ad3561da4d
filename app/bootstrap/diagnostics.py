"""What support needs, in one zip that a person can look
through first: versions, counts, states. No names, no titles.
"""

from __future__ import annotations

import json
import platform
import zipfile
from contextlib import closing
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlcipher3.dbapi2 import sqlite_version

from app.domain.errors import StoreFault
from app.domain.questions import OwnIdentity
from app.domain.records import LinkState, RoundRecord
from app.store import files
from app.store.care import check
from app.store.engine import open_store
from app.store.queries import answer

PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "msgspec", "paho-mqtt", "icalendar")


def write_diagnostics(
    folder: Path, target: Path, state: LinkState | None = None, rounds: tuple[RoundRecord, ...] = ()
) -> None:
    """Write the bundle, also of a folder that is damaged or has no data; raises OSError.

    ``state`` and ``rounds`` of the link come from a running console.
    """
    fresh = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("versions.json", json.dumps(_versions(), indent=1))
            bundle.writestr("store.json", json.dumps(_store(folder), indent=1))
            bundle.writestr("link.json", json.dumps(_link(folder, state, rounds), indent=1))
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _versions() -> dict[str, str]:
    found = {name: version(name) for name in PACKAGES}
    return found | {
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite_version,
    }


def _link(folder: Path, state: LinkState | None, rounds: tuple[RoundRecord, ...]) -> dict[str, Any]:
    """How this console stands to central. Ids of console and site, no secret, no address with a password."""
    found: dict[str, Any] = {"rounds": [asdict(each) for each in rounds]}
    if state is not None:
        found["state"] = asdict(state) | {"central": _bare(state.central)}
    if files.is_untouched(folder / files.NAME):
        return found
    try:
        store = open_store(folder)
    except StoreFault as fault:
        return found | {"fault": fault.code}
    try:
        with store.reading() as connection:
            own = answer(connection, OwnIdentity(), 0)
            open_ops = connection.exec_driver_sql(
                "SELECT count(*), min(at), max(at) FROM outbox WHERE state IN ('pending', 'parked')"
            ).one()
            inbox = connection.exec_driver_sql(
                "SELECT status, final, choice, count(*) FROM inbox GROUP BY 1, 2, 3"
            )
            counts = [list(row) for row in inbox]
    finally:
        store.close()
    found["console"] = asdict(own) | {"central": _bare(own.central)}
    return found | {"unanswered": list(open_ops), "inbox": counts}


def _bare(address: str) -> str:
    """An address without name, password and query."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}" if host else ""


def _store(folder: Path) -> dict[str, Any]:
    path = folder / files.NAME
    if files.is_untouched(path):
        return {"fault": "no_data"}
    try:
        with closing(open_store(folder)) as store:
            found: dict[str, Any] = {"ailments": [ailment.code for ailment in check(store)]}
            with store.reading() as connection:
                kinds = connection.exec_driver_sql(
                    "SELECT kind, state, count(*) FROM outbox GROUP BY kind, state ORDER BY 1, 2"
                )
                found["operations"] = [[str(kind), str(state), int(count)] for kind, state, count in kinds]
    except StoreFault as fault:
        return {"fault": fault.code, "bytes": path.stat().st_size if path.exists() else None}
    return found
