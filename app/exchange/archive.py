"""What a zip archive says of itself, judged before anything in it is unpacked (security.md, section 3)."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from app.domain.errors import Refused

MOST_MEMBERS: Final = 200
HIGHEST_RATIO: Final = 100
MOST_UNPACKED: Final = 200 * 1024 * 1024
_SMALL: Final = 1024 * 1024  # below this a high ratio costs nothing
_ENCRYPTED: Final = 0x1
_LINK: Final = 0o120000


def check_archive(data: bytes) -> None:
    """Refuses an archive that would cost too much, reaches out of its folder, or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("truncated") from error
    if len(members) > MOST_MEMBERS:
        raise Refused("archive_unsafe", reason="members", found=len(members), limit=MOST_MEMBERS)
    for member in members:
        if _reaches_out(member):
            raise Refused("archive_unsafe", reason="name")
        if member.flag_bits & _ENCRYPTED:
            raise Refused("encrypted")
    _check_size(members)
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("not_a_sheet")


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked // max(packed, 1)
    if unpacked > MOST_UNPACKED:
        raise Refused("archive_unsafe", reason="size", found=unpacked, limit=MOST_UNPACKED)
    if unpacked > _SMALL and ratio > HIGHEST_RATIO:
        raise Refused("archive_unsafe", reason="ratio", found=ratio, limit=HIGHEST_RATIO)


def _reaches_out(member: zipfile.ZipInfo) -> bool:
    """Whether a name is absolute, climbs, names a drive or a share, or is a link."""
    name = member.filename.replace("\\", "/")
    is_link = (member.external_attr >> 16) & 0o170000 == _LINK
    return name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or is_link
