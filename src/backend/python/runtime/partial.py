"""A file that stands beside its place until it is whole, so that a half one never stands there."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike


class PartialFile:
    """A file to be.

    Args:
        path: Its place.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = os.fspath(path)
        folder, name = os.path.split(self._path)
        self._part = os.path.join(folder, f".{name[:200]}.{os.urandom(6).hex()}.part")
        self._file: IO[bytes] | None = None
        self._size = 0

    def begin(self) -> None:
        """Make the file beside its place.

        Raises:
            OSError: If there can be none.
        """
        self._file = open(self._part, "xb")

    def write(self, chunk: bytes) -> None:
        """Add to it.

        Args:
            chunk: The bytes.
        """
        assert self._file is not None
        self._size += self._file.write(chunk)

    def finish(self) -> int:
        """Put the file in its place.

        Returns:
            Its bytes.
        """
        assert self._file is not None
        self._file.close()
        os.replace(self._part, self._path)
        self._file = None
        return self._size

    def discard(self) -> None:
        """Remove what was not put in its place."""
        if self._file is not None:
            self._file.close()
            self._file = None
            os.unlink(self._part)
