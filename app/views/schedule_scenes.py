"""Further pictures of the schedule for ``--shots``: the form on a clash, the drawer, a bar being moved.

Brought about through the page's own actions (GUI thread); nothing is booked or changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.periods import HOUR
from app.domain.records import MeetingRecord
from app.domain.states import MeetingState
from app.views.booking_draft import Draft
from app.widgets.timeline_drag import SNAP_MINUTES

if TYPE_CHECKING:
    from app.views.schedule import SchedulePage

SCENES: Final = ("meeting_form", "meeting_drawer", "schedule_drag", "schedule_table")


def show_scene(page: SchedulePage, name: str) -> None:
    """Bring a scene about on the day that is shown."""
    meeting = _coming(page)
    if meeting is None:
        return
    if name == "meeting_form":
        draft = Draft(meeting.room_id, meeting.starts_at, meeting.ends_at, expected=meeting.expected)
        page.book(draft)
    elif name == "meeting_drawer":
        page.view.select_bar(meeting.id)
        page.open_meeting(meeting.id)
    elif name == "schedule_table":
        page.bar.as_table.setChecked(True)
    elif page.view.select_bar(meeting.id):
        bar = page.view.current_bar()
        place = page.view.current_row()
        if bar is not None and page.view.drag.take(page.view.row(place).id, bar, "move"):
            below = page.view.row(min(place + 1, len(page.view.stack) - 1))
            page.view.drag.nudge(2 * SNAP_MINUTES, below.id)


def leave_scene(page: SchedulePage, name: str) -> None:
    """Put the page back."""
    if name == "meeting_form":
        page.form.dismiss()
    elif name == "meeting_drawer":
        page.drawer.dismiss()
    elif name == "schedule_table":
        page.bar.as_table.setChecked(False)
    else:
        page.view.clear_drag()


def _coming(page: SchedulePage) -> MeetingRecord | None:
    """The largest meeting of those that begin within the same hour from now, the nearest hour first."""
    now = page.desk.now()
    waiting = [m for m in page.meetings() if m.state is MeetingState.CONFIRMED and m.starts_at > now]
    return max(waiting, key=lambda m: (-((m.starts_at - now) // HOUR), m.expected), default=None)
