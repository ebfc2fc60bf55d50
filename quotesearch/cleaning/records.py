"""
Records of news databases: an article among fields that say what it is, as LexisNexis, Factiva and ProQuest export it.

A record contains nothing but its story: all between the fields above and those below is the text, and no
model need judge it. Three layouts: fields with names (`BYLINE: Ann Lee`), fields with codes (`BY Ann Lee`), and
Factiva's lines without either, recognised by the number of words above the date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotesearch.cleaning.dates import dates_in
from quotesearch.cleaning.labelling import name_kept
from quotesearch.cleaning.line_rules import form_of
from quotesearch.cleaning.line_shape import is_prose
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.news_databases import CLAIM, CLOSING, NUMBERED, RULE, TEXT_CODES, code_of, field_of, value_of

__all__ = ["Field", "Record", "read_record"]

LONGEST_HEAD: Final = 25
"""Units above the text in Factiva's layout without names."""

COMMONEST: Final = frozenset(
    {"byline", "length", "load-date", "publication-type", "headline", "document-type"}
)
"""Fields two of which make a text a record, if one of them is of those below."""

SUREST: Final = re.compile(r"length\s*:\s*[\d,.]+ words|load-date\s*:|publication-type\s*:", re.IGNORECASE)
CODES: Final = frozenset({"WC", "PD", "SN", "SC", "LA", "AN"})

