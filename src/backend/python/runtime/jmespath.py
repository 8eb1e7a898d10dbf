"""What compiled JMESPath expressions call, as the specification of jmespath.org says.

Expressions are compiled when a package is generated. What an expression takes from shapes has
types; all else is JSON: `None`, booleans, numbers, strings, lists and dicts. This must not know a
service.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from .models import Model, Variant

if TYPE_CHECKING:
    from collections.abc import Callable


class ExpressionError(Exception):
    """An expression has no value: a function is called wrongly.

    Attributes:
        kind: Why, as the specification calls it.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Reference:
    """A reference to an expression, where it is no argument of a function that takes one."""


def refuse(kind: str, *_: Any) -> Any:
    """Raise an error.

    Args:
        kind: Why, as the specification calls it.

    Raises:
        ExpressionError: Always.
    """
    raise ExpressionError(kind)


# ---- shapes


def epoch(value: datetime | None) -> float | None:
    """Turn a moment into seconds since 1970.

    Args:
        value: The moment; one without a zone is in UTC.
    """
    if value is None:
        return None
    if value.tzinfo is None:
        from datetime import UTC

        value = value.replace(tzinfo=UTC)
    return value.timestamp()


def base64_text(value: bytes | None) -> str | None:
    """Turn bytes into Base64.

    Args:
        value: The bytes.
    """
    return None if value is None else b64encode(value).decode("ascii")


def number(value: Decimal | None) -> float | None:
    """Turn a decimal into a double.

    Args:
        value: The decimal.
    """
    return None if value is None else float(value)


def to_json(value: Any) -> Any:
    """Turn a shape, or a list or map of shapes, into JSON, keyed by member names.

    Args:
        value: The value.

    Returns:
        A value in which moments are seconds, bytes are Base64, and absent members are absent.
    """
    if isinstance(value, (Model, Variant)):
        value = value.as_dict()
    if isinstance(value, datetime):
        return epoch(value)
    if isinstance(value, (bytes, bytearray)):
        return b64encode(value).decode("ascii")
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (list, tuple)):
        found: list[Any] = list(cast("Any", value))
        return [to_json(item) for item in found]
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in cast("Mapping[str, Any]", value).items()}
    return value


# ---- JSON


def type_of(value: Any) -> str:
    """Name the type of a value.

    Args:
        value: A JSON value.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, (list, tuple)):
        return "array"
    return "expression" if isinstance(value, Reference) else "object"


def is_number(value: Any) -> bool:
    """Say whether a value is a number.

    Args:
        value: A JSON value.
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def truth(value: Any) -> bool:
    """Say whether a value counts as true: it is not null, false or empty.

    Args:
        value: A JSON value.
    """
    return is_number(value) or bool(value)


def equal(left: Any, right: Any) -> bool:
    """Say whether two values are the same.

    Args:
        left: A JSON value.
        right: Another.
    """
    kind = type_of(left)
    if kind != type_of(right) or kind == "expression":
        return False
    if kind == "array":
        return len(left) == len(right) and all(map(equal, left, right))
    if kind == "object":
        return len(left) == len(right) and all(
            name in right and equal(value, right[name]) for name, value in left.items()
        )
    return bool(left == right)


def less(left: Any, right: Any) -> bool | None:
    """Compare two numbers; `None` where one is none.

    Args:
        left: A JSON value.
        right: Another.
    """
    return bool(left < right) if is_number(left) and is_number(right) else None


def less_or_equal(left: Any, right: Any) -> bool | None:
    """Compare two numbers; `None` where one is none.

    Args:
        left: A JSON value.
        right: Another.
    """
    return bool(left <= right) if is_number(left) and is_number(right) else None


def field(value: Any, name: str) -> Any:
    """Take a field out of an object; `None` where there is none.

    Args:
        value: A JSON value.
        name: The field.
    """
    return cast("dict[str, Any]", value).get(name) if isinstance(value, dict) else None


def elements(value: Any) -> list[Any] | None:
    """Return an array; `None` where the value is none.

    Args:
        value: A JSON value.
    """
    if not isinstance(value, list):
        return None
    found: list[Any] = cast("Any", value)
    return found


def entries(value: Any) -> list[Any] | None:
    """Return the values of an object; `None` where the value is none.

    Args:
        value: A JSON value.
    """
    return list(cast("dict[str, Any]", value).values()) if isinstance(value, dict) else None


def flat(value: Any) -> list[Any] | None:
    """Dissolve the arrays in an array; `None` where the value is none.

    Args:
        value: A JSON value.
    """
    found = elements(value)
    if found is None:
        return None
    made: list[Any] = []
    for item in found:
        parts = elements(item)
        if parts is None:
            made.append(item)
        else:
            made.extend(parts)
    return made


def all_equal(value: Any, expected: str) -> bool:
    """Say whether a value is an array that holds this string, and nothing else.

    Args:
        value: A JSON value.
        expected: The string.
    """
    found = elements(value)
    return bool(found) and all(item == expected for item in found or ())


def any_equal(value: Any, expected: str) -> bool:
    """Say whether a value is an array that holds this string.

    Args:
        value: A JSON value.
        expected: The string.
    """
    return expected in (elements(value) or ())


