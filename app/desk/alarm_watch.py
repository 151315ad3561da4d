"""The alarms as they stand now, judged once for everybody: list, banner, badges, sound.

GUI thread. One per telemetry (``watch_of``): pages and the main window share it without knowing each other.
It asks on ``changed`` and judges anew as the clock runs, because priority depends on the time left.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.domain.alarms import AlarmView, Counts, counts, for_banner, sort_out, unacked
from app.domain.ops import AcknowledgeAlarm
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import AlarmList, MeetingsBetween
from app.domain.records import AlarmRecord, MeetingRecord
from app.domain.states import Priority

SUBJECTS: Final = frozenset({"meeting", "device"})  # what may give an alarm another weight
LATER_MS: Final = 300  # and is asked for once the page in front has been
JUDGE_MS: Final = 5_000
RECENT: Final = 10 * MINUTE
REACH: Final = 12 * HOUR  # a meeting that began so long ago may still run


class AlarmWatch(QObject):
    """All alarms that are not over."""

    changed = Signal()
    """``views`` differ from before; no payload."""
    mute_changed = Signal()
    """Muted or not any more; no payload."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._records: tuple[AlarmRecord, ...] = ()
        self._meetings: tuple[MeetingRecord, ...] = ()
        self._muted_until = 0
        self.views: tuple[AlarmView, ...] = ()
        self.checked_at: int | None = None
        self._raised: dict[str, int] = {}
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.ask)
        self._timer = QTimer(self)
        self._timer.setInterval(JUDGE_MS)
        self._timer.timeout.connect(self.on_judge)
        desk.changed.connect(self.on_changed)
        desk.started.connect(self.ask)

    @property
    def counts(self) -> Counts:
        """Shown, shelved, suppressed, out of service."""
        return counts(self.views)

    @property
    def unacked(self) -> int:
        """The badge."""
        return unacked(self.views)

    @property
    def banner(self) -> AlarmView | None:
        """What the banner says, if anything."""
        return for_banner(self.views)

    @property
    def is_muted(self) -> bool:
        """Whether the sound is off for a while."""
        return self._desk.now() < self._muted_until

    @property
    def muted_until(self) -> int:
        """When the sound comes back, UTC ms."""
        return self._muted_until

    def by_id(self, alarm_id: str) -> AlarmView | None:
        """One of them."""
        return next((view for view in self.views if view.record.id == alarm_id), None)

    def ask(self) -> None:
        """Read anew."""
        now = self._desk.now()
        self._desk.ask(MeetingsBetween(now - REACH, now + REACH), self._take_meetings, self)
        self._desk.ask(AlarmList(), self._take_records, self)
        self._timer.start()

    def recent(self) -> int:
        """How many began within the last ten minutes, seen to or not (as far as this console watched)."""
        since = self._desk.now() - RECENT
        self._raised = {key: at for key, at in self._raised.items() if at > since}
        return len(self._raised)

    def acknowledge(self, alarm_ids: tuple[str, ...]) -> None:
        """Seen, by whoever is at this desk; the occurrences before are seen with it. One act."""
        ops = [
            AcknowledgeAlarm(one)
            for view in (self.by_id(alarm_id) for alarm_id in alarm_ids)
            if view is not None and (view.is_unacked or view.earlier)
            for one in (view.record.id, *view.earlier)
        ]
        if ops:
            self._desk.do_all(ops)

    def mute(self) -> None:
        """No sound for as long as the rules allow; pressed again, the sound is back."""
        self._muted_until = 0 if self.is_muted else self._desk.now() + self._desk.rules.mute * MINUTE
        self.mute_changed.emit()

    def sound(self) -> Priority | None:
        """What is to be heard now: the highest priority that nobody has acknowledged, unless muted."""
        view = self.banner
        return view.priority if view is not None and not self.is_muted else None

    def on_changed(self, changed: frozenset[tuple[str, str]]) -> None:
        """Something was done somewhere: alarms are asked for at once, what they are about a moment later."""
        subjects = {subject for subject, _ in changed}
        if "alarm" in subjects:
            self.ask()
        elif subjects & SUBJECTS and not self._later.isActive():
            self._later.start()

    def on_judge(self) -> None:
        """Time has passed."""
        now = self._desk.now()
        if self._muted_until and now >= self._muted_until:
            self._muted_until = 0
            self.mute_changed.emit()
        views = sort_out(self._records, self._meetings, now)
        if views != self.views:
            self.views = views
            self.changed.emit()

    def stop(self) -> None:
        """No more judging."""
        self._timer.stop()
        self._later.stop()

    def _take_meetings(self, meetings: tuple[MeetingRecord, ...]) -> None:
        self._meetings = meetings

    def _take_records(self, records: tuple[AlarmRecord, ...]) -> None:
        self._records = records
        self.checked_at = self._desk.now()
        self._raised.update({record.id: record.raised_at for record in records})
        self.on_judge()


def watch_of(desk: Desk, telemetry: Telemetry) -> AlarmWatch:
    """The watch that belongs to these readings, made when first asked for."""
    found = telemetry.findChild(AlarmWatch)
    if found is None:
        found = AlarmWatch(desk, telemetry)
        found.ask()
    return found
