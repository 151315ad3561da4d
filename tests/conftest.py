"""What every test gets: Qt without a screen, folders of its own, no key ring, and a look at leaks.

Fixtures of one subject live in that folder's own conftest.py; fakes and builders in tests/support.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.leaks import Leaks

# Before anything imports Qt: without a display and without this, Qt ends the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The person's own data, settings and key ring are none of a test's business.
_HOME = tempfile.TemporaryDirectory(prefix="huiwutai-tests-")
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_HOME.name, _name.lower()))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

_QUIET = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("fast", max_examples=25, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("ci", max_examples=500, deadline=None, suppress_health_check=_QUIET)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` adds the campaigns."""
    parser.addoption(
        "--long", action="store_true", default=False, help="also run the campaigns (marked long)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples the property tests draw."""
    settings.load_profile("ci" if config.getoption("--long") else "fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the campaigns out unless they were asked for."""
    if config.getoption("--long"):
        return
    chosen = [item for item in items if item.get_closest_marker("long") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """A thread, pool or timer that outlives its test fails it; the failure names the line that started it."""
    leaks = Leaks()
    with leaks.watching():
        yield
    if request.node.get_closest_marker("leaks_allowed") is None:
        left = leaks.left()
        assert not left, "left running:\n" + "\n".join(left)


@pytest.fixture(scope="session")
def recurring_calendars() -> Path:
    """The calendars of recurring-ical-events' source distribution (`./dev test` has fetched it)."""
    from tools.sdist import ensure

    return ensure() / "recurring_ical_events" / "test" / "calendars"
