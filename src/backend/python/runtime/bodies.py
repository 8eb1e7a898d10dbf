"""Streaming bodies that are sent: what a caller may give, and what a transport gets of it.

A wrong kind of body is refused before anything is sent. What turns out to be wrong only while it is
being read, such as an item that is no bytes, ends the call with a typed error. This module must not
know a transport.
"""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from .errors import SerializationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from .config import BaseConfig

StreamInput: TypeAlias = bytes | bytearray | memoryview | IO[bytes] | Iterable[bytes]
"""A body that either client can send: bytes, a binary file, or an iterable of chunks."""

AsyncStreamInput: TypeAlias = StreamInput | AsyncIterable[bytes]
"""A body that the asynchronous client can send."""

T = TypeVar("T")

EventInput: TypeAlias = Iterable[T]
"""Events that either client can send."""

AsyncEventInput: TypeAlias = Iterable[T] | AsyncIterable[T]
"""Events that the asynchronous client can send."""


class OwnBody:
    """Base of bodies that are made here, of bytes, from what a caller gave.

    Attributes:
        error: What the caller's source raised, which is none of the transport's failures.
        repeatable: Whether the body can be sent again.
    """

    error: BaseException | None = None
    repeatable = False


CHUNK = 65536
"""Bytes of a file that are read and sent at a time."""

_WANTED = "expected bytes, a binary file or an iterable of bytes"
_BYTES = (bytes, bytearray, memoryview)
_REPEATABLE = (*_BYTES, list, tuple)


def unfit(body: Any) -> str | None:
    """Say what a streaming body is that cannot be sent; `None` for one that can.

    Nothing is read for this, so an iterator's items are not looked at.

    Args:
        body: What the caller gave.
    """
    if isinstance(body, _BYTES):
        return None
    if hasattr(body, "read"):
        is_text = isinstance(body, io.TextIOBase) or isinstance(
            getattr(body, "encoding", None), str
        )
        return "a text file; open it in binary mode" if is_text else None
    if isinstance(body, (str, Mapping)):
        return f"a {type(cast('object', body)).__name__}"
    if isinstance(body, (list, tuple)):
        items = enumerate(cast("Iterable[object]", body))
        wrong = next(((at, item) for at, item in items if not isinstance(item, _BYTES)), None)
        return None if wrong is None else f"{_kind(wrong[1])} as item {wrong[0]}"
    if hasattr(body, "__iter__") or hasattr(body, "__aiter__"):
        return None
    return _kind(body)


