"""The banner where there is much room and where there is little."""

from __future__ import annotations

import pytest

from app.widgets.alarm_banner import AlarmBanner, BannerFace

FACE = BannerFace(
    "a", "high", "高 · 未确认", "302 视频终端离线；14:00「会议」要用", "已 3 分 12 秒", "未确认 2  已确认 6"
)


@pytest.fixture
def banner(qtbot, look):
    made = AlarmBanner(look)
    qtbot.addWidget(made)
    made.set_words("Locate", "Mute", "Acknowledge")
    made.resize(1400, 36)
    made.show_face(FACE)
    return made


def shown(banner):
    return [not label.isHidden() for label in (banner._text, banner._age, banner._counts)]


def test_with_room_everything_is_said(banner):
    assert shown(banner) == [True, True, True]
    assert not banner._text.is_elided()


def test_counts_give_way_first_then_the_age_and_the_words_stay_whole(banner):
    need = banner._row.sizeHint().width()
    banner.resize(need - 20, 36)
    assert shown(banner) == [True, True, False]
    assert not banner._text.is_elided()
    banner.resize(need - banner._counts.sizeHint().width() - 60, 36)
    assert shown(banner) == [True, False, False]
    banner.resize(1400, 36)
    assert shown(banner) == [True, True, True]


def test_it_is_absent_while_there_is_nothing_to_say(banner):
    banner.show_face(None)
    assert banner.isHidden()
    banner.show_face(FACE)
    assert not banner.isHidden()
    assert "302" in banner.accessibleName()
