"""What the agent says becomes operations on a real console, once."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from app.desk.alarm_recorder import SURE_AFTER, AlarmRecorder
from app.devices.messages import AgentMessage, AlarmMessage
from app.domain.alarm_steps import alarm_id
from app.domain.ops import AddDevice, ClearAlarm, RaiseAlarm
from app.domain.periods import MINUTE
from app.domain.questions import AlarmList
from tests.support.direct_desk import DirectDesk
from tests.support.house import WEDNESDAY, house

T = WEDNESDAY


class Voice(QObject):
    """The two signals of the telemetry."""

    alarm_heard = Signal(object)
    agent_heard = Signal(object)


class Scene:
    def __init__(self, made):
        self.house = made
        self.desk, self.voice = DirectDesk(made), Voice()
        self.device = made.new_id()
        made.do(AddDevice(self.device, "302-vt", "视频终端", "video_terminal", address="mqtt:x"))
        self.recorder = AlarmRecorder(cast("Any", self.desk), cast("Any", self.voice))

    def message(self, onset=T - MINUTE, cleared_at=None, device=None):
        owner = device or self.device
        known = alarm_id(owner, "offline", onset)
        return AlarmMessage(known, owner, "offline", "serious", onset, "3", "", cleared_at)

    def say(self, *messages):
        for message in messages:
            self.voice.alarm_heard.emit(message)
        self.recorder.on_gathered()

    def beat(self, *active, seq=SURE_AFTER, alive=True, complete=True):
        self.house.at += 5 * MINUTE
        self.voice.agent_heard.emit(
            AgentMessage("b", seq, self.house.at, alive, active=list(active), is_complete=complete)
        )

    def open(self):
        return self.house.console.ask(AlarmList())


@pytest.fixture
def scene(qapp, tmp_path):
    with house(tmp_path) as made:
        yield Scene(made)


def test_an_alarm_is_recorded_once_however_often_it_is_heard(scene):
    for _ in range(3):
        scene.say(scene.message(), scene.message())
    assert [type(op) for op in scene.desk.said] == [RaiseAlarm]
    (record,) = scene.open()
    assert (record.condition, record.value, record.raised_at) == ("offline", "3", T - MINUTE)


def test_its_end_is_recorded_once_and_it_stays_until_somebody_has_seen_it(scene):
    scene.say(scene.message())
    for _ in range(2):
        scene.say(scene.message(cleared_at=T))
    assert [type(op) for op in scene.desk.said] == [RaiseAlarm, ClearAlarm]
    assert scene.open()[0].cleared_at == T


def test_what_began_and_ended_while_the_console_was_away_is_recorded_whole(scene):
    scene.say(scene.message(cleared_at=T))
    (record,) = scene.open()
    assert (record.raised_at, record.cleared_at) == (T - MINUTE, T)


def test_an_end_that_was_missed_is_made_good_from_the_heartbeat(scene):
    message = scene.message()
    scene.say(message)
    scene.beat(message.id)
    assert scene.open()[0].cleared_at is None
    scene.beat()
    assert scene.open()[0].cleared_at == scene.house.at


@pytest.mark.parametrize(
    "beat", [{"seq": 12}, {"alive": False}, {"complete": False}, {"seq": SURE_AFTER + 1}], ids=str
)
def test_a_young_dying_or_overfull_heartbeat_ends_nothing(scene, beat):
    scene.say(scene.message())
    scene.beat(**beat)
    assert scene.open()[0].cleared_at is None


def test_a_device_that_is_not_in_the_register_is_refused_once_and_then_left_alone(scene):
    stranger = scene.house.new_id()
    for _ in range(3):
        scene.say(scene.message(device=stranger))
    assert len(scene.desk.refusals) == 1
    assert scene.open() == ()


def test_it_is_nobodys_act_and_cannot_be_undone(scene):
    message = scene.message()
    done = scene.house.do(RaiseAlarm(message.id, message.device, "offline", "serious", message.raised_at))
    assert not done.can_undo
    assert not scene.house.do(ClearAlarm(message.id, T)).can_undo


def test_an_alarm_whose_id_does_not_follow_from_what_it_says_is_not_recorded(scene):
    message = scene.message()
    forged = AlarmMessage(message.id, message.device, "fire", "urgent", message.raised_at)
    scene.say(forged)
    assert scene.desk.said == []
