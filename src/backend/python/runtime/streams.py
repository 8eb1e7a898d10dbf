"""Streaming bodies of responses: what a caller gets. What a caller may send is in `bodies`."""

from __future__ import annotations

import sys
import warnings
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from .bodies import (
    AsyncEventInput,
    AsyncStreamInput,
    EventInput,
    StreamInput,
    async_body,
    rewinder,
    second_reading,
    sync_body,
    whole_body,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from os import PathLike
    from types import TracebackType
    from typing import NoReturn, Self

    from .lines import LineSplitter
    from .operation import Validation

_READ_ALREADY = "this stream was read or closed; call the operation again for another"


class RawResponse(Protocol):
    """An open response of a transport, in either world."""

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        ...

    def close(self) -> None:
        """Release the connection."""
        ...


class AsyncRawResponse(Protocol):
    """An open response of an asynchronous transport."""

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        ...

    async def aclose(self) -> None:
        """Release the connection."""
        ...


class ByteStream:
    """The body of a response, read as it arrives.

    The synchronous client's streams are read with `read`, `iter_bytes`, `iter_lines`, `save_to`,
    `for` and `with`; the asynchronous client's with `aread`, `aiter_bytes`, `aiter_lines`,
    `asave_to`, `async for` and `async with`.

    Reading to the end, closing, or leaving `with` releases the connection. Outside of `with`,
    leaving a loop does so too, as soon as its iterator is dropped; inside, a second loop goes on
    where the first stopped. A stream that is dropped unread releases its connection and warns.

    Attributes:
        closed: Whether the connection was released.
        validation: Compares the body with the checksum that came with it, if any.
    """

    closed = True

    def __init__(
        self,
        sync: RawResponse | None,
        asynchronous: AsyncRawResponse | None,
        failure: Callable[[Exception], Exception],
    ) -> None:
        self._sync = sync
        self._async = asynchronous
        self._failure = failure
        self._entered = False
        self._pieces: Iterator[bytes] | None = None
        self._async_pieces: AsyncIterator[bytes] | None = None
        self._held = bytearray()
        self._splitter: LineSplitter | None = None
        self._lines: deque[bytes] = deque()
        self.validation: Validation | None = None
        self.closed = False

    # ---- synchronous

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give what is left, as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        self._own()
        self._check()
        return _Chunks(self, _checked(chunk_size))

    def read(self) -> bytes:
        """Read what is left and release the connection.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return b"".join(self.iter_bytes())

    def iter_lines(self) -> Iterator[str]:
        """Give what is left as lines of text, without their ends.

        A line ends with CR, LF or both, however the body is cut. The text is UTF-8; what is not
        becomes U+FFFD.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        self._own()
        self._check()
        return _Lines(self)

    def save_to(self, path: str | PathLike[str]) -> int:
        """Write what is left to a file, which is there whole or not at all.

        Args:
            path: The file. One that is there is replaced once everything has arrived.

        Returns:
            The number of bytes written.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            OSError: If the file cannot be written.
            RuntimeError: If the stream was read or closed.
        """
        from .partial import PartialFile

        chunks = self.iter_bytes()
        part = PartialFile(path)
        try:
            part.begin()
            for chunk in chunks:
                part.write(chunk)
            return part.finish()
        finally:
            part.discard()
            self.close()

    def close(self) -> None:
        """Release the connection. May be called twice."""
        source = self._own()
        self.closed = True
        self._pieces = None
        source.close()

    def next_piece(self) -> bytes | None:
        """Read the next piece as it came; `None` at the end, which releases the connection."""
        source = self._own()
        self._check()
        try:
            if self._pieces is None:
                self._pieces = source.iter_bytes()
            piece = next(self._pieces, None)
            self._validate(piece)
        except BaseException as error:
            self.close()
            self._translate(error)
        if piece is None:
            self.close()
        return piece

    def next_chunk(self, size: int | None) -> bytes:
        """Read the next chunk.

        Args:
            size: Its bytes; `None` takes what comes.

        Raises:
            StopIteration: At the end.
        """
        while (chunk := self._taken(size)) is None:
            piece = None if self.closed else self.next_piece()
            if piece is None:
                return self._rest(StopIteration)
            if size is None and piece:
                return piece
            self._held += piece
        return chunk

    def next_line(self) -> str:
        """Read the next line.

        Raises:
            StopIteration: At the end.
        """
        while not self._lines:
            try:
                chunk = self.next_chunk(None)
            except StopIteration:
                return self._last_line(StopIteration)
            self._split(chunk)
        return _decoded(self._lines.popleft())

    def _own(self) -> RawResponse:
        if self._sync is None:
            raise TypeError("this stream belongs to an asynchronous client: use the a… methods")
        return self._sync

    # ---- asynchronous

    def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Give what is left, as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        self._async_own()
        self._check()
        return _AsyncChunks(self, _checked(chunk_size))

    async def aread(self) -> bytes:
        """Read what is left and release the connection.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return b"".join([chunk async for chunk in self.aiter_bytes()])

    def aiter_lines(self) -> AsyncIterator[str]:
        """Give what is left as lines of text, without their ends.

        A line ends with CR, LF or both, however the body is cut. The text is UTF-8; what is not
        becomes U+FFFD.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        self._async_own()
        self._check()
        return _AsyncLines(self)

    async def asave_to(self, path: str | PathLike[str]) -> int:
        """Write what is left to a file, which is there whole or not at all.

        The file is written in worker threads, so that the event loop never waits for a disk.

        Args:
            path: The file. One that is there is replaced once everything has arrived.

        Returns:
            The number of bytes written.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            OSError: If the file cannot be written.
            RuntimeError: If the stream was read or closed.
        """
        from anyio import to_thread

        from .partial import PartialFile

        chunks = self.aiter_bytes()
        part = PartialFile(path)
        try:
            await to_thread.run_sync(part.begin)
            async for chunk in chunks:
                await to_thread.run_sync(part.write, chunk)
            return await to_thread.run_sync(part.finish)
        finally:
            part.discard()
            await self.aclose()

    async def aclose(self) -> None:
        """Release the connection. May be called twice."""
        source = self._async_own()
        self.closed = True
        pieces, self._async_pieces = self._async_pieces, None
        # The source first, which ends the generators that stand behind the outermost one.
        await source.aclose()
        if pieces is not None and not getattr(pieces, "ag_running", False):
            await close_iterator(pieces)

    async def anext_piece(self) -> bytes | None:
        """Read the next piece as it came; `None` at the end, which releases the connection."""
        source = self._async_own()
        self._check()
        try:
            if self._async_pieces is None:
                self._async_pieces = source.aiter_bytes()
            piece = await anext(self._async_pieces, None)
            self._validate(piece)
        except BaseException as error:
            await self.aclose()
            self._translate(error)
        if piece is None:
            await self.aclose()
        return piece

    async def anext_chunk(self, size: int | None) -> bytes:
        """Read the next chunk.

        Args:
            size: Its bytes; `None` takes what comes.

        Raises:
            StopAsyncIteration: At the end.
        """
        while (chunk := self._taken(size)) is None:
            piece = None if self.closed else await self.anext_piece()
            if piece is None:
                return self._rest(StopAsyncIteration)
            if size is None and piece:
                return piece
            self._held += piece
        return chunk

    async def anext_line(self) -> str:
        """Read the next line.

        Raises:
            StopAsyncIteration: At the end.
        """
        while not self._lines:
            try:
                chunk = await self.anext_chunk(None)
            except StopAsyncIteration:
                return self._last_line(StopAsyncIteration)
            self._split(chunk)
        return _decoded(self._lines.popleft())

    def _async_own(self) -> AsyncRawResponse:
        if self._async is None:
            raise TypeError("this stream belongs to a synchronous client: use read or iter_bytes")
        return self._async

    # ---- both

    def hold(self) -> None:
        """Keep the connection when an iterator is dropped, since `with` of another releases it."""
        self._entered = True

    def abandon(self) -> None:
        """Release the connection where nobody can wait for it, unless `with` will do so."""
        if self.closed or self._entered:
            return
        if self._async is None:
            self.close()
        else:
            self.closed = True
            pieces, self._async_pieces = self._async_pieces, None
            release(self._async, pieces)

    def _check(self) -> None:
        if self.closed:
            raise RuntimeError(_READ_ALREADY)

    def _validate(self, piece: bytes | None) -> None:
        if self.validation is None:
            return
        if piece is None:
            self.validation.finish()
        else:
            self.validation.update(piece)

    def _translate(self, error: BaseException) -> NoReturn:
        made = self._failure(error) if isinstance(error, Exception) else error
        if made is error:
            raise error
        raise made from error

    def _taken(self, size: int | None) -> bytes | None:
        """Take a chunk from what is held; `None` where there is not enough."""
        held = self._held
        if len(held) < (1 if size is None else size):
            return None
        chunk = bytes(held if size is None else held[:size])
        del held[: len(chunk)]
        return chunk

    def _rest(self, end: type[Exception]) -> bytes:
        """Take what is held after the end of the body; raise where that is nothing."""
        rest = self._taken(None)
        if rest is None:
            raise end
        return rest

    def _split(self, chunk: bytes) -> None:
        if self._splitter is None:
            from .lines import LineSplitter

            self._splitter = LineSplitter()
        self._lines.extend(self._splitter.feed(chunk))

    def _last_line(self, end: type[Exception]) -> str:
        rest = b"" if self._splitter is None else self._splitter.finish()
        if not rest:
            raise end
        return _decoded(rest)

    def __iter__(self) -> Iterator[bytes]:
        return self.iter_bytes()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.aiter_bytes()

    def __enter__(self) -> Self:
        self._own()
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        self._async_own()
        self._entered = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<ByteStream, {'closed' if self.closed else 'open'}>"

    def __del__(self) -> None:
        if not self.closed:
            self._entered = False
            self.abandon()
            warnings.warn(
                "a stream was dropped unread; close it, or use `with`", ResourceWarning, 2
            )


# These are no generators: when one of those is dropped, an event loop has to be there to finish it,
# and one of trio complains.


class _Reading:
    """What reads a stream, and releases the connection when it is dropped."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream

    def __del__(self) -> None:
        self._stream.abandon()


class _Chunks(_Reading):
    def __init__(self, stream: ByteStream, size: int | None) -> None:
        super().__init__(stream)
        self._size = size

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return self._stream.next_chunk(self._size)


class _Lines(_Reading):
    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        return self._stream.next_line()


class _AsyncChunks(_Reading):
    def __init__(self, stream: ByteStream, size: int | None) -> None:
        super().__init__(stream)
        self._size = size

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        return await self._stream.anext_chunk(self._size)


class _AsyncLines(_Reading):
    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str:
        return await self._stream.anext_line()


def release(source: AsyncRawResponse, pieces: AsyncIterator[bytes] | None) -> None:
    """Release a connection of the running event loop, soon, since nobody is left to wait for it.

    Without a running event loop there is nothing that could be done: its connections are gone.

    Args:
        source: The open response.
        pieces: What its body was read with, if it was.
    """

    async def close() -> None:
        # The source first, which ends the generators that stand behind the outermost one.
        await source.aclose()
        if pieces is not None and not getattr(pieces, "ag_running", False):
            await close_iterator(pieces)

    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        trio.lowlevel.spawn_system_task(close)
        return
    asyncio: Any = sys.modules.get("asyncio")
    try:
        loop = None if asyncio is None else asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop is not None:
        task = loop.create_task(close())
        _releasing.add(task)
        task.add_done_callback(_releasing.discard)


_releasing: set[Any] = set()
"""Tasks, which an event loop does not keep alive by itself."""


def _checked(size: Any) -> int | None:
    if size is None or (isinstance(size, int) and not isinstance(size, bool) and size > 0):
        return size
    raise ValueError(f"chunk_size must be a positive number of bytes, or None: {size!r}")


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "replace")


async def close_iterator(iterator: AsyncIterator[Any]) -> None:
    """Close what may be a generator, which event loops want closed before it is dropped.

    Args:
        iterator: An iterator that nobody will read on.
    """
    close = getattr(iterator, "aclose", None)
    if close is not None:
        await close()


__all__ = [
    "AsyncEventInput",
    "AsyncRawResponse",
    "AsyncStreamInput",
    "ByteStream",
    "EventInput",
    "RawResponse",
    "StreamInput",
    "async_body",
    "close_iterator",
    "rewinder",
    "second_reading",
    "sync_body",
    "whole_body",
]
