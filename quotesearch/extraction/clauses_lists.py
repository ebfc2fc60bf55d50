"""The word lists of clauses, in one language."""

from __future__ import annotations

from quotesearch.lexicons import Lexicon

__all__ = ["ClausesLists"]


class ClausesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.naming = lexicon.words("naming_verbs")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.leading = self.reporting | self.naming
        self.told = lexicon.words("told")
        self.control = lexicon.words("object_control_verbs")
        self.showing = lexicon.words("showing_verbs")
        self.handing = lexicon.words("handing_on_verbs") | lexicon.words("reading_verbs")
        self.quoted = lexicon.words("handing_on_verbs") | lexicon.word_class("quoted_as")
        self.reciting = lexicon.words("reciting_verbs")
        self.refusing = lexicon.words("refusing_verbs")
        self.base = lexicon.words("base_speech_verbs")
        self.person_nouns = lexicon.words("person_nouns")
        self.conjunctions = lexicon.words("conjunctions")
        self.prepositions = lexicon.words("prepositions")
        self.noun_follows = (
            lexicon.words("determiners") | lexicon.word_class("possessives_relative")
        ) - lexicon.word_class("alone_too")
        self.framing = lexicon.word_class("framing_verbs")
        self.be = lexicon.word_class("be")
        self.passive = lexicon.word_class("be") | lexicon.word_class("get")
        self.known_as = lexicon.word_class("known_as")
        self.telling = lexicon.word_class("tell_ask_warn")
        self.no_claim = lexicon.word_class("no_claim_words")
        self.relatives = lexicon.word_class("relatives_of_subjects")
        self.aloud = lexicon.word_class("aloud")
        self.things = lexicon.word_class("thing_subjects")
        self.hearers = lexicon.word_class("hearers")
        self.saying = lexicon.word_class("say")
        self.relatives_of_things = lexicon.word_class("relatives_of_things")
        self.before_participle = lexicon.word_class("prepositions_of_participles")
