"""Bases of emitted shapes, and a dataclass decorator that builds a class on its first use.

Type checkers see `dataclasses.dataclass`; at run time emitted modules import `dataclass` and
`field` from here. Decorating costs one loop over a few names, and the real decorator runs when
somebody constructs, inspects or subclasses the class. Decoders never do that: they make bare
objects and store attributes. This module must not know JSON, HTTP or any service.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

from .locks import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

_LOCK = Guard()
_MISSING: Any = object()
_METADATA = "__response_metadata__"


class _Field:
    """A field's settings, until the real `dataclasses.field` is made from them."""

    __slots__ = ("default", "default_factory")

    def __init__(self, default: Any, default_factory: Any) -> None:
        self.default = default
        self.default_factory = default_factory


def field(*, default: Any = _MISSING, default_factory: Any = _MISSING) -> Any:
    """Stand in for `dataclasses.field` without importing `dataclasses`.

    Args:
        default: The value of the field when none is given.
        default_factory: A callable that makes such a value.

    Returns:
        A marker that the first use of the class replaces.
    """
    return _Field(default, default_factory)


class _Pending:
    """A descriptor that builds the class it is asked for and then answers for the real attribute.

    `Model` and `Variant` hold one for every name, so that marking their subclasses costs nothing.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        name = self._name
        for base in owner.__mro__:
            if base in _UNBUILT:
                _build(base)
                return getattr(owner if instance is None else instance, name)
        if name == "__init__":
            return object.__init__ if instance is None else object.__init__.__get__(instance)
        raise AttributeError(name)


_NAMES = (
    "__dataclass_fields__",
    "__dataclass_params__",
    "__match_args__",
    "__signature__",
    "__init__",
    *(("__replace__",) if sys.version_info >= (3, 13) else ()),
)
_PENDING = tuple((name, _Pending(name)) for name in _NAMES)
_EMITTED: dict[type, bool] = {}
"""Every marked class, and whether its fields are keyword-only."""
_UNBUILT: set[type] = set()


def dataclass(cls: type | None = None, /, *, kw_only: bool = False, eq: bool = True) -> Any:
    """Mark a class as a dataclass that is built in place on first use.

    `__eq__` and `__repr__` come from the bases in this module, so that they need no build.

    Args:
        cls: The class, when the decorator is written without arguments.
        kw_only: Whether the fields are keyword-only.
        eq: Accepted as the real decorator does; equality comes from the base either way.

    Returns:
        The class itself, or a decorator that returns it.
    """

    def mark(cls: type) -> type:
        _EMITTED[cls] = kw_only
        _UNBUILT.add(cls)
        if not _is_shape(cls):
            _hold_pending(cls)
        return cls

    return mark if cls is None else mark(cls)


def _is_shape(cls: Any) -> bool:
    return issubclass(cls, _BASES)


def _hold_pending(cls: type) -> None:
    for name, pending in _PENDING:
        setattr(cls, name, pending)


def _build(cls: type) -> None:
    """Run the real decorator on a copy of `cls` and move what it made onto `cls`."""
    with _LOCK:
        if cls not in _UNBUILT:
            return  # another thread was faster
        import dataclasses

        own = cls.__dict__
        annotations: dict[str, Any] = own.get("__annotations__", {})
        slots = own.get("__slots__", ())
        body: dict[str, Any] = {
            "__annotations__": annotations,
            "__module__": cls.__module__,
            "__qualname__": cls.__qualname__,
            "__doc__": cls.__doc__,
        }
        plain: dict[str, Any] = {}
        for name in annotations:
            if name not in own or name in slots:
                continue
            value = own[name]
            if isinstance(value, _Field):
                if value.default_factory is not _MISSING:
                    body[name] = dataclasses.field(default_factory=value.default_factory)
                else:
                    body[name] = dataclasses.field(default=value.default)
                plain[name] = value.default
            else:
                body[name] = value
        scratch: Any = dataclasses.dataclass(kw_only=_EMITTED[cls], eq=False, repr=False)(
            type(cls.__name__, cls.__bases__, body)
        )
        made = scratch.__dict__
        for name, value in plain.items():
            if value is _MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, value)
        for name, pending in _PENDING:
            if name in made:
                value = made[name]
                setattr(cls, name, _initializer(cls, value) if name == "__init__" else value)
            elif own.get(name) is pending:
                delattr(cls, name)
        _UNBUILT.discard(cls)


def _initializer(cls: type, init: Callable[..., None]) -> Callable[..., None]:
    """Make `init` warn when the shape is deprecated."""
    message = cls.__dict__.get("__deprecated__")
    if message is None:
        return init
    from functools import wraps

    @wraps(init)
    def warning(self: object, /, *args: Any, **kwargs: Any) -> None:
        from warnings import warn

        warn(message, DeprecationWarning, stacklevel=2)
        init(self, *args, **kwargs)

    return warning


def _field_names(cls: type) -> list[str]:
    """List the fields of `cls` in declaration order without building it."""
    names: dict[str, None] = {}
    for base in reversed(cls.__mro__):
        if base in _EMITTED or "__dataclass_fields__" in base.__dict__:
            for name, annotation in base.__dict__.get("__annotations__", {}).items():
                if not str(annotation).startswith(("ClassVar", "typing.ClassVar")):
                    names[name] = None
    return list(names)


def represent(value: object, cls: type) -> str:
    """Write `Name(field=value, …)`, with sensitive members as `***`.

    Args:
        value: An instance of an emitted shape.
        cls: Its class.

    Returns:
        The text for `repr`.
    """
    hidden: frozenset[str] = getattr(cls, "__smithy_sensitive__", frozenset())
    parts: list[str] = []
    for name in _field_names(cls):
        item = getattr(value, name, None)
        parts.append(f"{name}=***" if name in hidden and item is not None else f"{name}={item!r}")
    return f"{cls.__qualname__}({', '.join(parts)})"


class Model:
    """Base of every emitted structure."""

    __smithy_members__: ClassVar[dict[str, str]] = {}
    """Python names to the model's member names, where they differ."""

    def as_dict(self) -> dict[str, Any]:
        """Return a plain dict keyed by the model's member names.

        Nested shapes become dicts too; members that are `None` are left out; blobs, timestamps
        and decimals stay Python values.
        """
        from .plain import structure_to_dict

        return structure_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], /) -> Self:
        """Build an instance from a dict keyed by the model's member names.

        Args:
            data: What `as_dict` returns.

        Returns:
            A new instance.

        Raises:
            TypeError: If `data` has a member that the model does not know, lacks one that is
                required, or holds something else than a mapping where a shape is expected.
        """
        from .plain import structure_from_dict

        return structure_from_dict(cls, data)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        mine, its = self.__dict__, other.__dict__
        if _METADATA in mine or _METADATA in its:
            return _members(mine) == _members(its)
        return mine == its

    def __repr__(self) -> str:
        return represent(self, self.__class__)


class Variant:
    """Base of every variant of an emitted union."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """Return a dict with one entry, the variant's member name and its value.

        An unknown variant gives `{"SDK_UNKNOWN_MEMBER": {"name": tag}}`.
        """
        from .plain import variant_to_dict

        return variant_to_dict(self)

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, n) == getattr(other, n) for n in _slots(self.__class__))

    def __repr__(self) -> str:
        return represent(self, self.__class__)


def _members(state: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name != _METADATA}


def _slots(cls: type) -> tuple[str, ...]:
    names: tuple[str, ...] = ()
    for base in cls.__mro__:
        names += tuple(base.__dict__.get("__slots__", ()))
    return names


_BASES: Any = (Model, Variant)
for _base in _BASES:
    _hold_pending(_base)
