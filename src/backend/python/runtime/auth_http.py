"""Two schemes of HTTP: `@httpBasicAuth`, and `@httpApiKeyAuth` in a header or in the query."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from .auth import ApiKey, HeaderSigner, Login, Scheme, Signable, Signer, aresolve, find, resolve
from .auth import secret_text as text_of
from .errors import ConfigurationError
from .uri import escape

if TYPE_CHECKING:
    from collections.abc import Sequence


def login(config: Any, given: Sequence[Any]) -> Login | None:
    """Return the name and the password that were given; `None` if there are none.

    Args:
        config: The settings.
        given: What `auth` lists.

    Raises:
        ConfigurationError: If only one of the two was.
    """
    found: Login | None = find(given, Login)
    if found is not None:
        return found
    username, password = config.username, config.password
    if username is None and password is None:
        return None
    if username is None or password is None:
        missing = "username" if username is None else "password"
        raise ConfigurationError(f"{missing} is missing: username and password go together")
    return Login(username, password)


class _BasicSigner(Signer):
    """Puts a name and a password into `Authorization`."""

    def __init__(self, identity: Login) -> None:
        self._username = identity.username
        self._source = identity.password
        self._text = None if callable(identity.password) else self._header(identity.password)

    def _header(self, password: Any) -> str:
        if not isinstance(password, str):
            raise ConfigurationError(f"password must be a str, not {type(password).__name__}")
        pair = f"{self._username}:{password}".encode()
        return f"Basic {b64encode(pair).decode()}"

    def sign(self, request: Signable) -> None:
        """Add the header, unless it is there."""
        if "authorization" not in request.headers:
            text = self._text or self._header(resolve(self._source, "password"))
            request.headers["authorization"] = text

    async def asign(self, request: Signable) -> None:
        """Add the header, unless it is there."""
        if "authorization" not in request.headers:
            text = self._text or self._header(await aresolve(self._source))
            request.headers["authorization"] = text


class _Basic(Scheme):
    """`@httpBasicAuth`: a name and a password, or a token made of them, in `Authorization`."""

    id = "smithy.api#httpBasicAuth"
    wants = "pass username= and password=, or api_key= (a ready-made token)"

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return a login or a token: of `auth`, else of the settings."""
        return find(given, Login, ApiKey) or login(config, ()) or config.api_key

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what adds the header."""
        if isinstance(identity, Login):
            return _BasicSigner(identity)
        key = identity.key if isinstance(identity, ApiKey) else identity
        return HeaderSigner("authorization", "Basic ", key, "api_key")


BASIC = _Basic()


class _QuerySigner(Signer):
    """Puts a key into the query."""

    secret_headers = ()

    def __init__(self, name: str, source: Any) -> None:
        self.secret_query = (name,)
        self._lead = f"{escape(name)}="
        self._source = source
        self._text = None if callable(source) else self._parameter(source)

    def _parameter(self, key: Any) -> str:
        return self._lead + escape(text_of(key, "api_key"))

    def _present(self, url: str) -> bool:
        return any(pair.startswith(self._lead) for pair in url.partition("?")[2].split("&"))

    def _add(self, request: Signable, text: str) -> None:
        url, mark, fragment = request.url.partition("#")
        joint = "&" if "?" in url else "?"
        # What is sent with writes URLs into its log.
        request.visible_url = url
        request.url = f"{url}{joint}{text}{mark}{fragment}"

    def sign(self, request: Signable) -> None:
        """Add the parameter, unless it is there."""
        if not self._present(request.url):
            self._add(request, self._text or self._parameter(resolve(self._source, "api_key")))

    async def asign(self, request: Signable) -> None:
        """Add the parameter, unless it is there."""
        if not self._present(request.url):
            self._add(request, self._text or self._parameter(await aresolve(self._source)))


class ApiKeyScheme(Scheme):
    """`@httpApiKeyAuth`: a key in a header or in the query.

    Args:
        name: The name of the header or parameter.
        query: Whether it is a parameter of the query.
        scheme: What goes before the key in a header.
    """

    id = "smithy.api#httpApiKeyAuth"
    wants = "pass api_key="

    def __init__(self, name: str, *, query: bool = False, scheme: str | None = None) -> None:
        self._name = name
        self._query = query
        self._scheme = scheme
        if not query:
            self.header = name.lower()

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return a key: of `auth`, else `api_key`."""
        return find(given, ApiKey) or config.api_key

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what adds the key."""
        key = identity.key if isinstance(identity, ApiKey) else identity
        if self._query:
            return _QuerySigner(self._name, key)
        prefix = f"{self._scheme} " if self._scheme else ""
        return HeaderSigner(self._name.lower(), prefix, key, "api_key")
