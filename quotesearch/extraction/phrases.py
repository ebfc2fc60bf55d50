"""Finds mentions by the tokens around them, and the subject of a verb: the parts of a quotation's clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention, modifies
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_COMMAS: Final = frozenset({",", "–", "—", "-", "―"})
_OPENING_MARKS: Final = frozenset({",", ":", ";", "–", "—", "(", ")", "]"})
_FAR: Final = 60  # tokens before a verb in which its subject is looked for
_AFTER: Final = 20  # tokens after a quotation in which the subject of its sentence is looked for


class PhrasesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.helpers = (lexicon.words("verb_helpers") - lexicon.words("relatives")) | lexicon.words(
            "modal_verbs"
        )
        self.reporting = lexicon.words("reporting_verbs")
        self.determiners = lexicon.words("determiners")
        self.conjunctions = lexicon.words("conjunctions")
        self.prepositions = lexicon.words("prepositions") - self.conjunctions
        self.relatives = lexicon.words("relatives")
        self.subordinate = (self.conjunctions | self.relatives) - lexicon.word_class("verb_joints")
        self.negations = lexicon.word_class("negations")
        self.joined = lexicon.word_class("verb_joints")
        self.objective = lexicon.word_class("object_pronouns")
        self.clause_subjects = lexicon.word_class("clause_subjects")


class Phrases:
    """The mentions of an article, to be asked for by their tokens."""

    def __init__(
        self, lexicon: Lexicon, tokens: list[Token], mentions: list[Mention], verbs: Sequence[int]
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = mentions
        self._heads = [mention.head for mention in mentions]
        self._subject_of: dict[int, int] = {}  # the first mention before a verb counts
        for n, verb in enumerate(verbs):
            if verb >= 0 and (verb not in self._subject_of or self._heads[self._subject_of[verb]] > verb):
                self._subject_of[verb] = n
        self._subjects = frozenset(self._subject_of.values())

    def before_helpers(self, verb: int) -> int:
        """The last token before a verb and its auxiliaries: has also repeatedly said."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens, at = self._tokens, verb - 1
        while at >= 0 and verb - at < 8 and tokens[at].kind == "w":
            low = tokens[at].lower
            if not (low in lists.helpers or low in lists.negations or low.endswith(("ly", "n't", "n’t"))):
                break
            if self.ending(at + 1) >= 0 and low not in lists.helpers:
                break
            at -= 1
        return at

    def subject(self, verb: int) -> MentionNumber:
        """The mention that is subject of a finite verb."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens, mentions = self._tokens, self._mentions
        at = self.before_helpers(verb)
        if at < 0 or tokens[at].sentence != tokens[verb].sentence:
            return NO_MENTION
        if tokens[at].text == ")":  # Ann Lee (D-Ohio) said
            at = next((n - 1 for n in range(at, max(0, at - 6), -1) if tokens[n].text == "("), at)
        owner = self.ending(at + 1)
        if owner >= 0 and not mentions[owner].possessive:
            return self._above(owner)
        known = self._subject_of.get(verb, -1)
        if known >= 0:
            return MentionNumber(known)
        owner = self.ending(at) if tokens[at].text == "," else NO_MENTION
        if self.apposed(owner) >= 0:
            return self._above(owner)
        low = tokens[at].lower
        if low == "that":
            return self.ending(at)
        if low in lists.joined or tokens[at].text in _COMMAS:
            return self.clause_subject(at)
        return NO_MENTION

    def is_beside(self, number: MentionNumber, verb: int) -> bool:
        """Whether nothing but small words, or a comma after an apposition, is between a mention and a verb."""
        if number < 0:
            return False
        at = self.before_helpers(verb)
        return self._mentions[number].end == at + 1 or self._tokens[at].text == ","

    def _above(self, owner: MentionNumber) -> MentionNumber:
        """The mention that governs another one: "a spokesman" for Ann Lee."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens = self._tokens
        for _ in range(3):
            noun = self.apposed(owner)
            start = self.edge(noun if noun >= 0 else owner)
            if not start or not (tokens[start - 1].lower in lists.prepositions or self._is_objective(owner)):
                break
            above = self.ending(start - 1)
            if above < 0:
                return self._opening_text(owner)
            owner = above
        return owner

    def _is_objective(self, number: MentionNumber) -> bool:
        """Whether a mention is a pronoun that is no subject: “the voice behind him” said."""
        lists = self._lexicon.derived[PhrasesLists]
        return self._mentions[number].lower in lists.objective and self._mentions[number].kind == "pronoun"

    def _opening_text(self, number: MentionNumber) -> MentionNumber:
        """The text that begins the sentence of a mention: "A note" pinned to the door for Ann Lee read; else -1."""
        tokens, mentions = self._tokens, self._mentions
        sentence = tokens[mentions[number].head].sentence
        first = number
        while first and tokens[mentions[first - 1].head].sentence == sentence:
            first = MentionNumber(first - 1)
        opens = mentions[first].type == "document" and tokens[self.edge(first)].first
        return first if opens and first < number else NO_MENTION

    def clause_subject(self, at: int) -> MentionNumber:
        """
        The subject of the clause that continues to a token: the nearest mention before it that may be one.

        Those of a subordinate clause only if there is no other: Ann Lee left "after they came", calling it “mad”.
        """
        lists = self._lexicon.derived[PhrasesLists]
        tokens, mentions = self._tokens, self._mentions
        sentence = tokens[at].sentence
        reserve = NO_MENTION
        for before in range(bisect_left(self._heads, at) - 1, -1, -1):
            n, mention = MentionNumber(before), mentions[before]
            if tokens[mention.head].sentence != sentence or at - mention.head > _FAR:
                break
            if mention.possessive or mention.end > at or mention.type == "place":
                continue
            if mention.type == "document" and not tokens[self.edge(n)].first:
                continue
            opener = self.opener(mention)
            if opener == "no" or not (n in self._subjects or self.has_verb(mention)):
                if opener != "no" and self._did_before(n):
                    return n
                continue
            if opener == "sub" and self.word_before(n) == "that" and self._did_before(n):
                return n
            if opener == "sub" or mention.lower in lists.clause_subjects:
                reserve = n if reserve < 0 else reserve
                continue
            return n
        return reserve

    def _did_before(self, number: MentionNumber) -> bool:
        """Whether "had" begins what a mention did in a clause: he said that the baker, Bob Roe, "had" run and cried."""
        tokens = self._tokens
        named = self.named_after(number)
        end = self._mentions[named if named >= 0 else number].end
        if tokens[end].text == "," and (named >= 0 or self.apposed(number) >= 0):
            end += 1
        elif tokens[end].text == ",":
            ahead = range(end + 1, min(end + 9, len(tokens)))
            end = next((n + 1 for n in ahead if tokens[n].text == "," or tokens[n].kind in "qb"), end)
        return end < len(tokens) and tokens[end].lower == "had" and self._mentions[number].kind != "pronoun"

    def opener(self, mention: Mention) -> str:
        """What comes before a mention: "" the start of its clause, "sub" that of a subordinate one, "no" neither."""
        lexicon = self._lexicon
        lists = lexicon.derived[PhrasesLists]
        tokens, start = self._tokens, self._without_article(phrase_start(lexicon, self._tokens, mention))
        sentence = tokens[mention.head].sentence
        if not start or tokens[start - 1].sentence != sentence or tokens[start - 1].kind == "b":
            return ""
        before = tokens[start - 1]
        if before.lower in lists.subordinate:
            return "sub"
        if (
            before.kind == "q"
            or before.text in _OPENING_MARKS
            or before.lower in lists.joined
            or before.lower.endswith("ly")
        ):
            return ""
        if before.lower not in lists.reporting:
            return "no"
        told = self._subject_of.get(
            start - 1, -1
        )  # she denied "the players" had asked; but: said "the players"
        claimed = told >= 0 and self._heads[told] < start - 1 and self.has_verb(mention)
        return "sub" if claimed and not before.lower.endswith("ing") else ""

    def has_verb(self, mention: Mention) -> bool:
        """Whether the word after a mention may be its verb."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens, end = self._tokens, mention.end
        if end >= len(tokens):
            return False
        if tokens[end].text == "(":
            end = next(
                (n + 1 for n in range(end, min(end + 6, len(tokens) - 1)) if tokens[n].text == ")"), end
            )
        following = tokens[end]
        if following.kind != "w":
            return False
        return not (
            following.lower in lists.prepositions
            or following.lower in lists.conjunctions
            or following.lower in lists.determiners
            or following.capital
        )

    def main_subject_after(self, quote: int) -> MentionNumber:
        """The subject after a participle that opens its sentence: Calling it “a farce”, Ann Lee left."""
        tokens, mentions = self._tokens, self._mentions
        sentence = tokens[quote].sentence
        for n in range(bisect_left(self._heads, quote), len(mentions)):
            mention = mentions[n]
            if tokens[mention.head].sentence != sentence or mention.head - quote > _AFTER:
                break
            if not mention.possessive and self.opener(mention) != "no":
                return MentionNumber(n)
        return NO_MENTION

    def is_object(self, owner: MentionNumber) -> bool:
        """Whether a mention may be the object of a verb before it."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens, start = self._tokens, self._without_article(self._mentions[owner].start)
        if not start or tokens[start - 1].kind != "w":
            return False
        before = tokens[start - 1]
        return (
            before.sentence == tokens[start].sentence
            and before.lower not in lists.prepositions
            and before.lower not in lists.conjunctions
            and before.lower not in lists.relatives
        )

    def starting(self, at: int) -> MentionNumber:
        """The mention that begins at a token, its article left aside; -1 if none does."""
        tokens, mentions = self._tokens, self._mentions
        n = bisect_left(self._heads, at)
        while n < len(mentions):
            mention = mentions[n]
            if mention.start > at + 3:
                return NO_MENTION
            following = mentions[n + 1] if n + 1 < len(mentions) else None
            if mention.possessive or modifies(self._lexicon, tokens, mention, following):
                n += 1
                continue
            if mention.start <= at <= mention.head or all(
                t.kind == "w" and not t.capital for t in tokens[at : mention.start]
            ):
                return MentionNumber(n)
            return NO_MENTION
        return NO_MENTION

    def ending(self, at: int) -> MentionNumber:
        """The mention whose last token is before a token; -1 if none ends there."""
        n = bisect_left(self._heads, at) - 1
        if n >= 0 and self._mentions[n].end == at:
            return MentionNumber(n)
        return NO_MENTION

    def edge(self, number: MentionNumber) -> int:
        """Where a mention begins with what is said of it and its article."""
        return self._without_article(phrase_start(self._lexicon, self._tokens, self._mentions[number]))

    def _without_article(self, start: int) -> int:
        """Where a phrase begins with its article: "all the" councillors."""
        lists = self._lexicon.derived[PhrasesLists]
        tokens, low = self._tokens, max(0, start - 3)
        while start > low and tokens[start - 1].lower in lists.determiners:
            if tokens[start - 1].lower == "that" and self.ending(start - 1) >= 0:
                break  # a note that police found
            start -= 1
        return start

    def word_before(self, number: MentionNumber) -> str:
        """The word before a mention and its article or owner, in its sentence; "" if there is none."""
        tokens, mentions = self._tokens, self._mentions
        start = phrase_start(self._lexicon, tokens, mentions[number])
        owner = number - 1
        if (
            owner >= 0
            and mentions[owner].possessive
            and start - mentions[owner].end < 3
            and mentions[owner].start < start
        ):
            start = mentions[owner].start
        start = self._without_article(start)
        if not start or tokens[start - 1].sentence != tokens[self._mentions[number].head].sentence:
            return ""
        return tokens[start - 1].lower

    def apposed(self, number: MentionNumber) -> MentionNumber:
        """The noun that a name between commas is in apposition to: "her deputy", Bob Roe, said; -1 if there is none."""
        tokens, mentions = self._tokens, self._mentions
        if number < 0 or mentions[number].kind != "name" or mentions[number].end >= len(tokens):
            return NO_MENTION
        start = self.edge(number)
        if not start or tokens[start - 1].text != "," or tokens[mentions[number].end].kind == "w":
            return NO_MENTION
        noun = self.ending(start - 1)
        return noun if noun >= 0 and mentions[noun].kind == "noun" else NO_MENTION

    def named_after(self, number: MentionNumber) -> MentionNumber:
        """The name in apposition to a noun: her deputy, "Bob Roe", said; -1 if there is none."""
        tokens, mention = self._tokens, self._mentions[number]
        end = mention.end
        if mention.kind != "noun" or end + 1 >= len(tokens) or tokens[end].text != ",":
            return NO_MENTION
        named = self.starting(end + 1)
        if named < 0 or self._mentions[named].kind != "name" or self.edge(named) != end + 1:
            return NO_MENTION
        behind = self._mentions[named].end
        closed = behind >= len(tokens) or tokens[behind].kind != "w"
        return named if closed and self._mentions[named].type in {"person", "unknown"} else NO_MENTION
