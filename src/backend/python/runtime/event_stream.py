"""Streams of events: what a method returns whose output is followed by events.

An answer opens as any other does; its body is cut into events, or errors that are raised. Which
format the events have is for the operation to know. This module must not know a service.
"""

from __future__ import annotations

from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, cast

from .call import gather
from .errors import APIResponseValidationError
from .metadata import attach, response_metadata
from .streams import close_iterator

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
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

    def _begin(self, opened: Opened[T, Out]) -> EventReader[T]:
        if self._reader is not None:
            raise RuntimeError(_SENT_ALREADY)
        self._reader = opened.types.reader(self._name, opened)
        return self._reader

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

    _kept: Iterator[T] | None = None

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
                    for piece in opened.body.iter_bytes():
                        body += piece
                        if len(body) >= BEGINNING:
                            break
                finally:
                    self.close()
                raise self._refused(opened, body)
        assert self._opened is not None
        return self._opened

    def __iter__(self) -> Iterator[T]:
        if self._kept is None or self.closed:
            events = self._events()
            if not self._entered:
                return events
            self._kept = events
        return self._kept

    def _events(self) -> Iterator[T]:
        opened = self._open()
        reader = self._begin(opened)
        try:
            for piece in opened.body.iter_bytes():
                for event in reader.feed(piece):
                    yield event
                    if self.closed:
                        return
                if reader.done:
                    return
            reader.finish()
        finally:
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
        self._kept = None
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

    _kept: AsyncGenerator[T, None] | None = None

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
                pieces = opened.body.aiter_bytes()
                try:
                    async for piece in pieces:
                        body += piece
                        if len(body) >= BEGINNING:
                            break
                finally:
                    await close_iterator(pieces)
                    await self.aclose()
                raise self._refused(opened, body)
        assert self._opened is not None
        return self._opened

    def __aiter__(self) -> AsyncIterator[T]:
        if self._kept is None or self.closed:
            events = self._events()
            if not self._entered:
                return events
            self._kept = events
        return self._kept

    async def _events(self) -> AsyncGenerator[T, None]:
        opened = await self._open()
        reader = self._begin(opened)
        pieces = opened.body.aiter_bytes()
        try:
            async for piece in pieces:
                for event in reader.feed(piece):
                    yield event
                    if self.closed:
                        return
                if reader.done:
                    return
            reader.finish()
        finally:
            self.closed = True
            await close_iterator(pieces)
            await opened.body.aclose()

    async def collect(self) -> list[T]:
        """Read all events that are left, and release the connection.

        Raises:
            ServiceError: What a loop over the events would raise.
        """
        return [event async for event in self]

    async def aclose(self) -> None:
        """Release the connection. May be called twice."""
        self.closed = True
        kept, self._kept = self._kept, None
        if kept is not None and not getattr(kept, "ag_running", False):
            await kept.aclose()
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
