"""The two clients as tests see them: they make calls and say what they expect."""

from __future__ import annotations

import asyncio
import inspect
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast

from .comparing import HeaderValue, encoded, equal, message, messages, parsed
from .loopback import Answer, Loopback, Seen

__all__ = ["Received", "SentEvent", "Side", "message", "same"]

C = TypeVar("C")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
O_co = TypeVar("O_co", covariant=True)


class Bytes(Protocol):
    """The body of an answer that is read as it arrives."""

    def read(self) -> bytes:
        """Read what is left."""
        ...

    async def aread(self) -> bytes:
        """Read what is left."""
        ...


class Events(Protocol[T_co, O_co]):
    """A stream of events of the synchronous client."""

    @property
    def output(self) -> O_co:
        """What came before the events."""
        ...

    def __enter__(self) -> object: ...

    def __exit__(self, kind: None, error: None, trace: None, /) -> None: ...

    def __iter__(self) -> Iterator[T_co]: ...


class AsyncEvents(Protocol[T_co, O_co]):
    """A stream of events of the asynchronous client."""

    @property
    def output(self) -> O_co:
        """What came before the events."""
        ...

    async def __aenter__(self) -> object: ...

    async def __aexit__(self, kind: None, error: None, trace: None, /) -> None: ...

    def __aiter__(self) -> AsyncIterator[T_co]: ...


@dataclass(frozen=True)
class Received(Generic[T, O_co]):
    """What came through a stream of events.

    Attributes:
        output: What came before the events.
        events: The events.
    """

    output: O_co
    events: list[T]


