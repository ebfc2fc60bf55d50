"""Other names that a text says someone has: acronyms in brackets, stage names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_FARTHEST: Final = 9  # tokens between a name and the other one
_LONGEST: Final = 12  # tokens that a name with an acronym after it may have


class OtherNamesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.alias_words = lexicon.words("alias_words")
        self.joining = lexicon.word_class("joining_words")
        self.alias_signs = lexicon.word_class("alias_signs")


@dataclass(frozen=True, slots=True)
class Acronym:
    """`tokens[first:last]` is the long form of an acronym that is in brackets after it."""

    first: int
    last: int
    letters: str


def acronyms(lexicon: Lexicon, tokens: list[Token]) -> Iterator[Acronym]:
    """All acronyms with their long form: the Civil Infrastructure and Shipping Agency (CISA)."""
    for i in [n for n, token in enumerate(tokens[:-2]) if token.text == "("]:
        if not i or tokens[i + 2].text != ")":
            continue
        letters = tokens[i + 1].text.replace(".", "")
        if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()):
            continue
        first = _long_form(lexicon, tokens, i, letters)
        if first >= 0:
            yield Acronym(first, i, letters)


def _long_form(lexicon: Lexicon, tokens: list[Token], last: int, letters: str) -> int:
    """Where the words whose initials are *letters* begin before a token; -1 if they are not there."""
    lists = lexicon.derived[OtherNamesLists]
    wanted = letters
    for n in range(last - 1, max(-1, last - _LONGEST), -1):
        token = tokens[n]
        if token.kind != "w" and token.text != "&":
            return -1
        initial = token.text[0].upper()
        if token.capital and wanted.endswith(initial):
            wanted = wanted[:-1]
            if not wanted:
                return n
        elif token.lower in lists.joining:
            wanted = wanted[:-1] if wanted.endswith(initial) and len(wanted) > 1 and token.capital else wanted
        else:
            return -1
    return -1


def aliases(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """
    Pairs of names of one person: Daniel Reed, "better known as" Dree.

    The first of each pair is the one of more words.
    """
    lists = lexicon.derived[OtherNamesLists]
    for one, other in pairwise(m for m in mentions if m.name is not None):
        if other.start - one.last > _FARTHEST:
            continue
        between = [t.lower for t in tokens[one.last : other.start] if t.text not in {",", "(", "—", "–"}]
        if not lists.alias_signs.isdisjoint(between) and all(w in lists.alias_words for w in between):
            long = max(one, other, key=lambda m: len(m.name.words) if m.name else 0)
            yield long, other if long is one else one
