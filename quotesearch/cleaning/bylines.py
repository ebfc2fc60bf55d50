"""Bylines: who wrote it, as the line above the story says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from quotesearch.cleaning.folding import fold
from quotesearch.lexicons import Lexicon

__all__ = [
    "are_people",
    "before_office",
    "clean_names",
    "is_desk",
    "is_first_name",
    "is_name",
    "is_nobody",
    "is_office",
    "names_in_byline",
    "says_by",
    "without_addresses",
]

LONGEST_NAME: Final = 6
"""Words; “The Kyiv Independent news desk” has five."""

_LEAD = re.compile(
    r"^\s*(?:(?:written|posted|published|reported|reporting|report|story|text|words|author|authors|analysis|review|news|interview|feature|commentary|opinion|column|essay)\s*(?:by\b|:)|by\b|by(?-i:(?=[A-Z]))|von\b|par\b|por\b)\s*:?\s*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|/|\||•|·|⋅|&|\+|\n|\b(?:and|und|et|y|with)\b)\s*", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:;|&|\+|\n|\b(?:and|und|et|y|with)\b)\s*", re.IGNORECASE)  # more writers follow
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?<!\w)@\w+\)?")
_DEGREE = re.compile(r"[A-Z]\.?[A-Za-z]?\.?[A-Z]{1,2}\.?")  # RDN, Ph.D
_NUMERAL = re.compile(r"[IV]+")  # Henry Adams III
_NAME_WORD = re.compile(r"(?:[^\W\d_]|['’.\-‑])+", re.UNICODE)
_AFTER_NAME = re.compile(
    r"\s*(?:\(|\||–|—|\bfor\b|\bin\b|\bat\b|\bof\b|@|\bupdated\b|\bpublished\b|\bposted\b|\bon\b\s*$).*$",
    re.IGNORECASE | re.DOTALL,
)


@cache
def _small_words(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("boilerplate_name_words")


def names_in_byline(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """
    The names of a byline, or nothing if *text* is none: without “by” it must hold names only.

    >>> names_in_byline(Lexicon("en"), "by Kateryna Hodunova and The Kyiv Independent news desk")
    ('Kateryna Hodunova', 'The Kyiv Independent news desk')
    >>> names_in_byline(Lexicon("en"), "Iryna Kutielieva")
    ('Iryna Kutielieva',)
    >>> names_in_byline(Lexicon("en"), "by the sea we ran")
    ()
    """
    if len(text) > 160:
        return ()
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    names = clean_names(lexicon, rest)
    if not names or (lead is None and not are_people(lexicon, names)):
        return ()
    return names


def says_by(text: str) -> bool:
    """
    Whether a line begins as a byline does.

    >>> says_by("By Roe University"), says_by("Roe University")
    (True, False)
    """
    return _LEAD.match(text) is not None


def clean_names(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """
    The names in a list of authors, without outlets after “for” and titles after a comma.

    Empty if what is left does not look like names.

    >>> clean_names(Lexicon("en"), "Ann Lee, Senior Reporter")
    ('Ann Lee',)
    >>> clean_names(Lexicon("en"), "Ann Lee for BBC News")
    ('Ann Lee',)
    """
    names: list[str] = []
    text = without_addresses(text).strip()
    for part, mark in zip(_SEPARATOR.split(text), ["", *_SEPARATOR.findall(text)], strict=True):
        name = _whole(_without_outlet(_cut(lexicon, part).strip(" .,:-–—")))
        if not name:
            continue
        if not is_name(lexicon, name):
            if names:  # what follows the names is the writer's office or place
                break
            return ()
        name = before_office(lexicon, name) or name
        if is_office(lexicon, name) or is_nobody(lexicon, name) or (names and _DEGREE.fullmatch(name)):
            continue
        if names and not _LIST.fullmatch(mark) and _is_of_writer(lexicon, name, names[-1], mark):
            continue
        if name not in names:
            names.append(name)
    return tuple(names)


def without_addresses(text: str) -> str:
    """
    A byline without e-mail addresses, links and handles.

    >>> without_addresses("Ann Lee ann@example.org"), without_addresses("@annlee")
    ('Ann Lee', '')
    """
    return (
        " ".join(_ADDRESS.sub(" ", text).split()) if "@" in text or "://" in text or "www." in text else text
    )


def is_nobody(lexicon: Lexicon, name: str) -> bool:
    """
    Whether a byline has no person's name: “Staff”, “Editor”, a login.

    >>> (
    ...     is_nobody(Lexicon("en"), "Staff Writer"),
    ...     is_nobody(Lexicon("en"), "roe4u"),
    ...     is_nobody(Lexicon("en"), "Roe Staff"),
    ... )
    (True, True, False)
    """
    login = " " not in name and (name[:1].islower() or any(letter.isdigit() for letter in name))
    prompt = name.casefold() in lexicon.words("boilerplate_not_names")  # “Shop by category”
    return login or prompt or fold(name) in lexicon.words("boilerplate_nobody")


def _cut(lexicon: Lexicon, part: str) -> str:
    """A name without the outlet or place after a word such as “for” or “in”; “University of Roe” is one name."""
    cut = _AFTER_NAME.sub("", part)
    return part if " " not in cut.strip() and is_desk(lexicon, cut) and part.startswith(f"{cut} of ") else cut


def _whole(name: str) -> str:
    """A name that two boxes have printed without anything between, once."""
    half = name[: len(name) // 2].rstrip()
    return half if " " in half and name in {half * 2, f"{half} {half}"} else name


def _is_of_writer(lexicon: Lexicon, name: str, writer: str, mark: str) -> bool:
    """Whether what is after a comma or a bar is the writer's outlet or place: “Ann Lee, BBC News”, “Ann Lee, Rome”."""
    if " " not in writer:
        return False
    return (
        " " not in name
        or is_desk(lexicon, name)
        or ("," not in mark and not is_first_name(lexicon, name.split()[0]))
    )


