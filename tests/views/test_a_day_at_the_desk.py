"""A supervisor's day, by pointer and keys alone, in the window that `main.py` opens.

The staff come in from a table and the meetings from a calendar, both through the import page; two meetings
are staffed, one by drag and one by keys; their attendants are signed in; one meeting runs to cleaned; a step
is taken back and done again; the day is printed. The audit then tells all of it, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.periods import MINUTE, day_period
from app.domain.questions import BoardBetween, RecentChanges
from app.domain.records import Board, MeetingRecord, TaskRecord
from app.domain.states import MeetingState, TaskKind, TaskState
from tests.support.hands import CTRL, Hands, console_in_hand
from tests.support.house import WEDNESDAY

STAFF = "姓名,岗位,工号\n周敏,主管,S1\n林晓燕,会服,A1\n吴佩珊,会服,A2\n"
PEOPLE = "X-HUIWUTAI-EXPECTED:14\r\n"  # without it, nobody is needed: a calendar does not say how many come
CALENDAR = f"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar//EN\r
BEGIN:VTIMEZONE\r
TZID:China Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T000000\r
TZOFFSETFROM:+0800\r
TZOFFSETTO:+0800\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:weekly@example.org\r
DTSTAMP:20260601T000000Z\r
DTSTART;TZID=China Standard Time:20260603T143000\r
DTEND;TZID=China Standard Time:20260603T153000\r
RRULE:FREQ=WEEKLY;COUNT=4\r
EXDATE;TZID=China Standard Time:20260617T143000\r
SUMMARY:周例会 <b>第一议题</b> 讨论会务服务标准的\r
 落实与检查安排\r
LOCATION:302\r
{PEOPLE}END:VEVENT\r
BEGIN:VEVENT\r
UID:weekly@example.org\r
DTSTAMP:20260601T000000Z\r
RECURRENCE-ID;TZID=China Standard Time:20260624T143000\r
DTSTART;TZID=China Standard Time:20260624T160000\r
DTEND;TZID=China Standard Time:20260624T170000\r
SUMMARY:周例会（改期）\r
LOCATION:305\r
{PEOPLE}END:VEVENT\r
BEGIN:VEVENT\r
UID:once@example.org\r
DTSTAMP:20260601T000000Z\r
DTSTART:20260610T080000Z\r
DTEND:20260610T090000Z\r
SUMMARY:学前学位建设推进会\r
LOCATION:305\r
{PEOPLE}END:VEVENT\r
BEGIN:VEVENT\r
UID:broken@example.org\r
DTSTAMP:20260601T000000Z\r
DTSTART:20260610T100000Z\r
DTEND:20260610T090000Z\r
SUMMARY:结束早于开始\r
LOCATION:305\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Hands]:
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", WEDNESDAY) as made:
        yield made


class Day:
    """What the walk looks at between its steps: the board as any page would ask for it."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def board(self) -> Board:
        day = day_period(self.hands.console.desk.today(), self.hands.console.desk.rules.tz)
        board = self.hands.ask(BoardBetween(day.start, day.end))
        assert isinstance(board, Board)
        return board

    def meeting(self, number: str) -> MeetingRecord:
        board = self.board()
        room = next(room.id for room in board.rooms if room.number == number)
        return next(meeting for meeting in board.meetings if meeting.room_id == room)

    def tasks(self, number: str) -> list[TaskRecord]:
        meeting = self.meeting(number).id
        mine = [task for task in self.board().tasks if task.meeting_id == meeting]
        return sorted(mine, key=lambda task: (task.starts_at, task.id))

    def people(self, number: str) -> set[str | None]:
        names = {person.id: person.name for person in self.board().people}
        return {names.get(task.assignee_id or "") for task in self.tasks(number)}


