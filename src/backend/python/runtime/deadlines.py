"""How long an answer may take as a whole.

`httpx2` limits each read alone: a service that sends a byte now and then, or interim answers
without end, would be waited for without end. The streams here stand between its pool and the
network, and count the time from the first read after the last write.
"""

from __future__ import annotations

from time import monotonic
from typing import Any


class _Limited:
    """What both kinds of streams have.

    Attributes:
        piecewise: Whether each read has the whole time, for a body that is streamed.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._until = 0.0
        self.piecewise = False
        self.get_extra_info = stream.get_extra_info

    def _left(self, timeout: float | None) -> float | None:
        if timeout is None or self.piecewise:
            return timeout
        now = monotonic()
        if self._until == 0.0:
            self._until = now + timeout
            return timeout
        left = self._until - now
        if left <= 0:
            from httpcore2 import ReadTimeout

            raise ReadTimeout("the answer did not come whole in time")
        return left

    def _restart(self) -> None:
        self._until = 0.0
        self.piecewise = False


class LimitedStream(_Limited):
    """A connection of a synchronous pool."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive; see `httpcore2.NetworkStream`."""
        data: bytes = self._stream.read(max_bytes, self._left(timeout))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send; see `httpcore2.NetworkStream`."""
        self._restart()
        self._stream.write(buffer, timeout)

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> LimitedStream:
        """Encrypt; see `httpcore2.NetworkStream`."""
        return LimitedStream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()


class AsyncLimitedStream(_Limited):
    """A connection of an asynchronous pool."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive; see `httpcore2.AsyncNetworkStream`."""
        data: bytes = await self._stream.read(max_bytes, self._left(timeout))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send; see `httpcore2.AsyncNetworkStream`."""
        self._restart()
        await self._stream.write(buffer, timeout)

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncLimitedStream:
        """Encrypt; see `httpcore2.AsyncNetworkStream`."""
        made = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        return AsyncLimitedStream(made)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()


class LimitedBackend:
    """Makes the connections of a synchronous pool."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self.sleep = backend.sleep

    def connect_tcp(self, *args: Any, **kwargs: Any) -> LimitedStream:
        """Connect; see `httpcore2.NetworkBackend`."""
        return LimitedStream(self._backend.connect_tcp(*args, **kwargs))

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> LimitedStream:
        """Connect; see `httpcore2.NetworkBackend`."""
        return LimitedStream(self._backend.connect_unix_socket(*args, **kwargs))


class AsyncLimitedBackend:
    """Makes the connections of an asynchronous pool."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self.sleep = backend.sleep

    async def connect_tcp(self, *args: Any, **kwargs: Any) -> AsyncLimitedStream:
        """Connect; see `httpcore2.AsyncNetworkBackend`."""
        return AsyncLimitedStream(await self._backend.connect_tcp(*args, **kwargs))

    async def connect_unix_socket(self, *args: Any, **kwargs: Any) -> AsyncLimitedStream:
        """Connect; see `httpcore2.AsyncNetworkBackend`."""
        return AsyncLimitedStream(await self._backend.connect_unix_socket(*args, **kwargs))


def limit(http: Any, kind: type[LimitedBackend] | type[AsyncLimitedBackend]) -> None:
    """Let a client limit whole answers.

    What it is made of is not public; where that has changed, each read is limited alone. A client
    that speaks HTTP/2 cannot be limited so, since several requests share a connection.

    Args:
        http: A client of `httpx2`.
        kind: What makes its connections.
    """
    name = "_network_backend"
    transports = [getattr(http, "_transport", None), *getattr(http, "_mounts", {}).values()]
    for transport in transports:
        pool = getattr(transport, "_pool", None)
        backend = getattr(pool, name, None)
        if backend is not None:
            setattr(pool, name, kind(backend))


def stream_on(response: Any) -> None:
    """Let each piece of an answer have the whole time from now on.

    Args:
        response: An answer of a client of `httpx2`.
    """
    stream = response.extensions.get("network_stream")
    if isinstance(stream, _Limited):
        stream.piecewise = True


def limited(response: Any) -> bool:
    """Say whether an answer comes over a connection of this module.

    Args:
        response: An answer of a client of `httpx2` or `httpx`.
    """
    return isinstance(response.extensions.get("network_stream"), _Limited)
