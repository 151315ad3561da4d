"""Short words for what a test knows to be there."""

from __future__ import annotations

from typing import TypeVar

from app.devices.messages import Malformed

Thing = TypeVar("Thing")


def sure(value: Thing | None) -> Thing:
    """The value; the test fails when there is none."""
    assert value is not None
    return value


def readable(message: Thing | Malformed) -> Thing:
    """The message; the test fails when it could not be read."""
    assert not isinstance(message, Malformed), message
    return message
