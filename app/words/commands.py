"""What the command line says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def no_data(folder: str) -> str:
    """There is no data folder."""
    return QCoreApplication.translate("Commands", "There is no data in {folder}.").format(folder=folder)


def checked(count: int) -> str:
    """What a check found."""
    if not count:
        return QCoreApplication.translate("Commands", "The data are sound.")
    return QCoreApplication.translate(
        "Commands", "%n problem(s) found. Restore the newest backup.", "", count
    )


def cannot_write(path: str, why: str) -> str:
    """A file cannot be written."""
    text = QCoreApplication.translate("Commands", "{path} cannot be written: {why}. Nothing was changed.")
    return text.format(path=path, why=why)


def cannot_read(path: str, why: str) -> str:
    """A file cannot be read."""
    text = QCoreApplication.translate("Commands", "{path} cannot be read: {why}. Nothing was changed.")
    return text.format(path=path, why=why)


def backed_up(path: str, rows: int) -> str:
    """A backup was made."""
    text = QCoreApplication.translate("Commands", "Backed up to {path} and verified: {rows} rows.")
    return text.format(path=path, rows=rows)


def restored(path: str, rows: int) -> str:
    """A backup was restored."""
    text = QCoreApplication.translate(
        "Commands", "Restored from {path}: {rows} rows. The former files were set aside."
    )
    return text.format(path=path, rows=rows)


def console_is_open() -> str:
    """A console holds the folder."""
    return QCoreApplication.translate("Commands", "A console is open on this data. Close it, then restore.")


def diagnosed(path: str) -> str:
    """A bundle was written."""
    text = QCoreApplication.translate(
        "Commands", "Diagnostics written to {path}; look through it before you send it."
    )
    return text.format(path=path)
