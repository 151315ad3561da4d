"""Every kind says no where it must, with its code, and
leaves nothing; no room that was retired takes a meeting.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ops import (
    KINDS,
)

# Whoever may say these is never refused by a rule: off already is fine; a file that left is a fact.
from tests.operations.refused_cases import CASES
from tests.operations.refused_stages import (
    NEVER,
)
from tests.operations.stage import Stage
from tests.support.tables import rows_of


@pytest.mark.parametrize("case", CASES)
def test_a_rule_says_no_with_its_code_and_nothing_stays(case: str, tmp_path: Path) -> None:
    code, prepare, op = CASES[case]
    stage = Stage(tmp_path)
    prepare(stage)
    said = op(stage)
    assert said.kind == case.partition(":")[0]
    before = rows_of(stage.house)
    with pytest.raises(Refused) as refused:
        stage.do(said)
    assert refused.value.code == code
    assert rows_of(stage.house) == before
    stage.house.close()


def test_every_kind_has_a_refusal_or_never_refuses() -> None:
    said = {case.partition(":")[0] for case in CASES}
    assert said | NEVER == set(KINDS)
    assert not said & NEVER
