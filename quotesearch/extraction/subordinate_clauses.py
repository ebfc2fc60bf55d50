"""Clauses that end before a quotation, so that their verb cannot introduce it."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.clauses_lists import ClausesLists
from quotesearch.extraction.phrases import PhrasesLists
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

__all__ = ["in_closed_relative", "is_subordinate"]

_COMMAS: Final = frozenset({",", "–", "—", "-", "―"})
_FAR: Final = 60  # tokens before a quotation that are looked at


def is_subordinate(lexicon: Lexicon, tokens: list[Token], quote: int) -> bool:
    """Whether the sentence of a quotation begins with a clause that a comma ends: When Roe cried “no,” she left."""
    lists, at = lexicon.derived[ClausesLists], quote
    while at and quote - at < _FAR and not tokens[at].first:
        at -= 1
    begins = at < quote and tokens[at].sentence == tokens[quote].sentence
    return begins and tokens[at].lower in lists.conjunctions


def in_closed_relative(lexicon: Lexicon, tokens: list[Token], at: int, quote: int) -> bool:
    """Whether a verb is in a relative clause that is over before the quotation: Lee, who denied it, was “x”."""
    lists = lexicon.derived[ClausesLists]
    if at < 2 or tokens[at - 1].lower not in lists.relatives or tokens[at - 2].text not in _COMMAS:
        return False
    helpers = lexicon.derived[PhrasesLists].helpers
    return any(
        tokens[n].text in _COMMAS and (tokens[n + 1].lower in lists.be or tokens[n + 1].lower in helpers)
        for n in range(at + 1, quote - 1)
    )
