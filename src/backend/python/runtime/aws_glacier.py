"""What is special about Amazon Glacier: a version in each request, and hashes of archives."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .operation import Request

_VERSION = "2012-06-01"
_CHUNK = 1024 * 1024


def adjust(request: Request, value: Any, config: Any) -> None:
    """Add the version, and the hashes of a body that can be read twice.

    Args:
        request: The request.
        value: The input.
        config: The settings of the client.
    """
    headers = request.headers or {}
    request.headers = headers
    headers["x-amz-glacier-version"] = _VERSION
    chunks = _chunks(request.content)
    if chunks is None or "x-amz-sha256-tree-hash" in headers:
        return
    whole = sha256()
    hashes: list[bytes] = []
    for chunk in chunks:
        whole.update(chunk)
        hashes.append(sha256(chunk).digest())
    if not hashes:
        return
    while len(hashes) > 1:
        pairs = (hashes[i : i + 2] for i in range(0, len(hashes), 2))
        hashes = [sha256(b"".join(pair)).digest() if pair[1:] else pair[0] for pair in pairs]
    headers["x-amz-content-sha256"] = whole.hexdigest()
    headers["x-amz-sha256-tree-hash"] = hashes[0].hex()


def _chunks(content: Any) -> Iterator[bytes] | None:
    """Cut a body into parts of one mebibyte; `None` where it can be read only once."""
    if isinstance(content, (bytes, bytearray, memoryview)):
        whole = bytes(cast("bytes", content))
        return (whole[i : i + _CHUNK] for i in range(0, len(whole), _CHUNK))
    if hasattr(content, "read") and hasattr(content, "seek") and hasattr(content, "tell"):
        return _file_chunks(content)
    return None


def _file_chunks(file: Any) -> Iterator[bytes]:
    start = file.tell()
    while chunk := file.read(_CHUNK):
        yield chunk
    file.seek(start)
