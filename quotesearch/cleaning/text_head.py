"""A plain text with its head: front matter and header lines apart, the rest judged as if they were not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.cleaning.front_matter import FrontMatter, read_front_matter
from quotesearch.cleaning.header_lines import read_header_lines
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.metadata import Metadata, read_metadata
from quotesearch.cleaning.plain import read_plain
from quotesearch.cleaning.repeats import RepeatedLines
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.cleaning.usual_spelling import in_usual_spelling
from quotesearch.lexicons import Lexicon
from quotesearch.model import Found

__all__ = ["Labelled", "Text", "label_text", "over", "read_text"]

TITLE_WITHIN: Final = 12
"""Units at the top of a text among which its title is printed again."""

FEWEST_LETTERS: Final = 4
"""Letters of a word that two titles share if they are of one story."""

NOT_THERE: Final = -1
"""For `label_units`: no unit is the headline."""


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text cut into units, its front matter apart."""

    front: FrontMatter | None
    units: tuple[Unit, ...]  # without those of the front matter


@dataclass(frozen=True, slots=True)
class Labelled:
    """The units of a text with their labels, and what the text says of itself."""

    units: tuple[Unit, ...]
    verdicts: tuple[Verdict, ...]
    metadata: Metadata
    inferred: Metadata  # what the text says below its head


def read_text(lexicon: Lexicon, source: str) -> Text:
    r"""
    Cut a plain text into its front matter and the units below.

    >>> text = read_text(Lexicon("en"), "---\ntitle: Rain\n---\nIt rained.\n")
    >>> [unit.text for unit in text.front.units], [unit.text for unit in text.units]
    (['---', 'title: Rain', '---'], ['It rained.'])
    """
    front = read_front_matter(lexicon, source)
    if front is None:
        return Text(None, read_plain(lexicon, source))
    below = read_plain(lexicon, source[front.end :])
    by = front.end
    return Text(front, tuple(replace(unit, start=unit.start + by, end=unit.end + by) for unit in below))


def label_text(lexicon: Lexicon, text: Text, repeated: RepeatedLines | None = None) -> Labelled:
    """Label the units of a plain text and read what it says of itself: front matter first, then header lines."""
    units, stated = text.units, Metadata()
    lines = read_header_lines(lexicon, units)
    if lines is not None:
        units, stated = lines.rest, lines.metadata
    if text.front is not None:
        stated = over(text.front.metadata, stated)
    verdicts = _label_below(lexicon, units, repeated, stated.headline)
    inferred = read_metadata(lexicon, units, verdicts)
    if lines is not None:
        at = lines.first
        units = (*units[:at], *lines.units, *units[at:])
        verdicts = [*verdicts[:at], *lines.verdicts, *verdicts[at:]]
    if text.front is not None:
        units, verdicts = (*text.front.units, *units), [*text.front.verdicts, *verdicts]
    return Labelled(tuple(units), tuple(verdicts), over(stated, inferred), inferred)


def over(first: Metadata, second: Metadata) -> Metadata:
    """The values of the first, and where it has none those of the second."""
    values = {
        one.name: value if (value := getattr(first, one.name)) is not None else getattr(second, one.name)
        for one in fields(Metadata)
    }
    return Metadata(**values)


def _label_below(
    lexicon: Lexicon, units: Sequence[Unit], repeated: RepeatedLines | None, title: Found[str] | None
) -> list[Verdict]:
    """
    The labels of the units below a head.

    The head may state the title. Then the headline is the unit that repeats it; or the one that is found as in any
    other text, if it shares a word with the title: else it would be a subhead that looks like a title.
    """
    judged = in_usual_spelling(units)
    if title is None:
        return label_units(lexicon, judged, repeated)
    wanted = fold(title.value)
    same = next((at for at, unit in enumerate(judged[:TITLE_WITHIN]) if fold(unit.text) == wanted), None)
    if same is not None:
        return label_units(lexicon, judged, repeated, headline=same)
    verdicts = label_units(lexicon, judged, repeated)
    found = next((at for at, verdict in enumerate(verdicts) if verdict.label == "headline"), None)
    if found is None or _telling(judged[found].text) & _telling(title.value):
        return verdicts
    return label_units(lexicon, judged, repeated, headline=NOT_THERE)


def _telling(text: str) -> frozenset[str]:
    """The informative words of a title."""
    return frozenset(word for word in fold_words(text) if len(word) >= FEWEST_LETTERS)
