"""Words and sentences of a reading, with each quotation folded into a single token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.marks import Segment
from quotesearch.extraction.reading import Reading
from quotesearch.extraction.signs import MARK_SIGNS, WORD_SIGNS
from quotesearch.lexicons import words

_PRINTED: Final = re.compile(  # what lies before a token, and the token; nothing at the end of the stretch
    r"([\s_]*+)("
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|@\w+"  # a handle
    r"|[#@]?[^\W_]+(?:[-'’&/.][^\W_]+)*(?:['’](?=\s))?"  # O'Neill, al-Harbi, AT&T, workers'
    r"|\.\.\.|…"
    r"|[^\w\s]"
    r"|\Z)"
)
Form = tuple[int, int, str, str, str, bool, bool, str, str]
_STRETCHES: Final[dict[str, list[Form]]] = {}  # as printed: an article's are nearly all known from others
_REMEMBERED: Final = 1 << 14  # stretches, some 8 MB
_LONGEST: Final = 40  # code points of a stretch that is remembered
_BREAK: Final[Form] = (0, 0, "b", "", "", False, False, "", "/")
_POSSESSIVE: Final = re.compile(r"['’][sS]?\Z")
_PREFIXED: Final = re.compile(r"(?:a[a-z]|ash|el|d|l|bin|ben)[-'’][^\W\d_a-z]")  # al-Harbi, d'Estaing
_INNER_MARKS: Final = frozenset("'’”\"")
_CLOSING: Final = words("en/closing_abbreviations")
_ABBREVIATIONS: Final = words("en/abbreviations")
_REPORTING: Final = words("en/reporting_verbs")
_NOT_NAMES: Final = words("en/not_names")


@dataclass(slots=True, init=False)
class Token:
    """A word, a punctuation mark, a quotation as a whole, or the break between two paragraphs."""

    kind: str  # w word, p punctuation, q quotation, b break
    start: int
    end: int
    text: str  # without a possessive ending; "" for quotations and breaks
    lower: str
    paragraph: int
    sentence: int
    capital: bool
    possessive: bool
    ending: str  # of a possessive, as printed
    first: bool  # first word of its sentence
    segment: int  # for a quotation: which
    sign: str  # its class, see `signs`

    def __init__(self, form: Form, at: int, paragraph: int, segment: int = -1) -> None:
        """A token of a form in a stretch that begins at a place; written out, for there is one for every word."""
        (
            start,
            end,
            self.kind,
            self.text,
            self.lower,
            self.capital,
            self.possessive,
            self.ending,
            self.sign,
        ) = form
        self.start = at + start
        self.end = at + end
        self.paragraph = paragraph
        self.sentence = 0
        self.first = False
        self.segment = segment


def word_tokens(text: str, start: int, end: int, paragraph: int) -> list[Token]:
    """The words and punctuation marks of `text[start:end]`."""
    tokens: list[Token] = []
    at = start
    for stretch in text[start:end].split(" "):
        behind = at + len(stretch)
        if stretch:
            forms = _STRETCHES.get(stretch)
            if forms is None:
                forms = _remember(stretch)
            if behind == end and stretch[-1] in "'’":  # what follows is no space, so it may close a quotation
                forms = _forms(stretch)
            for form in forms:
                token = Token(form, at, paragraph)
                tokens.append(token)
        at = behind + 1
    return tokens


def _remember(stretch: str) -> list[Form]:
    """The tokens of what is between two spaces and was not seen before."""
    forms = _forms(stretch + " ")
    if len(stretch) <= _LONGEST:
        if len(_STRETCHES) >= _REMEMBERED:
            _STRETCHES.clear()
        _STRETCHES[stretch] = forms
    return forms


def _forms(stretch: str) -> list[Form]:
    """What the tokens of a stretch of text are wherever it is; places count from its start."""
    forms: list[Form] = []
    at = done = 0
    for gap, printed in _PRINTED.findall(stretch):  # half the cost of a match object for each
        if not printed:
            break
        at += len(gap)
        behind = at + len(printed)
        if at >= done:  # else it is the full stop of an abbreviation
            form = _form(at, printed, stretch[behind : behind + 1])
            done = form[1]
            forms.append(form)
        at = behind
    return forms


def _form(at: int, printed: str, following: str) -> Form:
    """
    What a word is wherever it is: the fields of its token that depend on nothing else.

    Where it begins and ends, kind, text and the same in lower case without a possessive ending, whether it has a
    capital, whether it is a possessive, that ending, and its sign. A full stop that follows may be a part of it.
    """
    if not (printed[0].isalnum() or printed[0] in "#@"):
        return at, at + len(printed), "p", printed, printed, False, False, "", MARK_SIGNS.get(printed, "w")
    word, possessive, tail = printed, False, ""
    ending = _POSSESSIVE.search(word)
    if ending and len(word) > len(ending[0]):
        word, tail = word[: ending.start()], ending[0]
        possessive = tail not in "'’" or word.endswith(("s", "S"))
    elif following == "." and _keeps_stop(word):
        word += "."
    capital = word[0].isupper() or bool(_PREFIXED.match(word))
    low = word.lower()
    return at, at + len(word), "w", word, low, capital, possessive, tail, WORD_SIGNS.get(low, "w")


def _keeps_stop(word: str) -> bool:
    """Whether the full stop after a word belongs to it: an abbreviation or an initial."""
    return (len(word) == 1 and word.isupper()) or word.lower() + "." in _ABBREVIATIONS


def outer_tokens(reading: Reading, segments: tuple[Segment, ...]) -> list[Token]:
    """The tokens of a reading in order; each quotation is one token, and a break is between paragraphs."""
    tokens: list[Token] = []
    number = 0
    for index, paragraph in enumerate(reading.paragraphs):
        if index:
            tokens.append(Token(_BREAK, paragraph.start, index))
        at = paragraph.start
        while number < len(segments) and segments[number].paragraph == index:
            segment = segments[number]
            tokens.extend(word_tokens(reading.text, at, segment.opening, index))
            quotation = 0, segment.closing - segment.opening, "q", "", "", False, False, "", "Q"
            tokens.append(Token(quotation, segment.opening, index, number))
            at = segment.closing
            number += 1
        tokens.extend(word_tokens(reading.text, at, paragraph.end, index))
    _number_sentences(tokens, reading.text, segments)
    return tokens


def _number_sentences(tokens: list[Token], text: str, segments: tuple[Segment, ...]) -> None:
    """Give every token the number of its sentence; a break always ends one."""
    sentence = 0
    fresh = True
    for i, token in enumerate(tokens):
        kind = token.kind
        if kind == "b":
            sentence += 1
            fresh = True
        token.sentence = sentence
        if fresh and kind == "w":
            token.first = True
            fresh = False
        elif kind == "q":
            fresh = False
        if (kind != "w" or token.text[-1] == ".") and _ends_sentence(tokens, i, text, segments):
            sentence += 1
            fresh = True


def _ends_sentence(tokens: list[Token], i: int, text: str, segments: tuple[Segment, ...]) -> bool:
    """Whether a sentence ends after a token."""
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.kind == "b":
        return False
    starts = following.kind == "q" or following.capital or following.text[:1].isdigit()
    if token.kind == "q":
        segment = segments[token.segment]
        last = text[segment.end - 1]
        inner = last in _INNER_MARKS and text[segment.end - 2] == "."  # a quotation inside it ends with it
        if last == "." or inner:
            return starts
        return last in "!?…-–—" and starts and not _cue_follows(tokens, i + 1)
    if token.kind == "p":
        return token.text in {".", "!", "?"} and (starts or following.text in {"•", "*", "-", "—", "("})
    if token.text.endswith(".") and token.kind == "w" and following.kind == "w" and following.first is False:
        # "… in Washington, D.C. Officials said": an abbreviation that ends a sentence too.
        return token.lower in _CLOSING and (following.capital and following.lower in _NOT_NAMES)
    return False


def _cue_follows(tokens: list[Token], i: int) -> bool:
    """Whether a reporting verb is among the next words: `"Why?" Austin asked.`"""
    for token in tokens[i : i + 6]:
        if token.kind != "w":
            return False
        if token.lower in _REPORTING:
            return True
    return False
