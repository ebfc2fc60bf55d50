"""Doors of packages that import a module when one of its names is first used, so that a search starts fast."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

__all__ = ["lazy_door"]


def lazy_door(package: str, names: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """
    A `__getattr__` for the `__init__.py` of a package (PEP 562).

    Args:
        package: its `__name__`.
        names: for each module in the package, the names of it that the package offers.

    Returns:
        a function that imports the module, and keeps the name in the package for the next time.

    >>> lazy_door("quotesearch", {"collector": ("paused_collector",)})("paused_collector").__module__
    'quotesearch.collector'
    """
    modules = {name: module for module, offered in names.items() for name in offered}

    def attribute(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{modules[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return attribute
