"""The words of the rows in the inbox: open items, refused ones, what was decided today. GUI thread."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.domain.conflicts import Item, merged_fields
from app.domain.records import LinkState, WaitingRecord
from app.domain.states import LinkPhase
from app.models.conflicts import InboxRow
from app.views.refusal_acts import read_back, wanted_booking
from app.widgets.inbox_rows import InboxFace
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names, refusal_text


def face_of(row: InboxRow, names: Names, now: int, place: str = "") -> InboxFace:
    """What stands in a row; ``place``: where and when the object of a conflict is, if known."""
    if row.item is None:
        text = QCoreApplication.translate("ConflictList", "Decided today {n}").format(n=row.count)
        return InboxFace(text, is_head=True)
    if row.is_decided:
        return _decided(row.item, names)
    if row.item.queued is not None:
        return _queued(row.item.queued, names, now)
    return _conflict(row.item, names, now, place) if row.item.conflicts else _refusal(row.item, names, now)


def spoken(row: InboxRow, names: Names, now: int) -> str:
    """A row for readers of the screen and for search."""
    face = face_of(row, names, now)
    return ", ".join(
        part for part in (face.kind, face.title, *(text for text, _ in face.lines), face.age) if part
    )


def empty_words(tab: str, link: LinkState, zone: ZoneInfo) -> tuple[str, str]:
    """Title and sentence of a part of the inbox that holds nothing."""
    if tab == "decided":
        return QCoreApplication.translate("ConflictsPage", "Nothing was decided today."), ""
    if tab == "queued":
        return QCoreApplication.translate(
            "ConflictsPage", "Nobody waits for a slot."
        ), QCoreApplication.translate(
            "ConflictsPage",
            "A booking that is refused because its slot is taken can wait here until it is free.",
        )
    if link.phase is LinkPhase.ALONE:
        return QCoreApplication.translate("ConflictsPage", "No conflicts."), QCoreApplication.translate(
            "ConflictsPage", "This desk works by itself; nobody else changes its data."
        )
    if link.last_ok_at is None:
        return QCoreApplication.translate("ConflictsPage", "No conflicts."), QCoreApplication.translate(
            "ConflictsPage", "Central has not been heard yet."
        )
    at = formats.clock_s(link.last_ok_at, zone)
    if link.phase is LinkPhase.LIVE and not link.pending:
        return QCoreApplication.translate(
            "ConflictsPage", "No conflicts. All desks agree, checked {time}"
        ).format(time=at), ""
    return QCoreApplication.translate("ConflictsPage", "No conflicts known."), QCoreApplication.translate(
        "ConflictsPage", "Last checked with central at {time}."
    ).format(time=at)


def _ago(at: int, now: int) -> str:
    return QCoreApplication.translate("ConflictList", "{age} ago").format(age=formats.age(at, now))


def _conflict(item: Item, names: Names, now: int, place: str) -> InboxFace:
    about, about_id = item.about
    count = QCoreApplication.translate("ConflictList", "%n field(s) to decide", "", len(item.conflicts))
    merged = len(merged_fields(item))
    if merged:
        also = QCoreApplication.translate("ConflictList", "%n merged by itself", "", merged)
        count = QCoreApplication.translate("ConflictList", "{one}, {two}").format(one=count, two=also)
    fields = " · ".join(words.field_word(each.field) for each in item.conflicts)
    who = {each.mine_by_name: None for each in item.conflicts} | {
        each.theirs_by_name: None for each in item.conflicts
    }
    lines = (
        (place, "text2"),
        (fields, "text2"),
        (count, "text2"),
        (" / ".join(name for name in who if name), "muted"),
    )
    return InboxFace(
        words.object_name(about, about_id, names), words.subject_word(about), _ago(item.found_at, now),
        "git-compare", "mid_text", tuple(line for line in lines if line[0]),
    )  # fmt: skip


def _refusal(item: Item, names: Names, now: int) -> InboxFace:
    refusal = read_back(item.refusals[0])
    record = refusal.record
    title = words.refused_title(refusal.op, record.kind, names)
    why = refusal_text(record.code, record.params, names)
    kind = QCoreApplication.translate("ConflictList", "Refused")
    icon, tone, role = "circle-x", "high_text", "high_text"
    if not item.is_final:
        kind = QCoreApplication.translate("ConflictList", "Expected to be refused")
        icon, tone, role = "cloud-off", "muted", "text2"
    lines = [(why, role)]
    hanging = len(item.refusals) - 1
    if hanging:
        text = QCoreApplication.translate("ConflictList", "%n more hang(s) on it", "", hanging)
        lines.append((text, "text2"))
    lines.append((record.actor_name, "muted"))
    return InboxFace(
        title, kind, _ago(item.found_at, now), icon, tone, tuple(line for line in lines if line[0])
    )


def _queued(entry: WaitingRecord, names: Names, now: int) -> InboxFace:
    tone, icon = ("ok", "check") if entry.is_due else ("muted", "hourglass")
    lines = ((words.queue_text(entry, names), "text2"), (entry.queued_by_name, "muted"))
    return InboxFace(
        words.queued_title(entry, wanted_booking(entry)), words.queue_word(entry),
        _ago(entry.queued_at, now), icon, tone, tuple(line for line in lines if line[0]),
    )  # fmt: skip


def _decided(item: Item, names: Names) -> InboxFace:
    at = formats.clock(item.decided_at, names.zone) if item.decided_at else ""
    if item.conflicts:
        about, about_id = item.about
        fields = " · ".join(words.field_word(each.field) for each in item.conflicts)
        title = f"{words.object_name(about, about_id, names)}  {fields}"
        said = words.decision_text(item.conflicts[0], names)
        who = item.conflicts[0].resolved_by_name
    else:
        refusal = read_back(item.refusals[0])
        title = words.refused_title(refusal.op, refusal.record.kind, names)
        said, who = words.settlement_text(refusal.record.choice), refusal.record.actor_name
    line = "   ".join(part for part in (said, who, at) if part)
    return InboxFace(title, lines=((line, "muted"),), is_plain=True)
