"""Undoing content codings piece by piece: never more at once than asked for, and never half.

`httpx2` takes a packed body that breaks off for a whole one, and a few bytes for as many gigabytes
as they stand for.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from .transport import DecodingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 20
"""Bytes that are unpacked at once."""
_MOST_CODINGS = 4
_EITHER = 32 + zlib.MAX_WBITS
"""Tells zlib to find out whether it gets gzip or zlib."""
_WITHOUT_HEADER = -zlib.MAX_WBITS


class _Coding:
    """One coding of a body."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._state: Any = zlib.decompressobj(_EITHER)
        self._began = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what some bytes stand for.

        Args:
            data: The next bytes.
        """
        more = False
        while data or more:
            if self._state.eof:
                # Another member may follow in gzip; whatever else does is no part of the body.
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._state = zlib.decompressobj(_EITHER)
            try:
                piece: bytes = self._state.decompress(data, _PIECE)
            except zlib.error as error:
                if self._began or self._name != "deflate":
                    raise DecodingError(f"the body is no {self._name}: {error}") from error
                # Some services mean the format without a header.
                self._began = True
                self._state = zlib.decompressobj(_WITHOUT_HEADER)
                continue
            self._began = True
            more = len(piece) == _PIECE
            if piece:
                yield piece
            data = self._state.unused_data if self._state.eof else self._state.unconsumed_tail

    def finish(self) -> None:
        """Refuse a body that breaks off."""
        if self._began and not self._state.eof:
            raise DecodingError(f"the body breaks off in the middle of {self._name}")


class Unpacking:
    """All codings of a body.

    Args:
        names: The codings in the order in which they were applied.
    """

    def __init__(self, names: list[str]) -> None:
        self._codings = [_Coding(name.removeprefix("x-")) for name in reversed(names)]

    def feed(self, data: bytes, level: int = 0) -> Iterator[bytes]:
        """Yield what some bytes stand for.

        Args:
            data: The next bytes.
            level: How many codings are undone already.

        Raises:
            DecodingError: If they cannot be undone.
        """
        if level == len(self._codings):
            yield data
            return
        for piece in self._codings[level].unpack(data):
            yield from self.feed(piece, level + 1)

    def finish(self) -> None:
        """Note that the body ends.

        Raises:
            DecodingError: If it breaks off.
        """
        for coding in self._codings:
            coding.finish()


def unpacking(value: str | None) -> Unpacking | None:
    """Return what undoes the codings of a body; `None` where that is left to the transport.

    Args:
        value: The header `content-encoding`.

    Raises:
        DecodingError: If there are too many.
    """
    if value is None:
        return None
    names = [name.strip().lower() for name in value.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if not names or any(name not in ("gzip", "x-gzip", "deflate") for name in names):
        return None
    if len(names) > _MOST_CODINGS:
        raise DecodingError("the body has too many content codings")
    return Unpacking(names)
