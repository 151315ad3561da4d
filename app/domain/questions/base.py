"""The shape of a question."""

from __future__ import annotations

from typing import Generic, TypeVar

Answer_co = TypeVar("Answer_co", covariant=True)


class Question(Generic[Answer_co]):
    """Base of all questions; the parameter is the type of the answer."""

    __slots__ = ()
