"""Event streams from live servers, synchronous and asynchronous, on asyncio and on trio."""

from __future__ import annotations

import gc
import inspect
import pickle
import threading
import time
import typing
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import anyio
import httpx
import pytest
import streams
from streams import AsyncClient, AsyncEventStream, Client, EventStream, errors
from streams import models as m

from frames import event, exception, failure, frame, header
from serving import Answer, Server

# On trio httpcore2 drops a generator of its own where a body is not read to its end.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*PoolByteStream:pytest.PytestUnraisableExceptionWarning"
)

KIND = "application/vnd.amazon.eventstream"
Watched = list[m.RoomEvents]
Stream = EventStream[m.RoomEvents, m.WatchOutput]


def answer(*frames: bytes, **headers: str) -> Answer:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(200, b"".join(frames), {"Content-Type": KIND, "X-Topic": "tea"} | named)


def said(text: str) -> bytes:
    return event("message", {"who": "ann", "said": text})


def hear(text: str) -> m.RoomEvents:
    return m.RoomEventsMessage(m.Message(who="ann", text=text))


def sync_watch(url: str) -> Watched:
    with Client(base_url=url, max_retries=0) as client:
        return list(client.watch(room="r"))


def on(backend: str, url: str, use: Callable[[AsyncClient], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        async with AsyncClient(base_url=url, max_retries=0) as client:
            return await use(client)

    return anyio.run(main, backend=backend)


async def gather(client: AsyncClient) -> Watched:
    return [e async for e in client.watch(room="r")]


@pytest.fixture(params=["sync", "asyncio", "trio"])
def watch(request: pytest.FixtureRequest) -> Callable[[str], Watched]:
    if request.param == "sync":
        return sync_watch
    return lambda url: on(request.param, url, gather)


# ---- events


def test_events_of_every_kind(server: Server, watch: Callable[[str], Watched]) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
    facts = (
        header("yes", False)
        + header("tiny", -1, 2)
        + header("small", 300, 3)
        + header("plain", 70_000, 4)
        + header("large", 1 << 40, 5)
        + header("bytes", b"\0\xff")
        + header("string", "zoë")
        + header("when", moment)
        + header("more", "unknown")
    )
    server.will(
        answer(
            event("initial-response", {"topic": "no"}),
            event("message", {"who": "ann", "at": 0, "reactions": ["+1"], "new": 1}),
            event("note", "grüße".encode(), header("author", "bob")),
            event("picture", b"\x89PNG"),
            event("joined", {"name": "eve"}),
            event("joined"),
            event("mood", {"grumpy": "no tea"}),
            event("mood", {"new": 1}),
            event("facts", b"", facts),
            event("facts"),
            event("stamped", {"body": "b", "stamp": 9}, header("stamp", 3)),
            event("stamped"),
            event("pause"),
            event("party", {"anything": [1]}),
        )
    )
    assert watch(server.url) == [
        m.RoomEventsMessage(
            m.Message(who="ann", at=datetime(1970, 1, 1, tzinfo=UTC), reactions=["+1"])
        ),
        m.RoomEventsNote(m.Note(author="bob", text="grüße")),
        m.RoomEventsPicture(m.Picture(pixels=b"\x89PNG")),
        m.RoomEventsJoined(m.Joined(who=m.Person(name="eve"))),
        m.RoomEventsJoined(m.Joined()),
        m.RoomEventsMood(m.MoodChange(mood=m.MoodGrumpy("no tea"))),
        m.RoomEventsMood(m.MoodChange(mood=m.MoodUnknown("new"))),
        m.RoomEventsFacts(
            m.Facts(
                yes=False,
                tiny=-1,
                small=300,
                plain=70_000,
                large=1 << 40,
                bytes=b"\0\xff",
                string="zoë",
                when=moment,
            )
        ),
        m.RoomEventsFacts(m.Facts(plain=0)),
        m.RoomEventsStamped(m.Stamped(stamp=3, body="b")),
        m.RoomEventsStamped(m.Stamped(stamp=7)),
        m.RoomEventsPause(),
        m.RoomEventsUnknown("party"),
    ]
    assert (server.last.method, server.last.target) == ("GET", "/rooms/r/events")
    assert server.last.headers["accept"] == KIND


def test_no_events(server: Server, watch: Callable[[str], Watched]) -> None:
    server.will(answer())
    assert watch(server.url) == []


def test_digits_are_kept(server: Server) -> None:
    server.will(answer(event("tick", b'{"count": 1, "exactly": 0.10000000000000000000000000001}')))
    with Client(base_url=server.url) as client, pytest.warns(DeprecationWarning, match="window"):
        (tick,) = client.tick(every=3)
    assert tick == m.TicksTick(m.Tock(count=1, exactly=Decimal("0.10000000000000000000000000001")))
    assert server.last.json == {"every": 3}


# ---- the request goes out when it is wanted


def test_nothing_is_sent_before_it_is_read(server: Server) -> None:
    server.will(answer(said("a"), X_Lifetime="60"))
    with Client(base_url=server.url) as client:
        stream = client.watch(room="r")
        assert isinstance(stream, EventStream) and not server.seen
        assert repr(stream) == "<EventStream of Watch, not sent>"
        with pytest.raises(RuntimeError, match="nothing was sent"):
            _ = stream.output
        with stream as same:
            assert same is stream and len(server.seen) == 1
            assert stream.output == m.WatchOutput(topic="tea", lifetime=60)
            assert streams.response_metadata(stream.output).status_code == 200
            assert list(stream) == [hear("a")]
        assert stream.closed and len(server.seen) == 1
        assert stream.output.topic == "tea"


def test_output_is_there_inside_a_loop(server: Server) -> None:
    server.will(answer(said("a")))
    with Client(base_url=server.url) as client:
        stream = client.rooms.watch(room="r")
        for _ in stream:
            assert stream.output.topic == "tea"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_await_gives_the_stream(server: Server, backend: str) -> None:
    async def use(client: AsyncClient) -> None:
        stream = client.watch(room="r")
        assert not inspect.iscoroutine(stream) and not server.seen
        with pytest.raises(RuntimeError, match="nothing was sent"):
            _ = stream.output
        assert await stream is stream and len(server.seen) == 1
        assert stream.output.topic == "tea"
        assert await stream is stream and len(server.seen) == 1
        assert [e async for e in stream] == [hear("a"), hear("b")]
        async with client.watch(room="r") as second:
            assert second.output.topic == "milk"
            assert [e async for e in second] == []

    server.will(answer(said("a"), said("b")), answer(X_Topic="milk"))
    on(backend, server.url, use)


def test_wrong_arguments_are_refused_at_once() -> None:
    with Client(base_url="http://localhost:1") as client:
        with pytest.raises(TypeError, match="not both"):
            client.watch(m.WatchInput(room="r"), room="s")  # type: ignore[call-overload]
        with pytest.raises(errors.SerializationError):
            list(client.watch(room=""))


def test_a_stream_is_read_once(server: Server) -> None:
    server.will(answer(said("a")), answer(said("a")))
    with Client(base_url=server.url) as client:
        stream = client.watch(room="r")
        assert list(stream) == [hear("a")]
        with pytest.raises(RuntimeError, match="call the operation again"):
            list(stream)
        with pytest.raises(RuntimeError, match="call the operation again"):
            stream.__enter__()
        stream = client.watch(room="r")
        first, second = iter(stream), iter(stream)
        assert next(first) == hear("a")
        with pytest.raises(RuntimeError, match="call the operation again"):
            next(second)
        stream.close()
        assert list(first) == []
    assert len(server.seen) == 2


def test_a_second_loop_goes_on_inside_with(server: Server) -> None:
    body = answer(said("a"), said("b"), said("c"))
    server.will(body, body, body)
    with Client(base_url=server.url) as client, client.watch(room="r") as stream:
        for e in stream:
            assert e == hear("a")
            break
        assert next(iter(stream)) == hear("b")
        assert list(stream) == [hear("c")]

    async def use(client: AsyncClient) -> None:
        async with client.watch(room="r") as stream:
            async for e in stream:
                assert e == hear("a")
                break
            assert [e async for e in stream] == [hear("b"), hear("c")]

    on("asyncio", server.url, use)
    on("trio", server.url, use)


# ---- errors


def expect(watch: Callable[[str], Watched], url: str, kind: type[Exception]) -> Any:
    with pytest.raises(kind) as raised:
        watch(url)
    return raised.value


def test_an_http_error_is_the_modeled_error(
    server: Server, watch: Callable[[str], Watched]
) -> None:
    server.will_json({"message": "gone", "room": "r"}, 404, X_Amzn_Errortype="NoSuchRoom")
    error = expect(watch, server.url, m.NoSuchRoom)
    assert (error.message, error.room, error.status_code) == ("gone", "r", 404)
    server.will(Answer(503, b"later"))
    assert expect(watch, server.url, errors.InternalServerError).body == "later"


def test_errors_in_the_stream_are_modeled(server: Server, watch: Callable[[str], Watched]) -> None:
    kicked = exception("kicked", {"message": "out!", "minutes": 5})
    server.will(answer(said("a"), kicked, said("b"), X_Amzn_RequestId="id-1"))
    error = expect(watch, server.url, m.Kicked)
    assert issubclass(m.Kicked, errors.PermissionDeniedError)
    assert (str(error), error.minutes, error.request_id) == ("out!", 5, "id-1")
    assert error.body == {"message": "out!", "minutes": 5} and error.headers["x-topic"] == "tea"
    assert pickle.loads(pickle.dumps(error)).minutes == 5
    server.will(answer(exception("roomFailed", {"Message": "fire"})))
    assert str(expect(watch, server.url, m.RoomFailed)) == "fire"


def test_events_before_an_error_come_out(server: Server) -> None:
    server.will(answer(said("a"), said("b"), exception("kicked")))
    seen: Watched = []
    with Client(base_url=server.url) as client, pytest.raises(m.Kicked):
        for e in client.watch(room="r"):
            seen.append(e)
    assert seen == [hear("a"), hear("b")]


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (failure("InternalError", "it broke"), "InternalError", "it broke"),
        (failure("InternalError", ""), "InternalError", "InternalError"),
        (exception("newError", {"Message": "hm"}), "newError", "hm"),
        (exception("newError", b"plain"), "newError", "plain"),
        (exception("newError", [1]), "newError", "newError"),
    ],
)
def test_errors_that_no_model_has(
    server: Server, watch: Callable[[str], Watched], body: bytes, code: str, message: str
) -> None:
    server.will(answer(body, X_Amzn_RequestId="id-1"))
    error = expect(watch, server.url, errors.APIStreamError)
    assert (error.code, str(error), error.request_id) == (code, message, "id-1")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.message, str(copy)) == (code, message, message)
    assert isinstance(error, errors.ServiceError) and streams.APIStreamError is type(error)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (said("a")[:-1] + b"\0", "checksum of a message"),
        (b"\0\0\0\x10" + bytes(12), "checksum of a prelude"),
        (said("a")[:-1], "middle of a message"),
        (said("a")[:5], "middle of a message"),
        (b"<html>not at all a stream</html>", "checksum of a prelude"),
        (frame(b""), "type None"),
        (frame(header(":message-type", "poem")), "type 'poem'"),
        (frame(header(":message-type", "event") + header(":event-type", 1)), "no string"),
    ],
)
def test_broken_streams(
    server: Server, watch: Callable[[str], Watched], body: bytes, message: str
) -> None:
    server.will(answer(said("ok"), body))
    error = expect(watch, server.url, errors.APIStreamError)
    assert message in str(error) and error.code == ""


