"""Fetches the source distribution of recurring-ical-events, whose calendars judge ours (tests only).

`python -m tools.sdist` (part of `./dev test`) prints the folder. The version and the hashes are those of
requirements.lock; pip fetches it as it fetches everything else on this machine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.sources import ROOT

PACKAGE = "recurring-ical-events"
CACHE = ROOT / ".cache" / "sdists"


def locked_entry(lock: str) -> str:
    """The lines of the lock file that name the package, its version and its hashes."""
    found = re.search(rf"^{re.escape(PACKAGE)}==.*(?:\n +--hash=.*)+", lock, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{PACKAGE} is not in requirements.lock")
    return found.group() + "\n"


def ensure() -> Path:
    """Return the unpacked folder, fetching it when it is not there yet."""
    entry = locked_entry((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    version = entry.split("==", 1)[1].split()[0]
    folder = CACHE / f"{PACKAGE.replace('-', '_')}-{version}"
    if folder.is_dir():
        return folder
    CACHE.mkdir(parents=True, exist_ok=True)
    request = CACHE / "request.txt"
    request.write_text(entry, encoding="utf-8")
    _download(request)
    archive = next(CACHE.glob(f"{folder.name}.tar.gz"), None)
    if archive is None:
        raise SystemExit(f"pip brought no {folder.name}.tar.gz")
    unpacked = CACHE / "unpacking"
    shutil.unpack_archive(archive, unpacked)  # pip has compared its hash with the lock's
    (unpacked / folder.name).rename(folder)
    return folder


def _download(request: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-binary", PACKAGE, "--require-hashes", "--dest", str(CACHE), "-r", str(request)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{PACKAGE} could not be fetched:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    print(ensure())
