"""The settings of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError
from .operation import NOT_GIVEN, NotGiven, Timeout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

DEFAULT_TIMEOUT = 60.0
"""Seconds."""
DEFAULT_MAX_RETRIES = 2


class BaseConfig:
    """The settings that every client has.

    Attributes:
        base_url: Where the service is, as in `http://localhost:8080`.
        timeout: Seconds that one attempt may take to connect, send or receive; `None` for no
            limit. `NOT_GIVEN` is 60 seconds, or what an injected `http_client` says.
        max_retries: How often a failed request may be repeated.
        default_headers: Sent with every request.
        http_client: An `httpx2` or `httpx` client to send with; it is never closed.
        new_idempotency_token: Makes the token of a call that has one and was given none.
        disable_request_compression: Whether nothing is compressed, whatever the model says.
        request_min_compression_size_bytes: Smaller bodies are never compressed.
    """

    disable_request_compression: bool = False
    request_min_compression_size_bytes: int = 10240

    def __init__(
        self,
        *,
        base_url: str | None = None,
        endpoint_uri: str | None = None,
        timeout: Timeout = NOT_GIVEN,
        max_retries: int | None = None,
        default_headers: Mapping[str, str] | None = None,
        http_client: Any = None,
        new_idempotency_token: Callable[[], str] | None = None,
    ) -> None:
        if base_url is not None and endpoint_uri is not None and base_url != endpoint_uri:
            raise ConfigurationError("base_url and endpoint_uri differ; give one of them")
        self.base_url = endpoint_uri if base_url is None else base_url
        self.timeout = timeout
        self.max_retries = DEFAULT_MAX_RETRIES if max_retries is None else max_retries
        self.default_headers = dict(default_headers or {})
        self.http_client = http_client
        self.new_idempotency_token = new_idempotency_token or _random_token

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
        return f"{self.__class__.__qualname__}(base_url={self.base_url!r})"

    def merged(
        self,
        *,
        base_url: str | None,
        timeout: Timeout,
        max_retries: int | None,
        default_headers: Mapping[str, str] | None,
        http_client: Any,
    ) -> Self:
        """Copy these settings with the ones given put over them, and check the result.

        Raises:
            ConfigurationError: If a setting cannot work; the message names it.
        """
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        if base_url is not None:
            made.base_url = base_url
        if not isinstance(timeout, NotGiven):
            made.timeout = timeout
        if max_retries is not None:
            made.max_retries = max_retries
        made.default_headers = {**self.default_headers, **(default_headers or {})}
        if http_client is not None:
            made.http_client = http_client
        made.check()
        return made

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigurationError: The message names the setting.
        """
        if not self.base_url:
            raise ConfigurationError("base_url is missing: say where the service is")
        if not self.base_url.startswith(("http://", "https://")):
            raise ConfigurationError(
                f"base_url must begin with http:// or https://: {self.base_url!r}"
            )
        check_timeout(self.timeout)
        check_max_retries(self.max_retries)


def _random_token() -> str:
    from uuid import uuid4

    return str(uuid4())


def check_timeout(value: Any) -> None:
    """Refuse a timeout that is not a positive number, `None` or `NOT_GIVEN`."""
    if value is None or isinstance(value, NotGiven):
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise ConfigurationError(
            f"timeout must be a positive number of seconds, or None: {value!r}"
        )


def check_max_retries(value: Any) -> None:
    """Refuse a number of retries that is not an integer of at least 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(f"max_retries must be an integer of at least 0: {value!r}")
