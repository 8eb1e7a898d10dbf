"""What emitted deserializers make, and how they refuse what is no good.

A codec tests the class of a value inline. Each function here takes the container and the key, so
that a failure can be located.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from .paths import mismatch
from .timestamps import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_MANY = 16
"""How many items an array has that is let go of on the way."""

new = object.__new__


def bad(container: Any, key: str, expected: str) -> NoReturn:
    """Refuse the value of `key`.

    Args:
        container: The object.
        key: The key.
        expected: What the model wants there.
    """
    mismatch(container, key, container.get(key), expected)


def null_item(container: list[Any], item: Any, expected: str) -> Any:
    """Refuse an item of an array, unless it is null.

    Args:
        container: The array.
        item: The item, already known not to be of the expected class.
        expected: What the model wants there.

    Returns:
        `None`, which is the item, or says that it is to be passed over.
    """
    if item is not None:
        mismatch(container, None, item, expected)


def null_entry(container: Any, key: str, expected: str) -> Any:
    """Refuse the value of `key`, unless it is null.

    Args:
        container: The object.
        key: The key; its value is already known not to be of the expected class.
        expected: What the model wants there.

    Returns:
        `None`, which is the value, or says that it is to be passed over.
    """
    if container[key] is not None:
        bad(container, key, expected)


def absent(container: Any, key: str, value: Any, expected: str, default: Any) -> Any:
    """Fill in a member that is missing or null, and refuse anything else.

    Args:
        container: The object.
        key: The key.
        value: What is there, already known not to be of the expected class.
        expected: What the model wants there.
        default: The member's default, or the zero value of client error correction.
    """
    if value is None:
        return default
    bad(container, key, expected)


def only(container: dict[str, Any], expected: str) -> str:
    """Return the name of the one member of a union that is not null.

    Args:
        container: The object.
        expected: The union's name.
    """
    found = [key for key, value in container.items() if value is not None and key != "__type"]
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


def unknown_member(cls: type[T], container: dict[str, Any], key: str, expected: str) -> T:
    """Make the variant that stands for a member which the model does not know.

    Args:
        cls: The `…Unknown` class.
        container: The object.
        key: The member's name.
        expected: The union's name.
    """
    if container[key] is None or key == "__type":
        only(container, expected)
    return unknown(cls, key)


def drain(items: list[Any]) -> Iterable[Any]:
    """Give the items of an array, and let go of each when the next one is asked for.

    What a long answer costs is memory: a document of many objects outgrows the caches of the
    processor, and freeing it in the end fetches all of it once more. Freed item by item, a
    megabyte is decoded in six sevenths of the time, and in less memory. An item that turns out
    to be wrong is still in its place, so that its path can be found.

    Args:
        items: The array; its items become `None` if they are many.
    """
    return items if len(items) < _MANY else _drain(items)


def _drain(items: list[Any]) -> Iterator[Any]:
    for at, item in enumerate(items):
        yield item
        items[at] = None


__all__ = [
    "EPOCH",
    "absent",
    "bad",
    "drain",
    "new",
    "null_entry",
    "null_item",
    "only",
    "unknown",
    "unknown_member",
    "variant",
]
