"""Streams whose output comes in their first message, as those of RPC protocols do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from frames import frame, header
from smithyc_runtime.event_messages import EventTypes
from smithyc_runtime.event_stream import EventStream
from smithyc_runtime.events import Opened
from smithyc_runtime.metadata import ResponseMetadata, attach, response_metadata
from smithyc_runtime.operation import Operation, Request, Response
from smithyc_runtime.streams import ByteStream
from smithyc_runtime.wire_json import AWS_JSON_1_1


class Output:
    """What comes before the events."""

    def __init__(self, name: str) -> None:
        self.name = name


def message(kind: str, payload: bytes) -> bytes:
    names = header(":message-type", "event") + header(":event-type", kind)
    return frame(names, payload)


def first(document: Any) -> Output:
    return Output(document.get("name", "nobody"))


def stream(*messages: bytes) -> EventStream[Any, Any]:
    raw = SimpleNamespace(iter_bytes=lambda: iter(messages), close=lambda: None)
    body = ByteStream(raw, None, lambda error: error)

    def call(*_: Any) -> Any:
        response = Response(200, {}, b"", AWS_JSON_1_1, stream=body)
        opened = Opened(None, response, EventTypes(lambda event: event.object()), first)
        attach(opened, ResponseMetadata(200, {}, "id", 1))
        return opened

    op: Any = Operation("Watch", type(None), lambda _: Request("POST", "/"), call, AWS_JSON_1_1)
    pipeline: Any = SimpleNamespace(call=call, config=None)
    return EventStream(pipeline, op, None, {}, (None, None, None, None, None))


def test_the_first_message_is_the_output() -> None:
    events = stream(message("initial-response", b'{"name":"x"}'), message("tick", b'{"n":1}'))
    with pytest.raises(RuntimeError, match="sent"):
        _ = events.output
    with events:
        with pytest.raises(RuntimeError, match="first event"):
            _ = events.output
        assert list(events) == [{"n": 1}]
        assert events.output.name == "x"
        assert response_metadata(events.output).request_id == "id"


def test_no_first_message_is_an_empty_one() -> None:
    events = stream(message("tick", b'{"n":1}'), message("tick", b'{"n":2}'))
    assert list(events) == [{"n": 1}, {"n": 2}]
    assert events.output.name == "nobody"
