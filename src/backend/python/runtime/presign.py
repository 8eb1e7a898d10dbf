"""URLs that are signed beforehand: whoever has one may send that request, until it expires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .auth import Authenticator
from .aws_auth import SHA256_HEADER, SigV4Signer
from .building import gather, http_request, serialized
from .errors import ConfigurationError
from .sigv4 import (
    ALGORITHM,
    canonical_headers,
    canonical_query,
    canonical_request,
    signature,
    split_url,
    string_to_sign,
)
from .uri import query_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from .http import HttpRequest
    from .operation import Operation, Options

P = ParamSpec("P")
Out = TypeVar("Out")

LONGEST = 604800
"""Seconds that a URL may be good for: a week."""

_LEFT_OUT = frozenset(
    {
        "accept",
        "content-length",
        "content-type",
        "user-agent",
        "x-amz-security-token",
        SHA256_HEADER,
    }
)
"""Headers that whoever sends the request need not know."""
_KEPT = "x-amz-server-side-encryption"
"""The beginning of headers that a query cannot stand for."""
_FORM = "application/x-www-form-urlencoded"


class _Captured:
    """Stands for a pipeline, and makes requests without sending them."""

    def __init__(self, pipeline: Any) -> None:
        self.config = pipeline.config
        self._agent: str = pipeline.shared.agent
        self.made: tuple[Operation[Any, Any], HttpRequest] | None = None

    def call(
        self, op: Operation[Any, Any], given: Any, members: dict[str, Any], options: Options
    ) -> Any:
        """Make the request of a call; nothing happens to its body."""
        value = gather(self.config, op, given, members)
        request = serialized(op, value)
        if op.adjust is not None:
            op.adjust(request, value, self.config)
        self.made = op, http_request(self.config, self._agent, op, request, options[:3])
        return self

    def __await__(self) -> Any:
        yield from ()


class _Owner:
    """Stands for a client or a resource."""

    def __init__(self, pipeline: _Captured) -> None:
        self._pipeline = pipeline


class Presigner:
    """Makes URLs in place of sending requests.

    As in `presign(client.get_object)(bucket="b", key="k")`, which is good for an hour, or
    `presign.lasting(60)(client.get_object)(…)`. The operation's own method of HTTP must be used, and
    headers that it was given, but for those that begin with `x-amz-`, must be sent.

    Args:
        expires_in: Seconds that a URL is good for, a week at most.
    """

    def __init__(self, expires_in: int = 3600) -> None:
        self._expires_in = expires_in

    def lasting(self, expires_in: Any) -> Presigner:
        """Return one whose URLs are good for another time.

        Args:
            expires_in: Seconds, a week at most.

        Raises:
            ConfigurationError: If it is no such number.
        """
        if isinstance(expires_in, bool) or not isinstance(expires_in, int):
            raise ConfigurationError(f"expires_in must be an int: {expires_in!r}")
        if not 1 <= expires_in <= LONGEST:
            raise ConfigurationError(
                f"expires_in must be from 1 to {LONGEST} seconds: {expires_in}"
            )
        return Presigner(expires_in)

    # Type checkers keep overloads where there is one argument, and nothing else.
    def __call__(self, method: Callable[P, Out]) -> Callable[P, str]:
        """Return what makes the URLs of an operation.

        Args:
            method: The method of an operation, of either client.

        Raises:
            ConfigurationError: If it is none, or not signed with an access key; when it is called,
                also if credentials or a region are missing.
        """
        owner: Any = getattr(method, "__self__", None)
        function: Any = getattr(method, "__func__", None)
        pipeline = getattr(owner, "_pipeline", None)
        if function is None or pipeline is None:
            raise ConfigurationError("presign takes the method of an operation of a client")

        def url(*args: P.args, **kwargs: P.kwargs) -> str:
            captured = _Captured(pipeline)
            result: Any = function(_Owner(captured), *args, **kwargs)
            if hasattr(result, "send"):
                try:
                    result.send(None)
                except StopIteration:
                    pass
            if captured.made is None:
                raise ConfigurationError("presign takes no operation that sends or receives events")
            op, request = captured.made
            signer = Authenticator(captured.config, asynchronous=True).signer(op.auth)
            if not isinstance(signer, SigV4Signer):
                raise ConfigurationError(f"{op.name} is not signed with an access key")
            return presigned(signer, request, self._expires_in)

        return url


presign = Presigner()
"""Makes URLs that are good for an hour."""


def presigned(signer: SigV4Signer, request: HttpRequest, expires_in: int) -> str:
    """Return a URL that is signed.

    Args:
        signer: What signs.
        request: The request.
        expires_in: Seconds that the URL is good for.
    """
    credentials = signer.credentials()
    moment, date = signer.now()
    credential_scope = signer.scope(date)
    method, address = request.method, request.url
    if request.headers.get("content-type", "").startswith(_FORM) and request.content:
        # What a form says can stand in the query as well, so that a browser can send it.
        method, address = "GET", f"{address.partition('?')[0]}?{request.content.decode()}"
    kept: dict[str, str] = {}
    pairs = [
        ("X-Amz-Algorithm", ALGORITHM),
        ("X-Amz-Credential", f"{credentials.access_key_id}/{credential_scope}"),
        ("X-Amz-Date", moment),
        ("X-Amz-Expires", str(expires_in)),
    ]
    for name, value in request.headers.items():
        if name in _LEFT_OUT:
            continue
        if name.startswith("x-amz-") and not name.startswith(_KEPT):
            pairs.append((name, value))
        else:
            kept[name] = value
    if credentials.session_token is not None:
        pairs.append(("X-Amz-Security-Token", credentials.session_token))
    url = split_url(address)
    lines, signed = canonical_headers(kept, url.host)
    pairs.append(("X-Amz-SignedHeaders", signed))
    joint = "&" if url.query else ""
    query = f"{url.query}{joint}{query_string(pairs)}"
    payload = signer.presigned_payload
    canonical = canonical_request(
        method, signer.path(url), canonical_query(query), lines, signed, payload
    )
    text = string_to_sign(moment, credential_scope, canonical)
    made = signature(signer.key(credentials, date), text)
    start = address.partition("?")[0]
    return f"{start}?{query}&X-Amz-Signature={made}"
