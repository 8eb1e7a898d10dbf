"""Checksums of bodies: `Content-MD5`, and those of `@httpChecksum` in both directions.

CRC32, SHA and MD5 run in C. CRC32C and CRC64NVME are computed here, some 15 MB a second.
"""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64encode
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol

from .errors import APIResponseValidationError, SerializationError
from .streams import second_reading, whole_body

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .config import BaseConfig

_CRC32C = 0x82F63B78
_CRC64NVME = 0x9A6C9329AC4BC9B5
_PIECE = 65536


class Digest(Protocol):
    """What sums up bytes, as `hashlib` has it."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""
        ...

    def digest(self) -> bytes:
        """Return the sum of all that was added."""
        ...


class _Crc32:
    def __init__(self) -> None:
        self._value = 0

    def update(self, data: bytes, /) -> None:
        self._value = zlib.crc32(data, self._value)

    def digest(self) -> bytes:
        return self._value.to_bytes(4, "big")


@cache
def _table(polynomial: int) -> tuple[int, ...]:
    made: list[int] = []
    for entry in range(256):
        for _ in range(8):
            entry = entry >> 1 ^ (polynomial if entry & 1 else 0)
        made.append(entry)
    return tuple(made)


class _TableCrc:
    """A reflected CRC that begins and ends inverted."""

    def __init__(self, polynomial: int, size: int) -> None:
        self._table = _table(polynomial)
        self._size = size
        self._value = self._ones = (1 << 8 * size) - 1

    def update(self, data: bytes, /) -> None:
        table, value = self._table, self._value
        for byte in data:
            value = value >> 8 ^ table[(value ^ byte) & 0xFF]
        self._value = value

    def digest(self) -> bytes:
        return (self._value ^ self._ones).to_bytes(self._size, "big")


ALGORITHMS: dict[str, Callable[[], Digest]] = {
    "CRC32": _Crc32,
    "SHA1": partial(hashlib.sha1, usedforsecurity=False),
    "SHA256": hashlib.sha256,
    "SHA512": hashlib.sha512,
    "MD5": partial(hashlib.md5, usedforsecurity=False),
    "CRC32C": partial(_TableCrc, _CRC32C, 4),
    "CRC64NVME": partial(_TableCrc, _CRC64NVME, 8),
}
"""The fastest first, which is looked for first in responses."""


def _sum(name: str, content: Any) -> str | None:
    """Sum up a body; `None` where it can be read but once."""
    digest = ALGORITHMS[name]()
    whole = whole_body(content)
    if whole is not None:
        digest.update(whole)
    elif content.__class__ is list or content.__class__ is tuple:
        for piece in content:
            digest.update(piece)
    elif second_reading(content):
        start = content.tell()
        while piece := content.read(_PIECE):
            digest.update(piece)
        content.seek(start)
    elif content is not None:
        return None
    return b64encode(digest.digest()).decode()


def content_md5(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
    """Add `Content-MD5`, unless a checksum is there already.

    Args:
        content: The body.
        headers: The headers by name in lower case.
        config: Has no say in this.

    Returns:
        The body as it is.

    Raises:
        SerializationError: If the body can be read but once.
    """
    if "content-md5" not in headers and not has_checksum(headers):
        made = _sum("MD5", content)
        if made is None:
            raise SerializationError("needs a checksum: give bytes or a file that can seek")
        headers["content-md5"] = made
    return content


def has_checksum(headers: Mapping[str, str]) -> bool:
    """Say whether a caller brought a checksum.

    Args:
        headers: The headers by name in lower case.
    """
    return any(f"x-amz-checksum-{name.lower()}" in headers for name in ALGORITHMS)


def checksum(
    chosen: str | None, header: str | None = None, *, required: bool = False
) -> Callable[[Any, dict[str, str], BaseConfig], Any]:
    """Return what adds the checksum of a body to the headers.

    Args:
        chosen: The algorithm that the caller chose; `None` where that is up to us.
        header: The header that names the algorithm.
        required: Whether the service refuses a request without checksum.

    Raises:
        SerializationError: If there is no such algorithm here.
    """
    name = "CRC32" if chosen is None else str(chosen)
    if name not in ALGORITHMS:
        known = ", ".join(ALGORITHMS)
        raise SerializationError(f"no checksum {name!r} can be computed, only {known}")

    def add(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
        if has_checksum(headers):
            return content
        made = _sum(name, content)
        if made is None:
            if required or chosen is not None:
                raise SerializationError("needs a checksum: give bytes or a file that can seek")
            return content
        headers[f"x-amz-checksum-{name.lower()}"] = made
        if header is not None:
            headers[header] = name
        return content

    return add


def wanted(header: str) -> Callable[[Any, dict[str, str], BaseConfig], Any]:
    """Return what asks for a checksum of the response.

    Args:
        header: The header that does so.
    """

    def add(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
        headers.setdefault(header, "ENABLED")
        return content

    return add


class Validation:
    """Compares a body with the checksum that came with it.

    Attributes:
        algorithm: The algorithm.
    """

    def __init__(self, algorithm: str, expected: str) -> None:
        self.algorithm = algorithm
        self._expected = expected
        self._digest = ALGORITHMS[algorithm]()
        self.update = self._digest.update

    def finish(self) -> None:
        """Compare, now that the whole body was seen.

        Raises:
            APIResponseValidationError: If the body is not what was summed up.
        """
        found = b64encode(self._digest.digest()).decode()
        if found != self._expected:
            raise APIResponseValidationError(
                f"the body's {self.algorithm} is {found}, but the header says {self._expected}"
            )


def validation(*algorithms: str) -> Callable[[int, Mapping[str, str]], Validation | None]:
    """Return what finds the checksum of a response.

    Args:
        algorithms: Those that the service may send.
    """

    def find(status: int, headers: Mapping[str, str]) -> Validation | None:
        # The checksum of a part of an object (206) is that of the whole.
        for name in ALGORITHMS if status != 206 else ():
            value = headers.get(f"x-amz-checksum-{name.lower()}")
            # A sum of the sums of an object's parts ends in their number.
            if name in algorithms and value and "-" not in value:
                return Validation(name, value)
        return None

    return find
