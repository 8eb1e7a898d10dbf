"""What a client sends with: transports, the part of httpx2 and httpx that is used, and failures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .http import HttpRequest
    from .operation import Timeout


class SyncResponse(Protocol):
    """An answer of a synchronous HTTP client."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Names and values."""
        ...

    def read(self) -> bytes:
        """Read the whole body."""
        ...

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the body as it arrives."""
        ...

    def close(self) -> None:
        """Release the connection."""
        ...


class AsyncResponse(Protocol):
    """An answer of an asynchronous HTTP client."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Names and values."""
        ...

    async def aread(self) -> bytes:
        """Read the whole body."""
        ...

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        ...

    async def aclose(self) -> None:
        """Release the connection."""
        ...


class Transport(Protocol):
    """Carries the requests of a synchronous client.

    `send` raises `TransportFailure` or an `OSError` when no answer comes; other exceptions are
    taken for mistakes of the transport and go through to the caller.
    """

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> SyncResponse:
        """Send a request.

        Args:
            request: The request.
            timeout: Seconds to connect, send or receive; `None` for no limit, `NOT_GIVEN` for
                what the transport itself was set up with.
            stream: Whether the body of the answer will be read in pieces.

        Returns:
            The answer, as soon as its status and headers are there.
        """
        ...

    def close(self) -> None:
        """Release what is held. May be called twice."""
        ...


class AsyncTransport(Protocol):
    """Carries the requests of an asynchronous client; see `Transport`."""

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> AsyncResponse:
        """Send a request.

        Args:
            request: The request.
            timeout: Seconds to connect, send or receive; `None` for no limit, `NOT_GIVEN` for
                what the transport itself was set up with.
            stream: Whether the body of the answer will be read in pieces.

        Returns:
            The answer, as soon as its status and headers are there.
        """
        ...

    async def aclose(self) -> None:
        """Release what is held. May be called twice."""
        ...


class TransportFailure(Exception):
    """No answer came.

    Args:
        message: What happened.
        timeout: Whether time ran out.
        unsent: Whether it is certain that no byte of the request was sent.
    """

    def __init__(self, message: str, *, timeout: bool = False, unsent: bool = False) -> None:
        super().__init__(message)
        self.timeout = timeout
        self.unsent = unsent


class DecodingError(Exception):
    """A content coding cannot be undone."""


class AnswerTooLarge(Exception):
    """A body is larger than it may be.

    Args:
        most: How many bytes it may have.
    """

    def __init__(self, most: int) -> None:
        super().__init__(f"the body has more than {most} bytes; see max_response_bytes")


class SyncHttpClient(Protocol):
    """What `httpx2.Client` and `httpx.Client` have in common, as far as it is used."""

    def build_request(
        self, method: str, url: str, *, content: Any = ..., headers: Any = ..., timeout: Any = ...
    ) -> Any:
        """Make a request, with the defaults of the client merged in."""
        ...

    def send(
        self, request: Any, *, stream: bool = ..., follow_redirects: bool = ...
    ) -> SyncResponse:
        """Send a request."""
        ...


class AsyncHttpClient(Protocol):
    """What `httpx2.AsyncClient` and `httpx.AsyncClient` have in common, as far as it is used."""

    def build_request(
        self, method: str, url: str, *, content: Any = ..., headers: Any = ..., timeout: Any = ...
    ) -> Any:
        """Make a request, with the defaults of the client merged in."""
        ...

    async def send(
        self, request: Any, *, stream: bool = ..., follow_redirects: bool = ...
    ) -> AsyncResponse:
        """Send a request."""
        ...


def full_duplex(http: object) -> bool:
    """Say whether a client hands out an answer while the body of the request is still being sent.

    Neither `httpx2` nor `httpx` does, over HTTP/2 either. A client that does says so with an
    attribute `full_duplex`: its `send` returns as soon as status and headers are there, and goes on
    iterating over the body meanwhile.

    Args:
        http: The client, or the transport over it.
    """
    return bool(getattr(getattr(http, "http", http), "full_duplex", False))


def speaks_http2(http: object) -> bool:
    """Say whether a client may speak HTTP/2; one that cannot be asked is trusted.

    Args:
        http: The client.
    """
    client = getattr(http, "http", http)
    pool = getattr(getattr(client, "_transport", None), "_pool", None)
    return bool(getattr(pool, "_http2", True))


_UNSENT = frozenset(
    {"ConnectError", "ConnectTimeout", "PoolTimeout", "ConnectionRefusedError", "gaierror"}
)


def failure_kind(error: BaseException) -> tuple[bool, bool, bool]:
    """Classify an exception of a transport by the names of its classes.

    Args:
        error: What the transport raised.

    Returns:
        Whether it is a failure of the transport at all, whether time ran out, and whether it is
        certain that no byte of the request was sent.
    """
    if isinstance(error, TransportFailure):
        return True, error.timeout, error.unsent
    names = {cls.__name__ for cls in type(error).__mro__}
    known = "TransportError" in names or "DecodingError" in names or isinstance(error, OSError)
    timeout = "TimeoutException" in names or isinstance(error, TimeoutError)
    return known, timeout, not names.isdisjoint(_UNSENT)


def undecodable(error: BaseException) -> bool:
    """Say whether a transport could not undo a body's content coding.

    Args:
        error: What the transport raised.
    """
    return any(cls.__name__ == "DecodingError" for cls in type(error).__mro__)


def unaddressable(error: BaseException) -> bool:
    """Say whether a transport could not read the URL of a request.

    Args:
        error: What the transport raised.
    """
    return type(error).__name__ == "InvalidURL"
