"""The word lists of mentions, in one language."""

from __future__ import annotations

from quotesearch.lexicons import Lexicon

__all__ = ["MentionsLists"]


class MentionsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.person_nouns = lexicon.words("person_nouns")
        self.titles = lexicon.words("titles")
        self.first_names_too = lexicon.words("title_first_names")
        self.roles = (
            (self.person_nouns | self.titles) - frozenset(lexicon.table("kin")) - lexicon.word_class("ranks")
        )
        self.reporting = lexicon.words("reporting_verbs")
        self.function = lexicon.words("not_names")
        self.demonyms = lexicon.table("demonyms")
        self.determiners = lexicon.words("determiners")
        self.stops = lexicon.words("phrase_ends")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.leads_to_verb = self.strong | self.auxiliaries
        self.agents = lexicon.entries("agent_endings")
        self.others = lexicon.word_class("another")
        self.some = lexicon.words("new_people_determiners")
        self.pairs = lexicon.word_class("pairs")
        self.ordinals = lexicon.word_class("ordinals")
        self.numbers = {**dict.fromkeys(lexicon.word_class("ordinals"), "a"), "two": "the"}
        self.someone = lexicon.word_class("someone")
        self.possessives = lexicon.word_class("possessives")
        self.someone_or_one = lexicon.word_class("someone_or_one")
        self.adding = lexicon.word_class("adverbs_of_adding")