def test_a_connection_that_breaks(server: Server, watch: Callable[[str], Watched]) -> None:
    cut = answer(said("a"))
    cut.cut = True
    server.will(cut)
    expect(watch, server.url, errors.APIConnectionError)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (event("message", {"who": 7}), "$.who"),
        (event("message", [1]), "$"),
        (event("facts", b"", header("tiny", "x")), "headers['tiny']"),
        (event("facts", b"", header("plain", True)), "headers['plain']"),
        (event("joined", {"name": [1]}), "$.name"),
        (exception("kicked", {"minutes": "x"}), "$.minutes"),
        (event("message", b"{"), ""),
        (event("note", b"\xff"), ""),
        (event("message", b"[" * 100_000), ""),
    ],
)
def test_events_that_do_not_match_the_model(
    server: Server, watch: Callable[[str], Watched], body: bytes, path: str
) -> None:
    server.will(answer(said("a"), body))
    error = expect(watch, server.url, errors.APIResponseValidationError)
    assert error.path == path and error.status_code == 200


# ---- connections


class Talker:
    """A server that talks until its client leaves."""

    def __init__(self) -> None:
        self.url = ""
        self.left = threading.Event()
        self.pause = 0.005


@contextmanager
def talking() -> Iterator[Talker]:
    talker = Talker()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", KIND)
            self.send_header("X-Topic", "tea")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            body = said("again")
            try:
                for at in range(2000):
                    half = body[:20] if at % 2 == 0 else body[20:]
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(half), half))
                    time.sleep(talker.pause)
            except OSError:
                talker.left.set()
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    talker.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield talker
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def test_leaving_a_loop_releases_the_connection() -> None:
    with talking() as talker, Client(base_url=talker.url) as client:
        stream = client.watch(room="r")
        for e in stream:
            assert e == hear("again")
            break
        assert stream.closed and talker.left.wait(5)


