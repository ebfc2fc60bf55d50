"""What a site calls itself, and its name taken off titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from quotesearch.cleaning.folding import fold, fold_words
from quotesearch.lexicons import Lexicon

__all__ = ["Site", "name_site", "title_parts"]

LONGEST_NAME: Final = 6
"""Words of a part of a title that may be the site's name."""

SHORTEST_LABEL: Final = 3
"""Letters of a host's part that may spell a name; “m” and “eu” do not."""

_BETWEEN = re.compile(r"\s+[|–—·•»›«:~-]+\s+|(?<=[|»])\s+|\s+(?=[|»])")
_COLON = re.compile(r":\s+")
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site, as they are compared."""

    _lexicon: Lexicon
    said: frozenset[str] = frozenset()  # what the page calls it, folded, without “the”
    names: frozenset[str] = frozenset()  # the same without words that many sites have in their names
    labels: frozenset[str] = frozenset()  # the parts of its host's name that may spell its name

    def is_called(self, text: str) -> bool:
        """
        Whether *text* is the site's name.

        >>> site = name_site(Lexicon("en"), ["Roe Times"], "https://www.roetimes.co.uk/a")
        >>> site.is_called("The Roe Times Online"), site.is_called("RT"), site.is_called("Roe")
        (True, False, False)
        """
        lexicon = self._lexicon
        told = fold_words(text[:200])
        return 0 < len(told) <= LONGEST_NAME + 2 and (
            _core(lexicon, told) in self.names or self._is_spelt(text)
        )

    def _is_spelt(self, text: str) -> bool:
        """Whether a few words spell a part of the host's name, or begin as its letters do."""
        lexicon = self._lexicon
        told = fold_words(text[:200])
        wholes = (
            {tuple(told), tuple(_core(lexicon, told).split())} if 0 < len(told) <= LONGEST_NAME + 2 else set()
        )
        return any(_spells(whole, label) for whole in wholes for label in self.labels)

    def is_said_to_be(self, text: str) -> bool:
        """Whether *text* is a name that the page gives its site; a host may also spell the name of a person."""
        return fold(text).removeprefix("the ") in self.said

    def may_be_called(self, text: str) -> bool:
        """
        Whether *text* is the site's name, a part of it, or hardly more than it: enough at the end of a title.

        >>> site = name_site(Lexicon("en"), ["PBS NewsHour"], "")
        >>> site.may_be_called("PBS"), site.may_be_called("PBS NewsHour Weekend"), site.may_be_called("Mayor")
        (True, True, False)
        """
        lexicon = self._lexicon
        if self.is_called(text):
            return True
        told = _core(lexicon, fold_words(text[:200]))
        if not 0 < told.count(" ") + 1 <= LONGEST_NAME:
            return False
        return any(f" {told} " in f" {name} " or f" {name} " in f" {told} " for name in self.names)

    def without_name(self, title: str) -> str:
        """
        A title without the site's name before or after it; a title that is nothing else stays.

        >>> site = name_site(Lexicon("en"), [], "https://politics.example.org/a")
        >>> (
        ...     site.without_name("Example - Mayor's campaign - a history"),
        ...     site.without_name("Bridge wins | Example"),
        ... )
        ("Mayor's campaign - a history", 'Bridge wins')
        """
        parts = list(title_parts(title))
        while len(parts) > 1:
            if self.may_be_called(title[slice(*parts[-1])]):
                parts.pop()
            elif self.may_be_called(title[slice(*parts[0])]):
                parts.pop(0)
            else:
                break
        return title[parts[0][0] : parts[-1][1]] if parts else title.strip()

    def named_part(self, text: str) -> str:
        """
        The part of a title, or of a name with a slogan, that spells the host's name; empty if none does.

        >>> site = name_site(Lexicon("en"), [], "https://roetimes.example/a")
        >>> site.named_part("Roe Times - News you can use"), site.named_part("Bridge wins - Roe Times!")
        ('Roe Times', 'Roe Times!')
        """
        parts = [text[start:end] for start, end in title_parts(text)]
        called = (part for part in parts if len(parts) > 1 and self._is_spelt(part))
        return next(called, "")

    def without_label(self, title: str) -> str:
        """
        The same, also of a title that a colon sets off from the site's name, as in titles for machines.

        >>> name_site(Lexicon("en"), ["Roe Times"], "").without_label("Roe Times: Bridge wins")
        'Bridge wins'
        """
        rest = self.without_name(title)
        colon = _COLON.search(rest)
        return rest[colon.end() :] if colon and self.is_called(rest[: colon.start()]) else rest


def name_site(lexicon: Lexicon, names: Iterable[str], address: str) -> Site:
    """
    What a site is called, by the names that its page gives and the address of the page.

    Args:
        lexicon: the word lists of the language.
        names: what the page says; a name with a slogan after a dash counts by its first part, too.
        address: empty if it is not known.
    """
    said, told = set(), set()
    for name in names:
        said.add(fold(name).removeprefix("the "))
        told.add(_core(lexicon, fold_words(name)))
        parts = list(title_parts(name))
        if len(parts) > 1:
            told.add(_core(lexicon, fold_words(name[slice(*parts[0])])))
    return Site(
        lexicon,
        frozenset(said),
        frozenset(name for name in told if name),
        frozenset(_labels(lexicon, address)),
    )


def title_parts(title: str) -> Iterator[tuple[int, int]]:
    """
    The parts of a title, separated by dashes, bars and similar marks.

    >>> title = "Bridge wins | Roe Times"
    >>> [title[start:end] for start, end in title_parts(title)]
    ['Bridge wins', 'Roe Times']
    """
    at = 0
    for between in [*_BETWEEN.finditer(title), None]:
        end = between.start() if between else len(title)
        part = title[at:end]
        bare = part.strip(" |»\t\n")
        if bare:
            start = at + part.index(bare)
            yield start, start + len(bare)
        at = between.end() if between else end


def _core(lexicon: Lexicon, told: list[str]) -> str:
    """Folded words without those that many sites have in their names, unless there are no others."""
    rest = [word for word in told if word not in lexicon.words("boilerplate_site_words")]
    return " ".join(rest or told)


def _labels(lexicon: Lexicon, address: str) -> Iterator[str]:
    """The parts of a host's name that may spell the site's name: “roetimes” and “roetimescom”."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return
    parts = host.removeprefix("www.").replace("-", "").split(".")
    if len(parts) < 2:
        return
    yield "".join(parts)
    kept = parts[:-1]
    if len(kept) > 1 and kept[-1] in _SECOND_LEVEL:
        kept.pop()
    for label in kept:
        if len(label) >= SHORTEST_LABEL and label not in lexicon.words("boilerplate_site_words"):
            yield label


def _spells(told: tuple[str, ...], label: str) -> bool:
    """Whether the beginnings of these words, of each at least a letter, spell the label: “nytimes”."""
    ends = {0}
    for word in told:
        ends = {
            end + size
            for end in ends
            for size in range(1, len(word) + 1)
            if label.startswith(word[:size], end)
        }
    return len(label) in ends
