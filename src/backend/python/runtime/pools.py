"""Transports over httpx2: one pool a process for synchronous clients, one a loop for others.

A pool is made for the first request, since that is where its certificates are read; `httpx2` is
imported when a client is made, so that a missing install fails there.
"""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Any

from .http import encode_headers
from .operation import NotGiven
from .streams import async_body, sync_body

if TYPE_CHECKING:
    import httpx2
    from anyio.lowlevel import RunVar

    from .config import BaseConfig
    from .http import HttpRequest
    from .operation import Timeout
    from .transport import AsyncHttpClient, AsyncResponse, SyncHttpClient, SyncResponse

_MOST_URLS = 256


class _Httpx:
    """What both kinds of pools have: settings, users, and requests made without detours.

    A request that is built directly costs a third of what `build_request` takes, which merges
    cookies, parameters and headers; a parsed URL is half of the rest.
    """

    def __init__(self, config: BaseConfig) -> None:
        import httpx2

        self._config = config
        self._lock = Lock()
        self._request = httpx2.Request
        self._parse = httpx2.URL
        self._limits = httpx2.Timeout
        self._urls: dict[str, httpx2.URL] = {}
        self._fixed: list[tuple[bytes, bytes]] = []

    def _settings(self) -> dict[str, Any]:
        config = self._config
        import httpx2

        timeout = config.default_timeout if isinstance(config.timeout, NotGiven) else config.timeout
        return {
            "timeout": timeout,
            "proxy": config.proxy,
            "verify": config.verify,
            "cert": config.cert,
            "trust_env": config.trust_env,
            "http2": config.http2,
            "limits": httpx2.Limits(
                max_connections=config.max_connections,
                max_keepalive_connections=config.max_keepalive_connections,
                keepalive_expiry=config.keepalive_expiry,
            ),
        }

    def _started(self, http: Any) -> None:
        """Take from a new pool what it would add to a request."""
        wanted = ("accept-encoding", "connection")
        found = [(name, http.headers.get(name)) for name in wanted]
        self._fixed = [(name.encode(), value.encode()) for name, value in found if value]

    def _made(self, request: HttpRequest, content: Any, timeout: Timeout) -> httpx2.Request:
        address = request.visible_url or request.url
        url = self._urls.get(address)
        if url is None:
            url = self._parse(address)
            if len(self._urls) >= _MOST_URLS:
                self._urls.clear()
            self._urls[address] = url
        extensions: dict[str, Any] = {}
        if not isinstance(timeout, NotGiven):
            extensions["timeout"] = self._limits(timeout).as_dict()
        if request.exact_path or request.visible_url is not None:
            extensions["target"] = request.target.encode()
        headers = encode_headers(request.headers)
        if "accept-encoding" in request.headers:
            headers += [pair for pair in self._fixed if pair[0] != b"accept-encoding"]
        else:
            headers += self._fixed
        return self._request(
            request.method, url, headers=headers, content=content, extensions=extensions
        )


class SyncPools(_Httpx):
    """The transport of a synchronous client; a forked child gets a pool of its own."""

    def __init__(self, config: BaseConfig) -> None:
        super().__init__(config)
        self._process = 0
        self._pool: httpx2.Client | None = None

    def current(self) -> httpx2.Client:
        """Return the pool of this process, made if there is none."""
        pool = self._pool
        if pool is None or self._process != os.getpid():
            import httpx2

            with self._lock:
                pool = self._pool
                if pool is None or self._process != os.getpid():
                    pool = httpx2.Client(**self._settings())
                    self._started(pool)
                    self._pool = pool
                    self._process = os.getpid()
        return pool

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> SyncResponse:
        """Send a request; see `Transport`."""
        http = self.current()
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = sync_body(content)
        made = self._made(request, content, timeout)
        return http.send(made, stream=stream, follow_redirects=False)

    def close(self) -> None:
        """Close the connections of this process."""
        if self._pool is not None and self._process == os.getpid():
            self._pool.close()


class AsyncPools(_Httpx):
    """The transport of an asynchronous client; each event loop gets a pool of its own."""

    def __init__(self, config: BaseConfig) -> None:
        from anyio.lowlevel import RunVar

        super().__init__(config)
        self._verify: Any = None
        self._pool: RunVar[tuple[int, httpx2.AsyncClient]] = RunVar("smithyc pool")

    def _make(self) -> httpx2.AsyncClient:
        import httpx2

        settings = self._settings()
        with self._lock:
            if self._verify is None:
                # Certificates are read once, not for each loop.
                self._verify = httpx2.create_ssl_context(
                    verify=settings["verify"],
                    cert=settings["cert"],
                    trust_env=settings["trust_env"],
                )
        settings["verify"] = self._verify
        settings["cert"] = None
        return httpx2.AsyncClient(**settings)

    async def current(self) -> httpx2.AsyncClient:
        """Return the pool of the running event loop, made in a thread if there is none."""
        found = self._pool.get(None)
        if found is not None and found[0] == os.getpid():
            return found[1]
        from anyio import to_thread

        made = await to_thread.run_sync(self._make)
        found = self._pool.get(None)
        if found is not None and found[0] == os.getpid():
            return found[1]
        self._started(made)
        self._pool.set((os.getpid(), made))
        return made

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> AsyncResponse:
        """Send a request; see `AsyncTransport`."""
        http = await self.current()
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = async_body(content)
        made = self._made(request, content, timeout)
        return await http.send(made, stream=stream, follow_redirects=False)

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        found = self._pool.get(None)
        if found is not None and found[0] == os.getpid():
            await found[1].aclose()


def _options(request: HttpRequest, timeout: Timeout) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if not isinstance(timeout, NotGiven):
        made["timeout"] = timeout
    if request.exact_path or request.visible_url is not None:
        made["extensions"] = {"target": request.target.encode()}
    return made


class InjectedSync:
    """The transport over an `httpx2` or `httpx` client of the caller, which is never closed."""

    def __init__(self, http: SyncHttpClient) -> None:
        self.http = http

    def current(self) -> SyncHttpClient:
        """Return the caller's client."""
        return self.http

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> SyncResponse:
        """Send a request; see `Transport`."""
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = sync_body(content)
        made = self.http.build_request(
            request.method,
            request.visible_url or request.url,
            content=content,
            headers=encode_headers(request.headers),
            **_options(request, timeout),
        )
        return self.http.send(made, stream=stream, follow_redirects=False)

    def close(self) -> None:
        """Leave the caller's client as it is."""


class InjectedAsync:
    """The transport over an asynchronous client of the caller, which is never closed."""

    def __init__(self, http: AsyncHttpClient) -> None:
        self.http = http

    async def current(self) -> AsyncHttpClient:
        """Return the caller's client."""
        return self.http

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> AsyncResponse:
        """Send a request; see `AsyncTransport`."""
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = async_body(content)
        made = self.http.build_request(
            request.method,
            request.visible_url or request.url,
            content=content,
            headers=encode_headers(request.headers),
            **_options(request, timeout),
        )
        return await self.http.send(made, stream=stream, follow_redirects=False)

    async def aclose(self) -> None:
        """Leave the caller's client as it is."""
