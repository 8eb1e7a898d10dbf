"""Streams of events from a stub, as tests of a client's users want them."""

from __future__ import annotations

import anyio
import pytest
from chat import AsyncClient, Client, ServerSentEvent
from chat import models as m
from chat.testing import AsyncStubTransport, StubEvents, StubTransport

EVENTS: list[m.ResponseEvents | Exception] = [
    m.ResponseEventsTextDelta(m.TextDelta(text="a")),
    m.ResponseEventsPing(),
]
OUTPUT = m.StreamResponseOutput(id="r1")


def test_events() -> None:
    stub = StubTransport()
    failed = m.ResponseFailed(message="no")
    stub.on.stream_response(StubEvents(EVENTS, OUTPUT), StubEvents([*EVENTS, failed]))
    stub.on.stream_completion(StubEvents([m.Chunk(type="t")]))
    stub.on.tail(StubEvents([ServerSentEvent("a", "b")]))
    with Client(transport=stub) as client:
        with client.responses.stream(model="m", input="i") as stream:
            assert stream.output == OUTPUT and stream.collect() == EVENTS
        with pytest.raises(m.ResponseFailed, match="no"):
            client.responses.stream(model="m", input="i").collect()
        assert list(client.stream_completion(prompt="p")) == [m.Chunk(type="t")]
        assert list(client.tail()) == [ServerSentEvent("a", "b")]
    stub.assert_all_used()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_asynchronous_events(backend: str) -> None:
    async def main() -> None:
        stub = AsyncStubTransport()
        stub.on.stream_response(StubEvents(EVENTS, OUTPUT), StubEvents(EVENTS))
        async with AsyncClient(transport=stub) as client:
            stream = await client.responses.stream(model="m", input="i")
            assert stream.output.id == "r1" and await stream.collect() == EVENTS
            async for event in client.responses.stream(model="m", input="i"):
                assert event == EVENTS[0]
                break
        stub.assert_all_used()

    anyio.run(main, backend=backend)