def _kind(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def put_stream(container: Any, key: str, value: Any) -> Any:
    """Accept a streaming body: bytes, a binary file, or an iterable of bytes.

    Args:
        container: The input.
        key: The attribute.
        value: The body.

    Returns:
        The same body.

    Raises:
        SerializationError: If it is something else.
    """
    reason = unfit(value)
    if reason is not None:
        raise SerializationError(f"{_WANTED}, got {reason}", path=f"input.{key}")
    return value


def rewinder(body: Any) -> Any:
    """Return a callable that takes `body` back to where it stands now, or `None` if none can.

    Args:
        body: Bytes, a file, or an iterable.
    """
    if body is None or isinstance(body, _REPEATABLE) or getattr(body, "repeatable", False):
        return _nothing
    if second_reading(body):
        start = body.tell()
        return lambda: body.seek(start)
    return None


def _nothing() -> None:
    pass


def whole_body(body: Any) -> bytes | None:
    """Return a body that is there as a whole; `None` for one that has to be read.

    Args:
        body: A body.
    """
    if isinstance(body, _BYTES):
        return bytes(cast("bytes", body))
    return None


def second_reading(body: Any) -> bool:
    """Say whether a body is a file that can be read again.

    Args:
        body: A body.
    """
    seekable = getattr(body, "seekable", None)
    return seekable is not None and not hasattr(body, "__aiter__") and bool(seekable())


def length_of(body: Any) -> int | None:
    """Return how many bytes are left of a body; `None` where nothing but reading it tells.

    Args:
        body: A body.
    """
    if isinstance(body, _BYTES):
        return len(memoryview(cast("bytes", body)).cast("B"))
    if isinstance(body, (list, tuple)):
        return sum(length_of(item) or 0 for item in cast("Iterable[object]", body))
    if not second_reading(body):
        return None
    start: int = body.tell()
    end: int = body.seek(0, os.SEEK_END)
    body.seek(start)
    return max(0, end - start)


def measured(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
    """Say how long a streaming body is, where that is known before it is read.

    Args:
        content: The body.
        headers: The headers by name in lower case; `content-length` is added.
        config: Has no say in this.

    Returns:
        The body.
    """
    if content is not None and not isinstance(content, bytes) and "content-length" not in headers:
        length = length_of(content)
        if length is not None:
            headers["content-length"] = str(length)
    return content


def sized(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
    """Say how long a streaming body is, as `@requiresLength` demands.

    Args:
        content: The body.
        headers: The headers by name in lower case; `content-length` is added.
        config: Has no say in this.

    Returns:
        The body.

    Raises:
        SerializationError: If nothing but reading the body tells its length.
    """
    measured(content, headers, config)
    if not (content is None or isinstance(content, bytes) or "content-length" in headers):
        raise SerializationError(
            "needs its length: give bytes, a list of them, a file that can seek, "
            "or the header content-length"
        )
    return content


def aside(work: Callable[[], None]) -> None:
    """Do what may read a whole file.

    Args:
        work: Does it.
    """
    work()


async def async_aside(work: Callable[[], None]) -> None:
    """Do what may read a whole file in a worker thread, so that no event loop waits for it.

    Args:
        work: Does it.
    """
    from anyio import to_thread

    await to_thread.run_sync(work)


def sync_body(body: Any) -> Any:
    """Turn a streaming body into what a synchronous transport sends.

    Args:
        body: Bytes, a file, or an iterable.

    Raises:
        SerializationError: If it is none of these.
    """
    _refuse(body)
    if isinstance(body, _BYTES):
        return bytes(cast("bytes", body))
    if hasattr(body, "__aiter__") and not hasattr(body, "__iter__"):
        raise SerializationError(
            f"only the asynchronous client can send {body!r:.60}", path="input"
        )
    if hasattr(body, "read"):
        return _file_chunks(body)
    return body if _is_own(body) else _chunks(body)


def async_body(body: Any) -> Any:
    """Turn a streaming body into what an asynchronous transport sends.

    A file is read in a worker thread, so that the event loop never waits for a disk.

    Args:
        body: Bytes, a file, an iterable or an asynchronous iterable.

    Raises:
        SerializationError: If it is none of these.
    """
    _refuse(body)
    if isinstance(body, _BYTES):
        return bytes(cast("bytes", body))
    if _is_own(body):
        # One that both clients can send would be taken for what a synchronous one sends.
        return body.__aiter__() if hasattr(body, "__aiter__") else _awaitable(body)
    if hasattr(body, "read") and not hasattr(body, "__aiter__"):
        return _async_file_chunks(body)
    return _async_chunks(body)


def _is_own(body: Any) -> bool:
    return isinstance(body, OwnBody)


def _refuse(body: Any) -> None:
    reason = unfit(body)
    if reason is not None:
        raise SerializationError(f"{_WANTED}, got {reason}", path="input")


def _chunk(item: Any, at: int) -> bytes:
    if isinstance(item, bytes):
        return item
    if isinstance(item, (bytearray, memoryview)):
        return bytes(cast("bytes", item))
    raise SerializationError(
        f"item {at} of the streaming body is {_kind(item)}, not bytes", path="input"
    )


def _unreadable(error: OSError) -> NoReturn:
    """Keep what went wrong with the caller's source apart from failures of the connection."""
    raise SerializationError(f"the streaming body cannot be read: {error}", path="input") from error


def _file_chunks(file: Any) -> Iterator[bytes]:
    at = 0
    while True:
        try:
            piece = file.read(CHUNK)
        except OSError as error:
            _unreadable(error)
        if not piece:
            return
        yield _chunk(piece, at)
        at += 1


def _chunks(items: Iterable[Any]) -> Iterator[bytes]:
    at = 0
    source = iter(items)
    while True:
        try:
            item = next(source)
        except StopIteration:
            return
        except OSError as error:
            _unreadable(error)
        if piece := _chunk(item, at):
            yield piece
        at += 1


async def _async_file_chunks(file: Any) -> AsyncIterator[bytes]:
    from anyio import to_thread

    at = 0
    while True:
        try:
            piece = await to_thread.run_sync(file.read, CHUNK)
        except OSError as error:
            _unreadable(error)
        if not piece:
            return
        yield _chunk(piece, at)
        at += 1


async def _awaitable(items: Iterable[bytes]) -> AsyncIterator[bytes]:
    for item in items:
        yield item


async def _async_chunks(items: Any) -> AsyncIterator[bytes]:
    if not hasattr(items, "__aiter__"):
        for piece in _chunks(items):
            yield piece
        return
    source: AsyncIterator[Any] = items.__aiter__()
    at = 0
    try:
        while True:
            try:
                item = await source.__anext__()
            except StopAsyncIteration:
                return
            except OSError as error:
                _unreadable(error)
            if piece := _chunk(item, at):
                yield piece
            at += 1
    finally:
        close = getattr(source, "aclose", None)
        if close is not None:
            await close()
