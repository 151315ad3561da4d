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


def no_backup(path: str) -> str:
    """A file is no backup, or a damaged one."""
    text = QCoreApplication.translate(
        "Commands", "{path} is no sound backup of this program. Nothing was changed."
    )
    return text.format(path=path)


def restored(path: str, rows: int, aside: str | None) -> str:
    """A backup was restored; ``aside`` is the folder that has the files from before, if there were any."""
    text = QCoreApplication.translate("Commands", "Restored from {path}: {rows} rows.")
    said = text.format(path=path, rows=rows)
    if aside is None:
        return said
    former = QCoreApplication.translate("Commands", "The former files are in {folder}.")
    return f"{said} {former.format(folder=aside)}"


def console_is_open() -> str:
    """A console holds the folder."""
    return QCoreApplication.translate("Commands", "A console is open on this data. Close it, then restore.")


def diagnosed(path: str) -> str:
    """A bundle was written."""
    text = QCoreApplication.translate(
        "Commands", "Diagnostics written to {path}; look through it before you send it."
    )
    return text.format(path=path)


def enrolled(site_name: str) -> str:
    """A folder joined a central service."""
    text = QCoreApplication.translate(
        "Commands", "This desk belongs to {site} now. Its changes travel from here on."
    )
    return text.format(site=site_name)


def not_enrolled(what: str, do: str) -> str:
    """Why a folder did not join, and what to do."""
    return QCoreApplication.translate("Commands", "Not joined: {what}. {do}").format(what=what, do=do)


def secret_to_note(why: str, secret: str) -> str:
    """The key ring could not take the secret; it is said once."""
    text = QCoreApplication.translate(
        "Commands", "{why}. Write this secret down, the desk will ask for it: {secret}"
    )
    return text.format(why=why, secret=secret)


def taken_back(count: int) -> str:
    """Operations of a copy are in the outbox again."""
    return QCoreApplication.translate("Commands", "%n change(s) of the copy will be sent.", "", count)


def no_copy(*, is_other_site: bool) -> str:
    """A file that is no copy of an outbox, or of another site's."""
    if is_other_site:
        return QCoreApplication.translate(
            "Commands", "The copy belongs to another site; nothing of it was taken."
        )
    return QCoreApplication.translate("Commands", "This is no copy of an outbox; nothing of it was taken.")
