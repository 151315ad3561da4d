"""Lines: nothing is lost, nothing is wider than its column, and no sign stands where it may not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reports.wrapping import Fit, clean, fitted, wrapped
from tests.reports.days import PlainMeasure

MEASURE = PlainMeasure()
TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF),
        st.sampled_from("，。（）《》 -–/aZ09%🎉👩\u200d\u0301𠮷"),
    ),
    max_size=200,
)


def wide(text: str) -> float:
    return MEASURE.width(text, 10)


@given(TEXTS, st.floats(12, 200), st.booleans())
def test_every_character_comes_back_and_no_line_is_too_wide(text: str, width: float, words: bool):
    text = clean(text, MEASURE.can_show)
    lines = wrapped(text, width, wide, words=words)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert wide(line) <= width or len(line.strip()) <= 8  # one cluster that is wider than the column


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one():
    lines = wrapped("关于（防汛）工作，会议。请准时参加、不得缺席", 50, wide)
    assert all(line[0] not in "，。）、" and line[-1] != "（" for line in lines)


def test_latin_words_and_numbers_stay_whole():
    assert wrapped("Project kick-off 2026 review", 61, wide) == ["Project", "kick-off", "2026 review"]


def test_a_long_word_is_cut_rather_than_clipped():
    assert wrapped("x" * 25, 55, wide) == ["x" * 10, "x" * 10, "x" * 5]


def test_names_are_broken_between_people():
    assert wrapped("张慧敏 欧阳倩 林晓燕", 75, wide, words=True) == ["张慧敏 欧阳倩", "林晓燕"]


def test_a_character_stays_with_its_marks_and_joiners():
    lines = wrapped("会" * 4 + "e\u0301👩\u200d🔧", 45, wide)
    assert lines == ["会会会会", "e\u0301👩\u200d🔧"]


def test_a_text_is_set_smaller_before_it_is_wrapped():
    fit = Fit(10, 9)
    assert fitted("会" * 10, 100, fit, MEASURE) == (10, ["会" * 10])
    assert fitted("会" * 10, 95, fit, MEASURE) == (9.5, ["会" * 10])
    assert fitted("会" * 10, 89, fit, MEASURE) == (9, ["会" * 9, "会"])


def test_breaks_and_controls_become_spaces_and_what_has_no_glyph_is_spelt():
    shown = PlainMeasure(unknown="🎉").can_show
    assert clean(" a\tb\r\nc\x07d ", shown) == "a b c d"
    assert clean("庆典🎉 <b>", shown) == "庆典[U+1F389] <b>"
    assert clean("上午\u300013 场", shown) == "上午\u300013 场"
