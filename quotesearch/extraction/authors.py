"""Authors of texts whose words are quoted: a letter from Ann Lee, a message that Roe had sent, the minister's diary."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber
from quotesearch.extraction.phrases import Phrases
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_APPOSED: Final = 5  # tokens of what comes before a name and its comma
_COLON_REACH: Final = 8  # tokens from "from" to a colon


class AuthorsLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.leading = lexicon.words("reporting_verbs") | lexicon.words("naming_verbs")
        self.texts = lexicon.words("document_nouns")
        self.replies = lexicon.words("replies") | lexicon.word_class("question_nouns")
        self.recited = lexicon.words("recited_texts")
        self.quoting = lexicon.words("handing_on_verbs")
        self.aloud = lexicon.word_class("aloud")
        self.ones_own = lexicon.words("own_text_words")
        self.coming = lexicon.word_class("come")
        self.relatives = lexicon.word_class("relatives_of_things")
        self.of_author = lexicon.word_class("prepositions_of_authors")


class Authors:
    """Finds the authors of texts that an article names."""

    def __init__(
        self, lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], phrases: Phrases
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = mentions
        self._heads = [mention.head for mention in mentions]
        self._phrases = phrases

    def before_colon(self, colon: int) -> MentionNumber:
        """Who comes after "from" before a colon: a question came from a man in the audience: “Why?”."""
        lists = self._lexicon.derived[AuthorsLists]
        tokens = self._tokens
        for n in range(colon - 1, max(-1, colon - _COLON_REACH), -1):
            if tokens[n].kind != "w" or tokens[n].lower in lists.leading:
                break
            if tokens[n].lower == "from":
                came = tokens[n - 1].lower in lists.coming
                what = n - 1 - came
                spoken = what >= 0 and (
                    tokens[what].lower in lists.replies or tokens[what].lower in lists.texts
                )
                return self._phrases.starting(n + 1) if spoken else NO_MENTION
        return NO_MENTION

    def of_text(self, verb: int, quote: int) -> MentionNumber:
        """Whose words are read out: a letter "from Ann Lee", "Ann Lee's" diary."""
        lists = self._lexicon.derived[AuthorsLists]
        tokens, mentions = self._tokens, self._mentions
        for n in range(bisect_left(self._heads, verb), len(mentions)):
            mention = mentions[n]
            if mention.head > quote:
                break
            if mention.type != "document" or mention.kind != "noun":
                continue
            for end in (mention.head + 1, mention.end):
                if end < quote and tokens[end].lower in lists.of_author:
                    return self._sender(end + 1, quote)
            relative = mention.end + (tokens[mention.end].lower in lists.relatives)
            writer = self._phrases.starting(relative) if relative < quote else NO_MENTION
            if (
                writer >= 0
                and self._phrases.edge(writer) in {relative, mention.end}
                and self._phrases.has_verb(mentions[writer])
            ):
                return writer
            if (
                n
                and mentions[n - 1].possessive
                and mentions[n - 1].head > verb
                and mentions[n - 1].kind != "pronoun"
            ):
                return MentionNumber(n - 1 if mention.first <= mentions[n - 1].end + 1 else NO_MENTION)
            return NO_MENTION
        return NO_MENTION

    def _sender(self, at: int, quote: int) -> MentionNumber:
        """The mention that begins at a token, or the name next to a word that is none: from "the accused, Bo Ek"."""
        found = self._phrases.starting(at)
        comma = next((n for n in range(at + 1, min(at + _APPOSED, quote)) if self._tokens[n].text == ","), -1)
        if found >= 0 or comma < 0 or any(t.kind != "w" or t.capital for t in self._tokens[at:comma]):
            return found
        named = self._phrases.starting(comma + 1)
        return named if named >= 0 and self._phrases.edge(named) == comma + 1 else NO_MENTION

    def of_person(self, verb: int, quote: int) -> MentionNumber:
        """The mention that is all that is between a verb that quotes and a quotation: quoted "Ann Lee": “We ran.”."""
        lists = self._lexicon.derived[AuthorsLists]
        if self._tokens[verb].lower not in lists.quoting:
            return NO_MENTION
        owner = self._phrases.starting(verb + 1)
        if owner < 0 or self._mentions[owner].type not in {"person", "unknown", "anonymous"}:
            return NO_MENTION
        after = self._tokens[self._mentions[owner].end : quote]
        return owner if all(t.text in {":", ","} for t in after) else NO_MENTION

    def is_recited(self, verb: int, quote: int) -> bool:
        """Whether words that follow a verb like "read" or "sang" are not those of its subject."""
        lists = self._lexicon.derived[AuthorsLists]
        between = [token.lower for token in self._tokens[verb + 1 : quote]]
        if not lists.ones_own.isdisjoint(between):
            return False
        low = self._tokens[verb].lower
        if low.startswith("quot"):
            return not lists.recited.isdisjoint(between)
        if low.startswith("read"):
            return not (lists.recited.isdisjoint(between) and lists.aloud.isdisjoint(between))
        return not lists.recited.isdisjoint(between)  # sang; a singer's own words may be quoted so

    def wrote(self, owner: MentionNumber) -> bool:
        """Whether a mention comes after a text and "from" or "by", or says who that is: a letter from the bank, Lea."""
        lists = self._lexicon.derived[AuthorsLists]
        if owner < 1:
            return False
        if (
            self._phrases.word_before(owner) in lists.of_author
            and self._mentions[owner - 1].type == "document"
        ):
            return True
        noun = self._phrases.apposed(owner)
        return noun >= 0 and self.wrote(noun)
