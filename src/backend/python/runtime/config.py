"""The settings of a client.

A setting that was not given is not in the object's dictionary; the class has its default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from .checks import (
    LARGEST_COMPRESSION,
    check_api_key,
    check_base_url,
    check_certificates,
    check_count,
    check_flag,
    check_headers,
    check_http2,
    check_interceptors,
    check_mapping,
    check_max_retries,
    check_plugins,
    check_proxy,
    check_query,
    check_seconds,
    check_timeout,
)
from .errors import ConfigurationError
from .http import public_url
from .operation import NOT_GIVEN, NotGiven, Timeout

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from ssl import SSLContext
    from typing import Self

    import httpx2

    from .interceptors import Interceptor
    from .operation import Plugins
    from .retries import RetryStrategy

ApiKey: TypeAlias = "str | Callable[[], str]"
AsyncApiKey: TypeAlias = "str | Callable[[], str] | Callable[[], Awaitable[str]]"
Cert: TypeAlias = "str | tuple[str, str] | tuple[str, str, str]"
MakeToken: TypeAlias = "Callable[[], str]"
Proxy: TypeAlias = "str | httpx2.Proxy"
Verify: TypeAlias = "SSLContext | bool"

DEFAULT_MAX_RETRIES = 2
DEFAULT_MIN_COMPRESSION = 10240
"""Bytes."""
DEFAULT_MAX_RESPONSE = 268_435_456
"""Bytes."""
_CONNECTION = (
    "proxy",
    "verify",
    "cert",
    "trust_env",
    "http2",
    "max_connections",
    "max_keepalive_connections",
    "keepalive_expiry",
)
"""Settings of the pool, which something injected has settled for itself."""
_POOLS = frozenset({*_CONNECTION, "http_client", "transport", "max_response_bytes"})
"""Settings that a pool is made from: where one changes, it cannot be shared."""
_SELDOM = frozenset(
    {
        *_POOLS,
        "disable_request_compression",
        "interceptors",
        "new_idempotency_token",
        "request_min_compression_size_bytes",
        "retry_strategy",
    }
)
"""Settings that need no look while they have their defaults."""


class BaseConfig:
    """The settings that every client has.

    Attributes:
        base_url: Where the service is, as in `http://localhost:8080`.
        api_key: The credential for the service's way of authentication.
        auth: Identities, or what signs requests on its own.
        username: The name of a caller.
        password: The password that goes with it, or what returns it.
        timeout: Seconds that one attempt may take to connect, to send a piece of the request, and
            to receive the whole answer, or a piece of it where it is streamed; `None` for no
            limit. `NOT_GIVEN` is the default, or what an injected `http_client` says.
        max_retries: How often a failed request may be repeated.
        default_headers: Sent with every request.
        default_query: Query parameters sent with every request.
        http_client: An `httpx2` or `httpx` client to send with; it is never closed.
        transport: What to send with in place of `httpx2`.
        retry_strategy: What decides about repeating.
        interceptors: What reads and changes every call.
        proxy: The URL of a proxy.
        verify: The `SSLContext` to trust, or whether to check certificates at all.
        cert: The client's certificate: a file, or a file and its key.
        trust_env: Whether the environment may name proxies and certificates.
        http2: Whether to speak HTTP/2.
        max_connections: How many connections may be open; `None` for no limit.
        max_keepalive_connections: How many of them may be idle.
        keepalive_expiry: Seconds that a connection may be idle.
        max_response_bytes: The largest body that is read whole, unpacked; `None` for no limit.
        new_idempotency_token: Makes the token of a call that has one and was given none.
        disable_request_compression: Whether nothing is compressed, whatever the model says.
        request_min_compression_size_bytes: Smaller bodies are never compressed.
    """

    module: ClassVar[str] = __name__.partition(".")[0]
    """The package, which loggers are named after."""
    environment: ClassVar[str] = ""
    """What the names of environment variables begin with."""
    default_timeout: ClassVar[float | None] = 60.0
    """Seconds."""

    base_url: str | None = None
    api_key: Any = None
    auth: Any = None
    username: str | None = None
    password: Any = None
    timeout: Timeout = NOT_GIVEN
    max_retries: int = DEFAULT_MAX_RETRIES
    default_headers: Mapping[str, str]
    default_query: Mapping[str, str | list[str]]
    http_client: Any = None
    transport: Any = None
    retry_strategy: RetryStrategy | None = None
    interceptors: Sequence[Interceptor] = ()
    proxy: Any = None
    verify: Any = True
    cert: Any = None
    trust_env: bool = True
    http2: bool = False
    max_connections: int | None = 100
    max_keepalive_connections: int | None = 20
    keepalive_expiry: float | None = 5.0
    max_response_bytes: int | None = DEFAULT_MAX_RESPONSE
    new_idempotency_token: Callable[[], str] | None = None
    disable_request_compression: bool = False
    request_min_compression_size_bytes: int = DEFAULT_MIN_COMPRESSION

    def __init__(self, **settings: Any) -> None:
        address = settings.pop("endpoint_uri", None)
        if address is not None:
            if settings.get("base_url") not in (None, address):
                raise ConfigurationError("base_url and endpoint_uri differ; give one of them")
            settings["base_url"] = address
        self.default_headers = {}
        self.default_query = {}
        self._put(settings)
        self.check_given()

    @classmethod
    def of(cls, given: Any) -> Self:
        """Return what a client was given as its configuration.

        Args:
            given: Settings; `None` for those that every client has.

        Raises:
            TypeError: If they are no settings.
        """
        if given is None:
            return cls()
        if not isinstance(given, cls):
            raise TypeError(f"config must be a {cls.__name__}, not {type(given).__name__}")
        return given

    @property
    def endpoint_uri(self) -> str | None:
        """Another name of `base_url`."""
        return self.base_url

    @endpoint_uri.setter
    def endpoint_uri(self, value: str | None) -> None:
        self.base_url = value

    @classmethod
    async def resolve(cls, *, endpoint_uri: str | None = None) -> Self:
        """Make a configuration as Smithy for Python spells it.

        Args:
            endpoint_uri: Where the service is.
        """
        return cls(endpoint_uri=endpoint_uri)

    def __repr__(self) -> str:
        url = self.base_url
        shown = public_url(url) if isinstance(url, str) else url
        return f"{self.__class__.__qualname__}(base_url={shown!r})"

    def copy(self) -> Self:
        """Copy the settings."""
        for name in ("default_headers", "default_query"):
            check_mapping(name, getattr(self, name))
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made.default_headers = dict(self.default_headers)
        made.default_query = dict(self.default_query)
        return made

    def _put(self, settings: Mapping[str, Any]) -> None:
        value: Any
        for name, value in settings.items():
            if isinstance(value, NotGiven) or (value is None and name != "timeout"):
                continue
            if name in ("default_headers", "default_query"):
                check_mapping(name, value)
                setattr(self, name, _merged(name, getattr(self, name), value or {}))
            else:
                setattr(self, name, value)

    def merged(self, plugins: Plugins | None, /, **given: Any) -> Self:
        """Copy these settings with those that were given put over them, and check the result.

        What neither has may come from the environment.

        Args:
            plugins: Callables that may change the result, in order.
            given: Settings; those that are `None` were not given.

        Raises:
            ConfigurationError: If a setting cannot work; the message names it.
        """
        made = self.copy()
        made._put(given)
        made._look_around()
        made._adjust(plugins)
        return made

    def _look_around(self) -> None:
        """Take what was not given from the environment, or from the transport."""
        for name in ("base_url", "api_key"):
            if getattr(self, name) is None and self.environment:
                setattr(self, name, os.environ.get(f"{self.environment}_{name.upper()}") or None)
        if self.base_url is None:
            self.base_url = getattr(self.transport, "base_url", None)

    def _adjust(self, plugins: Plugins | None) -> None:
        check_plugins(plugins)
        for plugin in plugins or ():
            plugin(self)
        self.complete()
        self.check()

    def changed(self, plugins: Plugins | None, /, **given: Any) -> Self:
        """Copy these settings with changes, and check the result.

        Args:
            plugins: Callables that may change the result, in order.
            given: Settings; `NOT_GIVEN` leaves one as it is, `None` takes it back to its default.
                Headers and query parameters are merged, and those that are `None` removed.

        Raises:
            ConfigurationError: If a setting cannot work; the message names it.
        """
        made = self.copy()
        for name, value in given.items():
            if isinstance(value, NotGiven):
                continue
            if name in ("default_headers", "default_query"):
                merged: dict[str, Any] = {}
                if value is not None:
                    check_mapping(name, value)
                    merged = _merged(name, getattr(self, name), value)
                value = {key: text for key, text in merged.items() if text is not None}
            elif value is None and name != "timeout":
                made.__dict__.pop(name, None)
                continue
            setattr(made, name, value)
        made._look_around()
        made._adjust(plugins)
        return made

    def for_call(self, plugins: Plugins) -> Self:
        """Copy these settings for one call.

        Args:
            plugins: Callables that may change the result, in order.

        Raises:
            ConfigurationError: If a setting cannot work, or belongs to the client; the message
                names it.
        """
        made = self.copy()
        made._adjust(plugins)
        if not made.shares_pool(self):
            names = sorted(
                name for name in _POOLS if getattr(made, name) is not getattr(self, name)
            )
            raise ConfigurationError(f"{names[0]} cannot change for one call: use with_options")
        return made

    def resolved_timeout(self) -> float | httpx2.Timeout | None:
        """Return the timeout, or its default."""
        return self.default_timeout if isinstance(self.timeout, NotGiven) else self.timeout

    def complete(self) -> None:
        """Fill in what follows from other settings."""

    def shares_pool(self, other: BaseConfig) -> bool:
        """Say whether clients of both settings can send through the same pool.

        Args:
            other: Other settings.
        """
        return all(getattr(self, name) == getattr(other, name) for name in _POOLS)

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigurationError: The message names the setting.
        """
        check_base_url(self.base_url, self.environment)
        self.check_given()

    def check_given(self) -> None:
        """Refuse settings that cannot work; an address may come yet.

        Raises:
            ConfigurationError: The message names the setting.
        """
        if self.base_url:
            check_base_url(self.base_url, self.environment)
        check_timeout(self.timeout)
        check_max_retries(self.max_retries)
        check_api_key(self.api_key)
        check_headers("default_headers", self.default_headers)
        check_query("default_query", self.default_query)
        if self.__dict__.keys() & _SELDOM:
            self._check_seldom()

    def _check_seldom(self) -> None:
        self._check_connection()
        check_interceptors(self.interceptors)
        strategy: Any = self.retry_strategy
        if strategy is not None and (
            isinstance(strategy, type) or not callable(getattr(strategy, "delay", None))
        ):
            raise ConfigurationError("retry_strategy must have a method delay(failure)")
        callback: Any = self.new_idempotency_token
        if callback is not None and not callable(callback):
            raise ConfigurationError("new_idempotency_token must be callable")
        check_flag("disable_request_compression", self.disable_request_compression)
        least = self.request_min_compression_size_bytes
        name = "request_min_compression_size_bytes"
        check_count(name, least, least=0, most=LARGEST_COMPRESSION)

    def _check_connection(self) -> None:
        names = ("http_client", "transport")
        injected = [name for name in names if getattr(self, name) is not None]
        if len(injected) > 1:
            raise ConfigurationError("give http_client or transport, not both")
        for name in _CONNECTION if injected else ():
            if name in self.__dict__:
                raise ConfigurationError(
                    f"{name} has no effect beside {injected[0]}, which was set up by itself"
                )
        check_flag("trust_env", self.trust_env)
        if self.max_connections is not None:
            check_count("max_connections", self.max_connections, least=1)
        if self.max_keepalive_connections is not None:
            check_count("max_keepalive_connections", self.max_keepalive_connections, least=0)
        if self.keepalive_expiry is not None:
            check_seconds("keepalive_expiry", self.keepalive_expiry)
        if self.max_response_bytes is not None:
            check_count("max_response_bytes", self.max_response_bytes, least=1)
        check_proxy(self.proxy)
        check_certificates(self.verify, self.cert)
        check_http2(self.http2, self.module)


def _merged(name: str, old: Mapping[str, Any], new: Any) -> dict[str, Any]:
    """Put headers or query parameters over others; the names of headers have no case."""
    if name == "default_headers":
        replaced = {header.lower() for header in new}
        old = {header: text for header, text in old.items() if header.lower() not in replaced}
    return {**old, **new}


def random_token() -> str:
    """Make a token for one call."""
    from uuid import uuid4

    return str(uuid4())
