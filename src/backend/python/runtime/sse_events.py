"""Server-Sent Events as events of a model: from names and data to variants, structures and errors.

This module must not know a service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .events import Event, EventReader
from .sse import ServerSentEvent, SseDecoder, SseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .errors import ApiError
    from .events import Opened
    from .operation import Response

T = TypeVar("T")

TEXT_EVENT_STREAM = "text/event-stream"
"""The media type of the bodies that are read here."""

DONE = "[DONE]"
"""What some services send in place of a last event. No JSON looks so."""

_UNNAMED = "message"


class _SseTypes(Generic[T]):
    """What all streams of Server-Sent Events have in common."""

    __slots__ = ()

    def refusal(self, response: Response) -> str | None:
        """Say why an answer holds no such events; `None` where it may.

        Args:
            response: The answer.
        """
        found = response.headers.get("content-type", TEXT_EVENT_STREAM)
        if found.partition(";")[0].strip().lower() == TEXT_EVENT_STREAM:
            return None
        return f"the answer is {found!r:.100}, not {TEXT_EVENT_STREAM!r}"


class NamedEvents(_SseTypes[T]):
    """Events whose names say which variant of a union they are.

    Args:
        decode: Makes a variant from an event.
        errors: What makes errors from events, by name.
    """

    __slots__ = ("decode", "errors")

    def __init__(
        self,
        decode: Callable[[Event], T],
        errors: Mapping[str, Callable[[Event], ApiError]] | None = None,
    ) -> None:
        self.decode = decode
        self.errors: Mapping[str, Callable[[Event], ApiError]] = {} if errors is None else errors

    def reader(self, name: str, opened: Opened[Any, Any]) -> EventReader[T]:
        """Make what turns the body into events.

        Args:
            name: The operation.
            opened: The answer.
        """
        return _SseReader(name, opened, self._made)

    def _made(self, reader: _SseReader[T], found: ServerSentEvent, event: Event) -> T | None:
        error = self.errors.get(found.event)
        if error is not None:
            raise reader.error(error, event)
        if found.data == DONE and found.event == _UNNAMED:
            return None
        return reader.decoded(self.decode, event)


class AlikeEvents(_SseTypes[T]):
    """Events that are all of one structure, whatever their names.

    Args:
        decode: Makes the structure from an event.
    """

    __slots__ = ("decode",)

    def __init__(self, decode: Callable[[Event], T]) -> None:
        self.decode = decode

    def reader(self, name: str, opened: Opened[Any, Any]) -> EventReader[T]:
        """Make what turns the body into events.

        Args:
            name: The operation.
            opened: The answer.
        """
        return _SseReader(name, opened, self._made)

    def _made(self, reader: _SseReader[T], found: ServerSentEvent, event: Event) -> T | None:
        return None if found.data == DONE else reader.decoded(self.decode, event)


class PlainEvents(_SseTypes[ServerSentEvent]):
    """Events as they come."""

    __slots__ = ()

    def reader(self, name: str, opened: Opened[Any, Any]) -> EventReader[ServerSentEvent]:
        """Make what turns the body into events.

        Args:
            name: The operation.
            opened: The answer.
        """
        return _SseReader(name, opened, _as_it_is)


def _as_it_is(
    reader: _SseReader[ServerSentEvent], found: ServerSentEvent, event: Event
) -> ServerSentEvent:
    return found


class _SseReader(EventReader[T]):
    """Makes events from the pieces of a body; `make` gives `None` for the end of the stream."""

    def __init__(
        self,
        name: str,
        opened: Opened[Any, Any],
        make: Callable[[_SseReader[T], ServerSentEvent, Event], T | None],
    ) -> None:
        super().__init__(name, opened)
        self._make = make
        self._decoder = SseDecoder()

    def feed(self, piece: bytes) -> Iterator[T]:
        """Yield the events that are whole now.

        Args:
            piece: A piece of the body.

        Raises:
            ApiError: If the service tells of an error that the model has.
            APIStreamError: If an event is too large.
            APIResponseValidationError: If an event does not match the model.
        """
        found = self._decoder.feed(piece)
        while True:
            try:
                one = next(found, None)
            except SseError as error:
                raise self._broken(error) from error
            self.last_event_id = self._decoder.last_event_id
            if one is None:
                return
            made = self._make(self, one, self._event(one.event, {}, one.data.encode()))
            if made is None:
                self.done = True
                return
            yield made

    def decoded(self, decode: Callable[[Event], T], event: Event) -> T:
        """Decode an event.

        Args:
            decode: Does so.
            event: The event.

        Raises:
            APIResponseValidationError: If it does not match the model.
        """
        return self._decoded(decode, event)

    def error(self, decode: Callable[[Event], ApiError], event: Event) -> ApiError:
        """Make a modeled error.

        Args:
            decode: Does so.
            event: The event that tells of it.
        """
        return self._error(decode, event)
