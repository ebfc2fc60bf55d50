"""
Inserts in a story: pull quotes, which repeat its words, and posts of others, which do not.

A pull quote repeats the story to catch the eye. If it were read as part of the story, its speaker would have said the
same thing twice. It is recognised by repetition: all of its words are in a longer paragraph of the story. If only the
markup names it a pull quote, most of its words must recur, because some sites name every quotation so, and a lost
quotation is worse than one too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quotesearch.cleaning.bylines import are_people, is_name
from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.cleaning.line_shape import ends_sentence, has_quotation, is_prose
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["embedded_posts", "pull_quotes"]

FEWEST_WORDS: Final = 5
"""Words of a pull quote; fewer recur by chance."""

MOST_WORDS: Final = 60

MOST_LINES: Final = 4
"""Lines of a post."""

MOST_WORK: Final = 30_000_000
"""Code points that are searched for repeated words, some hundredths of a second; a story of 100 quotations takes one
million."""

MOST_OUTSIDE: Final = 2
"""Words outside the marks, after a dash; a line that names its speaker is a paragraph of the story."""

LONGEST_SOURCE: Final = 8
"""Words of the line below a pull quote that says whose it is."""

_QUOTATION: Final = re.compile(r"[\"“„«][^\"“”„«»]*(?:[\"”»]|$)|(?<!\w)[‘'][^‘]*[’'](?!\w)")
_ELLIPSIS: Final = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]{0,40}\]|\([^)]{0,3}\))\s*")
_MARKED: Final = frozenset({".pullquote", ".pullquotes"})
_ELEMENTS: Final = frozenset({"<blockquote>", "<aside>", "<q>", ".callout", ".highlight"})
_UNQUOTED: Final = frozenset({"h1", "h2", "h3", "h4", "li", "figcaption", "dt"})
_SOURCE_LEAD: Final = re.compile(r"^[\s—–―-]+")

_SIGNED: Final = re.compile(
    r"[—–―-]\s?(?P<name>[^()@]{2,60}?)\s\((?:@[\w.]{1,40}(?:@[\w.]+)?)\)"
    r"(?:\s(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))?"
)
_POST_END: Final = re.compile(r"pic\.twitter\.com/\w+$|https?://t\.co/\w+$")


def pull_quotes(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """Lines within the story that print again what one of its paragraphs says, and below each whose it is."""
    story = [
        index
        for index, unit in enumerate(units)
        if verdicts[index] is None and (is_prose(unit.text) or len(unit.text) > 200)
    ]
    if len(story) < 2:
        return
    paragraphs = _Paragraphs([fold(units[index].text) for index in story])
    for index in range(story[0] + 1, len(units)):
        if not _may_be(units[index], verdicts[index]):
            continue
        reason = _repeats(units[index], paragraphs)
        if reason:
            yield index, Verdict("pullquote", "repeats-the-story", reason)
            if index + 1 < len(units) and _names_source(lexicon, units[index + 1], verdicts[index + 1]):
                yield (
                    index + 1,
                    Verdict(
                        "pullquote",
                        "source-of-a-pull-quote",
                        "names the source of the words above, which the story repeats",
                    ),
                )


class _Paragraphs:
    """The paragraphs of a story, to be searched until that would take too long."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._words = "\n" + "\n".join(f" {words} " for words in paragraphs) + "\n"
        self._left = MOST_WORK

    def others_hold(self, words: str, own: str) -> bool:
        """Whether a paragraph has these words in a row, and others; one with just *own* is skipped."""
        wanted, at = f" {words} ", -1
        while self._left > 0:
            found = self._words.find(wanted, at + 1)
            self._left -= (found if found >= 0 else len(self._words)) - at
            if found < 0:
                return False
            at = found
            if self._words[found - 1] == "\n" and self._words[found + len(wanted)] == "\n":
                continue  # these words are all that the paragraph has
            start = self._words.rfind("\n", 0, found + 1) + 1
            if not self._words.startswith(f" {own} \n", start):
                return True
        return False


