"""Character references of HTML, as browsers read them."""

from __future__ import annotations

import html
import re
from typing import Final

__all__ = ["unescaped"]

_ZEROS: Final = re.compile("&#0++(?=[0-9])")
_TOO_LARGE: Final = re.compile("&#[0-9]{8,}+;?")
"""No character has a number of eight digits."""


def unescaped(text: str) -> str:
    r"""
    Text with the characters that its references mean: `&amp;`, `&#38;`.

    `html.unescape` does that, but raises a ValueError for a number of more than 4,300 digits.

    >>> unescaped("&lt;p&gt; &#38; &#" + "9" * 5000 + "; &#" + "0" * 5000 + "65;")
    '<p> & \ufffd A'
    """
    if "&#" in text:
        text = _TOO_LARGE.sub("\ufffd", _ZEROS.sub("&#", text))
    return html.unescape(text)
