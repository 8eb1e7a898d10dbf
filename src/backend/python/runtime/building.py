"""How an input becomes a request: serializing, defaults of the client, options of the call.

This module must not know a transport, and never waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .config import random_token
from .errors import SerializationError
from .http import HttpRequest
from .operation import In, Operation, Out, Request
from .paths import Mismatch
from .refusal import refusal
from .uri import query_string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .config import BaseConfig
    from .operation import Body, Headers, Query


def gather(
    config: BaseConfig, op: Operation[In, Out], given: In | None, members: dict[str, Any]
) -> In:
    """Return the input of a call, from an object or from keywords.

    Args:
        config: The client's settings.
        op: The operation.
        given: The input object, if the caller passed one.
        members: The keywords, with `None` or a default for those left out.

    Raises:
        TypeError: If both were given, or the object is of another class.
    """
    cls = op.input_type
    made: Any
    result: In
    if cls is type(None):
        nothing: Any = None
        result = nothing
        return result
    if given is None:
        made = object.__new__(cls)
        made.__dict__.update(members)
    else:
        if not isinstance(given, cls):
            raise TypeError(f"{op.name} takes {cls.__name__}, not {type(given).__name__}")
        for name, value in members.items():
            default = getattr(cls, name, None)
            if not (value is default or value in (None, [], {}) or value == default):
                raise TypeError(f"{op.name}: pass {cls.__name__} or keywords, not both ({name})")
        made = given
    result = made
    token = op.token
    if token is not None and getattr(made, token) is None:
        filled: Any = object.__new__(cls)
        filled.__dict__.update(made.__dict__)
        filled.__dict__[token] = (config.new_idempotency_token or random_token)()
        result = filled
    return result


def serialized(op: Operation[In, Out], value: In) -> Request:
    """Call the emitted serializer of an operation.

    Args:
        op: The operation.
        value: Its input.

    Raises:
        SerializationError: If the input does not match the model.
    """
    try:
        request = op.serialize(value)
        request.value = value
        return request
    except Mismatch as error:
        raise refusal(value, error) from None
    except RecursionError:
        raise SerializationError("nests too deeply", path="input") from None
    except UnicodeEncodeError as error:
        raise SerializationError(f"is not valid Unicode: {error}", path="input") from None


def body_of(op: Operation[Any, Any], request: Request, extra: Body | None) -> Any:
    """Return the body of a request: bytes, or what is read while it is sent.

    Args:
        op: The operation.
        request: What its serializer made.
        extra: Members to add.

    Raises:
        SerializationError: If it cannot be written.
    """
    value = request.document
    if extra:
        if request.content is not None or not (value is None or isinstance(value, dict)):
            raise SerializationError("extra_body needs an object as the request's body")
        value = {**cast("dict[str, Any]", value or {}), **extra}
    if value is None:
        return request.content
    request.content_type = request.content_type or op.wire.media_type
    try:
        return op.wire.dumps(value, op.exact) if extra else op.dumps(value)
    except Mismatch as error:  # Long lists are serialized while they are written.
        raise refusal(request.value, error) from None
    except RecursionError:
        raise SerializationError("nests too deeply", path="input") from None
    except UnicodeEncodeError as error:
        raise SerializationError(f"is not valid Unicode: {error}", path="input") from None
    except (TypeError, ValueError) as error:
        raise SerializationError(f"cannot be written: {error}", path="input") from error


def http_request(
    config: BaseConfig,
    agent: str,
    op: Operation[Any, Any],
    request: Request,
    extra: tuple[Headers | None, Query | None, Body | None],
) -> HttpRequest:
    """Put together what is sent, before steps such as compression.

    Args:
        config: The settings of the client.
        agent: What `user-agent` says.
        op: The operation.
        request: What its serializer made.
        extra: Headers, query parameters and members of the body that the caller adds.

    Raises:
        SerializationError: If it cannot be written.
    """
    more_headers, more_query, more_body = extra
    content = body_of(op, request, more_body)
    headers = {"accept": op.accept, "user-agent": agent}
    if request.content_type is not None:
        headers["content-type"] = request.content_type
    for more in (config.default_headers, request.headers, more_headers):
        if more:
            for name, text in more.items():
                headers[name.lower()] = text
    if config.default_query:
        more_query = {**config.default_query, **(more_query or {})}
    url = _url(config, request, more_query)
    made = HttpRequest(request.method, url, headers, content, op.name)
    if request.exact_path and "/." in request.path:
        made.exact_path = True
    return made


def _url(config: BaseConfig, request: Request, extra: Mapping[str, str | list[str]] | None) -> str:
    base = (request.base_url or config.base_url or "").rstrip("/")
    if request.host:
        scheme = base.partition("://")[0]
        host = request.host.rpartition("://")[2].partition("/")[0]
        base = f"{scheme}://{host}"
    if request.host_prefix:
        scheme, _, rest = base.partition("://")
        base = f"{scheme}://{request.host_prefix}{rest}"
    pairs = request.query or []
    if extra:
        pairs = [pair for pair in pairs if pair[0] not in extra]
        for name, value in extra.items():
            values = [value] if isinstance(value, str) else value
            pairs.extend((name, item) for item in values)
    if not pairs:
        return base + request.path
    joint = "&" if "?" in request.path else "?"
    try:
        return f"{base}{request.path}{joint}{query_string(pairs)}"
    except (UnicodeEncodeError, TypeError) as error:
        raise SerializationError(f"a query parameter is not valid text: {error}") from error