class Side(Generic[C]):
    """One of the two clients, and the server that it talks to.

    Args:
        make: Makes a client, from its base URL, the proxy that it goes through, and settings.
        loopback: The server.
        runner: Runs what the asynchronous client returns.
    """

    def __init__(
        self,
        make: Callable[..., C],
        loopback: Loopback,
        runner: asyncio.Runner,
    ) -> None:
        self._make = make
        self._loopback = loopback
        self._runner = runner
        self._client = make(loopback.url, None)
        loopback.answer = Answer()
        loopback.seen.clear()

    def at(self, host: str, **settings: Any) -> None:
        """Point the client at a host, which the server stands in for.

        Args:
            host: The host, and a path if need be.
            settings: More settings of the client.
        """
        self._client = self._make(f"http://{host}", self._loopback.url, **settings)

    def answer(
        self,
        code: int = 200,
        *,
        headers: Mapping[str, str] | None = None,
        body: str | bytes = b"",
        media_type: str | None = None,
    ) -> None:
        """Set what the server answers.

        Args:
            code: The status.
            headers: All headers.
            body: The body, as the model writes it.
            media_type: The media type of the body, if the model says.
        """
        content = encoded(body, media_type) if isinstance(body, str) else body
        self._loopback.answer = Answer(code, headers or {}, content)

    def answer_events(self, *events: str | bytes, headers: Mapping[str, str] | None = None) -> None:
        """Set what the server answers to a stream of events.

        Args:
            events: The messages: their bytes, or those in base64.
            headers: More headers than that of the media type.
        """
        named = {"Content-Type": "application/vnd.amazon.eventstream", **(headers or {})}
        body = b"".join(b64decode(one) if isinstance(one, str) else one for one in events)
        self._loopback.answer = Answer(200, named, body)

    def call(self, operation: Callable[[C], Coroutine[Any, Any, T] | T]) -> T:
        """Call an operation to its end.

        Args:
            operation: Calls it, given the client.
        """
        made = operation(self._client)
        if inspect.iscoroutine(made):
            return self._runner.run(cast("Coroutine[Any, Any, T]", made))
        return cast("T", made)

    def send(self, operation: Callable[[C], Coroutine[Any, Any, T] | T]) -> None:
        """Call an operation whose request matters, while its answer does not.

        Args:
            operation: Calls it, given the client.
        """
        try:
            self.call(operation)
        except Exception:
            if not self._loopback.seen:
                raise

    def read(self, stream: object) -> bytes:
        """Read a body that is still arriving.

        Args:
            stream: The body, as a client of this side gave it out.
        """
        body = cast("Bytes", stream)
        try:
            return body.read()
        except TypeError:
            return self._runner.run(_awaited(body))

    def receive(
        self, operation: Callable[[C], Events[T, O_co] | AsyncEvents[T, O_co]]
    ) -> Received[T, O_co]:
        """Call an operation that receives events, and read all of them.

        Args:
            operation: Calls it, given the client.
        """
        stream = operation(self._client)
        if hasattr(stream, "__aenter__"):
            return self._runner.run(_gathered(cast("Any", stream)))
        return _listed(cast("Any", stream))

    def send_events(self, operation: Callable[[C], object]) -> None:
        """Call an operation that sends events which matter, while its answer does not.

        Args:
            operation: Calls it, given the client.
        """
        try:
            made: Any = operation(self._client)
            if hasattr(made, "__aenter__"):
                self._runner.run(_gathered(made))
            elif hasattr(made, "__enter__"):
                _listed(made)
            elif inspect.iscoroutine(made):
                self._runner.run(made)
        except Exception:
            if not self._loopback.seen:
                raise

    @property
    def _seen(self) -> Seen:
        assert len(self._loopback.seen) == 1, f"{len(self._loopback.seen)} requests were sent"
        return self._loopback.seen[0]

    def expect(
        self,
        method: str,
        uri: str,
        *,
        host: str | None = None,
        query: tuple[str, ...] = (),
        forbid_query: tuple[str, ...] = (),
        require_query: tuple[str, ...] = (),
        headers: Mapping[str, str] | None = None,
        forbid_headers: tuple[str, ...] = (),
        require_headers: tuple[str, ...] = (),
        body: str | None = None,
        media_type: str | None = None,
    ) -> None:
        """Compare the one request that was sent with what the model expects.

        Args:
            method: Its method.
            uri: Its path.
            host: Its host.
            query: Parameters of its query, escaped; others may be there.
            forbid_query: Names of parameters that must not be there.
            require_query: Names of parameters that must be there.
            headers: Its headers; others may be there.
            forbid_headers: Names of headers that must not be there.
            require_headers: Names of headers that must be there.
            body: Its body; an empty one must be empty.
            media_type: The media type of the body, if the model says.
        """
        seen = self._seen
        same(seen.method, method)
        same(seen.path, uri)
        if host is not None:
            same(seen.host, host)
        self._expect_query(query, forbid_query, require_query)
        for name, value in (headers or {}).items():
            same(seen.header(name), value, f"the header {name}")
        for name in forbid_headers:
            assert seen.header(name) is None, f"the header {name} was sent"
        for name in require_headers:
            assert seen.header(name) is not None, f"the header {name} was not sent"
        if body is not None:
            kind = media_type or seen.header("content-type") or ""
            same(parsed(seen.body, kind), parsed(encoded(body, media_type), kind), "the body")

    def _expect_query(
        self, query: tuple[str, ...], forbid: tuple[str, ...], require: tuple[str, ...]
    ) -> None:
        found: dict[str, list[str]] = {}
        for pair in self._seen.query:
            found.setdefault(pair.partition("=")[0], []).append(pair)
        expected: dict[str, list[str]] = {}
        for pair in query:
            expected.setdefault(pair.partition("=")[0], []).append(pair)
        for name, pairs in expected.items():
            same(found.get(name), pairs, f"the query parameter {name}")
        for name in forbid:
            assert name not in found, f"the query parameter {name} was sent"
        for name in require:
            assert name in found, f"the query parameter {name} was not sent"

    def expect_events(self, *expected: SentEvent) -> None:
        """Compare the events that were sent with what the model expects.

        Args:
            expected: The events, in order.
        """
        all_of_them = messages(self._seen.body)
        # What goes before the events is no event of the model.
        found = [m for m in all_of_them if m.headers.get(":event-type") != "initial-request"]
        same(len(found), len(expected), "the number of events")
        for sent, event in zip(found, expected, strict=True):
            for name, value in event.headers.items():
                same(sent.headers.get(name), value, f"the header {name} of an event")
            for name in event.forbid_headers:
                assert name not in sent.headers, f"the header {name} of an event was sent"
            for name in event.require_headers:
                assert name in sent.headers, f"the header {name} of an event was not sent"
            if event.body is not None:
                kind = event.media_type or ""
                wanted = encoded(event.body, event.media_type)
                same(parsed(sent.body, kind), parsed(wanted, kind), "the body of an event")


@dataclass(frozen=True, kw_only=True)
class SentEvent:
    """An event that the client is to send.

    Attributes:
        headers: Its headers; others may be there.
        forbid_headers: Names of headers that must not be there.
        require_headers: Names of headers that must be there.
        body: Its body.
        media_type: The media type of the body, if the model says.
    """

    headers: Mapping[str, HeaderValue]
    forbid_headers: tuple[str, ...] = ()
    require_headers: tuple[str, ...] = ()
    body: str | None = None
    media_type: str | None = None


def same(found: object, expected: object, what: str = "") -> None:
    """Fail unless two values are the same.

    Args:
        found: What there is.
        expected: What the model says.
        what: What to call it.
    """
    if not equal(found, expected):
        lead = f"{what}: " if what else ""
        raise AssertionError(f"{lead}found\n  {found!r}\nand not\n  {expected!r}")


async def _awaited(stream: Bytes) -> bytes:
    return await stream.aread()


def _listed(stream: Events[T, O_co]) -> Received[T, O_co]:
    with cast("Any", stream):
        return Received(stream.output, list(stream))


async def _gathered(stream: AsyncEvents[T, O_co]) -> Received[T, O_co]:
    async with cast("Any", stream):
        events = [event async for event in stream]
        return Received(stream.output, events)
