"""Streaming bodies: what a caller may send, and what a caller gets."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from os import PathLike
    from types import TracebackType
    from typing import Self

    from .operation import Validation

StreamInput: TypeAlias = bytes | bytearray | memoryview | IO[bytes] | Iterable[bytes]
"""A body that either client can send: bytes, a binary file, or an iterable of chunks."""

AsyncStreamInput: TypeAlias = StreamInput | AsyncIterable[bytes]
"""A body that the asynchronous client can send."""

T = TypeVar("T")

EventInput: TypeAlias = Iterable[T]
"""Events that either client can send."""

AsyncEventInput: TypeAlias = Iterable[T] | AsyncIterable[T]
"""Events that the asynchronous client can send."""

CHUNK = 65536


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

    The synchronous client's streams are read with `read`, `iter_bytes`, `iter_lines`, `for` and
    `with`; the asynchronous client's with `aread`, `aiter_bytes`, `aiter_lines`, `async for` and
    `async with`. Reading to the end, closing, or leaving `with` releases the connection.
    """

    def __init__(
        self,
        sync: RawResponse | None,
        asynchronous: AsyncRawResponse | None,
        failure: Any,
    ) -> None:
        self._sync = sync
        self._async = asynchronous
        self._failure = failure
        self.validation: Validation | None = None

    def _source(self) -> RawResponse:
        if self._sync is None:
            raise TypeError("this stream belongs to an asynchronous client: use the a… methods")
        return self._sync

    def _async_source(self) -> AsyncRawResponse:
        if self._async is None:
            raise TypeError("this stream belongs to a synchronous client: use read or iter_bytes")
        return self._async

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield chunks as they arrive.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
        """
        source = self._source()
        try:
            for chunk in source.iter_bytes():
                if self.validation is not None:
                    self.validation.update(chunk)
                yield chunk
            if self.validation is not None:
                self.validation.finish()
        except Exception as error:
            raise self._failure(error) from error
        finally:
            source.close()

    def read(self) -> bytes:
        """Read what is left and release the connection."""
        return b"".join(self.iter_bytes())

    def iter_lines(self) -> Iterator[bytes]:
        """Yield lines without their line ends."""
        rest = b""
        for chunk in self.iter_bytes():
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line.removesuffix(b"\r") for line in lines)
        if rest:
            yield rest

    def save_to(self, path: str | PathLike[str]) -> int:
        """Write what is left to a file.

        Args:
            path: The file; it is replaced.

        Returns:
            The number of bytes written.
        """
        with open(path, "wb") as file:
            return sum(file.write(chunk) for chunk in self.iter_bytes())

    def close(self) -> None:
        """Release the connection."""
        self._source().close()

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield chunks as they arrive.

        Raises:
            APIConnectionError: If the connection breaks.
            APITimeoutError: If the service stalls.
        """
        source = self._async_source()
        chunks = source.aiter_bytes()
        try:
            async for chunk in chunks:
                if self.validation is not None:
                    self.validation.update(chunk)
                yield chunk
            if self.validation is not None:
                self.validation.finish()
        except Exception as error:
            raise self._failure(error) from error
        finally:
            await close_iterator(chunks)
            await source.aclose()

    async def aread(self) -> bytes:
        """Read what is left and release the connection."""
        return b"".join([chunk async for chunk in self.aiter_bytes()])

    async def aiter_lines(self) -> AsyncIterator[bytes]:
        """Yield lines without their line ends."""
        rest = b""
        async for chunk in self.aiter_bytes():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield line.removesuffix(b"\r")
        if rest:
            yield rest

    async def aclose(self) -> None:
        """Release the connection."""
        await self._async_source().aclose()

    def __iter__(self) -> Iterator[bytes]:
        return self.iter_bytes()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.aiter_bytes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


async def close_iterator(iterator: AsyncIterator[Any]) -> None:
    """Close what may be a generator, which event loops want closed before it is dropped.

    Args:
        iterator: An iterator that nobody will read on.
    """
    close = getattr(iterator, "aclose", None)
    if close is not None:
        await close()


def rewinder(body: Any) -> Any:
    """Return a callable that takes `body` back to where it stands now, or `None` if none can.

    Args:
        body: Bytes, a file, or an iterable.
    """
    if body is None or isinstance(body, (bytes, list, tuple)) or getattr(body, "repeatable", False):
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
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", body))
    return None


def second_reading(body: Any) -> bool:
    """Say whether a body is a file that can be read again.

    Args:
        body: A body.
    """
    seekable = getattr(body, "seekable", None)
    return seekable is not None and bool(seekable())


def body_length(body: Any, headers: Mapping[str, str]) -> int | None:
    """Return how many bytes a body has; `None` where nobody knows.

    Args:
        body: A body.
        headers: The headers by name in lower case; a caller may have said it there.
    """
    whole = whole_body(body)
    if whole is not None:
        return len(whole)
    if isinstance(body, (list, tuple)):
        return sum(len(piece) for piece in cast("list[bytes]", body))
    if second_reading(body):
        start: int = body.tell()
        end: int = body.seek(0, 2)
        body.seek(start)
        return max(end - start, 0)
    said = headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else None


def sync_body(body: Any) -> Any:
    """Turn a streaming body into what a synchronous transport sends.

    Args:
        body: Bytes, a file, or an iterable.

    Raises:
        TypeError: If it is none of these.
    """
    if isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        return bytes(cast("bytes", body))
    if isinstance(body, str) or not (hasattr(body, "read") or hasattr(body, "__iter__")):
        raise TypeError(f"a streaming body is bytes, a file or an iterable, not {body!r:.60}")
    return _file_chunks(body) if hasattr(body, "read") else body


def async_body(body: Any) -> Any:
    """Turn a streaming body into what an asynchronous transport sends.

    A file is read in a worker thread, so that the event loop never waits for a disk.

    Args:
        body: Bytes, a file, an iterable or an asynchronous iterable.

    Raises:
        TypeError: If it is none of these.
    """
    if hasattr(body, "__aiter__"):
        # What both clients can send would be taken for what a synchronous one sends.
        return body.__aiter__() if hasattr(body, "__iter__") else body
    ready = sync_body(body)
    if isinstance(ready, bytes):
        return ready
    return _async_file_chunks(body) if hasattr(body, "read") else _async_chunks(ready)


def _file_chunks(file: Any) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


async def _async_file_chunks(file: Any) -> AsyncIterator[bytes]:
    from anyio import to_thread

    while chunk := await to_thread.run_sync(file.read, CHUNK):
        yield chunk


async def _async_chunks(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
