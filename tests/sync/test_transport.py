"""The client of the protocol against real sockets: what
it sends, what it believes, what it calls each failure.
"""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from backports import zstd
from msgspec import Raw

from app.domain.link import LinkProblem
from app.operations import wire
from app.sync import transport
from app.sync.lane import MOST, Way
from app.sync.transport import Asked, Transport
from app.sync.trouble import ForkTold, Gap, Resync, SignedOut, Stopped, TooLarge, Trouble
from tests.support.stub import EPOCH, Answer, Stub, hello, json_answer

CONSOLE = "01900000-0000-7000-8000-0000000000c1"
SITE = "01900000-0000-7000-8000-0000000000a1"
SECRET = "s3cret-of-this-console"
ASKED = Asked({"site": 3}, 2, 100, EPOCH, 1)
PAGE = wire.Page(CONSOLE, EPOCH, {"site": 3}, {"site": 3}, {"site": 3}, False, {}, {"site": []}, [])


class Scripted:
    """Answers tokens itself and everything else by ``next``."""

    def __init__(self) -> None:
        self.next: Callable[[str, str, bytes], Answer] = lambda *_: json_answer(PAGE)
        self.tokens = 0
        self.token_requests: list[wire.TokenRequest] = []
        self.token: Callable[[wire.TokenRequest], Answer] | None = None

    def __call__(self, method: str, path: str, body: bytes) -> Answer:
        if not path.endswith("/v1/token"):
            return self.next(method, path, body)
        import msgspec

        request = msgspec.json.decode(body, type=wire.TokenRequest)
        self.token_requests.append(request)
        if self.token is not None:
            return self.token(request)
        self.tokens += 1
        return json_answer(wire.Token(f"access-{self.tokens}", 900, f"refresh-{self.tokens}"))


@pytest.fixture
def script() -> Scripted:
    return Scripted()


@pytest.fixture
def stub(script: Scripted) -> Iterator[Stub]:
    with Stub(script) as made:
        yield made


@pytest.fixture
def client(stub: Stub) -> Iterator[Transport]:
    made = Transport(Way(f"http://127.0.0.1:{stub.port}", margin_s=2.0), CONSOLE, SITE, lambda: SECRET)
    yield made
    made.close()


def held(begun: threading.Event, ended: threading.Event) -> Callable[[str, str, bytes], Answer]:
    """An answer that waits for the test."""

    def answer(*_: object) -> Answer:
        begun.set()
        ended.wait(10)
        return json_answer(PAGE)

    return answer


def trouble(work: Callable[[], Any]) -> Trouble:
    with pytest.raises(Trouble) as raised:
        work()
    return raised.value


def test_a_pull_says_where_it_stands_and_gives_the_page(client: Transport, stub: Stub) -> None:
    assert client.changes(ASKED, 0) == PAGE
    assert stub.asked[-1] == (
        "GET", f"/v1/sites/{SITE}/changes?after=site:3&have=2&limit=100&wait=0&epoch={EPOCH}&schema=1",
    )  # fmt: skip
    assert stub.headers[-1]["Authorization"] == "Bearer access-1"
    assert len(stub.headers[-1]["X-Request-Id"]) == 32


def test_what_is_large_travels_packed_both_ways(client: Transport, stub: Stub, script: Scripted) -> None:
    given: list[bytes] = []

    def answer(_method: str, _path: str, body: bytes) -> Answer:
        given.append(body)
        plain = wire.encode(wire.Pushed(7))
        sums = {"Content-Type": "application/json", "X-Sum": wire.checksum(plain), "Content-Encoding": "zstd"}
        return 200, sums, zstd.compress(plain)

    script.next = answer
    ops = tuple((n, CONSOLE, Raw(b'{"n":"' + b"x" * 200 + b'"}')) for n in range(1, 8))
    request = wire.Push(CONSOLE, EPOCH, ops)
    assert client.push(request).last == 7
    assert stub.headers[-1]["Content-Encoding"] == "zstd"
    assert zstd.decompress(given[0]) == wire.encode(request)
    assert stub.headers[-1]["X-Sum"] == wire.checksum(wire.encode(request))


