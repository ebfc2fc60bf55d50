"""
Text → words that can be compared: the same for what is indexed, what is asked and what is highlighted.

A word has three forms. *Printed*: as it is, except for case and the shape of its apostrophe. *Folded*:
accents, apostrophes, the dots of abbreviations, separators in numbers and British spelling folded too.
*Stem*: the folded word without inflection. No word is left out for being frequent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from quotesearch.analysis.stemming import stem
from quotesearch.lexicons import table, words
from quotesearch.spelling import may_have_odd_marks

if TYPE_CHECKING:
    from quotesearch.spelling import Normalised

__all__ = [
    "WHOLE_NAME",
    "Term",
    "TermForm",
    "folded_form",
    "folded_prefixes",
    "name_words",
    "person_words",
    "terms_of",
    "tokenize",
    "word_sequences",
]

WHOLE_NAME: Final = "="
"""In front of a name: only a speaker whose name has no other words is meant."""

TermForm = Literal["printed", "folded", "stem"]

_APOSTROPHES: Final = "'’‘ʼ`´"
_HYPHENS: Final = "-‐‑"
_LETTER: Final = r"[^\W\d_]"
_MARKED: Final = r"[\w\u0300-\u036f\u00ad]"  # with combining accents and soft hyphens
_UNIT: Final = rf"""
    (?:{_LETTER}\.)+{_LETTER}(?!\w)\.?                                   # U.S., p.m.
    | \d+(?:[.,]\d+|[\u00a0\u2009\u202f]\d{{3}}(?!\d))*\w*               # 10,000  3.5  5bn
    | (?:\[{_LETTER}{{1,4}}\](?=\w))?{_MARKED}+
      (?:[{_APOSTROPHES}]{_MARKED}+|\[{_LETTER}{{1,4}}\])*               # don't  [t]hey  agree[d]
