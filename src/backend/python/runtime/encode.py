"""What emitted serializers call to check and convert one value.

Each function takes the shape that holds the value and the attribute (`None` in a list), so that
a failure names the path. A wrong value raises before anything is sent.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from datetime import datetime
from typing import Any, NoReturn, TypeVar, cast

from . import timestamps
from .deferred import consume
from .paths import mismatch
from .uri import escape

T = TypeVar("T")

_HOST_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def wrong(container: Any, key: str | None, value: Any, expected: str) -> NoReturn:
    """Refuse a value.

    Args:
        container: The shape, list or dict that holds it.
        key: The attribute or key; `None` in a list.
        value: The value.
        expected: What the model wants.
    """
    mismatch(container, key, value, expected)


def put_shape(container: Any, key: str | None, value: Any, cls: type[T]) -> T:
    """Accept an object of a class."""
    if isinstance(value, cls):
        return value
    wrong(container, key, value, cls.__name__)


def put_str(container: Any, key: str | None, value: Any) -> str:
    """Accept a string, enum members included."""
    if isinstance(value, str):
        return str.__str__(value)
    wrong(container, key, value, "a str")


def put_int(container: Any, key: str | None, value: Any) -> int:
    """Accept an integer, enum members included, but no boolean."""
    if isinstance(value, int) and value.__class__ is not bool:
        return int(value)
    wrong(container, key, value, "an int")


def put_bool(container: Any, key: str | None, value: Any) -> bool:
    """Accept a boolean."""
    if isinstance(value, bool):
        return value
    wrong(container, key, value, "a bool")


def put_float(container: Any, key: str | None, value: Any) -> float | str:
    """Accept a number; one that is not finite becomes its name."""
    if isinstance(value, (float, int)) and value.__class__ is not bool:
        if value - value == 0:
            return value
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    wrong(container, key, value, "a float")


def put_decimal(container: Any, key: str | None, value: Any) -> Any:
    """Accept a finite decimal, or an integer."""
    from decimal import Decimal

    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and value.__class__ is not bool:
        return int(value)
    wrong(container, key, value, "a finite Decimal")


def put_number(container: Any, key: str | None, value: Any) -> float:
    """Accept a number, finite or not."""
    if isinstance(value, (float, int)) and value.__class__ is not bool:
        try:
            return float(value)
        except OverflowError:
            pass
    wrong(container, key, value, "a float")


def put_integer_text(container: Any, key: str | None, value: Any) -> str:
    """Write an integer of any size as text."""
    return str(put_int(container, key, value))


def put_decimal_text(container: Any, key: str | None, value: Any) -> str:
    """Write a decimal as text."""
    return str(put_decimal(container, key, value))


def put_bytes(container: Any, key: str | None, value: Any) -> bytes:
    """Accept bytes-like objects."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(cast("bytes", value))
    wrong(container, key, value, "bytes")


def put_blob(container: Any, key: str | None, value: Any) -> str:
    """Write bytes as base64."""
    return b2a_base64(put_bytes(container, key, value), newline=False).decode()


def put_datetime(container: Any, key: str | None, value: Any) -> datetime:
    """Accept a datetime."""
    if isinstance(value, datetime):
        return value
    wrong(container, key, value, "a datetime")


def put_date_time(container: Any, key: str | None, value: Any) -> str:
    """Write a moment as `date-time`."""
    return timestamps.format_date_time(put_datetime(container, key, value))


def put_http_date(container: Any, key: str | None, value: Any) -> str:
    """Write a moment as `http-date`."""
    return timestamps.format_http_date(put_datetime(container, key, value))


def put_epoch_seconds(container: Any, key: str | None, value: Any) -> int | float:
    """Write a moment as `epoch-seconds`."""
    if value.__class__ is datetime:
        return timestamps.epoch_seconds(value)
    return timestamps.epoch_seconds(put_datetime(container, key, value))


def put_list(container: Any, key: str | None, value: Any) -> Any:
    """Accept a list, a tuple or another iterable that is no string or mapping."""
    if isinstance(value, (list, tuple)):
        return cast("list[Any]", value)
    if isinstance(value, (str, bytes, bytearray, dict)) or not hasattr(value, "__iter__"):
        wrong(container, key, value, "a list")
    return consume(value)


def put_dict(container: Any, key: str | None, value: Any) -> Any:
    """Accept a mapping with string keys."""
    if not hasattr(value, "items"):
        wrong(container, key, value, "a dict")
    for name in value:
        if not isinstance(name, str):
            wrong(container, key, value, "a dict whose keys are str")
    return value


def text_bool(container: Any, key: str | None, value: Any) -> str:
    """Write a boolean for a header, a label or a query."""
    return "true" if put_bool(container, key, value) else "false"


def text_int(container: Any, key: str | None, value: Any) -> str:
    """Write an integer for a header, a label or a query."""
    return str(put_int(container, key, value))


def text_float(container: Any, key: str | None, value: Any) -> str:
    """Write a number for a header, a label or a query."""
    number = put_float(container, key, value)
    return number if isinstance(number, str) else repr(float(number))


def text_decimal(container: Any, key: str | None, value: Any) -> str:
    """Write a decimal for a header, a label or a query."""
    return str(put_decimal(container, key, value))


def text_epoch_seconds(container: Any, key: str | None, value: Any) -> str:
    """Write a moment as `epoch-seconds` for a header, a label or a query."""
    return str(put_epoch_seconds(container, key, value))


def text_media_type(container: Any, key: str | None, value: Any) -> str:
    """Write a string that has a media type as base64, for a header."""
    return b2a_base64(put_str(container, key, value).encode(), newline=False).decode()


def label(container: Any, key: str, text: str, *, greedy: bool = False) -> str:
    """Write a URI label.

    Args:
        container: The input.
        key: The attribute.
        text: The value as text.
        greedy: Whether `/` stays as it is.

    Returns:
        Percent-encoded text. A segment of dots alone is encoded too, so that no transport takes
        it for a step up.
    """
    if not text:
        wrong(container, key, text, "text that is not empty, since it stands in the URI")
    if greedy:
        return "/".join(_segment(part) for part in text.split("/"))
    return _segment(text)


def _segment(text: str) -> str:
    return text.replace(".", "%2E") if text in (".", "..") else escape(text)


def host_label(container: Any, key: str, text: str) -> str:
    """Write a label of a host prefix.

    Args:
        container: The input.
        key: The attribute.
        text: The value.

    Returns:
        The text itself, which must be a valid host label.
    """
    if _HOST_LABEL.fullmatch(text) is None:
        wrong(container, key, text, "a host label: letters, digits and inner hyphens")
    return text
