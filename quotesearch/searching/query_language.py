"""What people type → a `Query`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, NamedTuple

from quotesearch.analysis import tokenize
from quotesearch.errors import QueryError
from quotesearch.model import (
    AllOf,
    AnyOf,
    Clause,
    Fuzzy,
    Not,
    Phrase,
    Prefix,
    Query,
    Word,
)
from quotesearch.searching.dates import FORMS, day
from quotesearch.searching.query_text import FIELDS, Piece, pieces

__all__ = ["GROUPS", "KINDS", "SORTS", "ParsedQuery", "parse_query"]

KINDS: Final = ("full", "fragment", "headline")
SORTS: Final = ("relevance", "newest", "oldest")
GROUPS: Final = ("article",)

_MOST: Final = 100  # clauses; no one types more, and a pasted article is not a query
_MOST_OPEN: Final = 100  # words with * or ~, also those joined by OR; each may mean thousands of words
_ENDING_BACKWARDS: Final = re.compile(r"(?:\d*+[*~])*+")
"""The end of a word that says how it is looked for, read from the last character on: word*, word~; word~2 asks for as
many wrong letters elsewhere. Read from the first character, every place could be where it begins."""
_OTHER_FIELD: Final = re.compile(r"([a-z]{2,}):(?!//)\S", re.IGNORECASE)


class ParsedQuery(NamedTuple):
    """What was understood, and for standard error what was not, and what could be typed instead."""

    query: Query
    notes: tuple[str, ...]
    if_found: tuple[str, ...] = ()  # what is of use only if something is found: how to find less


def parse_query(
    arguments: Sequence[str],
    *,
    speaker: str | None = None,
    outlet: str | None = None,
    after: str | None = None,
    before: str | None = None,
    kind: str | None = None,
    exact: bool = False,
    sort: str = "relevance",
    group: str | None = None,
    limit: int = 20,
    offset: int = 0,
    min_confidence: float | None = None,
) -> ParsedQuery:
    r"""
    Read a query as typed, one string for each shell argument, with the values of the options.

    Nothing in *arguments* is an error; the notes say what was not understood. A filter that is in both must hold
    in both.

    Raises:
        QueryError: an option's value cannot be understood: an empty name, a date that is not like `2024`, `2024-10`
            or `2024-10-31`, an unknown kind, sort or group, a negative limit or offset, a confidence not between 0
            and 1.

    >>> parse_query(["prevail", "-war"], speaker="Austin").query.wanted
    AllOf(clauses=(Word(text='prevail'), Not(clause=Word(text='war'))))
    >>> parse_query(["will not prevail"]).if_found
    ('To find these words in a row only, put them in quotation marks of their own: \'"will not prevail"\'',)
    """
    _check(kind, sort, group, limit, offset, min_confidence)
    filters = Query(
        speaker=_name("--speaker", speaker),
        outlet=_name("--outlet", outlet),
        after=_option("--after", after, last=False),
        before=_option("--before", before, last=True),
        kind=kind,
        exact=exact,
        sort=sort,
        group=group,
        limit=limit,
        offset=offset,
        min_confidence=min_confidence,
    )
    reader = _Reader(filters)
    typed = [argument.encode("utf-8", "replace").decode() for argument in arguments]  # no lone surrogates
    for argument in typed:
        reader.read(list(pieces(argument)))
    query = replace(reader.query, wanted=reader.wanted(), preferred=reader.preferred())
    if query.after and query.before and query.after > query.before:
        reader.note(f"No day is both {query.after} or later and {query.before} or earlier.")
    if query.wanted or reader.query != filters:  # else there is no query that anything was left out of
        reader.notes = [
            f"{text} It was left out." if text in reader.ignored else text for text in reader.notes
        ]
    return ParsedQuery(query, tuple(dict.fromkeys(reader.notes)), tuple(reader.if_found))


def _check(
    kind: str | None, sort: str, group: str | None, limit: int, offset: int, min_confidence: float | None
) -> None:
    """Raise QueryError for a value that means nothing."""
    if kind is not None and kind not in KINDS:
        raise QueryError(f"--kind is one of {', '.join(KINDS)}, not {kind!r}")
    if sort not in SORTS:
        raise QueryError(f"--sort is one of {', '.join(SORTS)}, not {sort!r}")
    if group is not None and group not in GROUPS:
        raise QueryError(f"--group is {', '.join(GROUPS)}, not {group!r}")
    if limit < 0 or offset < 0:
        raise QueryError("--limit and --offset are numbers from 0 up")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise QueryError(f"--min-confidence is a number from 0 to 1, not {min_confidence:g}")


def _name(option: str, text: str | None) -> str | None:
    """The name that an option gives; an empty one is a variable that was never set, not a name."""
    if text is not None and not text.strip():
        raise QueryError(f"{option} is empty; give it a name or leave it out")
    return text


def _option(name: str, text: str | None, *, last: bool) -> str | None:
    """The day that an option means."""
    if text is None:
        return None
    found = day(text, last=last)
    if found is None:
        raise QueryError(f"{name} {text!r} is not a date; write {FORMS}")
    return found


@dataclass(slots=True)
class _Reader:
    """Puts the pieces of a query together."""

    query: Query  # its filters; the words come last
    groups: list[list[Clause]] = field(default_factory=list)  # all must match; of each, any
    plain: list[list[str]] = field(
        default_factory=list
    )  # argument by argument: words, if it has nothing else
    notes: list[str] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)  # those notes that say why something was left out
    if_found: list[str] = field(default_factory=list)
    open_words: int = 0  # with * or ~
    joining: bool = False  # the last piece was OR
    negating: bool = False  # the last piece was NOT

    def note(self, text: str) -> None:
        """Something for standard error."""
        self.notes.append(text)

    def ignore(self, text: str) -> None:
        """What cannot be understood, and why."""
        self.ignored.add(text)
        self.note(text)

    def read(self, parts: Sequence[Piece]) -> None:
        """Take in the pieces of one argument."""
        before = len(self.notes)
        for part in parts:
            match part.kind:
                case "or":
                    self.joining = True
                case "and":
                    pass  # all must match anyway
                case "not":
                    self.negating = True
                case "field":
                    self._filter(part)
                case _:
                    self._clause(part)
        if any(part.kind != "field" for part in parts):
            words = [part.text for part in parts if part.kind == "word" and not part.negative]
            others = sum(1 for part in parts if part.kind != "field") - len(words)
            simple = not others and len(self.notes) == before and not any(c in w for c in "*~" for w in words)
            self.plain.append(words if simple else [])

    def _clause(self, part: Piece) -> None:
        """Take in a word or a phrase."""
        if not part.closed and part.text:
            self.note(f"A quotation mark is never closed; the phrase is taken to be “{part.text}”.")
        clause = self._phrase(part) if part.kind == "phrase" else self._word(part.text)
        if clause is None:
            return
        is_open = isinstance(clause, Prefix | Fuzzy)
        self.open_words += is_open
        if part.negative or self.negating:
            clause = Not(clause)
        if is_open and self.open_words > _MOST_OPEN:
            self.note(f"Only the first {_MOST_OPEN} words with * or ~ were looked for.")
            if not self.joining:
                self.groups.append([])  # what OR joins to it must not be joined to the word before
        elif self.joining and self.groups:
            self.groups[-1].append(clause)
        elif len(self.groups) < _MOST:
            self.groups.append([clause])
        else:
            self.note(f"Only the first {_MOST} words were looked for.")
        self.joining = self.negating = False

    def _phrase(self, part: Piece) -> Clause | None:
        """A phrase, if it holds a word."""
        if tokenize(part.text):
            return Phrase(part.text)
        if part.text:
            self.ignore(f"There is no word in “{part.text}”.")
        else:
            self.ignore("A quotation mark has no word after it.")
        return None

    def _word(self, text: str) -> Clause | None:
        """A word, the beginning of one, or one with similar spellings."""
        bare = text.strip("()[]{}<>,;:!?…")
        if text[:1] in "([{" or text[-1:] in ")]}":
            self.note("Parentheses mean nothing here: OR joins the words on its left and right.")
        length = _ENDING_BACKWARDS.match(bare[::-1]).end()  # type: ignore[union-attr]  # it matches anything
        core, ending = bare[: len(bare) - length], bare[len(bare) - length :]
        if not tokenize(core):
            stars = ending and not core
            self.ignore(
                f"“{text}” needs letters before it, as in nego{ending[:1]}."
                if stars
                else f"There is no word in “{text}”."
            )
            return None
        if "*" in core or "~" in core:
            self.note(f"* and ~ have a meaning at the end of a word only; in “{text}” they were ignored.")
        other = _OTHER_FIELD.match(core)
        if other:
            self.note(
                f"“{other[1]}:” is not a field and was read as a word; the fields are {', '.join(FIELDS)}."
            )
        if ending.startswith("*"):
            return Prefix(core)
        return Fuzzy(core) if ending.startswith("~") else Word(core)

    def _filter(self, part: Piece) -> None:
        """Take in a field with its value."""
        typed = f"{part.field}:{part.text}"
        if part.negative or self.negating:
            self.ignore(f"“-{typed}” is not understood: a field can be asked for, not excluded.")
        elif not part.text:
            self.ignore(f"“{typed}” is not understood: write {part.field}:VALUE without a space.")
        else:
            if self.joining:
                self.note("OR joins words and phrases; fields must all match.")
            self._narrow(part)
        self.joining = self.negating = False

    def _narrow(self, part: Piece) -> None:
        """Add a value to those that must match."""
        old, value = self.query, part.text
        match part.field:
            case "speaker":
                self.query = replace(old, speaker=f"{old.speaker} {value}" if old.speaker else value)
            case "outlet":
                self.query = replace(old, outlet=f"{old.outlet} {value}" if old.outlet else value)
            case "kind":
                if value.lower() not in KINDS or (old.kind and old.kind != value.lower()):
                    self.ignore(f"“kind:{value}” is not understood: give one of {', '.join(KINDS)}.")
                else:
                    self.query = replace(old, kind=value.lower())
            case _:
                self._narrow_dates(part.field, value)

    def _narrow_dates(self, name: str, value: str) -> None:
        """Add a date to those that must match."""
        found = day(value, last=name == "before")
        if found is None:
            self.ignore(f"“{name}:{value}” is not understood: write a date as {FORMS}.")
        elif name == "after":
            self.query = replace(self.query, after=max(found, self.query.after or found))
        else:
            self.query = replace(self.query, before=min(found, self.query.before or found))

    def wanted(self) -> Clause | None:
        """All clauses as one."""
        groups = [group for group in self.groups if group]
        clauses = tuple(group[0] if len(group) == 1 else AnyOf(tuple(group)) for group in groups)
        return AllOf(clauses) if len(clauses) > 1 else clauses[0] if clauses else None

    def preferred(self) -> Phrase | None:
        """The words in a row as typed: those of one argument, else all if there is nothing but words."""
        for words in self.plain:
            if len(words) > 1:
                phrase = " ".join(words)
                self.if_found.append(
                    "To find these words in a row only, put them in quotation marks of their own: "
                    f"'\"{phrase}\"'"
                )
                return Phrase(phrase)
        if len(self.plain) > 1 and all(self.plain):
            return Phrase(" ".join(chain.from_iterable(self.plain)))
        return None