@pytest.mark.parametrize(
    ("answer", "kind", "problem"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>"), Trouble, LinkProblem.PORTAL),
        ((302, {"Content-Type": "text/html", "Location": "http://login/"}, b""), Trouble, LinkProblem.PORTAL),
        ((200, {"Content-Type": "text/plain"}, b"hello"), Trouble, LinkProblem.NOT_CENTRAL),
        ((404, {"Content-Type": "text/plain"}, b"?"), Trouble, LinkProblem.NOT_CENTRAL),
        ((401, {"Content-Type": "text/html"}, b"<html>"), Trouble, LinkProblem.PORTAL),
        ((407, {}, b""), Trouble, LinkProblem.PROXY),
        ((413, {}, b""), TooLarge, LinkProblem.BUSY),
        ((500, {}, b""), Trouble, LinkProblem.FAILED),
        ((502, {"Content-Type": "text/html"}, b"<html>"), Trouble, LinkProblem.FAILED),
        (json_answer(wire.Problem("revoked"), 403), Trouble, LinkProblem.REVOKED),
        (json_answer(wire.Problem("upgrade"), 426), Trouble, LinkProblem.UPGRADE),
        (json_answer(wire.Problem("fork"), 409), ForkTold, LinkProblem.FAILED),
        (json_answer(wire.Problem("unknown_console"), 401), SignedOut, LinkProblem.UNKNOWN_CONSOLE),
        ((200, {"Content-Type": "application/json"}, wire.encode(PAGE)), Trouble, LinkProblem.GARBLED),
        (
            (200, {"Content-Type": "application/json", "X-Sum": wire.checksum(b"x")}, wire.encode(PAGE)),
            Trouble,
            LinkProblem.GARBLED,
        ),
        (json_answer([1]), Trouble, LinkProblem.GARBLED),
        (
            (200, {"Content-Type": "application/json", "Content-Encoding": "zstd"}, b"no zstd at all"),
            Trouble,
            LinkProblem.GARBLED,
        ),
        (
            (200, {"Content-Type": "application/json", "Content-Length": "999"}, b"{}"),
            Trouble,
            LinkProblem.TIMEOUT,
        ),
    ],
)  # fmt: skip
def test_every_answer_that_is_no_page_has_its_own_name(
    client: Transport, script: Scripted, answer: Answer, kind: type[Trouble], problem: LinkProblem
) -> None:
    client.bearer()
    script.next = lambda *_: answer
    found = trouble(lambda: client.changes(ASKED, 0))
    assert type(found) is kind
    assert found.problem is problem


def test_what_a_program_can_act_on_comes_with_its_values(client: Transport, script: Scripted) -> None:
    script.next = lambda *_: json_answer(wire.Problem("gap", expected=41), 409)
    gap = trouble(lambda: client.push(wire.Push(CONSOLE, EPOCH)))
    assert isinstance(gap, Gap)
    assert gap.expected == 41
    script.next = lambda *_: json_answer(wire.Problem("resync", why="epoch", epoch="e2"), 410)
    resync = trouble(lambda: client.changes(ASKED, 0))
    assert isinstance(resync, Resync)
    assert (resync.why, resync.epoch) == ("epoch", "e2")
    script.next = lambda *_: json_answer(wire.Problem("away"), 503, Retry_After="7")
    assert trouble(lambda: client.changes(ASKED, 0)).retry_after_s == 7.0
    script.next = lambda *_: json_answer(wire.Problem("away"), 429, Retry_After="100000")
    assert trouble(lambda: client.changes(ASKED, 0)).retry_after_s == 300.0


def test_a_bomb_stops_at_its_limit(client: Transport, script: Scripted) -> None:
    bomb = zstd.compress(b" " * (MOST + 1))
    assert len(bomb) < 100_000
    script.next = lambda *_: (200, {"Content-Type": "application/json", "Content-Encoding": "zstd"}, bomb)
    found = trouble(lambda: client.changes(ASKED, 0))
    assert (found.problem, found.detail) == (LinkProblem.GARBLED, f"more than {MOST} bytes")


