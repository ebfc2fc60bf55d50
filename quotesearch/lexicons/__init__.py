"""
Word lists: one entry a line in a text file, comments after `#`, source and licence on top.

A linguist can fix the search engine here without reading Python. A `Lexicon` has the lists and the fitted weights
of one language; `docs/extending.md` says how to add a language.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from quotesearch.errors import QuotesearchError

__all__ = ["ENGLISH", "Lexicon", "entries", "lexicon_of", "table", "words"]

_HERE: Final = Path(__file__).parent  # importlib.resources takes 5 ms to import, which every search would pay

_Made = TypeVar("_Made")


@cache
def entries(name: str, folder: Path = _HERE) -> tuple[str, ...]:
    """
    The entries of a list, in the order of the file, comments and empty lines left out.

    Args:
        name: the file's path below *folder*, without `.txt`.
        folder: where the lists are; the default is `quotesearch/lexicons`.

    Raises:
        QuotesearchError: there is no such list; the message says where it was looked for.

    >>> "said" in entries("en/reporting_verbs")
    True
    """
    path = folder / f"{name}.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise QuotesearchError(f"no word list {name!r}: looked for {path}") from error
    stripped = (line.partition("#")[0].strip() for line in lines)
    return tuple(line for line in stripped if line)


@cache
def words(name: str, folder: Path = _HERE) -> frozenset[str]:
    """
    The entries of a list as a set.

    >>> "table" in words("en/reporting_verbs")
    False
    """
    return frozenset(entries(name, folder))


@cache
def table(name: str, folder: Path = _HERE) -> dict[str, str]:
    """
    A list of pairs, `entry = value` a line. An entry that occurs twice has its last value.

    >>> table("en/first_names")["mary"]
    'f'
    """
    pairs = (entry.partition("=") for entry in entries(name, folder))
    return {left.strip(): right.strip() for left, _, right in pairs}


class Derived(dict[Any, Any]):
    """
    What modules make of the lists of one language, such as sets and patterns: made when it is first needed.

    A dictionary, because it is read several thousand times for an article.

    >>> ENGLISH.derived[lambda lexicon: len(lexicon.words("pronouns"))] > 5
    True
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, make: Callable[[Lexicon], Any]) -> Any:
        made = self[make] = make(self._lexicon)
        return made

    if TYPE_CHECKING:

        def __getitem__(self, make: Callable[[Lexicon], _Made]) -> _Made: ...


class Lexicon:
    """
    The word lists and fitted weights of one language. `lexicon_of` returns the one instance of a language.

    Args:
        language: the name of the folder with its lists, such as "en".
        folder: where the folders of languages are.
        weights: where the weights are: those of English, and a folder for each other language.

    Raises:
        QuotesearchError: there are no lists of the language; the message names the languages there are.

    >>> lexicon = Lexicon("en")
    >>> "said" in lexicon.words("reporting_verbs"), lexicon.table("first_names")["mary"]
    (True, 'f')
    >>> Lexicon("xx")
    Traceback (most recent call last):
    quotesearch.errors.QuotesearchError: there are no word lists of the language 'xx'; there are: en
    """

    def __init__(self, language: str, folder: Path = _HERE, weights: Path = _HERE.parent / "weights") -> None:
        if not (folder / language).is_dir():
            there = sorted(path.parent.name for path in folder.glob("*/reporting_verbs.txt"))
            raise QuotesearchError(
                f"there are no word lists of the language {language!r}; there are: {', '.join(there)}"
            )
        self.language = language
        self._folder = folder
        self._weights = weights
        self.derived = Derived(self)

    def words(self, name: str) -> frozenset[str]:
        """The entries of a list as a set."""
        return words(*self._place(name))

    def entries(self, name: str) -> tuple[str, ...]:
        """The entries of a list in order."""
        return entries(*self._place(name))

    def table(self, name: str) -> dict[str, str]:
        """A list of pairs."""
        return table(*self._place(name))

    def _place(self, name: str) -> tuple[str, Path]:
        """Where a list is: "many/NAME" is the same for all languages, and comes with quotesearch."""
        return (name, _HERE) if "/" in name else (f"{self.language}/{name}", self._folder)

    def word_class(self, name: str) -> frozenset[str]:
        """
        A small set of words that single rules read, such as the articles: a line of `word_classes.txt`.

        Raises:
            QuotesearchError: the file has no such class.

        >>> sorted(ENGLISH.word_class("articles"))
        ['a', 'an', 'the']
        """
        classes = self.table("word_classes")
        if name not in classes:
            raise QuotesearchError(f"no word class {name!r} in {self.language}/word_classes.txt")
        return frozenset(classes[name].split())

    def weights(self, name: str) -> Any:
        """The content of a weight file: NAME.json for English, LANGUAGE/NAME.json for another language."""
        place = self._weights if self.language == "en" else self._weights / self.language
        path = place / f"{name}.json"
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise QuotesearchError(f"no weights {name!r} for {self.language!r}: looked for {path}") from error


@cache
def lexicon_of(language: str) -> Lexicon:
    """
    The lexicon of a language that comes with quotesearch: always the same instance, so its sets are made once.

    Raises:
        QuotesearchError: there are no lists of the language; the message names the languages there are.

    >>> lexicon_of("en") is ENGLISH
    True
    """
    return Lexicon(language)


ENGLISH: Final = lexicon_of("en")
"""The lists that come with quotesearch."""
