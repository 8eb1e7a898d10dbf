"""Compares packages of hostile models with those of harmless models of the same structure.

Usage: `compare.py FOLDER`, which holds `hostile_N` and `harmless_N` for some numbers. Every module
of the one must have the syntax tree of the other, but for the contents of strings; and all of them
import, build their classes and resolve their types without anything of the model being run.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import os
import sys
import tomllib
import typing
import warnings
from pathlib import Path
from typing import Any


def structure(text: str) -> str:
    """Return the syntax tree of a module, in which all texts are alike."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            node.value = type(node.value).__name__
    return ast.dump(tree, indent=1)


def keys(value: Any) -> Any:
    """Return what a TOML file is made of, without its texts."""
    if isinstance(value, dict):
        return {name: keys(item) for name, item in value.items()}
    return [keys(item) for item in value] if isinstance(value, list) else type(value)


def compare(hostile: Path, harmless: Path) -> None:
    """Compare two packages."""
    module, twin = hostile / "src" / "package", harmless / "src" / "package"
    names = sorted(file.name for file in module.glob("*.py"))
    assert names == sorted(file.name for file in twin.glob("*.py")), (hostile, names)
    for name in names:
        found, wanted = (
            structure((module / name).read_text("utf-8")),
            structure((twin / name).read_text("utf-8")),
        )
        if found != wanted:
            lines = zip(found.splitlines(), wanted.splitlines(), strict=False)
            first = next((pair for pair in lines if pair[0] != pair[1]), "one is longer")
            raise SystemExit(f"{module / name}: {first}")
    projects = [tomllib.loads((one / "pyproject.toml").read_text()) for one in (hostile, harmless)]
    assert keys(projects[0]) == keys(projects[1]), hostile


def bring_up(folder: Path) -> int:
    """Import a package and all that is made late in it; returns how many classes it has."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "package"]:
        del sys.modules[name]
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder / "src"))
    try:
        for file in sorted((folder / "src" / "package").glob("*.py")):
            importlib.import_module(f"package.{file.stem}".removesuffix(".__init__"))
        package, models = sys.modules["package"], sys.modules["package.models"]
        classes = 0
        for name in dir(models):
            value = getattr(models, name)
            if isinstance(value, type) and value.__module__ == "package.models":
                classes += 1
                typing.get_type_hints(value)
                if dataclasses.is_dataclass(value):
                    dataclasses.fields(value)
                    inspect.signature(value)
        for client in (package.Client, package.AsyncClient):
            for name, method in inspect.getmembers(client, inspect.isfunction):
                if not name.startswith("_"):
                    inspect.signature(method)
        return classes
    finally:
        sys.path.pop(0)


def main(folder: Path) -> None:
    """Compare all pairs in a folder."""
    warnings.simplefilter("ignore", DeprecationWarning)
    pairs = classes = 0
    for hostile in sorted(folder.glob("hostile_*")):
        compare(hostile, folder / hostile.name.replace("hostile", "harmless"))
        classes += bring_up(hostile)
        pairs += 1
    assert "SMITHYC_CANARY" not in os.environ
    print(f"{pairs} pairs of packages are alike, with {classes} classes")


main(Path(sys.argv[1]))
