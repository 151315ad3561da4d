"""What a room's tile says: every word and number of it, made once when its room changes, painted many
times.

`tile_of` turns a RoomView (app/domain/rooms) into a frozen `Tile`; app/models/rooms keeps one for each
room and compares old with new, so that only tiles that read differently are painted again. GUI thread. No
colours, no sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain import checklists
from app.domain.periods import MINUTE
from app.domain.records.meetings import MeetingRecord
from app.domain.rooms import RoomView
from app.domain.rules import Rules
from app.domain.states import CheckOwner, MeetingClass, MeetingState, Priority, RoomStatus
from app.words import formats, states

STRIP_FROM = 8 * 60  # minutes of the local day that a tile's strip shows
STRIP_TO = 20 * 60
_STAFFED = frozenset(
    {
        RoomStatus.PREPARING,
        RoomStatus.READY,
        RoomStatus.RESERVED_SOON,
        RoomStatus.IN_SESSION,
        RoomStatus.OVERRUN,
    }
)
_BEFORE = frozenset({RoomStatus.PREPARING, RoomStatus.READY, RoomStatus.RESERVED_SOON})
_CLEAN = frozenset({RoomStatus.TO_CLEAN, RoomStatus.CLEANING})


@dataclass(frozen=True, slots=True)
class RoomAlarm:
    """The gravest open alarm of a room. ``extra`` counts the others."""

    level: Priority
    is_acknowledged: bool
    text: str = ""
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A meeting on the strip, in minutes of the local day; ``weight`` 0 = over, 1 = to come, 2 = spoken
    of.
    """

    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A room as it reads. Empty texts are not painted."""

    room_id: str
    floor_id: str | None
    status: RoomStatus
    number: str
    name: str
    word: str
    short_word: str
    seats: str = ""
    temperature: str = ""
    temperature_short: str = ""
    title: str = ""
    detail: str = ""
    flag: str = ""
    countdown: str = ""
    countdown_short: str = ""
    suffix: str = ""
    note: str = ""
    staff: str = ""
    staff_missing: str = ""
    staff_note: str = ""
    headcount: str = ""
    services: str = ""
    strip: tuple[Span, ...] = ()
    now_minute: int = 0
    alarm: RoomAlarm | None = None
    is_classified: bool = False
    accessible: str = ""
    meeting_id: str | None = None

    @property
    def heading(self) -> str:
        """Number and name as people say it."""
        return formats.room_title(self.number, self.name)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a tile shows beside the bookings: device alarm, temperature, the floor's name."""

    alarm: RoomAlarm | None = None
    celsius: float | None = None
    floor: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """The words in the middle of a tile and its countdown."""

    title: str = ""
    detail: str = ""
    countdown: str = ""
    suffix: str = ""
    note: str = ""


def tile_of(view: RoomView, now: int, rules: Rules, around: Surroundings) -> Tile:
    """The tile of a room at an instant."""
    room = view.facts.room
    text = _text(view, now, rules)
    shown = shown_meeting(view, now, rules)
    staff, missing = _staff(view, shown)
    strip, now_minute = _strip(view, now, rules)
    flag = _flag(view, now, rules)
    return Tile(
        room_id=room.id,
        floor_id=room.floor_id,
        status=view.status,
        number=room.number,
        name=room.name,
        word=states.room_status(view.status),
        short_word=states.room_status(view.status, short=True),
        seats=formats.seats(room.capacity),
        temperature=formats.temperature(around.celsius) if around.celsius is not None else "",
        temperature_short=formats.temperature(around.celsius, whole=True)
        if around.celsius is not None
        else "",
        title=text.title,
        detail=text.detail,
        flag=flag,
        countdown=text.countdown,
        countdown_short=_short(text.countdown, view, now),
        suffix=text.suffix,
        note=text.note,
        staff=staff,
        staff_missing=missing,
        staff_note=_staff_note(shown),
        headcount=_headcount(view, shown),
        services=_services(view, shown),
        strip=strip,
        now_minute=now_minute,
        alarm=around.alarm,
        is_classified=shown is not None and shown.is_classified,
        accessible=_accessible(view, text, flag, staff, around),
        meeting_id=shown.id if shown else None,
    )


def _short(countdown: str, view: RoomView, now: int) -> str:
    """The countdown with fewer signs; the longest ones are those to a later meeting."""
    until = view.until if view.until is not None else view.following.starts_at if view.following else None
    if not countdown or countdown.startswith("+") or until is None or until <= now:
        return countdown
    return formats.minutes_short(formats.minutes_until(until, now))


def shown_meeting(view: RoomView, now: int, rules: Rules) -> MeetingRecord | None:
    """The meeting a tile speaks of: the one in session, or the next when it is near."""
    if view.status in {RoomStatus.IN_SESSION, RoomStatus.OVERRUN}:
        return view.meeting
    if view.status in _CLEAN:
        near = view.following
        return near if near and near.starts_at - now <= rules.setup_lead * MINUTE else None
    if view.status in _STAFFED:
        return view.meeting
    return None


