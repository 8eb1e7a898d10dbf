"""Transports over httpx2: one pool a process for synchronous clients, one a loop for others.

A pool is made for the first request, since that is where its certificates are read; `httpx2` is
imported when a client is made, so that a missing install fails there. Whole answers are limited in
time and size; redirects are never followed, and cookies never kept.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from .answers import AsyncAnswer, SyncAnswer
from .checks import load_certificate
from .deadlines import AsyncLimitedBackend, LimitedBackend, limit
from .errors import ConfigurationError
from .http import encode_headers
from .locks import Guard
from .operation import NotGiven
from .streams import async_body, sync_body

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx2

    from .config import BaseConfig
    from .http import HttpRequest
    from .operation import Timeout
    from .transport import AsyncHttpClient, SyncHttpClient

_MOST_URLS = 256


class _Httpx:
    """What both kinds of pools have: settings, users, and requests made without detours.

    A request that is built directly costs a third of what `build_request` takes, which merges
    cookies, parameters and headers; a parsed URL is half of the rest.
    """

    def __init__(self, config: BaseConfig) -> None:
        import httpx2

        self._config = config
        self._lock = Guard()
        self._verify: SSLContext | None = None
        self._most = config.max_response_bytes
        self._request = httpx2.Request
        self._parse = httpx2.URL
        self._limits = httpx2.Timeout
        self._urls: dict[str, httpx2.URL] = {}
        self._fixed: list[tuple[bytes, bytes]] = []

    def _context(self) -> SSLContext:
        """Return what certificates are checked with; they are read once, not for each loop."""
        if self._verify is None:
            import httpx2

            config = self._config
            made = httpx2.create_ssl_context(verify=config.verify, trust_env=config.trust_env)
            if config.cert is not None:
                load_certificate(made, config.cert)
            self._verify = made
        return self._verify

    def _make(self, kind: Any) -> Any:
        """Make a pool.

        Args:
            kind: The class of clients of `httpx2`.

        Raises:
            ConfigurationError: If the environment names what cannot be used.
        """
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx2

        config = self._config
        timeout = config.default_timeout if isinstance(config.timeout, NotGiven) else config.timeout
        try:
            return kind(
                timeout=timeout,
                proxy=config.proxy,
                verify=self._context(),
                trust_env=config.trust_env,
                http2=config.http2,
                limits=httpx2.Limits(
                    max_connections=config.max_connections,
                    max_keepalive_connections=config.max_keepalive_connections,
                    keepalive_expiry=config.keepalive_expiry,
                ),
                # An API has no sessions, and a jar grows with what services put in.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        except (OSError, ValueError, ImportError, httpx2.InvalidURL) as error:
            # The text might show the password of a proxy.
            shown = f": {error}" if isinstance(error, OSError) else ""
            raise ConfigurationError(
                f"no connection can be set up with proxy, verify or what the environment says of "
                f"them ({type(error).__name__}{shown})"
            ) from None

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
        if pool is not None and self._process == os.getpid():
            return pool
        with self._lock:
            pool = self._pool
            if pool is None or self._process != os.getpid():
                import httpx2

                made: httpx2.Client = self._make(httpx2.Client)
                if not self._config.http2:
                    limit(made, LimitedBackend)
                self._started(made)
                self._pool = pool = made
                self._process = os.getpid()
        return pool

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> SyncAnswer:
        """Send a request; see `Transport`."""
        http = self.current()
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = sync_body(content)
        made = self._made(request, content, timeout)
        return SyncAnswer(http.send(made, stream=True, follow_redirects=False), self._most)

    def close(self) -> None:
        """Close the connections of this process."""
        if self._pool is not None and self._process == os.getpid():
            self._pool.close()

    def __del__(self) -> None:
        """Close what a client leaves behind that nobody closed, or a copy of it that was dropped."""
        with suppress(Exception):
            self.close()


class AsyncPools(_Httpx):
    """The transport of an asynchronous client; each event loop gets a pool of its own."""

    def __init__(self, config: BaseConfig) -> None:
        from anyio.lowlevel import current_token

        super().__init__(config)
        self._token = current_token
        self._pools: WeakKeyDictionary[object, tuple[int, httpx2.AsyncClient]]
        self._pools = WeakKeyDictionary()

    def _new(self) -> httpx2.AsyncClient:
        import httpx2

        with self._lock:
            made: httpx2.AsyncClient = self._make(httpx2.AsyncClient)
        if not self._config.http2:
            limit(made, AsyncLimitedBackend)
        return made

    async def current(self) -> httpx2.AsyncClient:
        """Return the pool of the running event loop, made in a thread if there is none."""
        loop = self._token().native_token
        found = self._pools.get(loop)
        if found is not None and found[0] == os.getpid():
            return found[1]
        from anyio import to_thread

        made = await to_thread.run_sync(self._new)
        with self._lock:
            found = self._pools.get(loop)
            if found is not None and found[0] == os.getpid():
                return found[1]
            self._started(made)
            # A pool holds on to its loop, so that loops which ended do not go by themselves.
            for ended in [known for known in self._pools if _ended(known)]:
                del self._pools[ended]
            self._pools[loop] = (os.getpid(), made)
        return made

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> AsyncAnswer:
        """Send a request; see `AsyncTransport`."""
        http = await self.current()
        content = request.content
        if content is not None and content.__class__ is not bytes:
            content = async_body(content)
        made = self._made(request, content, timeout)
        return AsyncAnswer(await http.send(made, stream=True, follow_redirects=False), self._most)

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        found = self._pools.pop(self._token().native_token, None)
        if found is not None and found[0] == os.getpid():
            await found[1].aclose()


def _ended(loop: Any) -> bool:
    return bool(getattr(loop, "is_closed", bool)())


def _options(request: HttpRequest, timeout: Timeout) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if not isinstance(timeout, NotGiven):
        made["timeout"] = timeout
    if request.exact_path or request.visible_url is not None:
        made["extensions"] = {"target": request.target.encode()}
    return made


class InjectedSync:
    """The transport over an `httpx2` or `httpx` client of the caller, which is never closed."""

    def __init__(self, http: SyncHttpClient, most: int | None) -> None:
        self.http = http
        self._most = most

    def current(self) -> SyncHttpClient:
        """Return the caller's client."""
        return self.http

    def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> SyncAnswer:
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
        return SyncAnswer(self.http.send(made, stream=True, follow_redirects=False), self._most)

    def close(self) -> None:
        """Leave the caller's client as it is."""


class InjectedAsync:
    """The transport over an asynchronous client of the caller, which is never closed."""

    def __init__(self, http: AsyncHttpClient, most: int | None) -> None:
        self.http = http
        self._most = most

    async def current(self) -> AsyncHttpClient:
        """Return the caller's client."""
        return self.http

    async def send(self, request: HttpRequest, *, timeout: Timeout, stream: bool) -> AsyncAnswer:
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
        return AsyncAnswer(
            await self.http.send(made, stream=True, follow_redirects=False), self._most
        )

    async def aclose(self) -> None:
        """Leave the caller's client as it is."""
