"""Frames of `application/vnd.amazon.eventstream`: bytes to messages with typed headers.

A decoder takes the body in pieces of any size and gives out whole messages, both checksums
checked. It holds no more than one message and the piece at hand. This module must not know what
messages mean.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from zlib import crc32

from .timestamps import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

HeaderValue: TypeAlias = "bool | int | bytes | str | datetime | UUID"
"""What a header holds. A time is in UTC, to the millisecond."""

LARGEST_HEADERS = 128 * 1024
"""Bytes that the headers of a message may take: what the format allows a service."""

LARGEST_MESSAGE = 64 * 1024 * 1024
"""Bytes of the largest message that is taken.

A service may send a payload of 24 MiB, and a client is not to hold it to that; this only keeps a
hostile length from claiming all memory.
"""

_PRELUDE = Struct(">III")
_CHECKSUM = Struct(">I")
_SMALLEST = _PRELUDE.size + _CHECKSUM.size
_LENGTH = Struct(">H")
_NUMBERS = {2: Struct(">b"), 3: Struct(">h"), 4: Struct(">i"), 5: Struct(">q")}
_BYTES, _STRING, _TIMESTAMP, _UUID = 6, 7, 8, 9


class FrameError(ValueError):
    """What arrived is not a sequence of messages."""


class Frame(NamedTuple):
    """One message.

    Attributes:
        headers: Names and values.
        payload: What follows them.
    """

    headers: Mapping[str, HeaderValue]
    payload: bytes


class FrameDecoder:
    """Cuts a body into messages."""

    __slots__ = ("_buffer", "_headers", "_total")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._total = 0
        self._headers = 0

    def feed(self, piece: bytes) -> Iterator[Frame]:
        """Take a piece of the body, and yield the messages that are whole now.

        Args:
            piece: Bytes, however many.

        Raises:
            FrameError: If they cannot be messages. Messages before the place were yielded.
        """
        buffer = self._buffer
        buffer += piece
        while True:
            if not self._total:
                if len(buffer) < _PRELUDE.size:
                    return
                self._read_prelude()
            if len(buffer) < self._total:
                return
            message = bytes(buffer[: self._total])
            del buffer[: self._total]
            self._total = 0
            yield _message(message, self._headers)

    def finish(self) -> None:
        """Say that nothing more comes.

        Raises:
            FrameError: If a message has begun and not ended.
        """
        if self._buffer:
            raise FrameError("it ends in the middle of a message")

    def _read_prelude(self) -> None:
        total, headers, checksum = _PRELUDE.unpack_from(self._buffer)
        if crc32(self._buffer[: _PRELUDE.size - _CHECKSUM.size]) != checksum:
            raise FrameError("the checksum of a prelude is wrong")
        if total > LARGEST_MESSAGE:
            raise FrameError(f"a message of {total} bytes is more than {LARGEST_MESSAGE}")
        if headers > LARGEST_HEADERS:
            raise FrameError(f"headers of {headers} bytes are more than {LARGEST_HEADERS}")
        if total < _SMALLEST + headers:
            raise FrameError(f"a message of {total} bytes cannot hold {headers} bytes of headers")
        self._total, self._headers = total, headers


def _message(data: bytes, headers_length: int) -> Frame:
    end = len(data) - _CHECKSUM.size
    if crc32(memoryview(data)[:end]) != _CHECKSUM.unpack_from(data, end)[0]:
        raise FrameError("the checksum of a message is wrong")
    start = _PRELUDE.size + headers_length
    return Frame(_headers(data[_PRELUDE.size : start]), data[start:end])


def _headers(data: bytes) -> dict[str, HeaderValue]:
    found: dict[str, HeaderValue] = {}
    at = 0
    while at < len(data):
        raw, at = _take(data, at + 1, data[at])
        if not raw:
            raise FrameError("a header has no name")
        name = _text(raw)
        if name in found:
            raise FrameError(f"the header {name!r} is there twice")
        kind, at = _take(data, at, 1)
        found[name], at = _value(data, at, kind[0])
    return found


def _value(data: bytes, at: int, kind: int) -> tuple[HeaderValue, int]:
    if kind < 2:
        return kind == 0, at
    if kind in _NUMBERS:
        number = _NUMBERS[kind]
        raw, at = _take(data, at, number.size)
        return number.unpack(raw)[0], at
    if kind in (_BYTES, _STRING):
        raw, at = _take(data, at, _LENGTH.size)
        raw, at = _take(data, at, _LENGTH.unpack(raw)[0])
        return (raw if kind == _BYTES else _text(raw)), at
    if kind == _TIMESTAMP:
        raw, at = _take(data, at, 8)
        milliseconds: int = _NUMBERS[5].unpack(raw)[0]
        try:
            return EPOCH + timedelta(milliseconds=milliseconds), at
        except OverflowError:
            raise FrameError(f"{milliseconds} ms is no time that Python knows") from None
    if kind == _UUID:
        from uuid import UUID

        raw, at = _take(data, at, 16)
        return UUID(bytes=raw), at
    raise FrameError(f"{kind} is no type of a header")


def _take(data: bytes, at: int, size: int) -> tuple[bytes, int]:
    end = at + size
    if end > len(data):
        raise FrameError("a header is longer than the headers")
    return data[at:end], end


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise FrameError("a header is not UTF-8") from None
