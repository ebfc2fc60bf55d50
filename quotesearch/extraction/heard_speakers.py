"""Who is heard to speak: she recalled "a nurse" asking, he heard "a voice" below him say “Stop.”"""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.clause import NOTHING, Clause
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber
from quotesearch.extraction.phrases import Phrases, PhrasesLists
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_REACH: Final = 8  # tokens from a verb of hearing to what is heard


class HeardSpeakersLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.hearing = lexicon.words("showing_verbs") - lexicon.words("prepositions")
        self.objects = lexicon.word_class("object_pronouns_third_person")


class Hearing:
    """Finds who is heard."""

    def __init__(
        self, lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], phrases: Phrases
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = mentions
        self._phrases = phrases

    def heard(self, verb: int, subject: int) -> Clause:
        """A clause in which a mention is heard to speak: she recalled "a nurse" asking."""
        lists = self._lexicon.derived[HeardSpeakersLists]
        tokens, phrases = self._tokens, self._phrases
        other = phrases.starting(verb + 1)
        if other < 0 or phrases.edge(other) != verb + 1:
            return NOTHING
        mention = self._mentions[other]
        end = mention.end
        speaks = end < len(tokens) and tokens[end].lower in lists.reporting and mention.kind != "pronoun"
        if speaks or mention.lower in lists.objects:
            return Clause("heard", end, other, MentionNumber(subject))
        return NOTHING

    def heard_to(self, verb: int) -> MentionNumber:
        """The mention that is heard to do what a base form says: heard "a voice" below him say; -1 for none."""
        lists = self._lexicon.derived[HeardSpeakersLists]
        phrases_lists = self._lexicon.derived[PhrasesLists]
        tokens = self._tokens
        for n in range(verb - 1, max(-1, verb - _REACH), -1):
            if tokens[n].kind != "w" or tokens[n].lower in phrases_lists.helpers or tokens[n].lower == "to":
                break
            if tokens[n].lower in lists.hearing:
                other = self._phrases.starting(n + 1)
                return other if other >= 0 and self._phrases.edge(other) == n + 1 else NO_MENTION
        return NO_MENTION
