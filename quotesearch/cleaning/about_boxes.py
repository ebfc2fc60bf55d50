"""Boxes about the author or the publisher: a name, and below it who or what that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.bylines import are_people, is_name
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_shape import has_quotation
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["boxes_about", "boxes_about_writers", "is_person"]

_ABOUT = re.compile(r"(?:The )?((?:[A-Z][\w.’'-]*\s){1,5})(?:is|was|are|has|writes|covers|reports)\s")

LONGEST_NAME: Final = 40
"""Code points."""

MOST_ABOUT: Final = 2
"""Boxes at the end that may say what a publisher is; where there are more, each is part of the story."""

LONGEST_ABOUT: Final = 200
"""Code points at the beginning of such a box that name an office."""

Verdicts = Sequence[Verdict | None]
Finding = tuple[int, Verdict]


def boxes_about_writers(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """A person's name, and below it that this is a writer or an editor, perhaps by surname."""
    for index in _boxes_about(units):
        if _is_writer(lexicon, units[index - 1].text, units[index].text):
            yield from _box_about(units, index)


def boxes_about(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """
    A name in the second half, and below it what its bearer is: the box about the publisher.

    Where there are more than two, they are the story's: films, and what each “is”.
    """
    found = [index for index in _boxes_about(units) if verdicts[index] is None]
    if len(found) <= MOST_ABOUT and all(2 * index >= len(units) for index in found):
        for index in found:
            yield from _box_about(units, index)


def _boxes_about(units: Sequence[Unit]) -> list[int]:
    """The lines that say what the bearer of the name above them is."""
    return [index for index in range(1, len(units)) if _is_about(units[index - 1].text, units[index].text)]


def _box_about(units: Sequence[Unit], index: int) -> Iterator[Finding]:
    """What is said of a line about the author or the publisher, and of the name above it, printed once or twice."""
    yield index, Verdict("footer", "about-box", "describes the author or the publisher")
    for above in (index - 1, index - 2):
        if above >= 0 and units[above].text == units[index - 1].text:
            yield (
                above,
                Verdict("footer", "about-box-heading", "heads a box about the author or the publisher"),
            )


def _is_about(name: str, about: str) -> bool:
    """Whether a line is a name, and the line below says what its bearer is."""
    said = _ABOUT.match(about) if len(name) <= LONGEST_NAME else None
    if said is None or has_quotation(about):
        return False
    return f" {fold(name)}".endswith(f" {fold(said.group(1))}")


def _is_writer(lexicon: Lexicon, name: str, about: str) -> bool:
    """Whether a line is a person's name, and the line below says that this is a writer or an editor."""
    said = set(fold(about[:LONGEST_ABOUT]).split())
    return is_person(lexicon, name) and not said.isdisjoint(lexicon.words("boilerplate_writers"))


def is_person(lexicon: Lexicon, line: str) -> bool:
    """
    Whether a line is the name of a person, and nothing else.

    >>> is_person(Lexicon("en"), "Ann Lee"), is_person(Lexicon("en"), "Ann Lee resigns")
    (True, False)
    """
    return is_name(lexicon, line) and are_people(lexicon, (line,))
