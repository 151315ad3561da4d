"""One way to make an MQTT client and to keep it connected, for agent, simulator and console. paho is
imported late.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol

logger = logging.getLogger(__name__)

Where = Callable[[], tuple[str, int] | None]
"""Names the broker of the moment, or None while there is none; asked again whenever the connection is lost.
"""

KEEPALIVE_S: Final = 10
FIRST_WAIT_S: Final = 0.25
LONGEST_WAIT_S: Final = 5.0
LOOP_S: Final = 0.5
GOODBYES: Final = 5


class Heard(Protocol):
    """What a listener sees of an arrived message."""

    topic: str
    payload: bytes
    retain: bool


class Client(Protocol):
    """The part of paho's client that is used here."""

    on_connect: Any  # Any: paho's callbacks
    on_message: Any

    def connect(self, host: str, port: int, keepalive: int) -> object: ...
    def disconnect(self) -> object: ...
    def loop(self, timeout: float) -> int: ...
    def publish(self, topic: str, payload: bytes, qos: int, retain: bool) -> object: ...
    def subscribe(self, topics: list[tuple[str, int]]) -> object: ...
    def unsubscribe(self, topics: list[str]) -> object: ...
    def will_set(self, topic: str, payload: bytes, qos: int, retain: bool) -> object: ...


def new_client(client_id: str = "") -> Client:
    """A client that is not connected yet."""
    from paho.mqtt import client as paho
    from paho.mqtt import enums

    make: Any = paho.Client  # Any: the stub package describes another major version of paho
    made: Client = make(enums.CallbackAPIVersion.VERSION2, client_id=client_id)
    return made


class Connection:
    """Keeps one client connected from one thread, with back-off, to whatever broker ``where`` names."""

    def __init__(
        self,
        where: Where,
        make: Callable[[], Client],
        joined: Callable[[Client], None],
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        """``make`` builds a client with its callbacks; the other two run in the loop's thread.

        ``joined`` comes once the client is connected; ``tick`` at least twice a second, connected or not.
        """
        self._where = where
        self._make = make
        self._joined = joined
        self._tick = tick
        self.stopped = threading.Event()
        self.is_connected = False
        self.connections = 0
        self.client: Client | None = None

    def run(self) -> None:
        """Serve until ``stopped``; the caller's thread is the loop."""
        wait = FIRST_WAIT_S
        while not self.stopped.is_set():
            target = self._where()
            if target is not None and self._serve(target):
                wait = FIRST_WAIT_S
            self._pause(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    def _pause(self, seconds: float) -> None:
        while seconds > 0 and not self.stopped.wait(min(seconds, LOOP_S)):
            seconds -= LOOP_S
            self._tick()

    def _serve(self, target: tuple[str, int]) -> bool:
        """One connection, until it breaks; True when it had come to life."""
        self.client = client = self._make()
        client.on_connect = self._on_connect
        try:
            client.connect(target[0], target[1], KEEPALIVE_S)
            while not self.stopped.is_set() and self._where() == target:
                if client.loop(LOOP_S) != 0:
                    break
                self._tick()
        except (OSError, ValueError) as error:
            logger.debug("no MQTT at %s:%d: %s", *target, error)
        lived, self.is_connected = self.is_connected, False
        _close(client)
        return lived

    def _on_connect(
        self, client: Client, _userdata: object, _flags: object, reason: object, _more: object
    ) -> None:
        if getattr(reason, "is_failure", False):
            logger.warning("MQTT refused: %s", reason)
            return
        self._joined(client)
        self.connections += 1
        self.is_connected = True


def _close(client: Client) -> None:
    """Say goodbye and let the socket go; paho closes it only when its loop runs once more."""
    client.disconnect()
    for _ in range(GOODBYES):
        if client.loop(0.05) != 0:
            break
