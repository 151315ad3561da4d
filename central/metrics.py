"""What can be seen from outside while it runs: counters and times for Prometheus, at ``/metrics``.

With several processes each writes its own files in the folder of PROMETHEUS_MULTIPROC_DIR (server.py makes
it), and whichever process is asked adds them up.
"""

from __future__ import annotations

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_BUCKETS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """The figures of one service in one process."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self.registry: Final = registry
        self.requests: Final = Counter(
            "huiwutai_requests", "answers by route and status", ("route", "status"), registry=registry
        )
        self.seconds: Final = Histogram(
            "huiwutai_request_seconds", "time to answer, held polls left out", ("route",),
            buckets=_BUCKETS, registry=registry,
        )  # fmt: skip
        self.ops: Final = Counter("huiwutai_ops", "operations entered in the op log", registry=registry)
        self.redone: Final = Counter(
            "huiwutai_batches_redone", "batches done again op by op", registry=registry
        )
        self.held: Final = Gauge(
            "huiwutai_polls_held", "polls that wait for news", registry=registry,
            multiprocess_mode="livesum",
        )  # fmt: skip
        self.effects: Final = Counter(
            "huiwutai_effects", "notices by outcome", ("outcome",), registry=registry
        )
        self.failures: Final = Counter(
            "huiwutai_failures", "answers 500 and rounds of a worker that failed", registry=registry
        )

    def text(self) -> bytes:
        """The exposition."""
        if FOLDER not in os.environ:
            return generate_latest(self.registry)
        everybody = CollectorRegistry()
        multiprocess.MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]  # it has no types
        return generate_latest(everybody)
