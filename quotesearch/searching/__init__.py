"""
Searching: `Query` → `Results`.

`parse_query` reads what people type and gives a `Query` with notes on what was not understood; `search`
takes an engine and a query and gives `Results`: hits with highlights, how many there are, notes and
suggestions.
"""

from quotesearch.searching.asking import search
from quotesearch.searching.query_language import ParsedQuery, parse_query

__all__ = ["ParsedQuery", "parse_query", "search"]
