"""`quotesearch` and `python -m quotesearch`."""

from __future__ import annotations

from quotesearch.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
