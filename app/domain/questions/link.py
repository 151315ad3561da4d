"""Questions about this console as central knows it, and what it has not answered."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import ChangeRecord, OwnRecord


@dataclass(frozen=True, slots=True)
class OwnIdentity(Question[OwnRecord]):
    """Who this console is; without a central service its site and console id only."""


@dataclass(frozen=True, slots=True)
class UnansweredOps(Question[tuple[ChangeRecord, ...]]):
    """Ops that central has not answered, the oldest first; a console of no central service has none."""

    limit: int = 200
