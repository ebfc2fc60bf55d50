"""Whether a name is the gold name: the rules of the scorers that the house measures with."""

from __future__ import annotations

import re
import unicodedata

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def name_words(name: str) -> list[str]:
    """The words of a name, case, accents, possessives and suffixes apart."""
    folded = re.sub(r"[’']s\b", "", unicodedata.normalize("NFKD", name).casefold())
    words = [w for w in re.findall(r"[^\W_]+", folded) if not unicodedata.combining(w[0])]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def judge(said: str, gold: str | None, kind: str | None) -> bool:
    """
    Whether a name is right: for persons the same first and last word, for others half of the gold's words.

    >>> judge("Lloyd J. Austin", "Lloyd Austin", "person"), judge("Austin", "Lloyd Austin", "person")
    (True, False)
    """
    a, b = name_words(said), name_words(gold or "")
    if not a or not b:
        return False
    if kind == "person":
        return a[-1] == b[-1] and a[0] == b[0] and (len(b) == 1 or len(a) > 1)
    return 2 * len(set(a) & set(b)) >= len(set(b))
