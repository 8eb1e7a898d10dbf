"""Streaming bodies of responses: what a caller gets. What a caller may send is in `bodies`."""

from __future__ import annotations

import os
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
from .lines import LineSplitter

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
    from os import PathLike
    from types import TracebackType
    from typing import IO, Self

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
        self._held = bytearray()
        self._splitter = LineSplitter()
        self._lines: deque[bytes] = deque()
        self._pieces: Generator[bytes, None, None] | None = None
        self._async_pieces: AsyncGenerator[bytes, None] | None = None
        self.validation: Validation | None = None
        self.closed = False

    # ---- synchronous

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield what is left, as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        source = self._source()
        return self._chunks(self._begun(source), _checked(chunk_size))

    def read(self) -> bytes:
        """Read what is left and release the connection.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return b"".join(self.iter_bytes())

    def iter_lines(self) -> Iterator[str]:
        """Yield what is left as lines of text, without their ends.

        A line ends with CR, LF or both, however the body is cut. The text is UTF-8; what is not
        becomes U+FFFD.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return self._text(self.iter_bytes())

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
        chunks = self.iter_bytes()
        part = _PartialFile(path)
        try:
            for chunk in chunks:
                part.write(chunk)
            return part.finish()
        finally:
            part.discard()
            self.close()

    def close(self) -> None:
        """Release the connection. May be called twice."""
        self._own()
        self.closed = True
        pieces, self._pieces = self._pieces, None
        if pieces is not None and not getattr(pieces, "gi_running", False):
            pieces.close()
        if self._sync is not None:
            self._sync.close()

    def _own(self) -> RawResponse:
        if self._sync is None:
            raise TypeError("this stream belongs to an asynchronous client: use the a… methods")
        return self._sync

    def _source(self) -> RawResponse:
        source = self._own()
        self._check()
        return source

    def _check(self) -> None:
        if self.closed:
            raise RuntimeError(_READ_ALREADY)

    def _begun(self, source: RawResponse) -> Generator[bytes, None, None]:
        if self._pieces is None:
            self._pieces = self._read(source)
        return self._pieces

    def _read(self, source: RawResponse) -> Generator[bytes, None, None]:
        """Yield pieces as they come; there is one such generator a stream."""
        try:
            for piece in source.iter_bytes():
                if self.validation is not None:
                    self.validation.update(piece)
                yield piece
            if self.validation is not None:
                self.validation.finish()
        except Exception as error:
            raise self._translated(error) from error
        finally:
            self.closed = True
            source.close()

    def _chunks(self, pieces: Iterator[bytes], size: int | None) -> Iterator[bytes]:
        try:
            yield from self._cut(b"", size)
            for piece in pieces:
                yield from self._cut(piece, size)
            if self._held:
                yield self._rest()
        finally:
            if not self._entered:
                self.close()

    def _text(self, chunks: Iterator[bytes]) -> Iterator[str]:
        while self._lines:
            yield _decoded(self._lines.popleft())
        for chunk in chunks:
            self._lines.extend(self._splitter.feed(chunk))
            while self._lines:
                yield _decoded(self._lines.popleft())
        if rest := self._splitter.finish():
            yield _decoded(rest)

    # ---- asynchronous

    def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yield what is left, as it arrives.

        Args:
            chunk_size: Bytes of each chunk, but for the last; `None` takes them as they come.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        source = self._async_source()
        return self._async_chunks(self._async_begun(source), _checked(chunk_size))

    async def aread(self) -> bytes:
        """Read what is left and release the connection.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return b"".join([chunk async for chunk in self.aiter_bytes()])

    def aiter_lines(self) -> AsyncIterator[str]:
        """Yield what is left as lines of text, without their ends.

        A line ends with CR, LF or both, however the body is cut. The text is UTF-8; what is not
        becomes U+FFFD.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
            RuntimeError: If the stream was read or closed.
        """
        return self._async_text(self.aiter_bytes())

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

        chunks = self.aiter_bytes()
        part = await to_thread.run_sync(_PartialFile, path)
        try:
            async for chunk in chunks:
                await to_thread.run_sync(part.write, chunk)
            return await to_thread.run_sync(part.finish)
        finally:
            part.discard()
            await close_iterator(chunks)
            await self.aclose()

    async def aclose(self) -> None:
        """Release the connection. May be called twice."""
        self._async_own()
        self.closed = True
        pieces, self._async_pieces = self._async_pieces, None
        if pieces is not None and not getattr(pieces, "ag_running", False):
            await pieces.aclose()
        if self._async is not None:
            await self._async.aclose()

    def _async_own(self) -> AsyncRawResponse:
        if self._async is None:
            raise TypeError("this stream belongs to a synchronous client: use read or iter_bytes")
        return self._async

    def _async_source(self) -> AsyncRawResponse:
        source = self._async_own()
        self._check()
        return source

    def _async_begun(self, source: AsyncRawResponse) -> AsyncGenerator[bytes, None]:
        if self._async_pieces is None:
            self._async_pieces = self._async_read(source)
        return self._async_pieces

    async def _async_read(self, source: AsyncRawResponse) -> AsyncGenerator[bytes, None]:
        """Yield pieces as they come; there is one such generator a stream."""
        pieces = source.aiter_bytes()
        try:
            async for piece in pieces:
                if self.validation is not None:
                    self.validation.update(piece)
                yield piece
            if self.validation is not None:
                self.validation.finish()
        except Exception as error:
            raise self._translated(error) from error
        finally:
            self.closed = True
            await close_iterator(pieces)
            await source.aclose()

    async def _async_chunks(
        self, pieces: AsyncIterator[bytes], size: int | None
    ) -> AsyncIterator[bytes]:
        try:
            for chunk in self._cut(b"", size):
                yield chunk
            async for piece in pieces:
                for chunk in self._cut(piece, size):
                    yield chunk
            if self._held:
                yield self._rest()
        finally:
            if not self._entered:
                await self.aclose()

    async def _async_text(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
        try:
            while self._lines:
                yield _decoded(self._lines.popleft())
            async for chunk in chunks:
                self._lines.extend(self._splitter.feed(chunk))
                while self._lines:
                    yield _decoded(self._lines.popleft())
            if rest := self._splitter.finish():
                yield _decoded(rest)
        finally:
            await close_iterator(chunks)

    # ---- both

    def _translated(self, error: Exception) -> Exception:
        made = self._failure(error)
        if made is error:
            raise error
        return made

    def _cut(self, piece: bytes, size: int | None) -> Iterator[bytes]:
        """Yield what of the held bytes and a piece can be given out now."""
        held = self._held
        if size is None:
            if held:
                yield self._rest()
            if piece:
                yield piece
            return
        held += piece
        while len(held) >= size:
            chunk = bytes(held[:size])
            del held[:size]
            yield chunk

    def _rest(self) -> bytes:
        rest = bytes(self._held)
        self._held.clear()
        return rest

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
        if self.closed:
            return
        if self._sync is not None:
            self.close()
        elif self._async is not None:
            release(self._async)
        warnings.warn("a stream was dropped unread; close it, or use `with`", ResourceWarning, 2)


def release(source: AsyncRawResponse) -> None:
    """Release a connection of the running event loop, soon, since nobody is left to wait for it.

    Without a running event loop there is nothing that could be done: its connections are gone.

    Args:
        source: The open response.
    """
    import sys

    trio: Any = sys.modules.get("trio")
    if trio is not None and trio.lowlevel.in_trio_run():
        trio.lowlevel.spawn_system_task(source.aclose)
        return
    asyncio: Any = sys.modules.get("asyncio")
    try:
        loop = None if asyncio is None else asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop is not None:
        task = loop.create_task(source.aclose())
        _releasing.add(task)
        task.add_done_callback(_releasing.discard)


_releasing: set[Any] = set()
"""Tasks, which an event loop does not keep alive by itself."""


class _PartialFile:
    """A file that stands beside its place until it is whole."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = os.fspath(path)
        folder, name = os.path.split(self._path)
        self._part = os.path.join(folder, f".{name}.{os.urandom(6).hex()}.part")
        self._file: IO[bytes] | None = open(self._part, "xb")
        self._size = 0

    def write(self, chunk: bytes) -> None:
        assert self._file is not None
        self._size += self._file.write(chunk)

    def finish(self) -> int:
        assert self._file is not None
        self._file.close()
        os.replace(self._part, self._path)
        self._file = None
        return self._size

    def discard(self) -> None:
        """Remove what did not come to its end."""
        if self._file is not None:
            self._file.close()
            self._file = None
            os.unlink(self._part)


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
    "release",
    "rewinder",
    "second_reading",
    "sync_body",
    "whole_body",
]
