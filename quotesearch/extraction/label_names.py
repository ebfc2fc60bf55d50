"""Names in the labels and below the signatures of quotations."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.mentions_lists import MentionsLists
from quotesearch.extraction.names import Name
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

__all__ = ["name_in_label", "name_in_signature", "name_with_role"]

_LABEL: Final = 16  # tokens that a role in a label may have
_DASHES: Final = frozenset("-–—―")


def name_with_role(tokens: list[Token], i: int) -> Name | None:
    """The name in capitals that begins a label with a role in the script of a broadcast: ANN LEE, NURSE: We ran."""
    end = i
    while end < len(tokens) and end - i < 5 and tokens[end].kind == "w" and tokens[end].text.isupper():
        end += 1
    if end - i < 2 or end >= len(tokens) or tokens[end].text != ",":
        return None
    for n in range(end + 1, min(end + _LABEL, len(tokens) - 1)):
        if tokens[n].kind in "bq":
            return None
        if tokens[n].text == ":":
            said = tuple(t.text for t in tokens[i:end])
            return (
                Name(i, i, end, said, "", "person", "u", certain=True) if tokens[n + 1].kind == "q" else None
            )
    return None


def name_in_label(tokens: list[Token], i: int, elsewhere: frozenset[str]) -> Name | None:
    """A surname in capitals that is the label of a quotation, and that the story has elsewhere: LEE: “We ran.”"""
    if i + 2 >= len(tokens) or tokens[i + 1].text != ":" or tokens[i + 2].kind != "q":
        return None
    if not tokens[i].text.isupper() or tokens[i].lower not in elsewhere:
        return None
    return Name(i, i, i + 1, (tokens[i].text,), "", "person", "u", certain=False)


def name_in_signature(lexicon: Lexicon, tokens: list[Token], i: int) -> Name | None:
    """A name without capitals below a quotation, after a dash: “Works great!” —mimi76."""
    lists = lexicon.derived[MentionsLists]
    if i < 2 or tokens[i - 1].text not in _DASHES or tokens[i - 2].kind != "q":
        return None
    end = i
    while end < len(tokens) and tokens[end].kind == "w" and end - i < 3:
        end += 1
    if end < len(tokens) and tokens[end].kind != "b":
        return None
    if any(t.lower in lists.function or t.lower in lists.reporting for t in tokens[i:end]):
        return None
    if not any(character.isalnum() for t in tokens[i:end] for character in t.text):
        return None  # a lone @
    return Name(i, i, end, tuple(t.text for t in tokens[i:end]), "", "person", "u", certain=False)
