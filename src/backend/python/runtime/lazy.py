"""Modules that are imported when something in them is first used.

The modules of a large service take many times as long to import as a client takes to make.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Lazy:
    """Stands for a module of a package.

    Args:
        package: The package.
        name: The module's name in it.
    """

    def __init__(self, package: str, name: str) -> None:
        self.__package = package
        self.__name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(f"{self.__package}.{self.__name}"), name)
        setattr(self, name, value)
        return value
