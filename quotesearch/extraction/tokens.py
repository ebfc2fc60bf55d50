"""Words and sentences of an article text, with each quotation folded into a single token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.article_text import ArticleText
from quotesearch.extraction.marks import Segment
from quotesearch.extraction.numbers import NO_SEGMENT, ParagraphNumber, SegmentNumber, numbered
from quotesearch.extraction.signs import MARK_SIGNS, SignsLists
from quotesearch.lexicons import Lexicon

_PRINTED: Final = (
    re.compile(  # the characters before a token, and the token; nothing at the end of the stretch
        r"([\s_]*+)("
        r"(?:[^\W\d_]\.){2,}"  # U.S.
        r"|@\w+"  # a handle
        r"|[#@]?[^\W_]+(?:[-'’&/.][^\W_]+)*(?:['’](?=\s))?"  # O'Neill, al-Harbi, AT&T, workers'
        r"|\.\.\.|…"
        r"|[^\w\s]"
        r"|\Z)"
    )
)
Form = tuple[str, int, str, str, bool, bool, str, str]  # see `_form`
_FORMS: Final[
    dict[str, tuple[Form, bool]]
] = {}  # of words as printed: an article's are nearly all known from others
_REMEMBERED: Final = 1 << 14  # words, some 6 MB
_BREAK: Final[Form] = ("b", 0, "", "", False, False, "", "/")
_POSSESSIVE: Final = re.compile(r"['’][sS]?\Z")
_PREFIXED: Final = re.compile(r"(?:a[a-z]|ash|el|d|l|bin|ben)[-'’][^\W\d_a-z]")  # al-Harbi, d'Estaing
_INNER_MARKS: Final = frozenset("'’”\"")


class TokensLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.closing = lexicon.words("closing_abbreviations")
        self.abbreviations = lexicon.words("abbreviations")
        self.reporting = lexicon.words("reporting_verbs")
        self.not_names = lexicon.words("not_names")


@dataclass(slots=True, init=False)
class Token:
    """A word, a punctuation mark, a quotation as a whole, or the break between two paragraphs."""

    kind: str  # w word, p punctuation, q quotation, b break
    start: int
    end: int
    text: str  # without a possessive ending; "" for quotations and breaks
    lower: str
    paragraph: ParagraphNumber
    sentence: int
    capital: bool
    possessive: bool
    ending: str  # of a possessive, as printed
    first: bool  # first word of its sentence
    segment: SegmentNumber  # for a quotation: which
    sign: str  # its class, see `signs`

    def __init__(
        self, form: Form, at: int, paragraph: ParagraphNumber, segment: SegmentNumber = NO_SEGMENT
    ) -> None:
        """A token of a form that begins at a place; written out, for there is one for every word."""
        self.kind, length, self.text, self.lower, self.capital, self.possessive, self.ending, self.sign = form
        self.start = at
        self.end = at + length
        self.paragraph = paragraph
        self.sentence = 0
        self.first = False
        self.segment = segment


def word_tokens(lexicon: Lexicon, text: str, start: int, end: int, paragraph: ParagraphNumber) -> list[Token]:
    """The words and punctuation marks of `text[start:end]`."""
    tokens: list[Token] = []
    at = done = start
    for gap, printed in _PRINTED.findall(text, start, end):  # half the cost of a match object for each
        if not printed:
            break
        at += len(gap)
        behind = at + len(printed)
        if at >= done:  # else it is the full stop of an abbreviation
            form, keeps_stop = _FORMS.get(printed) or _remember(lexicon, printed)
            if keeps_stop and behind < end and text[behind] == ".":
                form = _with_stop(lexicon, form)
                done = behind + 1
            tokens.append(Token(form, at, paragraph))
        at = behind
    return tokens


def _remember(lexicon: Lexicon, printed: str) -> tuple[Form, bool]:
    """The form of a word that was not seen before."""
    if len(_FORMS) >= _REMEMBERED:
        _FORMS.clear()
    form = _FORMS[printed] = _form(lexicon, printed)
    return form


def _form(lexicon: Lexicon, printed: str) -> tuple[Form, bool]:
    """
    What a word is wherever it is: the fields of its token that depend on nothing else.

    Kind, length, text and the same in lower case without a possessive ending, whether it has a capital, whether it is
    a possessive, that ending, and its sign; with them whether a full stop after it would be a part of it.
    """
    signs_lists = lexicon.derived[SignsLists]
    if not (printed[0].isalnum() or printed[0] in "#@"):
        sign = MARK_SIGNS.get(printed, "w")
        return ("p", len(printed), printed, printed, False, False, "", sign), False
    word, possessive, tail, keeps_stop = printed, False, "", False
    ending = _POSSESSIVE.search(word)
    if ending and len(word) > len(ending[0]):
        word, tail = word[: ending.start()], ending[0]
        possessive = tail not in "'’" or word.endswith(("s", "S"))
    else:
        keeps_stop = _keeps_stop(lexicon, word)
    capital = word[0].isupper() or bool(_PREFIXED.match(word))
    low = word.lower()
    return (
        "w",
        len(word),
        word,
        low,
        capital,
        possessive,
        tail,
        signs_lists.word_signs.get(low, "w"),
    ), keeps_stop


def _with_stop(lexicon: Lexicon, form: Form) -> Form:
    """The form of an abbreviation with its full stop."""
    signs_lists = lexicon.derived[SignsLists]
    kind, length, word, low, capital, possessive, ending, _ = form
    low += "."
    return (
        kind,
        length + 1,
        word + ".",
        low,
        capital,
        possessive,
        ending,
        signs_lists.word_signs.get(low, "w"),
    )


def _keeps_stop(lexicon: Lexicon, word: str) -> bool:
    """Whether the full stop after a word belongs to it: an abbreviation or an initial."""
    lists = lexicon.derived[TokensLists]
    return (len(word) == 1 and word.isupper()) or word.lower() + "." in lists.abbreviations


def outer_tokens(lexicon: Lexicon, reading: ArticleText, segments: tuple[Segment, ...]) -> list[Token]:
    """The tokens of an article text in order; each quotation is one token, and a break is between paragraphs."""
    tokens: list[Token] = []
    number = SegmentNumber(0)
    for index, paragraph in numbered(ParagraphNumber, reading.paragraphs):
        if index:
            tokens.append(Token(_BREAK, paragraph.start, index))
        at = paragraph.start
        while number < len(segments) and segments[number].paragraph == index:
            segment = segments[number]
            tokens.extend(word_tokens(lexicon, reading.text, at, segment.opening, index))
            quotation = "q", segment.closing - segment.opening, "", "", False, False, "", "Q"
            tokens.append(Token(quotation, segment.opening, index, number))
            at = segment.closing
            number = SegmentNumber(number + 1)
        tokens.extend(word_tokens(lexicon, reading.text, at, paragraph.end, index))
    _number_sentences(lexicon, tokens, reading.text, segments)
    return tokens


def _number_sentences(
    lexicon: Lexicon, tokens: list[Token], text: str, segments: tuple[Segment, ...]
) -> None:
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
        if (kind != "w" or token.text[-1] == ".") and _ends_sentence(lexicon, tokens, i, text, segments):
            sentence += 1
            fresh = True


def _ends_sentence(
    lexicon: Lexicon, tokens: list[Token], i: int, text: str, segments: tuple[Segment, ...]
) -> bool:
    """Whether a sentence ends after a token."""
    lists = lexicon.derived[TokensLists]
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
        return last in "!?…-–—" and starts and not _cue_follows(lexicon, tokens, i + 1)
    if token.kind == "p":
        return token.text in {".", "!", "?"} and (starts or following.text in {"•", "*", "-", "—", "("})
    if token.text.endswith(".") and token.kind == "w" and following.kind == "w" and following.first is False:
        # "… in Washington, D.C. Officials said": an abbreviation that ends a sentence too.
        return token.lower in lists.closing and (following.capital and following.lower in lists.not_names)
    return False


def _cue_follows(lexicon: Lexicon, tokens: list[Token], i: int) -> bool:
    """Whether a reporting verb is among the next words: `"Why?" Austin asked.`"""
    lists = lexicon.derived[TokensLists]
    for token in tokens[i : i + 6]:
        if token.kind != "w":
            return False
        if token.lower in lists.reporting:
            return True
    return False
