"""A client of central by somebody who has read docs/sync.md and /docs and nothing else: no word of our code.

Deliberately plain: requests for the network, json, uuid and hashlib beside it. Rows are dicts by column name.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any, Final

import requests

SCHEMA: Final = 1  # the vocabulary this client knows
WAIT: Final = (5.0, 40.0)  # to connect, and to be answered (s): more than a poll is held
Json = Any  # Any: what json.loads gives
Offer = tuple[int, str, bytes]  # seq, op_id, the op's bytes


class Told(Exception):
    """The service did not do it: its status and its reason."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(status, problem)
        self.status: Final = status
        self.problem: Final = problem
        self.code: Final[str] = problem["code"]


class Untrue(Exception):
    """What came is not what was sent, or not for this desk: it is dropped, the same may be asked again."""


def compact(value: Json) -> bytes:
    """JSON as the service hashes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def checksum(body: bytes) -> str:
    """What the header X-Sum must say of an uncompressed body."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


class Desk:
    """One console: its identity, what it has done, and what it knows of its site.

    ``compress`` packs a body as zstd; without it bodies travel as they are.
    """

    def __init__(self, url: str, compress: Callable[[bytes], bytes] | None = None) -> None:
        self.url: Final = url
        self.compress: Final = compress
        self.session: Final = requests.Session()
        self.session.trust_env = False
        self.hello: Json = self.get("/v1/hello")
        self.epoch: str = self.hello["epoch"]
        self.console = self.site = self.secret = self.access = self.refresh = ""
        self.outbox: list[Offer] = []
        self.last = 0  # the highest seq the service said it has processed
        self.have = 0  # the highest seq whose result is here
        self.cursor = {"site": 0}
        self.rows: dict[tuple[str, str], dict[str, Json]] = {}
        self.wires: dict[tuple[str, str], list[Json]] = {}
        self.results: dict[str, Json] = {}
        self.pages: list[Json] = []

    # ---- how it speaks

    def get(self, path: str, **parameters: Json) -> Json:
        """The value of an answer 200; raises Told, Untrue, requests.RequestException (unknown: ask again)."""
        return self._read(self.answer("GET", path, params=parameters))

    def post(self, path: str, body: bytes) -> Json:
        """The same for a body."""
        headers = {"Content-Type": "application/json", "X-Sum": checksum(body)}
        if self.compress is not None:
            body, headers["Content-Encoding"] = self.compress(body), "zstd"
        return self._read(self.answer("POST", path, data=body, headers=headers))

    def answer(self, method: str, path: str, **more: Any) -> requests.Response:
        """An answer as it comes, signed with the access token."""
        signed = {"Authorization": f"Bearer {self.access}"} if getattr(self, "access", "") else {}
        headers = signed | more.pop("headers", {})
        return self.session.request(method, self.url + path, headers=headers, timeout=WAIT, **more)

    @staticmethod
    def _read(answer: requests.Response) -> Json:
        body = answer.content  # requests has unpacked it
        if answer.headers["X-Sum"] != checksum(body):
            raise Untrue("X-Sum")
        value = json.loads(body)
        if answer.status_code != 200:
            raise Told(answer.status_code, value)
        return value

    def at(self, what: str) -> str:
        """The path of something of this desk's site."""
        return f"/v1/sites/{self.site}/{what}"

    # ---- who it is

    def enrol(self, code: str, name: str) -> None:
        """Become a console of the code's site, and sign in."""
        self._become(self.post("/v1/enroll", compact({"code": code, "name": name, "app": "stranger 1"})))

    def fork(self) -> None:
        """A copy of this desk has spoken: take a new identity; what has no result yet is numbered anew."""
        self._become(self.post("/v1/enroll", compact({"reason": "fork"})))
        waiting = [entry for entry in self.outbox if entry[1] not in self.results]
        self.outbox = [(seq, op_id, op) for seq, (_, op_id, op) in enumerate(waiting, 1)]
        self.last = self.have = 0

    def _become(self, given: Json) -> None:
        self.console, self.site = given["console"], given["site"]
        self.secret, self.epoch = given["secret"], given["epoch"]
        self.sign_in()

    def sign_in(self) -> None:
        """Tokens by the secret."""
        self._take_tokens({"console": self.console, "secret": self.secret})

    def renew(self) -> None:
        """Tokens by the refresh token, which then is spent."""
        self._take_tokens({"console": self.console, "refresh": self.refresh})

    def _take_tokens(self, proof: Json) -> None:
        given = self.post("/v1/token", compact(proof))
        self.access, self.refresh = given["access"], given["refresh"]

    # ---- what it does

    def do(self, kind: str, actor: str, at: int, **body: Json) -> str:
        """Put an op into the outbox; its id. ``at``: UTC ms."""
        op_id = str(uuid.uuid4())
        op = {"op_id": op_id, "actor": actor, "at": at, "mono": 0, "boot_id": "", "offset_ms": 0,
              "schema": SCHEMA, "body": {"kind": kind, **body}}  # fmt: skip
        seq = len(self.outbox) + 1
        self.outbox.append((seq, op_id, compact(op)))
        return op_id

    def push(self) -> None:
        """Send what the service has not yet processed, in order, as much at a time as it takes."""
        most = self.hello["limits"]["ops"]
        while waiting := [entry for entry in self.outbox if entry[0] > max(self.have, self.last)]:
            before = self.last
            self.last = self.offer(waiting[:most])["last"]
            if self.last <= before:
                return  # held: central does not know this vocabulary yet

    def offer(self, ops: Iterable[Offer], epoch: str | None = None) -> Json:
        """One push; the ops' bytes stand in it as they are."""
        told = b",".join(b'[%d,"%s",%s]' % (seq, op_id.encode(), op) for seq, op_id, op in ops)
        who = compact({"console": self.console, "epoch": self.epoch if epoch is None else epoch})
        return self.post(self.at("ops"), who[:-1] + b',"ops":[' + told + b"]}")

    def pull(self, wait: float = 0, limit: int = 5_000) -> None:
        """Take in all there is beyond the cursor; with ``wait`` (s) held until there is something."""
        more = True
        while more:
            after = ",".join(f"{stream}:{seq}" for stream, seq in self.cursor.items())
            page = self.get(self.at("changes"), after=after, have=self.have, epoch=self.epoch,
                            schema=SCHEMA, limit=limit, wait=wait)  # fmt: skip
            self._absorb(page)
            more, wait = page["more"], 0

    def _absorb(self, page: Json) -> None:
        if (page["console"], page["epoch"], page["after"]) != (self.console, self.epoch, self.cursor):
            raise Untrue("not for this desk")
        mine = {seq: op_id for seq, op_id, _ in self.outbox}
        fresh = [told for told in page["results"] if told[0] > self.have]
        if any(mine.get(seq) != op_id for seq, op_id, _ in fresh):
            raise Untrue("results of a copy of this desk")
        for changed in page["rows"].values():
            for _, subject, identity, values in changed:
                self.place(subject, identity, values)
        for seq, op_id, result in fresh:
            self.results[op_id] = result
            self.have = seq
        self.cursor = page["next"]
        self.pages.append(page)

    def place(self, subject: str, identity: str, values: list[Json] | None) -> None:
        """A row as it is now; None for one that is gone."""
        if values is None:
            self.rows.pop((subject, identity), None)
            self.wires.pop((subject, identity), None)
            return
        self.wires[subject, identity] = values
        self.rows[subject, identity] = dict(zip(self.hello["columns"][subject], values, strict=False))

    def begin_anew(self) -> None:
        """After 410 ``epoch``: go back to what the service has processed; then push and pull."""
        self.hello = self.get("/v1/hello")
        self.epoch = self.hello["epoch"]
        self.last = self.offer([])["last"]
        self.have = 0  # every answer is asked for again: it may be another one now
        self.cursor = dict.fromkeys(self.cursor, 0)
        self.rows, self.wires = {}, {}

    # ---- what it asks beside the feed

    def digest(self, subject: str) -> tuple[int, str]:
        """How many rows of a subject central has, and their hash."""
        asked = {"after": self.cursor, "columns": {subject: len(self.hello["columns"][subject])},
                 "ranges": [[subject, "", "~"]]}  # fmt: skip
        count, hashed = self.post(self.at("digest"), compact(asked))["ranges"][0][3:]
        return count, hashed

    def own_digest(self, subject: str) -> tuple[int, str]:
        """The same of the rows here."""
        mine = sorted((key[1], values) for key, values in self.wires.items() if key[0] == subject)
        return len(mine), hashlib.sha256(b"".join(compact(values) for _, values in mine)).hexdigest()

    def history(self, **moment: Json) -> dict[tuple[str, str], dict[str, Json]]:
        """Rows as they were."""
        told = self.get(self.at("history"), **moment)
        return {
            (subject, identity): dict(zip(told["columns"][subject], values, strict=True))
            for subject, identity, values in told["rows"]
        }

    def conflicts(self) -> list[dict[str, Json]]:
        """What people still have to decide."""
        told = self.get(self.at("conflicts"))
        return [dict(zip(told["columns"], values, strict=True)) for values in told["rows"]]
