"""JSON text to and from Python values, without losing digits where a model needs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from .deferred import Deferred, expand

if TYPE_CHECKING:
    from decimal import Decimal

# What holds itself nests too deeply in any case, and looking for it costs a sixth of the time.
_ENCODER = json.JSONEncoder(
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
    default=expand,
)
_quote = json.JSONEncoder(ensure_ascii=False).encode


class JsonNumber(float):
    """A float that remembers the digits it was written with.

    Attributes:
        text: The number as it stood in the document.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> JsonNumber:
        """Read `text` as a float and keep it.

        Args:
            text: A JSON number.
        """
        made = float.__new__(cls, text)
        made.text = text
        return made


_EXACT = json.JSONDecoder(parse_float=JsonNumber)


def loads(data: bytes, exact: bool = False) -> Any:
    """Read a JSON document.

    Args:
        data: UTF-8 text.
        exact: Keep the digits of fractions, as `JsonNumber`.

    Returns:
        The value.

    Raises:
        ValueError: If `data` is not JSON.
        RecursionError: If it nests too deeply.
    """
    return _EXACT.decode(data.decode()) if exact else json.loads(data)


def dumps(value: Any, exact: bool = False) -> bytes:
    """Write a JSON document in UTF-8 without white space.

    Args:
        value: Dicts, lists, strings, numbers, booleans and `None`.
        exact: Whether `value` may hold decimals, which are written digit by digit.

    Returns:
        The text.

    Raises:
        TypeError: If a value has no JSON form.
        ValueError: If a number is not finite, or a string holds a lone surrogate.
    """
    if exact:
        parts: list[str] = []
        _write(value, parts)
        return "".join(parts).encode()
    return _ENCODER.encode(value).encode()


def _write(value: Any, parts: list[str]) -> None:
    if isinstance(value, dict):
        opening = "{"
        for key, item in cast("dict[str, Any]", value).items():
            parts.append(opening + _quote(key) + ":")
            _write(item, parts)
            opening = ","
        parts.append("}" if opening == "," else "{}")
    elif isinstance(value, (list, tuple)):
        opening = "["
        for item in cast("list[Any]", value):
            parts.append(opening)
            _write(item, parts)
            opening = ","
        parts.append("]" if opening == "," else "[]")
    elif value.__class__.__name__ == "Decimal":
        parts.append(decimal_text(value))
    elif value.__class__ is Deferred:
        _write(expand(value), parts)
    else:
        parts.append(_ENCODER.encode(value))


def decimal_text(value: Decimal) -> str:
    """Write a decimal as a JSON number.

    Args:
        value: A finite decimal.

    Raises:
        ValueError: If it is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"{value} has no JSON form")
    return str(value)
