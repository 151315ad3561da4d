"""The command line that people and scripts rely on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from app.cli import parse


def test_without_a_command_it_is_the_window() -> None:
    args = parse(
        ["--demo", "--at", "2026-06-10T13:42", "--size", "1600x1000", "--scale", "150", "--exit-after", "2"]
    )
    assert (args.command, args.demo, args.seed) == (None, True, 1)
    assert args.at == datetime(2026, 6, 10, 13, 42)  # noqa: DTZ001 - the site's wall time
    assert (args.size, args.scale, args.exit_after) == ((1600, 1000), 150, 2.0)


def test_every_command_takes_profile_and_language_before_it_or_after() -> None:
    for command in (["import", "f"], ["check"], ["agent"], ["backup", "f"], ["restore", "f"],
                    ["export-diagnostics", "f"], ["export", "rooms", "--format", "csv"],
                    ["schedule", "--date", "2026-06-10", "--pdf", "f"]):  # fmt: skip
        for arguments in (
            [*command, "--profile", "d", "--lang", "en"],
            ["--profile", "d", "--lang", "en", *command],
        ):
            args = parse(arguments)
            assert (args.command, args.profile, args.lang) == (command[0], Path("d"), "en")


def test_days_kinds_and_layouts() -> None:
    args = parse(["export", "meetings", "--format", "ics", "--from", "2026-06-10", "--to", "2026-06-11"])
    assert (args.from_on, args.to_on) == (date(2026, 6, 10), date(2026, 6, 11))
    assert parse(["schedule", "--date", "2026-06-10", "--pdf", "x"]).layout == "time"
    assert parse(["import", "x", "--kind", "rooms", "--create-rooms", "--dry-run", "--json"]).kind == "rooms"


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"], ["export", "meetings"], ["export", "rooms", "--format", "ics"], ["nonsense"],
        ["--scale", "300"],
        ["schedule", "--date", "June", "--pdf", "x"], ["--at", "2026-06-10T13:42+08:00"], ["--size", "big"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    assert "参数有误" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        parse(["--lang", "en", *arguments])
    assert "wrong arguments" in capsys.readouterr().err
