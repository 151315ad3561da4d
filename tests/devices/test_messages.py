"""What comes from a device network is not trusted: everything unreadable is a value (T13, R-14)."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.messages import (
    MAX_PAYLOAD,
    Malformed,
    RawMessage,
    decode_agent,
    decode_alarm,
    decode_raw,
    decode_reading,
    decode_trend,
    encode,
)

GOOD = {"boot": "b", "seq": 1, "at": 1_781_070_120_000, "values": {"co2": 624}}
DECODERS = (decode_raw, decode_reading, decode_alarm, decode_trend, decode_agent)


def payload(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_a_good_message_survives_the_way():
    message = decode_raw("t", payload())
    assert isinstance(message, RawMessage)
    assert message.values == {"co2": 624.0}
    assert decode_raw("t", encode(message)) == message


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff\xfe\x00",
        b'{"boot":"b","seq":1,"at":1,"values":{"t":"\xc3\x28"}}',
        b'{"boot":"b","seq":1,"at":1,"values":{"t":NaN}}',
        b'{"boot":"b","seq":1,"at":1,"values":{"t":Infinity}}',
        b'{"boot":"b","seq":1,"at":1,"values":{"t":1e999}}',
        b"[" * 10_000,
        b'{"boot":"b","seq":1,"at":1,"x":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"boot":"b","seq":1,"at":1,"values":{' + b'"a":' * 9_000,
        b"x" * (MAX_PAYLOAD + 1),
        b"{}",
        b"null",
        b'"text"',
        payload(seq=-1),
        payload(seq=2**60),
        payload(seq="1"),
        payload(at=-5),
        payload(at=10**18),
        payload(state="exploded"),
        payload(boot="x" * 50),
        payload(values={"co2": {"deep": 1}}),
        payload(values={"co2": [1]}),
        payload(values={"UPPER CASE": 1}),
        payload(values={f"v{i}": 1 for i in range(65)}),
        payload(values={"text": "x" * 201}),
        payload(values={"text": "nul\x00"}),
        payload(backlog={"co2": [[1, 2]] * 2_001}),
        payload(backlog={"co2": [[1]]}),
    ],
    ids=range(28),
)
def test_what_cannot_be_read_is_a_value(bad):
    found = decode_raw("topic", bad)
    assert isinstance(found, Malformed)
    assert found.topic == "topic"
    assert found.size == len(bad)
    assert len(found.reason) <= 200


def test_of_a_key_that_comes_twice_the_last_counts():
    twice = b'{"boot":"b","seq":1,"seq":2,"at":1,"values":{"t":1,"t":2}}'
    message = decode_raw("t", twice)
    assert isinstance(message, RawMessage)
    assert (message.seq, message.values) == (2, {"t": 2.0})


@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    for decode in DECODERS:
        assert isinstance(decode("t", data), (Malformed, msgspec.Struct))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "state", "since", "backlog", "x"]), JSON, max_size=8))
def test_no_json_raises(body):
    data = json.dumps({**GOOD, **body}).encode()
    for decode in DECODERS:
        assert isinstance(decode("t", data), (Malformed, msgspec.Struct))
