"""What a client's settings must look like; each refusal names the setting.

Values are shown only where they cannot be secret. This module must not know a service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from .errors import ConfigurationError
from .http import encode_headers, public_url
from .operation import NotGiven

LONGEST_TIMEOUT = 2_000_000
"""Seconds; operating systems take no more than 24 days."""
LARGEST_COMPRESSION = 10_485_760
"""Bytes; the most that may be asked of request compression."""


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
    if any(character <= " " or character == "\x7f" for character in value):
        raise ConfigurationError("base_url holds a space or a control character")
    if "?" in value or "#" in value:
        raise ConfigurationError("base_url has a query or a fragment; use default_query")
    if not _has_host(value):
        raise ConfigurationError(f"base_url is no address: {public_url(value)!r}")


def _has_host(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


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


def check_headers(name: str, value: Any) -> None:
    """Refuse headers that cannot be sent.

    Args:
        name: The setting.
        value: What was given.
    """
    check_mapping(name, value)
    if any(not isinstance(text, str) for text in value.values()):
        raise ConfigurationError(f"{name} must map names to texts")
    try:
        encode_headers(value)
    except ValueError as error:
        raise ConfigurationError(f"{name}: {error}") from None


def check_query(name: str, value: Any) -> None:
    """Refuse query parameters that cannot be sent.

    Args:
        name: The setting.
        value: What was given.
    """
    check_mapping(name, value)
    for given in value.values():
        texts: list[Any] = cast("list[Any]", given) if isinstance(given, (list, tuple)) else [given]
        if any(not isinstance(text, str) for text in texts):
            raise ConfigurationError(f"{name} must map names to texts, or to lists of texts")


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
    if value > LONGEST_TIMEOUT:
        raise ConfigurationError(
            f"timeout must be at most {LONGEST_TIMEOUT} seconds, or None for no limit: {value!r}"
        )


def check_max_retries(value: Any) -> None:
    """Refuse a number of retries that is not an integer of at least 0.

    Args:
        value: What was given.
    """
    check_count("max_retries", value, least=0)


def check_count(name: str, value: Any, *, least: int, most: int | None = None) -> None:
    """Refuse what is no integer in a range.

    Args:
        name: The setting.
        value: What was given.
        least: The smallest integer.
        most: The largest integer; `None` for no limit.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigurationError(f"{name} must be an integer of at least {least}: {value!r}")
    if most is not None and value > most:
        raise ConfigurationError(f"{name} must be an integer of at most {most}: {value!r}")


def check_seconds(name: str, value: Any) -> None:
    """Refuse what is no number of seconds.

    Args:
        name: The setting.
        value: What was given.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0:
        raise ConfigurationError(f"{name} must be a number of at least 0: {value!r}")


def check_flag(name: str, value: Any) -> None:
    """Refuse what is neither `True` nor `False`.

    Args:
        name: The setting.
        value: What was given.
    """
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} must be True or False: {value!r}")


def check_interceptors(value: Any) -> None:
    """Refuse what is no sequence of interceptors.

    Args:
        value: What was given.
    """
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ConfigurationError(
            f"interceptors must be a sequence of interceptors, not {type(value).__name__}"
        )
    for one in cast("list[Any]", value):
        if isinstance(one, type):
            raise ConfigurationError(
                f"interceptors must hold interceptors, not their class: {one.__name__}()"
            )
        if not callable(getattr(one, "read_before_execution", None)):
            raise ConfigurationError(
                f"interceptors must hold interceptors, not {type(one).__name__}"
            )


def check_plugins(value: Any) -> None:
    """Refuse what is no sequence of callables.

    Args:
        value: What was given.
    """
    if value is None:
        return
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        raise ConfigurationError(
            f"plugins must be a sequence of callables, not {type(value).__name__}"
        )
    for one in cast("list[Any]", value):
        if not callable(one):
            raise ConfigurationError(f"plugins must hold callables, not {type(one).__name__}")


def check_proxy(value: Any) -> None:
    """Refuse what is no proxy; the message never shows its password.

    Args:
        value: A URL or a proxy of `httpx2`.
    """
    if value is None or hasattr(value, "url"):
        return
    if not isinstance(value, str):
        raise ConfigurationError(f"proxy must be a URL, not {type(value).__name__}")
    if not value.startswith(("http://", "https://", "socks5://", "socks5h://")):
        raise ConfigurationError("proxy must begin with http://, https:// or socks5://")
    if not _has_host(value) or any(character <= " " for character in value):
        raise ConfigurationError("proxy is no address")
    if value.startswith("socks5"):
        from importlib.util import find_spec

        if find_spec("socksio") is None:
            raise ConfigurationError(
                "proxy needs a package that is not installed: pip install socksio"
            )


def check_certificates(verify: Any, cert: Any) -> None:
    """Refuse what cannot be trusted with, and a certificate that cannot be read.

    Args:
        verify: What the servers' certificates are checked with.
        cert: The client's certificate.
    """
    if not isinstance(verify, bool):
        from ssl import SSLContext

        if not isinstance(verify, SSLContext):
            raise ConfigurationError(
                f"verify must be an ssl.SSLContext or a bool: {type(verify).__name__}"
            )
    if cert is not None:
        from ssl import PROTOCOL_TLS_CLIENT, SSLContext

        load_certificate(SSLContext(PROTOCOL_TLS_CLIENT), cert)


def load_certificate(context: Any, cert: Any) -> None:
    """Put the client's certificate into a context.

    Args:
        context: An `ssl.SSLContext`.
        cert: A file, a file and that of the key, or these and the key's password.

    Raises:
        ConfigurationError: If it cannot be read.
    """
    parts: tuple[Any, ...] = (cert,) if isinstance(cert, str) else cert
    if (
        not isinstance(cast("object", parts), tuple)
        or not 1 <= len(parts) <= 3
        or any(not (part is None or isinstance(part, str)) for part in parts)
        or not parts[0]
    ):
        raise ConfigurationError("cert must be a file, or a tuple of a file and that of its key")
    file, key, password = (*parts, None, None)[:3]
    try:
        # Without a password, a key that has one would be asked for on the terminal.
        context.load_cert_chain(file, key, password or "")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"cert cannot be used: {error}") from error


def check_http2(value: Any, module: str) -> None:
    """Refuse HTTP/2 where the package that speaks it is absent.

    Args:
        value: Whether it is wanted.
        module: The package of the client, whose extra it is.
    """
    check_flag("http2", value)
    if value:
        from importlib.util import find_spec

        if find_spec("h2") is None:
            name = module.replace("_", "-")
            raise ConfigurationError(
                f"http2 needs a package that is not installed: pip install '{name}[http2]'"
            )


def check_sender(name: str, value: Any, *, asynchronous: bool) -> None:
    """Refuse what cannot send for a client of this kind.

    Args:
        name: The setting.
        value: A transport, or a client of `httpx2` or `httpx`.
        asynchronous: Whether the client is asynchronous.
    """
    for method in ("send", "build_request") if name == "http_client" else ("send",):
        if not callable(getattr(value, method, None)):
            raise ConfigurationError(f"{name} has no method {method}: {type(value).__name__}")
    from inspect import iscoroutinefunction

    waits = iscoroutinefunction(value.send)
    if waits and not asynchronous:
        raise ConfigurationError(
            f"{name} is asynchronous, and the client is not: {type(value).__name__}"
        )
    if asynchronous and not (waits or hasattr(value, "aclose")):
        raise ConfigurationError(
            f"{name} is synchronous, and the client is not: {type(value).__name__}"
        )
