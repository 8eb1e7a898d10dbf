"""Who calls, and how a request proves it.

An *identity* is what a caller has: a token, a key, a name with a password. A *scheme* is one way to
show it, as a trait of the model describes it: it stands in the constants of operations, holds no
secret, and knows in which settings its identity is. A *signer* is a scheme with the identity of one
client: it changes a request in place, once an attempt, when nothing else changes it any more.
`Authenticator` chooses the signer of an operation, in the model's order of preference: what was
given in code goes before what the environment has.

A secret is text or a callable that returns it; the asynchronous client awaits what that returns if
it can be awaited. No `repr` and no message ever shows one. This module must not know a transport,
nor what only some services need: that is in modules of its own.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from .errors import ConfigurationError

if TYPE_CHECKING:
    from typing import TypeGuard

Secret: TypeAlias = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""Text, or what returns it each time that a request is signed."""

_SETTINGS = (
    "api_key",
    "auth",
    "credentials",
    "password",
    "profile",
    "region",
    "signing_region",
    "username",
)
"""What decides how requests are signed."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_COROUTINE = 0x80
"""The flag of a function's code that says `async def`."""


class Signable(Protocol):
    """What signers need of a request.

    Attributes:
        method: The HTTP method.
        url: The whole URL.
        headers: Values by name in lower case.
        content: The body: bytes, a stream, or `None`.
        visible_url: The URL as it may be logged, where that is not the whole one.
    """

    method: str
    url: str
    headers: dict[str, str]
    content: Any
    visible_url: str | None


class Auth(Protocol):
    """What a caller may give as `auth` to sign requests on its own; `sign` may be `async`."""

    def sign(self, request: Any, /) -> Any:
        """Change a request in place, as the last thing before it is sent."""
        ...


