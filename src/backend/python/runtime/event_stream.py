"""Streams of events: what a method returns whose output holds an event stream.

An answer opens as any other does; its body is cut into messages, and each message becomes an
event, or an error that is raised. This module must not know a service.
"""

from __future__ import annotations

from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, cast

from .building import gather
from .errors import APIResponseValidationError, APIStreamError, ServiceError
from .event_frames import FrameDecoder, FrameError
from .metadata import attach, response_metadata
from .paths import Mismatch, describe, locate
from .streams import close_iterator

if TYPE_CHECKING:
    from collections.abc import (
        AsyncGenerator,
        AsyncIterator,
        Callable,
        Generator,
        Iterator,
        Mapping,
    )
    from types import TracebackType
    from typing import Self
    from xml.etree.ElementTree import Element

    from typing_extensions import TypeVar

    from .errors import ApiError
    from .event_frames import Frame
    from .operation import In, Operation, Options, Response
    from .pipeline_async import AsyncPipeline
    from .pipeline_sync import SyncPipeline
    from .wire import Wire

    T = TypeVar("T")
    Out = TypeVar("Out", default=Any)
    V = TypeVar("V")
else:
    from typing import TypeVar

    T = TypeVar("T")
    Out = TypeVar("Out")

EVENT_STREAM = "application/vnd.amazon.eventstream"
"""The media type of the bodies that are read here."""

_INITIAL = "initial-response"
_SENT_ALREADY = "this event stream was read or closed; call the operation again for another"


class Event:
    """A message as emitted decoders read it.

    Attributes:
        type: The member of the union that it is.
        headers: Names and values.
        payload: What it carries.
        root: The decoded payload, once `document` or `object` was called.
    """

    __slots__ = ("_exact", "_wire", "headers", "payload", "root", "type")

    def __init__(self, kind: str, frame: Frame, wire: Wire, exact: bool) -> None:
        self.type = kind
        self.headers = frame.headers
        self.payload = frame.payload
        self.root: Any = None
        self._wire = wire
        self._exact = exact

    def document(self) -> Any:
        """Decode the payload as a document; `None` when it is empty."""
        if self.payload:
            self.root = self._wire.loads(self.payload, self._exact)
        return self.root

    def object(self) -> dict[str, Any]:
        """Decode the payload as a document that is an object; an empty one when there is none.

        Raises:
            Mismatch: If it is another value.
        """
        value: Any = self.document()
        if value is None and not self.payload:
            self.root = value = {}
        if not isinstance(value, dict):
            raise Mismatch(value, None, value, "an object")
        return cast("dict[str, Any]", value)

    def element(self) -> Element:
        """Decode the payload as XML; an element that holds nothing when there is none."""
        found: Any = self.document()
        if found is None:
            from xml.etree.ElementTree import Element

            self.root = found = Element("nothing")
        element: Element = found
        return element

    def text(self) -> str:
        """Decode the payload as UTF-8."""
        return self.payload.decode()

    def header(self, name: str, kind: type[V], expected: str) -> V | None:
        """Read one header.

        Args:
            name: Its name.
            kind: The class of the value.
            expected: What to call that.

        Returns:
            The value; `None` when the header is absent.

        Raises:
            Mismatch: If the value is of another class.
        """
        value: Any = self.headers.get(name)
        if value is not None and value.__class__ is not kind:
            raise Mismatch(self.headers, name, value, expected)
        return value


class EventTypes(Generic[T]):
    """The events of a stream.

    Args:
        decode: Makes an event from a message.
        errors: What makes errors from messages, by the member of the union.
    """

    __slots__ = ("decode", "errors")

    def __init__(
        self,
        decode: Callable[[Event], T],
        errors: Mapping[str, Callable[[Event], ApiError]] | None = None,
    ) -> None:
        self.decode = decode
        self.errors: Mapping[str, Callable[[Event], ApiError]] = {} if errors is None else errors


class Opened(Generic[T, Out]):
    """An answer whose events are still to come.

    Args:
        output: The members that came with it; `None` where they come in the first message.
        response: The answer.
        types: Its events.
        first: Makes the output from the document of the first message.
    """

    def __init__(
        self,
        output: Out | None,
        response: Response,
        types: EventTypes[T],
        first: Callable[[dict[str, Any]], Out] | None = None,
    ) -> None:
        self.output = output
        self.first = first
        self.body = response.stream()
        self.wire = response.wire
        self.exact = response.exact
        self.types = types


