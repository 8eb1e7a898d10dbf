"""Emitted shapes to and from plain dicts, by their annotations.

This is the slow, convenient road (`as_dict`, `from_dict`); the wire has codecs of its own.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from .models import Model, Variant

_UNKNOWN = "SDK_UNKNOWN_MEMBER"
_T = TypeVar("_T")


def _fields(cls: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(cls):
        return ("message",)  # an error that the model does not know
    return tuple(field.name for field in dataclasses.fields(cls))


def _names(cls: Any) -> Mapping[str, str]:
    return cast("Mapping[str, str]", getattr(cls, "__smithy_members__", {}))


def _to_plain(value: Any) -> Any:
    if isinstance(value, Variant):
        return variant_to_dict(value)
    if value.__class__ is list:
        return [_to_plain(item) for item in value]
    if value.__class__ is dict:
        return {key: _to_plain(item) for key, item in value.items()}
    if isinstance(value, Model) or hasattr(value, "__smithy_members__"):
        return structure_to_dict(value)
    return value


def structure_to_dict(value: Any) -> dict[str, Any]:
    """Turn a structure or a modeled error into a dict keyed by member names.

    Args:
        value: The instance.

    Returns:
        A dict without the members that are `None`.
    """
    names = _names(type(value))
    found = ((names.get(name, name), getattr(value, name, None)) for name in _fields(type(value)))
    return {name: _to_plain(item) for name, item in found if item is not None}


def variant_to_dict(value: Any) -> dict[str, Any]:
    """Turn a union variant into a dict of one entry.

    Args:
        value: The instance.
    """
    tag: str = value.type
    if tag == _UNKNOWN:
        return {tag: {"name": value.tag}}
    return {tag: _to_plain(getattr(value, "value", {}))}


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _from_plain(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin is typing.Union or origin is types.UnionType:
        if value is None:
            return None
        options = [option for option in typing.get_args(hint) if option is not types.NoneType]
        variants = [o for o in options if isinstance(o, type) and issubclass(o, Variant)]
        if variants:
            return _variant_from_plain(variants, value, where)
        return _from_plain(options[0], value, where) if len(options) == 1 else value
    if origin is list:
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{where}: expected a list, got {type(value).__name__}")
        (inner,) = typing.get_args(hint)
        items = cast("list[Any]", value)
        return [_from_plain(inner, item, f"{where}[{i}]") for i, item in enumerate(items)]
    if origin is dict:
        if not isinstance(value, Mapping):
            raise TypeError(f"{where}: expected a mapping, got {type(value).__name__}")
        inner = typing.get_args(hint)[1]
        entries = cast("Mapping[str, Any]", value)
        return {k: _from_plain(inner, item, f"{where}.{k}") for k, item in entries.items()}
    if isinstance(hint, type) and issubclass(hint, Model) and not isinstance(value, Model):
        return _structure(hint, value, where)
    return value


def _variant_from_plain(variants: list[Any], value: Any, where: str) -> Any:
    if isinstance(value, Variant):
        return value
    if not isinstance(value, Mapping) or len(cast("Mapping[str, Any]", value)) != 1:
        raise TypeError(f"{where}: expected a mapping with exactly one entry")
    ((tag, inner),) = cast("Mapping[str, Any]", value).items()
    for variant in variants:
        if variant.type == tag:
            if tag == _UNKNOWN:
                return variant(inner["name"])
            if "value" not in _fields(variant):
                return variant()
            return variant(_from_plain(_hints(variant)["value"], inner, f"{where}.{tag}"))
    raise TypeError(f"{where}: no variant is called {tag!r}")


def _structure(cls: type[_T], data: Any, where: str) -> _T:
    if not isinstance(data, Mapping):
        raise TypeError(f"{where}: expected a mapping, got {type(data).__name__}")
    names = {_names(cls).get(name, name): name for name in _fields(cls)}
    shape: Any = cls
    hints = _hints(shape)
    arguments: dict[str, Any] = {}
    for key, value in cast("Mapping[str, Any]", data).items():
        name = names.get(key)
        if name is None:
            raise TypeError(f"{where}: {cls.__name__} has no member {key!r}")
        arguments[name] = _from_plain(hints[name], value, f"{where}.{key}")
    return cls(**arguments)


def structure_from_dict(cls: type[_T], data: Mapping[str, Any]) -> _T:
    """Build a structure from a dict keyed by member names.

    Args:
        cls: The class to build.
        data: Its members.

    Returns:
        A new instance.

    Raises:
        TypeError: If a member is unknown, missing, or not of the shape that the model says.
    """
    return _structure(cls, data, cls.__name__)
