"""Say where in a JSON document or an input something is, after it turned out to be wrong.

Codecs pay nothing for this while all is well: a failure carries the container and the key, and
the container is found again by identity.
"""

from __future__ import annotations

from typing import Any, NoReturn


class Mismatch(Exception):
    """A value is not what the model says.

    Attributes:
        container: The object, list or shape that holds it.
        key: Its key or attribute; `None` for an item that is to be found by identity.
        value: The value itself.
        expected: What the model wants, in words.
    """

    def __init__(self, container: Any, key: str | int | None, value: Any, expected: str) -> None:
        super().__init__(expected)
        self.container = container
        self.key = key
        self.value = value
        self.expected = expected


def mismatch(container: Any, key: str | int | None, value: Any, expected: str) -> NoReturn:
    """Raise `Mismatch`.

    Args:
        container: The object, list or shape that holds the value.
        key: Its key or attribute; `None` for an item that is to be found by identity.
        value: The value.
        expected: What the model wants, in words.
    """
    raise Mismatch(container, key, value, expected)


def _children(value: Any) -> list[tuple[str, Any]]:
    if value.__class__ is dict:
        return [(_step(key), child) for key, child in value.items()]
    if value.__class__ is list or value.__class__ is tuple:
        return [(f"[{i}]", child) for i, child in enumerate(value)]
    found: dict[str, Any] = dict(getattr(value, "__dict__", {}))
    if hasattr(value, "value") and hasattr(value, "type"):
        found["value"] = value.value
    return [(_step(key), child) for key, child in found.items()]


def _step(key: object) -> str:
    return f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r}]"


def locate(root: Any, name: str, failure: Mismatch) -> str:
    """Write the path from `root` to the value that failed.

    Args:
        root: The whole document or input.
        name: How to call it, as in `$`.
        failure: What the codec raised.

    Returns:
        A path as in `$.items[3].id`.
    """
    base = name
    stack: list[tuple[Any, str]] = [(root, name)]
    seen: set[int] = set()
    while stack:
        value, path = stack.pop()
        if value is failure.container:
            base = path
            break
        if id(value) in seen or isinstance(value, (str, bytes, int, float)):
            continue
        seen.add(id(value))
        stack.extend((child, path + step) for step, child in reversed(_children(value)))
    key = failure.key
    if key is None:
        for step, child in _children(failure.container):
            if child is failure.value:
                return base + step
        return base
    return base + (f"[{key}]" if isinstance(key, int) else _step(key))


def describe(value: object) -> str:
    """Name what was there, without showing all of it.

    Args:
        value: Any value.
    """
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
