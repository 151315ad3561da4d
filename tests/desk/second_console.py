"""A console's lock in another process: `hold FOLDER` takes it and lives, `call FOLDER ARG...` hands over."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.desk.instance import Instance

TAKEN, HANDED_OVER, NOBODY = 0, 3, 1


def main(verb: str, folder: Path, arguments: list[str]) -> int:
    """Returns what became of it."""
    app = QCoreApplication([])
    instance = Instance(folder)
    if instance.take():
        if verb == "hold":
            sys.stdout.write("taken\n")
            sys.stdout.flush()
            app.exec()
        instance.release()
        return TAKEN
    return HANDED_OVER if instance.tell(arguments) else NOBODY


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
