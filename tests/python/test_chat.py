"""A chat service: Server-Sent Events, synchronous and asynchronous, on asyncio and on trio."""

from __future__ import annotations

import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import anyio
import chat
import pytest
from chat import AsyncClient, Client, EventStream, ServerSentEvent, errors
from chat import models as m

from chatting import CUT, STALL, Chat, Part, answer, chatting, event, stream

# On trio httpcore2 drops a generator of its own where a body is not read to its end.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*PoolByteStream:pytest.PytestUnraisableExceptionWarning"
)

Use = Callable[[Any], Any]


class Way:
    """One of the ways to use a client, which all tests here take."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sync = name == "sync"

    def run(
        self, service: Chat, use: Callable[[AsyncClient], Awaitable[Any]], **options: Any
    ) -> Any:
        """Use an asynchronous client."""

        async def main() -> Any:
            options.setdefault("max_retries", 0)
            async with AsyncClient(base_url=service.url, **options) as client:
                return await use(client)

        return anyio.run(main, backend=self.name)

    def events(self, service: Chat, call: Use, **options: Any) -> list[Any]:
        """All events of a call that gives a stream."""
        if self.sync:
            options.setdefault("max_retries", 0)
            with Client(base_url=service.url, **options) as client:
                return list(call(client))

        async def use(client: AsyncClient) -> list[Any]:
            return [e async for e in call(client)]

        found: list[Any] = self.run(service, use, **options)
        return found

    def some(self, service: Chat, call: Use, **options: Any) -> tuple[list[Any], Exception | None]:
        """The events until something is raised, and that."""
        found: list[Any] = []
        if self.sync:
            with Client(base_url=service.url, max_retries=0, **options) as client:
                try:
                    found.extend(e for e in call(client))
                except Exception as error:
                    return found, error
            return found, None

        async def use(client: AsyncClient) -> Exception | None:
            try:
                async for e in call(client):
                    found.append(e)
            except Exception as error:
                return error
            return None

        return found, self.run(service, use, **options)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def way(request: pytest.FixtureRequest) -> Way:
    return Way(request.param)


@pytest.fixture
def service() -> Iterator[Chat]:
    with chatting() as running:
        yield running


def respond(client: Any) -> Any:
    return client.responses.stream(model="gpt-4", input="Hello")


def complete(client: Any) -> Any:
    return client.stream_completion(prompt="Once")


def delta(text: str) -> str:
    return event("text_delta", {"text": text})


def heard(text: str) -> m.ResponseEvents:
    return m.ResponseEventsTextDelta(m.TextDelta(text=text))


# ---- what people write


def test_the_loop_that_people_write(service: Chat) -> None:
    service.will(stream(delta("Hel"), event("ping", ""), delta("lo"), event("completed", {})))
    text = ""
    done = False
    with Client(base_url=service.url) as client:
        for e in client.responses.stream(model="gpt-4", input="Hello"):
            if e.type == "text_delta":
                text += e.text
            elif e.type == "completed":
                done = e.usage is None
    assert text == "Hello" and done
    assert service.last.json == {"model": "gpt-4", "input": "Hello"}
    assert service.last.headers["accept"] == "text/event-stream"
    assert (service.last.method, service.last.target) == ("POST", "/responses/stream")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_asynchronous_loop_that_people_write(service: Chat, backend: str) -> None:
    async def use(client: AsyncClient) -> None:
        text = ""
        async for e in client.responses.stream(model="gpt-4", input="Hello"):
            if e.type == "text_delta":
                text += e.text
        assert text == "Hello"
        found = [e async for e in client.responses.stream(model="gpt-4", input="Hello")]
        assert found == [heard("Hello")]
        waited = await client.responses.stream(model="gpt-4", input="Hello")
        assert waited.output.id == "r1"
        assert [e async for e in waited] == [heard("Hello")]
        async with client.responses.stream(model="gpt-4", input="Hello") as entered:
            assert await entered.collect() == [heard("Hello")]

    service.will(*[stream(delta("Hello")) for _ in range(4)])
    Way(backend).run(service, use)
    assert service.connections == 1


def test_lists_and_with(service: Chat) -> None:
    service.will(*[stream(delta("a"), delta("b"), X_Queue="3") for _ in range(4)])
    with Client(base_url=service.url) as client:
        assert list(respond(client)) == [heard("a"), heard("b")]
        assert respond(client).collect() == [heard("a"), heard("b")]
        with client.stream_response(model="m", input="i", priority=2) as events:
            assert isinstance(events, EventStream) and service.last.headers["x-priority"] == "2"
            assert events.output == m.StreamResponseOutput(id="r1", queue=3)
            assert chat.response_metadata(events.output).status_code == 200
            for e in events:
                assert e == heard("a")
                break
            assert events.collect() == [heard("b")]
        assert events.closed
        unread = respond(client)
        assert len(service.seen) == 3 and "not sent" in repr(unread)
    assert service.connections == 1


# ---- events


def test_events_of_every_kind(service: Chat, way: Way) -> None:
    call = {"value": "v", "type": "t", "str": "s", "arguments": {"a": [1, None]}}
    service.will(
        stream(
            "\ufeff: hello\n\n",
            event("text_delta", {"text": "hé", "index": 1, "more": 0}),
            event("response.tool_call", call),
            event("toolCall", call),
            event("note", "two\nlines"),
            event("ping", ""),
            event("ping", "anything"),
            event("completed", {"usage": {"tokens": 3}, "at": 1.5}),
            event("party", "not JSON"),
            event(None, {"text": "unnamed"}),
            "event: text_delta\n\n",
            "retry: 10\n\n",
            event("text_delta", '{"text":\n"split"}'),
            "event: text_delta\ndata: {}\n",
        )
    )
    used = m.ToolCall(value="v", type="t", str="s", arguments={"a": [1, None]})
    found = way.events(service, respond)
    assert found == [
        m.ResponseEventsTextDelta(m.TextDelta(text="hé", index=1)),
        m.ResponseEventsToolCall(used),
        m.ResponseEventsUnknown("toolCall"),
        m.ResponseEventsNote(m.Note(text="two\nlines")),
        m.ResponseEventsPing(),
        m.ResponseEventsPing(),
        m.ResponseEventsCompleted(
            m.Completed(
                usage=m.Usage(tokens=3), at=datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)
            )
        ),
        m.ResponseEventsUnknown("party"),
        m.ResponseEventsUnknown("message"),
        heard("split"),
    ]
    kinds = [e.type for e in found]
    assert kinds[:3] == ["text_delta", "toolCall", "SDK_UNKNOWN_MEMBER"]
    # What a variant has itself is not taken from its value.
    assert (found[1].type, found[1].value, found[1].str) == ("toolCall", used, "s")
    assert (found[0].text, found[0].index) == ("hé", 1)


def test_structures(service: Chat, way: Way) -> None:
    service.will(
        stream(
            event(None, {"type": "text", "text": "a"}),
            event("whatever", {"type": "text", "text": "b"}),
            event(None, {"type": "end", "finish_reason": "stop"}),
            "data: [DONE]\n\n",
            event(None, {"type": "never"}),
            STALL,
        )
    )
    found = way.events(service, complete)
    assert found == [
        m.Chunk(type="text", text="a"),
        m.Chunk(type="text", text="b"),
        m.Chunk(type="end", finish_reason="stop"),
    ]
    assert service.was_left()


def test_done_ends_a_union_where_no_name_says_otherwise(service: Chat, way: Way) -> None:
    service.will(stream(event("note", "[DONE]"), "data: [DONE]\n\n", delta("never"), STALL))
    assert way.events(service, respond) == [m.ResponseEventsNote(m.Note(text="[DONE]"))]
    assert service.was_left()


def test_plain_events(service: Chat, way: Way) -> None:
    service.will(
        stream(
            "id: 7\nevent: a\ndata: x\ndata: y\n\n",
            "retry: 250\ndata: [DONE]\n\ndata\n\n",
            X_Topic="tea",
        )
    )
    found = way.events(service, lambda client: client.tail(last_event_id="6"))
    assert found == [
        ServerSentEvent("a", "x\ny", "7"),
        ServerSentEvent("message", "[DONE]", "7", 250),
        ServerSentEvent("message", "", "7"),
    ]
    assert [(e.event, e.type, e.id) for e in found[:2]] == [
        ("a", "a", "7"),
        ("message",) * 2 + ("7",),
    ]
    assert service.last.headers["last-event-id"] == "6"
    service.will(stream(event(None, {"up": True})))
    (only,) = way.events(service, lambda client: client.watch_status())
    assert only.json() == {"up": True}


def test_the_last_event_id(service: Chat) -> None:
    service.will(
        stream(
            event("text_delta", {"text": "a"}, id="1"),
            delta("b"),
            "id: bad\0\ndata:\n\n",
            "id: 2\n\n",
            event("ping", "", id=""),
            X_Topic="tea",
        )
    )
    with Client(base_url=service.url) as client, client.tail() as events:
        assert events.last_event_id == "" and events.output.topic == "tea"
        assert [(e.id, events.last_event_id) for e in events] == [
            ("1", "1"),
            ("1", "1"),
            ("1", "1"),
            ("", ""),
        ]


def test_pieces_do_not_matter(service: Chat, way: Way) -> None:
    text = delta("grüße \u2028 …").replace("\n", "\r\n").encode()
    text += b'event:text_delta\rdata:{"text":"cr"}\r\r'
    service.will(stream(*[bytes([byte]) for byte in text]))
    assert way.events(service, respond) == [heard("grüße \u2028 …"), heard("cr")]


def test_nothing_comes(service: Chat, way: Way) -> None:
    service.will(stream())
    assert way.events(service, respond) == []
    service.will(chat_play(204))
    assert way.events(service, lambda client: client.watch_status()) == []


def chat_play(status: int) -> Any:
    made = stream()
    made.status = status
    made.headers.pop("Content-Type")
    return made


# ---- errors


def test_errors_before_the_stream(service: Chat, way: Way) -> None:
    service.will(
        answer({"message": "no", "model": "gpt-4"}, 404, X_Amzn_Errortype="NoSuchModel"),
        answer({"message": "slow"}, 429, X_Amzn_Requestid="q"),
        answer({"message": "full"}, 503, X_Amzn_Errortype="Overloaded"),
    )
    missing = way.some(service, respond)[1]
    assert isinstance(missing, m.NoSuchModel) and isinstance(missing, errors.NotFoundError)
    assert (missing.model, missing.message, missing.status_code) == ("gpt-4", "no", 404)
    limited = way.some(service, respond)[1]
    assert isinstance(limited, errors.RateLimitError) and limited.request_id == "q"
    assert isinstance(way.some(service, complete)[1], m.Overloaded)


def test_what_is_repeated_before_the_stream(service: Chat, way: Way) -> None:
    service.will(answer({}, 503, Retry_After="0"), stream(delta("a")))
    assert way.events(service, respond, max_retries=1) == [heard("a")]
    assert len(service.seen) == 2


def test_errors_in_the_stream(service: Chat, way: Way) -> None:
    service.will(
        stream(
            delta("a"),
            event("error", {"message": "out of words", "reason": "r"}),
            delta("never"),
            STALL,
            X_Amzn_Requestid="q",
        )
    )
    found, error = way.some(service, respond)
    assert found == [heard("a")]
    assert isinstance(error, m.ResponseFailed) and error.reason == "r"
    assert (str(error), error.request_id, error.status_code) == ("out of words", "q", 0)
    assert service.was_left()


@pytest.mark.parametrize(
    ("name", "data", "path", "says"),
    [
        ("text_delta", '{"text": 1}', "$.text", "expected a string, got int 1"),
        ("text_delta", "[]", "$", "expected an object"),
        ("text_delta", "{", "", "cannot be decoded"),
        ("text_delta", "{" * 100_000, "", "cannot be decoded"),
        ("completed", '{"usage": {"tokens": "many"}}', "$.usage.tokens", "got str 'many'"),
    ],
)
def test_events_that_do_not_match(
    service: Chat, way: Way, name: str, data: str, path: str, says: str
) -> None:
    service.will(stream(delta("a"), event(name, data), STALL))
    found, error = way.some(service, respond)
    assert found == [heard("a")]
    assert isinstance(error, errors.APIResponseValidationError)
    assert says in str(error) and error.path == path
    assert f"StreamResponse: event '{name}'" in str(error)
    assert error.body == data.encode() and error.status_code == 200
    assert service.was_left()


@pytest.mark.parametrize("call", [respond, complete, lambda client: client.tail()])
def test_another_content_type(service: Chat, way: Way, call: Use) -> None:
    service.will(answer({"error": "no such key"}))
    found, error = way.some(service, call)
    assert found == [] and isinstance(error, errors.APIResponseValidationError)
    assert "'application/json', not 'text/event-stream'" in str(error)
    assert error.body == b'{"error": "no such key"}' and error.status_code == 200
    endless = answer({})
    endless.parts = (b"x" * 1000, *[b"x" * 65536] * 3, STALL)
    service.will(endless)
    error = way.some(service, call)[1]
    assert isinstance(error, errors.APIResponseValidationError) and len(error.body) == 65536
    assert service.was_left()


def test_a_missing_header(service: Chat, way: Way) -> None:
    play = stream(delta("a"))
    del play.headers["X-Response-Id"]
    service.will(play)
    error = way.some(service, respond)[1]
    assert isinstance(error, errors.APIResponseValidationError)
    assert "headers['x-response-id']" in str(error)


def test_a_connection_that_breaks(service: Chat, way: Way) -> None:
    service.will(stream(delta("a"), "event: text_delta\ndata: {", CUT))
    found, error = way.some(service, respond)
    assert found == [heard("a")] and type(error) is errors.APIConnectionError
    # A body that ends in the middle of an event has lost nothing that was promised.
    service.will(stream(delta("a"), "event: text_delta\ndata: {}\n"))
    assert way.events(service, respond) == [heard("a")]


def test_a_service_that_stalls(service: Chat, way: Way) -> None:
    service.will(stream(delta("a"), 0.2, delta("b"), STALL))
    began = time.monotonic()
    found, error = way.some(service, respond, timeout=0.5)
    assert found == [heard("a"), heard("b")]
    assert isinstance(error, errors.APITimeoutError)
    assert 0.6 < time.monotonic() - began < 5 and service.was_left()


@pytest.mark.parametrize("piece", [b"x" * 65536, b":" * 65536, b"data: y\n" * 8192])
def test_endless_events(service: Chat, way: Way, piece: bytes) -> None:
    parts: tuple[Part, ...] = (piece,) * 400
    service.will(stream(delta("a"), *parts, STALL))
    found, error = way.some(service, respond)
    assert found == [heard("a")] and isinstance(error, errors.APIStreamError)
    assert "larger than 16777216 bytes" in str(error)
    assert service.was_left()


# ---- connections


def test_reading_to_the_end_keeps_the_connection(service: Chat, way: Way) -> None:
    def both(client: Any) -> Any:
        return client.responses.stream(model="m", input="i")

    service.will(*[stream(delta("a")) for _ in range(3)])
    if way.sync:
        with Client(base_url=service.url) as client:
            for _ in range(3):
                assert list(both(client)) == [heard("a")]
    else:

        async def use(client: AsyncClient) -> None:
            for _ in range(3):
                assert [e async for e in both(client)] == [heard("a")]

        way.run(service, use)
    assert service.connections == 1 and not service.left.is_set()


def test_leaving_early_releases_the_connection(service: Chat) -> None:
    service.will(*[stream(delta("a"), delta("b"), STALL) for _ in range(5)])
    with Client(base_url=service.url) as client:
        for e in respond(client):
            assert e == heard("a")
            break
        assert service.was_left()
        with respond(client) as events:
            assert next(iter(events)) == heard("a")
        assert service.was_left()
        events = respond(client).__enter__()
        events.close()
        events.close()
        assert service.was_left()
        with pytest.raises(RuntimeError, match="call the operation again"):
            events.collect()
        events = respond(client).__enter__()
        with pytest.warns(ResourceWarning, match="dropped unread"):
            del events
        assert service.was_left()
        with pytest.raises(ZeroDivisionError), respond(client) as events:
            for _ in events:
                raise ZeroDivisionError
        assert service.was_left()
        service.will(stream(delta("c")))
        assert respond(client).collect() == [heard("c")]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_leaving_early_releases_the_connection_of_a_loop(service: Chat, backend: str) -> None:
    async def left() -> None:
        assert await anyio.to_thread.run_sync(service.was_left)

    async def use(client: AsyncClient) -> None:
        async with respond(client) as events:
            async for e in events:
                assert e == heard("a")
                break
        await left()
        events = await respond(client)
        await events.aclose()
        await events.aclose()
        await left()
        with pytest.raises(RuntimeError, match="call the operation again"):
            await events.collect()
        events = await respond(client)
        with pytest.warns(ResourceWarning, match="dropped unread"):
            del events
            gc.collect()
        await left()
        with pytest.raises(ZeroDivisionError):
            async with respond(client) as events:
                async for _ in events:
                    raise ZeroDivisionError
        await left()
        with anyio.move_on_after(0.2) as scope:
            async for _ in respond(client):
                pass
        assert scope.cancelled_caught
        await left()
        service.will(stream(delta("c")))
        assert await respond(client).collect() == [heard("c")]

    service.will(*[stream(delta("a"), delta("b"), STALL) for _ in range(5)])
    Way(backend).run(service, use)


def test_a_dropped_iterator_releases_its_connection(service: Chat) -> None:
    async def use(client: AsyncClient) -> None:
        async for e in respond(client):
            assert e == heard("a")
            break
        gc.collect()
        assert await anyio.to_thread.run_sync(service.was_left)

    service.will(stream(delta("a"), STALL))
    Way("asyncio").run(service, use)


def test_streams_at_once(service: Chat) -> None:
    async def use(client: AsyncClient) -> None:
        found: list[list[Any]] = []

        async def one() -> None:
            found.append(await respond(client).collect())

        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(one)
        assert found == [[heard("a"), heard("b")]] * 20

    service.will(*[stream(delta("a"), 0.05, delta("b")) for _ in range(20)])
    Way("asyncio").run(service, use)


# ---- plain calls beside streams


def test_plain_calls(service: Chat, way: Way) -> None:
    service.will(answer({"id": "1", "text": "t"}), answer({"id": "2", "text": "u"}))
    if way.sync:
        with Client(base_url=service.url) as client:
            made = client.responses.create(model="m", input="i")
            got = client.responses.get(id="2")
    else:

        async def use(client: AsyncClient) -> Any:
            made = await client.responses.create(model="m", input="i")
            return made, await client.responses.get(id="2")

        made, got = way.run(service, use)
    assert made == m.CreateResponseOutput(id="1", text="t")
    assert got == m.GetResponseOutput(id="2", text="u")
    assert service.last.headers["accept"] == "application/json"
