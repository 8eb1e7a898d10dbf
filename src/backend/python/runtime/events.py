"""What the readers of event streams share: one event, an answer of events, and how they fail.

Two formats carry events, and each has a reader of its own: `event_messages` and `sse_events`. This
module must not know either, nor a service.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Protocol, cast

from .errors import APIResponseValidationError, APIStreamError
from .metadata import response_metadata
from .paths import Mismatch, describe, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from typing_extensions import TypeVar

    from .errors import ApiError
    from .operation import Response
    from .wire import Wire

    T = TypeVar("T")
    Out = TypeVar("Out", default=Any)
    V = TypeVar("V")
else:
    from typing import TypeVar

    T = TypeVar("T")
    Out = TypeVar("Out")


class Event:
    """An event as emitted decoders read it.

    Attributes:
        type: The member of the union that it is.
        headers: Names and values; not every format has them.
        payload: What it carries.
        root: The decoded payload, once `document` or `object` was called.
    """

    __slots__ = ("_exact", "_wire", "headers", "payload", "root", "type")

    def __init__(
        self, kind: str, headers: Mapping[str, Any], payload: bytes, wire: Wire, exact: bool
    ) -> None:
        self.type = kind
        self.headers = headers
        self.payload = payload
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


class Types(Protocol[T]):
    """The events of a stream, and how they are read."""

    def refusal(self, response: Response) -> str | None:
        """Say why an answer holds no such events; `None` where it may.

        Args:
            response: The answer.
        """
        ...

    def reader(self, name: str, opened: Opened[Any, Any]) -> EventReader[T]:
        """Make what turns the body into events.

        Args:
            name: The operation.
            opened: The answer.
        """
        ...


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
        types: Types[T],
        first: Callable[[dict[str, Any]], Out] | None = None,
    ) -> None:
        self.output = output
        self.first = first
        self.body = response.stream()
        self.wire = response.wire
        self.exact = response.exact
        self.types = types
        self.refusal = types.refusal(response)


class EventReader(Generic[T]):
    """Makes events from the pieces of one answer.

    Attributes:
        done: Whether the service said that nothing more comes.
        last_event_id: The identifier of the last event that had one.
    """

    done = False
    last_event_id = ""

    def __init__(self, name: str, opened: Opened[Any, Any]) -> None:
        self._name = name
        self._opened = opened
        self._metadata = response_metadata(opened)

    @abstractmethod
    def feed(self, piece: bytes) -> Iterator[T]:
        """Yield the events that are whole now.

        Args:
            piece: A piece of the body.

        Raises:
            ApiError: If the service tells of an error that the model has.
            APIStreamError: If it tells of another one, or the body is malformed.
            APIResponseValidationError: If an event does not match the model.
        """
        ...

    def finish(self) -> None:
        """Say that nothing more comes.

        Raises:
            APIStreamError: If the body ends too early.
        """

    def _event(self, kind: str, headers: Mapping[str, Any], payload: bytes) -> Event:
        return Event(kind, headers, payload, self._opened.wire, self._opened.exact)

    def _broken(self, reason: object) -> APIStreamError:
        return self._stream_error(f"{self._name}: the event stream is broken: {reason}")

    def _told(self, code: str, text: str) -> APIStreamError:
        return self._stream_error(text or code or f"{self._name}: the service gave up", code)

    def _stream_error(self, message: str, code: str = "") -> APIStreamError:
        error = APIStreamError(message, code=code)
        error.headers = self._metadata.headers
        error.request_id = self._metadata.request_id
        return error

    def _error(self, decode: Callable[[Event], ApiError], event: Event) -> ApiError:
        """Make a modeled error."""
        error = self._decoded(decode, event)
        error.message = error.message or message_of(event)
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


def message_of(event: Event) -> str:
    """Find what an error says where no model tells.

    Args:
        event: The error.

    Returns:
        Its message; empty where there is none.
    """
    try:
        members: Any = event.document()
    except (ValueError, RecursionError):
        return event.payload.decode(errors="replace")
    if not isinstance(members, dict):
        return ""
    found = cast("dict[str, Any]", members)
    texts = (found.get(name) for name in ("message", "Message"))
    return next((text for text in texts if isinstance(text, str)), "")
