"""Header values: lists joined and split, and scalars read from text."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_ITEM = re.compile(r'[ \t]*(?:"((?:[^"\\]|\\.)*)"[ \t]*|([^",]*))(?:,|$)')
_NEEDS_QUOTES = re.compile(r'[",]|^[ \t]|[ \t]$|^$')
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_FLOATS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def join_strings(items: Iterable[str]) -> str:
    """Write a list of strings as one header value; an item is quoted when it must be.

    Args:
        items: The strings.
    """
    return ", ".join(
        '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if _NEEDS_QUOTES.search(item)
        else item
        for item in items
    )


def join_plain(items: Iterable[str]) -> str:
    """Write a list whose items need no quotes as one header value.

    Args:
        items: Numbers, booleans or timestamps as text.
    """
    return ", ".join(items)


def split_strings(value: str) -> list[str]:
    """Read a list of strings from one header value.

    Args:
        value: Comma-separated items, of which some may be quoted.

    Raises:
        ValueError: If a quoted item is not closed, or text follows it.
    """
    items: list[str] = []
    at = 0
    while True:
        found = _ITEM.match(value, at)
        if found is None:
            raise ValueError(f"not a list: {value!r}")
        quoted, bare = found[1], found[2]
        items.append(bare.strip(" \t") if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        at = found.end()
        if not found[0].endswith(",") or (at == len(value) and value[found.start() : at] == ""):
            return items
        if at == len(value):
            items.append("")
            return items


def split_plain(value: str) -> list[str]:
    """Read a list whose items hold no comma.

    Args:
        value: Comma-separated items.
    """
    return [item.strip(" \t") for item in value.split(",")]


def split_http_dates(value: str) -> list[str]:
    """Read a list of HTTP dates, each of which holds one comma.

    Args:
        value: Comma-separated dates.
    """
    parts = value.split(",")
    return [",".join(parts[i : i + 2]).strip(" \t") for i in range(0, len(parts), 2)]


def to_str(value: str) -> str:
    """Return the text itself."""
    return value


def to_bool(value: str) -> bool:
    """Read `true` or `false`."""
    if value == "true":
        return True
    if value == "false":
        return False
    raise ValueError(f"not a boolean: {value!r}")


def to_int(value: str) -> int:
    """Read an integer."""
    if value.isdecimal() and value.isascii() and len(value) < 20:
        return int(value)
    if _INTEGER.fullmatch(value) is None:
        raise ValueError(f"not an integer: {value!r}")
    return int(value)


def to_float(value: str) -> float:
    """Read a number, `NaN`, `Infinity` or `-Infinity`."""
    if value in _FLOATS:
        return _FLOATS[value]
    if _NUMBER.fullmatch(value) is None:
        raise ValueError(f"not a number: {value!r}")
    return float(value)


def to_decimal(value: str) -> Decimal:
    """Read a number, digit by digit."""
    from decimal import Decimal

    if _NUMBER.fullmatch(value) is None:
        raise ValueError(f"not a number: {value!r}")
    return Decimal(value)


def to_media_type(value: str) -> str:
    """Read a string that has a media type, which headers carry as base64."""
    return b64decode(value, validate=True).decode()
