"""What an article says of itself: headline, byline, date and outlet, each with the place it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quotesearch.cleaning.bylines import names_in_byline
from quotesearch.cleaning.dates import dates_in, says_changed
from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.cleaning.line_shape import is_prose
from quotesearch.cleaning.site_names import title_parts
from quotesearch.cleaning.text_bylines import bylines_in_lines, names_at_headline
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import READ_LABELS, Conflict, Found, RawDocument, Span

__all__ = ["Metadata", "conflicts_with", "read_metadata", "shown_values", "with_sidecar"]

BEFORE_HEADLINE: Final = 6
"""Lines above the headline that may have the date and the writer of the story."""

LONGEST_HEAD: Final = 60
"""Lines below the headline that may."""

LONGEST_DATE_LINE: Final = 120
"""Code points of a line that names the day and the writer, but is labelled as neither."""

LONGEST_SITE: Final = 4
"""Words of a site's name."""

STORY_LABELS: Final = READ_LABELS | {"caption", "pullquote"}
"""Words that mark days on which something else happened."""

OWN_LABELS: Final = frozenset({"byline", "date"})

TELLING: Final = frozenset({"headline", "body"})
"""Words that introduce the subject of a story."""

MOST_STORY: Final = 60
"""Blocks that are searched for names."""

PROSE_IN_HEAD: Final = 3
"""Paragraphs below the headline: the last is where its head ends, as the first may be a standfirst."""

Labelled = Sequence[tuple[Unit, Verdict]]

OWN_BOXES: Final = frozenset({"promo", "footer", "byline", "widget"})
"""Where a page speaks of itself; what a story or a teaser mentions is not its outlet."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found; None: the article does not say."""

    headline: Found[str] | None = None
    byline: Found[tuple[str, ...]] | None = None
    published: Found[str] | None = None
    outlet: Found[str] | None = None
    url: Found[str] | None = None


def read_metadata(lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict]) -> Metadata:
    """What a plain text says of itself."""
    labelled = list(zip(units, verdicts, strict=True))
    heads = list(_heads(labelled))
    return Metadata(
        headline=_headline(labelled),
        byline=next(_bylines(lexicon, labelled, heads), None),
        published=next((date for head in heads for date in _dates(lexicon, head)), None),
        outlet=next(_outlets(lexicon, labelled), None),
    )


def _bylines(
    lexicon: Lexicon, labelled: Labelled, heads: Sequence[Labelled]
) -> Iterator[Found[tuple[str, ...]]]:
    """The writers named in a text, the surest first."""
    *around, above = heads
    for head in around:
        yield from bylines_in_lines(lexicon, head)
    story = [unit.text for unit, verdict in labelled if verdict.label in TELLING][:MOST_STORY]
    told = frozenset(word for text in story for word in fold_words(text))
    for head in around:
        yield from names_at_headline(lexicon, head, told)
    yield from bylines_in_lines(lexicon, above)


def _heads(labelled: Labelled) -> Iterator[Labelled]:
    """
    The lines that may have the date and the writer of a story, the likeliest first.

    They are those below the headline, down to the first paragraphs, and then those above it: there the day may be
    that on which the page was fetched.
    """
    body = [index for index, (_, verdict) in enumerate(labelled) if verdict.label in READ_LABELS]
    top = next((index for index, (_, verdict) in enumerate(labelled) if verdict.label == "headline"), None)
    if top is not None:
        prose = [index for index in body if index > top and is_prose(labelled[index][0].text)]
        end = prose[:PROSE_IN_HEAD][-1] if prose else top + 1
        yield labelled[top + 1 : min(end, top + LONGEST_HEAD)]
        yield labelled[max(0, top - BEFORE_HEADLINE) : top]
    above = labelled[: body[0] + 1] if body else labelled
    yield [(unit, verdict) for unit, verdict in above if verdict.label in OWN_LABELS]


def shown_values(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict]
) -> Iterator[tuple[str, Found[str]]]:
    """All that the lines of a text say of its writers, dates and outlet, in their order."""
    labelled = list(zip(units, verdicts, strict=True))
    for unit, verdict in labelled:
        if verdict.label == "byline":
            names = names_in_byline(lexicon, unit.text)
            if names:
                yield "byline", Found(", ".join(names), verdict.reason, Span(unit.start, unit.end))
        elif verdict.label == "date":
            for date in dates_in(lexicon, unit.text):
                place = Span(unit.start + date.start, unit.start + date.end)
                yield "published", Found(date.day, verdict.reason, place)
    for outlet in _outlets(lexicon, labelled):
        yield "outlet", outlet


