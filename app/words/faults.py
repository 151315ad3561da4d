"""What a person is told when the data file cannot be used: what happened, what holds, what to do next."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# Any: the stub of QT_TRANSLATE_NOOP says object. (what happened, what holds and what to do)
_FAULTS: Final[dict[str, tuple[Any, Any]]] = {
    "disk_full": (
        QT_TRANSLATE_NOOP("FaultPage", "The disk is full"),
        QT_TRANSLATE_NOOP(
            "FaultPage",
            "Everything confirmed so far is kept; the last act was not. Make room on the disk, then "
            "try again.",
        ),
    ),
    "read_only": (
        QT_TRANSLATE_NOOP("FaultPage", "The data folder cannot be written"),
        QT_TRANSLATE_NOOP(
            "FaultPage",
            "Nothing was lost and nothing new can be stored. Ask the administrator for write access "
            "to the folder, then try again.",
        ),
    ),
    "corrupt": (
        QT_TRANSLATE_NOOP("FaultPage", "The data file is damaged"),
        QT_TRANSLATE_NOOP(
            "FaultPage",
            "It was left untouched. Close the program and restore the newest backup: main.py restore "
            "FILE. The damaged file is set aside, not deleted.",
        ),
    ),
    "newer": (
        QT_TRANSLATE_NOOP("FaultPage", "This data belongs to a newer version of the program"),
        QT_TRANSLATE_NOOP(
            "FaultPage",
            "Nothing was changed. Install the newer version on this desk, or choose another data folder.",
        ),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("FaultPage", "Another program holds the data file"),
        QT_TRANSLATE_NOOP(
            "FaultPage", "Nothing was lost. Wait for a backup or virus scan to finish, then try again."
        ),
    ),
    "key": (
        QT_TRANSLATE_NOOP("FaultPage", "The key does not open the data file"),
        QT_TRANSLATE_NOOP(
            "FaultPage",
            "The file was left untouched. Sign in as the person who set up this desk, or use the "
            "recovery key.",
        ),
    ),
}


def fault_text(code: str) -> tuple[str, str]:
    """(what happened, what to do) in the chosen language."""
    what, do = _FAULTS.get(code, _FAULTS["read_only"])
    return QCoreApplication.translate("FaultPage", what), QCoreApplication.translate("FaultPage", do)
