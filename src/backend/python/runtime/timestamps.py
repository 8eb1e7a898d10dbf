"""The three timestamp formats of Smithy, to and from timezone-aware datetimes.

Formatting takes a naive datetime as UTC. Precision is a microsecond; further digits are cut.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 253_402_300_799
"""The last second that a datetime can hold."""

_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d{3}|\.\d{6})?Z", re.ASCII)
"""What `datetime` itself reads as RFC 3339 has it."""

_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:)(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(\.\d+)? GMT", re.ASCII
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _fraction(value: datetime) -> str:
    return f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""


def format_date_time(value: datetime) -> str:
    """Write RFC 3339 in UTC, as in `1985-04-12T23:20:50.52Z`.

    Args:
        value: The moment.
    """
    value = _utc(value)
    return f"{value:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + _fraction(value) + "Z"


def format_http_date(value: datetime) -> str:
    """Write an IMF-fixdate, as in `Tue, 29 Apr 2014 18:30:38 GMT`; a fraction follows seconds.

    Args:
        value: The moment.
    """
    value = _utc(value)
    return (
        f"{_DAYS[value.weekday()]}, {value.day:02d} {_MONTHS[value.month - 1]} {value.year:04d} "
        f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{_fraction(value)} GMT"
    )


def epoch_seconds(value: datetime) -> int | float:
    """Count seconds since 1970-01-01T00:00:00Z; an `int` when there is no fraction.

    Args:
        value: The moment.
    """
    seconds = (_utc(value) if value.tzinfo is None else value).timestamp()
    return int(seconds) if seconds.is_integer() else seconds


def milliseconds(value: datetime) -> int:
    """Return milliseconds since 1970-01-01T00:00:00Z, rounded down.

    Args:
        value: A moment; one without a time zone is in UTC.
    """
    return (_utc(value) - EPOCH) // timedelta(milliseconds=1)


def parse_date_time(text: str) -> datetime:
    """Read RFC 3339, with any offset.

    Args:
        text: As in `1985-04-12T23:20:50.52Z`.

    Returns:
        The moment in UTC.

    Raises:
        ValueError: If `text` is not a date-time.
    """
    if _USUAL.fullmatch(text) is not None:
        return datetime.fromisoformat(text)
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date-time: {text!r}")
    day, minutes, seconds, fraction, offset = found.groups()
    leap = seconds == "60"
    fraction = "" if fraction is None else f"{fraction[:7]:0<7}"
    offset = "+00:00" if offset in "Zz" else offset
    whole = datetime.fromisoformat(f"{day}T{minutes}{'59' if leap else seconds}{fraction}{offset}")
    try:
        value = whole.astimezone(UTC)
        return value + timedelta(seconds=1) if leap else value
    except OverflowError:
        raise ValueError(f"not a moment that datetime can hold: {text!r}") from None


def parse_http_date(text: str) -> datetime:
    """Read an IMF-fixdate, with an optional fraction of a second.

    Args:
        text: As in `Tue, 29 Apr 2014 18:30:38 GMT`.

    Returns:
        The moment in UTC.

    Raises:
        ValueError: If `text` is not an HTTP date.
    """
    found = _HTTP_DATE.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        raise ValueError(f"not an HTTP date: {text!r}")
    day, _, year, hour, minute, second, fraction = found.groups()
    leap = second == "60"
    value = datetime(
        int(year),
        _MONTHS.index(found[2]) + 1,
        int(day),
        int(hour),
        int(minute),
        59 if leap else int(second),
        int(f"{fraction[1:7]:0<6}") if fraction else 0,
        tzinfo=UTC,
    )
    try:
        return value + timedelta(seconds=1) if leap else value
    except OverflowError:
        raise ValueError(f"not a moment that datetime can hold: {text!r}") from None


def parse_epoch_seconds(value: float | str) -> datetime:
    """Read seconds since 1970-01-01T00:00:00Z.

    Args:
        value: A number, or its text.

    Returns:
        The moment in UTC, rounded to a microsecond.

    Raises:
        ValueError: If `value` is not a finite number or lies outside the years 1 to 9999.
    """
    number = float(value) if isinstance(value, str) else value
    if 0 <= number <= LATEST:
        return datetime.fromtimestamp(number, UTC)
    try:
        return EPOCH + timedelta(seconds=number)
    except OverflowError:
        raise ValueError(f"not a moment that datetime can hold: {value!r}") from None
