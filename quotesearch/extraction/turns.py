"""
Who has the word in a stretch of an article: posts with a signature, turns with a label, questions, texts in full.

What is seen here holds for whole paragraphs, and is too rare in annotated news to be learned from it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.article_text import ArticleText
from quotesearch.extraction.cast import Cast
from quotesearch.extraction.clause import Clause
from quotesearch.extraction.marks import Segment
from quotesearch.extraction.mentions import Mention, is_plural
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import (
    NO_MEMBER,
    NO_MENTION,
    MemberNumber,
    MentionNumber,
    ParagraphNumber,
    SegmentNumber,
    numbered,
)
from quotesearch.extraction.story import Resolved
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_DASHES: Final = frozenset("-–—―")
_LABEL_REACH: Final = 12  # tokens that a label may have
_NEAR: Final = 5  # mentions before a reader among which is whose words are read out
_SHORT: Final = 90  # code points that a quotation that announces another one may have
_BELOW: Final = 60  # quotations below it among which that is looked for
_WORD: Final = re.compile(r"\w+")


class TurnsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.asking = lexicon.words("question_words")
        self.full = re.compile(rf"\b(?:{'|'.join(sorted(lexicon.words('full_texts')))})\b", re.IGNORECASE)
        self.address = lexicon.word_class("address_forms")
        self.third = lexicon.word_class("third_person_forms")
        self.sources = lexicon.word_class("source_fields")
        self.claims = lexicon.word_class("claim_fields")
        self.first = lexicon.word_class("speaker_forms")
        self.articles = lexicon.word_class("articles")
        self.of_author = lexicon.word_class("prepositions_of_authors")


@dataclass(frozen=True, slots=True)
class Turns:
    """What is known of whole paragraphs."""

    questions: frozenset[int]  # paragraphs that an interviewer asks in
    signed: dict[int, MentionNumber]  # the mention that signs a paragraph
    printed: dict[
        int, MentionNumber
    ]  # the mention whose text a paragraph begins to print in full, -1: unknown
    announcing: frozenset[SegmentNumber]  # the segments that announce what is below them
    announced: dict[SegmentNumber, SegmentNumber]  # for those, the segment that says the same


def find_turns(
    lexicon: Lexicon,
    reading: ArticleText,
    segments: Sequence[Segment],
    tokens: list[Token],
    mentions: list[Mention],
    titled: frozenset[int],
) -> Turns:
    """The turns of an article; *titled*: its paragraphs that are headlines or headings."""
    announcing = frozenset(
        n for n, segment in numbered(SegmentNumber, segments) if _announces(reading, segment, titled)
    )
    return Turns(
        _questions(lexicon, reading, segments, titled),
        _signed(lexicon, tokens, mentions),
        _printed(lexicon, reading, segments, tokens, mentions, titled),
        announcing,
        _announced(reading, segments, announcing),
    )


def _questions(
    lexicon: Lexicon, reading: ArticleText, segments: Sequence[Segment], titled: frozenset[int]
) -> frozenset[int]:
    """The paragraphs in which an interviewer asks: nothing quoted, a question mark at the end, a guest addressed."""
    lists = lexicon.derived[TurnsLists]
    quoted = {segment.paragraph for segment in segments}
    found = set()
    for number, paragraph in numbered(ParagraphNumber, reading.paragraphs):
        if number in quoted or number in titled or paragraph.kind == "headline":
            continue
        if reading.text[paragraph.end - 1 : paragraph.end] != "?":
            continue
        said = reading.text[paragraph.start : paragraph.end].lower().replace("’", "'").split()
        if said[0].strip(",") in lists.asking or not lists.address.isdisjoint(
            word.strip(",?.") for word in said
        ):
            found.add(number)
    return frozenset(found)


def _signed(lexicon: Lexicon, tokens: list[Token], mentions: list[Mention]) -> dict[int, MentionNumber]:
    """The mention that signs a post: — Ann Lee (@annlee), at the end of it or in a paragraph of its own."""
    lists = lexicon.derived[TurnsLists]
    found: dict[int, MentionNumber] = {}
    for number, mention in numbered(MentionNumber, mentions):
        start, end = mention.start, mention.end
        if mention.kind != "name" or not start:
            continue
        if tokens[start - 1].text == ":" and _is_field(tokens, start, lists.sources):
            below = next(
                (n for n in range(end, min(end + _LABEL_REACH, len(tokens))) if tokens[n].kind == "b"), -1
            )
            if below >= 0 and below + 3 < len(tokens) and _is_field(tokens, below + 3, lists.claims):
                found[tokens[below].paragraph] = number
            continue
        if tokens[start - 1].text not in _DASHES:
            continue
        if end + 1 >= len(tokens) or tokens[end].text != "(" or not tokens[end + 1].text.startswith("@"):
            continue
        paragraph = tokens[start].paragraph
        found[paragraph] = number
        if start > 1 and tokens[start - 2].kind == "b" and paragraph:
            found[paragraph - 1] = number
    return found


def _is_field(tokens: list[Token], behind: int, names: frozenset[str]) -> bool:
    """Whether the name of a field and a colon, alone at the start of a paragraph, are before a token."""
    if behind < 2 or tokens[behind - 1].text != ":" or tokens[behind - 2].lower not in names:
        return False
    return behind < 3 or tokens[behind - 3].kind == "b"


def _printed(
    lexicon: Lexicon,
    reading: ArticleText,
    segments: Sequence[Segment],
    tokens: list[Token],
    mentions: list[Mention],
    titled: frozenset[int],
) -> dict[int, MentionNumber]:
    """Whose words a paragraph prints below a heading that announces a text: Read the full letter from Ann Lee."""
    lists = lexicon.derived[TurnsLists]
    found: dict[int, MentionNumber] = {}
    for segment in segments:
        number = segment.paragraph
        if number - 1 not in titled or number in found or segment.opening != reading.paragraphs[number].start:
            continue
        if segment.closed and segment.closing < reading.paragraphs[number].end:
            continue
        above = reading.paragraphs[number - 1]
        if not lists.full.search(reading.text, above.start, above.end):
            continue
        found[number] = _author(lexicon, tokens, mentions, ParagraphNumber(number - 1))
    return found


def _author(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], paragraph: ParagraphNumber
) -> MentionNumber:
    """Whose text a heading announces: the mention after "from" or "by", or the owner; -1 if there is none."""
    lists = lexicon.derived[TurnsLists]
    low = bisect_left(mentions, paragraph, key=lambda mention: tokens[mention.head].paragraph)
    high = bisect_left(mentions, paragraph + 1, key=lambda mention: tokens[mention.head].paragraph)
    for number in range(low, high):
        mention = mentions[number]
        start = mention.start
        while start and tokens[start - 1].kind == "w" and tokens[start - 1].lower in lists.articles:
            start -= 1
        before = tokens[start - 1].lower if start else ""
        if mention.type != "document" and (before in lists.of_author or mention.possessive):
            return MentionNumber(number)
    return MentionNumber(next((n for n in range(low, high) if mentions[n].type == "document"), -1))


def _announced(
    reading: ArticleText, segments: Sequence[Segment], announcing: frozenset[SegmentNumber]
) -> dict[SegmentNumber, SegmentNumber]:
    """
    Short quotations that are alone or in a heading, with the first one below that says the same words.

    The heading need not have a whole quotation: its words may be a part of what is said below.
    """
    found: dict[SegmentNumber, SegmentNumber] = {}
    said: list[str] | None = None
    for number in sorted(announcing):
        if said is None:
            said = [_folded(reading.text[s.start : s.end]) for s in segments]
        if said[number].count(" ") < 3:  # one word: may be said by many
            continue
        below = range(number + 1, min(len(said), number + 1 + _BELOW))
        other = next((n for n in below if said[number] in said[n]), -1)
        if other >= 0:
            found[number] = SegmentNumber(other)
    return found


def _announces(reading: ArticleText, segment: Segment, titled: frozenset[int]) -> bool:
    """Whether a quotation is in the headline, or alone in a paragraph: a heading, or short without a full stop."""
    paragraph = reading.paragraphs[segment.paragraph]
    if paragraph.kind == "headline":
        return True
    if segment.opening != paragraph.start or segment.closing != paragraph.end:
        return False
    short = reading.text[segment.end - 1] not in ".?!," and segment.end - segment.start < _SHORT
    return short or segment.paragraph in titled


def _folded(text: str) -> str:
    return " " + " ".join(_WORD.findall(text.lower().replace("’", "'"))) + " "


def label_of(tokens: list[Token], mention: Mention) -> int:
    """
    The token after the label of a turn that a mention is, -1 if it is none: Mr JONAS (Throsby): "The" minister.

    Labels are set in capitals, and what they say has no marks.
    """
    start, end = mention.start, mention.end
    if mention.kind != "name" or not tokens[end - 1].text.isupper() or len(tokens[end - 1].text) < 2:
        return -1
    while (
        start
        and tokens[start - 1].kind == "w"
        and tokens[start - 1].paragraph == tokens[mention.head].paragraph
    ):
        start -= 1
        if mention.start - start > 2:
            return -1
    if start and tokens[start - 1].kind != "b":
        return -1
    for n in range(end, min(end + _LABEL_REACH, len(tokens))):
        if tokens[n].kind in "bq":
            return -1
        if tokens[n].text == ":":
            return n + 1 if n + 1 < len(tokens) and tokens[n + 1].kind == "w" else -1
    return -1


def part_label_from_turn(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], resolved: list[Resolved]
) -> None:
    """
    In a labelled turn "he" and "the minister" are others, and "I" is whose turn it is.

    "He" is none of those who have labels, for they call each other "you".
    """
    lists = lexicon.derived[TurnsLists]
    labels = [n for n, mention in numbered(MentionNumber, mentions) if label_of(tokens, mention) >= 0]
    holders = {resolved[n].member for n in labels} - {-1}
    for place, label in enumerate(labels):
        paragraph, holder = tokens[mentions[label].head].paragraph, resolved[label].member
        last = labels[place + 1] if place + 1 < len(labels) else len(mentions)
        for number in range(label + 1, last):
            mention = mentions[number]
            if tokens[mention.head].paragraph != paragraph:
                break
            if mention.kind == "pronoun" and mention.lower in lists.first:
                resolved[number] = Resolved(holder, 0.9, "pronoun")
            elif (
                mention.kind == "pronoun"
                and mention.lower in lists.third
                and resolved[number].member in holders
            ):
                resolved[number] = Resolved(
                    NO_MEMBER, 0.5, "pronoun", _noun_before(tokens, mentions, resolved, MentionNumber(number))
                )
            elif mention.kind == "noun" and resolved[number].member == holder >= 0:
                resolved[number] = Resolved(NO_MEMBER, 0.5, "none")
            else:
                continue
            mention.person = resolved[number].member


def _noun_before(
    tokens: list[Token], mentions: list[Mention], resolved: list[Resolved], number: MentionNumber
) -> MentionNumber:
    """The nearest noun for one person, not named, in the turn of a pronoun or the one before; -1 if there is none."""
    paragraph = tokens[mentions[number].head].paragraph
    for n in range(number - 1, -1, -1):
        mention = mentions[n]
        if tokens[mention.head].paragraph < paragraph - 1:
            break
        if mention.kind == "noun" and mention.type == "anonymous" and not is_plural(mention.lower):
            return MentionNumber(n if resolved[n].member < 0 else NO_MENTION)
    return NO_MENTION


def part_quoted_from_reader(
    lexicon: Lexicon, mentions: list[Mention], resolved: list[Resolved], cast: Cast, clauses: Iterable[Clause]
) -> None:
    """The one who reads out is not the one read: Senator Calder quoted from "the minister's" diary: “We knew.”."""
    for clause in clauses:
        if clause.speaker < 0 or clause.barred < 0:
            continue
        known = mentions[clause.barred].kind == "name" or resolved[clause.barred].how == "apposition"
        if mentions[clause.speaker].kind == "name" or not known:
            continue
        reader = resolved[clause.barred].member
        if resolved[clause.speaker].member == reader >= 0:
            other = _other_before(lexicon, mentions, resolved, cast, clause)
            resolved[clause.speaker] = Resolved(MemberNumber(other), 0.6, "pronoun" if other >= 0 else "none")
            mentions[clause.speaker].person = MemberNumber(other)


def _other_before(
    lexicon: Lexicon, mentions: list[Mention], resolved: list[Resolved], cast: Cast, clause: Clause
) -> int:
    """The person named last before a reader that "he" or "she" in a text that is read out may mean; -1 if none."""
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    gender = noun_phrases_lists.pronouns.get(mentions[clause.speaker].lower, "")
    if mentions[clause.speaker].kind != "pronoun" or gender not in {"m", "f"}:
        return -1
    for n in range(clause.barred - 1, max(-1, clause.barred - _NEAR), -1):
        member = resolved[n].member
        if mentions[n].kind == "name" and member >= 0 and cast.members[member].type == "person":
            fits = cast.members[member].gender in {gender, "u"} and member != resolved[clause.barred].member
            return member if fits else -1
    return -1