"""
_EDGES: Final = (
    ".,;:!?()\"“”„«»…—–-'‘’"  # no word begins or ends with these, except for an abbreviation's dot
)
_CHUNK: Final = re.compile(r"[^ \t\r\n]+")  # no word reaches over these; they are no part of one
_HYPHEN: Final = re.compile(f"[{_HYPHENS}]")
_TYPOGRAPHY: Final = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_HYPHENS, "-") | {"\u00ad": None}
)
_DROPPED: Final = str.maketrans(dict.fromkeys("'[]-\u00a0\u2009\u202f"))
_NO_DECOMPOSITION: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_SEPARATOR: Final = re.compile(r"[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")  # of thousands
_ISE: Final = r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|ing(?:s|ly)?|able|ation(?:s|al)?)$)"
"""
Where British spelling may have an s for a z. Some words have one everywhere (promise); that they are folded, too, makes
no two words one.
"""

_ISE_BEGUN: Final = r"(?<=[a-z]{3})is(?=(?:e[drs]?|ers|i(?:n(?:g(?:s|ly?)?)?)?|a(?:bl?|t(?:io?)?)?)?$)"
"""The same in the beginning of a word."""

_SHARED: Final = 3  # letters that every beginning in the list of spellings has at least
_MOST_SEQUENCES: Final = (
    8  # ways to read a query with hyphens; more than three hyphens in one are not worth it
)


class Term(NamedTuple):
    """
    A word of a text. What is hyphenated gives a token for each piece, and one for the whole at the place of
    its first and again of its last piece, so that it is next to its neighbours on both sides.
    """

    printed: str
    folded: str
    stem: str
    position: int  # in words
    start: int
    end: int
    whole: bool = False  # all of a hyphenated word


class _TermForms(NamedTuple):
    """The three forms of a word."""

    printed: str
    folded: str
    stem: str


def tokenize(text: str) -> list[Term]:
    """
    The words of a text, in order.

    >>> [token.folded for token in tokenize("The U.S. won’t deploy 10,000 café-goers’ sons to “labour”.")]
    ['the', 'us', 'wont', 'deploy', '10000', 'cafe', 'goers', 'cafegoers', 'cafegoers', 'sons', 'to', 'labor']
    >>> [token.printed for token in tokenize("Front-line U.S. troops")]
    ['front-', '-line', 'front-line', 'front-line', 'u.s.', 'troops']
    >>> [
    ...     token[-4:-1] for token in tokenize("It donâ€™t")
    ... ]  # what a wrong decoder printed, found by its usual spelling
    [(0, 0, 2), (1, 3, 10)]
    """
    if may_have_odd_marks(text):
        done = _usual(text)
        if done.starts:
            return [_printed(token, done) for token in _tokenize(done.text)]
    return _tokenize(text)


def _printed(token: Term, done: Normalised) -> Term:
    """A word of a text in its usual spelling, where it is printed."""
    start, end = done.printed(token.start, token.end)
    return token._replace(start=start, end=end)


def _usual(text: str) -> Normalised:
    """A text in its usual spelling; that is loaded for texts that seem to need it."""
    from quotesearch.spelling import usual_marks

    return usual_marks(text)


def _tokenize(text: str) -> list[Term]:
    """The terms of a text in its usual spelling."""
    position = 0
    shouting = text.isupper() and len(text.split()) > 2
    found: list[Term] = []
    for match in _CHUNK.finditer(text):
        tokens, width = _chunk(match.group(), shouting)
        start = match.start()
        found.extend(
            Term(*token[:3], token.position + position, token.start + start, token.end + start, token.whole)
            for token in tokens
        )
        position += width
    return found


def terms_of(text: str) -> list[tuple[Term, int]]:
    """
    The words of a text with their positions: `tokenize` without offsets, for those who have many texts.

    Words recur, so that most need not be looked at again.

    >>> [(token.folded, position) for token, position in terms_of("The U.S. left.")]
    [('the', 0), ('us', 1), ('left', 2)]
    """
    if may_have_odd_marks(text):
        text = _usual(text).text
    position = 0
    shouting = text.isupper() and len(text.split()) > 2
    found: list[tuple[Term, int]] = []
    for chunk in _CHUNK.findall(text):
        tokens, width = _chunk(chunk, shouting)
        for token in tokens:
            found.append((token, token.position + position))  # noqa: PERF401 - a comprehension would be slower
        position += width
    return found


@lru_cache(maxsize=131072)
def _chunk(chunk: str, shouting: bool) -> tuple[tuple[Term, ...], int]:
    """The words between two spaces, and how many positions they take."""
    bare = chunk.strip(_EDGES)
    if bare.isascii() and bare.isalpha():  # as most are
        start = chunk.index(bare)
        return (Term(*_forms(bare, shouting), 0, start, start + len(bare)),), 1
    return _words_by_rule(chunk, shouting)


def _words_by_rule(chunk: str, shouting: bool) -> tuple[tuple[Term, ...], int]:
    """What `_chunk` gives, for what may be no word, one with marks in it, or several."""
    word, piece = _patterns()
    tokens: list[Term] = []
    position = 0
    for found in word.finditer(chunk):
        raw, start = found.group(), found.start()
        pieces = list(piece.finditer(raw)) if _HYPHEN.search(raw) else ()
        if len(pieces) < 2:
            tokens.append(Term(*_forms(raw, shouting), position, start, found.end()))
            position += 1
            continue
        for number, part in enumerate(pieces):
            forms = _forms(part.group(), shouting)
            printed = "-" * (number > 0) + forms.printed + "-" * (number < len(pieces) - 1)
            place = (position + number, start + part.start(), start + part.end())
            tokens.append(Term(printed, forms.folded, forms.stem, *place))
        last = position + len(pieces) - 1
        forms = _forms(raw, shouting)
        tokens.extend(Term(*forms, at, start, found.end(), whole=True) for at in (position, last))
        position = last + 1
    return tuple(tokens), position


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A word, and a piece of one. They take five milliseconds to compile, which many searches need not pay."""
    word = rf"(?:{_UNIT})(?:[{_HYPHENS}](?:{_UNIT}))*"
    return re.compile(word, re.VERBOSE), re.compile(_UNIT, re.VERBOSE)


def folded_form(word: str) -> str:
    """
    The folded form of a word, in which differences that do not matter to a search are removed.

    >>> [
    ...     folded_form(word)
    ...     for word in ("Zelenskyy’s", "U.S.", "naïve", "10,000", "3.5", "organising", "Łódź")
    ... ]
    ['zelenskyys', 'us', 'naive', '10000', '3.5', 'organizing', 'lodz']
    """
    return _forms(word, shouting=False).folded


