"""Events that are sent, in two protocols, to live servers by both clients."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import anyio
import httpx2
import pytest
import talks_cbor
import talks_xml
from talks_cbor import errors
from talks_cbor import models as m

from frames import event, frame, header
from serving import Answer, Server

KIND = "application/vnd.amazon.eventstream"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
Said = Iterable[m.Things | m.Sorry]


def word(at: Any = 1, **more: Any) -> m.Things:
    return m.ThingsWord(m.Word(at=at, **({"text": "hi"} | more)))


ALL: list[m.Things | m.Sorry] = [
    word(-2, when=MOMENT, sum=Decimal("1.50")),
    m.ThingsNote(m.Note(text="grüße")),
    m.ThingsPicture(m.Picture(pixels=b"\x89PNG")),
    m.ThingsPerson(m.Someone(who=m.Person(name="eve"))),
    m.ThingsPerson(m.Someone()),
    m.ThingsPause(),
]
# To a client, what goes before its own events is none that the model has.
ECHOED = [m.ThingsUnknown("initial-request"), *ALL]


def sync_say(url: str, said: Any) -> m.SayOutput:
    with talks_cbor.Client(base_url=url, max_retries=0) as client:
        return client.say(room="r", said=said)


def async_say(backend: str, url: str, said: Any) -> m.SayOutput:
    async def main() -> m.SayOutput:
        async with talks_cbor.AsyncClient(base_url=url, max_retries=0) as client:
            return await client.say(room="r", said=said)

    return anyio.run(main, backend=backend)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def say(request: pytest.FixtureRequest) -> Callable[[str, Any], m.SayOutput]:
    if request.param == "sync":
        return sync_say
    return lambda url, said: async_say(request.param, url, said)


async def given(said: Said) -> AsyncIterator[m.Things | m.Sorry]:
    for one in said:
        yield one


def cbor(body: bytes, *, headers: dict[str, str] | None = None, status: int = 200) -> Answer:
    named = {"Content-Type": "application/cbor", "Smithy-Protocol": "rpc-v2-cbor"}
    return Answer(status, body, named | (headers or {}))


COUNT = cbor(b"\xa1\x65count\x03")


def test_frames(server: Server, say: Callable[[str, Any], m.SayOutput]) -> None:
    server.will(COUNT)
    assert say(server.url, iter([word(when=MOMENT), m.Sorry(message="no")])).count == 3
    seen = server.last
    assert seen.path == "/service/Talks/operation/Say"
    assert seen.headers["content-type"] == KIND
    assert seen.headers["transfer-encoding"] == "chunked" and "content-length" not in seen.headers

    def sent(kind: str, name: str, payload: bytes, before: bytes = b"") -> bytes:
        start = header(":message-type", kind) + header(f":{kind}-type", name) + before
        return frame(start + header(":content-type", "application/cbor"), payload)

    facts = header("at", 1, 3) + header("when", MOMENT)
    assert seen.body == (
        sent("event", "initial-request", b"\xa1\x64room\x61r")
        + sent("event", "word", b"\xa1\x64text\x62hi", facts)
        + sent("exception", "sorry", b"\xa1\x67message\x62no")
    )


def test_asynchronous_iterables(server: Server) -> None:
    server.will(COUNT, COUNT)
    for backend in ("asyncio", "trio"):
        assert async_say(backend, server.url, given([word()])).count == 3
    assert server.seen[0].body == server.seen[1].body and b"word" in server.last.body
    with pytest.raises(errors.SerializationError, match="asynchronous iterable of events"):
        sync_say(server.url, given([word()]))


def test_what_is_sent_can_be_read(server: Server) -> None:
    server.behaviour = lambda seen: cbor(seen.body, headers={"Content-Type": KIND})
    with talks_cbor.Client(base_url=server.url) as client:
        assert list(client.converse(said=ALL)) == ECHOED


def test_xml_can_be_read(server: Server) -> None:
    server.behaviour = lambda seen: Answer(200, seen.body, {"Content-Type": KIND})
    x = talks_xml.models
    said: list[x.Things] = [
        x.ThingsWord(x.Word(at=1, when=MOMENT, text="<&>", sum=Decimal("1.50"))),
        x.ThingsPerson(x.Someone(who=x.Person(name="eve", born=MOMENT))),
        x.ThingsPause(),
    ]
    with talks_xml.Client(base_url=server.url) as client:
        assert list(client.converse(said=said)) == said
        assert b"<Word><text>&lt;&amp;&gt;</text><sum>1.50</sum></Word>" in server.last.body
        with pytest.raises(talks_xml.errors.ApiError) as raised:
            list(client.converse(said=[x.Sorry(message="no")]))
    assert isinstance(raised.value, x.Sorry) and str(raised.value) == "no"


# ---- the first message of an answer


def test_the_first_message_is_the_output(server: Server) -> None:
    first = event("initial-response", b"\xa1\x65topic\x63tea")
    pause = event("pause")
    answers = [(first + pause, "tea"), (pause, ""), (b"", "")]
    named = {"Content-Type": KIND}
    for body, topic in answers:
        server.will(cbor(body, headers=named), cbor(body, headers=named))
        events = [m.ThingsPause()] if body else []
        with talks_cbor.Client(base_url=server.url) as client, client.hear() as stream:
            assert list(stream) == events
            assert not body or stream.output.topic == topic

        async def use() -> None:
            async with talks_cbor.AsyncClient(base_url=server.url) as client:
                async with client.hear() as stream:
                    assert [e async for e in stream] == events  # noqa: B023
                    assert not body or stream.output.topic == topic  # noqa: B023

        anyio.run(use)


# ---- what goes wrong


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ([word(), word("x")], "input.said[1].value.at"),
        ([word(1 << 15)], "input.said[0].value.at"),
        ([word(text=None)], "input.said[0].value.text"),
        ([word(), word(), "word"], "input.said[2]"),
        ([m.ThingsUnknown("new")], "input.said[0]"),
        ([m.Word(at=1, text="hi")], "input.said[0]"),
        ([m.ThingsPerson(m.Someone(who=m.Person(name=1)))], "input.said[0].value.who.name"),  # type: ignore[arg-type]
    ],
)
def test_wrong_events(
    server: Server, say: Callable[[str, Any], m.SayOutput], said: Any, path: str
) -> None:
    with pytest.raises(errors.SerializationError) as raised:
        say(server.url, iter(said))
    assert raised.value.path == path and not server.seen


@pytest.mark.parametrize("said", [None, "text", 7, {"a": 1}, word()])
def test_what_is_no_stream(
    server: Server, say: Callable[[str, Any], m.SayOutput], said: Any
) -> None:
    with pytest.raises(errors.SerializationError, match="iterable of events"):
        say(server.url, said)
    assert not server.seen


@pytest.mark.parametrize("kind", [KeyError, OSError])
def test_an_iterator_that_raises(
    server: Server, say: Callable[[str, Any], m.SayOutput], kind: type[Exception]
) -> None:
    def said() -> Iterator[m.Things]:
        yield word()
        raise kind("mine")

    with pytest.raises(kind, match="mine"):
        say(server.url, said())
    assert not server.seen

    async def later() -> AsyncIterator[m.Things]:
        yield word()
        raise kind("mine")

    with pytest.raises(kind, match="mine"):
        async_say("asyncio", server.url, later())


def test_an_answer_before_the_end(say: Callable[[str, Any], m.SayOutput]) -> None:
    """The service refuses, and goes, while events are still being sent."""
    body = b"\xa1\x66__type\x66NoRoom"
    lines = f"content-type: application/cbor\r\ncontent-length: {len(body)}\r\n"
    head = f"HTTP/1.1 404 Not Found\r\nsmithy-protocol: rpc-v2-cbor\r\n{lines}\r\n"
    taken: list[int] = []

    def said() -> Iterator[m.Things]:
        for at in range(1_000_000):
            taken.append(at)
            yield word(text="x" * 10_000)

    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(head.encode() + body)
                connection.shutdown(socket.SHUT_WR)
                # What was sent is read, so that no reset overtakes the answer.
                for _ in range(20):
                    connection.recv(100_000)

        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        with pytest.raises((m.NoRoom, errors.APIConnectionError)):
            say(f"http://127.0.0.1:{listener.getsockname()[1]}", said())
        thread.join()
    assert len(taken) < 100_000


# ---- both ways at once


def test_a_conversation_needs_a_transport(server: Server) -> None:
    with talks_cbor.Client(base_url=server.url) as client:
        with pytest.raises(errors.ConfigurationError, match="list or tuple"):
            list(client.converse(said=iter(ALL)))
    assert not server.seen

    class Duplex(httpx2.Client):
        full_duplex = True

    server.behaviour = lambda seen: cbor(seen.body, headers={"Content-Type": KIND})
    with Duplex() as http, talks_cbor.Client(base_url=server.url, http_client=http) as client:
        assert list(client.converse(said=iter(ALL))) == ECHOED


def test_a_list_is_sent_again(server: Server) -> None:
    server.will(cbor(b"", status=503))
    server.behaviour = lambda seen: cbor(seen.body, headers={"Content-Type": KIND})
    with talks_cbor.Client(base_url=server.url) as client:
        assert list(client.converse(said=ALL)) == ECHOED
    assert len(server.seen) == 2 and server.seen[0].body == server.seen[1].body
