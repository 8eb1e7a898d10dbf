"""A transport over `aiohttp`, which the extra of that name installs.

`aiohttp` is imported when a transport is made, and typed as little as is needed, so that packages
check without it.
"""

from __future__ import annotations

import os
from asyncio import get_running_loop
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError
from .http import LowerHeaders
from .operation import NotGiven
from .streams import async_body
from .transport import TransportFailure

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from .http import HttpRequest
    from .operation import Timeout

_AUTOMATIC = ("Content-Type",)
"""What `aiohttp` would make up; the other headers that it would are always there."""
_MOST_URLS = 256
_DECODED = "gzip, deflate"
_TIMEOUT = 60.0
"""Seconds."""


class _Response:
    """An answer of `aiohttp`."""

    def __init__(self, raw: Any, failures: _Failures) -> None:
        self._raw = raw
        self._failures = failures
        self.status_code: int = raw.status

    @property
    def headers(self) -> LowerHeaders:
        """Values by name in lower case, repeated ones joined by `, `."""
        joined = LowerHeaders()
        for name, value in self._raw.headers.items():
            key = name.lower()
            joined[key] = f"{joined[key]}, {value}" if key in joined else value
        return joined

    async def aread(self) -> bytes:
        """Read the whole body."""
        try:
            content: bytes = await self._raw.read()
        except Exception as error:
            raise self._failures.translated(error) from error
        finally:
            self._raw.release()
        return content

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Yield the body as it arrives."""
        try:
            async for chunk in self._raw.content.iter_any():
                yield chunk
        except Exception as error:
            raise self._failures.translated(error) from error

    async def aclose(self) -> None:
        """Release the connection."""
        self._raw.close()


class _Failures:
    """Exceptions of `aiohttp`, told apart."""

    def __init__(self, module: Any) -> None:
        self._any: type[Exception] = module.ClientError
        self._unsent: tuple[type[Exception], ...] = (
            module.ClientConnectorError,
            module.ConnectionTimeoutError,
        )

    def translated(self, error: Exception) -> Exception:
        """Return what transports raise for an exception.

        Args:
            error: What `aiohttp` raised.
        """
        timeout = isinstance(error, TimeoutError)
        if not (timeout or isinstance(error, (self._any, OSError))):
            return error
        unsent = isinstance(error, self._unsent)
        text = str(error) or type(error).__name__
        return TransportFailure(text, timeout=timeout, unsent=unsent)


class AiohttpTransport:
    """Sends the requests of an asynchronous client with `aiohttp`.

    Args:
        session: A session to send with, which is never closed; it belongs to one event loop. Without
            one, each event loop gets a session of the transport's own.
        timeout: Seconds that an attempt may take where a call does not say, or that may pass between
            pieces of a body that is streamed; `None` for no limit.
        max_connections: How many connections may be open; 0 for no limit.

    Raises:
        ConfigurationError: If `aiohttp` is not installed.
    """

    def __init__(
        self,
        session: Any = None,
        *,
        timeout: float | None = _TIMEOUT,
        max_connections: int = 100,
    ) -> None:
        try:
            self._aiohttp: Any = import_module("aiohttp")
            self._parse: Any = import_module("yarl").URL
        except ImportError as error:
            raise ConfigurationError(
                "AiohttpTransport needs aiohttp: pip install aiohttp"
            ) from error
        self._failures = _Failures(self._aiohttp)
        self._session = session
        self._timeout = timeout
        self._max_connections = max_connections
        self._own: dict[Any, Any] = {}
        self._timeouts: dict[tuple[float | None, bool], Any] = {}
        self._urls: dict[str, Any] = {}

    def _current(self) -> Any:
        if self._session is not None:
            return self._session
        key = (get_running_loop(), os.getpid())
        found = self._own.get(key)
        if found is None or found.closed:
            living = [known for known in self._own if not known[0].is_closed()]
            self._own = {known: self._own[known] for known in living}
            connector = self._aiohttp.TCPConnector(limit=self._max_connections)
            cookies = self._aiohttp.DummyCookieJar()
            found = self._aiohttp.ClientSession(connector=connector, cookie_jar=cookies)
            self._own[key] = found
        return found

    def _limit(self, timeout: Timeout, stream: bool) -> Any:
        seconds: Any = self._timeout if isinstance(timeout, NotGiven) else timeout
        if not (seconds is None or isinstance(seconds, (int, float))):
            return seconds
        found = self._timeouts.get((seconds, stream))
        if found is None:
            if len(self._timeouts) > 64:
                self._timeouts.clear()
            # A limit between pieces is set anew for each, which costs a tenth of a small call.
            make = self._aiohttp.ClientTimeout
            if stream:
                found = make(total=None, sock_connect=seconds, sock_read=seconds)
            else:
                found = make(total=seconds)
            self._timeouts[(seconds, stream)] = found
        return found

    def _url(self, text: str) -> Any:
        found = self._urls.get(text)
        if found is None:
            if len(self._urls) >= _MOST_URLS:
                self._urls.clear()
            found = self._urls[text] = self._parse(text, encoded=True)
        return found

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> _Response:
        """Send a request; see `AsyncTransport`."""
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = async_body(content)
        headers: dict[str, str] = request.headers
        if "accept-encoding" not in headers:
            headers = {**headers, "accept-encoding": _DECODED}
        skipped = () if "content-type" in headers or content is None else _AUTOMATIC
        try:
            raw = await self._current().request(
                request.method,
                self._url(request.url),
                data=content,
                headers=headers,
                skip_auto_headers=skipped,
                allow_redirects=False,
                timeout=self._limit(timeout, stream),
            )
        except Exception as error:
            translated = self._failures.translated(error)
            if translated is error:
                raise
            raise translated from error
        return _Response(raw, self._failures)

    async def aclose(self) -> None:
        """Close the connections of the running event loop, but not a session that was given."""
        if self._session is None:
            found = self._own.pop((get_running_loop(), os.getpid()), None)
            if found is not None:
                await found.close()