def meeting_title(meeting: MeetingRecord) -> str:
    """The title; a classified meeting says 占用 and nothing else, anywhere."""
    return QCoreApplication.translate("Tile", "Occupied") if meeting.is_classified else meeting.title


def _text(view: RoomView, now: int, rules: Rules) -> _Text:
    if view.status is RoomStatus.EMERGENCY:
        return _Text(title=view.facts.room.lock_reason or QCoreApplication.translate("Tile", "Do not enter"))
    if view.status is RoomStatus.OUT_OF_SERVICE:
        return _closure_text(view, rules)
    if view.status in {RoomStatus.IN_SESSION, RoomStatus.OVERRUN} and view.meeting:
        return _running_text(view, view.meeting, now, rules)
    if view.status in _CLEAN:
        return _clean_text(view, now, rules)
    meeting = shown_meeting(view, now, rules)
    if meeting:
        return _coming_text(meeting, now, rules)
    return _idle_text(view, now, rules)


def _closure_text(view: RoomView, rules: Rules) -> _Text:
    closure = view.closure
    if closure is None:
        return _Text()
    until = QCoreApplication.translate("Tile", "until {time}").format(time=_when(closure.ends_at, rules))
    return _Text(title=closure.reason, detail=until)


def _running_text(view: RoomView, meeting: MeetingRecord, now: int, rules: Rules) -> _Text:
    end = formats.clock(meeting.ends_at, rules.tz)
    if view.status is RoomStatus.OVERRUN:
        detail = QCoreApplication.translate("Tile", "planned to end {time}").format(time=end)
        over = max((now - meeting.ends_at) // MINUTE, 0)
        return _Text(meeting_title(meeting), detail, "+" + formats.minutes(over))
    countdown = formats.countdown(meeting.ends_at, now)
    ends = QCoreApplication.translate("Tile", "to the end")
    if meeting.is_classified:
        detail = QCoreApplication.translate("Tile", "until {time} · do not disturb").format(time=end)
        return _Text(meeting_title(meeting), detail, countdown, ends)
    if meeting.meeting_class is MeetingClass.SELF_SERVICE:
        detail = QCoreApplication.translate("Tile", "until {time}, self-service").format(time=end)
        return _Text(meeting.title, detail, countdown, ends)
    span = formats.clock_range(meeting.starts_at, meeting.ends_at, rules.tz)
    return _Text(meeting.title, _joined(span, _extra(meeting)), countdown, ends)


def _clean_text(view: RoomView, now: int, rules: Rules) -> _Text:
    near = shown_meeting(view, now, rules)
    if near is None:
        after = _next_words(view.following, now, rules)
        if view.status is RoomStatus.CLEANING and view.until is not None:
            return _Text(detail=after, countdown=formats.left_or_passed(view.until, now))
        return _Text(detail=after)
    span = formats.clock_range(near.starts_at, near.ends_at, rules.tz)
    quick = QCoreApplication.translate("Tile", "quick turn") if view.is_quick_turn else _extra(near)
    return _Text(
        meeting_title(near),
        _joined(span, "" if near.is_classified else quick),
        formats.countdown(near.starts_at, now),
        QCoreApplication.translate("Tile", "to the start"),
    )


def _coming_text(meeting: MeetingRecord, now: int, rules: Rules) -> _Text:
    span = formats.clock_range(meeting.starts_at, meeting.ends_at, rules.tz)
    late = meeting.starts_at <= now
    suffix = (
        QCoreApplication.translate("Tile", "late, not begun")
        if late
        else QCoreApplication.translate("Tile", "to the start")
    )
    extra = "" if meeting.is_classified else _extra(meeting)
    note = ""
    setup_at = meeting.starts_at - rules.setup_lead * MINUTE
    if setup_at > now and meeting.meeting_class is MeetingClass.REGULAR:
        note = QCoreApplication.translate("Tile", "set-up from {time}").format(
            time=formats.clock(setup_at, rules.tz)
        )
    passed = formats.minutes((now - meeting.starts_at) // MINUTE)
    countdown = f"+{passed}" if late else formats.countdown(meeting.starts_at, now)
    return _Text(meeting_title(meeting), _joined(span, extra), countdown, suffix, note)


def _idle_text(view: RoomView, now: int, rules: Rules) -> _Text:
    following = view.meeting or view.following
    if following is None or following.starts_at - now > 12 * 60 * MINUTE:
        return _Text()
    return _Text(
        detail=_next_words(following, now, rules),
        countdown=formats.countdown(following.starts_at, now),
    )


def _next_words(meeting: MeetingRecord | None, now: int, rules: Rules) -> str:
    if meeting is None or meeting.starts_at - now > 12 * 60 * MINUTE:
        return QCoreApplication.translate("Tile", "nothing more today")
    time = formats.clock(meeting.starts_at, rules.tz)
    return QCoreApplication.translate("Tile", "next at {time}").format(time=time)


def _extra(meeting: MeetingRecord) -> str:
    if meeting.meeting_class is MeetingClass.SELF_SERVICE:
        return QCoreApplication.translate("Tile", "self-service")
    video = QCoreApplication.translate("Tile", "video") if meeting.is_video else ""
    return _joined(video, meeting.unit)


def _staff(view: RoomView, shown: MeetingRecord | None) -> tuple[str, str]:
    """(arrived of needed, how many are missing in words): nothing where nobody is needed.

    Nobody is missing at a meeting that is still some time off.
    """
    if not view.needed or shown is None:
        return "", ""
    missing = view.needed - view.arrived
    words = ""
    if missing > 0 and view.status is not RoomStatus.RESERVED_SOON:
        words = QCoreApplication.translate("Tile", "%n missing", "", missing)
    return f"{view.arrived}/{view.needed}", words


def _staff_note(shown: MeetingRecord | None) -> str:
    """Beyond Annex B somebody has to decide, and the tile says so."""
    if shown is None or not shown.needs_review:
        return ""
    text = QCoreApplication.translate("Tile", "Annex B default {n}, to be decided")
    return text.format(n=shown.attendants_needed)


def _headcount(view: RoomView, shown: MeetingRecord | None) -> str:
    """How many are expected, before the meeting."""
    if shown is None or not shown.expected or view.status not in _BEFORE:
        return ""
    return QCoreApplication.translate("Tile", "%n expected", "", shown.expected)


def _services(view: RoomView, shown: MeetingRecord | None) -> str:
    """What is to be laid out, and how far the pre-meeting check is: for large tiles."""
    if shown is None or shown.is_classified or view.status not in _BEFORE:
        return ""
    parts = []
    if shown.nameplates:
        parts.append(QCoreApplication.translate("Tile", "nameplates {n}").format(n=shown.nameplates))
    if shown.materials:
        parts.append(QCoreApplication.translate("Tile", "materials {n}").format(n=shown.materials))
    checks = [check for check in view.facts.checks if check.meeting_id == shown.id]
    pairs = [checklists.progress(shown, checks, owner) for owner in CheckOwner]
    done, total = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if total:
        parts.append(QCoreApplication.translate("Tile", "checks {done}/{all}").format(done=done, all=total))
    return "    ".join(parts)


def _flag(view: RoomView, now: int, rules: Rules) -> str:
    if view.not_ready and view.ready_by is not None and view.status is not RoomStatus.EMERGENCY:
        late = formats.minutes(max((now - view.ready_by) // MINUTE, 0))
        return QCoreApplication.translate("Tile", "Not ready, {time} late").format(time=late)
    if view.status is RoomStatus.OVERRUN and view.following and view.following.starts_at - now <= 60 * MINUTE:
        time = formats.clock(view.following.starts_at, rules.tz)
        return QCoreApplication.translate("Tile", "Meeting at {time}").format(time=time)
    return ""


def _strip(view: RoomView, now: int, rules: Rules) -> tuple[tuple[Span, ...], int]:
    spans = []
    spoken = shown_meeting(view, now, rules)
    midnight = now - _minute(now, rules) * MINUTE - now % MINUTE
    for meeting in view.facts.meetings:
        end = min(meeting.ends_at, meeting.ended_at or meeting.ends_at)
        start, stop = (meeting.starts_at - midnight) // MINUTE, (end - midnight) // MINUTE
        if stop <= STRIP_FROM or start >= STRIP_TO or meeting.state is MeetingState.CANCELLED:
            continue
        over = meeting.state in {MeetingState.ENDED, MeetingState.CLEANED} or meeting.is_history
        weight = 2 if spoken is not None and meeting.id == spoken.id else 0 if over else 1
        spans.append(Span(max(start, STRIP_FROM), min(stop, STRIP_TO), weight))
    return tuple(spans), _minute(now, rules) // 5 * 5


def _minute(at: int, rules: Rules) -> int:
    hours, minutes = formats.clock(at, rules.tz).split(":")
    return int(hours) * 60 + int(minutes)


def _when(at: int, rules: Rules) -> str:
    return formats.clock(at, rules.tz)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _accessible(view: RoomView, text: _Text, flag: str, staff: str, around: Surroundings) -> str:
    """三层 302，准备中，14:00–15:30 …，还有 18 分，会服 1/1，高优先级报警."""
    room = view.facts.room
    parts = [
        f"{around.floor} {formats.room_title(room.number, room.name)}".strip(),
        states.room_status(view.status),
    ]
    parts += [text.title, text.detail, flag]
    if text.countdown:
        parts.append(f"{text.countdown} {text.suffix}".strip())
    if staff:
        parts.append(QCoreApplication.translate("Tile", "attendants {staff}").format(staff=staff))
    if around.alarm:
        level = states.priority(around.alarm.level)
        parts.append(QCoreApplication.translate("Tile", "{level} priority alarm").format(level=level))
        parts.append(around.alarm.text)
    comma = QCoreApplication.translate("Tile", ", ", "between the parts of a spoken description")
    return comma.join(part for part in parts if part)
