"""What the features read of a segment and of a mention, computed once for each because it is used many times."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from quotesearch.extraction.clause import Clause
from quotesearch.extraction.numbers import (
    MemberNumber,
    MentionNumber,
    ParagraphNumber,
    SegmentNumber,
    TokenNumber,
)


@dataclass(slots=True, init=False)
class Surroundings:
    """What is the same for all candidates of a segment."""

    segment: SegmentNumber
    unit: int
    token: TokenNumber
    sentence: int
    paragraph: ParagraphNumber
    ending: str  # the class of its last character
    lower: bool  # begins in lower case
    size: str
    alone: bool  # nothing else in its paragraph
    opens: bool  # its paragraph begins with it
    before: str  # word or mark before it
    after: str
    mark: str  # the same as `before`, any word being "w"
    cue: str  # where its sentence has a reporting verb: before, after, both, none
    first_person: bool
    previous: SegmentNumber  # the segment before, -1 for none
    together: bool  # the segment before is in the same paragraph
    near: int  # paragraphs from the segment before, at most 3
    closed: bool  # the segment before has a closing mark
    reporters: list[MentionNumber]  # mentions of its sentence that are subject of a reporting verb
    subjects: list[MentionNumber]  # mentions of its sentence before it that may be the subject of any verb
    clause: Clause  # what leads to the quotation
    speaker: MemberNumber  # the member of the cast that speaks by its clause, -1: unknown
    last_reporter: int  # which of the subjects is the last that reports, -1 for none

    def __init__(
        self,
        segment: SegmentNumber,
        unit: int,
        token: TokenNumber,
        sentence: int,
        paragraph: ParagraphNumber,
        ending: str,
        lower: bool,
        size: str,
        alone: bool,
        opens: bool,
        before: str,
        after: str,
        mark: str,
        cue: str,
        first_person: bool,
        previous: SegmentNumber,
        together: bool,
        near: int,
        closed: bool,
        reporters: list[MentionNumber],
        subjects: list[MentionNumber],
        clause: Clause,
        speaker: MemberNumber,
        last_reporter: int,
    ) -> None:
        self.segment = segment
        self.unit = unit
        self.token = token
        self.sentence = sentence
        self.paragraph = paragraph
        self.ending = ending
        self.lower = lower
        self.size = size
        self.alone = alone
        self.opens = opens
        self.before = before
        self.after = after
        self.mark = mark
        self.cue = cue
        self.first_person = first_person
        self.previous = previous
        self.together = together
        self.near = near
        self.closed = closed
        self.reporters = reporters
        self.subjects = subjects
        self.clause = clause
        self.speaker = speaker
        self.last_reporter = last_reporter


@dataclass(slots=True, init=False)
class Profile:
    """What is the same for a mention as a candidate of any segment."""

    number: MentionNumber
    unit: int
    head: int  # its main token
    sentence: int
    paragraph: ParagraphNumber
    kind: str
    type: str
    word: str  # its main word; "" for a name
    left: str  # the signs of the two units before it
    right: str  # the signs of the three units after it
    before: str  # the words next to it
    after: str
    verb: str | None  # the word after the auxiliary after it
    opener: str  # what opens its clause
    reports: bool  # is subject of a reporting verb
    strong: bool  # that is a strong one
    apposed: bool  # that is after an apposition
    subject: tuple[str, ...]  # features of the verb after it, without the place; empty if there is none
    cues: tuple[str, ...]  # features of the words before it, without the place
    person: MemberNumber  # its member of the cast, -1 for none
    cast: str  # what the cast knows of it, as a feature
    quoted_in: Set[int]  # the segments that name its member

    def __init__(
        self,
        number: MentionNumber,
        unit: int,
        head: int,
        sentence: int,
        paragraph: ParagraphNumber,
        kind: str,
        type: str,
        word: str,
        left: str,
        right: str,
        before: str,
        after: str,
        verb: str | None,
        opener: str,
        reports: bool,
        strong: bool,
        apposed: bool,
        subject: tuple[str, ...],
        cues: tuple[str, ...],
        person: MemberNumber,
        cast: str,
        quoted_in: Set[int],
    ) -> None:
        self.number = number
        self.unit = unit
        self.head = head
        self.sentence = sentence
        self.paragraph = paragraph
        self.kind = kind
        self.type = type
        self.word = word
        self.left = left
        self.right = right
        self.before = before
        self.after = after
        self.verb = verb
        self.opener = opener
        self.reports = reports
        self.strong = strong
        self.apposed = apposed
        self.subject = subject
        self.cues = cues
        self.person = person
        self.cast = cast
        self.quoted_in = quoted_in
