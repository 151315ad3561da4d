"""The protocol over real sockets: in, signed, pushed, pulled, held, refused; on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from msgspec import Raw

from app.domain.ids import derived
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.tables import WIRE
from central import accounts, tokens
from central.bodies import zstd
from central.settings import now_ms
from central.throttle import Rate
from tests.support.central import Client, Running, make_site_with_code, more_code, problem
from tests.support.house import SITE, House
from tests.support.seat import outbox

Start = Callable[..., Running]
Make = Callable[[Running], Client]


@pytest.fixture
def running(start: Start) -> Running:
    return start()


@pytest.fixture
def console(running: Running, client: Make) -> Client:
    return client(running).enrol(make_site_with_code(running.database, now_ms()))


def another(console: Client, running: Running, client: Make) -> Client:
    return client(running).enrol(more_code(running.database, now_ms(), console.enrolled.site))


def test_hello_says_what_a_stranger_needs(running: Running, client: Make) -> None:
    hello = Client.ok(client(running).get("/v1/hello"), wire.Hello)
    assert (hello.protocol, hello.schema) == ((1, 1), SCHEMA)
    assert hello.columns == WIRE
    assert hello.epoch == running.service.facts.epoch


def test_what_one_console_did_the_other_sees_and_each_its_results(
    console: Client, running: Running, client: Make, house: House
) -> None:
    house.book(house.add_room())
    assert Client.ok(console.push(outbox(house)), wire.Pushed) == wire.Pushed(2)
    mine = Client.ok(console.pull(), wire.Page)
    assert [(seq, result.status) for seq, _, result in mine.results] == [(1, "ok"), (2, "ok")]
    assert {row[1] for row in mine.rows["site"]} == {"room", "meeting", "task"}
    assert Client.ok(console.pull(mine.next["site"], 2), wire.Page).rows == {"site": []}
    other = another(console, running, client)
    theirs = Client.ok(other.pull(), wire.Page)
    assert theirs.rows == mine.rows
    assert theirs.results == []


def test_a_code_works_once_and_not_for_ever(start: Start, client: Make) -> None:
    now = [1_800_000_000_000]
    running = start(now=lambda: now[0])
    code = make_site_with_code(running.database, now[0])
    late = more_code(running.database, now[0])
    client(running).enrol(code.lower().replace("-", " "))
    assert problem(client(running).post("/v1/enroll", wire.Enrol(code)))[0] == 403
    assert problem(client(running).post("/v1/enroll", wire.Enrol("0000-0000-0000")))[0] == 403
    now[0] += 3_600_001
    assert problem(client(running).post("/v1/enroll", wire.Enrol(late)))[1].code == "code"


def test_an_empty_site_takes_over_the_id_of_a_console_with_data(running: Running, client: Make) -> None:
    now, own = now_ms(), derived("a house of its own", "site")
    code, second = make_site_with_code(running.database, now), more_code(running.database, now)
    first = client(running).enrol(code, site=own)
    assert (first.enrolled.site, first.enrolled.site_name) == (own, "市机关会议中心")
    assert client(running).enrol(second).enrolled.site == own
    third = more_code(running.database, now, own)
    answer = client(running).post("/v1/enroll", wire.Enrol(third, site=derived("third", "site")))
    assert (problem(answer)[0], problem(answer)[1].code) == (409, "other_site")
    assert client(running).enrol(third).enrolled.site == own  # what was refused did not use the code up


def test_a_refresh_token_works_once_and_a_spent_one_ends_its_family(console: Client) -> None:
    asked = wire.TokenRequest(console.enrolled.console, refresh=console.token.refresh)
    second = Client.ok(console.post("/v1/token", asked), wire.Token)
    status, said = problem(console.post("/v1/token", asked))
    assert (status, said.code) == (401, "spent")
    third = wire.TokenRequest(console.enrolled.console, refresh=second.refresh)
    assert problem(console.post("/v1/token", third))[0] == 401  # the honest holder too: by the secret, then
    console.sign_in()
    assert console.pull().status_code == 200


def test_an_access_token_ends_and_nothing_else_opens(start: Start, client: Make) -> None:
    now = [1_800_000_000_000]
    running = start(now=lambda: now[0])
    console = client(running).enrol(make_site_with_code(running.database, now[0]))
    good = console.token
    now[0] += tokens.ACCESS_S * 1000
    assert problem(console.pull())[1].code == "expired"
    for bad in ("", "x", good.refresh, good.access[:-2] + "AA", f"{good.access}.x", "é.é"):
        answer = console.session.get(
            running.url + console.at("changes"), params={"after": "site:0", "epoch": "e"},
            headers={"Authorization": f"Bearer {bad}".encode()}, timeout=9,
        )  # fmt: skip
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    wrong = wire.TokenRequest(console.enrolled.console, "not the secret")
    assert problem(console.post("/v1/token", wrong))[0] == 401


def test_a_console_speaks_for_itself_and_its_site_alone(
    console: Client, running: Running, client: Make, house: House
) -> None:
    house.add_room()
    other = another(console, running, client)
    assert problem(console.push(outbox(house), console=other.enrolled.console))[1].code == "other_console"
    elsewhere = derived("elsewhere", "site")
    for path in ("changes?after=site:0&epoch=e", "snapshot", "history?n=1", "conflicts"):
        assert problem(console.get(f"/v1/sites/{elsewhere}/{path}"))[1].code == "other_site"
    for path in ("ops", "digest"):
        assert problem(console.post(f"/v1/sites/{elsewhere}/{path}", {}))[1].code == "other_site"


def test_a_revoked_console_reads_nothing_and_its_ops_wait_for_review(
    console: Client, running: Running, house: House
) -> None:
    house.add_room()
    with running.database.writing() as connection:
        assert accounts.revoke(connection, console.enrolled.console, now_ms())
    for path in ("snapshot", "conflicts", "history"):
        assert problem(console.get(console.at(path), n=1))[1].code == "revoked"
    assert problem(console.pull())[1].code == "revoked"
    assert problem(console.push(outbox(house)))[1].code == "revoked"
    console.sign_in()  # it may still hand in what it holds
    assert problem(console.push(outbox(house)))[1].code == "revoked"
    with running.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT seq, op_id FROM quarantine").all()
        assert [tuple(row) for row in kept] == [(1, outbox(house)[0][1])]
        assert connection.exec_driver_sql("SELECT count(*) FROM oplog").scalar_one() == 0


def test_a_fork_gets_a_new_identity_and_its_ops_are_not_done_twice(
    console: Client, running: Running, client: Make, house: House
) -> None:
    house.book(house.add_room())
    console.push(outbox(house))
    copy = client(running)
    copy.token = console.token
    answer = copy.post("/v1/enroll", wire.Enrol(reason="fork"))
    copy.enrolled = Client.ok(answer, wire.Enrolled)
    assert copy.enrolled.site == console.enrolled.site
    assert copy.enrolled.console != console.enrolled.console
    copy.sign_in()
    assert Client.ok(copy.push(outbox(house)), wire.Pushed) == wire.Pushed(2)
    assert Client.ok(copy.pull(), wire.Page).rows == Client.ok(console.pull(), wire.Page).rows
    assert problem(client(running).post("/v1/enroll", wire.Enrol(reason="fork")))[0] == 401


def test_gap_fork_and_another_epoch(console: Client, house: House) -> None:
    for number in ("301", "302", "303"):
        house.add_room(number)
    ops = outbox(house)
    console.push(ops[:1])
    status, said = problem(console.push(ops[2:]))
    assert (status, said.code, said.expected) == (409, "gap", 2)
    clone = [(1, *ops[1][1:])]
    assert problem(console.push(clone))[1].code == "fork"
    status, said = problem(console.push(ops[1:], epoch="another"))
    assert (status, said.code, said.why, said.epoch) == (410, "resync", "epoch", console.enrolled.epoch)
    assert problem(console.pull(epoch="another"))[1].why == "epoch"
    assert problem(console.pull(after=99))[1].why == "epoch"  # beyond the head: an older database
    assert problem(console.pull(schema=0))[0] == 426
    assert Client.ok(console.push([]), wire.Pushed) == wire.Pushed(1)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff", b'{"console":1,"code":1}', b"[" * 100_000]
)
def test_garbage_is_no_request(console: Client, data: bytes) -> None:
    for path in (console.at("ops"), console.at("digest"), "/v1/enroll", "/v1/token"):
        assert problem(console.post(path, data=data))[0] in {400, 413}


def test_numbers_and_ids_that_no_database_holds_are_no_request(console: Client, house: House) -> None:
    house.add_room()
    [(_, op_id, body)] = outbox(house)
    for op in (
        (0, op_id, body),
        (-1, op_id, body),
        (2**63, op_id, body),
        (1, "x" * 40, body),
        (1, "\x00", body),
    ):
        assert problem(console.push([op]))[0] == 400
    good: dict[str, object] = {"after": "site:0", "epoch": console.enrolled.epoch}
    spoiled: list[dict[str, object]] = [
        {"after": "site"}, {"after": "site:1,"}, {"after": "other:1"}, {"have": -1}, {"have": 2**70},
        {"limit": 0}, {"wait": "nan"}, {"have": "x"},
    ]  # fmt: skip
    for changed in spoiled:
        assert problem(console.get(console.at("changes"), None, **(good | changed)))[0] == 400


def test_values_that_no_database_holds_are_refused_and_block_nothing(console: Client, house: House) -> None:
    house.add_room("301")
    house.add_room("302")
    ops = outbox(house)
    body = msgspec.json.decode(bytes(ops[0][2]))
    spoiled: list[dict[str, object]] = [
        body | {"actor": "\x00"}, body | {"at": 2**63}, body | {"undoes": "\x00"},
        body | {"body": {"kind": "\x00"}}, body | {"body": body["body"] | {"name": "a\x00b"}},
        body | {"actor": "x" * 100_000}, body | {"schema": -5},
    ]  # fmt: skip
    sent = []
    for seq, value in enumerate(spoiled, 1):
        identity = derived(ops[0][1], seq)
        sent.append((seq, identity, Raw(msgspec.json.encode(value | {"op_id": identity}))))
    sent.append((len(sent) + 1, *ops[1][1:]))
    assert Client.ok(console.push(sent), wire.Pushed) == wire.Pushed(len(sent))
    results = {seq: r.status for seq, _, r in Client.ok(console.pull(), wire.Page).results}
    assert results[len(sent)] == "ok"
    assert {results[seq] for seq in range(1, 6)} == {"refused"}


def test_zstd_both_ways_and_a_bomb_is_stopped(console: Client, running: Running, house: House) -> None:
    house.book(house.add_room())
    value = wire.Push(console.enrolled.console, console.enrolled.epoch, tuple(outbox(house)))
    packed = zstd.compress(msgspec.json.encode(value))
    assert (
        Client.ok(console.post(console.at("ops"), data=packed, Content_Encoding="zstd"), wire.Pushed).last
        == 2
    )
    page = console.get(console.at("changes"), {"Accept-Encoding": "zstd"}, after="site:0", epoch=value.epoch)
    assert page.headers["Content-Encoding"] == "zstd"
    plain = console.get(console.at("changes"), {"Accept-Encoding": "gzip"}, after="site:0", epoch=value.epoch)
    assert "Content-Encoding" not in plain.headers
    assert Client.ok(page, wire.Page) == Client.ok(plain, wire.Page)
    limits = running.service.settings.limits
    bomb = zstd.compress(b" " * (limits.bytes + 1))
    assert len(bomb) < 10_000
    assert problem(console.post(console.at("ops"), data=bomb, Content_Encoding="zstd"))[0] == 413
    assert problem(console.post(console.at("ops"), data=b" " * (limits.bytes + 1)))[0] == 413
    wide = zstd.compress(b"{}" * 20_000_000, options={zstd.CompressionParameter.window_log: 27})
    assert problem(console.post(console.at("ops"), data=wide, Content_Encoding="zstd"))[0] in {400, 413}
    assert problem(console.post(console.at("ops"), data=packed[:-3], Content_Encoding="zstd"))[0] == 400
    assert problem(console.post(console.at("ops"), data=b"{}", Content_Encoding="br"))[0] == 400
    many = [(seq, derived(SITE, seq), Raw(b"{}")) for seq in range(1, limits.ops + 2)]
    assert problem(console.push(many))[0] == 413


def test_a_console_that_asks_too_often_is_told_when_to_come_back(start: Start, client: Make) -> None:
    running = start(rate=Rate(per_s=0.001, burst=3))
    console = client(running).enrol(make_site_with_code(running.database, now_ms()))
    assert [console.pull().status_code for _ in range(3)] == [200] * 3
    refused = console.pull()
    assert problem(refused)[0] == 429
    assert int(refused.headers["Retry-After"]) > 1
    assert console.get("/v1/hello").status_code == 200


def test_guessing_at_the_door_is_slowed_down(start: Start, client: Make) -> None:
    running = start(strangers=Rate(per_s=0.001, burst=3))
    code = make_site_with_code(running.database, now_ms())
    guesses = [client(running).post("/v1/enroll", wire.Enrol(f"{n:012}")).status_code for n in range(4)]
    assert guesses == [403, 403, 403, 429]
    assert problem(client(running).post("/v1/enroll", wire.Enrol(code)))[0] == 429


def test_a_held_poll_is_answered_by_what_another_process_commits(
    start: Start, client: Make, house: House
) -> None:
    one, two = start(), start()
    reader = client(one).enrol(make_site_with_code(one.database, now_ms()))
    writer = client(two).enrol(more_code(one.database, now_ms()))
    house.add_room()
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(reader.pull, wait=20)
        hold_until(one, 1)
        Client.ok(writer.push(outbox(house)), wire.Pushed)
        page = Client.ok(held.result(), wire.Page)
    assert [row[1] for row in page.rows["site"]] == ["room"]
    assert len(one.service.waiters) == 0


def test_a_refusal_wakes_the_console_that_waits_for_it(
    console: Client, running: Running, house: House
) -> None:
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(console.pull, wait=20)
        hold_until(running, 1)
        poller = Client(console.url)
        poller.enrolled, poller.token = console.enrolled, console.token
        poller.push([(1, house.new_id(), Raw(b'"nothing"'))])
        poller.close()
        page = Client.ok(held.result(), wire.Page)
    assert page.rows == {"site": []}
    assert [result.status for _, _, result in page.results] == ["refused"]


def test_a_poll_held_in_vain_ends_with_an_empty_page_and_leaves_nothing(
    console: Client, running: Running
) -> None:
    page = Client.ok(console.pull(wait=0.2), wire.Page)
    assert (page.after, page.next, page.head, page.more) == ({"site": 0}, {"site": 0}, {"site": 0}, False)
    assert len(running.service.waiters) == 0


def test_held_polls_are_answered_when_the_service_stops(console: Client, running: Running) -> None:
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(console.pull, wait=20)
        hold_until(running, 1)
        stopper = threading.Thread(target=running.stop)
        stopper.start()
        assert Client.ok(held.result(10), wire.Page).rows == {"site": []}
        stopper.join()


def hold_until(running: Running, count: int) -> None:
    """Wait until so many polls are held."""
    pause = threading.Event()
    for _ in range(500):
        if len(running.service.waiters) == count:
            return
        pause.wait(0.02)
    raise AssertionError("no poll is held")
