"""
The clause that a quotation belongs to: which verb leads to its words, and who does what that verb says.

Without a parser: from the quotation leftwards to the nearest verb that reports or names, then from that verb to
its subject by the form of the verb and by what stands before it. What is found is no decision; the ranker weighs
it among everything else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import words

_REPORTING = words("en/reporting_verbs")
_NAMING = words("en/naming_verbs")
_STRONG = words("en/strong_reporting_verbs")
_LEADING = _REPORTING | _NAMING
_CONTROL = words("en/object_control_verbs")
_DETERMINERS = words("en/determiners")
_CONJUNCTIONS = words("en/conjunctions")
_PREPOSITIONS = words("en/prepositions") - _CONJUNCTIONS
_RELATIVES = words("en/relatives")
_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})
_GOT = frozenset({"get", "gets", "got", "getting"})
_HELPERS = (words("en/verb_helpers") - words("en/relatives")) | words("en/modal_verbs")
_NEGATIONS = frozenset({"not", "never", "n't"})
_JOINED = frozenset({"and", "but", "or", "then", "yet"})
_OWNERS_OF_PARTICIPLE = frozenset({"for", "of", "with"})
_COMMAS = frozenset({",", "–", "—", "-", "―"})
_AGENT_REACH = 14  # tokens from a verb to "by" and its agent
_FAR = 60  # tokens before a quotation that are looked at


@dataclass(frozen=True, slots=True)
class Clause:
    """What leads to a quotation, as far as its sentence tells."""

    how: str  # the form of the clause
    verb: int  # the token of the verb that leads to the words, -1 for none
    speaker: int  # the mention that does what the verb says, -1: not told
    barred: int  # a mention that is subject of a passive, -1 for none

    def role_of(self, number: int, head: int, quote: int) -> str:
        """What a mention with its main word at a token is to the clause of the quotation at another token."""
        if number == self.speaker:
            return "speaker"
        if number == self.barred:
            return "barred"
        if head > quote:
            return "behind"
        return "object" if head > self.verb else "before"


NOTHING = Clause("none", -1, -1, -1)


class ClauseFinder:
    """Finds the clauses of an article's quotations."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention], verbs: Sequence[int]) -> None:
        self._tokens = tokens
        self._mentions = mentions
        self._heads = [mention.head for mention in mentions]
        self._subject_of: dict[int, int] = {}  # the first mention before a verb counts
        for n, verb in enumerate(verbs):
            if verb >= 0 and (verb not in self._subject_of or self._heads[self._subject_of[verb]] > verb):
                self._subject_of[verb] = n
        self._subjects = frozenset(self._subject_of.values())
        self._found: dict[int, Clause] = {}

    def clause_of(self, quote: int) -> Clause:
        """The clause that leads to the quotation at a token."""
        found = self._found.get(quote)
        if found is None:
            found = self._found[quote] = self._clause(quote)
        return found

    def _clause(self, quote: int) -> Clause:
        tokens = self._tokens
        sentence = tokens[quote].sentence
        at = quote - 1
        lowest = max(0, quote - _FAR)
        while at >= lowest and tokens[at].sentence == sentence:
            token = tokens[at]
            if token.kind == "q":
                return self._after_quote(at, quote)
            if token.lower in _LEADING and self._leads(at, quote):
                return self._led_by(at, quote)
            if token.text == ";":
                break
            at -= 1
        return NOTHING

    def _leads(self, at: int, quote: int) -> bool:
        """Whether the word at a token is a verb: "the call", "his remark" are none."""
        token, tokens = self._tokens[at], self._tokens
        if token.capital and not token.first:
            return False
        if token.possessive:
            return False
        before = tokens[at - 1] if at and not token.first else None
        if before is not None and before.kind == "w" and self._ends(at) < 0:
            if before.possessive or before.lower in _NOUN_FOLLOWS:
                return False
            two = tokens[at - 2] if at > 1 else None
            adjective = not before.lower.endswith("ly") and before.lower not in _HELPERS
            if adjective and two is not None and (two.lower in _NOUN_FOLLOWS or two.possessive):
                return token.lower.endswith(("ed", "ing"))
        return not self._in_closed_relative(at, quote)

    def _in_closed_relative(self, at: int, quote: int) -> bool:
        """Whether a verb belongs to a relative clause that is over before the quotation: Lee, who denied it, was “x”."""
        tokens = self._tokens
        if at < 2 or tokens[at - 1].lower not in {"who", "which"} or tokens[at - 2].text not in _COMMAS:
            return False
        for n in range(at + 1, quote - 1):
            if tokens[n].text in _COMMAS and (tokens[n + 1].lower in _BE or tokens[n + 1].lower in _HELPERS):
                return True
        return False

    def _led_by(self, verb: int, quote: int) -> Clause:
        """The clause of a verb that leads to a quotation."""
        tokens = self._tokens
        if self._is_passive(verb):
            agent = self._agent(verb, quote)
            return Clause("agent" if agent >= 0 else "passive", verb, agent, self._subject(verb))
        low = tokens[verb].lower
        how, speaker = self._active(verb, quote)
        kind = "N" if low in _NAMING else "S" if low in _STRONG else "w"
        return Clause(f"{how} {kind}", verb, speaker, -1)

    def _is_passive(self, verb: int) -> bool:
        """Whether the subject of a verb suffers what it says: was called, described by."""
        tokens = self._tokens
        low = tokens[verb].lower
        if low.endswith("ing") or low in {"say", "says"}:
            return False
        at = self._before_helpers(verb)
        helpers = [t.lower for t in tokens[at + 1 : verb]]
        if any(h in _BE or h in _GOT for h in helpers):
            return low in _NAMING or low in _PARTICIPLES or low.endswith("ed")
        return verb + 1 < len(tokens) and tokens[verb + 1].lower == "by" and low.endswith("ed")

    def _agent(self, verb: int, quote: int) -> int:
        """The mention behind "by": was called “a fraud” by Ann Lee."""
        tokens = self._tokens
        for n in range(verb + 1, min(quote, verb + _AGENT_REACH)):
            if tokens[n].lower == "by":
                return self._starting(n + 1)
        if quote + 1 < len(tokens) and tokens[quote + 1].lower == "by":
            return self._starting(quote + 2)
        return -1

    def _active(self, verb: int, quote: int) -> tuple[str, int]:
        tokens = self._tokens
        low = tokens[verb].lower
        at = self._before_helpers(verb)
        finite = any(t.lower in _BE for t in tokens[at + 1 : verb]) or (
            at >= 0 and "'" in tokens[at].lower.replace("’", "'")
        )
        if low.endswith("ing") and not finite:
            return self._participle(verb, at, quote)
        if at >= 0 and tokens[at].lower == "to" and tokens[at].sentence == tokens[verb].sentence:
            return self._infinitive(at)
        return "finite", self._subject(verb)

    def _participle(self, verb: int, at: int, quote: int) -> tuple[str, int]:
        """Who does what a participle says: the subject of the sentence, or who stands directly before it."""
        tokens = self._tokens
        if at < 0 or tokens[at].sentence != tokens[verb].sentence or tokens[at].kind == "b":
            return "first participle", self._main_subject_after(quote)
        before = tokens[at]
        if before.lower == "as":
            return "as saying", self._quoted_as(at)
        owner = self._ends(at + 1)
        if before.kind == "w" and owner >= 0 and self._is_shown(owner):
            return "shown", owner
        if before.lower in _OWNERS_OF_PARTICIPLE:
            owner = self._ends(at)
            if owner >= 0 and self._is_object(owner):
                return "blamed", owner
        return "participle", self._clause_subject(at)

    def _is_shown(self, owner: int) -> bool:
        """Whether a mention does what the participle behind it says: she recalls "the coach" telling her."""
        if self._mentions[owner].type == "document":
            return False
        return self._word_before(owner) in _SHOWING or self._opener(self._mentions[owner]) == ""

    def _word_before(self, number: int) -> str:
        """The word before a mention and its article or owner, in its sentence; "" if there is none."""
        tokens, mentions = self._tokens, self._mentions
        start = phrase_start(tokens, mentions[number])
        owner = number - 1
        if (
            owner >= 0
            and mentions[owner].possessive
            and start - mentions[owner].end < 3
            and mentions[owner].start < start
        ):
            start = mentions[owner].start
        while start and tokens[start - 1].lower in _DETERMINERS:
            start -= 1
        if not start or tokens[start - 1].sentence != tokens[self._mentions[number].head].sentence:
            return ""
        return tokens[start - 1].lower

    def _infinitive(self, to: int) -> tuple[str, int]:
        """Who does what an infinitive says: the object of a verb like "led", else the subject of the verb before."""
        tokens = self._tokens
        owner = self._ends(to)
        if owner >= 0:
            start = self._mentions[owner].start
            while start and tokens[start - 1].lower in _DETERMINERS:
                start -= 1
            if start and tokens[start - 1].lower in _CONTROL:
                return "led to", owner
        return "infinitive", self._clause_subject(to)

    def _quoted_as(self, at: int) -> int:
        """Whose words a source hands on: Roe was quoted as saying, the agency quoted Roe as saying."""
        tokens = self._tokens
        for n in range(at - 1, max(-1, at - 14), -1):
            if tokens[n].lower in {
                "quoted",
                "cited",
                "quotes",
                "cites",
                "quoting",
                "citing",
                "reported",
                "recorded",
                "heard",
            }:
                if self._is_passive(n):
                    return self._subject(n)
                return self._starting(n + 1)
        return -1

    def _before_helpers(self, verb: int) -> int:
        """The last token before a verb and the small words that go with it: has also repeatedly said."""
        tokens, at = self._tokens, verb - 1
        while at >= 0 and verb - at < 8 and tokens[at].kind == "w":
            low = tokens[at].lower
            if not (low in _HELPERS or low in _NEGATIONS or low.endswith(("ly", "n't", "n’t"))):
                break
            if self._ends(at + 1) >= 0 and low not in _HELPERS:
                break
            at -= 1
        return at

    def _subject(self, verb: int) -> int:
        """The mention that is subject of a finite verb."""
        tokens, mentions = self._tokens, self._mentions
        at = self._before_helpers(verb)
        if at < 0 or tokens[at].sentence != tokens[verb].sentence:
            return -1
        owner = self._ends(at + 1)
        if owner >= 0 and not mentions[owner].possessive:
            return self._head_of(owner)
        known = self._subject_of.get(verb, -1)
        if known >= 0:
            return known
        low = tokens[at].lower
        if low == "that":
            return self._ends(at)
        if low in _JOINED or tokens[at].text in _COMMAS:
            return self._clause_subject(at)
        return -1

    def _head_of(self, owner: int) -> int:
        """The mention that governs another one: "a spokesman" for Ann Lee."""
        tokens, mentions = self._tokens, self._mentions
        for _ in range(3):
            start = mentions[owner].start
            while start and tokens[start - 1].lower in _DETERMINERS:
                start -= 1
            if not start or tokens[start - 1].lower not in _PREPOSITIONS:
                break
            above = self._ends(start - 1)
            if above < 0:
                return -1
            owner = above
        return owner

    def _clause_subject(self, at: int) -> int:
        """
        The subject of the clause that goes on to a token: the nearest mention before it that may be one.

        Subjects of a subordinate clause only if there is no other: Ann Lee left "after they came", calling it “a farce”.
        """
        tokens, mentions = self._tokens, self._mentions
        sentence = tokens[at].sentence
        reserve = -1
        for n in range(bisect_left(self._heads, at) - 1, -1, -1):
            mention = mentions[n]
            if tokens[mention.head].sentence != sentence or at - mention.head > _FAR:
                break
            if mention.possessive or mention.end > at or mention.type in {"place", "document"}:
                continue
            opener = self._opener(mention)
            if opener == "no" or not (n in self._subjects or self._has_verb(mention)):
                continue
            if opener == "sub" or mention.lower in {"who", "which", "it"}:
                reserve = n if reserve < 0 else reserve
                continue
            return n
        return reserve

    def _opener(self, mention: Mention) -> str:
        """What stands before a mention: "" the start of its clause, "sub" that of a subordinate one, "no" neither."""
        tokens, start = self._tokens, mention.start
        sentence = tokens[mention.head].sentence
        while start and tokens[start - 1].lower in _DETERMINERS and tokens[start - 1].sentence == sentence:
            start -= 1
        if not start or tokens[start - 1].sentence != sentence or tokens[start - 1].kind == "b":
            return ""
        before = tokens[start - 1]
        if before.lower in _SUBORDINATE:
            return "sub"
        if (
            before.kind == "q"
            or before.text in _OPENING_MARKS
            or before.lower in _JOINED
            or before.lower.endswith("ly")
        ):
            return ""
        return "" if before.lower in _REPORTING else "no"

    def _has_verb(self, mention: Mention) -> bool:
        """Whether the word behind a mention may be its verb."""
        tokens, end = self._tokens, mention.end
        if end >= len(tokens):
            return False
        following = tokens[end]
        if following.kind != "w":
            return False
        return not (
            following.lower in _PREPOSITIONS
            or following.lower in _CONJUNCTIONS
            or following.lower in _DETERMINERS
            or following.capital
        )

    def _main_subject_after(self, quote: int) -> int:
        """The subject behind a participle that opens its sentence: Calling it “a farce”, Ann Lee left."""
        tokens, mentions = self._tokens, self._mentions
        sentence = tokens[quote].sentence
        for n in range(bisect_left(self._heads, quote), len(mentions)):
            mention = mentions[n]
            if tokens[mention.head].sentence != sentence or mention.head - quote > 20:
                break
            if not mention.possessive and self._opener(mention) != "no":
                return n
        return -1

    def _is_object(self, owner: int) -> bool:
        tokens, start = self._tokens, self._mentions[owner].start
        while start and tokens[start - 1].lower in _DETERMINERS:
            start -= 1
        if not start or tokens[start - 1].kind != "w":
            return False
        before = tokens[start - 1]
        return (
            before.sentence == tokens[start].sentence
            and before.lower not in _PREPOSITIONS
            and before.lower not in _CONJUNCTIONS
            and before.lower not in _RELATIVES
        )

    def _after_quote(self, earlier: int, quote: int) -> Clause:
        """A quotation that another one precedes, with no verb between that leads to it: gapping, or more of the same."""
        tokens = self._tokens
        between = tokens[earlier + 1 : quote]
        above = self.clause_of(earlier)
        if not between:
            return NOTHING
        at = earlier + 1
        while at < quote and (tokens[at].text in {",", ";"} or tokens[at].lower in {"and", "but", "while"}):
            at += 1
        owner = self._starting(at)
        if owner >= 0 and at > earlier + 1:
            mention = self._mentions[owner]
            end = mention.end
            if not mention.possessive and (
                end == quote
                or (
                    end + 1 == quote
                    and (tokens[end].lower in {"as", ":", ",", "that"} or tokens[end].lower.endswith("ly"))
                )
                or (end + 2 == quote and tokens[end].lower == "as")
            ):
                return Clause("gap " + above.how[-1], above.verb, owner, -1)
        if above.speaker < 0 and above.barred < 0:
            return NOTHING
        if len(between) == 1 or all(
            t.kind != "w" or t.lower in _CONJUNCTIONS or t.lower in {"as", "a", "the", "an"} for t in between
        ):
            return Clause("more " + above.how[-1], above.verb, above.speaker, above.barred)
        return Clause("later " + above.how[-1], above.verb, above.speaker, above.barred)

    def _starting(self, at: int) -> int:
        """The mention that begins at a token, its article left aside; -1 if none does."""
        tokens, mentions = self._tokens, self._mentions
        n = bisect_left(self._heads, at)
        while n < len(mentions):
            mention = mentions[n]
            if mention.start > at + 3:
                return -1
            if mention.possessive:
                n += 1
                continue
            if mention.start <= at <= mention.head or all(
                t.kind == "w" and not t.capital for t in tokens[at : mention.start]
            ):
                return n
            return -1
        return -1

    def _ends(self, at: int) -> int:
        """The mention whose last token is before a token; -1 if none ends there."""
        n = bisect_left(self._heads, at) - 1
        if n >= 0 and self._mentions[n].end == at:
            return n
        return -1


_NOUN_FOLLOWS = (_DETERMINERS | {"whose"}) - {"that", "all", "both", "each", "one", "some", "many"}
_SUBORDINATE = (_CONJUNCTIONS | _RELATIVES) - _JOINED
_OPENING_MARKS = frozenset({",", ":", ";", "–", "—", "(", ")", "]"})
_SHOWING = words("en/showing_verbs")
_PARTICIPLES = frozenset({"told", "said", "heard", "quoted", "thought", "understood", "known", "taken"})
