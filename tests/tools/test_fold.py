"""Folding changes prose only, and only prose that is too long."""

from __future__ import annotations

import ast

import pytest

from tools.fold import WIDTH, fold, width

_LONG = "A room is free when nothing is booked in it " * 4


def _lines(source: str) -> list[str]:
    return fold(source).splitlines()


def test_a_long_docstring_is_set_into_lines_of_about_the_same_length():
    lines = _lines(f'def free() -> bool:\n    """{_LONG.strip()}."""\n    return True\n')
    assert all(width(line) <= WIDTH for line in lines)
    assert lines[-2] == '    """'
    assert lines[-1] == "    return True"
    assert width(lines[2]) > WIDTH // 2


def test_only_the_closing_quotes_may_be_too_much():
    text = "word " * 21 + "w"
    lines = _lines(f'"""{text}."""\n')
    assert all(width(line) <= WIDTH for line in lines)
    assert (ast.get_docstring(ast.parse("\n".join(lines))) or "").split() == f"{text}.".split()


def test_paragraphs_and_lists_stay_apart():
    source = f'"""Title.\n\n{_LONG}\n\n- one {_LONG}\n- two\n"""\n'
    lines = _lines(source)
    assert all(width(line) <= WIDTH for line in lines)
    assert "- two" in lines
    assert any(line.startswith("- one") for line in lines)
    assert lines[0] == '"""Title.'


def test_a_chinese_character_takes_two_columns():
    assert width("会议 x") == 6
    assert all(width(line) <= WIDTH for line in _lines("# " + "会议室 " * 40 + "\n"))


def test_a_long_comment_behind_code_moves_above_it():
    lines = _lines(f"if True:\n    x = 1  # {_LONG}\n")
    assert lines[-1] == "    x = 1"
    assert lines[1].startswith("    # A room")


@pytest.mark.parametrize(
    "source",
    [
        f'x = "{_LONG}"\n',
        f"x = 1  # noqa: E501 {_LONG}\n",
        f"x = (\n{_LONG}\n",
        '"""Short."""\n',
    ],
)
def test_everything_else_is_left_as_it_is(source):
    assert fold(source) == source
