"""Request compression, as `@requestCompression` asks for it: gzip is the one encoding there is."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Any

from .streams import async_body, sync_body, whole_body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .config import BaseConfig

_GZIP_WINDOW = 31
"""What makes `zlib` write gzip, with the largest window."""


class _Compressed:
    """A streaming body that is compressed as it is sent, anew for each attempt."""

    def __init__(self, source: Any) -> None:
        self._source = source

    def __iter__(self) -> Iterator[bytes]:
        packer = zlib.compressobj(wbits=_GZIP_WINDOW)
        source: Any = sync_body(self._source)
        for piece in source:
            if packed := packer.compress(piece):
                yield packed
        yield packer.flush()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        packer = zlib.compressobj(wbits=_GZIP_WINDOW)
        source: Any = async_body(self._source)
        async for piece in source:
            if packed := packer.compress(piece):
                yield packed
        yield packer.flush()


def compress(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
    """Compress a body that is large enough, or a stream, and say so in the headers.

    Args:
        content: The body.
        headers: The headers by name in lower case; the encoding is added to those that are there.
        config: Says how large a body must be, and whether it is wanted at all.

    Returns:
        The body to send.
    """
    if content is None or config.disable_request_compression:
        return content
    whole = whole_body(content)
    if whole is not None:
        if len(whole) < config.request_min_compression_size_bytes:
            return content
        packed: Any = gzip.compress(whole, mtime=0)
    else:
        packed = _Compressed(content)
    present = headers.get("content-encoding")
    headers["content-encoding"] = f"{present}, gzip" if present else "gzip"
    return packed
