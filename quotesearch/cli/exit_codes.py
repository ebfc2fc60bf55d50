"""How a command ends: 0 something was found or done."""

from __future__ import annotations

from typing import Final

__all__ = ["EXIT_ERROR", "EXIT_NOTHING"]

EXIT_NOTHING: Final = 1
"""Nothing was found."""

EXIT_ERROR: Final = 2
"""Something went wrong, after what could be done was printed."""
