"""The engines for which the engine tests are run."""

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
    """Add one article with these quotes; a quote that is only text has no speaker."""
    engine.add(article(), [said_by(None, quote) if isinstance(quote, str) else quote for quote in quotes])
    engine.commit()


def found(engine: Engine, query: Query) -> list[str]:
    return sorted(texts(engine.search(query)))
