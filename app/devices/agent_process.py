"""The agent as a process: connects, feeds the agent's mind, keeps its memory over a restart."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from app.devices.agent import Agent
from app.devices.house import MEMORY, PLAN, REGISTER, Plan, RegisteredDevice, Watched, write
from app.devices.messages import AGENT, TRENDS, AgentMessage, AlarmMessage, encode
from app.devices.mqtt import Client, Connection, Heard, new_client
from app.domain.alarm_steps import Memory

logger = logging.getLogger(__name__)

TICK_MS: Final = 1_000
SAVE_MS: Final = 5_000


class Saved(Struct, frozen=True):
    """What outlives the process: so that one failure stays one alarm."""

    memories: dict[str, Memory] = {}
    alarms: list[AlarmMessage] = []


class _Process:
    """The loop's callbacks; all of them run in the one thread of the loop."""

    def __init__(self, folder: Path, boot: str, stopped: threading.Event) -> None:
        self._folder = folder
        self._boot = boot
        self._plan = Watched(folder / PLAN, Plan)
        self._register = Watched(folder / REGISTER, tuple[RegisteredDevice, ...])
        self._known: tuple[RegisteredDevice, ...] | None = None
        self._subscribed: frozenset[str] = frozenset()
        saved = _load(folder / MEMORY)
        self.agent = Agent(boot, self.now(), saved.memories, saved.alarms)
        self._ticked_at = self._saved_at = 0
        self.connection = Connection(self._where, self._make, self._joined, self._tick)
        self.connection.stopped = stopped
        self._read_register(self.now())

    def now(self) -> int:
        plan = self._plan.read()
        return (plan or Plan("", 0)).now()

    def end(self) -> None:
        """Say that the agent goes, and keep what it knows."""
        client = self.connection.client
        if client is not None and self.connection.is_connected:
            client.publish(AGENT, encode(_gone(self._boot, self.now())), 1, True)
            client.loop(0.1)
        self._save(self.now())

    def _where(self) -> tuple[str, int] | None:
        plan = self._plan.read()
        return (plan.host, plan.port) if plan is not None and plan.port else None

    def _make(self) -> Client:
        client = new_client(f"agent-{self._boot}")
        client.on_message = self._on_message
        client.will_set(AGENT, encode(_gone(self._boot, self.now())), 1, True)
        return client

    def _joined(self, client: Client) -> None:
        self._subscribed = frozenset()
        client.subscribe([(TRENDS + "+", 0)])
        self._follow_register(client)
        self.agent.retell(self.now())
        self._publish(client)

    def _on_message(self, client: Client, _userdata: object, message: Heard) -> None:
        if message.topic.startswith(TRENDS):
            if message.retain:
                self.agent.recall(message.topic, message.payload)
            return
        self.agent.hear(message.topic, message.payload, self.now())
        self._publish(client)

    def _tick(self) -> None:
        now = self.now()
        if now - self._ticked_at < TICK_MS:
            return
        if self._ticked_at and self.connection.client is not None:
            self.connection.client.unsubscribe([TRENDS + "+"])
        self._ticked_at = now
        self._read_register(now)
        self.agent.tick(now)
        client = self.connection.client
        if client is not None and self.connection.is_connected:
            self._follow_register(client)
            self._publish(client)
        else:
            self.agent.take()  # nobody to tell; everything is told again on joining
        if self.agent.is_changed or now - self._saved_at >= 12 * SAVE_MS:
            self._save(now)

    def _read_register(self, now: int) -> None:
        register = self._register.read()
        if register is not None and register is not self._known:
            self._known = register
            self.agent.set_register(register, now)

    def _follow_register(self, client: Client) -> None:
        wanted = self.agent.topics
        gone, new = self._subscribed - wanted, wanted - self._subscribed
        if gone:
            client.unsubscribe(sorted(gone))
        if new:
            client.subscribe([(topic, 1) for topic in sorted(new)])
        self._subscribed = wanted

    def _publish(self, client: Client) -> None:
        for out in self.agent.take():
            client.publish(out.topic, out.payload, out.qos, True)

    def _save(self, now: int) -> None:
        self._saved_at = now
        self.agent.is_changed = False
        try:
            write(self._folder / MEMORY, Saved(self.agent.memories, list(self.agent.alarms.values())))
        except OSError as error:
            logger.warning("memory not kept: %s", error)


def serve(folder: Path, stopped: threading.Event, boot: str) -> int:
    """Run until told to stop."""
    process = _Process(folder, boot, stopped)
    process.connection.run()
    process.end()
    return 0


def _load(path: Path) -> Saved:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Saved)
    except FileNotFoundError:
        return Saved()
    except (OSError, msgspec.MsgspecError) as error:
        logger.warning("memory not readable, starts without: %s", error)
        return Saved()


def _gone(boot: str, now: int) -> AgentMessage:
    return AgentMessage(boot, 0, now, alive=False, is_complete=False)
