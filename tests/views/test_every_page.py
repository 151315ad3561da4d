"""Every page and scene in every language, theme, size and scale, read as a careful reader would.

One window on a small real file walks through combinations chosen so that each language meets each size, scale
and theme at least once; the language is switched while the program runs, as a person would. The file's own
words are Greek: whatever is Chinese in English, or English in Chinese, was said by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.devices import DeviceProcesses
from app.domain.link import LinkProblem
from app.domain.ops import (
    AddDevice,
    AddFloor,
    AddPerson,
    AddRoom,
    AssignTasks,
    BookMeeting,
    DrawOutline,
    EditMeeting,
    MeetingFields,
    RaiseAlarm,
    ResolveConflict,
    SetRule,
    StartMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import BoardBetween, Inbox
from app.domain.records import LinkState
from app.domain.states import ConflictChoice, LinkPhase, OutlineKind, Role
from app.views.dispatch import DispatchPage
from app.views.pages import ENTRIES
from app.widgets.look import ThemeChoice
from tests.support import legible
from tests.support.hands import Hands, console_in_hand
from tests.support.house import WEDNESDAY, House, house
from tests.support.inbox import collide, refuse
from tests.support.pseudo import Pseudo

T = WEDNESDAY


@dataclass(frozen=True)
class Way:
    """One way to see the program."""

    language: str
    theme: ThemeChoice
    size: tuple[int, int]
    scale: int

    def __str__(self) -> str:
        return f"{self.language} {self.theme} {self.size[0]}x{self.size[1]} {self.scale} %"


CUT_OFF = LinkState(
    LinkPhase.OFFLINE, since=T - 20 * MINUTE, central="https://10.1.2.3", last_ok_at=T - 21 * MINUTE,
    problem=LinkProblem.UNREACHABLE, detail="111", pending=3, oldest_at=T - 19 * MINUTE, parked=1,
    lag_ms=40, offset_ms=-20,
)  # fmt: skip
SMALL, LARGE = (1280, 720), (1600, 1000)
WALKS = {
    "plain": (
        Way("zh_CN", "light", SMALL, 100),
        Way("en", "dark", SMALL, 100),
        Way("zh_CN", "dark", LARGE, 150),
    ),
    "large": (
        Way("en", "light", LARGE, 200),
        Way("zh_CN", "dark", SMALL, 200),
        Way("en", "dark", SMALL, 150),
    ),
    "pseudo": (Way("pseudo", "light", LARGE, 100), Way("pseudo", "dark", SMALL, 150)),
}


TABLE = """会议名称,会议室,日期,开始,结束,参会人数
Σύσκεψη,300,2026-06-11,09:00,11:00,12
"<b>Σύσκεψη</b>",301,2026-06-11,14:30,16:00,28
Σύσκεψη,αίθουσα,2026-06-11,14:00,16:30,80
Σύσκεψη,302,2026-06-11,16:00,15:00,20
"""


def furnish(made: House) -> None:
    """Two floors, six rooms, two of them drawn, five people, six meetings, four devices, three alarms."""
    made.do(SetRule("site.name", "Δήμος", ""))
    floors = [made.new_id(), made.new_id()]
    for rank, floor in enumerate(floors, 1):
        made.do(AddFloor(floor, "αβ"[rank - 1], rank))
    rooms = [made.new_id() for _ in range(6)]
    for place, room in enumerate(rooms):
        made.do(
            AddRoom(room, f"{300 + place}", f"θάλαμος {place}", floors[place // 3], capacity=20 + 10 * place)
        )
    for place in (0, 1):
        left = place * 9_000
        corners = ((left, 0), (left + 8_000, 0), (left + 8_000, 6_000), (left, 6_000))
        made.do(DrawOutline(made.new_id(), floors[0], OutlineKind.ROOM, corners, rooms[place]))
    people = [made.new_id() for _ in range(5)]
    roles = (Role.SUPERVISOR, Role.ATTENDANT, Role.ATTENDANT, Role.ATTENDANT, Role.ENGINEER)
    for place, (person, role) in enumerate(zip(people, roles, strict=True)):
        made.do(AddPerson(person, f"Νίκη {'αβγδε'[place]}", role, f"{place}"))
    meetings = [made.new_id() for _ in range(6)]
    for place, (meeting, after) in enumerate(zip(meetings, (-40, 18, 25, 90, 180, 200), strict=True)):
        start = T + after * MINUTE // 5 * 5
        made.do(
            BookMeeting(
                meeting,
                rooms[place],
                f"Σύσκεψη <b>{'αβγδεζ'[place]}</b>",
                start,
                start + HOUR,
                expected=14 + place,
                unit="Δήμος",
                contact="Νίκη",
                phone="8210",
                override="λόγος",
            )
        )
    made.do(StartMeeting(meetings[0], T - 38 * MINUTE))
    board = made.console.ask(BoardBetween(T - 12 * HOUR, T + 12 * HOUR))
    task = next(one for one in board.tasks if one.meeting_id == meetings[1])
    made.do(AssignTasks((task.id,), people[1], (None,), "λόγος"))
    alarm_devices(made, rooms)
    disagreements(made, rooms, people, meetings)


def disagreements(made: House, rooms: list[str], people: list[str], meetings: list[str]) -> None:
    """Two desks changed two meetings, one of which is decided; a booking was refused."""
    made.actor = people[0]
    start = T + 90 * MINUTE
    for place, seen, theirs, mine in (
        (3, MeetingFields(notes=""), MeetingFields(notes="Αθήνα"), MeetingFields(notes="Θήβα")),
        (3, MeetingFields(unit="Δήμος"), MeetingFields(unit="Αθήνα"), MeetingFields(unit="Θήβα")),
        (4, MeetingFields(layout=""), MeetingFields(layout="Π"), MeetingFields(layout="Ο")),
    ):
        made.do(EditMeeting(meetings[place], set=theirs, was=seen))
        collide(made, EditMeeting(meetings[place], set=mine, was=seen), people[0], theirs=people[0])
    decided = next(each for each in made.console.ask(Inbox(0)).conflicts if each.field == "layout")
    made.do(ResolveConflict(decided.id, ConflictChoice.THEIRS, decided.now or "null"))
    op = BookMeeting(made.new_id(), rooms[3], "Σύσκεψη", start, start + HOUR, expected=12, override="λόγος")
    refuse(made, op, "slot_taken", people[0], room=rooms[3], starts_at=start, ends_at=start + HOUR)


def alarm_devices(made: House, rooms: list[str]) -> None:
    """Devices of the first two rooms and what is wrong with them."""
    kinds = (
        ("video_terminal", "offline", "serious"),
        ("sensor", "co2_high", "warning"),
        ("display", "offline", "notice"),
    )
    for place, (kind, condition, severity) in enumerate(kinds):
        device = made.new_id()
        made.do(
            AddDevice(
                device, f"{300 + place}-1", "Συσκευή", kind, rooms[place % 2], address=f"mqtt:t/{place}"
            )
        )
        made.do(RaiseAlarm(made.new_id(), device, condition, severity, T - (3 + place) * MINUTE, "12", "15"))


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Hands]:
    with house(tmp_path / "desk") as made:
        furnish(made)
    table = tmp_path / "Σύσκεψη.csv"
    table.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr("app.views.import_preview.sample_file", lambda _day: table)
    monkeypatch.setattr(
        DeviceProcesses, "start", lambda self: self.strip.start()
    )  # nobody speaks to devices here
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", T) as opened:
        yield opened


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[Pseudo]:
    translator = Pseudo()
    yield translator
    qapp.removeTranslator(translator)


def go(hands: Hands, way: Way, pseudo: Pseudo) -> None:
    """Bring the open window into a way."""
    services = hands.console.services
    QApplication.removeTranslator(pseudo)
    services.language.use("en" if way.language == "pseudo" else way.language)
    if way.language == "pseudo":
        QApplication.installTranslator(pseudo)
    services.look.set_theme(way.theme)
    services.look.set_scale(way.scale)
    hands.window.resize(*way.size)
    hands.settle()


def views(hands: Hands) -> Iterator[str]:
    """Page after page, scene after scene, and the palette; each stands when its name is given."""
    for entry in ENTRIES:
        hands.window.show_page(entry.name)
        hands.settle()
        yield entry.name
        page = hands.window.page(entry.name)
        for scene in page.scenes():
            page.show_scene(scene)
            hands.settle()
            yield scene
            page.leave_scene(scene)
        if isinstance(page, DispatchPage):
            page.bar.as_table.click()
            hands.settle()
            yield "dispatch_table"
            page.bar.as_table.click()
    hands.window.open_palette("300")
    hands.settle()
    yield "palette"
    hands.window.close_palette()


def complaints(hands: Hands, way: Way) -> list[str]:
    """What is wrong with what stands in the window."""
    window = hands.window
    strict = way.scale == 100 and way.language != "pseudo"
    found = legible.clipped(window, strict=strict) + legible.overlapping(window) + legible.nameless(window)
    wrong: dict[str, Callable[[str], str]] = {
        "zh_CN": legible.english_in,
        "en": legible.chinese_in,
        "pseudo": legible.unasked_in,
    }
    found += legible.foreign(window, wrong[way.language])
    if (window.width(), window.height()) != way.size:
        found.append(f"the window cannot be this small: {window.width()}x{window.height()}")
    return found


@pytest.mark.timeout(120)
@pytest.mark.parametrize("walk", WALKS)
def test_every_page_can_be_read(hands: Hands, pseudo: Pseudo, walk: str) -> None:
    seen: dict[str, list[str]] = {}
    if walk != "pseudo":  # that one sees a desk that works by itself
        hands.console.desk.central.on_link(CUT_OFF)
        hands.settle()
    for way in WALKS[walk]:
        go(hands, way, pseudo)
        for view in views(hands):
            for complaint in complaints(hands, way):
                seen.setdefault(complaint, []).append(f"{view}: {way}")
    told = [
        f"{complaint}\n    {places[0]}" + (f" and {len(places) - 1} more" if len(places) > 1 else "")
        for complaint, places in seen.items()
    ]
    assert not told, "\n".join((f"{len(told)} complaints", *told))
