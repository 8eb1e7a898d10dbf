"""Events that are sent: each becomes a frame when the transport asks for more of the body.

What a caller gave is iterated no further than frames are taken, so nothing is held back and
nothing is kept. This module must not know a service.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any, cast
from zlib import crc32

from .bodies import OwnBody
from .deferred import settled
from .encode import put_bool, put_bytes, put_datetime, put_int, put_str, wrong
from .errors import SerializationError
from .paths import Mismatch, describe, locate
from .timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator
    from datetime import datetime

    from .wire import Wire

LONGEST = (1 << 15) - 1
"""Bytes that a string or blob in a header may have."""

_PRELUDE = Struct(">II")
_CHECKSUM = Struct(">I")
_LENGTH = Struct(">H")
_TRUE, _FALSE, _BYTE, _SHORT, _INTEGER, _LONG, _BYTES, _STRING, _TIMESTAMP = range(9)
_NUMBERS = {_BYTE: Struct(">b"), _SHORT: Struct(">h"), _INTEGER: Struct(">i"), _LONG: Struct(">q")}


def framed(headers: bytes, payload: bytes) -> bytes:
    """Return the bytes of a message.

    Args:
        headers: Its headers, encoded.
        payload: What follows them.
    """
    lead = _PRELUDE.pack(16 + len(headers) + len(payload), len(headers))
    whole = lead + _CHECKSUM.pack(crc32(lead)) + headers + payload
    return whole + _CHECKSUM.pack(crc32(whole))


class Message:
    """A message as emitted encoders fill it.

    The methods for headers take the shape that holds the value, its attribute, the value, and the
    name of the header, so that a failure names the path.
    """

    __slots__ = ("_exact", "_headers", "_payload", "_wire")

    def __init__(self, wire: Wire, exact: bool) -> None:
        self._wire = wire
        self._exact = exact
        self._headers = bytearray()
        self._payload = b""

    def event(self, name: str) -> None:
        """Say which event it is."""
        self._string(":message-type", b"event")
        self._string(":event-type", name.encode())

    def exception(self, name: str) -> None:
        """Say which modeled error it is."""
        self._string(":message-type", b"exception")
        self._string(":exception-type", name.encode())

    def boolean(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is a boolean."""
        self._named(name, _TRUE if put_bool(container, key, value) else _FALSE)

    def byte(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is an integer of 8 bits."""
        self._number(container, key, value, name, _BYTE)

    def short(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is an integer of 16 bits."""
        self._number(container, key, value, name, _SHORT)

    def integer(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is an integer of 32 bits."""
        self._number(container, key, value, name, _INTEGER)

    def long(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is an integer of 64 bits."""
        self._number(container, key, value, name, _LONG)

    def binary(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is bytes."""
        self._sized(container, key, put_bytes(container, key, value), name, _BYTES)

    def string(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is a string."""
        self._sized(container, key, put_str(container, key, value).encode(), name, _STRING)

    def timestamp(self, container: Any, key: str, value: Any, name: str) -> None:
        """Add a header that is a moment; it travels to the millisecond."""
        moment: datetime = put_datetime(container, key, value)
        self._named(name, _TIMESTAMP)
        self._headers += _NUMBERS[_LONG].pack(milliseconds(moment))

    def document(self, value: Any) -> None:
        """Set a payload that is a document."""
        self._content(self._wire.event_type, self._wire.dumps(value, self._exact))

    def text(self, container: Any, key: str, value: Any, media_type: str = "text/plain") -> None:
        """Set a payload that is a string."""
        self._content(media_type, put_str(container, key, value).encode())

    def blob(
        self, container: Any, key: str, value: Any, media_type: str = "application/octet-stream"
    ) -> None:
        """Set a payload that is bytes."""
        self._content(media_type, put_bytes(container, key, value))

    def frame(self) -> bytes:
        """Return the bytes of the message."""
        return framed(bytes(self._headers), self._payload)

    def _content(self, media_type: str, payload: bytes) -> None:
        self._string(":content-type", media_type.encode())
        self._payload = payload

    def _named(self, name: str, kind: int) -> None:
        raw = name.encode()
        self._headers.append(len(raw))
        self._headers += raw
        self._headers.append(kind)

    def _string(self, name: str, raw: bytes) -> None:
        self._named(name, _STRING)
        self._headers += _LENGTH.pack(len(raw)) + raw

    def _sized(self, container: Any, key: str, raw: bytes, name: str, kind: int) -> None:
        if len(raw) > LONGEST:
            wrong(container, key, f"{len(raw)} bytes", f"{LONGEST} bytes at most, in a header")
        self._named(name, kind)
        self._headers += _LENGTH.pack(len(raw)) + raw

    def _number(self, container: Any, key: str, value: Any, name: str, kind: int) -> None:
        number, form = put_int(container, key, value), _NUMBERS[kind]
        bits = 8 * form.size
        if number >> (bits - 1) not in (0, -1):
            wrong(container, key, value, f"an int of {bits} bits")
        self._named(name, kind)
        self._headers += form.pack(number)


class EventBody(OwnBody):
    """The body of a request that is a stream of events.

    Attributes:
        finite: Whether all events were there before the request.
        repeatable: Whether the body can be sent again.
        error: What the caller's iterator raised, or what was wrong with an event.
    """

    def __init__(
        self,
        events: Any,
        put: Callable[[Any, Message], None],
        wire: Wire,
        path: str,
        *,
        exact: bool,
        initial: Any,
    ) -> None:
        self._events = events
        self._put = put
        self._wire = wire
        self._path = path
        self._exact = exact
        self._initial = settled(initial)
        self.finite = hasattr(events, "__len__")
        self.repeatable = self.finite

    def _first(self) -> Iterator[bytes]:
        """Yield the message that goes before the events, where the protocol has one."""
        if self._initial is not None:
            message = Message(self._wire, self._exact)
            message.event("initial-request")
            try:
                message.document(self._initial)
            except (TypeError, ValueError, RecursionError) as error:
                failure = SerializationError(f"cannot be written: {error}", path="input")
                raise self._failed(failure) from error
            yield message.frame()

    def _frame(self, at: int, event: Any) -> bytes:
        message = Message(self._wire, self._exact)
        path = f"{self._path}[{at}]"
        try:
            self._put(event, message)
            return message.frame()
        except Mismatch as error:
            path = locate(event, path, error)
            found = describe(error.value)
            reason = f"expected {error.expected}, got {found}"
            if error.value is None:
                reason = f"is required ({error.expected})"
        except (TypeError, ValueError, RecursionError) as error:
            reason = f"cannot be written: {error}"
        raise self._failed(SerializationError(reason, path=path))

    def _failed(self, error: Exception) -> Exception:
        self.error = error
        return error


class SyncEventBody(EventBody):
    """The body for an iterable; both clients can send it."""

    def __iter__(self) -> Iterator[bytes]:
        yield from self._first()
        events = cast("Iterable[Any]", self._events)
        at = 0
        for event in self._watched(events):
            yield self._frame(at, event)
            at += 1

    def _watched(self, events: Iterable[Any]) -> Iterator[Any]:
        try:
            yield from events
        except Exception as error:
            self.error = error
            raise

    def __repr__(self) -> str:
        return "events"


class AsyncEventBody(EventBody):
    """The body for an asynchronous iterable."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for frame in self._first():
            yield frame
        events = cast("AsyncIterable[Any]", self._events).__aiter__()
        at = 0
        try:
            while True:
                try:
                    event = await events.__anext__()
                except StopAsyncIteration:
                    return
                except Exception as error:
                    self.error = error
                    raise
                yield self._frame(at, event)
                at += 1
        finally:
            close = getattr(events, "aclose", None)
            if close is not None:
                await close()

    def __repr__(self) -> str:
        return "an asynchronous iterable of events"


def put_events(
    container: Any,
    key: str,
    value: Any,
    put: Callable[[Any, Message], None],
    wire: Wire,
    *,
    required: bool = False,
    exact: bool = False,
    initial: Any = None,
) -> EventBody:
    """Accept an iterable of events.

    Args:
        container: The input.
        key: The attribute.
        value: The iterable, synchronous or not; `None` is as good as an empty one.
        put: Fills a message.
        wire: How documents are written.
        required: Whether `None` is refused.
        exact: Whether documents hold numbers of any precision.
        initial: The document that goes before the events, where the protocol has one.
    """
    if value is None and not required:
        value = ()
    path = f"input.{key}"
    if hasattr(value, "__aiter__"):
        return AsyncEventBody(value, put, wire, path, exact=exact, initial=initial)
    if isinstance(value, (str, bytes, bytearray, dict)) or not hasattr(value, "__iter__"):
        wrong(container, key, value, "an iterable of events")
    return SyncEventBody(value, put, wire, path, exact=exact, initial=initial)
