"""When and how long the plain retry policy waits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smithyc_runtime import retries, timestamps


@pytest.mark.parametrize("status", [429, 503])
def test_throttling_is_always_repeated(status: int) -> None:
    assert retries.repeats_status(status, harmless=False)


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_others_only_where_safe(status: int) -> None:
    assert retries.repeats_status(status, harmless=True)
    assert not retries.repeats_status(status, harmless=False)


@pytest.mark.parametrize("status", [400, 401, 404, 409, 501])
def test_never(status: int) -> None:
    assert not retries.repeats_status(status, harmless=True)


@given(st.integers(1, 10_000), st.none() | st.floats(0, 60))
def test_delay(attempt: int, wanted: float | None) -> None:
    got = retries.backoff(attempt, wanted)
    assert got is not None and 0.25 <= got <= max(8.0, wanted or 0)
    assert wanted is None or got >= wanted


def test_long_retry_after_ends_it() -> None:
    assert retries.backoff(1, 61) is None


@given(st.text())
def test_retry_after_never_fails(value: str) -> None:
    got = retries.retry_after(value)
    assert got is None or got >= 0


def test_retry_after_date() -> None:
    soon = timestamps.format_http_date(datetime.now(UTC) + timedelta(seconds=30))
    got = retries.retry_after(soon)
    assert got is not None and 28 < got <= 30
