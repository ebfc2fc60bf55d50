"""
Boxes: several units that belong together, recognised by their heading, repetition or neighbours.

Each rule takes all units and the verdicts so far, and returns verdicts for some units. These are final, except for the
rules in `ADVISERS`, whose answer is a feature of the model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from quotesearch.cleaning.about_boxes import boxes_about, boxes_about_writers, is_person
from quotesearch.cleaning.bylines import are_people, names_in_byline
from quotesearch.cleaning.comments import comment_boxes, counted_comments, signed_comments, threads
from quotesearch.cleaning.folding import fold
from quotesearch.cleaning.inserts import embedded_posts, pull_quotes
from quotesearch.cleaning.line_rules import form_of
from quotesearch.cleaning.line_shape import count_words, has_quotation, is_prose, is_title
from quotesearch.cleaning.live_blogs import live_posts
from quotesearch.cleaning.repeats import RepeatedLines
from quotesearch.cleaning.story_end import LEAST_LINKED, tails
from quotesearch.cleaning.story_start import head_of_story
from quotesearch.cleaning.teasers import (
    boxes,
    cut_off,
    cut_off_on_pages,
    lead_ins,
    linked_items,
    linked_lines,
)
from quotesearch.cleaning.title_runs import title_runs
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon

__all__ = ["ADVISERS", "FEWEST_STORIES", "SECTIONS", "Settled", "settle"]

FEWEST_STORIES: Final = 3
"""Stories of a collection that hold a line before it counts as the site's own."""

FEWEST_RECURRING: Final = 3
"""Words of a line that can be the site's own for recurring alone, if it is no link."""


LONGEST_ASKING: Final = 900
"""Code points of a paragraph that asks for something."""

_WE_AND_YOU: Final = frozenset({"we", "our", "us", "your", "you"})

LONGEST_SIGNATURE: Final = 40
"""Code points of a name."""


_PICTURES: Final = frozenset(
    {
        "<figure>",
        *(f".{word}" for word in ("figure", "image", "img", "photo", "picture", "caption")),
    }
)

Verdicts = Sequence[Verdict | None]
Finding = tuple[int, Verdict]


@dataclass(frozen=True, slots=True)
class Settled:
    """What rules say of the units of a document; each list has an entry for each unit."""

    verdicts: list[Verdict | None]  # what they are sure of; None: the model decides
    advice: list[Verdict | None]  # what they say of units that the model decides
    advisers: list[str]  # which rule says so, as evidence for the model; "": none

    @property
    def all(self) -> list[Verdict | None]:
        """Everything that the rules say, sure or not."""
        return [sure or unsure for sure, unsure in zip(self.verdicts, self.advice, strict=True)]


def settle(
    lexicon: Lexicon,
    units: Sequence[Unit],
    repeated: RepeatedLines | None = None,
    headline: int | None = None,
) -> Settled:
    """
    What rules say of each unit.

    Args:
        lexicon: the word lists of the language.
        units: of the whole document.
        repeated: the lines that recur across the collection, if that was counted.
        headline: the unit that is the headline, if the page says so; else it is looked for.
    """
    verdicts: list[Verdict | None] = [
        unit.settled or _by_markup(unit) or form_of(lexicon, unit.text) for unit in units
    ]
    advisers = [""] * len(units)
    head = head_of_story(units, headline)
    for rule in SECTIONS:
        start = head if rule in BELOW_HEADLINE else 0
        for index, verdict in list(rule(lexicon, units[start:], verdicts[start:])):
            verdicts[start + index] = verdict
            advisers[start + index] = ADVISERS.get(rule, "")
    if repeated is not None:
        for index, verdict in list(recurring(units, verdicts, repeated)):
            verdicts[index] = verdict
    return Settled(
        verdicts=[None if adviser else one for one, adviser in zip(verdicts, advisers, strict=True)],
        advice=[one if adviser else None for one, adviser in zip(verdicts, advisers, strict=True)],
        advisers=advisers,
    )


def _by_markup(unit: Unit) -> Verdict | None:
    """What is sure from the elements around a unit: captions."""
    return Verdict("caption", "figcaption", "in a <figcaption>") if "<figcaption>" in unit.hints else None


