"""The menu of the board: what can be done with a block or a person, also by right click. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.domain.records import TaskRecord
from app.domain.states import TaskState
from app.domain.tasks import NEXT_STEPS
from app.views import dispatch_acts as acts
from app.views.dispatch_panel import STEPS

if TYPE_CHECKING:
    from app.views.dispatch import DispatchPage


def board_menu(page: DispatchPage, row_id: str, task: TaskRecord | None) -> QMenu:
    """The menu of a place on the board; it deletes itself."""
    menu = QMenu(page)
    menu.setObjectName("board_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if task is not None:
        _block_part(menu, page, task)
        menu.addSeparator()
    _add(menu, page, _words()["presence"], "user-x", lambda: page.side.change_presence(row_id))
    mine = _round_of(page, row_id)
    if mine:
        text = QCoreApplication.translate("DispatchMenu", "Take back %n open task(s)", "", len(mine))
        _add(menu, page, text, "user-minus", lambda: page.say((acts.unassign(mine),)))
    return menu


def _block_part(menu: QMenu, page: DispatchPage, task: TaskRecord) -> None:
    words = _words()
    for state, name, icon in STEPS:
        if state in NEXT_STEPS[task.state]:
            _add(menu, page, words[name], icon, partial(page.on_step_wanted, name))
    if task.state in {TaskState.ASSIGNED, TaskState.ACKNOWLEDGED}:
        pin, icon = ("unpin", "pin-off") if task.is_pinned else ("pin", "pin")
        _add(menu, page, words[pin], icon, lambda: page.on_step_wanted(pin))
        _add(menu, page, words["unassign"], "user-minus", page.unassign)
    if task.meeting_id is not None:
        meeting = task.meeting_id
        _add(menu, page, words["meeting"], "calendar-range", lambda: _show(page, meeting))


def _show(page: DispatchPage, meeting_id: str) -> None:
    page.wanted.emit("schedule", "meeting", meeting_id)


def _round_of(page: DispatchPage, row_id: str) -> tuple[TaskRecord, ...]:
    """What a person has that nobody has begun."""
    return tuple(task for task in page.work_of(row_id) if task.state in acts.QUEUED)


def _add(menu: QMenu, page: DispatchPage, text: str, icon: str, run: Callable[[], None]) -> None:
    action = menu.addAction(page.look.qicon(icon), text)
    action.triggered.connect(lambda _=False: run())


def _words() -> dict[str, str]:
    translate: Callable[[str, str], str] = QCoreApplication.translate
    return {
        "presence": translate("DispatchMenu", "Presence…"),
        "acknowledge": translate("DispatchMenu", "Acknowledge"),
        "arrive": translate("DispatchMenu", "Sign in"),
        "start": translate("DispatchMenu", "Start"),
        "complete": translate("DispatchMenu", "Done"),
        "verify": translate("DispatchMenu", "Verify"),
        "pin": translate("DispatchMenu", "Pin"),
        "unpin": translate("DispatchMenu", "Unpin"),
        "unassign": translate("DispatchMenu", "Take back"),
        "meeting": translate("DispatchMenu", "Show the meeting"),
    }