WORDS: Final = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
BY: Final = re.compile(r"by\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """What a record says in a field: its name as shown to people, and the value with its place."""

    name: str
    value: str
    start: int  # code points of the source
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """A parsed record; `fields` by headline, byline, date, outlet and url."""

    units: tuple[Unit, ...]
    verdicts: tuple[Verdict, ...]
    fields: dict[str, Field]


@dataclass(slots=True)
class _Draft:
    """A record in the making."""

    units: list[Unit]
    verdicts: list[Verdict | None]
    fields: dict[str, Field]

    def mark(self, at: int, label: str, reason: str) -> None:
        """Say what a unit is, unless that has been said."""
        if self.verdicts[at] is None:
            self.verdicts[at] = Verdict(label, "database-field", reason)

    def note(self, kind: str, name: str, at: int, value: str) -> None:
        """Keep what a unit says, unless another one above has said it."""
        if value and kind not in self.fields:
            start = self.units[at].start + (0 if self.units[at].runs else self.units[at].text.rfind(value))
            end = self.units[at].end if self.units[at].runs else start + len(value)
            self.fields[kind] = Field(name, value, start, end)

    def cut(self, at: int, length: int) -> None:
        """Split a unit of plain text, so that a name of a field is not shown with the text after it."""
        unit = self.units[at]
        rest = unit.text[length:].lstrip()
        if unit.runs or not rest:
            return
        first = replace(unit, end=unit.start + length, text=unit.text[:length].rstrip())
        first = replace(first, end=first.start + len(first.text))
        self.units[at : at + 1] = [first, replace(unit, start=unit.end - len(rest), text=rest, gap=False)]
        self.verdicts.insert(at, None)


def read_record(lexicon: Lexicon, units: Sequence[Unit], is_part: bool) -> Record | None:
    r"""
    Take a record apart: a label for each unit, and what its fields say.

    Args:
        lexicon: the word lists of the language.
        units: of the document.
        is_part: whether it was one of several in a file; then it is a record.

    Returns:
        None if it is none; else the units (a field's name apart from its value), labelled.

    >>> from quotesearch.cleaning.plain import read_plain
    >>> text = "HD Rain in Roe\nWC 12 words\nPD 31 October 2024\nSN The Post\nLP It rained.\n"
    >>> record = read_record(Lexicon("en"), read_plain(Lexicon("en"), text), is_part=False)
    >>> [unit.text for unit, verdict in zip(record.units, record.verdicts) if verdict.label == "body"]
    ['It rained.']
    >>> record.fields["outlet"].value
    'The Post'
    """
    texts = [unit.text for unit in units]
    codes = {code for text in texts if (code := code_of(lexicon, text))}
    is_coded = "HD" in codes and bool(codes & TEXT_CODES) and len(codes & CODES) >= 2
    if not (is_coded or is_part or _is_record(lexicon, texts)):
        return None
    draft = _Draft(list(units), [None] * len(units), {})
    layouts: tuple[Callable[[Lexicon, _Draft], bool], ...] = ((_coded,) if is_coded else ()) + (
        _named,
        _printed,
        _bare,
    )
    next(None for layout in layouts if layout(lexicon, draft))
    for at, unit in enumerate(draft.units):
        if draft.verdicts[at] is None:
            form = form_of(lexicon, unit.text)
            caption = form if form is not None and form.label == "caption" else None
            draft.verdicts[at] = caption or name_kept(unit)
    return Record(tuple(draft.units), tuple(filter(None, draft.verdicts)), draft.fields)


def _is_record(lexicon: Lexicon, texts: Sequence[str]) -> bool:
    """Whether these are the lines of a single record."""
    if any(CLOSING.fullmatch(text) or NUMBERED.fullmatch(text) for text in texts):
        return True
    names = {field_of(lexicon, text) for text in texts} & COMMONEST
    return len(names) >= 2 and any(SUREST.match(text) for text in texts)


def _coded(lexicon: Lexicon, draft: _Draft) -> bool:
    """Fields with codes; a unit without one continues the field above it."""
    code, at = "", 0
    codes = lexicon.table("database_codes")
    while at < len(draft.units):
        own = code_of(lexicon, draft.units[at].text)
        if own:
            code = own
            draft.cut(at, len(own))
            if draft.units[at].text == own:
                draft.mark(at, "nav", f"the code {own} of a database's field")
                at += 1
                continue
        kind = codes.get(code.lower(), "nav")
        name = f"the field {code} of a database"
        if code and kind != "body":
            draft.mark(at, "nav" if kind == "outlet" else kind, name)
        elif not code:
            draft.mark(at, "nav", "above the fields of a database")
        if kind in {"headline", "byline", "date", "outlet"} and draft.units[at].text != own:
            draft.note(kind, name, at, draft.units[at].text)
        at += 1
    return True


def _named(lexicon: Lexicon, draft: _Draft) -> bool:
    """Fields with names, above and below the text."""
    kinds = lexicon.table("database_fields")
    sides = [(kinds.get(field_of(lexicon, unit.text), "") + " ").split() for unit in draft.units]
    if not any(side and side[1] in {"head", "foot"} for side in sides):
        return False
    start = _start_of_text(lexicon, draft.units, sides)
    if start and sides[start - 1][:1] == ["start"]:
        name = len(draft.units[start - 1].text) - len(value_of(lexicon, draft.units[start - 1].text))
        draft.mark(start - 1, "nav", "heads the text in a database's record")
        before = len(draft.units)
        draft.cut(start - 1, name)
        if len(draft.units) > before:
            draft.verdicts[start - 1], draft.verdicts[start] = draft.verdicts[start], None
            draft.mark(start - 1, "nav", "heads the text in a database's record")
            sides.insert(start, [])
    end = _end_of_text(lexicon, draft.units, sides, start)
    for at in (*range(start), *range(end, len(draft.units))):
        _mark_field(lexicon, draft, at, sides[at])
    _mark_loose(lexicon, draft, start)
    return True


def _mark_field(lexicon: Lexicon, draft: _Draft, at: int, side: Sequence[str]) -> None:
    """Label a unit that begins or continues a field."""
    text = draft.units[at].text
    if side and side[0] != "start":
        field, value = field_of(lexicon, text), value_of(lexicon, text)
        name = f"the field {text[: len(field)]} of a database"
        draft.mark(at, side[0], name)
        if not value and at + 1 < len(draft.units) and not field_of(lexicon, draft.units[at + 1].text):
            draft.mark(at + 1, side[0], name)
            value, at = draft.units[at + 1].text, at + 1
        for kind, known in (
            ("headline", field == "headline"),
            ("byline", field in {"byline", "author"}),
            ("date", field in {"publication info", "publication date"}),
            ("outlet", field in {"publication info", "publication title"}),
            ("url", field == "url"),
        ):
            if known:
                draft.note(kind, name, at, value)
    elif NUMBERED.fullmatch(text) or CLOSING.fullmatch(text) or RULE.fullmatch(text):
        draft.mark(at, "nav", "parts the documents of a database")
    elif CLAIM.match(text):
        draft.mark(at, "footer", "claims the copyright, in a database's record")


def _start_of_text(lexicon: Lexicon, units: Sequence[Unit], sides: Sequence[Sequence[str]]) -> int:
    """Which unit the text begins with: after its heading, or after the last field above the first paragraph."""
    headed = next((at + 1 for at, side in enumerate(sides) if side[:1] == ["start"]), 0)
    if headed:
        return headed
    heads = [at for at, side in enumerate(sides) if side[1:2] == ["head"]]
    first = next(
        (at for at in range(heads[0] if heads else 0, len(units)) if _is_text(units[at], sides[at])), 0
    )
    above = [at for at in heads if at < first] or heads[-1:] if heads else []
    if not above:
        return first
    start = above[-1] + 1
    empty = not value_of(lexicon, units[start - 1].text)
    while start < first and (empty or not units[start].gap):  # the value continues below its name
        start, empty = start + 1, False
    return start


def _is_text(unit: Unit, side: Sequence[str]) -> bool:
    return not side and is_prose(unit.text) and not CLAIM.match(unit.text)


def _end_of_text(lexicon: Lexicon, units: Sequence[Unit], sides: Sequence[Sequence[str]], start: int) -> int:
    """Which unit the text ends before: the first field below it, a closing line or a claim of copyright."""
    end = next(
        (
            at
            for at in range(start, len(units))
            if sides[at][1:2] == ["foot"] or CLOSING.fullmatch(units[at].text) or _claims(lexicon, units, at)
        ),
        len(units),
    )
    while end > start and (sides[end - 1][1:2] == ["tail"] or RULE.fullmatch(units[end - 1].text)):
        end -= 1
    return end


def _claims(lexicon: Lexicon, units: Sequence[Unit], at: int) -> bool:
    """Whether this is a claim of copyright, and no paragraph is below it."""
    claims = CLAIM.match(units[at].text) and len(units[at].text) < 200
    return bool(claims) and not any(
        is_prose(unit.text) and not field_of(lexicon, unit.text) and not CLAIM.match(unit.text)
        for unit in units[at + 1 :]
    )


def _mark_loose(lexicon: Lexicon, draft: _Draft, start: int) -> None:
    """
    Label the lines above the text that have no field's name: outlet and date, and the headline.

    The outlet is right above the date; the headline is below both (Nexis, old), or above (Nexis, new).
    """
    loose = [at for at in range(start) if draft.verdicts[at] is None]
    date = next((at for at in loose if _date_in(lexicon, draft.units[at])), None)
    title: list[int] = []
    if date is not None:
        draft.note("date", "the line of the date in a database's record", date, draft.units[date].text)
        draft.mark(date, "date", "the date in the head of a database's record")
        above, below = ([at for at in loose if at < date], [at for at in loose if at > date])
        outlet = above[-1:] if below or len(above) > 1 or "headline" in draft.fields else []
        for at in outlet:
            draft.note("outlet", "the line above the date in a database's record", at, draft.units[at].text)
            draft.mark(at, "nav", "the outlet, in the head of a database's record")
        title = _last_paragraph(draft, [at for at in below or above if at not in outlet])
    elif "headline" not in draft.fields:
        title = _last_paragraph(draft, loose)
    if "headline" not in draft.fields:
        _mark_title(draft, title)
    for at in loose:
        draft.mark(at, "nav", "in the head of a database's record")


def _mark_title(draft: _Draft, title: Sequence[int]) -> None:
    """Label the units of the headline, and keep them as one."""
    if title:
        units = [draft.units[at] for at in title]
        name = "the title in the head of a database's record"
        words = " ".join(unit.text for unit in units)
        draft.fields["headline"] = Field(name, words, units[0].start, units[-1].end)
    for at in title:
        draft.mark(at, "headline", "the title in the head of a database's record")


def _last_paragraph(draft: _Draft, loose: Sequence[int]) -> list[int]:
    """The last of some units, with those that no empty line parts from it."""
    title = list(loose[-1:])
    while title and not draft.units[title[0]].gap and title[0] - 1 in loose:
        title.insert(0, title[0] - 1)
    return title


def _date_in(lexicon: Lexicon, unit: Unit) -> bool:
    """Whether a unit is a date, and hardly anything else."""
    found = next(dates_in(lexicon, unit.text[:120]), None)
    return found is not None and found.end - found.start >= len(unit.text) / 3


def _printed(lexicon: Lexicon, draft: _Draft) -> bool:
    """Factiva's lines: headline, byline, number of words, date, outlet, its code, language, copyright."""
    units = draft.units
    anchor = next((at for at in range(min(len(units), LONGEST_HEAD)) if WORDS.fullmatch(units[at].text)), 0)
    date = next(
        (at for at in range(anchor + 1, min(anchor + 3, len(units))) if _date_in(lexicon, units[at])), 0
    )
    if not anchor or not date:
        return False
    head = [
        at
        for at in range(anchor)
        if not (NUMBERED.fullmatch(units[at].text) or RULE.fullmatch(units[at].text))
    ]
    if len(head) > 1 and (BY.match(units[head[-1]].text) or form_of(lexicon, units[head[-1]].text)):
        draft.note("byline", "the line above the number of words", head[-1], units[head[-1]].text)
        draft.mark(head.pop(), "byline", "above the number of words in a database's record")
    _mark_title(draft, head[-1:])
    draft.note("date", "the line of the date in a database's record", date, units[date].text)
    draft.mark(date, "date", "the date in the head of a database's record")
    outlet = next(
        (at for at in range(date + 1, len(units)) if not re.fullmatch(r"[\d:. ]+", units[at].text)), 0
    )
    if outlet and not is_prose(units[outlet].text):
        draft.note("outlet", "the line below the date in a database's record", outlet, units[outlet].text)
    below = range(date, min(date + LONGEST_HEAD // 2, len(units)))
    claim = next((at for at in below if CLAIM.match(units[at].text)), None)
    first = next((at for at in below if is_prose(units[at].text) and at != claim), len(units))
    start = claim + 1 if claim is not None and claim < first else first
    for at in range(start):
        draft.mark(at, "footer" if at == claim else "nav", "in the head of a database's record")
    _mark_end(lexicon, draft, start)
    return True


def _bare(lexicon: Lexicon, draft: _Draft) -> bool:
    """A record without fields: the title, the text, and the line that closes it."""
    first = next((at for at, unit in enumerate(draft.units) if is_prose(unit.text)), len(draft.units))
    for at in range(first):
        _mark_field(lexicon, draft, at, ())
    _mark_loose(lexicon, draft, first)
    _mark_end(lexicon, draft, first)
    return True


def _mark_end(lexicon: Lexicon, draft: _Draft, start: int) -> None:
    """Label the end of a record, and what may be below."""
    end = _end_of_text(lexicon, draft.units, [[] for _ in draft.units], start)
    for at in range(end, len(draft.units)):
        _mark_field(lexicon, draft, at, ())
        draft.mark(at, "footer", "below the text in a database's record")
