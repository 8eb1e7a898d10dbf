"""Credentials of Amazon Web Services, and where they are found when none are given.

That is, in this order: the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and
`AWS_SESSION_TOKEN`, then the profile (`AWS_PROFILE`, or `default`) in the files
`~/.aws/credentials` and `~/.aws/config`. Other sources are for a callable of the caller. Files are
read when they are needed, and once a client.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from .auth import Identity, secret_text
from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from configparser import ConfigParser


class AccessKey(Protocol):
    """What credentials hold; those of other packages are as good.

    Attributes:
        access_key_id: Names the key.
        secret_access_key: Signs.
        session_token: Goes with a key that does not last.
    """

    access_key_id: str
    secret_access_key: str
    session_token: str | None


Credentials: TypeAlias = "AccessKey | Callable[[], AccessKey]"
AsyncCredentials: TypeAlias = "Credentials | Callable[[], Awaitable[AccessKey]]"

_KEY, _SECRET = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"

MARGIN = timedelta(minutes=5)
"""How long before they expire credentials are asked for anew."""


class AwsCredentials(Identity):
    """An access key of Amazon Web Services.

    Args:
        access_key_id: Names the key; it is no secret.
        secret_access_key: Signs; it is never sent.
        session_token: Goes with a key that does not last.
        expiration: When it ends; what a callable returned is used until shortly before. Where this
            is `None`, the callable is called for each request.

    Raises:
        ConfigurationError: If one of them is empty or no text.
    """

    __slots__ = ("access_key_id", "expiration", "secret_access_key", "session_token")

    def __init__(
        self,
        access_key_id: str,
        secret_access_key: str,
        session_token: str | None = None,
        *,
        expiration: datetime | None = None,
    ) -> None:
        for name, value in (
            ("access_key_id", access_key_id),
            ("secret_access_key", secret_access_key),
            ("session_token", session_token or "none"),
        ):
            secret_text(value, name)
        if expiration is not None and expiration.tzinfo is None:
            raise ConfigurationError("expiration must have a time zone")
        self.access_key_id = access_key_id
        self.secret_access_key = secret_access_key
        self.session_token = session_token or None
        self.expiration = expiration

    def lasts(self) -> bool:
        """Say whether it is known that they may be used for some more minutes."""
        return self.expiration is not None and datetime.now(UTC) + MARGIN < self.expiration


def credentials_of(value: Any) -> AwsCredentials:
    """Return credentials, also if they are those of another package, or of botocore.

    Args:
        value: What a caller gave, or a callable of theirs returned.

    Raises:
        ConfigurationError: If it is something else.
    """
    if isinstance(value, AwsCredentials):
        return value
    for key, secret, token in (
        ("access_key_id", "secret_access_key", "session_token"),
        ("access_key", "secret_key", "token"),
    ):
        if hasattr(value, key) and hasattr(value, secret):
            return AwsCredentials(
                getattr(value, key),
                getattr(value, secret),
                getattr(value, token, None),
                expiration=getattr(value, "expiration", None),
            )
    raise ConfigurationError(f"credentials must be AwsCredentials, not {type(value).__name__}")


def _read(variable: str, name: str) -> ConfigParser:
    from configparser import ConfigParser, Error

    parser = ConfigParser(interpolation=None, strict=False, default_section="\0")
    path = os.environ.get(variable) or os.path.join("~", ".aws", name)
    try:
        parser.read(os.path.expanduser(path), encoding="utf-8")
    except (Error, UnicodeDecodeError, OSError):
        # What the parser says may hold the line, and so a secret.
        raise ConfigurationError(f"the file {path} cannot be read as credentials") from None
    return parser


def _profile(profile: str | None) -> tuple[str, dict[str, str]]:
    """Return the name of a profile and what the two files say about it."""
    name = profile or os.environ.get("AWS_PROFILE") or "default"
    found: dict[str, str] = {}
    config = _read("AWS_CONFIG_FILE", "config")
    for section in (f"profile {name}", name):
        if config.has_section(section) and (section != name or name == "default"):
            found.update(config.items(section))
            break
    shared = _read("AWS_SHARED_CREDENTIALS_FILE", "credentials")
    if shared.has_section(name):
        found.update(shared.items(name))
    return name, found


def ambient_credentials(profile: str | None) -> AwsCredentials | None:
    """Return the credentials that the environment has; `None` if it has none.

    Args:
        profile: The profile that the caller asks for; variables are of no interest then.

    Raises:
        ConfigurationError: If half of a pair is there, or a file cannot be read.
    """
    if profile is None:
        key, secret = (os.environ.get(name) for name in (_KEY, _SECRET))
        if key and secret:
            return AwsCredentials(key, secret, os.environ.get("AWS_SESSION_TOKEN"))
        if key or secret:
            missing, there = (_SECRET, _KEY) if key else (_KEY, _SECRET)
            raise ConfigurationError(f"{missing} is not set, but {there} is")
    name, found = _profile(profile)
    key, secret = found.get("aws_access_key_id"), found.get("aws_secret_access_key")
    if key and secret:
        return AwsCredentials(key, secret, found.get("aws_session_token"))
    if found and (profile or "AWS_PROFILE" in os.environ):
        raise ConfigurationError(
            f"the profile {name!r} holds no aws_access_key_id with aws_secret_access_key; give "
            "what it names instead as credentials=, a callable that returns AwsCredentials"
        )
    return None


def ambient_region(profile: str | None) -> str | None:
    """Return the region that the environment has; `None` if it has none.

    Args:
        profile: The profile that the caller asks for.
    """
    variable = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return variable or _profile(profile)[1].get("region") or None
