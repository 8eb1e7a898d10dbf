"""Checksums of streams: `@httpChecksum` where the body is read but once, as it is sent.

The checksum follows the body as a trailer, in the content coding `aws-chunked`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .aws_chunked import AwsChunked, known_length
from .bodies import whole_body
from .checksums import ALGORITHMS, checksum, has_checksum

if TYPE_CHECKING:
    from collections.abc import Callable

    from .config import BaseConfig


def trailing(
    chosen: str | None, header: str | None = None, *, required: bool = False
) -> Callable[[Any, dict[str, str], BaseConfig], Any]:
    """Return what adds the checksum of a body.

    It goes into the headers if the body is there as a whole, else into a trailer.

    Args:
        chosen: The algorithm that the caller chose; `None` where that is up to us.
        header: The header that names the algorithm.
        required: Whether the service refuses a request without checksum.

    Raises:
        SerializationError: If there is no such algorithm here.
    """
    whole = checksum(chosen, header, required=required)
    name = "CRC32" if chosen is None else str(chosen)

    def add(content: Any, headers: dict[str, str], config: BaseConfig) -> Any:
        if content is None or whole_body(content) is not None or has_checksum(headers):
            return whole(content, headers, config)
        digest = ALGORITHMS[name]
        trailer = f"x-amz-checksum-{name.lower()}"
        body = AwsChunked(content, known_length(content, headers), (trailer, digest))
        present = headers.get("content-encoding")
        headers["content-encoding"] = f"{present},aws-chunked" if present else "aws-chunked"
        headers["x-amz-trailer"] = trailer
        if header is not None:
            headers[header] = name
        body.announce(headers, signed=False)
        return body

    return add
