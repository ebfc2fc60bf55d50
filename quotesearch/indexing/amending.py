"""What people corrected, carried over to what extraction makes of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotesearch.extraction.names import person_key
from quotesearch.model import Corrected, Extraction, Quote, Speaker
from quotesearch.model.corrections import Correction, Selector

__all__ = ["OVERRULED", "SURROUNDINGS", "amended", "merged_names", "select", "with_merges"]

SURROUNDINGS: Final = 200
"""
Characters on each side of a quote that must be the same for a correction to move with it.

The words that name the speaker stand within so many for 36 of 37 quotes of the sample articles and for 762 of 769
of PolNeAR's dev split, so whoever changes them leaves an orphan and no wrong name.
"""

OVERRULED: Final = "overruled"
"""What came of a correction when a later one speaks of the same quote."""


def select(quote: Quote, source: str, sha256: str, paths: Sequence[str]) -> Selector:
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


def amended(
    extraction: Extraction, source: str, corrections: Iterable[Correction]
) -> tuple[Extraction, dict[str, str]]:
    """
    An article's quotes as people corrected them.

    Args:
        extraction: what the rules made of it.
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
    """The quote that a correction speaks of; if there is none, why not."""
    selector = correction.selector
    if selector is None:
        return "it names no place"
    if selector.sha256 == extraction.article.sha256:
        start, end = selector.start, selector.end
    else:
        places = _places(selector, source)
        if len(places) != 1:
            how = "more than once" if places else "no longer"
            return f"the file has changed, and the words stand {how} in it in the same surroundings"
        start, end = places[0]
    for quote in extraction.quotes:
        if (quote.parts[0].start, quote.parts[-1].end) == (start, end):
            return (
                quote if quote.text.split() == selector.words.split() else "its words are read otherwise now"
            )
    return "its words are no longer taken for a quote"


def _places(selector: Selector, source: str) -> list[tuple[int, int]]:
    """Where the words stand between the same characters, whatever the white space: starts and ends."""
    before, exact, after = map(_spaced, (selector.before, selector.exact, selector.after))
    if len(selector.before) < SURROUNDINGS:
        before = rf"\A{before}"
    if len(selector.after) < SURROUNDINGS:
        after = rf"{after}\Z"
    if not exact:
        return []
    return [found.span(1) for found in re.finditer(f"{before}({exact}){after}", source)]


def _spaced(text: str) -> str:
    r"""
    A pattern for the same characters with any white space where there is some.

    >>> _spaced(" a  b.")
    '\\s+a\\s+b\\.'
    """
    return "".join(r"\s+" if piece.isspace() else re.escape(piece) for piece in re.findall(r"\s+|\S+", text))


def _said_by(correction: Correction, quote: Quote) -> Quote:
    """A quote as somebody corrected it. People are sure: it is shown whatever confidence is asked for."""
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
    Who is one person, by the merges that stand: for each key, the key that counts, and all names of the person.

    >>> merge = Correction("1", "merge", "", "", name="Bob Roe", into="Robert Roe")
    >>> merged_names([merge])["bob roe"]
    ('robert roe', ('Bob Roe', 'Robert Roe'))
    """
    people: dict[str, tuple[str, dict[str, str]]] = {}  # key → the key that counts, and names by their keys
    for merge in merges:
        one, other = person_key(merge.name), person_key(merge.into)
        _, left = people.get(one, (one, {one: merge.name}))
        counted, right = people.get(other, (other, {other: merge.into}))
        people.update(dict.fromkeys(left | right, (counted, left | right)))
    return {key: (counted, tuple(sorted(names.values()))) for key, (counted, names) in people.items()}


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
