"""Answers of `httpx2` and `httpx`, of which no more is read than may be."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .deadlines import limited, stream_on
from .http import LowerHeaders
from .streams import close_iterator
from .transport import AnswerTooLarge
from .unpacking import unpacking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .unpacking import Unpacking

_BUFFERED = 64


class _Answer:
    """What both kinds of answers have.

    Args:
        raw: What the client returned; its body is still to be read.
        most: How many bytes a body may have that is read whole; `None` for no limit.

    Attributes:
        status_code: The HTTP status.
        headers: Values by name in lower case.
    """

    __slots__ = ("_most", "_raw", "headers", "status_code")

    def __init__(self, raw: Any, most: int | None) -> None:
        self.status_code: int = raw.status_code
        self.headers = LowerHeaders([(name.lower(), value) for name, value in raw.headers.items()])
        self._raw = raw
        self._most = most

    def _packed(self) -> str | None:
        """Return the codings that are still to be undone."""
        coding = self.headers.get("content-encoding")
        # What is in memory already was read, and unpacked, by a hook of the caller.
        if coding is None or getattr(self._raw, "is_stream_consumed", True):
            return None
        return coding


class SyncAnswer(_Answer):
    """An answer of a synchronous client."""

    __slots__ = ()

    def _chunks(self) -> Iterator[bytes]:
        steps = unpacking(self._packed())
        if steps is None:
            yield from self._raw.iter_bytes()
            return
        for chunk in self._raw.iter_raw():
            yield from steps.feed(chunk)
        steps.finish()

    def read(self) -> bytes:
        """Read the whole body.

        Raises:
            AnswerTooLarge: If it is larger than it may be.
        """
        most = self._most
        chunks: list[bytes] = []
        size = 0
        try:
            for chunk in self._chunks():
                chunks.append(chunk)
                size += len(chunk)
                if most is not None and size > most:
                    raise AnswerTooLarge(most)
        except BaseException:
            self._raw.close()
            raise
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        stream_on(self._raw)
        return self._chunks()

    def close(self) -> None:
        """Release the connection."""
        self._raw.close()


class AsyncAnswer(_Answer):
    """An answer of an asynchronous client."""

    __slots__ = ("_pieces",)

    def __init__(self, raw: Any, most: int | None) -> None:
        super().__init__(raw, most)
        self._pieces: AsyncIterator[bytes] | None = None

    def _chunks(self) -> AsyncIterator[bytes]:
        steps = unpacking(self._packed())
        raw = self._raw
        pieces: AsyncIterator[bytes] = raw.aiter_bytes() if steps is None else raw.aiter_raw()
        self._pieces = pieces
        return pieces if steps is None else self._unpacked(pieces, steps)

    async def _unpacked(
        self, pieces: AsyncIterator[bytes], steps: Unpacking
    ) -> AsyncIterator[bytes]:
        async for chunk in pieces:
            for piece in steps.feed(chunk):
                yield piece
        steps.finish()

    async def aread(self) -> bytes:
        """Read the whole body.

        Raises:
            AnswerTooLarge: If it is larger than it may be.
        """
        most = self._most
        chunks: list[bytes] = []
        size = 0
        pieces: AsyncIterator[bytes] | None = None
        try:
            pieces = self._chunks()
            async for chunk in pieces:
                chunks.append(chunk)
                size += len(chunk)
                if most is not None and size > most:
                    raise AnswerTooLarge(most)
        except BaseException:
            await self.aclose()
            if pieces is not None:
                await close_iterator(pieces)
            raise
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        stream_on(self._raw)
        return self._chunks()

    async def aclose(self) -> None:
        """Release the connection."""
        await self._raw.aclose()
        if self._pieces is not None and limited(self._raw):
            # Generators inside others are not closed along with them, and trio warns of those that
            # are not finished. What is closed yields the rest of a buffer, and ends.
            with suppress(Exception):
                for _ in range(_BUFFERED):
                    await anext(self._pieces)
