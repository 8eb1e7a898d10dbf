"""Events in frames of `application/vnd.amazon.eventstream`: from frames to events and errors.

This module must not know a service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .event_frames import FrameDecoder, FrameError
from .events import Event, EventReader, message_of
from .metadata import attach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .errors import ApiError, ServiceError
    from .event_frames import Frame
    from .events import Opened
    from .operation import Response

T = TypeVar("T")

EVENT_STREAM = "application/vnd.amazon.eventstream"
"""The media type of the bodies that are read here."""

_INITIAL = "initial-response"


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

    def refusal(self, response: Response) -> str | None:
        """Accept every answer: what is no frame is found out at once.

        Args:
            response: The answer.
        """
        return None

    def reader(self, name: str, opened: Opened[Any, Any]) -> EventReader[T]:
        """Make what turns the body into events.

        Args:
            name: The operation.
            opened: The answer.
        """
        return _MessageReader(name, opened, self)


class _MessageReader(EventReader[T]):
    """Makes events from frames."""

    def __init__(self, name: str, opened: Opened[Any, Any], types: EventTypes[T]) -> None:
        super().__init__(name, opened)
        self._types = types
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
                    self._begin(self._opened.first, self._event(name, frame.headers, frame.payload))
                if name != _INITIAL:
                    yield self._decoded(
                        self._types.decode, self._event(name, frame.headers, frame.payload)
                    )
            elif kind == "exception":
                raise self._raised(frame)
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

    def _word(self, frame: Frame, name: str) -> str:
        value = frame.headers.get(name, "")
        if not isinstance(value, str):
            raise self._broken(f"the header {name!r} is no string")
        return value

    def _raised(self, frame: Frame) -> ServiceError:
        name = self._word(frame, ":exception-type")
        event = self._event(name, frame.headers, frame.payload)
        decode = self._types.errors.get(name)
        return self._told(name, message_of(event)) if decode is None else self._error(decode, event)


def _empty(event: Event) -> dict[str, Any]:
    return {}