def take_in(hands: Hands, path: Path, *, create_rooms: bool = False) -> None:
    """Ctrl+O, the path, and the button that takes it in."""
    hands.answer_file_dialog(path, lambda: hands.keys(Qt.Key.Key_O, held=CTRL))
    if create_rooms:
        assert not hands.find("import_take").isEnabled()  # no meeting has a room yet
        hands.click("import_create_rooms", QPoint(8, hands.find("import_create_rooms").height() // 2))
    hands.until(lambda: hands.sees("import_take") and hands.find("import_take").isEnabled())
    hands.click("import_take")
    hands.until(lambda: hands.sees("import_message"))


def row_of(hands: Hands, person: str) -> QPoint:
    """The middle of a person's row on the board, on the screen."""
    board = hands.find("board")
    place = next(n for n in range(len(board.stack)) if board.row(n).title == person)
    y = board.stack.top(place) + board.stack.height(place) // 2 - board.verticalOffset()
    found = board.viewport().mapToGlobal(QPoint(board.viewport().width() // 2, y))
    assert isinstance(found, QPoint)
    return found


def walk_to_block(hands: Hands, task: TaskRecord) -> None:
    """By the arrows to a block of the board."""
    board = hands.find("board")
    for key in [Qt.Key.Key_Down] * len(board.stack) + [Qt.Key.Key_Up] * len(board.stack):
        if board.current_row() >= 0 and board.row(board.current_row()).id == task.assignee_id:
            break
        hands.keys(key)
    hands.keys(Qt.Key.Key_Home)
    for _ in range(20):
        if board.selected_bar() == task.id:
            return
        hands.keys(Qt.Key.Key_Right)
    raise AssertionError("the block is not reached by keys")


def import_both(hands: Hands, folder: Path) -> None:
    (folder / "staff.csv").write_text(STAFF, encoding="gb18030")
    (folder / "export.ics").write_bytes(CALENDAR.encode())
    hands.click("rail_import")
    take_in(hands, folder / "staff.csv")
    hands.click("actor_button")
    hands.choose("周敏")
    assert hands.console.desk.actor is not None
    take_in(hands, folder / "export.ics", create_rooms=True)


def staff_both(hands: Hands, day: Day) -> None:
    """One entry is carried to a person's row, the next one goes to the best by Space."""
    hands.page(3)
    queue = hands.find("queue")
    assert queue.model().rowCount() == 2
    start = queue.viewport().mapToGlobal(queue.visualRect(queue.model().index(0, 0)).center())
    goal = row_of(hands, "吴佩珊")
    hands.drag(queue.viewport(), start, start + QPoint(12, 4), (start + goal) / 2, goal)
    assert day.people("302") == {"吴佩珊"}
    queue.setFocus()
    hands.keys(Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert day.people("305") == {"林晓燕"}
    assert queue.model().rowCount() == 0


def sign_in(hands: Hands, day: Day) -> None:
    """One attendant by the panel's buttons, the other by the menu of the keyboard's menu key."""
    board = hands.find("board")
    first, second = day.tasks("302")[0], day.tasks("305")[0]
    hands.click(board.viewport(), board.visualRect(board.timeline().bar_index(first.id)).center())
    hands.click("step_acknowledge")
    hands.clock.pass_minutes(5)
    hands.click("step_arrive")
    board.setFocus()
    walk_to_block(hands, second)
    for entry in ("确认", "签到"):
        hands.open_menu()
        hands.choose(entry)
    assert {t.state for t in (day.tasks("302")[0], day.tasks("305")[0])} == {TaskState.ON_SITE}
    assert all(t.arrived_at is not None for t in (day.tasks("302")[0], day.tasks("305")[0]))


def run_to_cleaned(hands: Hands, day: Day) -> None:
    """Today: by the arrows to the room, Enter, and its one button for what comes next."""
    hands.page(1)
    plan = hands.find("plan")
    rooms = {room.number: room.id for room in day.board().rooms}
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Right] * 3):
        if plan.current_room() == rooms["302"]:
            break
        hands.keys(key)
    hands.keys(Qt.Key.Key_Return)
    hands.clock.pass_minutes(44)  # 14:31
    hands.until(lambda: hands.sees("room_go"))
    hands.click("room_go")
    assert day.meeting("302").state is MeetingState.IN_SESSION
    hands.clock.pass_minutes(58)  # 15:29
    hands.click("room_go")
    assert day.meeting("302").state is MeetingState.ENDED
    hands.click("room_go")  # begin to clean
    hands.clock.pass_minutes(9)
    hands.click("room_go")  # done
    assert day.meeting("302").state is MeetingState.CLEANED


def print_day(hands: Hands, path: Path) -> None:
    hands.page(5)
    hands.answer_file_dialog(path, lambda: hands.keys(Qt.Key.Key_S, held=CTRL))
    hands.until(path.exists)
    hands.settle()


def test_a_day_at_the_desk(hands: Hands, tmp_path: Path) -> None:
    day = Day(hands)
    import_both(hands, tmp_path)
    assert [m.title for m in sorted(day.board().meetings, key=lambda m: m.starts_at)] == [
        "周例会 <b>第一议题</b> 讨论会务服务标准的落实与检查安排", "学前学位建设推进会",
    ]  # fmt: skip
    staff_both(hands, day)
    sign_in(hands, day)
    run_to_cleaned(hands, day)
    assert hands.sees("undo_bar")
    hands.keys(Qt.Key.Key_Z, held=CTRL)
    assert not hands.sees("undo_bar")  # its button would take back the act before
    assert day.meeting("302").state is MeetingState.ENDED
    clean = next(task for task in day.tasks("302") if task.kind is TaskKind.CLEAN)
    assert clean.state is TaskState.IN_PROGRESS
    hands.keys(Qt.Key.Key_Y, held=CTRL)
    assert day.meeting("302").state is MeetingState.CLEANED
    print_day(hands, tmp_path / "day.pdf")
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")

    told = list(reversed(hands.ask(RecentChanges(500))))
    assert all(change.state != "refused" for change in told)
    assert [change.kind for change in told] == [
        "add_person", "add_person", "add_person",
        "add_room", "add_room", "import_meeting", "import_meeting", "import_meeting", "import_meeting",
        "assign_tasks", "assign_tasks",
        "acknowledge_task", "arrive_at_task", "acknowledge_task", "arrive_at_task",
        "start_meeting", "end_meeting", "start_task", "complete_task",
        "correct_task", "correct_task", "record_print",
    ]  # fmt: skip
    boss = sure_actor(hands)
    assert {change.actor_id for change in told[3:]} == {boss}
    assert [change.at for change in told] == sorted(change.at for change in told)
    assert told[-3].undoes == told[-4].op_id


def sure_actor(hands: Hands) -> str:
    actor = hands.console.desk.actor
    assert actor is not None
    return actor.id


def test_nothing_was_lost_when_the_window_opens_again(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", WEDNESDAY) as hands:
        import_both(hands, tmp_path)
        staff_both(hands, Day(hands))
    later = WEDNESDAY + 10 * MINUTE
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", later, "en") as hands:
        assert hands.console.desk.actor is not None
        assert hands.console.desk.actor.name == "周敏"
        assert hands.window.front == "dispatch"
        assert Day(hands).people("302") == {"吴佩珊"}
