"""What is known of a response beside its modeled members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class ResponseMetadata(NamedTuple):
    """Facts about the HTTP response that an output was decoded from.

    Attributes:
        status_code: The HTTP status.
        headers: Response headers, names in lower case, repeated ones joined by `, `.
        request_id: The identifier that the service gave to the request, if any.
        attempts: How many times the request was sent, the first time included.
        checksum: The algorithm of the checksum that the body is compared with, if any.
    """

    status_code: int
    headers: Mapping[str, str]
    request_id: str | None
    attempts: int
    checksum: str | None = None


def response_metadata(output: object) -> ResponseMetadata:
    """Return the metadata of the response that `output` was decoded from.

    Args:
        output: What an operation returned.

    Raises:
        TypeError: If `output` did not come from an operation.
    """
    found = getattr(output, "__response_metadata__", None)
    if not isinstance(found, ResponseMetadata):
        raise TypeError(f"{type(output).__name__} carries no response metadata")
    return found


def attach(output: Any, metadata: ResponseMetadata) -> None:
    """Keep the metadata of a response with its output, outside the fields.

    Args:
        output: A structure.
        metadata: The facts.
    """
    output.__response_metadata__ = metadata
