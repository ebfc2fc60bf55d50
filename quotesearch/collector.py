"""
Python's collector of cyclic garbage, paused while one document is read.

The collector looks at all young objects again and again. Cleaning and extraction make tens of thousands for a
document and drop nearly all of them together at its end, so looking before that finds nothing and costs a tenth
of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused_collector"]


@contextmanager
def paused_collector() -> Iterator[None]:
    """
    Pause the collector, and start it again afterwards if it was running, also after an error.

    It may be nested, and used by several threads: the one that paused it starts it again.

    >>> with paused_collector():
    ...     gc.isenabled()
    False
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
