"""`@sigv4`: requests that are signed with an access key of Amazon Web Services.

The pure functions are in `sigv4`; here are the scheme, its settings, its clock and its cache of
keys. What only S3 wants, and streams of events, are in modules of their own that build on this.
"""

from __future__ import annotations

from hashlib import sha256
from time import gmtime, strftime, time
from typing import TYPE_CHECKING, Any

from .auth import Scheme, Signable, Signer, aresolve, find, resolve
from .aws_credentials import (
    AwsCredentials,
    ambient_credentials,
    ambient_region,
    credentials_of,
)
from .bodies import second_reading
from .errors import ConfigurationError, SerializationError
from .sigv4 import (
    ALGORITHM,
    EMPTY,
    UNSIGNED,
    Seal,
    Url,
    canonical_headers,
    canonical_path,
    canonical_query,
    canonical_request,
    scope,
    signature,
    signing_key,
    split_url,
    string_to_sign,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SHA256_HEADER = "x-amz-content-sha256"
_MOST_SKEW = 240
"""Seconds that clocks may differ by before that explains a refusal; services allow five minutes."""
_PIECE = 1 << 20


class SigV4Signer(Signer):
    """Signs with the access key of one client.

    Args:
        scheme: What to sign for.
        source: Credentials, or a callable that returns them.
        region: The region.
        clock: Returns seconds since 1970; that of the machine if there is none.

    Attributes:
        scheme: The same.
        region: The same.
        presigned_payload: What stands for the body in URLs that are signed beforehand.
    """

    presigned_payload = EMPTY
    secret_headers = ("authorization", "x-amz-security-token")
    secret_query = ("X-Amz-Credential", "X-Amz-Security-Token", "X-Amz-Signature")

    def __init__(
        self,
        scheme: SigV4,
        source: Any,
        region: str,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.scheme = scheme
        self.region = region
        self._source = source
        self._credentials: AwsCredentials | None = None
        if not callable(source):
            self._credentials = credentials_of(source)
        self._clock = time if clock is None else clock
        self._skew = 0.0
        self._key: tuple[str, str, bytes] = ("", "", b"")

    def sign(self, request: Signable) -> None:
        """Add the headers of a signature, unless there is one."""
        if "authorization" not in request.headers:
            credentials = self.credentials()
            payload = self.payload(request)
            if payload is None:
                payload = _hash(request.content)
            self._sign(request, credentials, payload)

    async def asign(self, request: Signable) -> None:
        """Add the headers of a signature, unless there is one."""
        if "authorization" not in request.headers:
            credentials = self._credentials
            if credentials is None or self._outdated(credentials):
                credentials = self._kept(await aresolve(self._source))
            payload = self.payload(request)
            if payload is None:
                from anyio import to_thread

                payload = await to_thread.run_sync(_hash, request.content)
            self._sign(request, credentials, payload)

    def credentials(self) -> AwsCredentials:
        """Return the credentials to sign with now.

        Raises:
            ConfigurationError: If a callable returns no credentials, or wants to be awaited.
        """
        found = self._credentials
        if found is None or self._outdated(found):
            found = self._kept(resolve(self._source, "credentials"))
        return found

    def _outdated(self, credentials: AwsCredentials) -> bool:
        return callable(self._source) and not credentials.lasts()

    def _kept(self, value: Any) -> AwsCredentials:
        made = self._credentials = credentials_of(value)
        return made

    def now(self) -> tuple[str, str]:
        """Return the moment as it is signed, and its day."""
        moment = strftime("%Y%m%dT%H%M%SZ", gmtime(self._clock() + self._skew))
        return moment, moment[:8]

    def key(self, credentials: AwsCredentials, date: str) -> bytes:
        """Return the signing key of a day.

        Args:
            credentials: The credentials.
            date: The day, as in `20150830`.
        """
        secret, day, key = self._key
        if day != date or secret != credentials.secret_access_key:
            secret = credentials.secret_access_key
            key = signing_key(secret, date, self.region, self.scheme.service)
            self._key = secret, date, key
        return key

    def scope(self, date: str) -> str:
        """Return what the key of a day is good for.

        Args:
            date: The day, as in `20150830`.
        """
        return scope(date, self.region, self.scheme.service)

    def payload(self, request: Signable) -> str | None:
        """Return what stands for the body in the signature.

        Args:
            request: The request; headers that the service wants about the body are added.

        Returns:
            A hash or a word; `None` where a stream has to be read for it.
        """
        given = request.headers.get(SHA256_HEADER)
        if given is not None:
            return given
        if self.scheme.unsigned_payload:
            request.headers[SHA256_HEADER] = UNSIGNED
            return UNSIGNED
        content = request.content
        if content is None:
            return EMPTY
        return sha256(content).hexdigest() if isinstance(content, bytes) else None

    def path(self, url: Url) -> str:
        """Return the path as it is signed.

        Args:
            url: The URL.
        """
        return canonical_path(url.path)

    def sealed(
        self, request: Signable, credentials: AwsCredentials, seal: Callable[[], Seal]
    ) -> None:
        """Prepare a body whose parts are signed too.

        Args:
            request: The request, signed.
            credentials: What it was signed with.
            seal: Makes what signs its parts.
        """

    def _sign(self, request: Signable, credentials: AwsCredentials, payload: str) -> None:
        headers = request.headers
        moment, date = self.now()
        headers["x-amz-date"] = moment
        if credentials.session_token is not None:
            headers["x-amz-security-token"] = credentials.session_token
        url = split_url(request.url)
        lines, signed = canonical_headers(headers, url.host)
        canonical = canonical_request(
            request.method, self.path(url), canonical_query(url.query), lines, signed, payload
        )
        credential_scope = self.scope(date)
        key = self.key(credentials, date)
        made = signature(key, string_to_sign(moment, credential_scope, canonical))
        headers["authorization"] = (
            f"{ALGORITHM} Credential={credentials.access_key_id}/{credential_scope}, "
            f"SignedHeaders={signed}, Signature={made}"
        )
        self.sealed(request, credentials, lambda: Seal(key, moment, credential_scope, made))

    def challenged(self, status: int, headers: Mapping[str, str], request: Signable) -> bool:
        """Set the clock after a refusal, if it is wrong.

        Args:
            status: The HTTP status.
            headers: The headers of the answer, names in lower case.
            request: The request that was answered.

        Returns:
            Whether the clock was wrong, so that the signature was.
        """
        date = headers.get("date")
        if status not in (400, 401, 403) or date is None:
            return False
        from email.utils import parsedate_to_datetime

        try:
            skew = parsedate_to_datetime(date).timestamp() - self._clock()
        except ValueError:
            return False
        if abs(skew - self._skew) < _MOST_SKEW:
            return False
        self._skew = skew
        return True


def _hash(content: Any) -> str:
    """Return the hash of a stream that can be read twice."""
    hashed = sha256()
    if content.__class__ is list or content.__class__ is tuple:
        for piece in content:
            hashed.update(piece)
    elif second_reading(content):
        start = content.tell()
        while piece := content.read(_PIECE):
            hashed.update(piece)
        content.seek(start)
    else:
        raise SerializationError("the body is signed: give bytes or a file that can seek")
    return hashed.hexdigest()


class SigV4(Scheme):
    """Signature Version 4.

    Attributes:
        service: The name of the service in signatures.
        unsigned_payload: Whether the body is left out of them.
    """

    id = "aws.auth#sigv4"
    wants = (
        "pass credentials=AwsCredentials(...) or a callable that returns them, or set "
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to one of ~/.aws/credentials"
    )
    signs: type[SigV4Signer] = SigV4Signer

    def __init__(self, service: str, *, unsigned_payload: bool = False) -> None:
        self.service = service
        self.unsigned_payload = unsigned_payload

    def explicit(self, config: Any, given: Sequence[Any]) -> Any:
        """Return credentials: of `auth`, else of `credentials`, else of `profile`."""
        found = find(given, AwsCredentials) or config.credentials
        return ambient_credentials(config.profile) if found is None and config.profile else found

    def ambient(self, config: Any) -> Any:
        """Return the credentials of variables or files."""
        return ambient_credentials(None)

    def signer(self, identity: Any, config: Any) -> Signer:
        """Return what signs.

        Raises:
            ConfigurationError: If no region is known.
        """
        return self.signs(self, identity, region_of(config))


def region_of(config: Any) -> str:
    """Return the region to sign for.

    Args:
        config: The settings.

    Raises:
        ConfigurationError: If it is neither in the settings nor in the environment.
    """
    given = config.signing_region or config.region
    region: str | None = given or ambient_region(config.profile)
    if region is None:
        raise ConfigurationError(
            "region is missing: pass region=, or set AWS_REGION, or put it into ~/.aws/config"
        )
    return region
