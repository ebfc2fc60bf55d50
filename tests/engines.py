"""The engines that every test of what an engine must do is run with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from made_up import article, said_by, texts

from quotesearch.indexing.engine import Engine
from quotesearch.indexing.whoosh_engine import WhooshEngine
from quotesearch.model import Query, Quote

MAKERS: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine.create}
OPENERS: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine}


def fill(engine: Engine, *quotes: Quote | str) -> None:
    """One article with these quotes; of words alone, it is not known who said them."""
    engine.add(article(), [said_by(None, quote) if isinstance(quote, str) else quote for quote in quotes])
    engine.commit()


def found(engine: Engine, query: Query) -> list[str]:
    return sorted(texts(engine.search(query)))
