"""The key ring and every way in which it cannot be used: each a code, never a file, never a crash."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from app.domain.link import LinkProblem
from app.sync.keys import SERVICE, Keys
from app.sync.trouble import Trouble

CONSOLE = "01900000-0000-7000-8000-0000000000c1"


class Ring(KeyringBackend):
    """One in memory; ``raises`` makes it fail."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.raises: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.held[service, username] = password

    def _fail(self) -> None:
        if self.raises is not None:
            raise self.raises


@pytest.fixture(autouse=True)
def ring() -> Iterator[Ring]:
    """The key ring of this test; the one of before comes back."""
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def problem(keys: Keys) -> LinkProblem:
    with pytest.raises(Trouble) as raised:
        keys.secret(CONSOLE)
    return raised.value.problem


def test_what_was_kept_is_found_by_the_next_run(ring: Ring) -> None:
    assert Keys().keep(CONSOLE, "secret") is None
    assert ring.held == {(SERVICE, CONSOLE): "secret"}
    assert Keys().secret(CONSOLE) == "secret"


def test_without_an_entry_a_person_is_asked(ring: Ring) -> None:
    keys = Keys()
    assert problem(keys) is LinkProblem.NO_SECRET
    keys.hold(CONSOLE, "typed")
    assert keys.secret(CONSOLE) == "typed"
    assert ring.held == {}
    assert problem(Keys()) is LinkProblem.NO_SECRET


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InitError("Prompt dismissed"), LinkProblem.KEYRING_LOCKED),
        (KeyringLocked("locked"), LinkProblem.KEYRING_LOCKED),
        (PasswordSetError("no"), LinkProblem.KEYRING_LOCKED),
        (RuntimeError("the bus said: secret"), LinkProblem.NO_KEYRING),
        (OSError("no bus"), LinkProblem.NO_KEYRING),
    ],
)
def test_a_ring_that_fails_has_a_code_and_the_secret_stays_in_memory(
    ring: Ring, error: Exception, code: LinkProblem, tmp_path: Path
) -> None:
    ring.raises = error
    keys = Keys()
    assert problem(keys) is code
    assert keys.keep(CONSOLE, "secret") is code
    assert keys.secret(CONSOLE) == "secret"
    assert list(tmp_path.rglob("*")) == []


def test_no_ring_at_all() -> None:
    keyring.set_keyring(fail.Keyring())
    keys = Keys()
    assert problem(keys) is LinkProblem.NO_KEYRING
    assert keys.keep(CONSOLE, "secret") is LinkProblem.NO_KEYRING
    assert keys.secret(CONSOLE) == "secret"


def test_one_that_forgets_or_writes_plain_text_is_refused_also_inside_a_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain: Any = type("PlaintextKeyring", (Ring,), {"__module__": "keyrings.alt.file"})
    monkeypatch.setitem(sys.modules, "keyrings.alt.file", ModuleType("keyrings.alt.file"))
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain()])
    for unsafe in (null.Keyring(), plain(), chain):
        keyring.set_keyring(unsafe)
        assert problem(Keys()) is LinkProblem.KEYRING_UNSAFE
        assert Keys().keep(CONSOLE, "secret") is LinkProblem.KEYRING_UNSAFE
