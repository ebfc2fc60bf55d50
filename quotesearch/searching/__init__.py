"""
Searching: `Query` → `Results`.

`parse_query` reads what people type and gives a `Query` with notes on what was not understood; `search`
takes an engine and a query and gives `Results`: hits with highlights, how many there are, notes, and what
could be asked instead. `each_hit` gives the hits one by one, for those who want them all.
"""

from quotesearch.searching.hints import EMPTY_INDEX, asks_for_nothing
from quotesearch.searching.query_language import GROUPS, KINDS, SORTS, ParsedQuery, parse_query
from quotesearch.searching.query_runner import each_hit, search

__all__ = [
    "EMPTY_INDEX",
    "GROUPS",
    "KINDS",
    "SORTS",
    "ParsedQuery",
    "asks_for_nothing",
    "each_hit",
    "parse_query",
    "search",
]
