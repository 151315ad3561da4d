"""The client of protocol v1 (docs/sync.md): one lane for what is sent, one for the poll that is held.

Every method blocks its thread, raises Trouble, and may be cut short by ``close``. Tokens live in memory only.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from app.domain.link import LinkProblem
from app.operations import wire
from app.sync.lane import HEADER, Answer, Lane, Way
from app.sync.trouble import SignedOut, Trouble, foreign, is_json

Value = TypeVar("Value")
SUM: Final = "X-Sum"
EARLY_S: Final = 30.0  # a token is renewed so long before it ends
_decode_hello: Final = msgspec.json.Decoder(wire.Hello).decode
_decode_token: Final = msgspec.json.Decoder(wire.Token).decode
_decode_enrolled: Final = msgspec.json.Decoder(wire.Enrolled).decode
_decode_digest: Final = msgspec.json.Decoder(wire.Digest).decode


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a console stands in the feed, and how much it wants at a time."""

    after: Mapping[str, int]
    have: int
    limit: int
    epoch: str
    schema: int

    def query(self, wait_s: int) -> str:
        """The parameters of a pull."""
        after = ",".join(f"{stream}:{seq}" for stream, seq in self.after.items())
        return (
            f"after={after}&have={self.have}&limit={self.limit}&wait={wait_s}"
            f"&epoch={self.epoch}&schema={self.schema}"
        )


class Tokens:
    """Proves who this console is. ``secret`` is asked
    when there is no other way: it may open the key ring.
    """

    def __init__(self, console_id: str, secret: Callable[[], str]) -> None:
        self._console_id: Final = console_id
        self._secret: Final = secret
        self._lock: Final = threading.Lock()
        self._access = ""
        self._refresh = ""
        self._until = 0.0

    def bearer(self, lane: Lane, spent: str = "") -> str:
        """A token that is good; ``spent`` is one that central has just refused. Raises Trouble."""
        with self._lock:
            if self._access and self._access != spent and time.monotonic() < self._until:
                return self._access
            token = self._by_refresh(lane) or self._ask(lane, secret=self._secret())
            self._access, self._refresh = token.access, token.refresh
            self._until = time.monotonic() + max(token.expires_s - EARLY_S, token.expires_s / 2)
            return self._access

    def _by_refresh(self, lane: Lane) -> wire.Token | None:
        """It works once; when its answer was lost, or it is too old, the secret goes instead."""
        refresh, self._refresh = self._refresh, ""
        if not refresh:
            return None
        try:
            return self._ask(lane, refresh=refresh)
        except SignedOut:
            return None

    def _ask(self, lane: Lane, *, secret: str = "", refresh: str = "") -> wire.Token:
        asked = wire.TokenRequest(self._console_id, secret, refresh)
        return decoded(_decode_token, lane.request("POST", "/v1/token", body=wire.encode(asked)))


class Transport:
    """One console's way to one site. ``push`` and what goes with it use one lane, ``changes`` the other."""

    def __init__(self, way: Way, console_id: str, site_id: str, secret: Callable[[], str]) -> None:
        checked = way.checked()
        self.pushing: Final = Lane("push", checked)
        self.polling: Final = Lane("poll", checked)
        self._site: Final = f"/v1/sites/{site_id}"
        self._tokens: Final = Tokens(console_id, secret)

    def hello(self) -> wire.Hello:
        """What the service says of itself; raises Trouble(UPGRADE) when it does not speak this protocol."""
        return _hello(self.pushing)

    def push(self, request: wire.Push) -> wire.Pushed:
        """Send ops; raises Gap, ForkTold, Resync, TooLarge besides."""
        return decoded(wire.decode_pushed, self._signed(self.pushing, "POST", "/ops", wire.encode(request)))

    def changes(self, asked: Asked, wait_s: int) -> wire.Page | None:
        """A page, held up to ``wait_s`` seconds; None when nothing came. Raises Resync besides."""
        path = f"/changes?{asked.query(wait_s)}"
        answer = self._signed(self.polling, "GET", path, wait_s=wait_s)
        if answer.status == 204:  # No Content
            return None
        return decoded(wire.decode_page, answer, is_summed=True)

    def digest(self, request: wire.DigestRequest) -> wire.Digest:
        """Hashes of central's rows; raises Moved besides."""
        return decoded(_decode_digest, self._signed(self.pushing, "POST", "/digest", wire.encode(request)))

    def new_identity(self, name: str, app: str) -> wire.Enrolled:
        """This store is a copy: ask for an id of its own."""
        body = wire.encode(wire.Enrol(name=name, app=app, reason="fork"))
        return decoded(_decode_enrolled, self._signed(self.pushing, "POST", "/v1/enroll", body))

    def bearer(self) -> str:
        """A token for a request of another module (the snapshot)."""
        return self._tokens.bearer(self.pushing)

    @property
    def snapshot_path(self) -> str:
        """Where the site's snapshot is."""
        return f"{self._site}/snapshot"

    def close(self) -> None:
        """End both lanes, also under whoever waits."""
        self.pushing.close()
        self.polling.close()

    def _signed(
        self, lane: Lane, method: str, path: str, body: bytes | None = None, wait_s: float = 0.0
    ) -> Answer:
        """With a token; when central refuses it, once more with another."""
        whole = path if path.startswith("/v1/") else self._site + path
        headers = {SUM: wire.checksum(body)} if body is not None else {}
        bearer = self._tokens.bearer(lane)
        try:
            return lane.request(method, whole, body=body, bearer=bearer, wait_s=wait_s, headers=headers)
        except SignedOut as refused:
            if refused.is_unknown:
                raise
        bearer = self._tokens.bearer(lane, spent=bearer)
        try:
            return lane.request(method, whole, body=body, bearer=bearer, wait_s=wait_s, headers=headers)
        except SignedOut as refused:
            if refused.is_unknown:
                raise
            # of a token it has just given
            raise Trouble(LinkProblem.FAILED, f"401 {refused.detail}") from None


def enrol(way: Way, request: wire.Enrol) -> wire.Enrolled:
    """Ask a service to take this console in; raises Trouble (CODE, SITE_TAKEN besides)."""
    lane = Lane("enrol", way.checked())
    try:
        _hello(lane)
        try:
            answer = lane.request("POST", "/v1/enroll", body=wire.encode(request))
        except SignedOut:
            raise Trouble(LinkProblem.CODE) from None
        return decoded(_decode_enrolled, answer)
    finally:
        lane.close()


def _hello(lane: Lane) -> wire.Hello:
    hello = decoded(_decode_hello, lane.request("GET", "/v1/hello"))
    if not hello.protocol[0] <= wire.PROTOCOL <= hello.protocol[1]:
        raise Trouble(LinkProblem.UPGRADE, f"protocol {hello.protocol[0]} to {hello.protocol[1]}")
    return hello


def decoded(decode: Callable[[bytes], Value], answer: Answer, *, is_summed: bool = False) -> Value:
    """The value of an answer. Raises Trouble: PORTAL, NOT_CENTRAL, GARBLED."""
    if not is_json(answer.headers):
        raise foreign(answer.headers, str(answer.status))
    said = answer.headers.get(SUM)
    if (said is None and is_summed) or (said is not None and said != wire.checksum(answer.body)):
        raise Trouble(LinkProblem.GARBLED, f"sum {answer.headers.get(HEADER, '')[:40]}")
    try:
        return decode(answer.body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Trouble(LinkProblem.GARBLED, "json") from None
