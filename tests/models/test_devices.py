"""The device table: register and readings side by side, search and filter."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy

from app.domain.readings import Reading
from app.domain.states import DeviceState
from app.models.devices import Column, DevicesModel, DevicesProxy, Role
from tests.support.records import T0, device

AIR = (("co2", 624.0, "ppm"), ("temperature", 26.4, "°C"))


def register():
    return [
        device(number="302-vt", id="a"),
        device("环境传感器", kind="sensor", number="302-s", id="b"),
        device("投影机", "110", kind="projector", number="110-p", id="c"),
    ]


@pytest.fixture
def readings():
    return {
        "a": Reading("a", DeviceState.OFFLINE, (), T0 - 5000, 1, T0, T0),
        "b": Reading(
            "b", DeviceState.ONLINE, (("co2", 624.0, "ppm"), ("temperature", 26.4, "°C")), T0, 1, T0, T0
        ),
    }


@pytest.fixture
def model(qapp, readings):
    made = DevicesModel(readings.get, lambda _subject, entity: entity[:4])
    made.apply(register(), T0)
    return made


def test_a_device_that_was_never_heard_is_stale_not_online(model):
    assert model.index(2, 0).data(Role.STATE) == DeviceState.STALE
    assert model.index(2, Column.AGE).data() == "—"


def test_values_carry_units_and_maintenance_counts_at_once(model):
    assert "624 ppm" in model.index(1, Column.VALUES).data()
    assert "26.4 °C" in model.index(1, Column.VALUES).data()
    model.apply([device(number="302-vt", id="a", in_maintenance=True), *register()[1:]], T0)
    assert model.index(0, 0).data(Role.STATE) == DeviceState.MAINTENANCE


def test_fresh_readings_are_told_of_rows_on_screen_and_read_by_the_others_when_shown(model, readings):
    spy = QSignalSpy(model.dataChanged)
    readings["a"] = readings["b"]
    readings["c"] = readings["b"]
    model.refresh({"a", "c", "unknown"}, T0, on_screen={"c"})
    assert [spy.at(i)[0].row() for i in range(spy.count())] == [2]
    assert model.index(0, 0).data(Role.STATE) == DeviceState.ONLINE


def test_the_filter_finds_words_and_trouble(model):
    proxy = DevicesProxy()
    proxy.setSourceModel(model)
    proxy.seek("投影", only_trouble=False)
    assert proxy.rowCount() == 1
    proxy.seek("", only_trouble=True)
    assert {proxy.index(row, 0).data(Role.DEVICE).id for row in range(proxy.rowCount())} == {"a", "c"}
    proxy.sort(Column.STATE)
    assert proxy.index(0, 0).data(Role.STATE) == DeviceState.OFFLINE
