"""One thread, jobs in order, every outcome handed on; in a pause it tidies up once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from queue import Queue
from typing import Any

import pytest

from app.desk import worker as module
from app.desk.worker import Result, Worker

LIMIT_S = 5.0


class Backend:
    """Notes in which thread it was made, used, tidied and closed."""

    def __init__(self) -> None:
        self.calls: list[str] = [f"made in {threading.current_thread().name}"]
        self.tidied: Queue[str] = Queue()

    def tidy(self) -> None:
        self.tidied.put(threading.current_thread().name)

    def close(self) -> None:
        self.calls.append(f"closed in {threading.current_thread().name}")


Make = Callable[..., Worker]


@pytest.fixture
def results() -> Queue[Result]:
    return Queue()


@pytest.fixture
def make(results: Queue[Result]) -> Iterator[Make]:
    """Workers of this test; stopped at its end."""
    made: list[Worker] = []

    def start(backend: Callable[[], Any], idle: Callable[[Any], None] | None = None) -> Worker:
        made.append(Worker("test-worker", backend, results.put, idle))
        made[-1].start()
        return made[-1]

    yield start
    for each in made:
        assert each.stop(LIMIT_S)


def _seen(backend: Backend, n: int, held: Backend) -> tuple[bool, str, int]:
    return held is backend, threading.current_thread().name, n


def _fail(error: BaseException, _held: Backend) -> None:
    raise error


def test_jobs_run_in_order_on_one_thread_with_the_backend_made_there(
    make: Make, results: Queue[Result]
) -> None:
    backend = Backend()
    worker = make(lambda: backend)
    for n in range(20):
        worker.post(n, f"job {n}", partial(_seen, backend, n))
    got = [results.get(timeout=LIMIT_S) for _ in range(20)]
    assert [(r.ticket, r.name, r.answer, r.error) for r in got] == [
        (n, f"job {n}", (True, "test-worker", n), None) for n in range(20)
    ]


def test_what_a_job_raises_is_its_result_and_the_worker_lives_on(make: Make, results: Queue[Result]) -> None:
    worker = make(Backend)

    for n, error in enumerate((KeyError("x"), SystemExit(1), KeyboardInterrupt())):
        worker.post(n, "bad", partial(_fail, error))
        assert results.get(timeout=LIMIT_S).error is error
    worker.post(9, "good", lambda _: 42)
    assert results.get(timeout=LIMIT_S).answer == 42


def test_a_backend_that_cannot_be_made_is_tried_again_by_the_next_job(
    make: Make, results: Queue[Result]
) -> None:
    tries: list[int] = []

    def backend() -> Backend:
        tries.append(1)
        if len(tries) < 3:
            raise OSError("not yet")
        return Backend()

    worker = make(backend)
    for n in range(3):
        worker.post(n, "job", lambda _: "done")
    got = [results.get(timeout=LIMIT_S) for _ in range(3)]
    assert [type(r.error).__name__ for r in got] == ["OSError", "OSError", "NoneType"]


def test_stop_finishes_what_was_posted_and_closes_in_the_same_thread(results: Queue[Result]) -> None:
    backend = Backend()
    worker = Worker("test-worker", lambda: backend, results.put)
    worker.start()
    for n in range(50):
        worker.post(n, "job", lambda _: None)
    assert worker.stop(LIMIT_S)
    assert results.qsize() == 50
    assert backend.calls[-1] == "closed in test-worker"
    assert worker.stop(LIMIT_S)  # twice is fine


def test_stop_says_when_a_job_takes_too_long(results: Queue[Result]) -> None:
    gate = threading.Event()
    worker = Worker("test-worker", Backend, results.put)
    worker.start()
    worker.post(1, "long", lambda _: gate.wait(LIMIT_S))
    assert not worker.stop(0.05)
    gate.set()
    assert worker.stop(LIMIT_S)


def test_a_worker_that_never_started_stops_at_once() -> None:
    assert Worker("test-worker", Backend, lambda _: None).stop(LIMIT_S)


def test_in_a_pause_it_tidies_up_once_and_again_after_the_next_job(
    make: Make, results: Queue[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IDLE_S", 0.02)
    backend = Backend()
    worker = make(lambda: backend, lambda held: held.tidy())
    for n in range(3):
        worker.post(n, "job", lambda _: None)
        results.get(timeout=LIMIT_S)
        assert backend.tidied.get(timeout=LIMIT_S) == "test-worker"
    worker.post(9, "count", lambda held: held.tidied.qsize())
    assert results.get(timeout=LIMIT_S).answer == 0  # only once in each pause


def test_what_tidying_raises_is_logged_and_goes_no_further(
    make: Make, results: Queue[Result], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "IDLE_S", 0.01)
    tried = threading.Event()

    def fail(_: Any) -> None:
        tried.set()
        raise OSError("disk")

    worker = make(Backend, fail)
    worker.post(1, "job", lambda _: None)
    results.get(timeout=LIMIT_S)
    assert tried.wait(LIMIT_S)
    worker.post(2, "job", lambda _: "alive")
    assert results.get(timeout=LIMIT_S).answer == "alive"
    assert "could not tidy up" in caplog.text
