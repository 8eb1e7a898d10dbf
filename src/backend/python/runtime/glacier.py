"""What Amazon Glacier wants besides its model: the version of its interface, and two hashes."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .errors import SerializationError
from .streams import second_reading, whole_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from .config import BaseConfig

_LEAF = 1024 * 1024
"""The tree's leaves are hashes of so many bytes each."""


def version(text: str) -> Callable[[Any, dict[str, str], BaseConfig], Any]:
    """Return what adds the version of the interface.

    Args:
        text: The version.
    """

    def add(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
        headers.setdefault("x-amz-glacier-version", text)
        return content

    return add


def hashes(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
    """Add the SHA-256 of the body, and that of the tree of its megabytes.

    Args:
        content: The body: bytes, or a file that can seek.
        headers: The headers by name in lower case.
        config: Has no say in this.

    Raises:
        SerializationError: If the body can be read but once.
    """
    whole = sha256()
    leaves: list[bytes] = []
    data = whole_body(content)
    if data is not None:
        whole.update(data)
        leaves = [sha256(data[at : at + _LEAF]).digest() for at in range(0, len(data), _LEAF)]
    elif second_reading(content):
        start = content.tell()
        while piece := content.read(_LEAF):
            whole.update(piece)
            leaves.append(sha256(piece).digest())
        content.seek(start)
    elif content is not None:
        raise SerializationError("needs its hashes: give bytes or a file that can seek")
    if not leaves:
        return content
    while len(leaves) > 1:
        pairs = [leaves[at : at + 2] for at in range(0, len(leaves), 2)]
        leaves = [sha256(b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    headers.setdefault("x-amz-content-sha256", whole.hexdigest())
    headers.setdefault("x-amz-sha256-tree-hash", leaves[0].hex())
    return content
