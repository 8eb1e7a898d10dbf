"""Answers of `httpx2` and `httpx`, of which no more is read than may be."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .deadlines import limited, stream_on
from .transport import AnswerTooLarge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

_BUFFERED = 64


class SyncAnswer:
    """An answer of a synchronous client.

    Args:
        raw: What the client returned; its body is still to be read.
        most: How many bytes a body may have that is read whole; `None` for no limit.

    Attributes:
        status_code: The HTTP status.
        headers: Names and values.
    """

    __slots__ = ("_most", "_raw", "headers", "status_code")

    def __init__(self, raw: Any, most: int | None) -> None:
        self.status_code: int = raw.status_code
        self.headers: Mapping[str, str] = raw.headers
        self._raw = raw
        self._most = most

    def read(self) -> bytes:
        """Read the whole body.

        Raises:
            AnswerTooLarge: If it is larger than it may be.
        """
        raw, most = self._raw, self._most
        chunks: list[bytes] = []
        size = 0
        try:
            for chunk in raw.iter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if most is not None and size > most:
                    raise AnswerTooLarge(most)
        except BaseException:
            raw.close()
            raise
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        stream_on(self._raw)
        chunks: Iterator[bytes] = self._raw.iter_bytes()
        return chunks

    def close(self) -> None:
        """Release the connection."""
        self._raw.close()


class AsyncAnswer:
    """An answer of an asynchronous client.

    Args:
        raw: What the client returned; its body is still to be read.
        most: How many bytes a body may have that is read whole; `None` for no limit.

    Attributes:
        status_code: The HTTP status.
        headers: Names and values.
    """

    __slots__ = ("_most", "_pieces", "_raw", "headers", "status_code")

    def __init__(self, raw: Any, most: int | None) -> None:
        self.status_code: int = raw.status_code
        self.headers: Mapping[str, str] = raw.headers
        self._raw = raw
        self._most = most
        self._pieces: AsyncIterator[bytes] | None = None

    async def aread(self) -> bytes:
        """Read the whole body.

        Raises:
            AnswerTooLarge: If it is larger than it may be.
        """
        most = self._most
        chunks: list[bytes] = []
        size = 0
        self._pieces = self._raw.aiter_bytes()
        try:
            async for chunk in self._pieces:
                chunks.append(chunk)
                size += len(chunk)
                if most is not None and size > most:
                    raise AnswerTooLarge(most)
        except BaseException:
            await self.aclose()
            raise
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        stream_on(self._raw)
        pieces: AsyncIterator[bytes] = self._raw.aiter_bytes()
        self._pieces = pieces
        return pieces

    async def aclose(self) -> None:
        """Release the connection."""
        await self._raw.aclose()
        if self._pieces is not None and limited(self._raw):
            # Generators inside others are not closed along with them, and trio warns of those that
            # are not finished. What is closed yields the rest of a buffer, and ends.
            with suppress(Exception):
                for _ in range(_BUFFERED):
                    await anext(self._pieces)