def test_a_token_that_ended_is_renewed_once_and_the_request_goes_again(
    client: Transport, stub: Stub, script: Scripted
) -> None:
    def answer(*_: object) -> Answer:
        bearer = stub.headers[-1]["Authorization"]
        return json_answer(PAGE) if bearer == "Bearer access-2" else json_answer(wire.Problem("expired"), 401)

    script.next = answer
    assert client.changes(ASKED, 0) == PAGE
    assert [bool(request.secret) for request in script.token_requests] == [True, False]
    script.next = lambda *_: json_answer(wire.Problem("expired"), 401)
    assert trouble(lambda: client.changes(ASKED, 0)).problem is LinkProblem.FAILED
    assert len(stub.asked) < 10


def test_when_the_refresh_token_was_spent_the_secret_goes(client: Transport, script: Scripted) -> None:
    client.bearer()
    script.token = lambda request: (
        json_answer(wire.Problem("spent"), 401) if request.refresh else json_answer(wire.Token("a", 900, "r"))
    )
    script.next = lambda *_: json_answer(wire.Problem("expired"), 401)
    assert trouble(lambda: client.changes(ASKED, 0)).problem is LinkProblem.FAILED
    assert [bool(request.secret) for request in script.token_requests] == [True, False, True]


def test_two_threads_fetch_one_token(client: Transport, script: Scripted) -> None:
    threads = [threading.Thread(target=lambda: client.changes(ASKED, 0)) for _ in range(1)]
    threads.append(threading.Thread(target=lambda: client.push(wire.Push(CONSOLE, EPOCH))))
    script.next = lambda method, *_: json_answer(PAGE if method == "GET" else wire.Pushed(0))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(script.token_requests) == 1


