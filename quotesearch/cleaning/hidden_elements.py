"""What the attributes of an HTML element say of whether a reader sees it."""

from __future__ import annotations

import re

__all__ = ["is_for_screen_readers", "is_hidden"]

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# “sr-only” and “visually-hidden” as the large frameworks and content systems call it.
_READ_OUT = re.compile(
    r"(?<![\w-])(?:sr-only|sr-text|show-for-sr|(?:is-|u-|a11y-)?visually-?hidden"
    r"|screen-?reader(?:-only|-text)?|assistive-text|offscreen|off-screen)(?:__[\w-]*)?(?![\w-])",
    re.IGNORECASE,
)
_CLIPPED_STYLE = re.compile(r"clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.IGNORECASE)


def is_hidden(attributes: dict[str, str]) -> bool:
    """
    Whether an element is hidden, by an attribute or by its own style.

    *attributes*: see `quotesearch.cleaning.tags.attributes_of`.

    >>> is_hidden({"style": "display: none"}), is_hidden({"hidden": "until-found"})
    (True, False)
    """
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    return "style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"]))


def is_for_screen_readers(attributes: dict[str, str]) -> bool:
    """Whether an element is read out and not seen: its class says so, or it is cut to nothing."""
    named, style = attributes.get("class", ""), attributes.get("style", "")
    return bool(_READ_OUT.search(named) or _CLIPPED_STYLE.search(style))
