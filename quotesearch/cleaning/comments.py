"""Comments of readers: elements that the markup names so, and what is below a heading that counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.hints import COMMENT_BOX
from quotesearch.cleaning.line_rules import counts_comments
from quotesearch.cleaning.line_shape import is_prose
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

LONGEST_STAMP: Final = 50
"""Code points of the line that says when a comment was made."""

__all__ = ["comment_boxes", "counted_comments", "signed_comments", "threads"]

_SIGNED: Final = re.compile(r"\S(?:.{0,38}\S)? (?:says|said|wrote|commented):?", re.IGNORECASE)
_STAMP: Final = re.compile(r"\d{4}|\d{1,2}[:.]\d\d|\bago\b")

FEWEST_IN_THREAD: Final = 2
LONGEST_COMMENT: Final = 12
"""Units of the first comment, up to the line that says who wrote it and when."""

# Fewer words than in measures.py: below a counter in mid-story there are “Share” and “Report”, too.
_REPLY: Final = re.compile(r"(?:reply|like|upvote|flag|permalink|log in to)\b", re.IGNORECASE)

LONGEST_MADE: Final = 90
_MADE = re.compile(
    r"\bat \d{1,2}:\d\d|\b\d+ ?(?:h|hr|d|m|min|minute|hour|day|week|month|year)s?\.? ago\b", re.IGNORECASE
)

SMALLEST_STORY: Final = 1 / 3
"""Share of the paragraphs above a heading that counts comments; above less of them it is the counter at the
head of the story. Tried on 404 news pages."""


def comment_boxes(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """Units in markup named comments. Not above the story: some sites name a whole page so."""
    begun = False
    for index, unit in enumerate(units):
        boxed = COMMENT_BOX in unit.hints
        begun = begun or (not boxed and verdicts[index] is None and is_prose(unit.text))
        if begun and boxed:
            yield index, Verdict("comment", "comment-box", "in markup that is named as comments")


def counted_comments(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """A heading such as “Comments (12)” below the story, and what follows, be it twice as long."""
    prose = [
        len(u.text) if v is None and is_prose(u.text) else 0 for u, v in zip(units, verdicts, strict=True)
    ]
    total, told = sum(prose), 0
    for index, unit in enumerate(units):
        begins = told and SMALLEST_STORY * total <= told and counts_comments(unit.text)
        if begins and _are_comments(units, verdicts, index + 1):
            yield index, Verdict("comment", "number-of-comments", "gives the number of comments that follow")
            for below in range(index + 1, len(units)):
                known = verdicts[below]
                if known is None or known.label in {"byline", "date", "caption"}:
                    yield (
                        below,
                        Verdict("comment", "below-a-heading", f"below the heading “{unit.text.strip()}”"),
                    )
            return
        told += prose[index]


def _are_comments(units: Sequence[Unit], verdicts: Sequence[Verdict | None], start: int) -> bool:
    """
    Whether something from a unit on looks like comments: a reply, who wrote one and when; or nothing is there.

    “Comments (12)” heads them; only of “12 comments”, and of a link, is more asked: it may be a counter in mid-story.
    """
    counter = units[start - 1]
    if not counter.links and not counter.text.lstrip()[:1].isdigit():
        return True
    return not any(
        verdicts[at] is None and is_prose(units[at].text) for at in range(start, len(units))
    ) or any(
        COMMENT_BOX in units[at].hints
        or _MADE.search(units[at].text[:LONGEST_MADE])
        or _SIGNED.fullmatch(units[at].text)
        or _REPLY.match(units[at].text)
        or ((known := verdicts[at]) is not None and known.label == "comment")
        for at in range(start, len(units))
    )


def signed_comments(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """“Gil says:” above a date, below the story: the first comment, and those that follow it."""
    told = False
    for index, unit in enumerate(units[:-1]):
        below = units[index + 1].text
        dated = told and len(below) <= LONGEST_STAMP and _STAMP.search(below)
        if dated and _SIGNED.fullmatch(unit.text) and not is_prose(below):
            for at in range(index, len(units)):
                known = verdicts[at]
                if known is None or known.label in {"byline", "date", "caption"}:
                    yield (
                        at,
                        Verdict(
                            "comment", "comment-thread", f"at or below “{unit.text}”, which heads a comment"
                        ),
                    )
            return
        told = told or (verdicts[index] is None and is_prose(unit.text))


def threads(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """Readers' comments, recognised by a line below each of them: “Reply”, “Log in to leave a comment”."""
    marks = [i for i, verdict in enumerate(verdicts) if verdict is not None and verdict.label == "comment"]
    prose = [
        len(u.text) if v is None and is_prose(u.text) else 0 for u, v in zip(units, verdicts, strict=True)
    ]
    marks = [at for at in marks if sum(prose[:at]) > SMALLEST_STORY * sum(prose)]
    if len(marks) < FEWEST_IN_THREAD:
        return
    above = range(marks[0] - 1, max(-1, marks[0] - LONGEST_COMMENT), -1)
    start = next((at for at in above if _MADE.search(units[at].text[:LONGEST_MADE])), marks[0])
    for at in range(start, marks[-1]):
        known = verdicts[at]
        if known is None or known.label in {"byline", "date", "caption"}:
            yield at, Verdict("comment", "above-reply", "above a line such as “Reply”")
