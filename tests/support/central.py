"""A central service on a real socket in a thread of this process, and a client that speaks its protocol."""

from __future__ import annotations

import threading
from typing import Any, Final

import msgspec
import requests

from app.operations import wire
from central import accounts
from central.database import Database
from central.server import Listening, Server, config_of, listen
from central.service import Service
from central.settings import Settings
from central.sites import make_site
from tests.support.house import SITE

TIMEOUT: Final = (5, 30)


class Running:
    """A service that answers until ``stop``; on a ``port`` of the caller's choice, or any."""

    def __init__(self, settings: Settings, port: int = 0) -> None:
        self.service: Final = Service(settings)
        self._socket: Final = listen(Listening(port=port))
        self.url: Final = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server: Final = Server(config_of(Listening(), self.service), self.service)
        self._thread: Final = threading.Thread(
            target=self._server.run, args=([self._socket],), name="central"
        )
        self._thread.start()  # requests wait in the socket's queue until it answers

    def stop(self) -> None:
        """End it as SIGTERM would; again does nothing."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    @property
    def database(self) -> Database:
        """Its database, to look behind the protocol."""
        return self.service.database


def make_site_with_code(database: Database, now: int, site_id: str = SITE, valid_ms: int = 3_600_000) -> str:
    """An empty site; the code with which a console may enrol there."""
    with database.writing() as connection:
        make_site(connection, site_id, "市机关会议中心", now)
        return accounts.make_code(connection, site_id, now, valid_ms)


def more_code(database: Database, now: int, site_id: str = SITE) -> str:
    """Another code of a site."""
    with database.writing() as connection:
        return accounts.make_code(connection, site_id, now, 3_600_000)


class Client:
    """One console as the wire sees it. Answers come as they are; ``ok`` asserts on 200 first."""

    def __init__(self, url: str) -> None:
        self.url: Final = url
        self.session: Final = requests.Session()
        self.session.trust_env = False
        self.enrolled = wire.Enrolled("", "", "", "")
        self.token = wire.Token("", 0, "")

    def close(self) -> None:
        self.session.close()

    def post(self, path: str, value: Any = None, *, data: bytes | None = None, **headers: str) -> Any:
        body = msgspec.json.encode(value) if data is None else data
        return self.session.post(self.url + path, data=body, headers=self.signed(headers), timeout=TIMEOUT)

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: Any) -> Any:
        return self.session.get(
            self.url + path, params=parameters, headers=self.signed(headers or {}), timeout=TIMEOUT
        )

    def signed(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return ({"Authorization": f"Bearer {self.token.access}"} if self.token.access else {}) | named

    def enrol(self, code: str, **more: str) -> Client:
        """Enrol and sign in."""
        self.enrolled = self.ok(
            self.post("/v1/enroll", wire.Enrol(code, "前台一", "0.1", **more)), wire.Enrolled
        )
        return self.sign_in()

    def sign_in(self) -> Client:
        request = wire.TokenRequest(self.enrolled.console, self.enrolled.secret)
        self.token = self.ok(self.post("/v1/token", request), wire.Token)
        return self

    def push(self, ops: Any, **changes: Any) -> Any:
        value = wire.Push(self.enrolled.console, self.enrolled.epoch, tuple(ops))
        return self.post(self.at("ops"), msgspec.structs.replace(value, **changes))

    def pull(self, after: int = 0, have: int = 0, **more: Any) -> Any:
        asked = {"after": f"site:{after}", "have": have, "epoch": self.enrolled.epoch, "schema": 1}
        return self.get(self.at("changes"), None, **(asked | more))

    def at(self, what: str) -> str:
        return f"/v1/sites/{self.enrolled.site}/{what}"

    @staticmethod
    def ok(answer: Any, kind: Any) -> Any:
        assert answer.status_code == 200, (answer.status_code, answer.text)
        assert answer.headers["X-Sum"] == wire.checksum(answer.content)
        return msgspec.json.decode(answer.content, type=kind)


def problem(answer: Any) -> tuple[int, wire.Problem]:
    """Status and problem of an answer that is one."""
    assert answer.headers["X-Sum"] == wire.checksum(answer.content)
    return answer.status_code, msgspec.json.decode(answer.content, type=wire.Problem)
