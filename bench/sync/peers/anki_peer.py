"""Anki at the same work: python anki_peer.py FOLDER ROWS PUSHES -> one line of JSON with milliseconds.

Its own server (`anki.syncserver`) and collections as files; native code, two-field notes. Run by the bench in
an environment of its own, never imported by it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

Collection: Final[Any] = import_module(
    "anki.collection"
).Collection  # Any: not installed where this is checked


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def fill(collection: Any, first: int, count: int) -> None:
    kind = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    for n in range(first, first + count):
        note = collection.new_note(kind)
        note.fields[:2] = [f"第 {n} 次全市工作协调会议", "x" * 200]
        collection.add_note(note, deck)


def main(folder: Path, rows: int, pushes: int) -> None:
    port = free_port()
    place = {"SYNC_BASE": str(folder / "server"), "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env=os.environ | {"SYNC_USER1": "a:b"} | place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        source = Collection(str(folder / "one.anki2"))
        auth = login(source, port)
        fill(source, 0, rows)
        source.full_upload_or_download(auth=auth, server_usn=None, upload=True)
        found = {}
        other = Collection(str(folder / "two.anki2"))
        found["initial_file"] = timed(
            lambda: other.full_upload_or_download(auth=auth, server_usn=None, upload=False)
        )
        other.close()
        other = Collection(str(folder / "two.anki2"))
        fill(other, rows, pushes)
        found["push"] = timed(lambda: other.sync_collection(auth, False))
        source.close()
        source = Collection(str(folder / "one.anki2"))
        found["pull"] = timed(lambda: source.sync_collection(auth, False))
        print(json.dumps(found))
    finally:
        server.terminate()


def login(collection: Any, port: int) -> Any:
    for _ in range(100):
        try:
            return collection.sync_login("a", "b", f"http://127.0.0.1:{port}/")
        except Exception:  # noqa: BLE001 - not up yet, whatever it says
            threading.Event().wait(0.05)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
