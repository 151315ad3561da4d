"""A service of one desk alone: the console starts it
beside itself, enrols with the code it says, and ends it.

The demo and a single desk run it so. It ends when its standard input does: also when the console was killed.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import closing

from sqlalchemy import Connection, select

from app.domain.ids import uuid7
from app.store.central_tables import site
from central.accounts import make_code
from central.database import open_database
from central.settings import Settings
from central.sites import found, make_site

CODE_MS = 600_000  # as long as a console may take to come up


def prepare(settings: Settings, name: str) -> Mapping[str, str]:
    """Make the site of this name where there is none; what to say with the address: a fresh code for it."""
    now = settings.now()

    def work(connection: Connection) -> str:
        known = connection.execute(select(site.c.site_id).where(site.c.name == name)).scalar()
        found(connection, uuid7(now, secrets.token_bytes(10)))
        if known is None:
            known = uuid7(now, secrets.token_bytes(10))
            make_site(connection, known, name, now)
        return make_code(connection, str(known), now, CODE_MS)

    with closing(open_database(settings.database)) as database:
        code = database.write(work)
    threading.Thread(target=_end_with_input, name="central-parent", daemon=True).start()
    return {"code": code}


def _end_with_input() -> None:
    """Whoever started us has gone, or let us go."""
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
