"""The MQTT thread of the console: appends raw messages to bounded deques.

Owned by app/desk/telemetry, which drains it from the GUI thread; nothing crosses but tuples of
bytes and a few counters. paho is imported in this thread, after the first paint. Knows no Qt.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

from app.devices.messages import AGENT, ALARMS, SUBSCRIBED
from app.devices.mqtt import Client, Connection, Heard, Where, new_client

QUEUE: Final = 20_000  # four seconds of the heaviest load; older messages are overtaken by newer ones anyway
URGENT_QUEUE: Final = 5_000

Arrived = tuple[str, bytes, bool]  # topic, payload, whether the broker had kept it


class Intake:
    """A supervised subscription. ``dropped`` counts messages that a full queue pushed out."""

    def __init__(self, where: Where, client_id: str = "") -> None:
        self._client_id = client_id
        self._connection = Connection(where, self._make, self._joined)
        self._thread: threading.Thread | None = None
        self._messages: deque[Arrived] = deque()
        self._urgent: deque[Arrived] = deque()
        self.dropped = 0
        self.received = 0

    @property
    def is_connected(self) -> bool:
        """Whether the broker is there."""
        return self._connection.is_connected

    @property
    def connections(self) -> int:
        """How many times it came to be there."""
        return self._connection.connections

    def start(self) -> None:
        """Start the thread once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._connection.run, name="mqtt", daemon=True)
            self._thread.start()

    def stop(self, limit_s: float = 2.0) -> bool:
        """Ask the thread to end and wait for it; False when it did not within the limit."""
        self._connection.stopped.set()
        if self._thread is not None:
            self._thread.join(limit_s)
            return not self._thread.is_alive()
        return True

    def take(self, most: int) -> list[Arrived]:
        """Up to ``most`` messages, alarms and heartbeats first (called from the GUI thread)."""
        taken: list[Arrived] = []
        for queue in (self._urgent, self._messages):
            count = min(most - len(taken), len(queue))
            taken.extend(queue.popleft() for _ in range(count))
        return taken

    def append(self, topic: str, payload: bytes, *, retained: bool) -> None:
        """Take a message in; the oldest goes when the queue is full, and is counted."""
        self.received += 1
        urgent = topic == AGENT or topic.startswith(ALARMS)
        queue, limit = (self._urgent, URGENT_QUEUE) if urgent else (self._messages, QUEUE)
        if len(queue) >= limit:
            queue.popleft()
            self.dropped += 1
        queue.append((topic, payload, retained))

    def on_message(self, _client: Client, _userdata: object, message: Heard) -> None:
        """paho's callback, in the MQTT thread."""
        self.append(message.topic, message.payload, retained=bool(message.retain))

    def _make(self) -> Client:
        client = new_client(self._client_id)
        client.on_message = self.on_message
        return client

    def _joined(self, client: Client) -> None:
        client.subscribe([(topic, 1) for topic in SUBSCRIBED])