class Identity:
    """Base of what a caller may be known by; no `repr` shows what it holds."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{self.__class__.__qualname__}(...)"


class BearerToken(Identity):
    """A token for `Authorization: Bearer`.

    Args:
        token: The token, or a callable that returns it.
    """

    __slots__ = ("token",)

    def __init__(self, token: Secret) -> None:
        self.token = token


class ApiKey(Identity):
    """A key, for wherever the service wants it.

    Args:
        key: The key, or a callable that returns it.
    """

    __slots__ = ("key",)

    def __init__(self, key: Secret) -> None:
        self.key = key


class Login(Identity):
    """A name and a password, for basic and for digest authentication.

    Args:
        username: The name; it holds no colon.
        password: The password, or a callable that returns it.

    Raises:
        ConfigurationError: If the name holds a colon.
    """

    __slots__ = ("password", "username")

    def __init__(self, username: str, password: Secret) -> None:
        if ":" in username:
            raise ConfigurationError("username must not hold a colon")
        self.username = username
        self.password = password


AuthInput: TypeAlias = Identity | Auth | Sequence[Any] | Mapping[str, Any]
"""What `auth` takes: an identity or several, what signs on its own, either by the absolute id of a
scheme, a pair of name and password, or nothing at all (`[]`), so that nothing is signed."""


def secret_text(value: Any, what: str) -> str:
    """Return a secret that can stand in a header.

    Args:
        value: The secret.
        what: What to call it.

    Raises:
        ConfigurationError: If it is no text, is empty, or holds a control character.
    """
    if not isinstance(value, str):
        raise ConfigurationError(f"{what} must be a str, not {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{what} is empty")
    if _CONTROLS.search(value) is not None:
        raise ConfigurationError(f"{what} holds a line break or another control character")
    return value


def resolve(source: Any, what: str) -> Any:
    """Return what a source holds, or what it returns when it is called.

    Args:
        source: A value or a callable.
        what: What to call it.

    Raises:
        ConfigurationError: If it would have to be awaited.
    """
    if not callable(source):
        return source
    value: Any = source()
    if hasattr(value, "__await__"):
        close = getattr(value, "close", None)
        if close is not None:
            close()
        raise ConfigurationError(_asynchronous(what))
    return value


async def aresolve(source: Any) -> Any:
    """Return what a source holds, or what it returns when it is called, and awaited if need be.

    Args:
        source: A value or a callable.
    """
    if not callable(source):
        return source
    value: Any = source()
    return await value if hasattr(value, "__await__") else value


def _asynchronous(what: str) -> str:
    return f"{what} is asynchronous: the synchronous client cannot await it, AsyncClient does"


def refuse_async(source: Any, what: str) -> None:
    """Refuse, for the synchronous client, a callable that is known to be asynchronous.

    Args:
        source: A value or a callable.
        what: What to call it.

    Raises:
        ConfigurationError: If it is.
    """
    if not callable(source):
        return
    for function in (source, getattr(source, "func", None), type(source).__call__):
        code = getattr(function, "__code__", None)
        if code is not None and code.co_flags & _COROUTINE:
            raise ConfigurationError(_asynchronous(what))


class Signer:
    """A scheme with an identity.

    Attributes:
        secret_headers: The headers, in lower case, that logs and other origins must not see.
        secret_query: The parameters of the query for which the same holds.
    """

    secret_headers: tuple[str, ...] = ("authorization",)
    secret_query: tuple[str, ...] = ()

    def sign(self, request: Signable) -> None:
        """Sign a request in place; a caller's own header stays.

        Args:
            request: The request.

        Raises:
            ConfigurationError: If the identity is missing or of no use.
        """
        raise TypeError(f"{type(self).__name__} does not say how it signs")

    async def asign(self, request: Signable) -> None:
        """Do the same, and await what the identity comes from.

        Args:
            request: The request.

        Raises:
            ConfigurationError: If the identity is missing or of no use.
        """
        self.sign(request)

    def challenged(self, status: int, headers: Mapping[str, str], request: Signable) -> bool:
        """Learn from an answer of 401 or 403.

        Args:
            status: The HTTP status.
            headers: The headers of the answer, names in lower case.
            request: The request that was answered.

        Returns:
            Whether the same request may succeed if it is signed anew.
        """
        return False


class Scheme:
    """One way to prove who calls; it holds no secret.

    Attributes:
        id: The absolute id of the trait.
        wants: What to do when there is no identity.
        header: The header, in lower case, that a caller may have filled by hand instead.
    """

    id: str = ""
    wants: str = ""
    header: str = "authorization"

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return the identity that was given in code; `None` if there is none.

        Args:
            config: The settings.
            given: What `auth` lists.
        """
        return None

    def ambient(self, config: Any) -> Any:
        """Return the identity that the environment has; `None` if there is none.

        Args:
            config: The settings.
        """
        return None

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what signs with an identity.

        Args:
            identity: What `explicit` or `ambient` returned.
            config: The settings.
        """
        raise TypeError(f"{type(self).__name__} does not say what signs")


def find(given: Sequence[Any], *kinds: type[Any]) -> Any:
    """Return the first identity of some classes, those of the first class before others.

    Args:
        given: Identities.
        kinds: The classes.

    Returns:
        The identity; `None` if there is none.
    """
    for kind in kinds:
        for identity in given:
            if isinstance(identity, kind):
                return identity
    return None


class HeaderSigner(Signer):
    """Puts one header into requests.

    Args:
        header: Its name in lower case.
        prefix: What goes before the secret.
        source: The secret.
        what: What to call the secret.
    """

    def __init__(self, header: str, prefix: str, source: Secret, what: str) -> None:
        self.secret_headers = (header,)
        self._header = header
        self._prefix = prefix
        self._source = source
        self._what = what
        self._text = None if callable(source) else prefix + secret_text(source, what)

    def sign(self, request: Signable) -> None:
        """Add the header, unless it is there."""
        if self._header not in request.headers:
            text = self._text
            if text is None:
                text = self._prefix + secret_text(resolve(self._source, self._what), self._what)
            request.headers[self._header] = text

    async def asign(self, request: Signable) -> None:
        """Add the header, unless it is there."""
        if self._header not in request.headers:
            text = self._text
            if text is None:
                text = self._prefix + secret_text(await aresolve(self._source), self._what)
            request.headers[self._header] = text


class _Bearer(Scheme):
    """`@httpBearerAuth`: a token in the header `Authorization`."""

    id = "smithy.api#httpBearerAuth"
    wants = "pass api_key= (the bearer token)"

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return a token: of `auth`, else `api_key`."""
        return find(given, BearerToken, ApiKey) or config.api_key

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what adds the header."""
        if isinstance(identity, BearerToken):
            return HeaderSigner("authorization", "Bearer ", identity.token, "the bearer token")
        key = identity.key if isinstance(identity, ApiKey) else identity
        return HeaderSigner("authorization", "Bearer ", key, "api_key")


class _NoAuth(Scheme):
    """No authentication, where an operation can do without."""

    id = "smithy.api#noAuth"


BEARER = _Bearer()
NO_AUTH = _NoAuth()
UNMODELED: tuple[Scheme, ...] = (BEARER, NO_AUTH)
"""The schemes of a service whose model has none: an `api_key` is a bearer token."""


class OtherScheme(Scheme):
    """A scheme that only the caller knows how to use.

    Args:
        scheme: The absolute id of its trait.
    """

    def __init__(self, scheme: str) -> None:
        self.id = scheme
        self.wants = f"pass auth={{{scheme!r}: ...}} with an object that has a method `sign`"


class _Custom(Signer):
    """What the caller gave, which signs on its own."""

    def __init__(self, auth: Auth) -> None:
        self._sign = auth.sign
        self._what = f"{type(auth).__qualname__}.sign"

    def sign(self, request: Signable) -> None:
        """Let it sign."""
        resolve(lambda: self._sign(request), self._what)

    async def asign(self, request: Signable) -> None:
        """Let it sign, and await that if need be."""
        await aresolve(lambda: self._sign(request))


class _Missing(Signer):
    """Stands where no identity is: a request without a header by hand is not sent."""

    def __init__(self, schemes: Sequence[Scheme], settings: str) -> None:
        self._headers = [scheme.header for scheme in schemes]
        ways = [f"{scheme.id}: {scheme.wants}" for scheme in schemes if scheme.wants]
        self._message = (
            f"no credentials, so nothing was sent; to authenticate with {'; or with '.join(ways)}"
            f"{settings}; or pass auth=[] to send without"
        )

    def sign(self, request: Signable) -> None:
        """Raise, unless the caller put a header there."""
        if not any(header in request.headers for header in self._headers):
            raise ConfigurationError(self._message)


def _signs(value: Any) -> TypeGuard[Auth]:
    return callable(getattr(value, "sign", None))


def _listed(auth: Any) -> list[Any]:
    """Return what `auth` holds as a list."""
    if auth is None:
        return []
    if isinstance(auth, Identity):
        return [auth]
    if isinstance(auth, (list, tuple)):
        items = cast("Sequence[Any]", auth)
        if len(items) == 2 and isinstance(items[0], str):
            return [Login(items[0], items[1])]
        found = [item for item in items if isinstance(item, Identity)]
        if len(found) == len(items):
            return found
    kind = type(cast("object", auth)).__name__
    raise ConfigurationError(
        "auth must be an identity (see the module `auth`), a list of them, a pair of username and "
        f"password, an object with a method `sign`, or a dict of these by scheme: {kind}"
    )


class Authenticator:
    """Chooses how the requests of one client are signed.

    Args:
        config: The settings.
        asynchronous: Whether identities may have to be awaited.

    Raises:
        ConfigurationError: If a setting is of no use; the message names it, but shows no secret.
    """

    def __init__(self, config: Any, *, asynchronous: bool) -> None:
        self._config = config
        self._signers: dict[tuple[Scheme, ...], Signer | None] = {}
        auth = config.auth
        self._custom: Auth | None = auth if _signs(auth) else None
        self._by_scheme: Mapping[str, Any] = auth if isinstance(auth, Mapping) else {}
        listed = self._custom is not None or isinstance(auth, Mapping)
        self._given = [] if listed else _listed(auth)
        self._off = auth is not None and not listed and not self._given
        if not asynchronous:
            self._refuse_async()

    def _refuse_async(self) -> None:
        for name in ("api_key", "password", "credentials"):
            refuse_async(getattr(self._config, name, None), name)
        for auth in (self._custom, *self._by_scheme.values()):
            refuse_async(getattr(auth, "sign", None), f"{type(auth).__qualname__}.sign")
        for identity in self._given:
            for name in ("token", "key", "password"):
                refuse_async(getattr(identity, name, None), f"auth ({name})")

    def serves(self, config: Any) -> bool:
        """Say whether requests of a client with these settings are signed the same way.

        Args:
            config: The settings.
        """
        mine = self._config
        return all(getattr(config, name, None) is getattr(mine, name, None) for name in _SETTINGS)

    def signer(self, schemes: tuple[Scheme, ...]) -> Signer | None:
        """Return what signs the requests of an operation; `None` where nothing does.

        Args:
            schemes: Its schemes, the preferred one first.
        """
        try:
            return self._signers[schemes]
        except KeyError:
            made = self._signers[schemes] = self._choose(schemes)
            return made

    def _choose(self, schemes: tuple[Scheme, ...]) -> Signer | None:
        if not schemes or self._off:
            return None
        if self._custom is not None:
            return _Custom(self._custom)
        config = self._config
        for scheme in schemes:
            own = self._by_scheme.get(scheme.id)
            if _signs(own):
                return _Custom(own)
            identity = scheme.explicit(config, self._given if own is None else _listed(own))
            if identity is not None:
                return scheme.signer(identity, config)
        for scheme in schemes:
            identity = scheme.ambient(config)
            if identity is not None:
                return scheme.signer(identity, config)
        if NO_AUTH in schemes or getattr(getattr(config, "transport", None), "anonymous", False):
            return None
        keyed = config.environment and any("api_key" in scheme.wants for scheme in schemes)
        return _Missing(schemes, f" or set {config.environment}_API_KEY" if keyed else "")
