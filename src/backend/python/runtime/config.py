"""The settings of a client.

A setting that was not given is not in the object's dictionary; the class has its default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast

from .errors import ConfigurationError
from .http import encode_headers, public_url
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
_POOLS = frozenset({*_CONNECTION, "http_client", "transport", "timeout"})
"""Settings that a pool is made from: where one changes, it cannot be shared."""


class BaseConfig:
    """The settings that every client has.

    Attributes:
        base_url: Where the service is, as in `http://localhost:8080`.
        api_key: The credential for the service's way of authentication.
        auth: Identities, or what signs requests on its own.
        username: The name of a caller.
        password: The password that goes with it, or what returns it.
        timeout: Seconds that one attempt may take to connect, send or receive; `None` for no
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
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made.default_headers = dict(self.default_headers)
        made.default_query = dict(self.default_query)
        return made

    def _put(self, settings: Mapping[str, Any]) -> None:
        for name, value in settings.items():
            if isinstance(value, NotGiven) or (value is None and name != "timeout"):
                continue
            if name in ("default_headers", "default_query"):
                check_mapping(name, value)
                merged: dict[str, Any] = dict(getattr(self, name))
                merged.update(value or {})
                setattr(self, name, merged)
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
        for name in ("base_url", "api_key"):
            if getattr(made, name) is None and made.environment:
                setattr(made, name, os.environ.get(f"{made.environment}_{name.upper()}") or None)
        if made.base_url is None:
            made.base_url = getattr(made.transport, "base_url", None)
        for plugin in plugins or ():
            plugin(made)
        made.complete()
        made.check()
        return made

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
                    merged = {**getattr(self, name), **value}
                value = {key: text for key, text in merged.items() if text is not None}
            elif value is None and name != "timeout":
                made.__dict__.pop(name, None)
                continue
            setattr(made, name, value)
        for plugin in plugins or ():
            plugin(made)
        made.complete()
        made.check()
        return made

    def complete(self) -> None:
        """Fill in what follows from other settings."""

    def shares_pool(self, other: BaseConfig) -> bool:
        """Say whether clients of both settings can send through the same pool.

        Args:
            other: Other settings.
        """
        return all(getattr(self, name) is getattr(other, name) for name in _POOLS)

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigurationError: The message names the setting.
        """
        check_base_url(self.base_url, self.environment)
        check_timeout(self.timeout)
        check_max_retries(self.max_retries)
        check_api_key(self.api_key)
        for name in ("default_headers", "default_query"):
            check_mapping(name, getattr(self, name))
        texts: list[Any] = list(self.default_headers.values())
        if any(not isinstance(text, str) for text in texts):
            raise ConfigurationError("default_headers must map names to texts")
        try:
            encode_headers(self.default_headers)
        except ValueError as error:
            raise ConfigurationError(f"default_headers: {error}") from None
        self._check_connection()
        strategy: Any = self.retry_strategy
        if strategy is not None and not callable(getattr(strategy, "delay", None)):
            raise ConfigurationError("retry_strategy must have a method delay(failure)")
        callback: Any = self.new_idempotency_token
        if callback is not None and not callable(callback):
            raise ConfigurationError("new_idempotency_token must be callable")

    def _check_connection(self) -> None:
        injected = [name for name in ("http_client", "transport") if getattr(self, name)]
        if len(injected) > 1:
            raise ConfigurationError("give http_client or transport, not both")
        for name in _CONNECTION if injected else ():
            if name in self.__dict__:
                raise ConfigurationError(
                    f"{name} has no effect beside {injected[0]}, which was set up by itself"
                )
        for name in ("trust_env", "http2"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigurationError(f"{name} must be True or False: {getattr(self, name)!r}")
        for name in ("max_connections", "max_keepalive_connections", "keepalive_expiry"):
            value: Any = getattr(self, name)
            if value is not None and (not isinstance(value, (int, float)) or value < 0):
                raise ConfigurationError(f"{name} must be a number of at least 0: {value!r}")
        proxy: Any = self.proxy
        if isinstance(proxy, str) and not proxy.startswith(("http://", "https://", "socks5")):
            raise ConfigurationError("proxy must begin with http://, https:// or socks5://")
        if "verify" in self.__dict__ and not isinstance(self.verify, bool):
            from ssl import SSLContext

            if not isinstance(self.verify, SSLContext):
                raise ConfigurationError(
                    f"verify must be an ssl.SSLContext or a bool: {type(self.verify).__name__}"
                )
        if self.http2:
            from importlib.util import find_spec

            if find_spec("h2") is None:
                name = self.module.replace("_", "-")
                raise ConfigurationError(
                    f"http2 needs a package that is not installed: pip install '{name}[http2]'"
                )


def random_token() -> str:
    """Make a token for one call."""
    from uuid import uuid4

    return str(uuid4())


def check_base_url(value: Any, environment: str) -> None:
    """Refuse what cannot be the address of a service.

    Args:
        value: The address.
        environment: What the names of environment variables begin with.
    """
    if not value:
        hint = f", or set {environment}_BASE_URL" if environment else ""
        raise ConfigurationError(f"base_url is missing: say where the service is{hint}")
    if not isinstance(value, str):
        raise ConfigurationError(f"base_url must be a str, not {type(value).__name__}")
    if not value.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"base_url must begin with http:// or https://: {public_url(value)!r}"
        )
    if any(character <= " " for character in value) or not value.partition("://")[2].strip("/"):
        raise ConfigurationError(f"base_url is no address: {public_url(value)!r}")


def check_mapping(name: str, value: Any) -> None:
    """Refuse what is no mapping of texts.

    Args:
        name: The setting.
        value: What was given.
    """
    if not isinstance(cast("object", value), Mapping):
        raise ConfigurationError(f"{name} must be a mapping, not {type(value).__name__}")
    if any(not isinstance(key, str) for key in value):
        raise ConfigurationError(f"{name} must map names to texts")


def check_api_key(value: Any) -> None:
    """Refuse an API key that is neither a text nor a callable; the message never shows it.

    Args:
        value: What was given.
    """
    if value is None or callable(value):
        return
    if not isinstance(value, str):
        raise ConfigurationError(f"api_key must be a str or a callable: {type(value).__name__}")
    if not value.strip():
        raise ConfigurationError("api_key is empty")


def check_timeout(value: Any) -> None:
    """Refuse what is no positive number, `None`, `NOT_GIVEN` or a timeout of the transport.

    Args:
        value: What was given.
    """
    if value is None or isinstance(value, NotGiven) or hasattr(value, "connect"):
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise ConfigurationError(
            f"timeout must be a positive number of seconds, or None: {value!r}"
        )


def check_max_retries(value: Any) -> None:
    """Refuse a number of retries that is not an integer of at least 0.

    Args:
        value: What was given.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(f"max_retries must be an integer of at least 0: {value!r}")
