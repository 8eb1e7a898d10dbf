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
from urllib.parse import parse_qsl

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

    def written(self, writer: Any, value: Any, *more: Any) -> Any:
        """Serialize a shape; members that a request must have are filled in as it asks for them."""
        while True:
            try:
                return writer(value, *more)
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


class Package:
    """The codecs of a package."""

    def __init__(self, module: str) -> None:
        package = importlib.import_module(module)
        for found in pkgutil.walk_packages(package.__path__, f"{module}."):
            importlib.import_module(found.name)
        self.codecs = vars(importlib.import_module(f"{module}._codecs"))
        self.models = vars(importlib.import_module(f"{module}.models"))
        operations = vars(importlib.import_module(f"{module}._operations")).values()
        constants = [one for one in operations if not isinstance(one, type)]
        (self.wire,) = {one.wire for one in constants if hasattr(one, "wire")}
        self.is_form = "form" in self.wire.media_type
        self.is_xml = self.is_form or "xml" in self.wire.media_type
        # What a query string says comes back in XML, which only a test ever has to write.
        self.answers = self.codecs
        if self.is_form:
            self.answers = vars(importlib.import_module(f"{module}._answers"))
        self.writers: dict[str, str] = {}
        self.readers: dict[str, str] = {}
        for name, function in self.codecs.items():
            if name.partition("_")[2].endswith("_body"):
                continue  # what is left of a message without its headers
            hints = getattr(function, "__annotations__", {})
            if name.startswith("ser_") and str(hints.get("o", "")).startswith("models."):
                self.writers[hints["o"].removeprefix("models.")] = name
            elif name.startswith("de_"):
                self.readers[hints.get("return", "").removeprefix("models.")] = name

    def write(self, name: str, value: Any, exact: bool) -> bytes:
        """Serialize a shape."""
        writer = self.writers[name]
        if not self.is_xml:
            return bytes(self.wire.dumps(self.codecs[writer](value), exact))
        inner = self.answers[writer](value)
        attributes = self.answers.get(writer.replace("ser_", "att_", 1), lambda value: "")(value)
        lead = '<root xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        return f"{lead}{attributes}>{inner}</root>".encode()

    def read(self, name: str, content: bytes, exact: bool) -> Any:
        """Deserialize a shape."""
        return self.codecs[self.readers[name]](self.wire.loads(content, exact))


def without_empty(value: Any) -> Any:
    """Leave out empty lists and maps, which flattened ones are told apart from in no XML."""
    if isinstance(value, dict):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ([], {})}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def leaves(value: Any) -> int:
    """Count the scalars of a plain value."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    if isinstance(value, list):
        return sum(map(leaves, value))
    return 1


def keys(cls: Any, value: Any) -> int:
    """Count the keys of the maps in a shape."""
    if isinstance(value, dict):
        return len(value) + sum(keys(cls, item) for item in value.values())
    if isinstance(value, list):
        return sum(keys(cls, item) for item in value)
    if value.__class__.__module__ != cls.__module__:
        return 0
    slots = getattr(value, "__slots__", ())
    inside = [getattr(value, slot) for slot in slots] if slots else vars(value).values()
    return sum(keys(cls, item) for item in inside)


def main(module: str) -> None:
    """Check the shapes of a package."""
    package = Package(module)
    maker = Maker(package.models, module)
    names = sorted(package.writers.keys() & package.readers.keys())
    arguments = ("&",) if package.is_form else ()
    for name in names:
        cls = package.models[name]
        for round in range(ROUNDS):
            maker.chance = (0.0, 1.0, 0.5, 0.2)[round]
            value = maker.shape(cls)
            document = maker.written(package.codecs[package.writers[name]], value, *arguments)
            expected = plain(value)
            exact = holds_numbers(expected)
            content = package.write(name, value, exact)
            back = plain(package.read(name, content, exact))
            if package.is_xml:
                back, expected = without_empty(back), without_empty(expected)
            if back != expected:
                raise SystemExit(f"{module}.{name}:\n{expected}\nbecame\n{back}\nby\n{content!r}")
            if package.is_form:
                found, there = len(parse_qsl(document)), leaves(expected) + keys(cls, value)
                if found != there:
                    raise SystemExit(f"{module}.{name}: {found} fields of {there}: {document}")
            if plain(cls.from_dict(plain(value))) != plain(value):
                raise SystemExit(f"{module}.{name}: from_dict does not undo as_dict: {expected}")
    shapes = {name for name, cls in package.models.items() if is_shape(cls, f"{module}.models")}
    if left := shapes.difference(names):
        raise SystemExit(f"{module}: no serializer or no deserializer for {sorted(left)}")
    print(f"{module}: {len(names)} shapes came back as they went")


def is_shape(cls: Any, module: str) -> bool:
    """Say whether this is a structure or an error of the module, and nothing in it is a stream."""
    if not isinstance(cls, type) or cls.__module__ != module or not hasattr(cls, "from_dict"):
        return False
    annotations = str(cls.__dict__.get("__annotations__", {}))
    return "ByteStream" not in annotations and "StreamInput" not in annotations


main(sys.argv[1])
