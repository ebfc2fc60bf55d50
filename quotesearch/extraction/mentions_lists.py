"""The word lists of mentions, in one language."""

from __future__ import annotations

from typing import Final

from quotesearch.lexicons import Lexicon

__all__ = ["MentionsLists"]

_RANKS: Final = frozenset(
    {"crown", "grand", "vice", "chief", "deputy", "assistant", "associate"}
)  # crown prince


class MentionsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.person_nouns = lexicon.words("person_nouns")
        self.titles = lexicon.words("titles")
        self.first_names_too = lexicon.words("title_first_names")
        self.roles = (self.person_nouns | self.titles) - frozenset(lexicon.table("kin")) - _RANKS
        self.reporting = lexicon.words("reporting_verbs")
        self.function = lexicon.words("not_names")
        self.demonyms = lexicon.table("demonyms")
        self.determiners = lexicon.words("determiners")
        self.stops = lexicon.words("phrase_ends")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.leads_to_verb = self.strong | self.auxiliaries
