"""Source-attributed quote search for news: who said what, where, and can I check it?"""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
