"""What emitted codecs call for the traits of `alloy`.

There are unions without a tag, and members that keep what the model does not know. A union without
a tag is read by trying. To keep that in bounds and its failures exact, a choice is made by the
types of JSON and by the names of members before anything is decoded. This module must not know any
shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

from .paths import Mismatch, mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}
_NOT_FINITE = ("NaN", "Infinity", "-Infinity")


class Members:
    """What an object has that is a structure.

    Args:
        required: Members that must be there, and the types of their values.
        optional: Members that may.
    """

    __slots__ = ("_required", "_types")

    def __init__(self, required: dict[str, str], optional: dict[str, str]) -> None:
        self._required = required
        self._types = required | optional

    def fit(self, value: dict[str, Any]) -> bool:
        """Say whether an object can be such a structure."""
        if any(value.get(name) is None for name in self._required):
            return False
        return all(
            item is None or _fits(item, self._types[name])
            for name, item in value.items()
            if name in self._types
        )

    def know(self, value: dict[str, Any]) -> bool:
        """Say whether all members of an object are known."""
        return all(name in self._types for name in value)


def _fits(value: Any, wanted: str) -> bool:
    """Say whether a value is of one of several types of JSON, as in `number or string`."""
    found = _TYPES.get(value.__class__, "number" if isinstance(value, float) else "null")
    if wanted == "any" or found == wanted:
        return True
    if wanted == "number":
        return found in ("integer", "number") or value in _NOT_FINITE
    return False


class Trial:
    """The alternatives of a union without a tag that a value can be, one after the other.

    They come in the order of the model, except that a structure which does not know all members of
    an object comes after everything else.

    Args:
        container: What holds the value.
        key: Its key there; `None` in an array.
        value: The value.
        union: What the union is called.
        alternatives: The names of its members, each with the type of JSON or the structure it is.
        once: Whether the first has to do. It has to where alternatives hold such unions
            themselves: trying on every level would take time that doubles with each.
    """

    __slots__ = ("_failure", "_names", "_place", "_union")

    def __init__(
        self,
        container: Any,
        key: str | None,
        value: Any,
        union: str,
        alternatives: dict[str, str | Members],
        *,
        once: bool = False,
    ) -> None:
        exact: list[str] = []
        loose: list[str] = []
        for name, wanted in alternatives.items():
            if isinstance(wanted, str):
                if _fits(value, wanted):
                    exact.append(name)
            elif value.__class__ is dict and wanted.fit(value):
                (exact if wanted.know(value) else loose).append(name)
        names = exact + loose
        self._names = names[:1] if once else names
        self._place = (container, key, value)
        self._union = union
        self._failure: Mismatch | None = None

    def __iter__(self) -> Iterator[str]:
        """Return the names of the alternatives to try."""
        return iter(self._names)

    def failed(self, failure: Mismatch) -> None:
        """Note that an alternative was none.

        Args:
            failure: What its deserializer raised; where there is no other to try, it is the reason.
        """
        self._failure = failure

    def refuse(self) -> NoReturn:
        """Refuse the value, which no alternative was made for."""
        if len(self._names) == 1 and self._failure is not None:
            raise self._failure
        container, key, value = self._place
        mismatch(container, key, value, f"one of the alternatives of {self._union}")


def put_unknown(
    document: dict[str, Any],
    container: Any,
    key: str,
    value: Any,
    known: tuple[str, ...],
) -> None:
    """Write members that the model does not know.

    Args:
        document: The object that they go into.
        container: The shape that holds them.
        key: The attribute.
        value: A mapping of their names to values.
        known: Names that the model knows, which must not be among them.
    """
    if not hasattr(value, "items"):
        mismatch(container, key, value, "a dict")
    for name, item in value.items():
        if not isinstance(name, str) or name in known:
            mismatch(value, name, item, "a member that the model does not know")
        document[name] = item


def put_object(container: Any, key: str, value: Any) -> dict[str, Any]:
    """Accept the whole object of an alternative that the model does not know."""
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    mismatch(container, key, value, "a dict")