def folded_prefixes(text: str) -> tuple[str, ...]:
    """
    How the folded words begin that are looked for by a beginning.

    >>> folded_prefixes("Organis"), folded_prefixes("nego")
    (('organis', 'organiz'), ('nego',))
    """
    begin = folded_form(text)
    return tuple(dict.fromkeys((begin, re.sub(_ISE_BEGUN, "iz", begin))))


def word_sequences(text: str, form: TermForm) -> list[list[str]]:
    """
    The ways in which a text may occur in a quote: rows of words in the form asked for.

    There is one way, except with hyphens: what has them may also be one word, or several. None at all if *text*
    holds no word. Exactly as printed, there is one way only.

    >>> word_sequences("a front-line town", "folded")
    [['a', 'front', 'line', 'town'], ['a', 'frontline', 'town']]
    """
    tokens = tokenize(text)
    if not tokens:
        return []
    ways: list[list[list[str]]] = []  # word by word: the rows it may mean
    pieces: list[str] = []
    before = -1  # the position of the first token of the last whole
    for token in tokens:
        if not token.whole:
            pieces.append(getattr(token, form))
        elif token.start != before:
            before = token.start
            count = sum(1 for other in tokens if not other.whole and token.start <= other.start < token.end)
            ways.extend([[word]] for word in pieces[:-count])
            rows = [pieces[-count:]]
            ways.append(rows if form == "printed" else [*rows, [getattr(token, form)]])
            pieces = []
    ways.extend([[word]] for word in pieces)
    return [[word for row in way for word in row] for way in islice(product(*ways), _MOST_SEQUENCES)]


@lru_cache(maxsize=16384)
def name_words(name: str) -> frozenset[str]:
    """
    The words by which a name is found, pieces of hyphenated ones and the whole.

    >>> sorted(name_words("Kim Yong-Hyun"))
    ['hyun', 'kim', 'yong', 'yonghyun']
    """
    return frozenset(token.folded for token in tokenize(name))


def person_words(name: str) -> tuple[str, ...]:
    """
    The words that must all be in a name for it to be found by *name*: middle initials make no difference.

    >>> person_words("John Q. O’Brien"), person_words("Yong-hyun")
    (('john', 'obrien'), ('yong', 'hyun'))
    """
    found = [token.folded for token in tokenize(name) if not token.whole]
    return tuple(word for at, word in enumerate(found) if not (len(word) == 1 and 0 < at < len(found) - 1))


def _forms(raw: str, shouting: bool) -> _TermForms:
    """The three forms of a word as it is in a text that is, or is not, all in capitals."""
    printed = unicodedata.normalize("NFC", raw.translate(_TYPOGRAPHY))
    lower = printed.lower()
    if shouting or not printed.isupper() or lower not in words("en/capitals"):
        printed = lower
    folded = _fold(printed)
    bare = printed.removesuffix("'s").removesuffix("'")
    return _TermForms(printed, folded, stem(folded if bare == printed else _fold(bare)))


def _fold(printed: str) -> str:
    """A printed form, folded; never empty."""
    decomposed = unicodedata.normalize("NFKD", _SEPARATOR.sub("", printed).casefold())
    bare = (
        "".join(c for c in decomposed if not unicodedata.combining(c))
        if not decomposed.isascii()
        else decomposed
    )
    bare = bare.translate(_DROPPED).translate(_NO_DECOMPOSITION)
    if not bare.replace(".", "").isdigit():
        bare = bare.replace(".", "")
    return _american(bare) or printed


def _american(word: str) -> str:
    """A word in American spelling, by the longest beginning that the list of spellings holds, and -ise as -ize."""
    for british, american in _spellings().get(word[:_SHARED], ()):
        if word.startswith(british):
            return american + word[len(british) :]
    return re.sub(_ISE, "iz", word) if "is" in word else word


@lru_cache(maxsize=1)
def _spellings() -> dict[str, list[tuple[str, str]]]:
    """The list of spellings by the first letters, longer beginnings first."""
    spellings: dict[str, list[tuple[str, str]]] = {}
    for british, american in sorted(table("en/spellings").items(), key=lambda pair: -len(pair[0])):
        spellings.setdefault(british[:_SHARED], []).append((british, american))
    return spellings
