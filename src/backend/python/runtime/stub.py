"""What tests of a client's users send with: queued answers in place of a service.

Outputs and errors are queued by operation, as objects of the model; requests are recorded; waiting
moves a clock of the transport's own. This module must not know a service.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import ApiError, status_of
from .streams import ByteStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping

    from .http import HttpRequest
    from .operation import Timeout

T = TypeVar("T")
Out = TypeVar("Out")


class Given:
    """What was queued for a call.

    Attributes:
        output: The output, or the error.
    """

    __slots__ = ("output",)

    def __init__(self, output: Any) -> None:
        self.output = output


class StubBody:
    """A body that is there already, for an output whose body is streamed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = list(chunks)

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body."""
        yield from self._chunks

    def close(self) -> None:
        """Do nothing."""

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body."""
        for chunk in self._chunks:
            yield chunk

    async def aclose(self) -> None:
        """Do nothing."""


def stub_stream(*chunks: bytes) -> ByteStream:
    """Make a body for an output whose body is streamed; either client's users can read it.

    Args:
        chunks: What comes, piece by piece.
    """
    body = StubBody(chunks)
    return ByteStream(body, body, lambda error: error)


class StubResponse(StubBody):
    """What a stub answers.

    Attributes:
        status_code: The HTTP status.
        headers: Values by name.
        given: What was queued.
    """

    def __init__(self, output: Any) -> None:
        super().__init__([])
        self.given = Given(output.opened() if isinstance(output, StubEvents) else output)
        self.status_code = 200
        if isinstance(output, ApiError):
            self.status_code = output.status_code or status_of(type(output))
        self.headers: Mapping[str, str] = {}

    def read(self) -> bytes:
        """Read the body, which is empty."""
        return b""

    async def aread(self) -> bytes:
        """Read the body, which is empty."""
        return b""


class StubEvents(Generic[T, Out]):
    """The events of an answer.

    Args:
        events: The events; an error among them is raised where it stands.
        output: The members that come before them; an empty output where there is none.
    """

    def __init__(self, events: Iterable[T | Exception], output: Out | None = None) -> None:
        self.events = list(events)
        self.output = output

    def opened(self) -> _Opened:
        """Return what a stream of events reads."""
        return _Opened(self)


class _Opened:
    """An answer whose events are there already, as streams of events read it."""

    first = None
    refusal = None
    done = False
    last_event_id = ""

    def __init__(self, given: StubEvents[Any, Any]) -> None:
        self.output = given.output
        self._events = given.events
        self._fed = False

    @property
    def body(self) -> _Opened:
        """What is read: this object itself."""
        return self

    @property
    def types(self) -> _Opened:
        """What makes events: this object itself."""
        return self

    def reader(self, name: str, opened: object) -> _Opened:
        """Return what makes events."""
        return self

    def feed(self, piece: bytes) -> Iterator[Any]:
        """Yield the events, and raise the errors among them."""
        for event in self._events:
            if isinstance(event, Exception):
                raise event
            yield event

    def finish(self) -> None:
        """Do nothing."""

    def next_piece(self) -> bytes | None:
        """Return a piece that stands for all events, then `None`."""
        fed, self._fed = self._fed, True
        return None if fed else b""

    async def anext_piece(self) -> bytes | None:
        """Return a piece that stands for all events, then `None`."""
        return self.next_piece()

    def close(self) -> None:
        """Do nothing."""

    async def aclose(self) -> None:
        """Do nothing."""

    def abandon(self) -> None:
        """Do nothing."""


class Clock:
    """A clock that moves when somebody waits for it.

    Attributes:
        now: Seconds since the clock was made.
        slept: How long was waited each time, in seconds.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Move on at once.

        Args:
            seconds: How far.
        """
        self.now += seconds
        self.slept.append(seconds)


class Queue(Generic[T]):
    """The answers of one operation."""

    def __init__(self, stub: _Stub, operation: str) -> None:
        self._stub = stub
        self._operation = operation

    def __call__(self, *answers: T) -> None:
        """Queue answers.

        Args:
            answers: Outputs, or errors to raise, in the order of calls.
        """
        self._stub.queues.setdefault(self._operation, deque()).extend(answers)


class _Stub:
    """What both kinds of stubs have.

    Attributes:
        requests: The requests that were made, in order.
        queues: The answers that are left, by operation.
        clock: What waiting moves.
        base_url: Where clients send to that are given no other address.
        anonymous: Tells clients that no credentials are needed.
    """

    base_url = "http://stub.invalid"
    anonymous = True

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []
        self.queues: dict[str, deque[Any]] = {}
        self.clock = Clock()

    def assert_all_used(self) -> None:
        """Fail if an answer was queued that no call asked for.

        Raises:
            AssertionError: The message says which.
        """
        left = [f"{name} ({len(queue)})" for name, queue in self.queues.items() if queue]
        if left:
            raise AssertionError(f"never asked for: {', '.join(left)}")

    def _answer(self, request: HttpRequest) -> StubResponse:
        self.requests.append(request)
        queue = self.queues.get(request.operation)
        if not queue:
            raise AssertionError(f"{request.operation} was called, and no answer is queued for it")
        answer = queue.popleft()
        if isinstance(answer, Exception) and not isinstance(answer, ApiError):
            raise answer
        return StubResponse(answer)


class StubBase(_Stub):
    """Answers the requests of a synchronous client."""

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> StubResponse:
        """Answer a request; see `Transport`."""
        return self._answer(request)

    def sleep(self, seconds: float) -> None:
        """Wait on the stub's own clock.

        Args:
            seconds: How long.
        """
        self.clock.sleep(seconds)

    def close(self) -> None:
        """Do nothing."""


class AsyncStubBase(_Stub):
    """Answers the requests of an asynchronous client."""

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> StubResponse:
        """Answer a request; see `AsyncTransport`."""
        return self._answer(request)

    async def sleep(self, seconds: float) -> None:
        """Wait on the stub's own clock.

        Args:
            seconds: How long.
        """
        self.clock.sleep(seconds)

    async def aclose(self) -> None:
        """Do nothing."""
