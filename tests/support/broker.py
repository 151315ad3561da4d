"""A real MQTT broker in a thread (amqtt), and a client that says things to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.devices import broker
from app.devices.children import free_port
from app.devices.mqtt import Client, Connection, new_client

LIMIT_S = 10.0


@contextmanager
def running_broker(folder: Path, program: str = "") -> Iterator[tuple[str, int]]:
    """(host, port) of a broker that is there; ``program`` names a mosquitto, "" means amqtt."""
    port, stopped = free_port(), threading.Event()
    thread = threading.Thread(target=broker.run, args=(port, folder, stopped, program), name="broker")
    thread.start()
    try:
        with speaker(("127.0.0.1", port)):
            pass
        yield "127.0.0.1", port
    finally:
        stopped.set()
        thread.join(LIMIT_S)
        assert not thread.is_alive()


@contextmanager
def speaker(where: tuple[str, int]) -> Iterator[Client]:
    """A connected client whose loop runs in a thread."""
    joined = threading.Event()
    connection = Connection(lambda: where, new_client, lambda _client: joined.set())
    thread = threading.Thread(target=connection.run, name="speaker")
    thread.start()
    try:
        assert joined.wait(LIMIT_S), "no broker"
        assert connection.client is not None
        yield connection.client
    finally:
        connection.stopped.set()
        thread.join(LIMIT_S)