def test_leaving_with_and_close_release_the_connection() -> None:
    with talking() as talker, Client(base_url=talker.url) as client:
        with client.watch(room="r") as stream:
            kept = iter(stream)
            assert next(kept) == hear("again") and not talker.left.is_set()
        assert talker.left.wait(5)
        assert list(kept) == []
        talker.left.clear()
        stream = client.watch(room="r")
        stream.__enter__()
        stream.close()
        assert talker.left.wait(5)
        talker.left.clear()
        with client.watch(room="r") as stream:
            for _ in stream:
                stream.close()
        assert talker.left.wait(5)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_asynchronous_streams_release_their_connections(backend: str) -> None:
    async def left(talker: Talker) -> None:
        await anyio.to_thread.run_sync(talker.left.wait, 5)
        assert talker.left.is_set()
        talker.left.clear()

    async def use(client: AsyncClient, talker: Talker) -> None:
        async with client.watch(room="r") as stream:
            async for e in stream:
                assert e == hear("again")
                break
        await left(talker)
        stream = await client.watch(room="r")
        await stream.aclose()
        await stream.aclose()
        await left(talker)
        with pytest.raises(RuntimeError, match="call the operation again"):
            await stream
        async with client.watch(room="r") as stream:
            async for _ in stream:
                await stream.close()
        await left(talker)

    with talking() as talker:
        on(backend, talker.url, lambda client: use(client, talker))


