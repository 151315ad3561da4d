"""The right-click menu of a room: what its drawer offers, at the pointer. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.views.page import Page
from app.views.room_drawer import RoomDrawer


def room_menu(page: Page, drawer: RoomDrawer, opening: Callable[[], object]) -> QMenu:
    """A menu of the room that the drawer has; it goes away when it closes."""
    menu = QMenu(page)
    menu.setObjectName("room_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    first = menu.addAction(
        page.look.qicon("panel-right-open"), QCoreApplication.translate("TodayPage", "Open the room")
    )
    first.triggered.connect(lambda _checked=False: opening())
    menu.addSeparator()
    for command in drawer.commands():
        if command.enabled():
            action = menu.addAction(page.look.qicon(command.icon), command.text())
            action.triggered.connect(command.run)
    return menu
