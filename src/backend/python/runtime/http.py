"""Requests and responses as transports, interceptors and signers see them.

This module must not know a transport, a protocol or a service.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import SerializationError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_CONSTANT = frozenset(
    {"accept", "content-length", "content-type", "smithy-protocol", "user-agent", "x-amz-target"}
)
"""Headers whose values are the same in nearly every request."""
_ENCODED: dict[tuple[str, str], tuple[bytes, bytes]] = {}
_MOST_ENCODED = 512


class LowerHeaders(dict[str, str]):
    """Values by name, which is known to be in lower case."""


class HttpRequest:
    """One request, as it is about to be sent.

    Attributes:
        method: The HTTP method.
        url: The whole URL.
        headers: Values by name in lower case.
        content: The body: bytes, a file, an iterable or, of the asynchronous client, an
            asynchronous iterable; `None` for none.
        operation: The operation's name in the model.
        exact_path: Whether the path must reach the service as it is, steps up (`..`) included.
        input: The input of the operation.
        visible_url: The URL as a transport may log it, where that is not the whole one.
    """

    __slots__ = (
        "content",
        "exact_path",
        "headers",
        "input",
        "method",
        "operation",
        "url",
        "visible_url",
    )

    def __init__(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: Any = None,
        operation: str = "",
        exact_path: bool = False,
        given: Any = None,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.content = content
        self.operation = operation
        self.exact_path = exact_path
        self.input = given
        self.visible_url: str | None = None

    def copy(self) -> HttpRequest:
        """Copy it, its headers included; the body is the same."""
        return HttpRequest(
            self.method,
            self.url,
            self.headers.copy(),
            self.content,
            self.operation,
            self.exact_path,
            self.input,
        )

    @property
    def target(self) -> str:
        """What follows the host in the URL."""
        rest = self.url.partition("://")[2]
        slash = rest.find("/")
        return rest[slash:] if slash >= 0 else "/"

    def __repr__(self) -> str:
        # Headers and queries may hold credentials.
        return f"<HttpRequest {self.method} {public_url(self.url)}>"


class HttpResponse:
    """One response.

    Attributes:
        status_code: The HTTP status.
        headers: Values by name in lower case, repeated ones joined by `, `.
        content: The body; empty while it is being streamed.
    """

    __slots__ = ("content", "headers", "status_code")

    def __init__(self, status_code: int, headers: dict[str, str], content: bytes) -> None:
        self.status_code = status_code
        self.headers = headers
        self.content = content

    def __repr__(self) -> str:
        return f"<HttpResponse {self.status_code}, {len(self.content)} bytes>"


def public_url(url: str) -> str:
    """Return a URL without what may be secret: its query, and a name and password in it.

    Args:
        url: A URL.
    """
    scheme, joint, rest = url.partition("?")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{joint}{host.rpartition('@')[2]}{slash}{path}"


def encode_headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Turn headers into bytes.

    Args:
        headers: Values by name.

    Raises:
        SerializationError: If a name or value cannot be sent; the message never shows the value.
    """
    made: list[tuple[bytes, bytes]] = []
    for pair in headers.items():
        found = _ENCODED.get(pair)
        made.append(_encode(*pair) if found is None else found)
    return made


def _encode(name: str, text: Any) -> tuple[bytes, bytes]:
    if not isinstance(text, str):
        raise SerializationError(f"header {name} must be a str, not {type(text).__name__}")
    if _TOKEN.fullmatch(name) is None:
        raise SerializationError(f"header {name!r} is no name: it holds a line break or worse")
    if _CONTROLS.search(text) is not None:
        raise SerializationError(f"header {name} holds a line break or another control character")
    try:
        pair = name.encode(), text.strip(" \t").encode()
    except UnicodeEncodeError as error:
        raise SerializationError(f"header {name!r} is not valid text") from error
    if name in _CONSTANT and len(_ENCODED) < _MOST_ENCODED:
        _ENCODED[(name, text)] = pair
    return pair
