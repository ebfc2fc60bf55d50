"""Beats: what someone does between two sentences that he says: “It's only rain.” Roe shrugged. “It stops.”"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quotesearch.extraction.clause import NOTHING, Clause
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber, TokenNumber
from quotesearch.extraction.phrases import Phrases, PhrasesLists
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_LONGEST: Final = 14  # tokens of the sentence that describes an action


class BeatsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.doing = lexicon.words("beat_verbs") | lexicon.words("gesture_verbs")
        self.speaking = lexicon.words("strong_reporting_verbs")
        self.people = lexicon.word_class("persons_and_speaker")


def find_beats(
    lexicon: Lexicon,
    tokens: list[Token],
    mentions: list[Mention],
    phrases: Phrases,
    clauses: dict[TokenNumber, Clause],
) -> None:
    """
    Attribute quotations that no verb introduces, but a beat before or between them, to the person who acts in the beat.

    Args:
        lexicon: the word lists of the language.
        tokens: the tokens of the article.
        mentions: its mentions, in order.
        phrases: the same, to be asked for by their tokens.
        clauses: by the token of a quotation; changed in place.
    """
    for quote, clause in list(clauses.items()):
        if clause.speaker >= 0 or clause.how == "nobody":
            continue
        start = _sentence_before(tokens, quote)
        doer, verb = (
            _doer(lexicon, tokens, mentions, phrases, range(start, quote)) if start >= 0 else (NO_MENTION, -1)
        )
        if doer < 0:
            continue
        clauses[quote] = Clause("beat", verb, doer, NO_MENTION)
        earlier = TokenNumber(start - 1)
        opens = earlier < 1 or tokens[earlier - 1].kind == "b"
        if (
            earlier >= 0
            and tokens[earlier].kind == "q"
            and opens
            and clauses.get(earlier, NOTHING).speaker < 0
        ):
            clauses[earlier] = Clause("beat", verb, doer, NO_MENTION)


def _sentence_before(tokens: list[Token], quote: int) -> int:
    """Where the sentence that ends directly before a quotation begins; -1 if it is long, or ends otherwise."""
    end = quote - 1
    if end < 2 or tokens[end].text not in {".", "!"} or tokens[end].sentence == tokens[quote].sentence:
        return -1
    start = end
    while start and tokens[start - 1].sentence == tokens[end].sentence and tokens[start - 1].kind in "wp":
        start -= 1
        if end - start > _LONGEST:
            return -1
    return start


def _doer(
    lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], phrases: Phrases, sentence: Iterable[int]
) -> tuple[MentionNumber, int]:
    """The mention that a short sentence says something of that people do while they speak, and its verb."""
    lists = lexicon.derived[BeatsLists]
    phrases_lists = lexicon.derived[PhrasesLists]
    places = list(sentence)
    doer = phrases.starting(places[0])
    if doer < 0 or phrases.edge(doer) != places[0]:
        return NO_MENTION, -1
    mention = mentions[doer]
    named = mention.type in {"person", "unknown"} if mention.kind == "name" else mention.lower in lists.people
    if mention.possessive or not (named or (mention.kind == "noun" and mention.type == "anonymous")):
        return NO_MENTION, -1
    verb = mention.end
    while verb < places[-1] and (
        tokens[verb].lower in phrases_lists.helpers or tokens[verb].lower.endswith("ly")
    ):
        verb += 1
    if tokens[verb].lower not in lists.doing or any(tokens[n].lower in lists.speaking for n in places):
        return NO_MENTION, -1
    return doer, verb
