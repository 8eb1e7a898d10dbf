"""Bases of emitted enums: open sets, of which a class lists the values known today."""

from __future__ import annotations

from enum import EnumMeta, IntEnum, StrEnum
from typing import Any


class _StrValues(EnumMeta):
    @property
    def values(cls) -> frozenset[str]:
        """The values known when this package was generated."""
        members: Any = cls.__members__
        return frozenset(str(member.value) for member in members.values())


class _IntValues(EnumMeta):
    @property
    def values(cls) -> frozenset[int]:
        """The values known when this package was generated."""
        members: Any = cls.__members__
        return frozenset(int(member.value) for member in members.values())


class OpenStrEnum(StrEnum, metaclass=_StrValues):
    """Base of string enums; members compare equal to their wire values."""


class OpenIntEnum(IntEnum, metaclass=_IntValues):
    """Base of integer enums; members compare equal to their wire values."""
