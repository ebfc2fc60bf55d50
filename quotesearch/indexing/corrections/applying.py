"""Corrections by users, applied to the quotes that extraction finds in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from quotesearch.extraction import person_key
from quotesearch.model import Corrected, Correction, Extraction, Quote, Selector, Speaker

__all__ = ["OVERRULED", "SURROUNDINGS", "apply_corrections", "merged_names", "selector_for", "with_merges"]

SURROUNDINGS: Final = 200
"""
Characters on each side of a quote that must be the same for a correction to move with it.

The words that name the speaker are within so many for 36 of 37 quotes of the sample articles and for 762 of 769
of PolNeAR's dev split, so whoever changes them leaves an orphan and no wrong name.
"""

OVERRULED: Final = "overruled"
"""What came of a correction when a later one is about the same quote."""


def selector_for(quote: Quote, source: str, sha256: str, paths: Sequence[str]) -> Selector:
    """How a quote is found again in a file that may have changed by then; *source* is that of today."""
    start, end = quote.parts[0].start, quote.parts[-1].end
    return Selector(
        paths=tuple(paths),
        sha256=sha256,
        start=start,
        end=end,
        words=quote.text,
        exact=source[start:end],
        before=source[max(0, start - SURROUNDINGS) : start],
        after=source[end : end + SURROUNDINGS],
    )


def apply_corrections(
    extraction: Extraction, source: str, corrections: Iterable[Correction]
) -> tuple[Extraction, dict[str, str]]:
    """
    An article's quotes as people corrected them.

    Args:
        extraction: what the rules found in it.
        source: its source text.
        corrections: those that may concern it, the earliest first; of one quote, the last counts.

    Returns:
        the quotes, and what came of each correction by its id: "" or `OVERRULED`, else why it fits nothing here,
        in words.
    """
    quotes = {quote.id: quote for quote in extraction.quotes}
    last: dict[str, Correction] = {}
    outcomes: dict[str, str] = {}
    for correction in corrections:
        found = _quote_of(correction, extraction, source)
        if isinstance(found, str):
            outcomes[correction.id] = found
            continue
        if found.id in last:
            outcomes[last[found.id].id] = OVERRULED
        last[found.id] = correction
        outcomes[correction.id] = ""
    for identity, correction in last.items():
        if correction.action == "not-a-quote":
            del quotes[identity]
        else:
            quotes[identity] = _said_by(correction, quotes[identity])
    return replace(extraction, quotes=tuple(quotes.values())), outcomes


def _quote_of(correction: Correction, extraction: Extraction, source: str) -> Quote | str:
    """The quote that a correction is about; or why it is not there."""
    selector = correction.selector
    if selector is None:
        return "it has no place"
    if selector.sha256 == extraction.article.sha256:
        start, end = selector.start, selector.end
    else:
        places = _places(selector, source)
        if len(places) != 1:
            how = "more than once" if places else "no longer"
            return f"the file has changed, and the words are {how} in it between the same characters"
        start, end = places[0]
    for quote in extraction.quotes:
        if (quote.parts[0].start, quote.parts[-1].end) == (start, end):
            return (
                quote
                if quote.text.split() == selector.words.split()
                else "its words are read differently now"
            )
    return "its words are no longer a quote"


def _places(selector: Selector, source: str) -> list[tuple[int, int]]:
    """
    Where the words of a selector are, between the same characters as then; white space may differ.

    Args:
        selector: the words, and what was around them.
        source: the text of today.

    Returns:
        starts and ends; the first two, because with more than one it is not known which is meant.
    """
    before, exact, after = selector.before, selector.exact, selector.after
    if not exact.strip():
        return []
    there, wanted = _spaced(source), _spaced(before + exact + after)
    first = (
        len(before) < SURROUNDINGS
    )  # only at the beginning of the file was there less in front of the words
    last = len(after) < SURROUNDINGS
    found: list[tuple[int, int]] = []
    at = there.find(wanted)
    while at >= 0 and len(found) < 2:
        if (at == 0 or not first) and (at + len(wanted) == len(there) or not last):
            inked = _inked(there[:at]) + _inked(before)
            start, end = _span(source, inked, _inked(exact))
            found.append((start - _blank(exact), end + _blank(exact[::-1])))
        at = there.find(wanted, at + 1)
    return found


@lru_cache(maxsize=2)
def _spaced(text: str) -> str:
    r"""
    A text with one space for each stretch of white space.

    >>> _spaced(" a \n b.")
    ' a b.'
    """
    return " ".join(f"x{text}x".split())[1:-1]  # the letters keep white space at both ends


def _inked(text: str) -> int:
    """How many characters are not white space."""
    return sum(map(len, text.split()))


def _blank(text: str) -> int:
    """How many characters of white space a text begins with."""
    return len(text) - len(text.lstrip())


def _span(source: str, first: int, count: int) -> tuple[int, int]:
    """
    Where some characters are, if white space is not counted.

    >>> _span("a  bc d", 1, 3)
    (3, 7)
    """
    start = end = 0
    seen = 0
    for word in re.finditer(r"\S+", source):
        size = word.end() - word.start()
        if seen <= first < seen + size:
            start = word.start() + first - seen
        if seen < first + count <= seen + size:
            end = word.start() + first + count - seen
            break
        seen += size
    return start, end


def _said_by(correction: Correction, quote: Quote) -> Quote:
    """A quote as it was corrected. People are sure: it is shown for any confidence asked for"""
    guess = quote.speaker
    was = guess.name if guess else ""
    corrected = Corrected(correction.id, correction.who, correction.when, correction.because, was)
    speaker, cue = None, None
    if correction.name:
        person = person_key(correction.name)
        if guess is not None and guess.person == person:
            speaker, cue = replace(guess, name=correction.name), quote.cue
        else:
            speaker = Speaker(correction.name, person, correction.type, None, None)
    confidence = 1.0 if speaker else 0.0
    return replace(
        quote, speaker=speaker, cue=cue, rule="corrected", confidence=confidence, corrected=corrected
    )


def merged_names(merges: Iterable[Correction]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """
    Who is one person by these merges: for each key, the key that counts, and all names of the person.

    >>> merge = Correction("1", "merge", "", "", name="Bob Roe", into="Robert Roe")
    >>> merged_names([merge])["bob roe"]
    ('robert roe', ('Bob Roe', 'Robert Roe'))
    """
    people: dict[str, _Person] = {}
    for merge in merges:
        one, other = person_key(merge.name), person_key(merge.into)
        left = people.setdefault(one, _Person(one, {one: merge.name}))
        right = people.setdefault(other, _Person(other, {other: merge.into}))
        if left is right:
            continue
        large, small = (left, right) if len(left.names) > len(right.names) else (right, left)
        large.counted = right.counted
        large.names.update(small.names)  # the smaller into the larger, so that many thousands take no time
        people.update(dict.fromkeys(small.names, large))
    found = {id(person): (person.counted, tuple(sorted(person.names.values()))) for person in people.values()}
    return {key: found[id(person)] for key, person in people.items()}


@dataclass(slots=True)
class _Person:
    """A person with several names."""

    counted: str  # the key that counts
    names: dict[str, str]  # by their keys


def with_merges(extraction: Extraction, merged: Mapping[str, tuple[str, tuple[str, ...]]]) -> Extraction:
    """An article's quotes with the speakers' keys joined; names stay as the article has them."""
    if not merged:
        return extraction
    return replace(extraction, quotes=tuple(_joined(quote, merged) for quote in extraction.quotes))


def _joined(quote: Quote, merged: Mapping[str, tuple[str, tuple[str, ...]]]) -> Quote:
    """A quote whose speaker has the key and all names of the person."""
    speaker = quote.speaker
    if speaker is None or speaker.person not in merged:
        return quote
    person, names = merged[speaker.person]
    also = tuple(name for name in names if name != speaker.name)
    return replace(quote, speaker=replace(speaker, person=person, also=also))