def recurring(units: Sequence[Unit], verdicts: Verdicts, repeated: RepeatedLines) -> Iterator[Finding]:
    """
    Lines of three words or more, and links, that are in many stories of the collection.

    Never a line with a quotation, and never a short one between paragraphs: “Background” heads many stories. A word
    or two without a link is left to the model, which knows menus: “Sarah” may be the name of a turn.
    """
    for index, unit in enumerate(units):
        if verdicts[index] is not None or not (unit.links >= LEAST_LINKED or _is_longer(unit.text)):
            continue
        number = repeated.stories_with(unit.text)
        if (
            number >= FEWEST_STORIES
            and not has_quotation(unit.text)
            and not _between_prose(units, verdicts, index)
        ):
            yield index, Verdict("widget", "recurs", f"in {number} stories of the collection")


def _is_longer(text: str) -> bool:
    """Whether a line has more than a word or two."""
    return count_words(text) >= FEWEST_RECURRING


def _between_prose(units: Sequence[Unit], verdicts: Verdicts, index: int) -> bool:
    around = [at for at in (index - 1, index + 1) if 0 <= at < len(units)]
    return len(units[index].text.split()) <= 4 and all(
        verdicts[at] is None and is_prose(units[at].text) for at in around
    )


def prompts(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """Paragraphs that ask the reader for something."""
    for index, unit in enumerate(units):
        if verdicts[index] is None and asks_readers(lexicon, unit.text):
            yield index, Verdict("promo", "asks-for-money", "asks for money, members, subscribers or consent")


def pictures_twice(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """A line printed twice in a row that is no sentence, or is next to a picture, is a caption rendered twice."""
    return _twice(units, verdicts, pictures=True)


def twice_in_a_row(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """Any other sentence printed twice in a row on a page; in guides they may be the story's."""
    return _twice(units, verdicts, pictures=False)


def _twice(units: Sequence[Unit], verdicts: Verdicts, pictures: bool) -> Iterator[Finding]:
    for index in range(1, len(units)):
        unit = units[index]
        if unit.text != units[index - 1].text or len(unit.text.split()) < 8:
            continue
        if pictures is (not unit.tag or not is_prose(unit.text) or not _PICTURES.isdisjoint(unit.hints)):
            for at in (index - 1, index):
                if verdicts[at] is None and not has_quotation(units[at].text):
                    yield at, Verdict("caption", "printed-twice", "printed twice in a row")


def signatures(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """A name above the date of the story, and perhaps the writer's office between them."""
    for index, verdict in enumerate(verdicts):
        if verdict is None and is_prose(units[index].text):
            return
        if verdict is None or verdict.label != "date" or not index:
            continue
        office = units[index - 1].text.split()[-1].casefold() in lexicon.words("boilerplate_offices")
        at = index - 2 if office and index > 1 else index - 1
        name = units[at].text
        if verdicts[at] is None and len(name) < LONGEST_SIGNATURE and _signs(lexicon, name):
            if any(unit.text.startswith(f"{name} ") and is_title(unit.text) for unit in units[:at]):
                return  # the story is about them
            yield at, Verdict("byline", "signature", "a name above the date")
            if office:
                yield (
                    index - 1,
                    Verdict("byline", "office-of-the-writer", "the office of the writer named above"),
                )
            return


def _signs(lexicon: Lexicon, line: str) -> bool:
    """Whether a line is a name, or one “for” an outlet."""
    return is_person(lexicon, line) or (
        " for " in line
        and are_people(lexicon, names_in_byline(lexicon, line))
        and not is_title(line.partition(" for ")[0])
    )


def player_titles(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """The title above the remains of a media player is the video's."""
    for index in range(1, len(units)):
        player = fold(units[index].text) in {
            "please wait",
            "no media source currently available",
            "play video",
        }
        if player and verdicts[index - 1] is None and is_title(units[index - 1].text):
            yield index - 1, Verdict("widget", "player-title", "title of a media player")


def beside_prompts(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """A short line with a word of asking, near a prompt, is its heading."""
    marked = [
        index for index, verdict in enumerate(verdicts) if verdict is not None and verdict.label == "promo"
    ]
    near = {index + step for index in marked for step in (-3, -2, -1, 1, 2, 3)}
    for index in sorted(near & set(range(len(units)))):
        text = units[index].text
        if (
            verdicts[index] is None
            and len(text.split()) <= 12
            and not has_quotation(text)
            and _terms(lexicon, text)
        ):
            yield index, Verdict("promo", "next-to-a-prompt", "a word of asking next to a prompt")


def repeated_titles(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """A title that the page prints several times, and not above the story, is another story's."""
    counts = Counter(fold(unit.text) for unit in units if is_title(unit.text))
    begun = False
    for index, unit in enumerate(units):
        begun = begun or (verdicts[index] is None and is_prose(unit.text))
        if (
            begun
            and verdicts[index] is None
            and counts[fold(unit.text)] > 1
            and len(unit.text.split()) >= 5
            and is_title(unit.text)
            and (not unit.tag or unit.links >= LEAST_LINKED)
            and not has_quotation(unit.text)
        ):
            yield (
                index,
                Verdict("related", "title-printed-often", "a title that the page prints several times"),
            )


def between_prompts(lexicon: Lexicon, units: Sequence[Unit], verdicts: Verdicts) -> Iterator[Finding]:
    """Short lines between two prompts belong to them."""
    marked = [i for i, v in enumerate(verdicts) if v is not None and v.label in {"promo", "widget", "nav"}]
    for one, two in pairwise(marked):
        if 1 < two - one <= 3 and "promo" in {verdict.label for i in (one, two) if (verdict := verdicts[i])}:
            for index in range(one + 1, two):
                text = units[index].text
                if verdicts[index] is None and len(text.split()) <= 20 and not has_quotation(text):
                    yield index, Verdict("promo", "between-prompts", "between two prompts")


@cache
def _promo_terms(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(f" {term} " for term in lexicon.words("boilerplate_promo_terms"))


def asks_readers(lexicon: Lexicon, text: str) -> bool:
    """
    Whether a paragraph asks its readers for money, membership or a subscription.

    >>> asks_readers(Lexicon("en"), "Support our journalism: it’s thanks to readers like you that we go on.")
    True
    >>> asks_readers(Lexicon("en"), "The union has 1,000 members, its leader said.")
    False
    """
    if len(text) > LONGEST_ASKING or _WE_AND_YOU.isdisjoint(fold(text).split()):
        return False
    return _terms(lexicon, text) >= 2 and not has_quotation(text)


def _terms(lexicon: Lexicon, text: str) -> int:
    """How many different terms of asking a text holds."""
    folded = f" {fold(text)} "
    return sum(term in folded for term in _promo_terms(lexicon))


Rule = Callable[[Lexicon, Sequence[Unit], Verdicts], Iterator[Finding]]

SECTIONS: Final[tuple[Rule, ...]] = (
    comment_boxes,
    counted_comments,  # Comments (12), and all below
    signed_comments,  # Gil says: / October 31, 2024 at 5:12 pm
    threads,  # Reply, Reply, Reply
    lead_ins,  # Read more: Mayor falls into river
    linked_lines,
    linked_items,
    prompts,  # Support our journalism …
    pictures_twice,
    twice_in_a_row,  # the same caption, twice
    cut_off_on_pages,
    cut_off,  # Ukraine war latest / Key developments on Oct. 30: …
    beside_prompts,  # not a paywall.
    boxes_about_writers,  # Ann Lee / Lee covers the council for Roe Times.
    boxes_about,  # Kyiv Post / The Kyiv Post is …
    signatures,  # Ann Lee / Political correspondent / 12 March 2025
    player_titles,  # a title above “please wait”
    live_posts,  # 10.15 / Ferries back in port / The last ferry came back at ten.
    tails,  # News Feed, and all below
    boxes,  # Other Topics of Interest
    title_runs,
    repeated_titles,
    between_prompts,
    pull_quotes,  # what a paragraph says, once more
    embedded_posts,  # — Ann Lee (@annlee) October 31, 2024
)

BELOW_HEADLINE: Final[frozenset[Rule]] = frozenset(
    {counted_comments, signed_comments, threads, tails, live_posts}
)
"""Rules that weigh how much of the story is above a line: what is above the headline is none of it."""

ADVISERS: Final[Mapping[Rule, str]] = {
    linked_items: "a lead-in and a link",
    twice_in_a_row: "twice in a row",
    cut_off_on_pages: "breaks off",
    boxes_about: "says who the author is",
}
"""Rules that are not right often enough to decide alone, each with the name of its answer as a feature of the model."""
