"""Server-Sent Events: bytes to events, by the rules that browsers follow.

A decoder takes the body in pieces of any size. It holds no more than one event and the piece at
hand. (WHATWG HTML, "Server-sent events".) This module must not know what events mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .lines import LineSplitter

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_EVENT = 16 * 1024 * 1024
"""Bytes of the lines of the largest event that is taken.

It keeps a service that never ends a line, or an event, from claiming all memory.
"""

_BOM = b"\xef\xbb\xbf"
_LONGEST_NUMBER = 18


class SseError(ValueError):
    """What arrived is not a stream of events."""


class ServerSentEvent(NamedTuple):
    """An event as it came.

    Attributes:
        event: Its name; `message` where it has none.
        data: What it carries; lines are joined by LF.
        id: The identifier of the last event that had one, this one included; may be empty.
        retry: Milliseconds to wait before connecting again, where this event says so.
    """

    event: str
    data: str
    id: str = ""
    retry: int | None = None

    @property
    def type(self) -> str:
        """Another name of `event`."""
        return self.event

    def json(self) -> Any:
        """Decode the data as JSON.

        Raises:
            ValueError: If it is none.
        """
        from json import loads

        return loads(self.data)


class SseDecoder:
    """Cuts a body into events.

    Attributes:
        last_event_id: The identifier of the last event that had one.
        retry: Milliseconds to wait before connecting again, as the service said last.
    """

    __slots__ = (
        "_begun",
        "_data",
        "_id",
        "_lines",
        "_name",
        "_retry",
        "_size",
        "last_event_id",
        "retry",
    )

    def __init__(self) -> None:
        self._lines = LineSplitter()
        self._begun = False
        self._data: list[bytes] = []
        self._name = b""
        self._id = ""
        self._retry: int | None = None
        self._size = 0
        self.last_event_id = ""
        self.retry: int | None = None

    def feed(self, piece: bytes) -> Iterator[ServerSentEvent]:
        """Take a piece of the body, and yield the events that are whole now.

        What is left when the body ends is no event.

        Args:
            piece: Bytes, however many.

        Raises:
            SseError: If an event or a line is too large. Events before it were yielded.
        """
        lines = self._lines.feed(piece)
        if lines and not self._begun:
            self._begun = True
            lines[0] = lines[0].removeprefix(_BOM)
        for line in lines:
            if line:
                self._field(line)
                continue
            event = self._dispatch()
            if event is not None:
                yield event
        self._check(self._size + self._lines.held)

    def _check(self, size: int) -> None:
        if size > LARGEST_EVENT:
            raise SseError(f"an event is larger than {LARGEST_EVENT} bytes")

    def _field(self, line: bytes) -> None:
        self._check(self._size + len(line))
        name, _, value = line.partition(b":")
        if not name:
            return
        self._size += len(line) + 1
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._name = value
        elif name == b"id":
            if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit() and len(value) <= _LONGEST_NUMBER:
            self._retry = self.retry = int(value)

    def _dispatch(self) -> ServerSentEvent | None:
        data, name, retry = self._data, self._name, self._retry
        self._data, self._name, self._retry, self._size = [], b"", None, 0
        self.last_event_id = self._id
        if not data:
            return None
        text = b"\n".join(data).decode("utf-8", "replace")
        kind = name.decode("utf-8", "replace") if name else "message"
        return ServerSentEvent(kind, text, self._id, retry)
