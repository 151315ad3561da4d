"""The device processes: real broker, real sockets, real kills. Each test ends with nothing running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.devices import broker
from app.devices.children import SOURCES, DeviceHouse, free_port
from app.devices.house import PLAN, Plan, write
from app.devices.messages import (
    AGENT,
    ALARMS,
    READINGS,
    AgentMessage,
    RawMessage,
    decode_agent,
    decode_reading,
    encode,
)
from app.devices.mqtt import Client, Connection, new_client
from tests.support.broker import LIMIT_S, running_broker, speaker
from tests.support.records import T0, device
from tests.support.sure import readable

DEVICES = (
    device("网关", None, "gateway", number="3F", address="mqtt:t/3F"),
    device(address="mqtt:t/3F/vt", number="302-video-terminal-1"),
    device("环境传感器", kind="sensor", address="mqtt:t/3F/s", number="302-sensor-1"),
)


class Listener:
    """Hears everything the agent publishes."""

    def __init__(self, where: Callable[[], tuple[str, int] | None]) -> None:
        self.said: dict[str, bytes] = {}
        self._news = threading.Condition()
        self._connection = Connection(where, self._make, self._joined)
        self._thread = threading.Thread(target=self._connection.run, name="listener")

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._connection.stopped.set()
        self._thread.join(LIMIT_S)

    def _joined(self, client: Client) -> None:
        client.subscribe([("huiwutai/#", 1)])

    def _make(self):
        client = new_client()
        client.on_message = self._on_message
        return client

    def _on_message(self, _client, _userdata, message) -> None:
        with self._news:
            self.said[message.topic] = message.payload
            self._news.notify_all()

    def wait(self, condition: Callable[[dict[str, bytes]], object], limit_s: float = 20.0) -> None:
        with self._news:
            assert self._news.wait_for(lambda: condition(self.said), limit_s), sorted(self.said)

    def beat(self) -> AgentMessage:
        return beat_of(self.said)


def beat_of(said: dict[str, bytes]) -> AgentMessage:
    return readable(decode_agent(AGENT, said[AGENT]))


@pytest.fixture
def house():
    made = DeviceHouse()
    yield made
    made.stop()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def wait_until(condition: Callable[[], bool], limit_s: float = LIMIT_S) -> bool:
    until, idle = time.monotonic() + limit_s, threading.Event()
    while not condition() and time.monotonic() < until:
        idle.wait(0.05)
    return condition()


def test_simulator_broker_and_agent_bring_readings_and_alarms(tmp_path, house):
    house.start(tmp_path, T0, 1, DEVICES, simulate=True)
    with Listener(house.address) as heard:
        heard.wait(lambda said: sum(topic.startswith(READINGS) for topic in said) == 3)
        heard.wait(lambda said: AGENT in said and beat_of(said).active)
        assert abs(heard.beat().at - T0) < 60_000, "the agent runs on the site's clock"


def test_a_killed_agent_comes_back_with_what_it_knew(tmp_path, house):
    house.start(tmp_path, T0, 1, DEVICES, simulate=True)
    with Listener(house.address) as heard:
        heard.wait(lambda said: AGENT in said and beat_of(said).active)
        before = heard.beat()
        os.kill(house.pids()["agent"], signal.SIGKILL)
        heard.wait(lambda said: beat_of(said).boot != before.boot and heard.beat().alive)
        assert heard.beat().active == before.active, "the same occurrences, not new ones"


def test_a_killed_broker_comes_back_and_everything_is_told_again(tmp_path, house):
    house.start(tmp_path, T0, 1, DEVICES, simulate=True)
    with Listener(house.address) as heard:
        heard.wait(lambda said: sum(topic.startswith(READINGS) for topic in said) == 3)
        os.kill(house.pids()["broker"], signal.SIGKILL)
        heard.said.clear()
        heard.wait(lambda said: sum(topic.startswith(READINGS) for topic in said) == 3)


def test_the_register_can_grow_while_it_runs(tmp_path, house):
    house.start(tmp_path, T0, 1, DEVICES[:1], simulate=True)
    with Listener(house.address) as heard:
        heard.wait(lambda said: READINGS + DEVICES[0].id in said)
        house.set_register(DEVICES)
        heard.wait(lambda said: READINGS + DEVICES[2].id in said)


def test_children_end_when_the_console_is_killed(tmp_path):
    """kill -9 of the parent closes the pipes: broker (mosquitto too), agent and simulator go."""
    program = (
        "import sys, time, pathlib, threading\n"
        "from app.devices.children import DeviceHouse\n"
        "from tests.devices.test_children import DEVICES, T0, wait_until\n"
        "house = DeviceHouse()\n"
        "house.start(pathlib.Path(sys.argv[1]), T0, 1, DEVICES, simulate=True)\n"
        "assert wait_until(lambda: len(house.pids()) == 3)\n"
        "print(*house.pids().values(), flush=True)\n"
        "threading.Event().wait()\n"
    )
    environment = dict(os.environ, PYTHONPATH=str(SOURCES))
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, env=environment, cwd=SOURCES
    ) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        children = set(pids)
        assert len(pids) == 3
        wait_until(lambda: bool(_children_of(pids[0])), 3.0)
        children |= _children_of(pids[0])
        parent.kill()
    assert wait_until(lambda: not any(is_alive(pid) for pid in children)), "left running"


def _children_of(pid: int) -> set[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return {int(word) for word in listed.read_text().split()} if listed.exists() else set()


@pytest.mark.parametrize("program", ["", "mosquitto"])
def test_both_brokers_keep_what_is_retained_and_pass_it_on(tmp_path, program):
    found = broker.find_mosquitto() if program else ""
    if found is None:
        pytest.skip("mosquitto is not installed here")
    with running_broker(tmp_path, found) as where, speaker(where) as client:
        client.publish("huiwutai/x", b"kept", 1, True)
        with Listener(lambda: where) as heard:
            heard.wait(lambda said: said.get("huiwutai/x") == b"kept")


def test_a_child_without_a_plan_says_so_and_ends(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app.devices", "broker", str(tmp_path)],
        stdin=subprocess.DEVNULL, capture_output=True, cwd=SOURCES, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 78
    assert b"house.json" in done.stderr


def test_an_agent_ends_with_its_input_and_keeps_its_memory(tmp_path):
    write(tmp_path / PLAN, Plan("127.0.0.1", free_port()))
    done = subprocess.run(
        [sys.executable, "-m", "app.devices", "agent", str(tmp_path)],
        stdin=subprocess.DEVNULL, capture_output=True, cwd=SOURCES, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "memory.json").exists()


def test_a_taken_port_gives_way_to_a_free_one():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        taken = holder.getsockname()[1]
        assert free_port(taken) != taken
    assert free_port(taken) == taken


@pytest.mark.serial
def test_a_flood_from_one_device_delays_nobody_elses_alarm(tmp_path, house):
    """R-13 in small: 5,000 messages of a sensor, and the fault of another device in the middle of them."""
    house.start(tmp_path, int(time.time() * 1000), 1, DEVICES)

    def now() -> int:
        return int(time.time() * 1000)

    def flood(client: Client) -> None:
        for seq in range(1, 5_001):
            client.publish("t/3F/s", encode(RawMessage("b", seq, now(), values={"co2": 600.0})), 1, False)

    with Listener(house.address) as heard:
        heard.wait(lambda said: AGENT in said)
        where = house.address()
        assert where is not None
        with speaker(where) as noisy, speaker(where) as quiet:
            flooding = threading.Thread(target=flood, args=(noisy,))
            flooding.start()
            quiet.publish("t/3F/vt", encode(RawMessage("b", 1, now(), "fault")), 1, False)
            heard.wait(lambda said: any(t.startswith(ALARMS) and b"fault" in p for t, p in said.items()), 5.0)
            flooding.join()
        sensor = READINGS + DEVICES[2].id
        heard.wait(lambda said: sensor in said)
        assert readable(decode_reading(sensor, heard.said[sensor])).missed == 0
