"""Sends random values of every shape of a package through its codecs, and expects them back.

Usage: `roundtrip.py MODULE`, with the package on the path. It was generated with both a serializer
and a deserializer for each shape. Prints how many shapes there were; a failure is an exception.
"""

from __future__ import annotations

import datetime
import decimal
import importlib
import pkgutil
import random
import sys
import types
import typing
from typing import Any

DEEPEST = 4
"""Optional members of values that nest deeper than this are left out."""
ROUNDS = 4
"""Values of each shape: one with as little as can be, one with all members, and random ones."""
LETTERS = "abcXYZ019 _-./:&<>\"'%+=äßπ漢😀"


class Maker:
    """Makes random values from annotations."""

    def __init__(self, models: Any, seed: str) -> None:
        self.models = models
        self.random = random.Random(seed)
        self.hints: dict[Any, dict[str, Any]] = {}
        self.chance = 0.0
        self.scalars: dict[Any, Any] = {
            str: lambda: "".join(self.random.choices(LETTERS, k=self.random.randrange(1, 9))),
            bool: lambda: self.random.random() < 0.5,
            int: lambda: self.random.choice([0, 1, -1, self.random.randrange(-(2**31), 2**31)]),
            float: lambda: self.random.randrange(-(2**20), 2**20) / 8,
            bytes: lambda: self.random.randbytes(self.random.randrange(1, 9)),
            decimal.Decimal: lambda: decimal.Decimal(self.random.randrange(10**30)).scaleb(-9),
            datetime.datetime: lambda: (
                datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
                + datetime.timedelta(seconds=self.random.randrange(10**9))
            ),
        }

    def members(self, cls: Any) -> dict[str, Any]:
        """Return the annotations of a class, without those of its class variables."""
        if cls not in self.hints:
            own = cls.__dict__.get("__annotations__", {})
            names = [name for name, kind in own.items() if "ClassVar" not in str(kind)]
            found = typing.get_type_hints(cls)
            self.hints[cls] = {name: found[name] for name in names}
        return self.hints[cls]

    def shape(self, cls: Any, depth: int = 0) -> Any:
        """Make a structure, an error or a variant."""
        given: dict[str, Any] = {}
        for name, kind in self.members(cls).items():
            parts = typing.get_args(kind)
            optional = type(None) in parts and not is_document(parts)
            if optional and (depth > DEEPEST or self.random.random() >= self.chance):
                continue
            given[name] = self.value(kind, depth + 1)
        return cls(**given)

    def value(self, kind: Any, depth: int) -> Any:
        """Make a value for an annotation."""
        if kind in self.scalars:
            return self.scalars[kind]()
        origin, parts = typing.get_origin(kind), typing.get_args(kind)
        size = 0 if depth > DEEPEST else self.random.randrange(1, 3)
        if origin is list:
            return [self.value(parts[0], depth + 1) for _ in range(size)]
        if origin is dict:
            made = [(self.value(parts[0], depth), self.value(parts[1], depth + 1)) for _ in "ab"]
            return dict(made[:size])
        if origin in (typing.Union, types.UnionType):
            return self.one_of(parts, depth)
        if origin is typing.Literal:
            return self.random.choice(parts)
        if isinstance(kind, type):
            return self.shape(kind, depth)
        return {"document": [1, None, True, "x", 0.5, {}]}

    def written(self, writer: Any, value: Any) -> Any:
        """Serialize a shape; members that a request must have are filled in as it asks for them."""
        while True:
            try:
                return writer(value)
            except Exception as error:
                failure: Any = error
                if getattr(failure, "value", "") is not None:
                    raise
                kind = self.members(type(failure.container))[failure.key]
                setattr(failure.container, failure.key, self.value(kind, DEEPEST))

    def one_of(self, parts: tuple[Any, ...], depth: int) -> Any:
        """Make a value for one of several annotations."""
        wanted = [part for part in parts if part is not type(None)]
        if is_document(parts):
            return {"document": [1, None, True, "x", 0.5, {}]}
        known = [part for part in wanted if not getattr(part, "__name__", "").endswith("Unknown")]
        leaf = [part for part in known if self.is_leaf(part)]
        return self.value(self.random.choice(leaf if depth > DEEPEST and leaf else known), depth)

    def is_leaf(self, part: Any) -> bool:
        """Say whether a variant holds no other shape."""
        return not isinstance(part, type) or all(
            not isinstance(kind, type) or kind in self.scalars
            for kind in (self.members(part) if part not in self.scalars else {}).values()
        )


def is_document(parts: tuple[Any, ...]) -> bool:
    """Say whether these alternatives are those of a document."""
    return bool in parts and float in parts


def plain(value: Any) -> Any:
    """Return the members of a shape, so that errors can be compared as well."""
    return value.as_dict() if hasattr(value, "as_dict") else value


def holds_numbers(value: Any) -> bool:
    """Say whether a plain value has a number whose digits JSON libraries lose."""
    if isinstance(value, dict):
        return any(map(holds_numbers, value.values()))
    if isinstance(value, list):
        return any(map(holds_numbers, value))
    return isinstance(value, decimal.Decimal)


def main(module: str) -> None:
    """Check the shapes of a package."""
    package = importlib.import_module(module)
    for found in pkgutil.walk_packages(package.__path__, f"{module}."):
        importlib.import_module(found.name)
    codecs = importlib.import_module(f"{module}._codecs")
    models = importlib.import_module(f"{module}.models")
    operations = importlib.import_module(f"{module}._operations")
    found_operations = [op for op in vars(operations).values() if not isinstance(op, type)]
    wires = {op.wire for op in found_operations if hasattr(op, "wire")}
    (wire,) = wires
    maker = Maker(models, module)
    writers: dict[str, Any] = {}
    readers: dict[str, Any] = {}
    for name, function in vars(codecs).items():
        if name.endswith("_body"):
            continue  # what is left of a message without its headers
        hints = getattr(function, "__annotations__", {})
        if name.startswith("ser_") and str(hints.get("o", "")).startswith("models."):
            writers[hints["o"].removeprefix("models.")] = function
        elif name.startswith("de_"):
            readers[hints.get("return", "").removeprefix("models.")] = function
    checked = 0
    for name in sorted(writers.keys() & readers.keys()):
        cls = getattr(models, name)
        for round in range(ROUNDS):
            maker.chance = (0.0, 1.0, 0.5, 0.2)[round]
            value = maker.shape(cls)
            document = maker.written(writers[name], value)
            expected = plain(value)
            exact = holds_numbers(expected)
            content = wire.dumps(document, exact)
            back = plain(readers[name](wire.loads(content, exact)))
            if back != expected:
                raise SystemExit(f"{module}.{name}:\n{expected}\nbecame\n{back}\nby\n{content!r}")
            if plain(cls.from_dict(expected)) != expected:
                raise SystemExit(f"{module}.{name}: from_dict does not undo as_dict: {expected}")
        checked += 1
    shapes = {name for name, cls in vars(models).items() if is_shape(cls, models.__name__)}
    if left := shapes - writers.keys() & readers.keys():
        raise SystemExit(f"{module}: no serializer or no deserializer for {sorted(left)}")
    print(f"{module}: {checked} shapes came back as they went")


def is_shape(cls: Any, module: str) -> bool:
    """Say whether this is a structure or an error of the module, and nothing in it is a stream."""
    if not isinstance(cls, type) or cls.__module__ != module or not hasattr(cls, "from_dict"):
        return False
    return "ByteStream" not in str(cls.__dict__.get("__annotations__", {}))


main(sys.argv[1])
