"""When to send a request again, and how long to wait before.

A request that may have taken effect is repeated only where the model says that this is harmless:
`@readonly`, `@idempotent`, or an idempotency token. Failures before a byte was sent, and 429 and
503, are repeated for every operation.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime

from .timestamps import parse_http_date

FIRST_DELAY = 0.5
"""Seconds before the first repeat, before jitter."""
LONGEST_DELAY = 8.0
"""Seconds that the doubling stops at."""
LONGEST_RETRY_AFTER = 60.0
"""Seconds; a `Retry-After` beyond this ends the attempts."""

_ALWAYS = frozenset({429, 503})
_WHEN_SAFE = frozenset({408, 500, 502, 504})


def repeats_status(status: int, safe: bool) -> bool:
    """Say whether an error response is worth another attempt.

    Args:
        status: The HTTP status.
        safe: Whether repeating the request does no harm.
    """
    return status in _ALWAYS or (safe and status in _WHEN_SAFE)


def retry_after(value: str | None) -> float | None:
    """Read a `Retry-After` header.

    Args:
        value: Seconds or an HTTP date.

    Returns:
        Seconds from now, never negative; `None` when there is no such header or it is garbled.
    """
    if value is None:
        return None
    try:
        return max(0.0, float(value)) if value.strip().isdecimal() else _until(value.strip())
    except (ValueError, OverflowError):
        return None


def _until(value: str) -> float:
    return max(0.0, (parse_http_date(value) - datetime.now(UTC)).total_seconds())


def delay(attempt: int, wanted: float | None) -> float | None:
    """Choose how long to wait before the next attempt.

    Args:
        attempt: How many attempts were made; 1 after the first.
        wanted: What the service asked for, in seconds.

    Returns:
        Seconds, with jitter; `None` when the service asks for more than is reasonable.
    """
    if wanted is not None and wanted > LONGEST_RETRY_AFTER:
        return None
    full = min(LONGEST_DELAY, FIRST_DELAY * (1 << min(attempt - 1, 16)))
    chosen = full * random.uniform(0.5, 1.0)
    return chosen if wanted is None else max(chosen, wanted)
