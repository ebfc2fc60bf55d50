"""Cues: the reporting verb whose subject a mention is."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.mentions import Mention
from quotesearch.extraction.tokens import Token
from quotesearch.lexicons import Lexicon

_COMPLEMENT: Final = 9  # tokens that where someone is from may have
_STEPS: Final = 4  # words between a subject and its verb: has also repeatedly said
_APPOSITION: Final = 26  # tokens that an apposition or a relative clause may have


class CuesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.role_nouns = lexicon.words("person_nouns") | lexicon.words("titles")
        self.function = lexicon.words("not_names")
        self.told = lexicon.words("told")
        self.replies = lexicon.words("replies")
        self.determiners = lexicon.words("determiners")
        self.passive = lexicon.words("passive_auxiliaries")
        self.handing_on = lexicon.words("handing_on_verbs")
        self.governing = lexicon.words("prepositions") - lexicon.words("conjunctions")
        self.messages = lexicon.words("messages")
        self.after_subject = lexicon.words("verb_helpers")
        self.uttering = lexicon.word_class("utter")
        self.denying = lexicon.word_class("denials")
        self.heard = lexicon.word_class("hear")
        self.telling = lexicon.word_class("tell")
        self.from_where = lexicon.word_class("prepositions_of_belonging")
        self.then = lexicon.word_class("adverbs_of_order")
        self.to_addressee = lexicon.word_class("prepositions_of_addressees")
        self.coming = lexicon.word_class("come_finite")


def verb_of(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> int:
    """
    The token of the reporting verb that a mention is subject of; -1 if there is none.

    Directly after it, after a few small words, after an apposition, or before it: “We ran,” said Ann Lee.
    """
    lists = lexicon.derived[CuesLists]
    start = phrase_start(lexicon, tokens, mention)
    end = mention.end
    if mention.possessive or _is_governed(lexicon, tokens, start) or _is_addressed(lexicon, tokens, start):
        return -1  # "a spokesman for Ann Lee said": not she
    behind = _directly_behind(lexicon, tokens, end)
    if behind < 0 and mention.kind == "name" and end < len(tokens) and tokens[end].lower in lists.from_where:
        behind = _behind_complement(lexicon, tokens, end)
    if behind < 0 and end < len(tokens) and tokens[end].text in {",", "(", "–", "—"}:
        behind = _behind_apposition(lexicon, tokens, end)
    if behind >= 0:
        return behind
    return start - 1 if start and _is_inverted(lexicon, tokens, start - 1) else -1


def _is_governed(lexicon: Lexicon, tokens: list[Token], start: int) -> bool:
    """Whether a phrase that begins at a token hangs on a preposition: of "the Sierra Club"."""
    lists = lexicon.derived[CuesLists]
    if start > 1 and tokens[start - 1].lower == "the":
        return tokens[start - 2].lower in lists.from_where or tokens[start - 2].lower == "by"
    return start > 0 and tokens[start - 1].lower in lists.governing


def _is_addressed(lexicon: Lexicon, tokens: list[Token], start: int) -> bool:
    """Whether a name is that of the addressee of a message: a note to the vicar, "Hugh Penrose", read."""
    lists = lexicon.derived[CuesLists]
    if start < 4 or tokens[start - 1].text != "," or tokens[start - 2].lower not in lists.role_nouns:
        return False
    at = start - 3
    while at > start - 7 and at > 0 and tokens[at].kind == "w" and tokens[at].lower not in lists.determiners:
        at -= 1
    if at < 2 or tokens[at].lower not in lists.determiners or tokens[at - 1].lower not in lists.to_addressee:
        return False
    before = [t for t in tokens[max(0, at - 9) : at - 1] if t.sentence == tokens[start].sentence]
    return any(t.lower in lists.messages for t in before) and not any(
        t.lower in lists.role_nouns for t in before
    )


def _behind_complement(lexicon: Lexicon, tokens: list[Token], end: int) -> int:
    """The reporting verb that follows a phrase of where someone is from: Ann Lee of the Sierra Club "said"."""
    lists = lexicon.derived[CuesLists]
    for n in range(end + 1, min(end + _COMPLEMENT, len(tokens))):
        if tokens[n].kind != "w":
            return -1
        if tokens[n].lower in lists.reporting and not tokens[n].capital:
            return n
        if (
            not tokens[n].capital
            and tokens[n].lower not in lists.determiners
            and tokens[n].lower not in lists.from_where
        ):
            return -1
    return -1


def is_hearer(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> bool:
    """Whether a mention is the hearer: Ann Lee “told the Guardian”."""
    lists = lexicon.derived[CuesLists]
    start = phrase_start(lexicon, tokens, mention)
    if start and tokens[start - 1].lower in lists.determiners:
        start -= 1
    return start > 1 and tokens[start - 1].lower in lists.telling


def is_told(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> bool:
    """Whether a mention hears, or is described, and does not speak: Cyril Mott “was told”, “was called a fraud”."""
    lists = lexicon.derived[CuesLists]
    end = mention.end
    if end + 1 >= len(tokens) or tokens[end].lower not in lists.passive:
        return False
    return tokens[end + 1].lower in lists.told


def quotes_another(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> bool:
    """Whether a mention only passes on the words of another one: the agency quoted the minister as saying."""
    lists = lexicon.derived[CuesLists]
    end = mention.end
    if end + 3 >= len(tokens) or tokens[end].lower not in lists.handing_on:
        return False
    return any(t.lower == "as" and t.sentence == tokens[end].sentence for t in tokens[end + 2 : end + 12])


def is_anonymous_reply(lexicon: Lexicon, tokens: list[Token], quote: int) -> bool:
    """Whether no one in the story is the speaker: “Not for you,” came the reply; Q: “Why?”."""
    lists = lexicon.derived[CuesLists]
    behind = [t.lower for t in tokens[quote + 1 : quote + 4]]
    if len(behind) == 3 and behind[0] in lists.coming and behind[2] in lists.replies:
        return True
    if _is_denied(lexicon, tokens, quote):
        return True
    label = tokens[max(0, quote - 3) : quote]
    if len(label) < 2 or label[-1].text != ":" or (len(label) == 3 and label[0].kind != "b"):
        return False
    return len(label[-2].text) == 1 and label[-2].capital


def _is_denied(lexicon: Lexicon, tokens: list[Token], quote: int) -> bool:
    """Whether words are just what was not said: he would not say “sorry”."""
    lists = lexicon.derived[CuesLists]
    if quote < 2 or tokens[quote - 1].lower not in lists.uttering:
        return False
    before = [t.lower.replace("’", "'") for t in tokens[max(0, quote - 7) : quote - 1]]
    return any(w in lists.denying or w.endswith("n't") for w in before)


def is_heard(lexicon: Lexicon, tokens: list[Token], mention: Mention, quote: int) -> bool:
    """Whether a mention is heard to speak: a witness heard the driver shout “Stop!”."""
    lists = lexicon.derived[CuesLists]
    start, end = mention.start, mention.end
    while start and tokens[start - 1].lower in lists.determiners:
        start -= 1
    if not start or tokens[start - 1].lower not in lists.heard or not 0 < quote - end <= 3:
        return False
    return all(t.kind == "w" or t.text in {",", ":"} for t in tokens[end:quote])


def phrase_start(lexicon: Lexicon, tokens: list[Token], mention: Mention) -> int:
    """Where a mention begins with what is said of it in lower case before its name: "oil executive" Preston Galt."""
    lists = lexicon.derived[CuesLists]
    start = mention.start
    if (
        mention.name is None
        or not start
        or tokens[start - 1].capital
        or tokens[start - 1].lower not in lists.role_nouns
    ):
        return start
    begin = start - 1
    while begin and start - begin < 5 and _describes(lexicon, tokens[begin - 1]):
        begin -= 1
    return begin


def _describes(lexicon: Lexicon, token: Token) -> bool:
    lists = lexicon.derived[CuesLists]
    return token.kind == "w" and token.lower not in lists.function and token.lower not in lists.reporting


def _directly_behind(lexicon: Lexicon, tokens: list[Token], end: int) -> int:
    lists = lexicon.derived[CuesLists]
    for n in range(end, min(end + _STEPS, len(tokens))):
        if tokens[n].kind != "w":
            return -1
        low = tokens[n].lower
        if low in lists.reporting:
            return -1 if _is_compound(lexicon, tokens, n) else n
        used = low == "used" or (low == "to" and tokens[n - 1].lower == "used")  # used to say
        if low not in lists.after_subject and not low.endswith("ly") and not used:
            return -1
    return -1


def _is_compound(lexicon: Lexicon, tokens: list[Token], n: int) -> bool:
    """Whether a word that may report is the first half of a role: White House "press secretary", "state senator"."""
    lists = lexicon.derived[CuesLists]
    following = tokens[n + 1] if n + 1 < len(tokens) else None
    if following is None or following.capital or following.kind != "w":
        return False
    return following.lower in lists.role_nouns and not following.lower.endswith("s")


def _behind_apposition(lexicon: Lexicon, tokens: list[Token], end: int) -> int:
    lists = lexicon.derived[CuesLists]
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if following is not None and following.lower in lists.reporting and _closes(tokens, end):
        return end + 1  # His deputy, Ruth Pelham, replied
    for n in range(end + 1, min(end + _APPOSITION, len(tokens) - 1)):
        if tokens[n].kind in "bq" or tokens[n].text in {".", ";"}:
            return -1
        if tokens[n].text in {",", ")", "–", "—"} and tokens[n + 1].lower in lists.reporting:
            return n + 1
    return -1


def _closes(tokens: list[Token], end: int) -> bool:
    """Whether the comma at a token closes what a comma a few words before it opened."""
    if tokens[end].text != "," or tokens[end + 1].lower.endswith("ing"):
        return False
    return any(t.text == "," for t in tokens[max(0, end - 6) : end]) and tokens[end - 1].capital


def _is_inverted(lexicon: Lexicon, tokens: list[Token], verb: int) -> bool:
    """Whether a reporting verb is before its subject: after a quotation, a comma, or at the start."""
    lists = lexicon.derived[CuesLists]
    if tokens[verb].lower not in lists.reporting:
        return False
    return (
        verb == 0
        or tokens[verb - 1].kind in "qb"
        or tokens[verb - 1].text in {",", "”"}
        or tokens[verb].first
        or (tokens[verb - 2].kind == "q" and _is_adverb(lexicon, tokens[verb - 1]))
    )


def _is_adverb(lexicon: Lexicon, token: Token) -> bool:
    lists = lexicon.derived[CuesLists]
    return token.lower in lists.then or token.lower.endswith("ly")
