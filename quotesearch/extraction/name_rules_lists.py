"""The word lists of name_rules, in one language."""

from __future__ import annotations

from quotesearch.lexicons import Lexicon

__all__ = ["NameRulesLists"]


class NameRulesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.not_names = lexicon.words("not_names")
        self.particles = lexicon.words("particles")
        self.suffixes = lexicon.words("suffixes")
        self.degrees = lexicon.words("degrees")
        self.titles = lexicon.words("titles")
        self.names_too = lexicon.words("names_too")
        self.addresses = lexicon.table("address_titles")
        self.places = lexicon.words("place_names")
        self.demonyms = lexicon.table("demonyms")
        self.portfolios = lexicon.words("portfolios")
        self.organisation_words = lexicon.words("organisation_words")
        self.organisation_acronyms = lexicon.words("organisation_acronyms")
        self.titles_and_bodies = self.titles | self.organisation_words
        self.fields_and_bodies = self.portfolios | self.organisation_words
        self.office_words = self.titles_and_bodies | lexicon.words("group_nouns")
        self.surnames_too = lexicon.words("surnames_too")
        self.person_nouns = lexicon.words("person_nouns")
        self.group_nouns = lexicon.words("group_nouns")
        self.determiners = lexicon.words("determiners")
        self.trades = self.person_nouns | lexicon.words("group_nouns")
        self.reporting = lexicon.words("reporting_verbs")
        self.siblings = lexicon.word_class("siblings")
        self.months = lexicon.word_class("ambiguous_months")
        self.months_too = lexicon.word_class(
            "month_first_names"
        )  # months that are first names and no other word
        self.time_words = lexicon.words("time_words")
        self.offices = lexicon.word_class("offices_after_names")
        self.inside = lexicon.word_class("prepositions_in_names")
        self.particles_elsewhere = lexicon.word_class("particles_elsewhere")
        self.of_topic = lexicon.word_class("prepositions_of_topics")
        self.articles = lexicon.word_class("articles")
        self.of_office = lexicon.word_class("prepositions_of_offices")
        self.of_title = lexicon.word_class("prepositions_of_titles")
        self.title_links = lexicon.word_class("title_links")
