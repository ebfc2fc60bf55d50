"""What people corrected: who said a quote, what is not a quote, which two names are one person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ACTIONS: Final = ("speaker", "not-a-quote", "merge", "undo")
"""What a correction can do; `speaker` with an empty name means that the speaker is unknown."""

SPEAKER_TYPES: Final = ("person", "group", "document", "anonymous")
"""What a speaker can be."""

LONGEST_NAME: Final = 200
"""Characters; a longer text is not a name."""


@dataclass(frozen=True, slots=True)
class Selector:
    """
    Where the words of a quote are: in which file, at which offsets, between which other characters.

    Text and position together, as the Web Annotation Data Model has it
    (https://www.w3.org/TR/annotation-model/#selectors), so that they are found again if the file changes.
    """

    paths: tuple[
        str, ...
    ]  # of the file and its copies; relative to the folder of the corrections if below it
    sha256: str
    start: int  # of the first part, in the source
    end: int  # of the last part
    words: str  # the quote as a reader sees it
    exact: str  # the source from start to end
    before: str  # the source before that; shorter only at the beginning of the file
    after: str  # the source after it; shorter only at the end of the file


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a `corrections.jsonl`."""

    id: str
    action: str  # one of ACTIONS
    who: str
    when: str  # ISO, UTC, to the second
    because: str = ""
    quote: str = ""  # the quote's id at that time; "" of a merge
    selector: Selector | None = None  # of speaker and not-a-quote
    name: str = ""  # who said it; of a merge: the one name
    into: str = ""  # of a merge: the other, whose key counts
    type: str = "person"  # of the speaker: one of SPEAKER_TYPES
    undoes: str = ""  # the id of the correction that an undo removes
    file: str = ""  # the file that it is in; not part of the line


@dataclass(frozen=True, slots=True)
class CorrectionState:
    """A correction that was not undone, and what came of it in an index."""

    correction: Correction
    state: str  # applied, orphaned, overruled (by a later one of the same quote) or waiting (for an `add`)
    reason: str = ""  # why it is orphaned, in words
