"""
Caches for functions of lines: all lines of the current document, and a limited number of those before it.

A plain `lru_cache` would not do: in a document with more lines than its size, each would be dropped before it is
needed again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

__all__ = ["drop_excess", "line_cached"]

_Found = TypeVar("_Found")

_MEMORIES: Final[list[tuple[_lru_cache_wrapper[object], int]]] = []


def line_cached(most: int) -> Callable[[Callable[..., _Found]], _lru_cache_wrapper[_Found]]:
    """Let a function remember its results; more than *most* are forgotten when the next document begins."""

    def remembering(function: Callable[..., _Found]) -> _lru_cache_wrapper[_Found]:
        memory = cache(function)
        _MEMORIES.append((memory, most))
        return memory

    return remembering


def drop_excess() -> None:
    """Forget what is too much to be kept from one document to the next."""
    for memory, most in _MEMORIES:
        if memory.cache_info().currsize > most:
            memory.cache_clear()
