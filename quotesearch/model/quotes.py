"""What extraction gives: quotes and their speakers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from quotesearch.model.articles import ArticleCard, Gap
from quotesearch.model.spans import Passage


class Thresholds(NamedTuple):
    """The calibrated probabilities that a speaker is shown from."""

    probable: float  # below it the speaker is left unnamed, from it on shown as probable
    named: float  # from it on shown as is


PERSONS: Final = Thresholds(probable=0.67, named=0.89)
"""For speakers who are persons (see docs/decisions.md for what it was measured on)."""

OTHERS: Final = Thresholds(probable=0.64, named=0.89)
"""For groups, documents and people without a name."""


def thresholds_of(type_: str) -> Thresholds:
    """
    The thresholds for a type of speaker.

    >>> thresholds_of("person") is PERSONS, thresholds_of("group") is OTHERS
    (True, True)
    """
    return PERSONS if type_ == "person" else OTHERS


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person, group or document that a quote is attributed to."""

    name: str  # the fullest form that the article gives, titles off
    person: str  # the name as a key: case, hyphens, accents and middle initials folded
    type: str  # person, group, document or anonymous
    role: str | None  # as printed: "U.S. Defense Secretary"
    mention: (
        Passage | None
    )  # the words that were taken for the source of this quote; None: someone corrected it
    also: tuple[str, ...] = ()  # other names that someone said are this person's
    gender: str | None = None  # female or male, if the article's own words say so and nothing else in it
    gender_basis: tuple[Passage, ...] = ()  # the words that do, the plainest first


@dataclass(frozen=True, slots=True)
class Corrected:
    """The correction of a corrected quote."""

    id: str  # the correction's
    who: str
    when: str
    because: str
    was: str  # the name that extraction gave; "": none


@dataclass(frozen=True, slots=True)
class Quote:
    """Words someone said, and where the article says so."""

    id: str  # from the file's sha256 and the start of the first part
    article_id: str
    text: str  # parts joined by " […] ", across paragraphs by a newline
    kind: str  # headline, full or fragment
    parts: tuple[Passage, ...]  # one for each pair of marks, marks excluded
    speaker: Speaker | None  # the best guess; None: the article does not say
    cue: Passage | None  # the words that show it: "told"
    rule: str  # a short name for what decided
    confidence: float  # the calibrated probability that the speaker's name is right; 0 to 1
    context: str = ""  # the text around the quote, as a reader sees it
    corrected: Corrected | None = None  # someone said who spoke

    def at(self, min_confidence: float | None = None) -> Quote:
        """
        The quote as shown to someone who wants names of at least this confidence: unnamed if it has less.

        None: what is wanted by default, which depends on the type of the speaker. Speaker and cue are taken away
        together; the confidence stays, it says why.
        """
        if self.speaker is None:
            return self
        least = thresholds_of(self.speaker.type).probable if min_confidence is None else min_confidence
        return self if self.confidence >= least else replace(self, speaker=None, cue=None)

    @property
    def certainty(self) -> str:
        """
        How its speaker is shown: `named`, `probable`, or `open` if there is none.

        What someone corrected is named. A guess that is shown only because less confidence was asked for than by
        default is probable.
        """
        if self.speaker is None:
            return "open"
        sure = self.corrected is not None or self.confidence >= thresholds_of(self.speaker.type).named
        return "named" if sure else "probable"


@dataclass(frozen=True, slots=True)
class OddMarks:
    """Quotation marks with an unusual spelling of one kind."""

    kind: str  # see `quotesearch.spelling.notes`
    number: int
    examples: tuple[tuple[str, str], ...]  # a usual mark, and how it is printed


@dataclass(frozen=True, slots=True)
class Extraction:
    """The article and quotes of one document."""

    article: ArticleCard
    quotes: tuple[Quote, ...]  # headline first, then in the order of the source, with their best guesses
    lines: str = ""  # digests of its lines, to check later whether they recur; see `Extractor.would_relabel`
    odd_marks: tuple[OddMarks, ...] = ()  # in the text that was read
    gaps: tuple[Gap, ...] = ()  # the parts of the article that are read only in part


@dataclass(frozen=True, slots=True)
class ReadExtraction:
    """An extraction with the source text that its offsets count in."""

    extraction: Extraction
    source: str