class _Reader(Generic[T]):
    """Makes events from the pieces of one answer."""

    def __init__(self, name: str, opened: Opened[T, Any]) -> None:
        self._name = name
        self._opened = opened
        self._types = opened.types
        self._wire = opened.wire
        self._exact = opened.exact
        self._metadata = response_metadata(opened)
        self._frames = FrameDecoder()

    def feed(self, piece: bytes) -> Iterator[T]:
        """Yield the events that are whole now.

        Args:
            piece: A piece of the body.

        Raises:
            ApiError: If the service tells of an error that the model has.
            APIStreamError: If it tells of another one, or the body is malformed.
            APIResponseValidationError: If an event does not match the model.
        """
        frames = self._frames.feed(piece)
        while True:
            try:
                frame = next(frames, None)
            except FrameError as error:
                raise self._broken(error) from error
            if frame is None:
                return
            kind = frame.headers.get(":message-type")
            if kind == "event":
                name = self._word(frame, ":event-type")
                if not name:
                    raise self._broken("an event does not say its type")
                if self._opened.first is not None and self._opened.output is None:
                    self._begin(self._opened.first, self._event(name, frame))
                if name != _INITIAL:
                    yield self._decoded(self._types.decode, self._event(name, frame))
            elif kind == "exception":
                raise self._error(frame)
            elif kind == "error":
                code, text = (self._word(frame, f":error-{part}") for part in ("code", "message"))
                raise self._told(code, text)
            else:
                raise self._broken(f"a message is of the type {kind!r}")

    def _begin(self, first: Callable[[dict[str, Any]], Any], event: Event) -> None:
        """Make the output, of an empty document where no message brings it."""
        document = Event.object if event.type == _INITIAL else _empty
        self._opened.output = self._decoded(lambda event: first(document(event)), event)
        attach(self._opened.output, self._metadata)

    def finish(self) -> None:
        """Say that nothing more comes.

        Raises:
            APIStreamError: If the body ends in the middle of a message.
        """
        try:
            self._frames.finish()
        except FrameError as error:
            raise self._broken(error) from error

    def _event(self, name: str, frame: Frame) -> Event:
        return Event(name, frame, self._wire, self._exact)

    def _broken(self, reason: object) -> APIStreamError:
        return self._stream_error(f"{self._name}: the event stream is broken: {reason}")

    def _told(self, code: str, text: str) -> APIStreamError:
        return self._stream_error(text or code or f"{self._name}: the service gave up", code)

    def _stream_error(self, message: str, code: str = "") -> APIStreamError:
        error = APIStreamError(message, code=code)
        error.headers = self._metadata.headers
        error.request_id = self._metadata.request_id
        return error

    def _word(self, frame: Frame, name: str) -> str:
        value = frame.headers.get(name, "")
        if not isinstance(value, str):
            raise self._broken(f"the header {name!r} is no string")
        return value

    def _error(self, frame: Frame) -> ServiceError:
        name = self._word(frame, ":exception-type")
        event = self._event(name, frame)
        decode = self._types.errors.get(name)
        if decode is None:
            return self._told(name, _message(event))
        error = self._decoded(decode, event)
        error.message = error.message or _message(event)
        error.headers = self._metadata.headers
        error.request_id = self._metadata.request_id
        error.attempts = self._metadata.attempts
        error.body = event.root
        return error

    def _decoded(self, decode: Callable[[Event], V], event: Event) -> V:
        try:
            return decode(event)
        except Mismatch as error:
            if error.container is event.headers:
                path = f"headers[{error.key!r}]"
            else:
                path = locate(event.root, "$", error)
            reason = f"{path}: expected {error.expected}, got {describe(error.value)}"
            raise self._invalid(event, reason, path, error.expected) from None
        except (ValueError, RecursionError) as error:
            raise self._invalid(event, f"it cannot be decoded: {error}") from error

    def _invalid(
        self, event: Event, reason: str, path: str = "", expected: str = ""
    ) -> APIResponseValidationError:
        return APIResponseValidationError(
            f"{self._name}: event {event.type!r}: {reason}",
            path=path,
            expected=expected,
            status_code=self._metadata.status_code,
            headers=self._metadata.headers,
            body=event.payload,
        )


def _empty(event: Event) -> dict[str, Any]:
    return {}


def _message(event: Event) -> str:
    """Find what an error says where no model tells."""
    try:
        members: Any = event.document()
    except (ValueError, RecursionError):
        return event.payload.decode(errors="replace")
    if not isinstance(members, dict):
        return ""
    found = cast("dict[str, Any]", members)
    texts = (found.get(name) for name in ("message", "Message"))
    return next((text for text in texts if isinstance(text, str)), "")


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

    def _keep(self, opened: Opened[T, Out]) -> None:
        if opened.output is not None:
            attach(opened.output, response_metadata(opened))
        self._opened = opened

    def _check(self) -> None:
        if self.closed:
            raise RuntimeError(_SENT_ALREADY)

    def _reader(self) -> _Reader[T]:
        assert self._opened is not None
        if self._reading:
            raise RuntimeError(_SENT_ALREADY)
        self._reading = True
        return _Reader(self._name, self._opened)

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
            self._keep(self._send())
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
        reader = self._reader()
        try:
            for piece in opened.body.iter_bytes():
                for event in reader.feed(piece):
                    yield event
                    if self.closed:
                        return
            reader.finish()
        finally:
            self.close()

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
            self._keep(await self._send())
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
        reader = self._reader()
        pieces = opened.body.aiter_bytes()
        try:
            async for piece in pieces:
                for event in reader.feed(piece):
                    yield event
                    if self.closed:
                        return
            reader.finish()
        finally:
            self.closed = True
            await close_iterator(pieces)
            await opened.body.aclose()

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
