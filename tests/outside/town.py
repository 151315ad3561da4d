"""A central service as a process of its own; what is said there is held against its own document."""

from __future__ import annotations

import copy
import json
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jsonschema_rs
import requests

from tests.outside.client import Desk

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ROOT: Final = Path(__file__).resolve().parents[2]


class Document:
    """Holds what is asked and answered against the service's own document."""

    def __init__(self, document: Any) -> None:
        self.document: Final = document
        self.met: Final[set[tuple[str, str, int]]] = set()
        self.wrong: list[str] = []
        self._judges: Final[dict[str, jsonschema_rs.Validator]] = {}

    def look(self, answer: requests.Response, *_: Any, **__: Any) -> None:
        """A hook of requests; complaints are gathered, because an exception here would be the client's."""
        method, path = str(answer.request.method).lower(), urlsplit(str(answer.url)).path
        for template, operations in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method in operations:
                self.met.add((method, template, answer.status_code))
                self._judge(operations[method], answer)
                return
        self.wrong.append(f"{method} {path} is not documented")

    def _judge(self, operation: Any, answer: requests.Response) -> None:
        where = f"{answer.request.method} {answer.url}: {answer.status_code}"
        told = operation["responses"].get(str(answer.status_code))
        if told is None:
            self.wrong.append(f"{where} is not documented")
            return
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind and kind not in told.get("content", {}):
            self.wrong.append(f"{where} is {kind}")
        elif kind == "application/json":
            self._hold(where, told["content"][kind]["schema"], answer.json())
        if answer.status_code == 200 and "requestBody" in operation:
            body = answer.request.body
            assert isinstance(body, bytes)
            plain = zstd.decompress(body) if "Content-Encoding" in answer.request.headers else body
            asked = operation["requestBody"]["content"]["application/json"]["schema"]
            self._hold(where, asked, json.loads(plain))

    def _hold(self, where: str, schema: Any, value: Any) -> None:
        key = json.dumps(schema)
        if key not in self._judges:
            whole = schema | {"components": self.document["components"]}
            self._judges[key] = jsonschema_rs.Draft202012Validator(whole)
        self.wrong += [f"{where}: {error}"[:500] for error in self._judges[key].iter_errors(value)]


class Town:
    """A service as a process, its administrator's command line, and the desks that spoke to it."""

    def __init__(self, database: str) -> None:
        self.database: Final = database
        self.desks: Final[list[Desk]] = []
        self.command("init", "--name", "House")
        with ThreadPoolExecutor() as pool:
            codes = [pool.submit(self.code) for _ in range(2)]
            self.start()
            self.codes: Final = [code.result() for code in codes]
        document = requests.get(f"{self.url}/openapi.json", timeout=9).json()
        self.pages: Final = Document(document)

    def command(self, *arguments: str) -> str:
        """What an administrator's command says; it must succeed."""
        line = [sys.executable, "-m", "central", "--database", self.database, "--lang", "en", *arguments]
        done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, timeout=50, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Let it listen on a port of its choice."""
        line = [sys.executable, "-m", "central", "--database", self.database, "serve", "--port", "0"]
        self.process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
        assert self.process.stdout is not None
        self.url = json.loads(self.process.stdout.readline())["listening"]

    def stop(self) -> None:
        """As an administrator would."""
        for desk in self.desks:
            desk.session.close()
        self.process.terminate()
        assert self.process.wait(30) in {
            0,
            -signal.SIGTERM,
        }  # the latter: ended by it, after all was finished
        assert self.process.stdout is not None
        self.process.stdout.close()

    def code(self) -> str:
        """A new code, as an administrator reads it out."""
        code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", self.command("enroll-code"))
        assert code is not None
        return code[0]

    def desk(self, code: str, *, packs: bool = False) -> Desk:
        """A new desk; the code was typed in small letters."""
        made = self.seen(Desk(self.url, zstd.compress if packs else None))
        made.enrol(code.lower(), "desk")
        return made

    def seen(self, desk: Desk) -> Desk:
        """All it hears from now on is held against the document."""
        desk.session.hooks["response"].append(self.pages.look)
        self.desks.append(desk)
        return desk

    def twin(self, desk: Desk) -> Desk:
        """A copy of a desk's memory, as from a backup."""
        made = self.seen(Desk(self.url))
        kept = {key: copy.deepcopy(value) for key, value in vars(desk).items()
                if key not in {"session", "url", "compress"}}  # fmt: skip
        vars(made).update(kept)
        return made