def before_office(lexicon: Lexicon, text: str) -> str:
    """
    The name before an office or an outlet that nothing sets off from it, if it is sure where it ends.

    >>> (
    ...     before_office(Lexicon("en"), "Ann Lee Political Editor"),
    ...     before_office(Lexicon("en"), "Ann Walsh Cable News"),
    ...     before_office(Lexicon("en"), "Ann Lee"),
    ... )
    ('Ann Lee', 'Ann Walsh', '')
    """
    parts = text.split()
    if len(parts) < 3 or not is_first_name(lexicon, parts[0]):
        return ""
    size = 3 if is_first_name(lexicon, parts[1]) and parts[2].casefold() in lexicon.words("surnames") else 2
    name = " ".join(parts[:size])
    outlet = len(parts) >= size + 2 and is_desk(lexicon, parts[-1]) and parts[size][0].isupper()
    return (
        name
        if are_people(lexicon, (name,)) and (outlet or (is_office(lexicon, text) and len(parts) > size))
        else ""
    )


def is_first_name(lexicon: Lexicon, word: str) -> bool:
    """Whether people are called so."""
    return word.casefold() in lexicon.table("first_names")


def _without_outlet(name: str) -> str:
    """A name without an outlet in capitals or with an article, and without a degree after it."""
    parts = name.split()
    if name.isupper():
        return name
    if len(parts) > 2 and _DEGREE.fullmatch(parts[-1]) and not _NUMERAL.fullmatch(parts[-1]):
        parts.pop()
    for at in range(2, len(parts)):
        if _NUMERAL.fullmatch(parts[at]):
            break
        if parts[at] in {"The", "Associated"} or (
            len(parts[at]) > 2 and all(p.isupper() for p in parts[at:])
        ):
            return " ".join(parts[:at])
    return " ".join(parts)


def is_name(lexicon: Lexicon, text: str) -> bool:
    """Whether *text* could be the name of a person or a desk: few words, begun with capitals."""
    parts = text.split()
    if not 1 <= len(parts) <= LONGEST_NAME:
        return False
    for part in parts:
        if not _NAME_WORD.fullmatch(part):
            return False
        if not part[0].isupper() and part.casefold() not in _small_words(lexicon):
            return False
    if "by" in text.casefold().split():  # “Commentary by”: the name is elsewhere; “Shop By Size”
        return False
    return parts[0][0].isupper() or parts[0].casefold() in {"the", "de", "van", "von", "da", "di", "al"}


def are_people(lexicon: Lexicon, names: Sequence[str]) -> bool:
    """Whether these are names of people, all of them, and at least one."""
    return bool(names) and all(_is_person(lexicon, name) for name in names)


def is_desk(lexicon: Lexicon, name: str) -> bool:
    """
    Whether a name is an outlet's, an agency's or a desk's.

    >>> is_desk(Lexicon("en"), "The Associated Press"), is_desk(Lexicon("en"), "Ann Lee")
    (True, False)
    """
    return not lexicon.words("boilerplate_desk_words").isdisjoint(name.casefold().split())


def _is_person(lexicon: Lexicon, name: str) -> bool:
    """Two to four capitalised words, none of them a word of headlines."""
    parts = name.split()
    return 2 <= len(parts) <= 4 and not any(
        part.casefold() in lexicon.words("boilerplate_not_names") for part in parts
    )


def is_office(lexicon: Lexicon, name: str) -> bool:
    """“Senior Reporter”: said of the writer, not the writer."""
    return any(word.casefold() in lexicon.words("boilerplate_offices") for word in name.split()[-1:])
