"""Other programs at the same work, for comparison: PouchDB (npm) and Anki (PyPI).

Installed on demand into build/peers by the machine's own npm and pip, run as processes of their own, never
imported. What cannot be installed here is told and left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
FOLDER: Final = Path(__file__).resolve().parents[3] / "build" / "peers"
# express-pouchdb sets what express 5 made read-only.
PACKAGES: Final = ("pouchdb@9", "express-pouchdb@4", "express@4")
ANKI: Final = "anki==26.9.3"
PATIENCE_S: Final = 300


def pouchdb(rows: int, pushes: int, edits: int) -> dict[str, Any] | None:  # Any: figures in ms by name
    """``initial`` and ``push`` by batch size, ``live`` p50 and p95; None when npm cannot give it."""
    if not (FOLDER / "node_modules" / "pouchdb").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        install = ("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(FOLDER))
        if _run((*install, *PACKAGES), {}) is None:
            return None
    (FOLDER / "package.json").touch()
    with tempfile.TemporaryDirectory(prefix="huiwutai-pouch-") as scratch:
        words = ("node", str(HERE / "pouch.mjs"), scratch, str(rows), str(pushes), str(edits))
        return _figures(_run(words, {"PEERS": str(FOLDER)}))


def anki(rows: int, pushes: int) -> dict[str, Any] | None:  # Any: figures in ms by name
    """``initial_file``, ``push``, ``pull``; None when it cannot be had."""
    place = FOLDER / "anki"
    if not (place / "anki").exists():
        python = sys.executable
        install = (python, "-m", "pip", "install", "--quiet", "--target", str(place), ANKI)
        if _run(install, {}) is None:
            return None
    with tempfile.TemporaryDirectory(prefix="huiwutai-anki-") as scratch:
        words = (sys.executable, str(HERE / "anki_peer.py"), scratch, str(rows), str(pushes))
        return _figures(_run(words, {"PYTHONPATH": str(place)}))


def _figures(said: str | None) -> dict[str, Any] | None:
    if said is None or not said.strip():
        return None
    found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return found


def _run(words: tuple[str, ...], more: dict[str, str]) -> str | None:
    """Standard output; None, with the reason on standard error, when it could not be run."""
    try:
        ended = subprocess.run(words, env=os.environ | more, capture_output=True, text=True,
                               timeout=PATIENCE_S, check=True)  # fmt: skip
    except (OSError, subprocess.SubprocessError) as failed:
        detail = getattr(failed, "stderr", "") or str(failed)
        sys.stderr.write(f"{words[0]}: {str(detail).strip()[-400:]}\n")
        return None
    return ended.stdout
