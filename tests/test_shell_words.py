"""The words of a command line as bash splits them, and the replies that replace them."""

from __future__ import annotations

import pytest

from quotesearch.cli.shell_words import reply, split

BREAKS = " \t\n\"'@><=;|&(:"
"""How bash sets COMP_WORDBREAKS."""


@pytest.mark.parametrize(
    ("line", "value", "becomes"),
    [
        ("find --speaker An", "Ann Lee", r"find --speaker Ann\ Lee"),
        ('find --speaker "An', "Ann Lee", 'find --speaker "Ann Lee'),
        ("find --speaker 'An", "Ann O'Neil", r"find --speaker 'Ann O'\''Neil"),
        ('find --speaker "An', 'Ann "A" $x', r'find --speaker "Ann \"A\" \$x'),
        (r"find --speaker Ann\ L", "Ann Lee", r"find --speaker Ann\ Lee"),
        ("find --speaker an", "Ann Lee", r"find --speaker Ann\ Lee"),
        ("find --format=js", "--format=json", "find --format=json"),
        ("find --speaker=An", "--speaker=Ann Lee", r"find --speaker=Ann\ Lee"),
        ('find --speaker="An', "--speaker=Ann Lee", 'find --speaker="Ann Lee'),
        ("find --speaker =An", "=Ann Lee", r"find --speaker =Ann\ Lee"),
        ("find --outlet Post:", "Post: Live", r"find --outlet Post:\ Live"),
        ("find --outlet ", "a*b?[c]~{d}!", r"find --outlet a\*b\?\[c\]\~\{d\}\!"),
        ('find --outlet "The "Po', "The Post", 'find --outlet "The "Post'),
        ("find --speaker Zo", "Zoë’s", "find --speaker Zoë’s"),
    ],
)
def test_bash_gets_a_reply_that_replaces_the_end_of_a_word(line, value, becomes):
    r"""
    Readline replaces the text after the open quotation mark, or else after the last word break.

    The resulting line is what a user must type to mean the value.
    """
    typed = split(line)
    text = reply(typed, value, BREAKS)
    kept = line[: len(line) - len(typed.raw)] + typed.raw[: _behind(typed)]

    assert text is not None
    assert kept + text == becomes
    assert split(becomes).last == value


def _behind(typed) -> int:
    """The start of readline's word, found in another way than by `reply`."""
    if typed.quote:
        return typed.raw.rindex(typed.quote) + 1
    at = len(typed.raw)
    while at and (typed.raw[at - 1] not in BREAKS or typed.raw[at - 2 : at - 1] == "\\"):
        at -= 1
    return at


def test_a_value_that_does_not_begin_with_the_typed_word_is_not_offered():
    assert reply(split("find --speaker=An"), "Bo Roe", BREAKS) is None