def words(value: Any) -> str | None:
    """Make a text of a string or an array of strings; `None` where there is none.

    Args:
        value: A JSON value.
    """
    if isinstance(value, str):
        return value
    found = [item for item in elements(value) or () if isinstance(item, str)]
    return ", ".join(found) or None


# ---- functions


def _need(value: Any, *kinds: str) -> Any:
    if type_of(value) not in kinds:
        raise ExpressionError("invalid-type")
    return value


def _each(value: Any, kind: str) -> list[Any]:
    found: list[Any] = _need(value, "array")
    for item in found:
        _need(item, kind)
    return found


def _uniform(keys: list[Any]) -> None:
    if keys:
        kind = type_of(_need(keys[0], "number", "string"))
        for key in keys:
            _need(key, kind)


def absolute(value: Any) -> float:
    """`abs(number)`."""
    return cast("float", abs(_need(value, "number")))


def average(value: Any) -> float | None:
    """`avg(numbers)`."""
    found = _each(value, "number")
    return sum(found) / len(found) if found else None


def ceiling(value: Any) -> float:
    """`ceil(number)`."""
    found: float = _need(value, "number")
    return math.ceil(found) if math.isfinite(found) else found


def contains(value: Any, part: Any) -> bool:
    """`contains(array or string, any)`."""
    if isinstance(_need(value, "array", "string"), str):
        return isinstance(part, str) and part in value
    return any(equal(item, part) for item in value)


def ends_with(value: Any, part: Any) -> bool:
    """`ends_with(string, string)`."""
    return bool(_need(value, "string").endswith(_need(part, "string")))


def floor(value: Any) -> float:
    """`floor(number)`."""
    found: float = _need(value, "number")
    return math.floor(found) if math.isfinite(found) else found


def join(between: Any, parts: Any) -> str:
    """`join(string, strings)`."""
    return cast("str", _need(between, "string").join(_each(parts, "string")))


def keys(value: Any) -> list[Any]:
    """`keys(object)`."""
    return list(_need(value, "object"))


def length(value: Any) -> int:
    """`length(array, object or string)`."""
    return len(_need(value, "array", "object", "string"))


def map_by(function: Callable[[Any], Any], value: Any) -> list[Any]:
    """`map(&expression, array)`."""
    return [function(item) for item in _need(value, "array")]


def largest(value: Any) -> Any:
    """`max(numbers or strings)`."""
    found: list[Any] = _need(value, "array")
    _uniform(found)
    return max(found, default=None)


def largest_by(value: Any, function: Callable[[Any], Any]) -> Any:
    """`max_by(array, &expression)`."""
    keyed = _keyed(value, function)
    return max(keyed, key=_key)[1] if keyed else None


def merge(*values: Any) -> dict[str, Any]:
    """`merge(objects)`."""
    made: dict[str, Any] = {}
    for value in values:
        made.update(_need(value, "object"))
    return made


def smallest(value: Any) -> Any:
    """`min(numbers or strings)`."""
    found: list[Any] = _need(value, "array")
    _uniform(found)
    return min(found, default=None)


def smallest_by(value: Any, function: Callable[[Any], Any]) -> Any:
    """`min_by(array, &expression)`."""
    keyed = _keyed(value, function)
    return min(keyed, key=_key)[1] if keyed else None


def not_null(*values: Any) -> Any:
    """`not_null(values)`."""
    return next((value for value in values if value is not None), None)


def reverse(value: Any) -> Any:
    """`reverse(array or string)`."""
    return _need(value, "array", "string")[::-1]


def ordered(value: Any) -> list[Any]:
    """`sort(numbers or strings)`."""
    found: list[Any] = _need(value, "array")
    _uniform(found)
    return sorted(found)


def ordered_by(value: Any, function: Callable[[Any], Any]) -> list[Any]:
    """`sort_by(array, &expression)`."""
    return [item for _, item in sorted(_keyed(value, function), key=_key)]


def starts_with(value: Any, part: Any) -> bool:
    """`starts_with(string, string)`."""
    return bool(_need(value, "string").startswith(_need(part, "string")))


def total(value: Any) -> float:
    """`sum(numbers)`."""
    return cast("float", sum(_each(value, "number")))


def members(value: Any) -> list[Any]:
    """`values(object)`."""
    return list(_need(value, "object").values())


def to_array(value: Any) -> list[Any]:
    """`to_array(any)`."""
    found = elements(value)
    return [value] if found is None else found


def to_number(value: Any) -> float | None:
    """`to_number(any)`."""
    if is_number(value):
        return cast("float", value)
    if not isinstance(value, str) or not value or value[0] in "+." or value[-1] == ".":
        return None
    if any(letter not in "0123456789-+.eE" for letter in value):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    if not math.isfinite(found):
        return None
    return int(found) if found.is_integer() else found


def to_text(value: Any) -> str:
    """`to_string(any)`."""
    if isinstance(value, str):
        return value
    if isinstance(value, Reference):
        return "null"
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _keyed(value: Any, function: Callable[[Any], Any]) -> list[tuple[Any, Any]]:
    keyed = [(function(item), item) for item in _need(value, "array")]
    _uniform([key for key, _ in keyed])
    return keyed


def _key(pair: tuple[Any, Any]) -> Any:
    return pair[0]
