"""The alarm list as an item model: narrow signals, an order that stands while somebody reads."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from app.domain.alarms import sort_out
from app.domain.periods import HOUR, MINUTE
from app.domain.rules import DEFAULTS
from app.models.alarms import AlarmsModel, Column, Role
from tests.support.records import T0, alarm, running

NEED = [running("now")]


def views(*records):
    return sort_out(records, NEED, T0)


def numbered(n, **changes):
    return alarm(
        id=f"00000000-0000-0000-0000-{n:012}", device_id=f"d{n}", raised_at=T0 - n * MINUTE, **changes
    )


@pytest.fixture
def model(qapp, qtmodeltester):
    made = AlarmsModel(lambda subject, _id: {"room": "302", "person": "周敏"}[subject])
    yield made
    qtmodeltester.check(made, force_py=True)


def shown(model):
    return [model.index(row, 0).data(Role.ALARM_ID)[-2:].lstrip("0") for row in range(model.rowCount())]


def test_columns_say_what_the_record_says(model):
    model.apply(views(alarm(acknowledged_at=T0, acknowledged_by="p")), T0, DEFAULTS)
    texts = [model.index(0, column).data() for column in Column]
    assert texts[Column.TIME] == "13:39:18"
    assert texts[Column.ROOM] == "302"
    assert texts[Column.ACKED_BY] == "周敏"
    assert texts[Column.STATE].startswith("C ")
    assert "视频终端" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_new_alarms_come_in_their_order(model):
    model.apply(views(numbered(5)), T0, DEFAULTS)
    model.apply(views(numbered(5), numbered(2), numbered(9)), T0, DEFAULTS)
    assert shown(model) == ["2", "5", "9"]


def test_while_somebody_reads_new_ones_wait_and_are_counted(model):
    model.apply(views(numbered(5), numbered(7)), T0, DEFAULTS)
    spy = QSignalSpy(model.waiting_changed)
    model.hold(held=True)
    model.apply(views(numbered(5), numbered(7), numbered(1)), T0, DEFAULTS)
    assert shown(model) == ["5", "7"]
    assert model.waiting == 1
    model.apply(views(numbered(7), numbered(1)), T0, DEFAULTS)
    assert shown(model) == ["7"], "what is over leaves at once"
    model.hold(held=False)
    assert shown(model) == ["1", "7"]
    assert [spy.at(i)[0] for i in range(spy.count())] == [1, 0]


def test_a_change_of_one_alarm_is_one_narrow_signal(model):
    model.apply(views(numbered(1), numbered(2), numbered(3)), T0, DEFAULTS)
    spy, resets = QSignalSpy(model.dataChanged), QSignalSpy(model.modelReset)
    model.apply(views(numbered(1), numbered(2, acknowledged_at=T0), numbered(3)), T0, DEFAULTS)
    assert (spy.count(), resets.count()) == (1, 0)
    assert (spy.at(0)[0].row(), spy.at(0)[1].row()) == (1, 1)
    model.apply(views(numbered(1), numbered(2, acknowledged_at=T0), numbered(3)), T0, DEFAULTS)
    assert spy.count() == 1


def test_a_selection_survives_a_new_order(model):
    model.apply(views(numbered(1), numbered(2)), T0, DEFAULTS)
    kept = model.index(0, 0)
    from PySide6.QtCore import QPersistentModelIndex

    index = QPersistentModelIndex(kept)
    model.apply(views(numbered(1, severity="warning", device_kind="door_display"), numbered(2)), T0, DEFAULTS)
    assert shown(model) == ["2", "1"]
    assert index.row() == 1


def test_the_clock_touches_only_rows_on_screen(model):
    model.apply(views(*(numbered(n) for n in range(1, 40))), T0, DEFAULTS)
    spy = QSignalSpy(model.dataChanged)
    model.tick(T0 + HOUR, 3, 9)
    assert (spy.at(0)[0].row(), spy.at(0)[1].row()) == (3, 9)
    assert spy.at(0)[0].column() == spy.at(0)[1].column() == Column.AGE
    model.tick(T0, 5, 100)
    assert spy.at(1)[1].row() == 38


@pytest.mark.serial
def test_five_thousand_alarms_take_a_batch_without_a_noticeable_pause(qapp):
    """R41: the batch that a screen takes 20 times a second; generous, for slow machines."""
    model = AlarmsModel(lambda _subject, _id: "302")
    many = [numbered(n) for n in range(5_000)]
    model.apply(sort_out(many, NEED, T0), T0, DEFAULTS)
    changed = [*many[:-50], *(numbered(n, acknowledged_at=T0) for n in range(4_950, 5_000))]
    judged = sort_out(changed, NEED, T0)
    began = time.perf_counter()
    model.apply(judged, T0, DEFAULTS)
    assert time.perf_counter() - began < 0.1