def _is_marked(unit: Unit) -> bool:
    """Whether the markup calls a unit a pull quote."""
    if not unit.hints:
        return False
    hints = set(unit.hints)
    return not _MARKED.isdisjoint(hints) or {".pull", ".quote"} <= hints


def _may_be(unit: Unit, verdict: Verdict | None) -> bool:
    return verdict is None and (_is_marked(unit) or unit.tag not in _UNQUOTED) and len(unit.text) <= 600


def _repeats(unit: Unit, paragraphs: _Paragraphs) -> str:
    """Why a unit is a pull quote; empty if it is none."""
    own = fold(unit.text)
    size = len(own.split())
    if size > MOST_WORDS or not size:
        return ""
    marked = _is_marked(unit)
    if size < FEWEST_WORDS and not marked:
        return ""
    # Without marks or markup it cannot be distinguished from a subhead whose words a paragraph repeats.
    quoted = marked or _is_quotation(unit.text) or not _ELEMENTS.isdisjoint(unit.hints)
    if quoted and size >= FEWEST_WORDS:
        pieces = filter(None, map(fold, _ELLIPSIS.split(unit.text)))
        if all(paragraphs.others_hold(piece, own) for piece in pieces):
            return "a pull quote: a longer paragraph of the story has the same words"
    if marked and _share(unit.text, paragraphs) >= 0.5:
        return "a pull quote by its markup, and the story has most of its words"
    return ""


def _is_quotation(text: str) -> bool:
    """Whether a text is a quotation with hardly another word."""
    if not has_quotation(text):
        return False
    outside = _QUOTATION.sub(" ", text).strip()
    if len(fold_words(outside)) > MOST_OUTSIDE:
        return False
    return not fold_words(outside) or outside[0] in "—–―-"


def _share(text: str, paragraphs: _Paragraphs) -> float:
    """The share of a text's runs of three words that another paragraph has."""
    words, own = fold_words(text), fold(text)
    runs = [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    return sum(paragraphs.others_hold(run, own) for run in runs) / len(runs)


def _names_source(lexicon: Lexicon, below: Unit, verdict: Verdict | None) -> bool:
    """Whether the line below a pull quote is the name of its speaker, with an office perhaps."""
    if verdict is not None or ends_sentence(below.text) or len(below.text.split()) > LONGEST_SOURCE:
        return False
    name = _SOURCE_LEAD.sub("", below.text).split(",")[0].strip()
    return is_name(lexicon, name) and are_people(lexicon, (name,))


def embedded_posts(
    lexicon: Lexicon, units: Sequence[Unit], verdicts: Sequence[Verdict | None]
) -> Iterator[tuple[int, Verdict]]:
    """
    Posts on social media that the story attributes: the words, and the line below that signs them.

    The story does if the paragraph above introduces the post (“she wrote on X:”) or names its writer. Posts that are
    inserted like pictures are left to the model: the story does not say whose they are.
    """
    for index, unit in enumerate(units):
        signed = _SIGNED.fullmatch(unit.text) if unit.text[:1] in "—–―-" and verdicts[index] is None else None
        if signed is None:
            continue
        who = signed["name"].strip()
        above = next(
            (at for at in range(index - 1, max(-1, index - 2 - MOST_LINES), -1) if _leads(units[at], who)), -1
        )
        if above < 0:
            continue
        for at in range(above + 1, index):
            if verdicts[at] is None:
                yield (
                    at,
                    Verdict("body", "quoted-post", f"a post that the story attributes, signed by “{who}”"),
                )
        yield (
            index,
            Verdict(
                "body", "signature-of-a-post", f"signs a post that the story attributes: “{who}” and a handle"
            ),
        )


def _leads(unit: Unit, who: str) -> bool:
    """Whether a paragraph leads over to a post: by a colon at its end, or by the author's name."""
    if not ends_sentence(unit.text):
        return False
    if unit.text.rstrip().endswith(":"):
        return True
    names = fold_words(who)
    said = set(fold_words(unit.text))
    return bool(names) and len(names[-1]) > 2 and names[-1] in said and not _POST_END.search(unit.text)
