"""Whether a name is the gold name, by the rules of the scorers in the shared folder."""

from __future__ import annotations

import re
import unicodedata

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_PRONOUNS = {"he", "she", "they", "i", "we", "it", "you", "who", "him", "her", "them", "his", "their"}


def name_words(name: str) -> list[str]:
    """The words of a name without case, accents, possessives and suffixes."""
    folded = re.sub(r"[’']s\b", "", unicodedata.normalize("NFKD", name).casefold())
    words = [w for w in re.findall(r"[^\W_]+", folded) if not unicodedata.combining(w[0])]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words


def verdict(said: str, gold: str | None, kind: str | None) -> str:
    """
    Whether a name is right, incomplete or wrong.

    A person's name is right if its first and last words are right, and incomplete if it has a title, is only a part
    or is a pronoun. Other names are right if they have half of the gold's words.

    >>> verdict("Lloyd J. Austin", "Lloyd Austin", "person"), verdict("Austin", "Lloyd Austin", "person")
    ('right', 'incomplete')
    >>> verdict("Ann Lee", "Lloyd Austin", "person"), verdict("Pentagon", "The Pentagon", "group")
    ('wrong', 'right')
    """
    a, b = name_words(said), name_words(gold or "")
    have, want = set(a), set(b)
    if kind != "person":
        right = bool(want) and 2 * len(want & have) >= len(want)
        return "right" if right else "incomplete" if have and have <= _PRONOUNS else "wrong"
    if a and b and a[-1] == b[-1] and a[0] == b[0] and (len(b) == 1 or len(a) > 1):
        return "right"
    return "incomplete" if have <= _PRONOUNS or have < want or want < have else "wrong"


def judge(said: str, gold: str | None, kind: str | None) -> bool:
    """Whether a name is right."""
    return verdict(said, gold, kind) == "right"
