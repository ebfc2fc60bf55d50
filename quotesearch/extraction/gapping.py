"""A quotation after another one in its sentence: a clause without its verb, or more of the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quotesearch.extraction.clause import NOTHING, Clause
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber, TokenNumber
from quotesearch.extraction.phrases import Phrases
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_LONGEST: Final = 12  # tokens of a clause without its verb


class GappingLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.goes_on = lexicon.words("conjunctions") | lexicon.word_class("gap_followers")
        self.joins = lexicon.word_class("clause_joints")
        self.before_quote = lexicon.word_class("before_claims")
        self.claimed = lexicon.words("claimed_openers")


class Gapping:
    """Finds out what joins a quotation to the one before it."""

    def __init__(
        self, lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], phrases: Phrases
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = mentions
        self._phrases = phrases

    def clause(self, above: Clause, earlier: int, quote: int) -> Clause:
        """
        The clause of a quotation after another one, with no verb between that leads to it.

        Args:
            above: the clause of the earlier quotation.
            earlier: its token.
            quote: the token of the later one.
        """
        lists = self._lexicon.derived[GappingLists]
        between = self._tokens[earlier + 1 : quote]
        if not between:
            return NOTHING
        if above.how == "nobody":
            return above
        owner = self.owner(earlier, quote) if above.speaker >= 0 else NO_MENTION
        if owner >= 0:
            return self._gap(above, owner, earlier)
        if above.speaker < 0 and above.barred < 0:
            return NOTHING
        if len(between) == 1 or all(t.kind != "w" or t.lower in lists.goes_on for t in between):
            return Clause("more " + above.how[-1], above.verb, above.speaker, above.barred)
        return Clause("later " + above.how[-1], above.verb, above.speaker, above.barred)

    def after_semicolon(self, found: Mapping[TokenNumber, Clause], semicolon: int, quote: int) -> Clause:
        """The clause without its verb after a quotation and a semicolon: “mad”; Bob Roe, “bad”."""
        earlier = TokenNumber(semicolon - 1)
        if earlier < 0 or self._tokens[earlier].kind != "q" or self.owner(earlier, quote) < 0:
            return NOTHING
        return self.clause(found.get(earlier, NOTHING), earlier, quote)

    def owner(self, earlier: int, quote: int) -> MentionNumber:
        """
        The only mention between two quotations, if the rest only joins them: “mad”, Bob Roe “bad”.

        A name in apposition to a noun counts as one with it: while her deputy, Bob Roe, “bad”.
        """
        lists = self._lexicon.derived[GappingLists]
        tokens, at = self._tokens, earlier + 1
        while at < quote and (tokens[at].text in {",", ";"} or tokens[at].lower in lists.joins):
            at += 1
        if at == earlier + 1 or quote - at > _LONGEST:
            return NO_MENTION
        owner = self._phrases.starting(at)
        if owner < 0 or self._mentions[owner].possessive:
            return NO_MENTION
        start = self._phrases.edge(owner)
        if start != at and not (self._mentions[owner].kind == "name" and self._describes(at, start)):
            return NO_MENTION
        named = self._phrases.named_after(owner)
        owner = named if named >= 0 else owner
        after = tokens[self._mentions[owner].end : quote]
        plainly = (
            lists.before_quote | lists.claimed
            if any(t.lower == "that" for t in after)
            else lists.before_quote
        )
        plain = all(t.text == "," or t.lower in plainly or t.lower.endswith("ly") for t in after)
        return owner if plain else NO_MENTION

    def _describes(self, start: int, end: int) -> bool:
        """Whether only words in lower case lead to a name: "defence counsel" Bob Roe."""
        return end - start < 4 and all(t.kind == "w" and not t.capital for t in self._tokens[start:end])

    def _gap(self, above: Clause, owner: MentionNumber, earlier: int) -> Clause:
        """A clause without its verb: Ann Lee called it “mad”, Bob Roe “bad”; but she called him “mad”, Roe “bad”."""
        mention, verb = self._mentions[owner], above.verb
        as_ = self._tokens[mention.end].lower == "as"
        named = above.barred >= 0 and self._mentions[above.barred].type in {"person", "anonymous"}
        if mention.kind == "noun" and (named or mention.type != "anonymous" or as_):
            return Clause("later " + above.how[-1], verb, above.speaker, above.barred)
        if named and above.how[-1] == "N":
            return Clause("more N", verb, above.speaker, MentionNumber(owner))
        return Clause("gap", verb, MentionNumber(owner), NO_MENTION)
