"""Whatever a service answers, a client returns its output or raises one of its own errors."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import kitchen
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kitchen import Client
from kitchen import models as m

from kitchenware import MOMENT
from serving import Answer, Server, serving

KEYS = st.sampled_from(
    [
        *(m.Everything.__smithy_members__.get(name, name) for name in m.Everything.__annotations__),
        *("kind-of", "inner", "dot", "circle", "text", "group", "picture", "radius", "value"),
        *("__type", "code", "message", "Message", "lid", "x"),
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["NaN", "Infinity", "c3BhbQ==", "2024-02-29T12:30:15Z", "Teapot", 1e300, 2**70]
    )
)
JSON: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=8)
)
OBJECTS = st.dictionaries(KEYS, JSON, max_size=20)
HEADERS = st.dictionaries(
    st.sampled_from(["X-Number", "X-Float", "X-Flag", "X-List", "X-Ints", "X-Dates", "X-Date"])
    | st.sampled_from(["X-Json", "X-Meta-A", "X-Spout", "X-Amzn-Errortype", "Retry-After"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
    | st.sampled_from(["Teapot", "1", "1,2", "Thu, 29 Feb 2024 12:30:15 GMT", '"a", b', "1e9"]),
)
PATIENT = settings(
    deadline=None,
    max_examples=100,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def live() -> Iterator[tuple[Client, Server]]:
    with serving() as server, Client(base_url=server.url, max_retries=0) as client:
        yield client, server


@PATIENT
@given(value=OBJECTS, bare=st.booleans())
def test_bodies(live: tuple[Client, Server], value: Any, bare: bool) -> None:
    client, server = live
    server.will(Answer(200, json.dumps(value if bare else {"value": value}).encode()))
    try:
        got = client.put_everything().value
    except kitchen.APIResponseValidationError as error:
        assert error.path.startswith("$") and pickle.loads(pickle.dumps(error)).path == error.path
        return
    assert repr(got) and got.as_dict() is not None
    again = m.Everything.from_dict(got.as_dict())
    assert repr(again) == repr(got)


@PATIENT
@given(body=st.binary(max_size=40) | OBJECTS.map(lambda v: json.dumps(v).encode()), headers=HEADERS)
def test_headers(live: tuple[Client, Server], body: bytes, headers: dict[str, str]) -> None:
    client, server = live
    server.will(Answer(200, body, headers))
    try:
        got = client.put_bindings(label="a", number=1, when=MOMENT, path="p")
    except kitchen.APIResponseValidationError:
        return
    assert got.status == 200 and repr(got)


@PATIENT
@given(
    status=st.sampled_from([301, 400, 404, 418, 429, 500, 504, 599]),
    body=st.binary(max_size=40) | OBJECTS.map(lambda v: json.dumps(v).encode()),
    headers=HEADERS,
)
def test_errors(
    live: tuple[Client, Server], status: int, body: bytes, headers: dict[str, str]
) -> None:
    client, server = live
    server.will(Answer(status, body, headers))
    with pytest.raises((kitchen.ApiError, kitchen.APIResponseValidationError)) as caught:
        client.fail(how="x")
    error: Any = caught.value
    assert error.status_code == status and isinstance(str(error), str)
    assert repr(pickle.loads(pickle.dumps(error))) == repr(error)
