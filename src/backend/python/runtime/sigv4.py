"""AWS Signature Version 4: pure functions from the parts of a request to its signature.

Nothing here knows a client, a setting or a clock. Text is what is sent: paths and queries come as
they stand in the URL, percent-encoded already.
"""

from __future__ import annotations

import re
from hashlib import sha256
from hmac import digest
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

ALGORITHM = "AWS4-HMAC-SHA256"
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of nothing."""
UNSIGNED = "UNSIGNED-PAYLOAD"

_UNSIGNED_HEADERS = frozenset(
    {
        "authorization",
        "cache-control",
        "connection",
        "content-length",
        "expect",
        "from",
        "keep-alive",
        "max-forwards",
        "pragma",
        "referer",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "x-amzn-trace-id",
    }
)
"""Headers that proxies and transports change on the way."""

_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
_CANONICAL_QUERY = re.compile(r"(?:[A-Za-z0-9._~=&-]|%[0-9A-F]{2})*")
_SAFE = "-._~"
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class Url(NamedTuple):
    """The parts of a URL.

    Attributes:
        scheme: `http` or `https`.
        host: The host, with its port unless that is the scheme's own.
        path: The path; at least `/`.
        query: What follows the question mark.
    """

    scheme: str
    host: str
    path: str
    query: str


def split_url(url: str) -> Url:
    """Cut a URL into its parts.

    Args:
        url: An absolute URL.
    """
    scheme, _, rest = url.partition("://")
    rest, _, query = rest.partition("#")[0].partition("?")
    host, slash, path = rest.partition("/")
    host = host.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS.get(scheme, ":"))
    if not host.isascii():
        host = host.encode("idna").decode()
    return Url(scheme, host, slash + path or "/", query)


def canonical_path(path: str) -> str:
    """Return the path as all services but S3 sign it.

    That is without `.`, `..` and empty segments, and percent-encoded once more.

    Args:
        path: The path as it is sent.
    """
    if _PLAIN_PATH.fullmatch(path) is not None:
        return path or "/"
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if kept:
                kept.pop()
        elif segment and segment != ".":
            kept.append(segment)
    made = "/" + "/".join(kept)
    if kept and path.endswith(("/", "/.", "/..")):
        made += "/"
    return quote(made, safe="/" + _SAFE)


def canonical_query(query: str) -> str:
    """Return the query as it is signed: each parameter with `=`, in order of names and values.

    Args:
        query: The query as it is sent.
    """
    if not query:
        return ""
    pairs: list[tuple[str, str]] = []
    plain = _CANONICAL_QUERY.fullmatch(query) is not None
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not plain or "=" in value:
            name, value = quote(unquote(name), safe=_SAFE), quote(unquote(value), safe=_SAFE)
        if part:
            pairs.append((name, value))
    pairs.sort()
    return "&".join([f"{name}={value}" for name, value in pairs])


def canonical_headers(headers: Mapping[str, str], host: str) -> tuple[str, str]:
    """Return the headers as they are signed, one a line, and their names.

    Args:
        headers: Values by name in lower case.
        host: The value of `host`, unless it is among them.
    """
    lines: list[tuple[str, str]] = []
    for name, value in headers.items():
        if name not in _UNSIGNED_HEADERS:
            value = value.strip()
            lines.append((name, " ".join(value.split()) if "  " in value else value))
    if "host" not in headers:
        lines.append(("host", host))
    lines.sort()
    signed = ";".join([name for name, _ in lines])
    return "".join([f"{name}:{value}\n" for name, value in lines]), signed


def canonical_request(
    method: str, path: str, query: str, headers: str, signed: str, payload: str
) -> str:
    """Return the text that a signature covers.

    Args:
        method: The HTTP method.
        path: The canonical path.
        query: The canonical query.
        headers: The canonical headers.
        signed: Their names.
        payload: The hash of the body, or what stands for it.
    """
    return f"{method}\n{path}\n{query}\n{headers}\n{signed}\n{payload}"


def scope(date: str, region: str, service: str) -> str:
    """Return what a key is good for.

    Args:
        date: The day, as in `20150830`.
        region: The region.
        service: The name of the service in signatures.
    """
    return f"{date}/{region}/{service}/aws4_request"


def string_to_sign(moment: str, credential_scope: str, canonical: str) -> str:
    """Return the text that is signed for a request.

    Args:
        moment: The time, as in `20150830T123600Z`.
        credential_scope: What the key is good for.
        canonical: The canonical request.
    """
    hashed = sha256(canonical.encode()).hexdigest()
    return f"{ALGORITHM}\n{moment}\n{credential_scope}\n{hashed}"


def signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """Return the key that is good for one day, region and service.

    Args:
        secret: The secret access key.
        date: The day, as in `20150830`.
        region: The region.
        service: The name of the service in signatures.
    """
    key = digest(f"AWS4{secret}".encode(), date.encode(), "sha256")
    for part in (region, service, "aws4_request"):
        key = digest(key, part.encode(), "sha256")
    return key


def signature(key: bytes, text: str) -> str:
    """Return the signature of a text, in hexadecimal digits.

    Args:
        key: The signing key.
        text: The text.
    """
    return digest(key, text.encode(), "sha256").hex()


class Seal:
    """What goes on signing after a request is signed: chunks, trailers and events of its body.

    Each signature covers the one before it.

    Args:
        key: The signing key.
        moment: The time, as in `20150830T123600Z`.
        credential_scope: What the key is good for.
        seed: The signature of the request.
    """

    __slots__ = ("_key", "_moment", "_scope", "previous")

    def __init__(self, key: bytes, moment: str, credential_scope: str, seed: str) -> None:
        self._key = key
        self._moment = moment
        self._scope = credential_scope
        self.previous = seed

    def chunk(self, data: bytes) -> str:
        """Sign a chunk.

        Args:
            data: The chunk; the last one is empty.
        """
        return self._next(f"{ALGORITHM}-PAYLOAD", f"{EMPTY}\n{sha256(data).hexdigest()}")

    def trailer(self, lines: str) -> str:
        r"""Sign the trailers.

        Args:
            lines: `name:value\n` for each, in order of names.
        """
        return self._next(f"{ALGORITHM}-TRAILER", sha256(lines.encode()).hexdigest())

    def event(self, moment: str, key: bytes, scope: str, headers: bytes, payload: bytes) -> str:
        """Sign an event.

        Args:
            moment: The time of the event.
            key: The signing key of its day.
            scope: What that is good for.
            headers: The headers of the message that carries it, encoded, but for the signature.
            payload: The event, encoded; the last one is empty.
        """
        self._moment, self._key, self._scope = moment, key, scope
        hashes = f"{sha256(headers).hexdigest()}\n{sha256(payload).hexdigest()}"
        return self._next(f"{ALGORITHM}-PAYLOAD", hashes)

    def _next(self, kind: str, hashes: str) -> str:
        text = f"{kind}\n{self._moment}\n{self._scope}\n{self.previous}\n{hashes}"
        self.previous = signature(self._key, text)
        return self.previous
