"""The shape of a line: prose, title or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED

__all__ = ["ends_sentence", "has_quotation", "is_prose", "is_title"]

FEWEST_PROSE_WORDS: Final = 10

_END = re.compile(r"[.!?:;][\"”“’'»)\]]*$|[.,!?][\"”’'»]+$")
_OPENING = re.compile(r"[\"“„«‘']")  # most lines have none, and to look is cheap
_QUOTATION = re.compile(r"[\"“„«]\s*\w[^\"“”»]{11,}|(?<!\w)[‘']\w[^‘’']{15,}[,.?!][’']")


def ends_sentence(text: str) -> bool:
    """
    Whether a line ends as a sentence does.

    >>> ends_sentence("“We ran.”"), ends_sentence("Mayor resigns")
    (True, False)
    """
    return _ends_sentence(text[-8:])


@lru_cache(maxsize=1 << 14)
def _ends_sentence(end: str) -> bool:
    """Whether a line's last characters end a sentence."""
    return bool(_END.search(end.rstrip()))


@lru_cache(maxsize=1 << 12)
def has_quotation(text: str) -> bool:
    """Whether somebody seems to be quoted in the text: twelve characters or more behind an opening mark."""
    return bool(_OPENING.search(text) and _QUOTATION.search(text[:LONGEST_COMPARED]))


@lru_cache(maxsize=1 << 15)
def is_prose(text: str) -> bool:
    """Whether a line is a paragraph: ten words or more, ended as a sentence, or somebody's speech."""
    size = len(text[:LONGEST_COMPARED].split())
    return ends_sentence(text) and (size >= FEWEST_PROSE_WORDS or (size >= 3 and has_quotation(text)))


@lru_cache(maxsize=1 << 12)
def is_title(text: str) -> bool:
    """Whether a line could be a story's title: three to thirty words without a full stop at the end."""
    return (
        3 <= len(text[:400].split()) <= 30
        and not text.rstrip().endswith((".", ":", ";", ","))
        and not text[:1].islower()
    )
