"""The clause that introduces a quotation, as far as its sentence shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.numbers import NO_MENTION, MentionNumber


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb that leads to a quotation, and who does what it says."""

    how: str  # the form of the clause; "nobody": the words are certainly not those of anyone near
    verb: int  # the token of the verb that leads to the words, -1 for none
    speaker: MentionNumber  # the mention that does what the verb says, -1: unknown
    barred: MentionNumber  # a mention that is given a name or is subject of a passive, -1 for none

    def role_of(self, number: MentionNumber, head: int, quote: int) -> str:
        """What a mention with its main word at a token is to the clause of the quotation at another token."""
        if number == self.speaker:
            return "speaker"
        if number == self.barred:
            return "barred"
        if head > quote:
            return "behind"
        return "object" if head > self.verb else "before"


NOTHING: Final = Clause("none", -1, NO_MENTION, NO_MENTION)
