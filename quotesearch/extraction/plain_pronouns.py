"""Which pronouns say the gender of the person they mean: those that almost certainly mean one person."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention, is_plural
from quotesearch.extraction.names import is_first_name
from quotesearch.extraction.noun_phrases import NounPhrasesLists, noun_type
from quotesearch.extraction.numbers import MentionNumber, numbered
from quotesearch.lexicons import Lexicon

if TYPE_CHECKING:
    from quotesearch.extraction.scene import Scene

__all__ = ["is_plain"]

SENTENCES: Final = 2
"""Sentences before that of a pronoun in which no one else may be mentioned."""

_SINGULAR: Final = frozenset("mf")
_INNER_CAPITAL: Final = re.compile(r"(?<=[\w,] )[^\W\d_a-z][^\W_]+")  # not the first word of a sentence
_LETTERS: Final = {"female": "f", "male": "m"}
_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class PlainPronounsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs") | {"according"}
        self.gendered = lexicon.table("stated_genders")
        self.people = (
            frozenset(lexicon.table("kin"))
            | lexicon.words("people_without_names")
            | {word for word, value in self.gendered.items() if not value.endswith("title")}
        )
        self.not_people = (
            lexicon.words("not_names")
            | lexicon.words("place_names")
            | lexicon.words("towns")
            | frozenset(lexicon.table("demonyms"))
        )
        self.leads = lexicon.word_class("sentence_openers")  # what can be before a subject: On Monday, she
        self.owners = lexicon.word_class("possessives_of_one_person")
        self.same_gender = {"m": lexicon.word_class("male_forms"), "f": lexicon.word_class("female_forms")}


def is_plain(
    lexicon: Lexicon, scene: Scene, number: MentionNumber, is_same: Callable[[MentionNumber], bool]
) -> bool:
    """
    Whether “he” or “she” almost certainly means the person of some mentions.

    It is the subject of a main clause that is not reported. In the two sentences before it, that person is named and
    no one else of that gender is mentioned, nor does any quotation there speak of someone. A pronoun that is not the
    source of a quotation is judged more strictly: that holds from the start of the paragraph before, too, and no one
    without a name is mentioned anywhere before it, for the article may be about her or him.

    Args:
        lexicon: the word lists of the language.
        scene: the article.
        number: of the pronoun among the mentions.
        is_same: whether another mention, by its number, means that person.
    """
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    mention, tokens = scene.mentions[number], scene.tokens
    at = mention.head
    speaks = any(clause.speaker == number for clause in scene.clauses.values())
    if tokens[at].paragraph in scene.cast.titled or not _is_main_subject(lexicon, scene, number):
        return False
    low, gender = _start_of_window(scene, at, speaks), noun_phrases_lists.pronouns[mention.lower]
    others = bisect_left(scene.heads, low), number
    named = False
    for other in map(MentionNumber, range(*others)):
        if not is_same(other):
            if _may_be_meant(lexicon, scene.mentions[other], gender):
                return False
        elif scene.mentions[other].kind != "pronoun":
            named = True
        elif noun_phrases_lists.pronouns[scene.mentions[other].lower] not in {gender, "w"}:
            return False
    if not named or _speaks_of_someone(lexicon, scene, low, *others, gender):
        return False
    quotations = [n for n in range(low, at) if tokens[n].kind == "q"]
    if speaks and quotations and quotations[-1] == at - 1:
        quotations.pop()  # “She is ill,” she said: the one who speaks is not the one spoken of
    if any(_quotes_someone(lexicon, scene, n, gender) for n in quotations):
        return False
    return speaks or not _is_about_someone_unnamed(lexicon, scene, number, gender, is_same)


def _is_main_subject(lexicon: Lexicon, scene: Scene, number: MentionNumber) -> bool:
    """Whether a pronoun opens its sentence, or only words that neither report nor mention anyone are before it."""
    lists = lexicon.derived[PlainPronounsLists]
    tokens, at = scene.tokens, scene.mentions[number].head
    first = at
    while first and tokens[first - 1].sentence == tokens[at].sentence and tokens[first - 1].kind != "b":
        first -= 1
    if first == at:
        return True
    before = tokens[at - 1]
    if before.kind != "q" and before.lower not in lists.leads:
        return False
    if any(token.lower in lists.reporting for token in tokens[first:at]):
        return False
    lead = scene.mentions[bisect_left(scene.heads, first) : number]
    return not any(_may_be_meant(lexicon, mention) for mention in lead)


def _start_of_window(scene: Scene, at: int, speaks: bool) -> int:
    """The first token from which on no one else may be mentioned before a pronoun; *speaks*: a source of words."""
    tokens = scene.tokens
    sentence, paragraph = tokens[at].sentence - SENTENCES, tokens[at].paragraph
    if not speaks:
        paragraph = scene.untitled[max(0, bisect_left(scene.untitled, paragraph) - 1)]
    low = at
    while low and (
        tokens[low - 1].sentence >= sentence or (not speaks and tokens[low - 1].paragraph >= paragraph)
    ):
        low -= 1
    return low


def _may_be_meant(lexicon: Lexicon, mention: Mention, gender: str = "") -> bool:
    """Whether “he” or “she” may mean what a mention means: one person, named or not; *gender*: of the pronoun."""
    noun_phrases_lists = lexicon.derived[NounPhrasesLists]
    if mention.kind == "pronoun":
        return noun_phrases_lists.pronouns[mention.lower] in _SINGULAR
    if mention.kind == "noun":
        return mention.type == "anonymous" and _may_be_one(lexicon, mention.lower, gender)
    return mention.type not in {"group", "place"}


def _may_be_one(lexicon: Lexicon, noun: str, gender: str) -> bool:
    """Whether a noun for people may be for one of a gender; "": of any."""
    return not is_plural(noun) and not (gender and _gender_of(lexicon, noun) not in {"", gender})


def _gender_of(lexicon: Lexicon, noun: str) -> str:
    """The gender of the person of a noun: m, f, or "" if it does not say."""
    lists = lexicon.derived[PlainPronounsLists]
    return _LETTERS.get(lists.gendered.get(noun, "").partition(" ")[0], "")


def _speaks_of_someone(lexicon: Lexicon, scene: Scene, low: int, first: int, last: int, gender: str) -> bool:
    """Whether a word from a token on that is in none of some mentions is for someone of a gender."""
    lists = lexicon.derived[PlainPronounsLists]
    tokens, high = scene.tokens, scene.mentions[last].head
    inside: set[int] = set()
    for mention in scene.mentions[first:last]:
        if mention.kind == "name":
            inside.update(range(phrase_start(lexicon, tokens, mention), mention.end))
        elif (
            mention.kind == "noun"
        ):  # not the girl in “the girl’s coach”, nor the victim in “lawyer for the victim”
            inside.update(at for at in range(mention.first, mention.head + 1) if not tokens[at].possessive)
            if tokens[mention.first].lower in lists.owners:
                return True  # Ann Lee, her lawyer
    return any(at not in inside and _is_someone(lexicon, tokens[at].lower, gender) for at in range(low, high))


def _is_someone(lexicon: Lexicon, word: str, gender: str) -> bool:
    """Whether a word is for one person who may be of a gender."""
    lists = lexicon.derived[PlainPronounsLists]
    return (word in lists.people or noun_type(lexicon, word) == "anonymous") and _may_be_one(
        lexicon, word, gender
    )


def _quotes_someone(lexicon: Lexicon, scene: Scene, at: int, gender: str) -> bool:
    """Whether a quotation mentions someone that a later pronoun of a gender may mean."""
    lists = lexicon.derived[PlainPronounsLists]
    segment = scene.tokens[at].segment
    said = scene.segments[segment]
    for word in _WORDS.findall(scene.reading.text, said.start, said.end):
        low = word.lower()
        if low in lists.same_gender[gender] or (word[0].isupper() and is_first_name(lexicon, word)):
            return True
        if _is_someone(lexicon, low, gender):
            return True
    for word in _INNER_CAPITAL.findall(scene.reading.text, said.start, said.end):
        if word.lower() not in lists.not_people and not word.isupper():
            return True
    return any(
        segment in member.quoted_in and member.type not in {"group", "place"} for member in scene.cast.members
    )


def _is_about_someone_unnamed(
    lexicon: Lexicon,
    scene: Scene,
    number: MentionNumber,
    gender: str,
    is_same: Callable[[MentionNumber], bool],
) -> bool:
    """Whether someone without a name, who may be of the gender of a pronoun, is mentioned anywhere before it."""
    return any(
        mention.kind == "noun"
        and mention.type == "anonymous"
        and _may_be_one(lexicon, mention.lower, gender)
        and scene.resolved[other].member < 0
        and not is_same(other)
        for other, mention in numbered(MentionNumber, scene.mentions[:number])
    )