def test_no_secret_is_ever_written_anywhere(
    client: Transport, script: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.next = lambda *_: json_answer(wire.Problem("expired"), 401)
    said = [str(trouble(lambda: client.changes(ASKED, 0))), repr(client), caplog.text]
    script.token = lambda _: json_answer(wire.Problem("signed_out"), 401)
    said.append(str(trouble(lambda: client.changes(ASKED, 0))))
    way = Way("https://127.0.0.1:1", proxy="http://user:s3cret-of-the-proxy@127.0.0.1:1")
    said.append(str(trouble(lambda: transport.enrol(way, wire.Enrol("c0de-of-the-day")))))
    said.append(repr(way))
    for text in [*said, caplog.text]:
        for secret in (SECRET, "s3cret", "access-", "refresh-", "c0de"):
            assert secret not in text


def test_an_address_is_https_or_this_machine() -> None:
    for bad in ("http://central.example", "ftp://x", "central", "https://u:p@x", "https://", "https://x?y=1"):
        assert trouble(Way(bad).checked).problem is LinkProblem.ADDRESS
    assert Way("https://central.example:8443/").checked().central == "https://central.example:8443"
    assert Way("http://127.0.0.1:8765").checked().central == "http://127.0.0.1:8765"


def test_nobody_there_and_a_proxy_that_is_not_there() -> None:
    assert (
        trouble(lambda: transport.enrol(Way("http://127.0.0.1:1"), wire.Enrol())).problem
        is LinkProblem.UNREACHABLE
    )
    way = Way("http://127.0.0.1:1", proxy="http://127.0.0.1:1")
    assert trouble(lambda: transport.enrol(way, wire.Enrol())).problem is LinkProblem.PROXY


def test_the_environment_changes_neither_way_nor_trust(
    client: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    assert client.changes(ASKED, 0) == PAGE


def test_the_proxy_of_the_settings_is_used(script: Scripted) -> None:
    script.next = lambda *_: json_answer(PAGE)
    with Stub(script) as proxy:
        client = Transport(
            Way("http://localhost:1", proxy=f"http://127.0.0.1:{proxy.port}"), CONSOLE, SITE, lambda: SECRET
        )
        try:
            assert client.changes(ASKED, 0) == PAGE
        finally:
            client.close()
        assert proxy.asked[0] == ("POST", "http://localhost:1/v1/token")


class Authority:
    """A private authority, and a server with a certificate of it."""

    def __init__(self, folder: Path) -> None:
        self.ca = trustme.CA()
        self.file = folder / "authority.pem"
        self.ca.cert_pem.write_to_path(str(self.file))

    def context(self, *names: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names).configure_cert(made)
        return made


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_a_private_authority_is_trusted_when_the_settings_name_it(authority: Authority) -> None:
    with Stub(
        lambda *_: json_answer(wire.Enrolled("c", "s", "x", EPOCH)), authority.context("localhost")
    ) as stub:
        way = Way(f"https://localhost:{stub.port}", ca_file=str(authority.file))
        found = trouble(lambda: transport.enrol(way, wire.Enrol("code")))
        assert found.problem is LinkProblem.GARBLED  # the hello of this stub is none: we were let in
        assert stub.asked == [("GET", "/v1/hello")]


@pytest.mark.parametrize(
    "which", ["another authority", "the system's", "another host", "no file", "empty file"]
)
def test_whom_we_do_not_trust_gets_nothing(authority: Authority, tmp_path: Path, which: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "empty.pem").write_text("")
    files = {
        "another authority": (str(Authority(other).file), LinkProblem.CERTIFICATE),
        "the system's": ("", LinkProblem.CERTIFICATE),
        "another host": (str(authority.file), LinkProblem.WRONG_HOST),
        "no file": (str(tmp_path / "nowhere.pem"), LinkProblem.CA_FILE),
        "empty file": (str(other / "empty.pem"), LinkProblem.CA_FILE),
    }
    name = "elsewhere.example" if which == "another host" else "localhost"
    with Stub(lambda *_: json_answer(hello()), authority.context(name)) as stub:
        file, problem = files[which]
        found = trouble(
            lambda: transport.enrol(Way(f"https://localhost:{stub.port}", ca_file=file), wire.Enrol("code"))
        )
        assert found.problem is problem
        assert stub.asked == []


def test_a_service_without_tls_at_a_tls_address_is_none(stub: Stub) -> None:
    found = trouble(lambda: transport.enrol(Way(f"https://localhost:{stub.port}"), wire.Enrol("code")))
    assert found.problem is LinkProblem.NOT_CENTRAL
    assert stub.asked == []


def test_a_poll_under_way_ends_when_the_transport_is_closed(client: Transport, script: Scripted) -> None:
    begun, ended = threading.Event(), threading.Event()
    script.next = held(begun, ended)
    found: list[BaseException] = []

    def poll() -> None:
        try:
            client.changes(ASKED, 25)
        except Trouble as stopped:
            found.append(stopped)

    thread = threading.Thread(target=poll)
    thread.start()
    assert begun.wait(10)
    client.close()
    thread.join(2)
    ended.set()
    assert not thread.is_alive()
    assert type(found[0]) is Stopped


def test_a_request_beyond_its_limit_is_cut_by_the_watch(stub: Stub, script: Scripted) -> None:
    client = Transport(Way(f"http://127.0.0.1:{stub.port}", margin_s=60), CONSOLE, SITE, lambda: SECRET)
    begun, ended = threading.Event(), threading.Event()
    script.next = held(begun, ended)
    found: list[Trouble] = []
    thread = threading.Thread(target=lambda: found.append(trouble(lambda: client.changes(ASKED, 0))))
    thread.start()
    assert begun.wait(10)
    assert not client.polling.abort_overdue(time.monotonic())
    assert client.polling.abort_overdue(time.monotonic() + 1_000)
    thread.join(2)
    ended.set()
    assert found[0].problem is LinkProblem.UNREACHABLE
    script.next = lambda *_: json_answer(PAGE)
    assert client.changes(ASKED, 0) == PAGE  # on a new connection
    client.close()
