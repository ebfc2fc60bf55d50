"""Teasers of other stories: lines that lead over to one, and the titles below a heading such as “Most read”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.line_shape import ends_sentence, has_quotation, is_prose, is_title
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["boxes", "cut_off", "cut_off_on_pages", "lead_in", "lead_ins", "linked_items", "linked_lines"]

LONGEST_LINE: Final = 240
"""Code points of a lead-in and a title."""

LONGEST_LEAD: Final = 30
"""Code points before the colon of a line whose remainder is a link."""

MOST_LINKED: Final = 0.8
"""The share of a line's characters in links from which on it is a title in a box, under any heading."""

LONGEST_BOX: Final = 6
"""Units below a teaser's heading that can belong to it, if they are not numbered."""

_NUMBERED = re.compile(r"\d{1,2}[.)]?\s+\S")
_LEAD_AND_LINK = re.compile(rf"[^:.!?\"“„«”]{{2,{LONGEST_LEAD}}}:\s+(?=\S)")
_MEDIA_LEAD = re.compile(r"((?:Watch|Listen to|Hear|See|View) (?:the|our|this|his|her|their) [^.:!?]{0,80}):")
_BEFORE = r"[^\w\"“„«'‘]*"
_BEHIND = r"(?:\s*[:|»>►]+\s*|\s+[–—-]\s+)(?=\S)"


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Lead-ins with a mark after them, and those that need none; apostrophes of both shapes."""
    kinds = lexicon.table("boilerplate_lead_ins")
    every, opened = (
        "|".join(re.escape(words).replace("'", "['’]") for words in sorted(some, key=len, reverse=True))
        for some in (kinds, [words for words, kind in kinds.items() if kind == "open"])
    )
    return (
        re.compile(rf"{_BEFORE}({every}){_BEHIND}", re.IGNORECASE),
        re.compile(rf"{_BEFORE}((?i:{opened}))\s+(?=[\"“„«‘'A-Z\d])"),
    )


def lead_in(lexicon: Lexicon, text: str) -> str | None:
    """
    The words with which a line leads over to another story; None if it does not.

    >>> (
    ...     lead_in(Lexicon("en"), "Read more: “Never this,” says Poe in Rome"),
    ...     lead_in(Lexicon("en"), "READ ALSO Poe says “never this”"),
    ... )
    ('Read more', 'READ ALSO')
    >>> lead_in(Lexicon("en"), "“Read more: it helps,” said the teacher.") is None
    True
    """
    if len(text) > LONGEST_LINE:
        return None
    marked, unmarked = _patterns(lexicon)
    found = marked.match(text) or (None if ends_sentence(text) else unmarked.match(text))
    return found[1] if found else None


def _media_lead(text: str) -> str | None:
    """The words with which a line leads over to a film or a recording below it: “Watch the interview with Lee:”."""
    found = _MEDIA_LEAD.fullmatch(text) if len(text) <= LONGEST_LINE else None
    return found[1] if found else None


def lead_ins(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """Lines that lead over to another story, below the first line: “Watch: …” may be the headline there."""
    begun = False
    for index, unit in enumerate(units):
        if verdicts[index] is not None:
            continue
        words = (lead_in(lexicon, unit.text) or _media_lead(unit.text)) if begun else None
        if words is not None:
            yield index, Verdict("related", "lead-in", f"“{words}” leads over to another story")
        begun = True


def linked_lines(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """HTML: paragraphs within the story that are a few words with a colon and a link, and nothing else."""
    return _linked(units, verdicts, "p")


def linked_items(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """HTML: items of a list that are so; in guides they are the story's."""
    return _linked(units, verdicts, "li")


def _linked(
    units: Sequence[Unit], verdicts: Sequence[Verdict | None], tag: str
) -> Iterator[tuple[int, Verdict]]:
    """The units in elements of a kind that are a lead-in and a link, below the first paragraph."""
    begun = False
    for index, unit in enumerate(units):
        if verdicts[index] is not None:
            continue
        lead = _LEAD_AND_LINK.match(unit.text)
        unlinked = len(unit.text) * (1 - unit.links)
        if (
            begun
            and unit.tag == tag
            and lead is not None
            and len(unit.text) <= LONGEST_LINE
            and unlinked <= lead.end() + 1
            and not ends_sentence(unit.text)  # Ann Lee, with a link: We were robbed.
        ):
            yield index, Verdict("related", "lead-in-link", "a paragraph that is a lead-in and a link")
        begun = begun or is_prose(unit.text)


def cut_off(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """Plain text: a title with a text below that breaks off in an ellipsis: the teaser of another story."""
    return _cut_off(units, verdicts, tagged=False)


def cut_off_on_pages(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """HTML: such a title and its text; in guides they may be the story's."""
    return _cut_off(units, verdicts, tagged=True)


def _cut_off(
    units: Sequence[Unit], verdicts: Sequence[Verdict | None], tagged: bool
) -> Iterator[tuple[int, Verdict]]:
    """The texts that break off, and their titles, on pages or in plain text."""
    for index in range(4, len(units)):
        title, blurb = units[index - 1].text, units[index].text
        if (
            blurb.endswith(("…", "..."))
            and bool(units[index].tag) is tagged
            and len(blurb.split()) >= 15
            and is_title(title)
            and verdicts[index] is None
            and not has_quotation(blurb)
        ):
            yield index, Verdict("related", "breaks-off", "breaks off in an ellipsis below a title")
            if verdicts[index - 1] is None:
                yield (
                    index - 1,
                    Verdict("related", "title-of-a-teaser", "title of a text that breaks off in an ellipsis"),
                )


def boxes(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """
    Titles below a heading such as “Other Topics of Interest”, until the story continues.

    Below “Most read”, after which the story should be over, only a numbered list is one.
    """
    for index, unit in enumerate(units):
        heading = heading_of(lexicon, unit.text)
        if heading is None or heading.label not in {"teaser", "related", "feed"}:
            continue
        below = list(_box(units, verdicts, index + 1, heading.label == "teaser"))
        if heading.label == "teaser" or (below and verdicts[index] is None):
            yield index, Verdict("related", heading.rule, heading.reason)
        for at in below:
            yield at, Verdict("related", "below-a-heading", f"below the heading “{unit.text.strip()}”")


def _box(
    units: Sequence[Unit], verdicts: Sequence[Verdict | None], start: int, unnumbered: bool
) -> Iterator[int]:
    """The units from *start* on that are numbered, or else the few that are no paragraphs; in HTML up to a link."""
    box: list[int] = []
    for at in range(start, len(units)):
        text = units[at].text
        numbered = bool(_NUMBERED.match(text)) and len(text) <= LONGEST_LINE and is_title(text.rstrip("."))
        linked = units[at].links >= MOST_LINKED
        loose = (unnumbered or linked) and at < start + LONGEST_BOX and not is_prose(text)
        if verdicts[at] is not None or not (numbered or loose):
            break
        box.append(at)
        if numbered or not units[at].tag or units[at].links > 0:
            yield from box
            box.clear()
