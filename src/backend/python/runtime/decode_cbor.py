"""What emitted deserializers call for values that are not the plain ones of CBOR.

Each function takes the container and the key, so that a failure can be located.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .paths import mismatch

if TYPE_CHECKING:
    from decimal import Decimal


def as_float(container: Any, key: str | None, value: Any) -> float:
    """Read a float or double that was written as an integer.

    Args:
        container: The map or array.
        key: The key; `None` in an array.
        value: The number.
    """
    if value.__class__ is int:
        try:
            return float(value)
        except OverflowError:
            mismatch(container, key, value, "a number that fits a double")
    if value.__class__ is float:
        return float(value)
    mismatch(container, key, value, "a number")


def as_decimal(container: Any, key: str | None, value: Any) -> Decimal:
    """Read a decimal of any precision.

    Args:
        container: The map or array.
        key: The key; `None` in an array.
        value: A decimal, or an integer.
    """
    from decimal import Decimal

    if isinstance(value, Decimal):
        return value
    if value.__class__ is int:
        return Decimal(value)
    mismatch(container, key, value, "a decimal number")
