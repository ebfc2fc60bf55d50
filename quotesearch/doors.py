"""Doors of packages that import a module when one of its names is first used, so that a search starts fast."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy_door"]


def lazy_door(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """
    A `__getattr__` for the `__init__.py` of a package (PEP 562).

    Args:
        package: its `__name__`.
        modules: for each name that the package offers, the module in the package that defines it.

    Returns:
        a function that imports the module, and keeps the name in the package for the next time.

    >>> lazy_door("quotesearch", {"paused_collector": "collector"})("paused_collector").__module__
    'quotesearch.collector'
    """

    def attribute(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{modules[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return attribute
