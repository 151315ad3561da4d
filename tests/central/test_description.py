"""The written protocol is the one that is spoken: OpenAPI, the page made of it, and what fuzzing finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.domain.ops import KINDS
from central.doors import router as doors
from central.settings import now_ms
from central.site_routes import router as site_routes
from central.throttle import Rate
from tests.support.central import Client, Running, make_site_with_code

EXAMPLES = 150  # over all routes; some seconds
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPEN = {"/v1/hello", "/v1/enroll", "/v1/token", "/health", "/ready", "/metrics", "/docs"}


@pytest.fixture
def running(start: Callable[..., Running]) -> Running:
    return start(rate=Rate(100_000, 100_000), strangers=Rate(100_000, 100_000))


@pytest.fixture
def console(running: Running, client: Callable[[Running], Client]) -> Client:
    return client(running).enrol(make_site_with_code(running.database, now_ms()))


def test_every_route_but_the_doors_needs_a_token(console: Client, client: Callable[[Running], Client],
                                                 running: Running) -> None:  # fmt: skip
    assert {route.path for route in doors.routes if isinstance(route, APIRoute)} == OPEN
    stranger = client(running)
    asked = 0
    for route in site_routes.routes:
        assert isinstance(route, APIRoute)
        for method in route.methods or ():
            path = route.path.replace("{site}", console.enrolled.site)
            parameters: dict[str, str] = {"after": "site:0", "epoch": console.enrolled.epoch, "n": "1"}
            answer = stranger.session.request(method, running.url + path, params=parameters, timeout=9)
            assert answer.status_code == 401, path
            asked += 1
    assert asked == 6


def test_the_document_names_every_verb_and_the_page_every_route(console: Client) -> None:
    document = console.get("/openapi.json").json()
    body = document["components"]["schemas"]["Op"]["properties"]["body"]
    assert set(body["discriminator"]["mapping"]) == set(KINDS)
    references = set(re.findall(r'"#/components/schemas/(\w+)"', console.get("/openapi.json").text))
    assert references <= set(document["components"]["schemas"])
    page = console.get("/docs")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text
    assert not re.search(r"(src|href)=\"(?!#)", page.text)
    for path in document["paths"]:
        assert path in page.text


def test_nothing_that_is_sent_makes_it_fail_or_answer_what_is_not_written(console: Client) -> None:
    schema = schemathesis.openapi.from_url(f"{console.url}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    cases = st.sampled_from(operations).flatmap(lambda operation: operation.as_strategy())
    headers = console.signed({})

    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(cases, st.booleans())
    def fuzz(case: schemathesis.Case[Any], is_mine: bool) -> None:
        if is_mine and "site" in case.path_parameters:
            case.path_parameters["site"] = console.enrolled.site
        if "wait" in (case.query or {}):
            case.query["wait"] = 0
        case.call_and_validate(headers=headers, checks=CHECKS, timeout=20)

    fuzz()
