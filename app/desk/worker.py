"""One thread that does jobs in order and hands each result to a receiver. Knows nothing of Qt or of stores.

When it has had nothing to do for a moment it may tidy up once, so that no job has to wait for that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final

logger = logging.getLogger(__name__)

IDLE_S: Final = 1.0  # between two thoughts of a person: longer than a burst of acts, shorter than a pause
Task = Callable[[Any], Any]  # Any: the worker's backend in, the answer out


@dataclass(frozen=True, slots=True)
class Result:
    """What a job gave: an answer, or the exception it raised."""

    ticket: int
    name: str
    answer: Any = None  # Any: the job's answer
    error: BaseException | None = None


class Worker:
    """Runs jobs one after the other on its own thread. ``receive`` and ``idle`` are called in that thread.

    ``idle`` gets the backend once in each pause between jobs; what it raises is logged and goes no further.
    """

    def __init__(
        self,
        name: str,
        make: Callable[[], Any],
        receive: Callable[[Result], None],
        idle: Callable[[Any], None] | None = None,
    ) -> None:
        self._make: Final = make
        self._receive: Final = receive
        self._idle: Final = idle
        self._jobs: SimpleQueue[tuple[int, str, Task] | None] = SimpleQueue()
        self._thread: Final = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin; the backend is made in the thread by the first thing it does."""
        self._thread.start()

    def post(self, ticket: int, name: str, task: Task) -> None:
        """Queue a job."""
        self._jobs.put((ticket, name, task))

    def stop(self, timeout_s: float) -> bool:
        """Finish what is queued and end; False when it took longer than the limit."""
        if not self._thread.is_alive():
            return True
        self._jobs.put(None)
        self._thread.join(timeout_s)
        if self._thread.is_alive():
            logger.error("worker %s did not stop within %s s", self._thread.name, timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        backend = None
        while (job := self._next(backend)) is not None:
            ticket, name, task = job
            try:
                backend = self._make() if backend is None else backend
                answer, error = task(backend), None
            except BaseException as raised:  # noqa: BLE001 - the edge: every outcome goes to the receiver
                answer, error = None, raised
            self._receive(Result(ticket, name, answer, error))
            job = task = answer = error = None  # type: ignore[assignment]  # let go of the owner's callbacks here
        if backend is not None and hasattr(backend, "close"):
            backend.close()

    def _next(self, backend: Any) -> tuple[int, str, Task] | None:  # Any: the worker's backend
        """The next job, None for the end; in a pause before it, the chance to tidy up."""
        if self._idle is None or backend is None:
            return self._jobs.get()
        try:
            return self._jobs.get(timeout=IDLE_S)
        except Empty:
            pass
        try:
            self._idle(backend)
        except (
            Exception
        ):  # the edge: nobody waits for this, and the next job will meet the same fault and tell it
            logger.warning("worker %s could not tidy up", self._thread.name, exc_info=True)
        return self._jobs.get()
