"""What support needs, in one zip that a person can look
through first: versions, counts, states. No names, no titles.
"""

from __future__ import annotations

import json
import platform
import zipfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import sqlite_version

from app.domain.errors import StoreFault
from app.store import files
from app.store.care import check
from app.store.engine import open_store

PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "msgspec", "paho-mqtt", "icalendar")


def write_diagnostics(folder: Path, target: Path) -> None:
    """Write the bundle, also of a folder that is damaged or has no data; raises OSError."""
    fresh = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("versions.json", json.dumps(_versions(), indent=1))
            bundle.writestr("store.json", json.dumps(_store(folder), indent=1))
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
