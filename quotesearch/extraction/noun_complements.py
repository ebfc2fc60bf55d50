"""What is said of a noun after it, as far as it belongs to its phrase: a voice "on a video", voters "in each state"."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_LONGEST: Final = 10  # words of what is said of a noun after it


class NounComplementsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.owners = lexicon.words("owners")
        self.reporting = lexicon.words("reporting_verbs")
        self.helpers = lexicon.words("verb_helpers")
        self.finding = lexicon.words("showing_verbs") - lexicon.words("prepositions")
        self.no_phrase = lexicon.words("phrase_ends") - lexicon.word_class(
            "phrase_ends_in_complements"
        ) | lexicon.words("auxiliaries")
        self.their_own = lexicon.word_class("possessives_third_person")
        self.relatives = lexicon.word_class("relatives_of_all")
        self.complements = lexicon.words("noun_complements")
        self.unfinished = self.complements | lexicon.word_class("unfinished_phrase_words")
        self.verbs = lexicon.word_class("be_after_nouns")
        self.clauses = lexicon.word_class("adverbial_conjunctions")
        self.occasions = lexicon.word_class("occasions")


def end_of_phrase(lexicon: Lexicon, tokens: list[Token], mention: Mention, verb: int) -> int:
    """
    Where the phrase of a noun ends.

    All that is between a subject and its verb belongs to it, and what follows a subject that is after its verb, up to
    the comma; else, prepositions lead on.

    Args:
        lexicon: the word lists of the language.
        tokens: of the article.
        mention: a noun.
        verb: the token of the reporting verb that it is subject of, or -1.
    """
    lists = lexicon.derived[NounComplementsLists]
    last = mention.last
    if last + 1 < len(tokens) and tokens[last].lower == "of" and tokens[last + 1].lower in lists.their_own:
        return last  # “…,” said the millionaire of his first job.
    if mention.type == "document" and last < len(tokens) and tokens[last].lower == "to":
        return last  # her note to the headteacher
    start = mention.first
    if start and (verb == start - 1 or _is_according(tokens, start)):
        return _up_to_comma(lexicon, tokens, last)
    end = _up_to_verb(lexicon, tokens, last)
    return end if end > last else _with_complements(lexicon, tokens, last)


def _is_according(tokens: list[Token], start: int) -> bool:
    """Whether words that begin at a token follow "according to"."""
    return start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according"


def _is_open(lexicon: Lexicon, token: Token) -> bool:
    lists = lexicon.derived[NounComplementsLists]
    return token.kind == "w" and token.lower not in lists.clauses


def _up_to_comma(lexicon: Lexicon, tokens: list[Token], last: int) -> int:
    """Where the words after a noun end, if they are few: “…,” read a sign "that hung over the stage"."""
    lists = lexicon.derived[NounComplementsLists]
    if last >= len(tokens) or not _leads_on(lexicon, tokens[last]):
        return last
    end = last
    while end < len(tokens) and end - last < _LONGEST and _is_open(lexicon, tokens[end]):
        if tokens[end].lower in lists.complements and _is_occasion(lexicon, tokens, end):
            break
        end += 1
    return _trimmed(lexicon, tokens, last, end)


def _leads_on(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word can lead on from a noun to what is said of it."""
    lists = lexicon.derived[NounComplementsLists]
    low = token.lower
    if low in lists.complements or low in lists.relatives:
        return True
    return token.kind == "w" and low.endswith(("ed", "ing")) and low not in lists.reporting


def _is_occasion(lexicon: Lexicon, tokens: list[Token], at: int) -> bool:
    """Whether a preposition leads to when or where something was said: "in a statement", "on Friday"."""
    lists = lexicon.derived[NounComplementsLists]
    return any(
        t.lower in lists.occasions or t.lower.endswith("day") or t.lower.isdigit()
        for t in tokens[at + 1 : at + 4]
    )


def _up_to_verb(lexicon: Lexicon, tokens: list[Token], last: int) -> int:
    """Where the words between a noun and its reporting verb end; *last* if no such verb comes soon."""
    lists = lexicon.derived[NounComplementsLists]
    if last >= len(tokens) or not _leads_on(lexicon, tokens[last]):
        return last
    for n in range(last + 1, min(last + _LONGEST + 1, len(tokens))):
        if not _is_open(lexicon, tokens[n]):
            return last
        if tokens[n].lower in lists.verbs and tokens[last].lower not in lists.relatives:
            return last
        if tokens[n].lower in lists.reporting and not tokens[n].capital and not _is_noun(lexicon, tokens, n):
            if n == last + 1 or tokens[n - 2].lower in lists.owners:
                return last
            end = n - 2 if tokens[n - 2].lower == "used" and tokens[n - 1].lower == "to" else n  # used to say
            while end > last and (
                tokens[end - 1].lower in lists.helpers or tokens[end - 1].lower.endswith("ly")
            ):
                end -= 1
            return end
    return last


def _with_complements(lexicon: Lexicon, tokens: list[Token], last: int) -> int:
    """Where a noun ends with its prepositions: a voice "on a video of the incident"."""
    lists = lexicon.derived[NounComplementsLists]
    end = last
    if end >= len(tokens) or not (tokens[end].lower in lists.complements or tokens[end - 1].possessive):
        return last
    while end < len(tokens) and end - last < _LONGEST:
        token = tokens[end]
        if token.kind != "w" or (token.lower in lists.no_phrase and token.lower not in lists.complements):
            break
        if token.lower in lists.reporting and not _is_noun(lexicon, tokens, end):
            break
        if end > last + 1 and token.lower in lists.finding and tokens[end - 1].lower not in lists.complements:
            break  # the report by Ann Lee "found" the roof leaked
        if (
            end > last
            and token.text.endswith("s")
            and tokens[end - 1].text.endswith("s")
            and not token.capital
        ):
            break  # a woman with a basket of eels "stops"
        end += 1
    return _trimmed(lexicon, tokens, last, end)


def _trimmed(lexicon: Lexicon, tokens: list[Token], last: int, end: int) -> int:
    lists = lexicon.derived[NounComplementsLists]
    while end > last and tokens[end - 1].lower in lists.unfinished:
        end -= 1
    return end


def _is_noun(lexicon: Lexicon, tokens: list[Token], at: int) -> bool:
    """Whether a word that may be a reporting verb is none here, for an owner or an article is before it."""
    lists = lexicon.derived[NounComplementsLists]
    before = tokens[at - 1]
    return before.possessive or before.lower in lists.owners
