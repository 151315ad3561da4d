"""Huiwutai 会务台: the console of a meeting centre's front desk, and its command line (docs/manual)."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Parse the arguments; open the window, or run one command. Returns the exit code."""
    from app.cli import parse

    args = parse(arguments)
    if args.command is None:
        from app.bootstrap.start import start_window

        return start_window(args)
    from app.bootstrap.commands import run_command

    return run_command(args)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
