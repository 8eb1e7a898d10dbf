"""The content coding `aws-chunked`: a stream in pieces of one size, with trailers at its end.

With a `Seal`, each chunk and the trailers are signed. Nothing is kept but one chunk. A body can be
iterated as often as its source can; it must not know who signs it.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from .bodies import OwnBody, async_body, length_of, sync_body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

    from .checksums import Digest
    from .sigv4 import Seal

CHUNK = 65536
"""Bytes of each chunk but the last; a service wants at least 8192."""

_SIGNATURE = len(";chunk-signature=") + 64


class AwsChunked(OwnBody):
    """A body in this coding.

    Args:
        source: The stream.
        length: Its length in bytes, if that is known.
        trailer: The name of a header that comes after it, and what makes the checksum that it
            holds.

    Attributes:
        length: The same.
        trailer: The name of the trailer, if there is one.
        seal: Makes what signs the chunks, anew for each time that the body is sent.
    """

    def __init__(
        self,
        source: Any,
        length: int | None,
        trailer: tuple[str, Callable[[], Digest]] | None = None,
    ) -> None:
        self._source = source
        self._digest = None if trailer is None else trailer[1]
        self.length = length
        self.trailer = None if trailer is None else trailer[0]
        self.seal: Callable[[], Seal] | None = None

    def announce(self, headers: dict[str, str], *, signed: bool) -> None:
        """Set the headers that say how long the body is, if that is known.

        Args:
            headers: The headers by name in lower case.
            signed: Whether its chunks are signed.
        """
        headers.pop("content-length", None)
        if self.length is not None:
            headers["x-amz-decoded-content-length"] = str(self.length)
            headers["content-length"] = str(self._encoded(self.length, signed))

    def _encoded(self, length: int, signed: bool) -> int:
        more = _SIGNATURE if signed else 0
        whole, rest = divmod(length, CHUNK)
        total = whole * (len(f"{CHUNK:x}") + more + CHUNK + 4)
        if rest:
            total += len(f"{rest:x}") + more + rest + 4
        total += 1 + more + 2
        digest = self.digest()
        if digest is not None and self.trailer is not None:
            total += len(self.trailer) + 1 + len(b64encode(digest.digest())) + 2
            if signed:
                total += len("x-amz-trailer-signature:") + 64 + 2
        return total + 2

    def __iter__(self) -> Iterator[bytes]:
        coder = _Coder(self)
        source: Any = sync_body(self._source)
        for piece in (source,) if isinstance(source, bytes) else source:
            yield from coder.feed(piece)
        yield coder.finish()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        coder = _Coder(self)
        source: Any = async_body(self._source)
        if isinstance(source, bytes):
            for chunk in coder.feed(source):
                yield chunk
        else:
            async for piece in source:
                for chunk in coder.feed(piece):
                    yield chunk
        yield coder.finish()

    def digest(self) -> Digest | None:
        """Return what sums up the body that is about to be sent."""
        return None if self._digest is None else self._digest()


def known_length(content: Any, headers: Mapping[str, str]) -> int | None:
    """Return how long a body is; `None` where nobody knows.

    Args:
        content: The body.
        headers: The headers by name in lower case; a caller may have said it there.
    """
    said = headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else length_of(content)


class _Coder:
    """Makes chunks of one sending."""

    def __init__(self, body: AwsChunked) -> None:
        self._seal = None if body.seal is None else body.seal()
        self._digest = body.digest()
        self._trailer = body.trailer
        self._buffer = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Take a piece, and yield the chunks that are whole now."""
        if self._digest is not None:
            self._digest.update(piece)
        buffer = self._buffer
        if not buffer and len(piece) == CHUNK:
            yield self._chunk(piece)
            return
        buffer += piece
        while len(buffer) >= CHUNK:
            chunk = bytes(buffer[:CHUNK])
            del buffer[:CHUNK]
            yield self._chunk(chunk)

    def finish(self) -> bytes:
        """Return what is left, the empty chunk, and the trailer."""
        parts = [self._chunk(bytes(self._buffer))] if self._buffer else []
        parts.append(self._head(b""))
        if self._digest is not None:
            value = b64encode(self._digest.digest()).decode()
            parts.append(f"{self._trailer}:{value}\r\n".encode())
            if self._seal is not None:
                made = self._seal.trailer(f"{self._trailer}:{value}\n")
                parts.append(f"x-amz-trailer-signature:{made}\r\n".encode())
        return b"".join([*parts, b"\r\n"])

    def _head(self, data: bytes) -> bytes:
        if self._seal is None:
            return f"{len(data):x}\r\n".encode()
        return f"{len(data):x};chunk-signature={self._seal.chunk(data)}\r\n".encode()

    def _chunk(self, data: bytes) -> bytes:
        return b"".join((self._head(data), data, b"\r\n"))
