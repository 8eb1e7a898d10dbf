"""Reading of long JSON arrays a few items at a time.

A tree of small objects, such as unions make, takes ten times the memory of its text. Decoding it
then waits for memory more than for anything else: what was made first has left the caches of the
processor when it is looked at. Here, a few items are read and decoded, and the memory of their tree
is used again for the next ones. A megabyte of DynamoDB's items is decoded in three quarters of the
time that the whole tree takes. Items without unions gain nothing by it.

Whatever is unusual is left to those who read the whole document, and say what is wrong.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .paths import Mismatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from .operation import Response

_LARGE = 16_384
"""How many bytes a document has that is read so."""
_FEW = 15
"""How many items are read at a time."""

_decoder: Any = json.JSONDecoder()
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once
_space = re.compile(r"[ \t\n\r]*").match


def stepwise(
    response: Response, key: str, read: Callable[[list[Any]], list[Any]]
) -> tuple[dict[str, Any], list[Any] | None]:
    """Read the document of a response, and decode an array of it at once.

    Args:
        response: The response.
        key: The member that holds the array.
        read: Decodes an array of such items.

    Returns:
        The document, and what was made of the array. Where that is `None`, the array is still in
        the document, if it is there at all.

    Raises:
        Mismatch: If the document is no object.
        ValueError: If the body is no document.
        RecursionError: If it nests too deeply.
    """
    if response.plain and len(response.content) >= _LARGE:
        try:
            return _document(response.content.decode(), key, read)
        except (Mismatch, ValueError, IndexError, StopIteration, RecursionError):
            pass
    return response.object(), None


def _next(text: str, at: int) -> int:
    """Return where the next token begins."""
    found = _space(text, at)
    return at if found is None else found.end()


def _document(
    text: str, key: str, read: Callable[[list[Any]], list[Any]]
) -> tuple[dict[str, Any], list[Any] | None]:
    made: dict[str, Any] = {}
    found: list[Any] | None = None
    at = _after(text, 0, "{")
    mark = text[at]
    while mark != "}":
        if text[at] != '"':
            raise ValueError("a name is missing")
        name, at = _scan(text, at)
        at = _after(text, at, ":")
        if name == key:
            found = None
            made.pop(key, None)
        if name == key and text[at] == "[":
            found, at = _items(text, at + 1, read)
        else:
            made[name], at = _scan(text, at)
        at = _next(text, at)
        mark = text[at]
        if mark == ",":
            at = _next(text, at + 1)
        elif mark != "}":
            raise ValueError("a comma is missing")
    if _next(text, at + 1) != len(text):
        raise ValueError("something follows the document")
    return made, found


def _after(text: str, at: int, mark: str) -> int:
    at = _next(text, at)
    if text[at] != mark:
        raise ValueError(f"a {mark} is missing")
    return _next(text, at + 1)


def _items(text: str, at: int, read: Callable[[list[Any]], list[Any]]) -> tuple[list[Any], int]:
    """Read and decode the items of an array that begins before this place."""
    made: list[Any] = []
    at = _next(text, at)
    if text[at] == "]":
        return made, at + 1
    waiting: list[Any] = []
    mark = ","
    while mark == ",":
        item, at = _scan(text, at)
        waiting.append(item)
        del item
        if len(waiting) == _FEW:
            made += read(waiting)
            waiting.clear()
        at = _next(text, at)
        mark = text[at]
        at = _next(text, at + 1)
    if mark != "]":
        raise ValueError("a comma is missing")
    made += read(waiting)
    return made, at