def test_a_dropped_asynchronous_iterator_releases_its_connection() -> None:
    async def use(client: AsyncClient, talker: Talker) -> None:
        async for e in client.watch(room="r"):
            assert e == hear("again")
            break
        gc.collect()
        await anyio.to_thread.run_sync(talker.left.wait, 5)
        assert talker.left.is_set()

    with talking() as talker:
        on("asyncio", talker.url, lambda client: use(client, talker))


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancellation_releases_the_connection(backend: str) -> None:
    async def use(client: AsyncClient, talker: Talker) -> None:
        heard = 0
        with anyio.move_on_after(0.3) as scope:
            async with client.watch(room="r") as stream:
                async for _ in stream:
                    heard += 1
        assert scope.cancelled_caught and heard
        await anyio.to_thread.run_sync(talker.left.wait, 5)
        assert talker.left.is_set()

    with talking() as talker:
        on(backend, talker.url, lambda client: use(client, talker))


def test_events_come_as_they_are_sent() -> None:
    with talking() as talker, Client(base_url=talker.url) as client:
        talker.pause = 0.05
        start = time.perf_counter()
        with client.watch(room="r") as stream:
            next(iter(stream))
        assert time.perf_counter() - start < 5


def test_a_stall_is_a_timeout() -> None:
    with talking() as talker, Client(base_url=talker.url, timeout=0.2, max_retries=0) as client:
        talker.pause = 1
        with pytest.raises(errors.APITimeoutError):
            list(client.watch(room="r"))


def test_httpx_may_be_injected(server: Server) -> None:
    server.will(answer(said("a")))
    with httpx.Client() as http, Client(base_url=server.url, http_client=http) as client:
        assert list(client.watch(room="r")) == [hear("a")]


def test_an_unsent_request_is_repeated(server: Server) -> None:
    server.will(Answer(503), answer(said("a"), X_Lifetime="1"))
    with Client(base_url=server.url, max_retries=1) as client:
        with client.watch(room="r") as stream:
            assert streams.response_metadata(stream.output).attempts == 2


# ---- what the package shows


def test_signatures() -> None:
    for client in (Client, AsyncClient):
        assert not inspect.iscoroutinefunction(client.watch)
        assert list(inspect.signature(client.watch).parameters)[:4] == [
            "self",
            "input",
            "room",
            "since",
        ]
    assert "NoSuchRoom" in str(Client.watch.__doc__) and "Kicked" in str(Client.watch.__doc__)
    assert "RoomFailed" in str(Client.watch.__doc__)
    assert not inspect.iscoroutinefunction(AsyncClient.speak)


def test_errors_are_no_variants() -> None:
    assert [v.__name__ for v in typing.get_args(m.RoomEvents)] == [
        "RoomEventsMessage",
        "RoomEventsNote",
        "RoomEventsPicture",
        "RoomEventsJoined",
        "RoomEventsMood",
        "RoomEventsFacts",
        "RoomEventsStamped",
        "RoomEventsPause",
        "RoomEventsUnknown",
    ]
    assert set(inspect.signature(m.WatchOutput).parameters) == {"topic", "lifetime"}


def test_annotations_work_at_run_time() -> None:
    assert typing.get_args(EventStream[int]) == (int,)
    assert typing.get_origin(AsyncEventStream[int, str]) is AsyncEventStream


def types(client: Client) -> None:
    """What type checkers see."""
    stream: Stream = client.watch(room="r")
    one: EventStream[m.RoomEvents] = stream
    typing.assert_type(client.watch(room="r"), Stream)
    for e in one:
        match e:
            case m.RoomEventsMessage(message):
                typing.assert_type(message.who, str)
            case m.RoomEventsUnknown():
                typing.assert_type(e.tag, str)
            case _:
                pass
    with stream as entered:
        typing.assert_type(entered.output.topic, str)
