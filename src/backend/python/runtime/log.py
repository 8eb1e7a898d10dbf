"""Logging: what a client says of its calls, never with what may be secret.

A package logs under its own name: calls and repeats at `INFO`, requests and answers below
`<package>.http` at `DEBUG`. Nothing is printed unless the program, or the environment variable
`<SERVICE>_LOG` (`debug` or `info`), asks for it.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from typing import TYPE_CHECKING

from .http import public_url

if TYPE_CHECKING:
    from .http import HttpRequest

_SHOWN = frozenset(
    {
        "accept",
        "accept-encoding",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "retry-after",
        "server",
        "transfer-encoding",
        "user-agent",
        "x-amz-request-id",
        "x-amz-target",
        "x-amzn-errortype",
        "x-amzn-requestid",
        "x-request-id",
    }
)
"""Headers whose values are shown; of others only the names."""


@lru_cache(maxsize=64)
def loggers(module: str, environment: str) -> tuple[logging.Logger, logging.Logger]:
    """Return the loggers of a package.

    Args:
        module: The package.
        environment: What the names of environment variables begin with.

    Returns:
        The one of calls and the one of requests.
    """
    calls = logging.getLogger(module)
    calls.addHandler(logging.NullHandler())
    wanted = os.environ.get(f"{environment}_LOG", "").strip().upper() if environment else ""
    if wanted in ("DEBUG", "INFO"):
        calls.setLevel(wanted)
        shown = logging.StreamHandler()
        shown.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        calls.addHandler(shown)
    return calls, logging.getLogger(f"{module}.http")


def _headers(headers: dict[str, str]) -> str:
    shown = [f"{name}: {text if name in _SHOWN else '***'}" for name, text in headers.items()]
    return ", ".join(shown)


def sent(logger: logging.Logger, request: HttpRequest, attempt: int) -> None:
    """Log a request.

    Args:
        logger: The one of requests.
        request: The request.
        attempt: Which attempt it is.
    """
    logger.debug(
        "%s: attempt %d: %s %s {%s}",
        request.operation,
        attempt,
        request.method,
        public_url(request.url),
        _headers(request.headers),
    )


def received(
    logger: logging.Logger, operation: str, status: int, headers: dict[str, str], seconds: float
) -> None:
    """Log an answer.

    Args:
        logger: The one of requests.
        operation: The operation's name.
        status: The HTTP status.
        headers: Values by name in lower case.
        seconds: How long it took to come.
    """
    logger.debug("%s: %d after %.0f ms {%s}", operation, status, seconds * 1000, _headers(headers))


def repeating(
    logger: logging.Logger, operation: str, attempt: int, error: Exception, seconds: float
) -> None:
    """Log that a request will be sent again.

    Args:
        logger: The one of calls.
        operation: The operation's name.
        attempt: Which attempt failed.
        error: Why.
        seconds: How long is waited before the next one.
    """
    status = getattr(error, "status_code", None)
    logger.info(
        "%s: attempt %d failed (%s%s), again in %.2f s",
        operation,
        attempt,
        type(error).__name__,
        "" if status is None else f", HTTP {status}",
        seconds,
    )
