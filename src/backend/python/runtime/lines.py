"""Cuts bytes into lines, whatever pieces they come in.

A line ends with CR, LF or both; nothing else ends one, so that U+2028 and its like stay what they
are. A CR ends its line at once: nobody waits for a LF that may never come. Since none of these
bytes occurs inside another character of UTF-8, lines can be decoded one by one.
"""

from __future__ import annotations


class LineSplitter:
    """Cuts bytes into lines. It holds the one that has not ended, however long that is."""

    __slots__ = ("_after_cr", "_rest")

    def __init__(self) -> None:
        self._rest = bytearray()
        self._after_cr = False

    def feed(self, piece: bytes) -> list[bytes]:
        """Take a piece, and return the lines that are whole now, without their ends.

        Args:
            piece: Bytes, however many.
        """
        if self._after_cr and piece:
            self._after_cr = False
            piece = piece.removeprefix(b"\n")
        if not piece:
            return []
        lines = piece.splitlines()
        rest = b"" if piece.endswith((b"\n", b"\r")) else lines.pop()
        self._after_cr = piece.endswith(b"\r")
        if lines and self._rest:
            self._rest += lines[0]
            lines[0] = bytes(self._rest)
            self._rest.clear()
        self._rest += rest
        return lines

    @property
    def held(self) -> int:
        """The bytes of the line that has not ended."""
        return len(self._rest)

    def finish(self) -> bytes:
        """Return what follows the last end of a line; empty where nothing does."""
        rest = bytes(self._rest)
        self._rest.clear()
        return rest
