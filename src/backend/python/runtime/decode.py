"""What emitted deserializers call when a value is not the plain one they hope for.

A codec tests the class of a value inline and comes here otherwise. Each function takes the
container and the key, so that a failure can be located.
"""

from __future__ import annotations

from binascii import a2b_base64
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from .jsontext import JsonNumber
from .paths import mismatch
from .timestamps import EPOCH, parse_date_time, parse_epoch_seconds, parse_http_date

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

T = TypeVar("T")

new = object.__new__

_FLOATS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def bad(container: Any, key: str, expected: str) -> NoReturn:
    """Refuse the value of `key`.

    Args:
        container: The JSON object.
        key: The key.
        expected: What the model wants there.
    """
    mismatch(container, key, container.get(key), expected)


def bad_item(container: list[Any], item: Any, expected: str) -> NoReturn:
    """Refuse an item of an array.

    Args:
        container: The array.
        item: The item.
        expected: What the model wants there.
    """
    mismatch(container, None, item, expected)


def absent(container: Any, key: str, value: Any, expected: str, default: Any) -> Any:
    """Fill in a member that is missing or null, and refuse anything else.

    Args:
        container: The JSON object.
        key: The key.
        value: What is there, already known not to be of the expected class.
        expected: What the model wants there.
        default: The member's default, or the zero value of client error correction.
    """
    if value is None:
        return default
    bad(container, key, expected)


def only(container: dict[str, Any], expected: str) -> tuple[str, Any]:
    """Return the one entry of a union that is not null.

    Args:
        container: The JSON object.
        expected: The union's name.
    """
    found = [pair for pair in container.items() if pair[1] is not None and pair[0] != "__type"]
    if len(found) != 1:
        mismatch(container, None, container, f"{expected} with exactly one member")
    return found[0]


def variant(cls: type[T], value: Any) -> T:
    """Make a union variant without running its constructor.

    Args:
        cls: The variant's class.
        value: What it holds.
    """
    made: Any = new(cls)
    made.value = value
    result: T = made
    return result


def unknown(cls: type[T], tag: str) -> T:
    """Make the variant that stands for a member which the model does not know.

    Args:
        cls: The `…Unknown` class.
        tag: The member's name.
    """
    made: Any = new(cls)
    made.tag = tag
    result: T = made
    return result


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


__all__ = [
    "EPOCH",
    "absent",
    "as_big_integer",
    "as_blob",
    "as_date_time",
    "as_decimal",
    "as_epoch_seconds",
    "as_float",
    "as_http_date",
    "bad",
    "bad_item",
    "new",
    "only",
    "unknown",
    "variant",
]
