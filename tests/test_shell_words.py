"""Words of a command line as bash cuts them, and what it is given to put in their place."""

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
def test_bash_gets_what_it_puts_in_the_place_of_the_end_of_a_word(line, value, becomes):
    r"""
    Readline puts a reply in the place of what is behind the open quotation mark, else behind the last break.

    What comes out is what a person must type to mean the value.
    """
    typed = split(line)
    text = reply(typed, value, BREAKS)
    kept = line[: len(line) - len(typed.raw)] + typed.raw[: _behind(typed)]

    assert text is not None
    assert kept + text == becomes
    assert split(becomes).last == value


def _behind(typed) -> int:
    """Where readline's own word begins, as it finds it: another way to find what `reply` does."""
    if typed.quote:
        return typed.raw.rindex(typed.quote) + 1
    at = len(typed.raw)
    while at and (typed.raw[at - 1] not in BREAKS or typed.raw[at - 2 : at - 1] == "\\"):
        at -= 1
    return at


def test_a_value_that_does_not_go_on_from_the_word_is_not_offered():
    assert reply(split("find --speaker=An"), "Bo Roe", BREAKS) is None
