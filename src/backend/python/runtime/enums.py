"""Bases of emitted enums: open sets, of which a class lists the values known today.

Enums stand in a module of their own, `_enums`, which `models` imports when it is first asked for
one. They are of `models` all the same: it has them, and they say so.
"""

from __future__ import annotations

from enum import EnumMeta, IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


class _Values(EnumMeta):
    def __new__(
        metacls, cls: str, bases: tuple[type, ...], classdict: Any, /, **kwds: Any
    ) -> EnumMeta:
        home = str(classdict["__module__"])
        if home.endswith("._enums"):
            classdict["__module__"] = home.removesuffix("_enums") + "models"
        return super().__new__(metacls, cls, bases, classdict, **kwds)


class _StrValues(_Values):
    @property
    def values(cls) -> frozenset[str]:
        """The values known when this package was generated."""
        members: Any = cls.__members__
        return frozenset(str(member.value) for member in members.values())


class _IntValues(_Values):
    @property
    def values(cls) -> frozenset[int]:
        """The values known when this package was generated."""
        members: Any = cls.__members__
        return frozenset(int(member.value) for member in members.values())


class OpenStrEnum(StrEnum, metaclass=_StrValues):
    """Base of string enums; members compare equal to their wire values."""


class OpenIntEnum(IntEnum, metaclass=_IntValues):
    """Base of integer enums; members compare equal to their wire values."""


def known(enums: ModuleType) -> list[str]:
    """List the enums of a package.

    Args:
        enums: Its module `_enums`.

    Returns:
        Their names, in order.
    """
    return [
        name
        for name, value in vars(enums).items()
        if isinstance(value, _Values) and value.__module__ != __name__
    ]


def lend(models: dict[str, Any], enums: ModuleType, name: str) -> object:
    """Answer for an attribute that `models` does not have.

    Args:
        models: What it has; an enum is added to it.
        enums: The module `_enums`.
        name: The attribute. `__all__` stands for everything that `from models import *` gives.

    Returns:
        Its value.

    Raises:
        AttributeError: If it is no enum.
    """
    names = known(enums)
    if name == "__all__":
        return sorted({*names, *(own for own in models if not own.startswith("_"))})
    if name not in names:
        raise AttributeError(f"module {models['__name__']!r} has no attribute {name!r}")
    value: object = getattr(enums, name)
    models[name] = value
    return value
