"""`@httpDigestAuth`: a name and a password that answer the challenge of a server (RFC 7616).

The first request goes out without an answer; the server's 401 brings the challenge, and the request
is repeated. Later requests to the same origin answer that challenge at once, until the server has
another one.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from secrets import token_hex
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from .auth import Login, Scheme, Signable, Signer, aresolve, resolve
from .auth_http import login
from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MOST_ORIGINS = 64
"""Origins whose challenges a client remembers."""

_HASHES: dict[str, Callable[[bytes], Any]] = {
    "SHA-512-256": partial(hashlib.new, "sha512_256"),
    "SHA-256": hashlib.sha256,
    "MD5": partial(hashlib.md5, usedforsecurity=False),
}
"""The strongest first; a server that lists none means MD5."""

_SCHEME = re.compile(r"[ \t,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?=[ \t,]|$)")
_PARAMETER = re.compile(
    r"[ \t,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*"
    r"""(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z/:=-]+))"""
)
_TOKEN68 = re.compile(r"[ \t]+[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)")
_ESCAPED = re.compile(r"\\(.)")


class Challenge(NamedTuple):
    """What a server wants answered.

    Attributes:
        realm: What the name and the password are for.
        nonce: Goes into each answer.
        algorithm: As the server writes it, or `MD5`.
        session: Whether the algorithm hashes in two steps (`-sess`).
        hash: The hash function.
        opaque: Goes back as it came.
        qop: `auth`, `auth-int`, or nothing.
        userhash: Whether the name is sent hashed.
    """

    realm: str
    nonce: str
    algorithm: str
    session: bool
    hash: Callable[[bytes], Any]
    opaque: str | None
    qop: str
    userhash: bool


def challenges(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a header `WWW-Authenticate` asks for, however many challenges it joins.

    Args:
        header: The header.

    Returns:
        Names of schemes in lower case, with their parameters by name in lower case.
    """
    at = 0
    while (scheme := _SCHEME.match(header, at)) is not None:
        at = scheme.end()
        parameters: dict[str, str] = {}
        token = _TOKEN68.match(header, at)
        if token is not None:
            at = token.end()
        while (found := _PARAMETER.match(header, at)) is not None:
            at = found.end()
            quoted = found[2]
            value = found[3] if quoted is None else _ESCAPED.sub(r"\1", quoted)
            parameters.setdefault(found[1].lower(), value)
        yield scheme[1].lower(), parameters


def read_challenge(header: str) -> tuple[Challenge, bool] | None:
    """Return the strongest digest challenge of a header that can be answered, if there is any.

    Args:
        header: `WWW-Authenticate`.

    Returns:
        The challenge, and whether only the last nonce was too old.
    """
    found: list[tuple[int, Challenge, bool]] = []
    for scheme, parameters in challenges(header):
        if scheme != "digest" or "nonce" not in parameters:
            continue
        algorithm = parameters.get("algorithm", "MD5")
        name = algorithm.upper()
        session = name.endswith("-SESS")
        name = name.removesuffix("-SESS")
        options = [one.strip().lower() for one in parameters.get("qop", "").split(",")]
        qop = next((one for one in ("auth", "auth-int") if one in options), "")
        if name not in _HASHES or not (qop or options == [""]):
            continue
        challenge = Challenge(
            parameters.get("realm", ""),
            parameters["nonce"],
            algorithm,
            session,
            _HASHES[name],
            parameters.get("opaque"),
            qop,
            parameters.get("userhash", "").lower() == "true",
        )
        stale = parameters.get("stale", "").lower() == "true"
        found.append((list(_HASHES).index(name), challenge, stale))
    if not found:
        return None
    _, best, stale = min(found, key=lambda one: one[0])
    return best, stale


