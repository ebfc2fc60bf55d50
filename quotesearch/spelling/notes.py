"""Notes about files with unusual quotation marks, so that users know how they were read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.model import Article, OddMarks
from quotesearch.spelling.quick_check import may_have_odd_marks

__all__ = ["added", "note_of", "notes_of_files", "odd_marks"]

MOST_FILES: Final = 3
"""Files that are named one by one after an `add` or a `rebuild`; the others are counted."""

MOST_EXAMPLES: Final = 2

UNKNOWN: Final = "unknown"
_MARKS: Final = frozenset("\"“”„«»'‘’‚")
_HOW: Final = {  # the kinds of spelling, in the order in which they are looked for
    "entity": (re.compile("&"), "written as markup"),
    "escape": (re.compile(r"\\"), "written as in program code"),
    "printable": (re.compile("="), "in quoted-printable"),
    "lost": (re.compile("\ufffd"), "lost in decoding"),
    "decoder": (re.compile(r"[^\W\d_]|[\x80-\x9f√¬]"), "garbled by wrong decoding"),
    "typed": (re.compile(""), "written with other characters"),
}
_OF_OTHER_SCRIPTS: Final = frozenset("「」『』《》〝〞〟")
_UNKNOWN: Final = re.compile("(?<![^\\s(])\ufffd{1,3}(?=[^\\W\\d_])|(?<=[,.!?])\ufffd{1,3}(?!\\w)")


@dataclass(frozen=True, slots=True)
class _Spelling:
    kind: str
    usual: str
    printed: str


def odd_marks(article: Article) -> tuple[OddMarks, ...]:
    """
    The unusual quotation marks in what is read of an article, by the kind of their spelling.

    >>> from quotesearch.model import Block
    >>> text = "&quot;No,&quot; she said."
    >>> block = Block(0, len(text), "body", "a paragraph of the story", text)
    >>> odd_marks(Article("a", "a.txt", "00", "utf-8", "text/plain", text, (block,)))
    (OddMarks(kind='entity', number=2, examples=(('"', '&quot;'),)),)
    """
    texts = [block.text for block in article.blocks if block.label == "headline"]
    texts += [block.text for block in article.body]
    if not may_have_odd_marks("\n".join(texts)):
        return ()
    found = [spelling for text in texts if may_have_odd_marks(text) for spelling in _spellings(text)]
    numbers = Counter(spelling.kind for spelling in found)
    return tuple(
        OddMarks(kind, number, tuple(_examples(found, kind))) for kind, number in numbers.most_common()
    )


def _spellings(text: str) -> Iterable[_Spelling]:
    """The unusual marks of a text; apostrophes inside words and units are none."""
    from quotesearch.spelling.normalising import usual_marks  # most texts do not need its word lists

    done = usual_marks(text)
    usual = done.text
    for at, char in enumerate(usual):
        if char in _MARKS and done.starts:
            start, end = done.printed(at, at + 1)
            printed = text[start:end]
            if printed == char or (usual[at - 1 : at].isalnum() and usual[at + 1 : at + 2].isalnum()):
                continue
            kind = next(name for name, (pattern, _) in _HOW.items() if pattern.search(printed))
            if kind == "typed" and (printed in _OF_OTHER_SCRIPTS or usual[at - 1 : at].isdigit()):
                continue
            yield _Spelling(kind, char, printed)
    for match in _UNKNOWN.finditer(usual):
        yield _Spelling(UNKNOWN, "", match[0])


def _examples(found: Iterable[_Spelling], kind: str) -> Iterable[tuple[str, str]]:
    """The first spellings of marks, one for each mark."""
    ways: dict[str, str] = {}
    for spelling in found:
        if spelling.kind == kind and spelling.usual:
            ways.setdefault(spelling.usual, spelling.printed)
    return list(ways.items())[:MOST_EXAMPLES]


def added(some: Iterable[OddMarks], more: Iterable[OddMarks]) -> tuple[OddMarks, ...]:
    """
    The marks of two articles of one file.

    >>> added([OddMarks("escape", 2, ())], [OddMarks("escape", 1, ()), OddMarks("entity", 1, ())])
    (OddMarks(kind='escape', number=3, examples=()), OddMarks(kind='entity', number=1, examples=()))
    """
    kinds: dict[str, OddMarks] = {}
    for one in (*some, *more):
        before = kinds.get(one.kind)
        number = one.number + (before.number if before else 0)
        examples = before.examples if before and before.examples else one.examples
        kinds[one.kind] = OddMarks(one.kind, number, examples)
    return tuple(kinds.values())


def note_of(path: str, marks: Sequence[OddMarks]) -> str:
    """
    The note on a file: a line.

    >>> note_of("a.txt", [OddMarks("decoder", 4, (("“", "â€œ"),))])
    'a.txt: read as quotation marks: 4 garbled by wrong decoding (“ as â€œ)'
    >>> note_of("b.txt", [OddMarks("unknown", 1, ())])
    'b.txt: 1 lost character (U+FFFD) may be a quotation mark; words next to it are not read as quoted'
    """
    said: list[str] = []
    for one in (mark for mark in marks if mark.kind != UNKNOWN):
        examples = ", ".join(f"{usual} as {_visible(printed)}" for usual, printed in one.examples)
        said.append(f"{one.number:,} {_HOW[one.kind][1]} ({examples})")
    unknown = sum(one.number for one in marks if one.kind == UNKNOWN)
    parts = [f"read as quotation marks: {', '.join(said)}"] if said else []
    if unknown:
        lost = "lost character (U+FFFD) may be a quotation mark; words next to it are not read as quoted"
        more = "lost characters (U+FFFD) may be quotation marks; words next to them are not read as quoted"
        parts.append(f"{unknown:,} {lost if unknown == 1 else more}")
    return f"{path}: {'; '.join(parts)}"


def notes_of_files(files: Mapping[str, Sequence[OddMarks]]) -> list[str]:
    """
    What is said of many files: a line for each of the first, and how many others there are.

    >>> marks = [OddMarks("entity", 2, (('"', "&quot;"),))]
    >>> notes_of_files({f"{name}.txt": marks for name in "abcde"})[2:]
    ['c.txt: read as quotation marks: 2 written as markup (" as &quot;)', '2 more files have such marks.']
    """
    said = [note_of(path, marks) for path, marks in list(files.items())[:MOST_FILES]]
    rest = len(files) - len(said)
    if rest:
        said.append(f"{rest:,} more file{' has' if rest == 1 else 's have'} such marks.")
    return said


def _visible(printed: str) -> str:
    """A spelling with what cannot be seen as numbers."""
    return "".join(
        char if char.isprintable() and char != "\ufffd" else f"U+{ord(char):04X}" for char in printed
    )
