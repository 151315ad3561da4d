"""The console's secret, in the system's key ring and nowhere else. Called from the link's threads.

A key ring that cannot be used never ends in a file: a person is asked, and the secret lives in memory
until the program ends. The library is loaded on first use.
"""

from __future__ import annotations

import logging
import threading
from typing import Any, Final

from app.domain.link import LinkProblem
from app.sync.trouble import Trouble

logger = logging.getLogger(__name__)

SERVICE: Final = "huiwutai"
UNSAFE: Final = ("keyrings.alt.", "keyring.backends.null.")  # plain text, or nowhere at all


class Keys:
    """Secrets by console id. Every method may be called from any thread.

    With ``uses_ring`` false (a demo's throw-away folder) the system's key ring is left alone.
    """

    def __init__(self, *, uses_ring: bool = True) -> None:
        self._uses_ring: Final = uses_ring
        self._lock: Final = threading.Lock()
        self._held: dict[str, str] = {}

    def secret(self, console_id: str) -> str:
        """The secret; raises Trouble: NO_KEYRING, KEYRING_LOCKED, KEYRING_UNSAFE, NO_SECRET."""
        with self._lock:
            held = self._held.get(console_id)
        if held is not None:
            return held
        if not self._uses_ring:
            raise Trouble(LinkProblem.NO_SECRET)
        found = _ask(lambda ring: ring.get_password(SERVICE, console_id))
        if not found:
            raise Trouble(LinkProblem.NO_SECRET)
        return str(found)

    def hold(self, console_id: str, secret: str) -> None:
        """Keep it in memory, as a person typed it; it goes before what the key ring says."""
        with self._lock:
            self._held[console_id] = secret

    def keep(self, console_id: str, secret: str) -> LinkProblem | None:
        """Store it; when the key ring cannot, hold it in memory and say why."""
        self.hold(console_id, secret)
        if not self._uses_ring:
            return None
        try:
            _ask(lambda ring: ring.set_password(SERVICE, console_id, secret))
        except Trouble as trouble:
            logger.warning("the secret of this console is held in memory only: %s", trouble.problem)
            return trouble.problem
        with self._lock:
            self._held.pop(console_id, None)
        return None


def _ask(question: Any) -> Any:  # Any: what keyring gives
    """Ask the key ring; every way it fails becomes a code."""
    import keyring
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError

    try:
        ring = keyring.get_keyring()
        for each in getattr(ring, "backends", (ring,)):
            if f"{type(each).__module__}.".startswith(UNSAFE):
                raise Trouble(LinkProblem.KEYRING_UNSAFE, type(each).__module__)
        return question(ring)
    except NoKeyringError:
        raise Trouble(LinkProblem.NO_KEYRING) from None
    except (InitError, KeyringLocked, PasswordSetError) as error:
        raise Trouble(LinkProblem.KEYRING_LOCKED, type(error).__name__) from None
    except KeyringError as error:
        raise Trouble(LinkProblem.NO_KEYRING, type(error).__name__) from None
    except Trouble:
        raise
    except Exception as error:  # noqa: BLE001 - the edge: a backend may raise anything, with anything in it
        raise Trouble(LinkProblem.NO_KEYRING, type(error).__name__) from None
