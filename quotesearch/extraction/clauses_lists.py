"""The word lists of clauses, in one language."""

from __future__ import annotations

from typing import Final

from quotesearch.lexicons import Lexicon

__all__ = ["ClausesLists"]

_ALONE_TOO: Final = frozenset({"that", "all", "both", "each", "one", "some", "many"})


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
        self.quoted = lexicon.words("handing_on_verbs") | {"reported", "recorded", "heard"}
        self.reciting = lexicon.words("reciting_verbs")
        self.refusing = lexicon.words("refusing_verbs")
        self.base = lexicon.words("base_speech_verbs")
        self.person_nouns = lexicon.words("person_nouns")
        self.conjunctions = lexicon.words("conjunctions")
        self.prepositions = lexicon.words("prepositions")
        self.noun_follows = (lexicon.words("determiners") | {"whose"}) - _ALONE_TOO
