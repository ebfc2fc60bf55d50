"""The word lists of casting, in one language."""

from __future__ import annotations

from quotesearch.lexicons import Lexicon

__all__ = ["CastingLists"]


class CastingLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.titles = lexicon.words("titles")
        self.not_names = lexicon.words("not_names")
        self.group_nouns = lexicon.words("group_nouns")
        self.reporting = lexicon.words("reporting_verbs")
        self.places = lexicon.words("place_names") | lexicon.words("towns")
        self.never_names = (
            lexicon.words("not_names") - lexicon.words("names_too") - lexicon.word_class("names_of_states")
        )
        self.kin = lexicon.table("kin")
        self.owners = lexicon.word_class("possessives_of_people")
        self.placing = lexicon.word_class("prepositions_of_place")
