"""Streams of events: what a method returns whose output is followed by events.

An answer opens as any other does; its body is cut into events, or errors that are raised. Which
format the events have is for the operation to know. This module must not know a service.
"""

from __future__ import annotations

from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, cast

from .building import gather
from .errors import APIResponseValidationError
from .metadata import attach, response_metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator
    from types import TracebackType
    from typing import Self

    from typing_extensions import TypeVar

    from .events import EventReader, Opened
    from .operation import In, Operation, Options
    from .pipeline_async import AsyncPipeline
    from .pipeline_sync import SyncPipeline

    T = TypeVar("T")
    Out = TypeVar("Out", default=Any)
else:
    from typing import TypeVar

    T = TypeVar("T")
    Out = TypeVar("Out")

BEGINNING = 65536
"""Bytes that are read of an answer that holds no events, for the error to show."""


class _End:
    """The type of `_END`, which stands for the end of a stream."""


_END = _End()
_SENT_ALREADY = "this event stream was read or closed; call the operation again for another"


class _Stream(Generic[T, Out]):
    """What both kinds of streams have.

    Attributes:
        closed: Whether the connection was released, or never will be needed.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._opened: Opened[T, Out] | None = None
        self._entered = False
        self._reading = False
        self._ready: Iterator[T] | None = None
        self._reader: EventReader[T] | None = None
        self.closed = False

    if not TYPE_CHECKING:
        # `EventStream[T]` is as good as `EventStream[T, Out]`; 3.11 and 3.12 would refuse it.
        def __class_getitem__(cls, parameters: Any) -> GenericAlias:
            return GenericAlias(cls, parameters)

    @property
    def output(self) -> Out:
        """The members that came before the events, such as headers.

        Raises:
            RuntimeError: If the request was not sent yet, or the members come in the stream's first
                message and no event was read yet.
        """
        if self._opened is None:
            raise RuntimeError("nothing was sent yet: enter the stream, or iterate over it")
        found: Any = self._opened.output
        if found is None and self._opened.first is not None:
            raise RuntimeError("nothing was read yet: the output comes with the first event")
        return cast("Out", found)

    @property
    def last_event_id(self) -> str:
        """The identifier of the last server-sent event that had one; empty before, or elsewhere.

        Nothing connects again by itself. A program that does may send this back, as
        `extra_headers={"last-event-id": …}`.
        """
        return "" if self._reader is None else self._reader.last_event_id

    def _keep(self, opened: Opened[T, Out]) -> None:
        if opened.output is not None:
            attach(opened.output, response_metadata(opened))
        self._opened = opened

    def _check(self) -> None:
        if self.closed:
            raise RuntimeError(_SENT_ALREADY)

    def begin(self) -> None:
        """Begin a loop.

        Raises:
            RuntimeError: If another has begun, unless `with` keeps the stream open between them.
        """
        if self._reading and not self._entered:
            raise RuntimeError(_SENT_ALREADY)
        self._reading = True

    def _event(self) -> T | _End | None:
        """Take an event that is there already; `None` where another piece is needed first."""
        if self._ready is None:
            return None
        event = next(self._ready, _END)
        if event is not _END:
            return event
        self._ready = None
        return _END if self._reader is not None and self._reader.done else None

    def _feed(self, opened: Opened[T, Out], piece: bytes | None) -> bool:
        """Take a piece of the body; say whether there may be more."""
        if self._reader is None:
            self._reader = opened.types.reader(self._name, opened)
        if piece is None:
            self._reader.finish()
            return False
        self._ready = self._reader.feed(piece)
        return True

    def _refused(self, opened: Opened[T, Out], body: bytes) -> APIResponseValidationError:
        metadata = response_metadata(opened)
        return APIResponseValidationError(
            f"{self._name}: {opened.refusal}",
            status_code=metadata.status_code,
            headers=metadata.headers,
            body=body[:BEGINNING],
        )

    def __repr__(self) -> str:
        state = "closed" if self.closed else "not sent" if self._opened is None else "open"
        return f"<{self.__class__.__name__} of {self._name}, {state}>"


class EventStream(_Stream[T, Out]):
    """The events of an answer, as they arrive.

    The request goes out when the stream is entered with `with`, or at the first step of a loop.
    Reading to the end, leaving `with`, or `close` releases the connection. Outside of `with`,
    leaving a loop does so too, as soon as its iterator is dropped; inside, a second loop goes on
    where the first stopped.
    """

    def __init__(
        self,
        pipeline: SyncPipeline,
        op: Operation[In, Opened[T, Out]],
        given: In | None,
        members: dict[str, Any],
        options: Options,
    ) -> None:
        super().__init__(op.name)
        value = gather(pipeline.config, op, given, members)
        self._send: Callable[[], Opened[T, Out]] = partial(pipeline.call, op, value, {}, options)

    def _open(self) -> Opened[T, Out]:
        self._check()
        if self._opened is None:
            opened = self._send()
            self._keep(opened)
            if opened.refusal is not None:
                body = b""
                try:
                    while len(body) < BEGINNING:
                        piece = opened.body.next_piece()
                        if piece is None:
                            break
                        body += piece
                finally:
                    self.close()
                raise self._refused(opened, body)
        assert self._opened is not None
        return self._opened

    def __iter__(self) -> Iterator[T]:
        return _Events(self)

    def next_event(self) -> T:
        """Read the next event.

        Raises:
            StopIteration: At the end, which releases the connection.
        """
        opened = self._open()
        try:
            while not isinstance(event := self._event(), _End):
                if event is not None:
                    return event
                if not self._feed(opened, opened.body.next_piece()):
                    break
        except BaseException:
            self.close()
            raise
        self.close()
        raise StopIteration

    def abandon(self) -> None:
        """Release the connection, unless `with` will do so."""
        if not self._entered:
            self.close()

    def collect(self) -> list[T]:
        """Read all events that are left, and release the connection.

        Raises:
            ServiceError: What a loop over the events would raise.
        """
        return list(self)

    def close(self) -> None:
        """Release the connection. May be called twice."""
        self.closed = True
        if self._opened is not None:
            self._opened.body.close()

    def __enter__(self) -> Self:
        self._open()
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncEventStream(_Stream[T, Out]):
    """The events of an answer, as they arrive.

    The request goes out when the stream is entered with `async with`, at the first step of an
    `async for`, or at `await`, which gives the stream itself. Reading to the end, leaving
    `async with`, or `aclose` releases the connection. Outside of `async with`, leaving a loop does
    so too, as soon as its iterator is dropped; inside, a second loop goes on where the first
    stopped.
    """

    def __init__(
        self,
        pipeline: AsyncPipeline,
        op: Operation[In, Opened[T, Out]],
        given: In | None,
        members: dict[str, Any],
        options: Options,
    ) -> None:
        super().__init__(op.name)
        value = gather(pipeline.config, op, given, members)
        self._send = partial(pipeline.call, op, value, {}, options)

    async def _open(self) -> Opened[T, Out]:
        self._check()
        if self._opened is None:
            opened = await self._send()
            self._keep(opened)
            if opened.refusal is not None:
                body = b""
                try:
                    while len(body) < BEGINNING:
                        piece = await opened.body.anext_piece()
                        if piece is None:
                            break
                        body += piece
                finally:
                    await self.aclose()
                raise self._refused(opened, body)
        assert self._opened is not None
        return self._opened

    def __aiter__(self) -> AsyncIterator[T]:
        return _AsyncEvents(self)

    async def next_event(self) -> T:
        """Read the next event.

        Raises:
            StopAsyncIteration: At the end, which releases the connection.
        """
        opened = await self._open()
        try:
            while not isinstance(event := self._event(), _End):
                if event is not None:
                    return event
                if not self._feed(opened, await opened.body.anext_piece()):
                    break
        except BaseException:
            await self.aclose()
            raise
        await self.aclose()
        raise StopAsyncIteration

    def abandon(self) -> None:
        """Release the connection where nobody can wait for it, unless `async with` will do so."""
        if not self._entered:
            self.closed = True
            if self._opened is not None:
                self._opened.body.abandon()

    async def collect(self) -> list[T]:
        """Read all events that are left, and release the connection.

        Raises:
            ServiceError: What a loop over the events would raise.
        """
        return [event async for event in self]

    async def aclose(self) -> None:
        """Release the connection. May be called twice."""
        self.closed = True
        if self._opened is not None:
            await self._opened.body.aclose()

    async def close(self) -> None:
        """Release the connection; another name of `aclose`."""
        await self.aclose()

    def __await__(self) -> Generator[Any, None, Self]:
        return self._sent().__await__()

    async def _sent(self) -> Self:
        await self._open()
        return self

    async def __aenter__(self) -> Self:
        await self._open()
        self._entered = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


# These are no generators: when one of those is dropped, an event loop has to be there to finish it,
# and one of trio complains.


class _Events(Generic[T]):
    """The iterator of a loop; dropping it releases the connection."""

    def __init__(self, stream: EventStream[T, Any]) -> None:
        self._stream = stream
        self._begun = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        if not self._begun:
            self._stream.begin()
            self._begun = True
        elif self._stream.closed:
            raise StopIteration
        return self._stream.next_event()

    def __del__(self) -> None:
        if self._begun:
            self._stream.abandon()


class _AsyncEvents(Generic[T]):
    """The iterator of a loop; dropping it releases the connection."""

    def __init__(self, stream: AsyncEventStream[T, Any]) -> None:
        self._stream = stream
        self._begun = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        if not self._begun:
            self._stream.begin()
            self._begun = True
        elif self._stream.closed:
            raise StopAsyncIteration
        return await self._stream.next_event()

    def __del__(self) -> None:
        if self._begun:
            self._stream.abandon()
