"""The words of the exchange with central: no problem without a sentence, the gravest word leads the pill."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.link import LinkProblem
from app.domain.records import LinkState
from app.domain.states import LinkPhase
from app.words import formats, link
from app.words.language import Language

ZONE = ZoneInfo("Asia/Shanghai")
AT = 1_781_070_120_000  # 2026-06-10 13:42 in Shanghai
LIVE = LinkState(LinkPhase.LIVE, since=AT)


@pytest.mark.parametrize("problem", [*LinkProblem, "given_up", "no_copy", "other_site"])
def test_each_problem_says_what_happened_and_what_to_do(qapp: QApplication, problem: str):
    what, do = link.problem_text(problem)
    assert link.knows(problem)
    assert what
    assert do
    assert "{" not in what + do


def test_an_unknown_problem_still_reads_as_a_sentence(qapp: QApplication):
    what, do = link.problem_text("quota")
    assert "quota" in what
    assert do


@pytest.mark.parametrize(
    ("state", "conflicts", "refused", "text", "tone"),
    [
        (LinkState(), 0, 0, "Stored on this desk", "ok"),
        (LIVE, 0, 0, "Synced", "ok"),
        (LinkState(LinkPhase.LIVE, pending=4), 0, 0, "To send 4", "low"),
        (LinkState(LinkPhase.OFFLINE, since=AT, pending=3), 0, 0, "Offline since 13:42, 3 to send", "mid"),
        (LIVE, 2, 0, "Synced, Conflicts 2", "mid"),
        (LIVE, 2, 1, "Synced, Refused 1", "high"),
        (LinkState(LinkPhase.ACTION, problem="revoked"), 2, 1, "Needs attention", "high"),
        (LinkState(), 1, 0, "Conflicts 1", "mid"),
    ],
)
def test_the_pill_says_the_link_and_the_gravest_thing(qapp, state, conflicts, refused, text, tone):
    words = link.pill(state, conflicts, refused, ZONE)
    assert (words.text, words.tone) == (text, tone)
    assert words.icon
    assert len(words.short) <= len(words.text)


def test_what_waits_is_counted_with_the_age_of_the_oldest(qapp):
    state = LinkState(LinkPhase.OFFLINE, pending=2, oldest_at=AT - 12_000)
    assert "12" in link.pending_text(state, AT)
    assert "2 change" in link.pending_text(state, AT)
    assert link.pending_text(LIVE, AT) == "Everything was sent"


def test_back_online_counts_what_was_sent_and_what_a_person_must_decide(qapp):
    assert link.back_online(12, 0) == "Back online: 12 sent"
    assert link.back_online(12, 1).startswith("Back online: 12 sent, 1 need")


@pytest.mark.parametrize(
    ("seconds", "text"), [(12, "12 s"), (192, "3 min 12 s"), (8_280, "2 h 18 min"), (200_000, "2 days")]
)
def test_an_age_is_said_in_the_measure_people_use(qapp, seconds, text):
    language = Language()
    language.use("en")
    assert formats.age(AT - seconds * 1000, AT) == text
