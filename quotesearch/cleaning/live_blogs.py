"""
Live blogs: posts below one another, each headed by the time of day.

To a model fitted on stories, the short posts far down a live blog look like a feed of other stories. They are the
story, and contain quotations. A feed differs in its content: titles and hardly a sentence, or less text than the
rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.bylines import are_people, is_name
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.line_rules import heading_of
from quotesearch.cleaning.line_shape import count_words, ends_sentence
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["live_posts"]

FEWEST_POSTS: Final = 3
"""Posts with a sentence in them; a story may print a time or two."""

LEAST_SHARE: Final = 0.5
"""Share of the page's sentences, by code points, that are in the posts of a live blog."""

MOST_SHARE: Final = 0.6
"""Share of the posts' sentences that may be in one of them; a story below its own times of day has more."""

LONGEST_TITLE: Final = 20
"""Words."""

MOST_BELOW: Final = 8
"""Units below a title among which there must be a sentence."""

HEAD_LINES: Final = 4
"""Units below the headline that may say that the page is live."""

SHORTEST_HEADLINE: Final = 4
"""Words."""

MOST_LINKED: Final = 0.8
"""The share of a line's characters in links from which on it is none of a post's."""

LONGEST_TIME: Final = 40
"""Code points of a line that heads a post."""

_CLOCK = (
    r"\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?|\d{1,2}\s*[ap]\.?m\.?(?:\s+[A-Z]{2,4})?"
)
_DAY = r"(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?,?"
_AGO = r"\d+\s?(?:s|m|h|d|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?) ago"
_TIME: Final = re.compile(
    rf"(?:(?i:updated|posted|published)(?: at)?:? )?(?:{_DAY} (?:at )?)?(?:{_CLOCK})"
    rf"(?:[ ,–—|-]+{_DAY})?(?:[ ,(–—|-]*{_AGO}\)?)?|{_AGO}"
)
_FEEDS: Final = frozenset({"related", "teaser", "feed", "comment"})


def live_posts(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """The units in the posts of a live blog: sentences, and the titles right below the times."""
    times = [
        index
        for index, unit in enumerate(units)
        if len(unit.text) <= LONGEST_TIME and _TIME.fullmatch(unit.text) and _may_head(verdicts[index])
    ]
    if len(times) < FEWEST_POSTS or not _says_live(units, times[0]):
        return
    end = _end(lexicon, units, verdicts, times)
    times = [index for index in times if index < end]
    posts = [range(time, following) for time, following in zip(times, (*times[1:], end), strict=True)]
    sizes = [sum(len(units[at].text) for at in post if _tells(units, verdicts, at)) for post in posts]
    telling = sum(size > 0 for size in sizes)
    whole = sum(len(units[at].text) for at in range(len(units)) if _tells(units, verdicts, at))
    if telling < FEWEST_POSTS or 2 * telling <= len(posts):
        return
    if sum(sizes) < LEAST_SHARE * whole or max(sizes) > MOST_SHARE * sum(sizes):
        return
    titles = {
        fold(units[at].text) for post in posts for at in post if _titles(lexicon, units, verdicts, post, at)
    }
    for at in range(times[0]):
        if verdicts[at] is None and fold(units[at].text) in titles:
            yield at, Verdict("nav", "list-of-posts", "the title of a post below, in the list of them")
    for post in posts:
        if verdicts[post.start] is None:
            yield post.start, Verdict("date", "post-time", "the time of a post of a live blog")
        for at in post:
            if _tells(units, verdicts, at):
                yield at, Verdict("body", "live-post", "in a post of a live blog")
            elif _titles(lexicon, units, verdicts, post, at):
                yield at, Verdict("subhead", "post-title", "heads a post of a live blog")


def _end(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None], times: Sequence[int]
) -> int:
    """Where the posts end: at a box of other stories or of comments below which hardly a post has a sentence."""
    telling = [
        any(_tells(units, verdicts, at) for at in range(time + 1, following))
        for time, following in zip(times, (*times[1:], len(units)), strict=True)
    ]
    for at in range(times[0], len(units)):
        if _heads_feed(lexicon, units, verdicts, at):
            below = [told for time, told in zip(times, telling, strict=True) if time > at]
            if 2 * sum(below) <= len(below):
                return at
    return len(units)


def _says_live(units: Sequence[Unit], end: int) -> bool:
    """Whether the headline, a line right below it or another title above the posts says that this is live."""
    for at, unit in enumerate(units[:end]):
        words = fold(unit.text).split() if len(unit.text) <= 200 else []
        if at > HEAD_LINES and (len(words) < SHORTEST_HEADLINE or unit.links >= MOST_LINKED):
            continue  # “Live TV” in a menu
        if "live" in words or words[-3:] == ["as", "it", "happened"]:
            return True
    return False


def _may_head(verdict: Verdict | None) -> bool:
    """Whether a line that is a time has not been said to belong to something else."""
    return verdict is None or verdict.label in {"date", "widget"} or verdict.rule == "time-ago"


def _heads_feed(lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None], at: int) -> bool:
    """Whether a box of other stories or of comments begins, and no post follows."""
    heading = heading_of(lexicon, units[at].text)
    return heading is not None and heading.label in _FEEDS and verdicts[at] is not None


def _tells(units: Sequence[Unit], verdicts: Sequence[Verdict | None], at: int) -> bool:
    unit = units[at]
    return (
        verdicts[at] is None
        and ends_sentence(unit.text)
        and unit.links < MOST_LINKED
        and count_words(unit.text) >= 3
    )


def _titles(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None], post: range, at: int
) -> bool:
    """Whether a line is the title of a post: right below its time, or a heading, with a sentence below."""
    near = at - post.start == 1 or units[at].tag in {"h2", "h3", "h4"}
    if not near or verdicts[at] is not None or count_words(units[at].text) > LONGEST_TITLE:
        return False
    below = range(at + 1, min(at + 1 + MOST_BELOW, post.stop))
    is_author = is_name(lexicon, units[at].text) and are_people(lexicon, (units[at].text,))
    return not is_author and any(_tells(units, verdicts, index) for index in below)
