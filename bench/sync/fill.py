"""A console's first fill with 20,000 rows, against what no console is spared: download, decode, insert."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import requests

from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.images import put
from app.sync.bootstrap import fetch_snapshot
from bench.harness import Result, interleaved, timed
from bench.sync.stage import ROWS, Site, fill_site, never, nothing, pull_all, service
from tests.support.house import SITE, House

Page = list[tuple[int, str, str, list[Any] | None]]


class Typed(msgspec.Struct):
    """A page as the baseline reads it."""

    rows: dict[str, Page]
    next: dict[str, int]
    more: bool


_decode = msgspec.json.Decoder(Typed).decode


def _bare(site: Site, folder: Path) -> float:
    """The same pages by plain requests, decoded, put into the same tables of an empty file, page by page."""
    house, transport = site.join(folder)
    bearer = {"Authorization": f"Bearer {transport.bearer()}"}
    session = requests.Session()
    session.trust_env = False
    enrolment = house.console.enrolment()
    assert enrolment is not None

    def work() -> None:
        after, more = 0, True
        while more:
            query = f"after=site:{after}&have=0&limit=5000&wait=0&epoch={enrolment.epoch}&schema={SCHEMA}"
            path = f"{site.url}/v1/sites/{SITE}/changes?{query}"
            page = _decode(session.get(path, headers=bearer, timeout=30).content)
            with house.store.writing() as connection:
                kinds: dict[str, list[list[Any]]] = {}
                for _, subject, _, values in page.rows[wire.SITE_STREAM]:
                    if values is not None:
                        kinds.setdefault(subject, []).append(values)
                for subject, rows in kinds.items():
                    put(connection, SITE, subject, rows)
            after, more = page.next[wire.SITE_STREAM], page.more

    took = timed(work)
    _end(house, transport)
    return took


def _rows(site: Site, folder: Path) -> float:
    house, transport = site.join(folder)
    transport.bearer()
    took = timed(lambda: pull_all(house.console, transport))
    _end(house, transport)
    return took


def _snapshot(site: Site, folder: Path) -> float:
    house, transport = site.join(folder)
    transport.bearer()

    def work() -> None:
        with fetch_snapshot(transport, folder, nothing, never) as found:
            house.console.load_snapshot(found.path, found.cursor, found.epoch)

    took = timed(work)
    _end(house, transport)
    return took


def _end(house: House, transport: Any) -> None:
    transport.close()
    house.close()


def run() -> list[Result]:
    """By rows and by snapshot, each beside its baseline; the first snapshot is built while we wait."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with service(f"sqlite:///{folder / 'central'}") as site:
            fill_site(site.database)
            places = (folder / f"desk{number}" for number in range(10_000))
            first = _snapshot(site, next(places))
            bare, rows = interleaved(lambda: _bare(site, next(places)), lambda: _rows(site, next(places)))
            bare_again, snapshot = interleaved(
                lambda: _bare(site, next(places)), lambda: _snapshot(site, next(places))
            )
    what = f"{ROWS} meetings; baseline: download, typed decode, insert"
    return [
        Result("first fill by rows", 1.5, bare, rows, what),
        Result("first fill by snapshot", 0.7, bare_again, snapshot, f"kept file; built anew {first:.0f} ms"),
        Result("first fill by snapshot, built for it", 0.7, bare_again, first, "once"),
    ]