def conflicts_with(taken: Metadata, given: Iterable[tuple[str, Found[str]]]) -> tuple[Conflict, ...]:
    """
    The values of each field that differ from the one taken by more than case and marks; each once.

    >>> found = Found("2024-10-31", "JSON-LD datePublished")
    >>> other = Found("2024-11-02", "meta name=date")
    >>> [one.found.value for one in conflicts_with(Metadata(published=found), [("published", other)])]
    ['2024-11-02']
    """
    seen: dict[str, set[str]] = {}
    for name in ("headline", "byline", "published", "outlet", "url"):
        found: Found[str] | Found[tuple[str, ...]] | None = getattr(taken, name)
        if found is not None:
            value = found.value if isinstance(found.value, str) else ", ".join(found.value)
            seen[name] = {fold(value)}
    conflicts = []
    for name, other in given:
        if name in seen and fold(other.value) not in seen[name]:
            seen[name].add(fold(other.value))
            conflicts.append(Conflict(name, other))
    return tuple(conflicts)


def with_sidecar(inferred: Metadata, document: RawDocument) -> Metadata:
    """The values given next to the article (sidecar, table, file name); where there are none, those inferred."""
    sidecar = document.sidecar
    if sidecar is None:
        return inferred
    said = {
        name: Found(value, sidecar.basis_of(name))
        for name in ("headline", "byline", "published", "outlet", "url")
        if (value := getattr(sidecar, name)) is not None
    }
    return replace(inferred, **said)


def _headline(labelled: Labelled) -> Found[str] | None:
    for index, (unit, verdict) in enumerate(labelled):
        if verdict.label == "headline":
            start = len(unit.text) - len(unit.text.lstrip("# "))  # Markdown
            end = len(unit.text) if index else start + _end_of_title(unit.text[start:], labelled)
            text_end = unit.end - len(unit.text) + end
            return Found(unit.text[start:end], verdict.reason, Span(unit.start + start, text_end))
    return None


def _end_of_title(text: str, labelled: Labelled) -> int:
    """Where the title ends in the first line, which may be the page's: “Council votes | Roe Times”."""
    parts = list(title_parts(text))
    if len(parts) < 2 or text[slice(*parts[-1])].count(" ") >= LONGEST_SITE:
        return len(text)
    name = fold(text[slice(*parts[-1])])
    return parts[-2][1] if any(fold(unit.text) == name for unit, _ in labelled[1:]) else len(text)


def _dates(lexicon: Lexicon, head: Labelled) -> Iterator[Found[str]]:
    """The days that lines of a head name: those of date lines, of other short lines, and of changes."""
    changes = []
    for unit, verdict in sorted(head, key=lambda line: line[1].label != "date"):
        dated = verdict.label == "date"
        if dated or (verdict.label not in STORY_LABELS and len(unit.text) <= LONGEST_DATE_LINE):
            for date in dates_in(lexicon, unit.text):
                place = Span(unit.start + date.start, unit.start + date.end)
                found = Found(date.day, verdict.reason if dated else "a date near the headline", place)
                if not says_changed(unit.text[: date.start]):
                    yield found
                elif dated:
                    changes.append(found)
    yield from changes


@cache
def _outlet_patterns(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], str], ...]:
    word = r"[A-Z][\w'’&-]*(?:\.\w+)*"
    name = rf"(?:the )?(?-i:({word}(?: (?:(?:of|&) )?{word}){{0,4}}))"
    patterns = []
    for line in lexicon.entries("boilerplate_outlets"):
        literal = r"\s+".join(re.escape(part) for part in line.split())
        written = (
            literal.replace(r"\{outlet\}", name)
            .replace("…", r"[^.\n]{1,80}?")
            .replace(r"\{year\}", r"(?:19|20)\d\d")
        )
        patterns.append((re.compile(written, re.IGNORECASE), line))
    return tuple(patterns)


@cache
def _outlet_words(lexicon: Lexicon) -> re.Pattern[str]:
    """A word of each of these lines: without one of them no text matches any."""
    literal = [
        [word for word in line.split() if "{" not in word and "…" not in word]
        for line in lexicon.entries("boilerplate_outlets")
    ]
    longest = sorted({max(parts, key=len, default="") for parts in literal}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


def _outlets(lexicon: Lexicon, labelled: Labelled) -> Iterator[Found[str]]:
    for unit, verdict in labelled:
        if verdict.label not in OWN_BOXES or not _outlet_words(lexicon).search(unit.text[:1000]):
            continue
        for pattern, line in _outlet_patterns(lexicon):
            match = pattern.search(unit.text[:1000])
            if match:
                basis = f"“{line.replace('{outlet}', '…')}” in a block labelled {verdict.label}"
                yield Found(
                    match.group(1), basis, Span(unit.start + match.start(1), unit.start + match.end(1))
                )
