"""What emitted deserializers call for values that JSON has no type for.

Each function takes the container and the key, so that a failure can be located.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .jsontext import JsonNumber
from .paths import mismatch
from .timestamps import LATEST, parse_date_time, parse_epoch_seconds, parse_http_date

if TYPE_CHECKING:
    from decimal import Decimal

_FLOATS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


def as_float(container: Any, key: str | None, value: Any) -> float:
    """Read a float or double that is not a plain JSON fraction.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: An integer, or the string `NaN`, `Infinity` or `-Infinity`.
    """
    if value.__class__ is int or isinstance(value, float):
        try:
            return float(value)
        except OverflowError:
            mismatch(container, key, value, "a number that fits a double")
    if value.__class__ is str and value in _FLOATS:
        return _FLOATS[value]
    mismatch(container, key, value, "a number")


def as_blob(container: Any, key: str | None, value: Any) -> bytes:
    """Read base64.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The text.
    """
    if value.__class__ is str:
        try:
            return a2b_base64(value, strict_mode=True)
        except ValueError:
            pass
    mismatch(container, key, value, "base64 text")


def as_date_time(container: Any, key: str | None, value: Any) -> datetime:
    """Read a `date-time` timestamp.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The text.
    """
    if value.__class__ is str:
        try:
            return parse_date_time(value)
        except ValueError:
            pass
    mismatch(container, key, value, "a date-time")


def as_http_date(container: Any, key: str | None, value: Any) -> datetime:
    """Read an `http-date` timestamp.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The text.
    """
    if value.__class__ is str:
        try:
            return parse_http_date(value)
        except ValueError:
            pass
    mismatch(container, key, value, "an HTTP date")


def as_epoch_seconds(container: Any, key: str | None, value: Any) -> datetime:
    """Read an `epoch-seconds` timestamp.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The number.
    """
    if value.__class__ is int or isinstance(value, float):
        try:
            if 0 <= value <= LATEST:
                return datetime.fromtimestamp(value, UTC)
            return parse_epoch_seconds(value)
        except (ValueError, OverflowError):
            pass
    mismatch(container, key, value, "seconds since 1970")


def as_big_integer(container: Any, key: str | None, value: Any) -> int:
    """Read an integer of any size.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: An integer, or a number written with an exponent.
    """
    if value.__class__ is int:
        return int(value)
    if isinstance(value, JsonNumber):
        number = as_decimal(container, key, value)
        if number.adjusted() <= 4300 and number == number.to_integral_value():
            return int(number)
    mismatch(container, key, value, "an integer")


def as_decimal(container: Any, key: str | None, value: Any) -> Decimal:
    """Read a decimal of any precision.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: A number.
    """
    from decimal import Decimal

    if isinstance(value, JsonNumber):
        return Decimal(value.text)
    if value.__class__ is int:
        return Decimal(value)
    mismatch(container, key, value, "a decimal number")


def as_big_integer_text(container: Any, key: str | None, value: Any) -> int:
    """Read an integer of any size that is written as text.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The digits.
    """
    if value.__class__ is str and _WHOLE.fullmatch(value) is not None:
        try:
            return int(value)
        except ValueError:  # More digits than Python reads in reasonable time.
            pass
    mismatch(container, key, value, "an integer as text")


def as_decimal_text(container: Any, key: str | None, value: Any) -> Decimal:
    """Read a decimal of any precision that is written as text.

    Args:
        container: The JSON object or array.
        key: The key; `None` in an array.
        value: The digits.
    """
    from decimal import Decimal

    if value.__class__ is str and _NUMBER.fullmatch(value) is not None:
        return Decimal(value)
    mismatch(container, key, value, "a decimal number as text")
