"""The shape of a line: prose, title or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quotesearch.cleaning.folding import LONGEST_COMPARED
from quotesearch.cleaning.line_cache import line_cached

__all__ = ["count_words", "ends_sentence", "has_quotation", "is_prose", "is_title"]

FEWEST_PROSE_WORDS: Final = 10

LETTERS_OF_WORD: Final = 2
"""Letters that count as a word where a script puts no spaces between words."""

SHORTEST_UNENDED: Final = 80
"""Code points of a Thai or Lao line that is a paragraph: these scripts have no full stop."""

# The full stops of other scripts: Chinese and Japanese, Arabic and Urdu, Hindi, Burmese, Khmer, Amharic, Armenian.
_STOPS = ".!?:;。．｡！？؟۔।॥။។።։"
_END = re.compile(rf"[{_STOPS}][\"”“’'»)\]」』）》]*$|[.,!?，、][\"”’'»」』]+$")
# Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese. Korean has spaces.
_UNSPACED = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
)
_WITHOUT_STOP = re.compile(r"[\u0e00-\u0eff][\"”“’'»)\]]*$")
_OPENING = re.compile(r"[\"“„«‘']")  # most lines have none, and to look is cheap
_QUOTATION = re.compile(r"[\"“„«]\s*\w[^\"“”»]{11,}|(?<!\w)[‘']\w[^‘’']{15,}[,.?!][’']")


def count_words(text: str) -> int:
    """
    The number of words in a text; where a script has no spaces, two letters count as a word.

    >>> count_words("The mayor resigned."), count_words("市長は月曜日に辞任した。")
    (3, 5)
    """
    spaced = len(text.split())
    if text.isascii() or not _UNSPACED.search(text):
        return spaced
    return max(spaced, len(_UNSPACED.findall(text)) // LETTERS_OF_WORD)


def ends_sentence(text: str) -> bool:
    """
    Whether a line ends as a sentence does.

    >>> ends_sentence("“We ran.”"), ends_sentence("Mayor resigns"), ends_sentence("市長は月曜日に辞任した。")
    (True, False, True)
    """
    return _ends_sentence(text[-8:]) or (
        len(text) >= SHORTEST_UNENDED and not text.isascii() and _WITHOUT_STOP.search(text[-8:]) is not None
    )


@lru_cache(maxsize=1 << 14)
def _ends_sentence(end: str) -> bool:
    """Whether a line's last characters end a sentence."""
    return bool(_END.search(end.rstrip()))


@line_cached(1 << 12)
def has_quotation(text: str) -> bool:
    """Whether the text seems to quote someone: twelve characters or more after an opening mark."""
    return bool(_OPENING.search(text) and _QUOTATION.search(text[:LONGEST_COMPARED]))


@line_cached(1 << 15)
def is_prose(text: str) -> bool:
    """Whether a line is a paragraph: ten words or more, ended as a sentence, or quoted speech."""
    size = count_words(text[:LONGEST_COMPARED])
    return ends_sentence(text) and (size >= FEWEST_PROSE_WORDS or (size >= 3 and has_quotation(text)))


@line_cached(1 << 12)
def is_title(text: str) -> bool:
    """Whether a line could be a story's title: three to thirty words without a full stop at the end."""
    return (
        3 <= count_words(text[:400]) <= 30
        and not text.rstrip().endswith((".", ":", ";", ",", "。", "：", "，", "、"))
        and not text[:1].islower()
    )
