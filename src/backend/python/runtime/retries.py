"""When to send a request again, and how long to wait before.

A request that may have taken effect is repeated only where the model says that this is harmless:
`@readonly`, `@idempotent`, or an idempotency token. Failures before a byte was sent, 429, 503 and
errors that the model calls retryable are repeated for every operation. A bucket of tokens, shared
by all calls of a client and its copies, ends repeating while a service is down.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import NamedTuple

from .errors import APIConnectionError, ApiError, ServiceError
from .locks import Guard
from .timestamps import parse_http_date

FIRST_DELAY = 0.5
"""Seconds before the first repeat, before jitter."""
LONGEST_DELAY = 8.0
"""Seconds that the doubling stops at."""
LONGEST_RETRY_AFTER = 60.0
"""Seconds; a `Retry-After` beyond this ends the attempts."""
CAPACITY = 500
"""Tokens in a full bucket."""
RETRY_COST = 5
THROTTLING_COST = 10
TIMEOUT_COST = 10
"""Tokens that one repeat takes; all come back when it succeeds."""
SUCCESS_REFUND = 1
"""Tokens that a call brings back that succeeded at once."""

_ALWAYS = frozenset({429, 503})
_WHEN_SAFE = frozenset({408, 500, 502, 504})


class Failure(NamedTuple):
    """A failed attempt, for a strategy to judge.

    Attributes:
        operation: The operation's name in the model.
        error: What the caller would get.
        attempts: How many attempts were made.
        retries_left: How many repeats `max_retries` still allows.
        harmless: Whether the model says that a repeat does no harm.
    """

    operation: str
    error: ServiceError
    attempts: int
    retries_left: int
    harmless: bool


class RetryStrategy:
    """Decides whether a failed request is sent again, and when.

    Derive from it, or from `Standard`, for one of your own. Its methods are called from several
    threads at the same time.
    """

    def delay(self, failure: Failure) -> float | None:
        """Decide after a failed attempt.

        Args:
            failure: What happened.

        Returns:
            Seconds to wait before the next attempt; `None` when there is none.
        """
        return None

    def succeeded(self, failure: Failure | None) -> None:
        """Learn that a call succeeded.

        Args:
            failure: The last failed attempt of the call; `None` when the first one succeeded.
        """


class Standard(RetryStrategy):
    """The default: what is safe to repeat, with doubling delays and a bucket of tokens.

    Attributes:
        tokens: How many tokens the bucket holds.
    """

    def __init__(self) -> None:
        self.tokens = CAPACITY
        self._lock = Guard()

    def __reduce__(self) -> tuple[type[Standard], tuple[()]]:
        return self.__class__, ()

    def repeats(self, failure: Failure) -> bool:
        """Say whether this failure is worth another attempt, tokens aside.

        Args:
            failure: What happened.
        """
        return bool(failure.error.is_retry_safe)

    def delay(self, failure: Failure) -> float | None:
        """Decide after a failed attempt; see `RetryStrategy`."""
        if failure.retries_left <= 0 or not self.repeats(failure):
            return None
        wait = backoff(failure.attempts, failure.error.retry_after)
        if wait is None:
            return None
        cost = _cost(failure.error)
        with self._lock:
            if self.tokens < cost:
                return None
            self.tokens -= cost
        return wait

    def succeeded(self, failure: Failure | None) -> None:
        """Put tokens back; see `RetryStrategy`."""
        if self.tokens >= CAPACITY:
            return
        refund = SUCCESS_REFUND if failure is None else _cost(failure.error)
        with self._lock:
            self.tokens = min(CAPACITY, self.tokens + refund)


class Aggressive(Standard):
    """Repeats what may have taken effect, too, where the model does not say that it is harmless.

    A request can so take effect twice.
    """

    def repeats(self, failure: Failure) -> bool:
        """Say whether this failure is worth another attempt, tokens aside.

        Args:
            failure: What happened.
        """
        error = failure.error
        if isinstance(error, ApiError) and error.status_code in _WHEN_SAFE:
            return True
        return isinstance(error, APIConnectionError) or super().repeats(failure)


def _cost(error: ServiceError) -> int:
    if error.is_timeout_error:
        return TIMEOUT_COST
    return THROTTLING_COST if error.is_throttling_error else RETRY_COST


def repeats_status(status: int, harmless: bool) -> bool:
    """Say whether an error response is worth another attempt.

    Args:
        status: The HTTP status.
        harmless: Whether repeating the request does no harm.
    """
    return status in _ALWAYS or (harmless and status in _WHEN_SAFE)


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


def backoff(attempt: int, wanted: float | None) -> float | None:
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
