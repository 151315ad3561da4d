"""Eight desks push at once through two processes on one PostgreSQL: to one site, and to eight."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from app.domain.ids import derived
from app.domain.ops import AddRoom
from app.operations import wire
from bench.harness import Result
from bench.sync.stage import Site, both, push_all, service
from central.sites import make_site
from tests.support.house import SITE, WEDNESDAY

DESKS: Final = 8
OPS: Final = 250  # each
REQUEST: Final = wire.Limits(ops=50)


def _milliseconds(site: Site, folder: Path, sites: list[str]) -> float:
    desks = [site.join(folder / f"desk{number}", at) for number, at in enumerate(sites)]
    for number, (house, transport) in enumerate(desks):
        for room in range(OPS):
            house.do(AddRoom(house.new_id(), f"{number}-{room}", "会议室"))
        transport.bearer()
    began = time.perf_counter()
    with ThreadPoolExecutor(DESKS) as pool:
        for sent in [pool.submit(push_all, house.console, transport, REQUEST) for house, transport in desks]:
            sent.result()
    took = (time.perf_counter() - began) * 1000
    for house, transport in desks:
        transport.close()
        house.close()
    return took


def run() -> list[Result]:
    """One site is the baseline."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with both(folder) as urls, service(urls["PostgreSQL"], workers=2) as site:
            one = _milliseconds(site, folder / "one", [SITE] * DESKS)
            others = [derived(SITE, "site", number) for number in range(DESKS)]
            with site.database.writing() as connection:
                for other in others:
                    make_site(connection, other, other[:8], WEDNESDAY)
            eight = _milliseconds(site, folder / "eight", others)
    rate = f"{DESKS * OPS / one * 1000:.0f} ops/s at one site, {DESKS * OPS / eight * 1000:.0f} at eight"
    return [
        Result(
            "8 desks push: 8 sites / 1 site", None, one, eight, f"{rate}; 2 processes, clients beside them"
        )
    ]