def answer(
    challenge: Challenge,
    username: str,
    password: str,
    method: str,
    target: str,
    content: bytes | None,
    count: int,
    client_nonce: str,
) -> str:
    """Return the header `Authorization` that answers a challenge.

    Args:
        challenge: The challenge.
        username: The name.
        password: The password.
        method: The HTTP method.
        target: What follows the host in the URL.
        content: The body, for `auth-int`.
        count: How many requests used this nonce, this one included.
        client_nonce: Text that is new with each request.

    Raises:
        ConfigurationError: If the server wants the body hashed, and it is a stream.
    """

    def hashed(text: str) -> str:
        digest: str = challenge.hash(text.encode()).hexdigest()
        return digest

    secret = hashed(f"{username}:{challenge.realm}:{password}")
    if challenge.session:
        secret = hashed(f"{secret}:{challenge.nonce}:{client_nonce}")
    action = f"{method}:{target}"
    if challenge.qop == "auth-int":
        if content is None:
            raise ConfigurationError("the server wants the body hashed, which a stream cannot be")
        action = f"{action}:{challenge.hash(content).hexdigest()}"
    middle = challenge.nonce
    if challenge.qop:
        middle = f"{middle}:{count:08x}:{client_nonce}:{challenge.qop}"
    response = hashed(f"{secret}:{middle}:{hashed(action)}")
    name, star = username, ""
    if challenge.userhash:
        name = hashed(f"{username}:{challenge.realm}")
    elif not username.isascii():
        from urllib.parse import quote

        name, star = f"UTF-8''{quote(username, safe='')}", "*"
    parts = [
        f"username*={name}" if star else f"username={_quoted(name)}",
        f"realm={_quoted(challenge.realm)}",
        f"nonce={_quoted(challenge.nonce)}",
        f"uri={_quoted(target)}",
        f'response="{response}"',
        f"algorithm={challenge.algorithm}",
    ]
    if challenge.qop:
        parts += [f"qop={challenge.qop}", f"nc={count:08x}", f'cnonce="{client_nonce}"']
    if challenge.opaque is not None:
        parts.append(f"opaque={_quoted(challenge.opaque)}")
    if challenge.userhash:
        parts.append("userhash=true")
    return f"Digest {', '.join(parts)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _split(url: str) -> tuple[str, str]:
    """Cut a URL into its origin and what follows."""
    scheme, _, rest = url.partition("#")[0].partition("://")
    host, slash, target = rest.partition("/")
    if "?" in host:
        host, _, query = host.partition("?")
        target = f"?{query}"
    return f"{scheme}://{host}".lower(), f"/{target}" if slash or target else "/"


class DigestSigner(Signer):
    """Answers the challenges of servers.

    Args:
        identity: The name and the password.
    """

    def __init__(self, identity: Login) -> None:
        self._username = identity.username
        self._password = identity.password
        self._lock = Lock()
        self._known: dict[str, tuple[Challenge, int]] = {}

    def sign(self, request: Signable) -> None:
        """Answer the last challenge of the origin, if there was one."""
        found = self._next(request)
        if found is not None:
            self._answer(request, *found, resolve(self._password, "password"))

    async def asign(self, request: Signable) -> None:
        """Answer the last challenge of the origin, if there was one."""
        found = self._next(request)
        if found is not None:
            self._answer(request, *found, await aresolve(self._password))

    def _next(self, request: Signable) -> tuple[str, Challenge, int] | None:
        if "authorization" in request.headers:
            return None
        origin, target = _split(request.url)
        with self._lock:
            found = self._known.get(origin)
            if found is None:
                return None
            challenge, count = found[0], found[1] + 1
            self._known[origin] = challenge, count
        return target, challenge, count

    def _answer(
        self, request: Signable, target: str, challenge: Challenge, count: int, password: Any
    ) -> None:
        if not isinstance(password, str):
            raise ConfigurationError(f"password must be a str, not {type(password).__name__}")
        content = request.content
        body = b"" if content is None else content if isinstance(content, bytes) else None
        request.headers["authorization"] = answer(
            challenge, self._username, password, request.method, target, body, count, token_hex(16)
        )

    def challenged(self, status: int, headers: Mapping[str, str], request: Signable) -> bool:
        """Take the challenge of an answer of 401.

        Args:
            status: The HTTP status.
            headers: The headers of the answer, names in lower case.
            request: The request that was answered.

        Returns:
            Whether it can be answered, and the request did not answer it already.
        """
        if status != 401:
            return False
        found = read_challenge(headers.get("www-authenticate", ""))
        if found is None:
            return False
        challenge, stale = found
        sent = request.headers.get("authorization", "")
        origin, _ = _split(request.url)
        with self._lock:
            if len(self._known) >= MOST_ORIGINS and origin not in self._known:
                self._known.pop(next(iter(self._known)))
            known = self._known.get(origin)
            if known is None or known[0].nonce != challenge.nonce:
                self._known[origin] = challenge, 0
        # An answer to another challenge may fail since that is too old; one to this was wrong.
        answered = sent.startswith("Digest ")
        return not answered or stale or f"nonce={_quoted(challenge.nonce)}" not in sent


class _Digest(Scheme):
    """`@httpDigestAuth`: a name and a password that are never sent."""

    id = "smithy.api#httpDigestAuth"
    wants = "pass username= and password="

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return a login: of `auth`, else of the settings."""
        return login(config, given)

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what answers challenges."""
        return DigestSigner(identity)


DIGEST = _Digest()
