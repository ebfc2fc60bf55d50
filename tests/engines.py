"""The engines that every test of what an engine must do is run with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from made_up import article, said_by, texts

from quotesearch.indexing.engines import ENGINES, Engine, create_engine, open_engine
from quotesearch.model import Query, Quote

MAKERS: dict[str, Callable[[Path], Engine]] = {name: partial(create_engine, name) for name in ENGINES}
OPENERS: dict[str, Callable[[Path], Engine]] = {name: partial(open_engine, name) for name in ENGINES}


def fill(engine: Engine, *quotes: Quote | str) -> None:
    """One article with these quotes; of words alone, it is not known who said them."""
    engine.add(article(), [said_by(None, quote) if isinstance(quote, str) else quote for quote in quotes])
    engine.commit()


def found(engine: Engine, query: Query) -> list[str]:
    return sorted(texts(engine.search(query)))
