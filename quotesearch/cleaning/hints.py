"""Hints: the elements and class words around a unit, as identifiers that rules and the model compare."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["COMMENT_BOX", "class_hint", "element_hint", "hint_in_words"]

COMMENT_BOX: Final = "#comments"
"""The hint of a box that is named as one of comments."""

_HINT: Final = re.compile(r"<(?P<element>\w[\w:.-]*)>|\.(?P<word>[a-z]+)")


def element_hint(tag: str) -> str:
    """
    The hint of an element around a unit.

    >>> element_hint("figure")
    '<figure>'
    """
    return f"<{tag}>"


def class_hint(word: str) -> str:
    """
    The hint of a word in the class or id of an element around a unit.

    >>> class_hint("photo")
    '.photo'
    """
    return f".{word}"


def hint_in_words(name: str) -> str:
    """
    A hint for people; any other feature name is returned as it is.

    >>> hint_in_words("<figure>"), hint_in_words(".photo"), hint_in_words("ends as a sentence")
    ('in <figure>', 'class “photo”', 'ends as a sentence')
    """
    if name == COMMENT_BOX:
        return "named as a box of comments"
    found = _HINT.fullmatch(name)
    if found is None:
        return name
    return f"in <{found['element']}>" if found["element"] else f"class “{found['word']}”"
