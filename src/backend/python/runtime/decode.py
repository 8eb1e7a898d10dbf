"""What emitted deserializers make, and how they refuse what is no good.

A codec tests the class of a value inline. Each function here takes the container and the key, so
that a failure can be located.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from .paths import mismatch
from .timestamps import EPOCH

T = TypeVar("T")

new = object.__new__


def bad(container: Any, key: str, expected: str) -> NoReturn:
    """Refuse the value of `key`.

    Args:
        container: The object.
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
        container: The object.
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
        container: The object.
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


__all__ = ["EPOCH", "absent", "bad", "bad_item", "new", "only", "unknown", "variant"]
