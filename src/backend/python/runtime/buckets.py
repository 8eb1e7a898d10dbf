"""What is special about Amazon S3: how a bucket is addressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from .aws_config import AwsConfig
from .errors import ConfigurationError

if TYPE_CHECKING:
    from typing import TypeAlias

    from .operation import Request

AddressingStyle: TypeAlias = 'Literal["auto", "path", "virtual"]'

_STYLES = ("auto", "path", "virtual")
_HOST = re.compile(r"s3(?:[.-]([a-z0-9-]+))?\.amazonaws\.com(\.cn)?")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_NUMBERS = re.compile(r"[0-9.]+")
_STEP = re.compile(r"(?<=/)(?:%2E){1,2}(?=[/?]|$)")


class BucketConfig(AwsConfig):
    """The settings that clients of Amazon S3 have beside those of every client.

    Attributes:
        addressing_style: Where a bucket stands in a URL: in the host (`virtual`), in the path
            (`path`), or in the host where that can work (`auto`).
        use_accelerate_endpoint: Whether to call the hosts of S3 Transfer Acceleration.
    """

    addressing_style: AddressingStyle = "auto"
    use_accelerate_endpoint: bool = False

    def _dual_stack(self) -> bool:
        # The host is made for each request, with what else it says.
        return False

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigurationError: The message names the setting.
        """
        super().check()
        if self.addressing_style not in _STYLES:
            raise ConfigurationError(
                f"addressing_style must be one of {', '.join(_STYLES)}: {self.addressing_style!r}"
            )
        if self.use_dualstack_endpoint or self.use_accelerate_endpoint:
            _endpoint(self)


def _split(url: str) -> tuple[str, str, str]:
    """Cut a URL into what comes before the host, the host with its port, and the rest."""
    scheme, _, rest = url.rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://", host, slash + path


def _endpoint(config: BucketConfig) -> str:
    """Return the base URL, with the host that the settings ask for."""
    start, host, rest = _split(config.base_url or "")
    found = _HOST.fullmatch(host)
    if found is None:
        raise ConfigurationError(
            "use_dualstack_endpoint and use_accelerate_endpoint need a base_url of Amazon S3,"
            f" such as https://s3.us-west-2.amazonaws.com: {config.base_url!r}"
        )
    parts = ["s3-accelerate" if config.use_accelerate_endpoint else "s3"]
    if config.use_dualstack_endpoint:
        parts.append("dualstack")
    if not config.use_accelerate_endpoint:
        parts.append(found[1] or "us-east-1")
    return f"{start}{'.'.join(parts)}.amazonaws.com{found[2] or ''}{rest}"


def _fits_host(bucket: str, base_url: str) -> bool:
    """Say whether a bucket can stand before the host, and certificates still fit."""
    start, host, _ = _split(base_url)
    name = host.rpartition("@")[2].partition(":")[0]
    if name == "localhost" or "." not in name or _NUMBERS.fullmatch(name) or "[" in host:
        return False
    if _BUCKET.fullmatch(bucket) is None or _NUMBERS.fullmatch(bucket) or ".." in bucket:
        return False
    return "." not in bucket or start == "http://"


def adjust(request: Request, value: Any, config: Any) -> None:
    """Move the bucket from the path into the host, if that is where it belongs.

    Args:
        request: The request, whose path begins with the bucket if the operation has one.
        value: The input.
        config: The settings of the client.

    Raises:
        ConfigurationError: If the bucket must stand in the host and cannot.
    """
    # No other service takes a key such as `../a` as it is.
    request.path = _STEP.sub(lambda found: found[0].replace("%2E", "."), request.path)
    request.exact_path = True
    if config.use_dualstack_endpoint or config.use_accelerate_endpoint:
        request.base_url = _endpoint(config)
    bucket = getattr(value, "bucket", None)
    if not isinstance(bucket, str) or config.addressing_style == "path":
        return
    base_url = request.base_url or config.base_url or ""
    if not _fits_host(bucket, base_url):
        if config.addressing_style == "auto" and not config.use_accelerate_endpoint:
            return
        raise ConfigurationError(f"addressing_style: {bucket!r} cannot stand before the host")
    path, mark, query = request.path.partition("?")
    first, rest = path[: len(bucket) + 1], path[len(bucket) + 1 :]
    if first == f"/{bucket}" and rest[:1] in ("", "/"):
        request.path = f"{rest or '/'}{mark}{query}"
        request.host_prefix = f"{bucket}."
