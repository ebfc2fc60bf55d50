"""Questions and answers between two people: the answer is not the asker's, and in a run they take turns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from quotesearch.extraction.article_text import ArticleText
from quotesearch.extraction.clause import NOTHING, Clause
from quotesearch.extraction.marks import Segment
from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.numbers import NO_MENTION, MentionNumber, SegmentNumber, TokenNumber, numbered
from quotesearch.extraction.story import Resolved
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_INTERVIEW: Final = 2  # questions without marks that make an interview
_SHORT: Final = 100  # code points of a question
_BACK: Final = 2  # paragraphs before a question in which who is asked may be named
_NOBODY: Final = Clause("nobody", -1, NO_MENTION, NO_MENTION)


class DialogueLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.asking = lexicon.words("asking_verbs")
        self.answering = lexicon.words("answer_openers")
        self.address = lexicon.word_class("address_forms")
        self.speakers = lexicon.word_class("speaking_subjects")


class Dialogue:
    """Finds the speakers of answers in dialogues."""

    def __init__(
        self,
        lexicon: Lexicon,
        reading: ArticleText,
        segments: Sequence[Segment],
        places: Sequence[TokenNumber],
        tokens: list[Token],
        mentions: list[Mention],
        resolved: Sequence[Resolved],
    ) -> None:
        """*places*: the tokens of the segments."""
        self._lexicon = lexicon
        self._reading = reading
        self._segments = segments
        self._places = places
        self._tokens = tokens
        self._mentions = mentions
        self._resolved = resolved
        self._heads = [mention.head for mention in mentions]

    def give_answers(self, clauses: dict[TokenNumber, Clause], questions: frozenset[int]) -> None:
        """Give answers below an interviewer's questions to the only person named above the first; *clauses* change."""
        if len(questions) < _INTERVIEW:
            return
        first = self._reading.paragraphs[min(questions)].start
        guest = self._only_other(
            0, bisect_left(self._heads, first, key=lambda head: self._tokens[head].start), -2
        )
        if guest < 0:
            return
        for number, segment in numbered(SegmentNumber, self._segments):
            if (
                self._is_alone(number)
                and segment.paragraph - 1 in questions
                and clauses[self._places[number]].speaker < 0
            ):
                clauses[self._places[number]] = Clause("turn", -1, guest, NO_MENTION)

    def _is_put_by_nobody(self, number: int, clauses: dict[TokenNumber, Clause]) -> bool:
        """
        Whether a short question to "you" has a paragraph of its own and no clause says who asks it.

        The next paragraph is a quotation that begins like an answer; without one, the speaker only raises the question.
        """
        lists = self._lexicon.derived[DialogueLists]
        if not number or clauses[self._places[number]].speaker >= 0 or not self._is_alone(number):
            return False
        text, one, other = self._text(number), self._segments[number], self._segments[number + 1]
        if not text.endswith("?") or len(text) > _SHORT or any(mark in text[:-1] for mark in ".?!"):
            return False
        near = (
            other.paragraph == one.paragraph + 1 and self._segments[number - 1].paragraph == one.paragraph - 1
        )
        first = self._text(number + 1).lower().split()[0].strip(",.?!")
        answered = self._is_alone(number + 1) and first in lists.answering - lists.speakers
        return near and answered and one.closed and self._addresses(number)

    def _is_alone(self, number: int) -> bool:
        """Whether nothing else is in the paragraph of a segment."""
        segment = self._segments[number]
        paragraph = self._reading.paragraphs[segment.paragraph]
        return segment.opening == paragraph.start and segment.closing == paragraph.end

    def give_turns(self, clauses: dict[TokenNumber, Clause]) -> None:
        """Give the answer to a question whose asker is known to the person asked; *clauses* change in place."""
        number = 0
        while number < len(self._segments):
            clause = clauses.get(self._places[number], NOTHING)
            if not self._is_asked(number, clause):
                number += 1
                continue
            asker, other = clause.speaker, self._asked(number, clause, clauses)
            question, number = True, number + 1
            while number < len(self._segments) and self._is_reply(number, clauses, question=question):
                question = not question
                speaker = asker if question else other
                clauses[self._places[number]] = (
                    Clause("turn", -1, speaker, NO_MENTION) if speaker >= 0 else _NOBODY
                )
                number += 1

    def _text(self, number: int) -> str:
        segment = self._segments[number]
        return self._reading.text[segment.start : segment.end]

    def _is_asked(self, number: int, clause: Clause) -> bool:
        """Whether a segment is a question, and its clause says who asks it."""
        lists = self._lexicon.derived[DialogueLists]
        if clause.speaker < 0 or clause.verb < 0 or not self._segments[number].closed:
            return False
        if not self._text(number).endswith("?"):
            return False
        asks = self._tokens[clause.verb].lower in lists.asking
        return asks or (self._addresses(number) and self._is_above_next(number))

    def _addresses(self, number: int) -> bool:
        """Whether a segment says "you" to someone."""
        lists = self._lexicon.derived[DialogueLists]
        said = self._text(number).lower().replace("’", "'").split()
        return not lists.address.isdisjoint(word.strip(",.?!") for word in said)

    def _is_above_next(self, number: int) -> bool:
        """Whether the next segment is in another paragraph."""
        following = self._segments[number + 1 : number + 2]
        return bool(following) and following[0].paragraph > self._segments[number].paragraph

    def open_exchanges(self, clauses: dict[TokenNumber, Clause]) -> None:
        """Leave a question and its answer open that follow each other directly: “Was he hurt?” “Only his pride.”"""
        for number in range(len(self._segments) - 1):
            if self._is_put_by_nobody(number, clauses):
                clauses[self._places[number]] = _NOBODY
            one, other = self._places[number], self._places[number + 1]
            if other != one + 1 or not self._text(number).endswith("?") or not self._segments[number].closed:
                continue
            if clauses[one].speaker < 0 and clauses[other].speaker < 0:
                clauses[one] = clauses[other] = _NOBODY

    def _is_reply(self, number: int, clauses: dict[TokenNumber, Clause], *, question: bool) -> bool:
        """
        Whether a segment answers the one before it, or asks again after an answer.

        It has no clause of its own, and is alone in the next paragraph or follows directly; in the paragraph of
        the question only if that addresses someone and this begins as answers do.
        """
        lists = self._lexicon.derived[DialogueLists]
        place, before = self._places[number], self._places[number - 1]
        clause = clauses.get(place, NOTHING)
        if clause.speaker >= 0 or clause.how == "nobody":
            return False
        segment, last = self._segments[number], self._segments[number - 1]
        if not last.closed:
            return False
        if segment.paragraph == last.paragraph:
            if place == before + 1:
                return True
            first = self._text(number).lower().split()[0].strip(",.?!")
            ends = (
                self._tokens[place - 1].text == "."
                and self._tokens[before].sentence != self._tokens[place].sentence
            )
            return question and ends and first in lists.answering and self._addresses(number - 1)
        return (
            self._is_alone(number)
            and segment.paragraph == last.paragraph + 1
            and self._ends_paragraph(before)
        )

    def _ends_paragraph(self, place: int) -> bool:
        """Whether only the clause of a quotation is after it in its paragraph."""
        for token in self._tokens[place + 1 : place + 14]:
            if token.kind == "b":
                return True
            if token.kind == "q":
                return False
        return False

    def _asked(self, number: int, clause: Clause, clauses: dict[TokenNumber, Clause]) -> MentionNumber:
        """Who is asked: who hears the question, spoke before it, or is the only other person near; -1 if unclear."""
        asker = self._resolved[clause.speaker].member
        hearer = MentionNumber(bisect_left(self._heads, clause.verb + 1))
        if hearer < len(self._mentions) and self._mentions[hearer].start <= clause.verb + 3:
            mention = self._mentions[hearer]
            same = self._tokens[mention.head].sentence == self._tokens[clause.verb].sentence
            member = self._resolved[hearer].member
            if same and hearer != clause.speaker and self._is_person(hearer) and member != asker:
                return hearer
        for n in range(number - 1, max(-1, number - 3), -1):
            speaker = clauses.get(self._places[n], NOTHING).speaker
            if speaker >= 0 and self._resolved[speaker].member != asker:
                return speaker if self._resolved[speaker].member >= 0 else NO_MENTION
        low = self._reading.paragraphs[max(0, self._segments[number].paragraph - _BACK)].start
        first = bisect_left(self._heads, low, key=lambda head: self._tokens[head].start)
        return self._only_other(first, bisect_right(self._heads, self._places[number]), asker)

    def _is_person(self, number: MentionNumber) -> bool:
        mention = self._mentions[number]
        known = self._resolved[number].member >= 0
        return known and not mention.possessive and mention.type not in {"group", "place", "document"}

    def _only_other(self, first: int, last: int, asker: int) -> MentionNumber:
        """The last mention among some of the only person but the asker that is named; -1 if there are several."""
        found = -1
        for n in range(first, last):
            member = self._resolved[n].member
            if asker == -1 or member == asker or not self._is_person(MentionNumber(n)):
                continue
            if found >= 0 and self._resolved[found].member != member:
                return NO_MENTION
            found = n
        return MentionNumber(found)
