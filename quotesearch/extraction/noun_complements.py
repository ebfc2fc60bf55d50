"""What is said of a noun after it, as far as it belongs to its phrase: a voice "on a video", voters "in each state"."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import words

_OWNERS: Final = words("en/owners")
_THEIR_OWN: Final = frozenset({"his", "her", "their", "its"})
_REPORTING: Final = words("en/reporting_verbs")
_HELPERS: Final = words("en/verb_helpers")
_RELATIVES: Final = frozenset({"who", "that", "which"})
_COMPLEMENTS: Final = frozenset((
    "of", "on", "in", "at", "for", "from", "with", "close", "familiar", "by", "to", "about", "involved", "inside",
    "within", "briefed", "opposed",
))  # fmt: skip
_UNFINISHED: Final = _COMPLEMENTS | {"a", "an", "the", "and", "or", "but"}
_FINDING: Final = words("en/showing_verbs") - words("en/prepositions")
_VERBS: Final = frozenset({"is", "was", "are", "were"})
_NO_PHRASE: Final = words("en/phrase_ends") - {"the", "a", "an", "and"} | words("en/auxiliaries")
_CLAUSES: Final = frozenset(
    {"when", "while", "as", "after", "before", "because", "if", "since", "until", "though"}
)
_OCCASIONS: Final = frozenset(
    {"statement", "interview", "email", "e-mail", "tweet", "post", "letter", "message"}
)
_LONGEST: Final = 10  # words of what is said of a noun after it


def end_of_phrase(tokens: list[Token], mention: Mention, verb: int) -> int:
    """
    Where the phrase of a noun ends.

    All that is between a subject and its verb belongs to it, and what follows a subject that is after its verb, up to
    the comma; else, prepositions lead on.

    Args:
        tokens: of the article.
        mention: a noun.
        verb: the token of the reporting verb that it is subject of, or -1.
    """
    last = mention.last
    if last + 1 < len(tokens) and tokens[last].lower == "of" and tokens[last + 1].lower in _THEIR_OWN:
        return last  # “…,” said the millionaire of his first job.
    if mention.type == "document" and last < len(tokens) and tokens[last].lower == "to":
        return last  # her note to the headteacher
    start = mention.first
    if start and (verb == start - 1 or _is_according(tokens, start)):
        return _up_to_comma(tokens, last)
    end = _up_to_verb(tokens, last)
    return end if end > last else _with_complements(tokens, last)


def _is_according(tokens: list[Token], start: int) -> bool:
    """Whether words that begin at a token follow "according to"."""
    return start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according"


def _is_open(token: Token) -> bool:
    return token.kind == "w" and token.lower not in _CLAUSES


def _up_to_comma(tokens: list[Token], last: int) -> int:
    """Where the words after a noun end, if they are few: “…,” read a sign "that hung over the stage"."""
    if last >= len(tokens) or not _leads_on(tokens[last]):
        return last
    end = last
    while end < len(tokens) and end - last < _LONGEST and _is_open(tokens[end]):
        if tokens[end].lower in _COMPLEMENTS and _is_occasion(tokens, end):
            break
        end += 1
    return _trimmed(tokens, last, end)


def _leads_on(token: Token) -> bool:
    """Whether a word can lead on from a noun to what is said of it."""
    low = token.lower
    if low in _COMPLEMENTS or low in _RELATIVES:
        return True
    return token.kind == "w" and low.endswith(("ed", "ing")) and low not in _REPORTING


def _is_occasion(tokens: list[Token], at: int) -> bool:
    """Whether a preposition leads to when or where something was said: "in a statement", "on Friday"."""
    return any(
        t.lower in _OCCASIONS or t.lower.endswith("day") or t.lower.isdigit() for t in tokens[at + 1 : at + 4]
    )


def _up_to_verb(tokens: list[Token], last: int) -> int:
    """Where the words between a noun and its reporting verb end; *last* if no such verb comes soon."""
    if last >= len(tokens) or not _leads_on(tokens[last]):
        return last
    for n in range(last + 1, min(last + _LONGEST + 1, len(tokens))):
        if not _is_open(tokens[n]):
            return last
        if tokens[n].lower in _VERBS and tokens[last].lower not in _RELATIVES:
            return last
        if tokens[n].lower in _REPORTING and not tokens[n].capital and not _is_noun(tokens, n):
            if n == last + 1 or tokens[n - 2].lower in _OWNERS:
                return last
            end = n - 2 if tokens[n - 2].lower == "used" and tokens[n - 1].lower == "to" else n  # used to say
            while end > last and (tokens[end - 1].lower in _HELPERS or tokens[end - 1].lower.endswith("ly")):
                end -= 1
            return end
    return last


def _with_complements(tokens: list[Token], last: int) -> int:
    """Where a noun ends with its prepositions: a voice "on a video of the incident"."""
    end = last
    if end >= len(tokens) or not (tokens[end].lower in _COMPLEMENTS or tokens[end - 1].possessive):
        return last
    while end < len(tokens) and end - last < _LONGEST:
        token = tokens[end]
        if token.kind != "w" or (token.lower in _NO_PHRASE and token.lower not in _COMPLEMENTS):
            break
        if token.lower in _REPORTING and not _is_noun(tokens, end):
            break
        if end > last + 1 and token.lower in _FINDING and tokens[end - 1].lower not in _COMPLEMENTS:
            break  # the report by Ann Lee "found" the roof leaked
        if (
            end > last
            and token.text.endswith("s")
            and tokens[end - 1].text.endswith("s")
            and not token.capital
        ):
            break  # a woman with a basket of eels "stops"
        end += 1
    return _trimmed(tokens, last, end)


def _trimmed(tokens: list[Token], last: int, end: int) -> int:
    while end > last and tokens[end - 1].lower in _UNFINISHED:
        end -= 1
    return end


def _is_noun(tokens: list[Token], at: int) -> bool:
    """Whether a word that may be a reporting verb is none here, for an owner or an article is before it."""
    before = tokens[at - 1]
    return before.possessive or before.lower in _OWNERS
