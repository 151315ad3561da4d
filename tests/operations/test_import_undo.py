"""An import that is taken back: what it merged is as before,
whatever only an import may do; and it can come again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.acts import Done
from app.domain.ids import derived
from app.domain.ops import CancelMeeting, EditMeeting, ImportMeeting, MeetingFields, Source
from app.domain.periods import HOUR
from tests.support.house import SITE, House
from tests.support.tables import rows_of

MEETING = derived(SITE, "meeting", "u", "")


def said(house: House, room: str, sequence: int, **more: Any) -> Done:
    start = house.at + (5 + sequence) * HOUR
    op = ImportMeeting(
        MEETING, Source("u", sequence=sequence), room, f"会 {sequence}", start, start + HOUR,
        expected=more.pop("expected", 100 + sequence), **more,
    )  # fmt: skip
    return house.console.import_all([op], "", lambda _n, _of: None, lambda: False)


def meeting(house: House) -> dict[str, Any]:
    return rows_of(house)["meeting", MEETING]


def test_a_merge_beyond_the_seats_is_taken_back_and_comes_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    small, other = house.add_room("302", capacity=10), house.add_room("303", capacity=20)
    said(house, small, 0)
    first = meeting(house)
    said(house, other, 1)
    second = meeting(house)
    assert (second["room_id"], second["title"], second["expected"]) == (other, "会 1", 101)
    house.undo()
    assert meeting(house) == first
    house.redo()
    assert meeting(house) == second
    house.undo()
    said(house, other, 1)  # the same file again
    assert meeting(house) == second
    house.close()


def test_what_a_person_had_changed_stays_theirs_through_undo_and_redo(tmp_path: Path) -> None:
    house = House(tmp_path)
    room = house.add_room("302", capacity=200)
    said(house, room, 0)
    house.do(EditMeeting(MEETING, MeetingFields(notes="我的"), MeetingFields(notes="")))
    said(house, room, 1, notes="文件的")
    assert (meeting(house)["title"], meeting(house)["notes"]) == ("会 1", "我的")
    house.undo()
    assert (meeting(house)["title"], meeting(house)["notes"]) == ("会 0", "我的")
    said(house, room, 2, notes="文件的 2")
    assert (meeting(house)["title"], meeting(house)["notes"]) == ("会 2", "我的")
    house.close()


def test_a_cancelling_import_is_taken_back_with_the_slot(tmp_path: Path) -> None:
    house = House(tmp_path)
    room = house.add_room("302", capacity=200)
    said(house, room, 0)
    first = meeting(house)
    said(house, room, 1, cancelled=True)
    assert (meeting(house)["state"], meeting(house)["holds"]) == ("cancelled", 0)
    house.undo()
    assert meeting(house) == first
    house.close()


def test_an_import_that_brings_a_meeting_back_is_taken_back_though_its_old_slot_is_taken(
    tmp_path: Path,
) -> None:
    house = House(tmp_path)
    room = house.add_room("302", capacity=200)
    said(house, room, 0)
    said(house, room, 1, cancelled=True)
    house.book(room, 5 * 60, title="别人的会")
    said(house, room, 2)
    assert meeting(house)["holds"] == 1
    house.undo()
    assert (meeting(house)["state"], meeting(house)["holds"]) == ("cancelled", 0)
    house.redo()
    assert meeting(house)["holds"] == 1
    house.close()


def test_two_imports_are_taken_back_one_after_the_other(tmp_path: Path) -> None:
    house = House(tmp_path)
    room = house.add_room("302", capacity=200)
    said(house, room, 0)
    first = meeting(house)
    said(house, room, 1)
    said(house, room, 2)
    house.undo()
    house.undo()
    assert meeting(house) == first
    house.undo()
    assert meeting(house)["state"] == "withdrawn"
    house.close()


def test_a_person_cancels_what_was_imported_and_the_next_import_leaves_it_cancelled(tmp_path: Path) -> None:
    house = House(tmp_path)
    room = house.add_room("302", capacity=200)
    said(house, room, 0)
    house.do(CancelMeeting(MEETING, "不开了"))
    said(house, room, 1)
    assert (meeting(house)["state"], meeting(house)["holds"]) == ("cancelled", 0)
    house.close()
