"""
Compiles extraction to C, where that is asked for; all else about the package is in `pyproject.toml`.

    QUOTESEARCH_COMPILE=1 python -m pip install .

It needs a C compiler; mypyc, which does it, comes with mypy, and pip fetches that for the build only. Without
the variable the package is pure Python. What it finds is the same; `benchmarks/compiled.py` compares.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup

ASKED = os.environ.get("QUOTESEARCH_COMPILE", "") not in {"", "0"}
COMPILER = "mypy>=1.15"
HOT = ("quotesearch/extraction/*.py", "quotesearch/spelling/*.py")


def extensions() -> list[Extension]:
    """The modules to compile: none unless that is asked for."""
    if not ASKED:
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        if "egg_info" in sys.argv:  # pip only wants to know what the build needs
            return []
        raise
    return mypycify(
        [
            path.as_posix()
            for path in sorted(
                found for hot in HOT for found in Path().glob(hot) if found.name != "__init__.py"
            )
        ],
        opt_level="2",
    )


setup(ext_modules=extensions(), setup_requires=[COMPILER] if ASKED else [])
