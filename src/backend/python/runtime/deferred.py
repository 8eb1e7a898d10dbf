"""Serializing of long lists item by item, while the document is being written.

What a large request costs is memory: a tree of dicts for all of it outgrows the caches of the
processor before anything is written, is fetched again to be written, and once more to be freed. So
the items of a long list of structures stay what they are, and become dicts one after the other when
the writer gets there. A megabyte is written in two thirds of the time.

This module must not know how documents are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .paths import mismatch

if TYPE_CHECKING:
    from collections.abc import Callable

_MANY = 16
"""How many items a list has whose items wait."""
_consumed = [0]
"""How many iterables were made lists. Another thread may count too: then an item is kept that need
not be."""


class Deferred:
    """An item that is still to be serialized.

    Attributes:
        make: Its serializer.
        item: The item; what became of it, when `make` is `None`.
    """

    __slots__ = ("item", "make")
    make: Callable[[Any], Any] | None

    def __init__(self, make: Callable[[Any], Any], item: Any) -> None:
        self.make = make
        self.item = item


def expand(value: Any) -> Any:
    """Serialize an item whose turn has come.

    Args:
        value: What a writer of documents has no form for.

    Raises:
        Mismatch: If the item does not match the model.
        TypeError: If `value` is no such item.
    """
    if value.__class__ is Deferred:
        return value.item if value.make is None else value.make(value.item)
    raise TypeError(f"{type(value).__name__} has no form in a document")


def expand_once(value: Any) -> Any:
    """Serialize an item whose turn has come, which may come again if the writer gives up.

    Args:
        value: What a writer of documents has no form for.

    Raises:
        Mismatch: If the item does not match the model.
        TypeError: If `value` is no such item.
    """
    before = _consumed[0]
    made = expand(value)
    if _consumed[0] != before:
        value.item, value.make = made, None
    return made


def consume(values: Any) -> list[Any]:
    """Make a list of an iterable that may not give its values a second time.

    Args:
        values: The iterable.
    """
    _consumed[0] += 1
    return list(values)


def each(items: Any, cls: type[Any], make: Callable[[Any], Any]) -> list[Any]:
    """Serialize the items of a list of structures, or prepare that.

    Args:
        items: The list.
        cls: Their class.
        make: Their serializer.
    """
    if len(items) < _MANY:
        return [make(x) if isinstance(x, cls) else _wrong(items, x, cls) for x in items]
    return [Deferred(make, x) if isinstance(x, cls) else _wrong(items, x, cls) for x in items]


def settled(value: Any) -> Any:
    """Serialize all items that wait in a document.

    Args:
        value: The document.

    Returns:
        The same without such items.
    """
    if value.__class__ is Deferred:
        return settled(expand(value))
    if value.__class__ is dict:
        return {key: settled(item) for key, item in value.items()}
    if value.__class__ is list:
        return [settled(item) for item in value]
    return value


def _wrong(items: Any, item: Any, cls: type[Any]) -> Any:
    mismatch(items, None, item, cls.__name__)
