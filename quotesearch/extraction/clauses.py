"""
The clause of a quotation: the verb that introduces it, and the subject of that verb.

Without a parser: from the quotation left to the nearest verb that reports or names, then to its subject.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from quotesearch.extraction.authors import Authors
from quotesearch.extraction.beats import find_beats
from quotesearch.extraction.clause import NOTHING, Clause
from quotesearch.extraction.clauses_lists import ClausesLists
from quotesearch.extraction.gapping import Gapping
from quotesearch.extraction.heard_speakers import HeardSpeakersLists, Hearing
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber, TokenNumber
from quotesearch.extraction.phrases import Phrases, PhrasesLists
from quotesearch.extraction.subordinate_clauses import in_closed_relative, is_subordinate
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_FRAMED: Final = 8  # tokens from "ends" to the quotation that it ends with
_AGENT_REACH: Final = 14  # tokens from a verb to "by" and its agent
_WITH: Final = 8  # tokens from "with" to the participle of its clause
_FAR: Final = 60  # tokens before a quotation that are looked at


class ClauseFinder:
    """Finds the clauses of an article's quotations."""

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: list[Token],
        mentions: list[Mention],
        verbs: Sequence[int],
        may_speak: Sequence[bool],
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = mentions
        self._heads = [mention.head for mention in mentions]
        self._phrases = Phrases(lexicon, tokens, mentions, verbs)
        self._authors = Authors(lexicon, tokens, mentions, self._phrases)
        self._hearing = Hearing(lexicon, tokens, mentions, self._phrases)
        self._gapping = Gapping(lexicon, tokens, mentions, self._phrases)
        self._verbs = verbs
        self._inverted = {
            verb: n
            for n, verb in enumerate(verbs)
            if 0 <= verb < mentions[n].head
            and may_speak[n]
            and mentions[n].kind != "pronoun"
            and not tokens[verb].lower.endswith("ing")
        }
        self._found: dict[TokenNumber, Clause] = {}

    def find(self, quotes: Iterable[TokenNumber], tagged: Collection[int]) -> dict[TokenNumber, Clause]:
        """
        The clauses that lead to quotations.

        Args:
            quotes: their tokens, in order, for each may ask for the one before.
            tagged: those whose words end so that a tag may follow: with a comma, not with a full stop.
        """
        for quote in quotes:
            tag = self._tag(quote) if quote in tagged else NOTHING
            if (
                tag.speaker < 0
                or is_subordinate(self._lexicon, self._tokens, quote)
                or self._tokens[quote + 1].text in {"He", "She", "It", "They", "We"}
            ):
                clause = self._clause(quote)
                tag = clause if tag.speaker < 0 or clause.speaker >= 0 else tag
            self._found[quote] = tag
        find_beats(self._lexicon, self._tokens, self._mentions, self._phrases, self._found)
        return self._found

    def _clause(self, quote: int) -> Clause:
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        sentence = tokens[quote].sentence
        at = quote - 1
        if at > 0 and tokens[at].text == ":":
            owner = self._authors.before_colon(at)
            if owner >= 0:
                return Clause("author", at, owner, NO_MENTION)
        lowest = max(0, quote - _FAR)
        while at >= lowest and tokens[at].sentence == sentence:
            token = tokens[at]
            if token.kind == "q":
                return self._gapping.clause(self._found.get(TokenNumber(at), NOTHING), at, quote)
            if self._is_verb(at, quote):
                return self._led_by(at, quote)
            if token.lower in lists.handing and self._leads(at, quote):
                author = self._authors.of_text(at, quote)
                if author >= 0:
                    return Clause("author", at, author, self._phrases.subject(at))
            if token.text == ";":
                gap = self._gapping.after_semicolon(self._found, at, quote)
                return gap if gap.speaker >= 0 else self._tag(quote)
            at -= 1
        return self._tag(quote)

    def _tag(self, quote: int) -> Clause:
        """The clause after a quotation: “Stop!” she said; “Stop!” she heard Roe shout."""
        lists = self._lexicon.derived[ClausesLists]
        heard_speakers_lists = self._lexicon.derived[HeardSpeakersLists]
        phrases_lists = self._lexicon.derived[PhrasesLists]
        tokens, phrases = self._tokens, self._phrases
        if quote + 1 < len(tokens) and tokens[quote + 1].sentence != tokens[quote].sentence:
            return NOTHING
        for verb in (quote + 1, quote + 2):  # “Stop,” then said Ann Lee
            if verb in self._inverted:
                return Clause(
                    f"tag {self._kind(verb)}", verb, MentionNumber(self._inverted[verb]), NO_MENTION
                )
        subject = phrases.starting(quote + 1)
        if (
            subject < 0
            or phrases.edge(subject) != quote + 1
            or self._mentions[subject].lower in lists.relatives
        ):
            return NOTHING
        verb = self._mentions[subject].end
        while verb < len(tokens) and tokens[verb].lower in phrases_lists.helpers:
            verb += 1
        if verb + 1 >= len(tokens) or tokens[verb].sentence != tokens[quote].sentence:
            return NOTHING
        if tokens[verb].lower in heard_speakers_lists.hearing:
            heard = self._hearing.heard(verb, subject)
            if heard.verb >= 0:
                return heard
        if tokens[verb].lower in lists.reciting and tokens[verb + 1].lower in lists.aloud:
            return Clause("nobody", verb, NO_MENTION, subject)
        if self._verbs[subject] == verb:
            return Clause(f"tag {self._kind(verb)}", verb, subject, NO_MENTION)
        return NOTHING

    def _kind(self, verb: int) -> str:
        """What kind of verb: N gives a name, S always reports, w may do something else, u hardly ever reports."""
        lists = self._lexicon.derived[ClausesLists]
        low = self._tokens[verb].lower
        return (
            "N"
            if low in lists.naming
            else "S"
            if low in lists.strong
            else "w"
            if low in lists.reporting or low in lists.framing
            else "u"
        )

    def _is_verb(self, at: int, quote: int) -> bool:
        """Whether the word at a token is a verb that leads to words, and no noun: said; ends with."""
        lists = self._lexicon.derived[ClausesLists]
        low = self._tokens[at].lower
        if low in lists.framing:
            return self._tokens[at + 1].lower == "with" and quote - at < _FRAMED
        return low in lists.leading and self._leads(at, quote)

    def _leads(self, at: int, quote: int) -> bool:
        """Whether the word at a token is a verb: "the call", "his remark" are none."""
        lists = self._lexicon.derived[ClausesLists]
        noun_phrases_lists = self._lexicon.derived[NounPhrasesLists]
        phrases_lists = self._lexicon.derived[PhrasesLists]
        token, tokens = self._tokens[at], self._tokens
        if token.capital and not token.first:
            return False
        if token.possessive:
            return False
        before = tokens[at - 1] if at and not token.first else None
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        owned = before is not None and before.possessive and before.lower not in noun_phrases_lists.pronouns
        if owned and following.lower in lists.no_claim and not token.lower.endswith(("ed", "ing")):
            return False  # Roe's figures as “mad”; but: Roe's claim that they were “mad”
        if token.lower in lists.person_nouns and following.capital:
            return False  # defence counsel Ann Lee
        if before is not None and before.kind == "w" and self._phrases.ending(at) < 0:
            if before.possessive or before.lower in lists.noun_follows:
                return False
            two = tokens[at - 2] if at > 1 else None
            adjective = not before.lower.endswith("ly") and before.lower not in phrases_lists.helpers
            if adjective and two is not None and (two.lower in lists.noun_follows or two.possessive):
                return token.lower.endswith(("ed", "ing"))
        return not in_closed_relative(self._lexicon, self._tokens, at, quote)

    def _led_by(self, verb: int, quote: int) -> Clause:
        """The clause of a verb that leads to a quotation."""
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        low = tokens[verb].lower
        if self._is_passive(verb) or self._is_named_by(verb, quote):
            agent = self._agent(verb, quote)
            how = "agent" if agent >= 0 else "passive"
            kind = "N" if low in lists.naming else "T" if low in lists.told else "w"
            return Clause(f"{how} {kind}", verb, agent, self._phrases.subject(verb))
        how, speaker = self._active(verb, quote)
        if low in lists.handing:
            author = self._authors.of_text(verb, quote)
            author = author if author >= 0 else self._authors.of_person(verb, quote)
            if author >= 0 and author != speaker:
                return Clause("author", verb, author, speaker)
        if how == "nobody" or (low in lists.reciting and self._recites(speaker, verb, quote)):
            return Clause("nobody", verb, NO_MENTION, speaker)
        heard = self._hearing.heard_to(verb) if low in lists.base else -1
        if heard >= 0:
            return Clause(
                "heard", verb, MentionNumber(heard), MentionNumber(speaker if speaker != heard else -1)
            )
        kind = self._kind(verb)
        used = verb - 2 if tokens[verb - 2].lower == "used" else verb  # “used to tell her”
        if how == "finite" and self._phrases.is_beside(speaker, used) and self._tells_someone(verb, quote):
            how, kind = "telling", "T"
        if how == "author":
            return Clause(how, verb, speaker, NO_MENTION)
        return Clause(
            f"{how} {kind}", verb, speaker, MentionNumber(self._named(verb, quote) if kind == "N" else -1)
        )

    def _recites(self, speaker: MentionNumber, verb: int, quote: int) -> bool:
        """Whether a person says words that are another's: she read out a line: “We sail.”."""
        lists = self._lexicon.derived[ClausesLists]
        if speaker < 0 or self._mentions[speaker].type in {"document", "group"}:
            return False
        if self._mentions[speaker].lower in lists.things:
            return False
        return self._authors.is_recited(verb, quote)

    def _tells_someone(self, verb: int, quote: int) -> bool:
        """Whether a verb and its object lead straight to a quotation: “her doctor told her: Stop.”."""
        lists = self._lexicon.derived[ClausesLists]
        if not verb + 2 <= quote <= verb + 4 or self._tokens[verb].lower not in lists.telling:
            return False
        hearer, *after = [token.lower for token in self._tokens[verb + 1 : quote]]
        return hearer in lists.hearers and all(low in {":", ",", "that", "to"} for low in after)

    def _named(self, verb: int, quote: int) -> MentionNumber:
        """The mention that is given a name: called "Roe" “a fraud”; -1 for himself."""
        tokens = self._tokens
        subject = self._phrases.subject(verb)
        whom = self._phrases.edge(subject) - 1 if subject >= 0 else NO_MENTION
        if whom > 0 and tokens[whom].lower == "whom":
            return self._phrases.ending(whom - (tokens[whom - 1].text == ","))
        named = self._phrases.starting(verb + 1)
        if named < 0 or self._phrases.edge(named) != verb + 1 or self._mentions[named].head > quote:
            return NO_MENTION
        mention = self._mentions[named]
        return NO_MENTION if mention.possessive or mention.lower.endswith(("self", "selves")) else named

    def _is_passive(self, verb: int) -> bool:
        """Whether the subject of a verb suffers what it says: was called, described by."""
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        low = tokens[verb].lower
        if low.endswith("ing") or low in lists.saying:
            return False
        at = self._phrases.before_helpers(verb)
        helpers = [t.lower for t in tokens[at + 1 : verb]]
        if at >= 0 and tokens[at].lower == "being":
            helpers.append("being")
        if not lists.passive.isdisjoint(helpers):
            return low in lists.naming or low in lists.known_as or low.endswith("ed")
        return verb + 1 < len(tokens) and tokens[verb + 1].lower == "by" and low.endswith("ed")

    def _is_named_by(self, verb: int, quote: int) -> bool:
        """Whether a participle that gives a name has its agent after the name: Ann Lee, dubbed “the owl” by Roe."""
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        if (
            quote + 2 >= len(tokens)
            or tokens[quote + 1].lower != "by"
            or not tokens[verb].lower.endswith("ed")
        ):
            return False
        return tokens[verb].lower in lists.naming and quote - verb < 3 and self._named(verb, quote) < 0

    def _agent(self, verb: int, quote: int) -> MentionNumber:
        """The mention after "by": was called “a fraud” by Ann Lee."""
        tokens = self._tokens
        for n in range(verb + 1, min(quote, verb + _AGENT_REACH)):
            if tokens[n].lower == "by":
                return self._phrases.starting(n + 1)
        if quote + 1 < len(tokens) and tokens[quote + 1].lower == "by":
            return self._phrases.starting(quote + 2)
        return NO_MENTION

    def _active(self, verb: int, quote: int) -> tuple[str, MentionNumber]:
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        low = tokens[verb].lower
        at = self._phrases.before_helpers(verb)
        finite = any(t.lower in lists.be for t in tokens[at + 1 : verb]) or (
            at >= 0 and "'" in tokens[at].lower.replace("’", "'")
        )
        if low.endswith("ing") and not finite:
            return self._participle(verb, at, quote)
        if at >= 0 and tokens[at].lower == "to" and tokens[at].sentence == tokens[verb].sentence:
            return self._infinitive(at, low)
        if at > 0 and tokens[at].lower in lists.relatives_of_things:
            owner = self._phrases.ending(at - (tokens[at - 1].text == ","))
            if owner >= 0 and self._authors.wrote(owner):
                return "author", owner
            if owner >= 0 and self._mentions[owner].type == "document":
                return "text", owner  # a placard that said “…”
        return "finite", self._phrases.subject(verb)

    def _participle(self, verb: int, at: int, quote: int) -> tuple[str, MentionNumber]:
        """The subject of a participle: that of the sentence, or the mention directly before it."""
        lists = self._lexicon.derived[ClausesLists]
        tokens, mentions = self._tokens, self._mentions
        if at < 0 or tokens[at].sentence != tokens[verb].sentence or tokens[at].kind == "b":
            return "first participle", self._phrases.main_subject_after(quote)
        before = tokens[at]
        if before.lower == "as":
            return "as saying", self._quoted_as(at)
        owner = self._phrases.ending(at + 1)
        if before.kind == "w" and owner >= 0 and self._is_shown(owner):
            return "shown", owner
        owner = self._phrases.ending(at) if owner < 0 and before.text == "," else owner
        if owner >= 0 and self._authors.wrote(owner):
            return "author", owner
        if before.lower in lists.before_participle:
            owner = self._phrases.ending(at)
            if owner >= 0 and self._phrases.is_object(owner):
                return "blamed", owner
        owner = self._accompanying(at) if before.lower not in lists.prepositions else NO_MENTION
        if owner >= 0:
            return "shown", owner
        owner = self._phrases.ending(at) if before.text == "," else NO_MENTION
        noun = self._phrases.apposed(owner)
        if noun >= 0 and self._phrases.opener(mentions[noun]) == "no":
            owner = MentionNumber(-1)  # she turned on her manager, Bob Roe, calling him “a leech”
        if owner >= 0 and not mentions[owner].possessive and self._phrases.opener(mentions[owner]) == "":
            return "participle", owner  # Ann Lee, citing “a lack of air”, left
        return "participle", self._phrases.clause_subject(at)

    def _accompanying(self, at: int) -> MentionNumber:
        """The mention between "with" and a participle: with "a source" close to him saying; -1 if there is none."""
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        for n in range(at, max(-1, at - _WITH), -1):
            if tokens[n].kind != "w" or tokens[n].lower in lists.leading:
                break
            if tokens[n].lower == "with" and not tokens[n - 1].lower.endswith("ly"):
                owner = self._phrases.starting(n + 1)
                return owner if owner >= 0 and self._phrases.edge(owner) == n + 1 else NO_MENTION
        return NO_MENTION

    def _is_shown(self, owner: MentionNumber) -> bool:
        """Whether a mention is the subject of the participle after it: “she recalls the coach telling her”."""
        lists = self._lexicon.derived[ClausesLists]
        if self._mentions[owner].type == "document":
            return False
        return (
            self._phrases.word_before(owner) in lists.showing
            or self._phrases.opener(self._mentions[owner]) == ""
        )

    def _infinitive(self, to: int, low: str) -> tuple[str, MentionNumber]:
        """Who does what an infinitive says: the object of a verb like "led", else the subject of the verb before."""
        lists = self._lexicon.derived[ClausesLists]
        if self._tokens[to - 1].lower == "used":
            return "finite", self._phrases.subject(to - 1)
        if self._tokens[to - 1].lower in lists.refusing and low in lists.naming:
            return "nobody", self._phrases.clause_subject(to)
        owner = self._phrases.ending(to - (self._tokens[to - 1].text == ","))
        noun = self._phrases.apposed(owner)
        if owner >= 0 and self._phrases.word_before(noun if noun >= 0 else owner) in lists.control:
            return "led to", owner
        return "infinitive", self._phrases.clause_subject(to)

    def _quoted_as(self, at: int) -> MentionNumber:
        """The speaker whose words a source passes on: Roe was quoted as saying, the agency quoted Roe as saying."""
        lists = self._lexicon.derived[ClausesLists]
        tokens = self._tokens
        for n in range(at - 1, max(-1, at - 14), -1):
            if tokens[n].lower in lists.quoted:
                if self._is_passive(n):
                    return self._phrases.subject(n)
                return self._phrases.starting(n + 1)
        return NO_MENTION
