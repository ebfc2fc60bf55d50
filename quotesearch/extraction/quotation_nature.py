"""Whether the words between two marks are someone's, or a title, a nickname, a term, a scare quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quotesearch.extraction.noun_phrases import noun_type
from quotesearch.extraction.numbers import SegmentNumber
from quotesearch.extraction.profiles import Surroundings
from quotesearch.extraction.quoted_words import place_of
from quotesearch.extraction.scene import Scene
from quotesearch.lexicons import Lexicon

_INNER_STOPS: Final = (". ", "? ", "! ")
_NO_LABEL: Final = frozenset("QVv.:")  # signs that a label has none of
_LONGEST_LABEL: Final = 8  # signs
_LONGEST_NAME: Final = 60  # code points
_FAR: Final = 40  # tokens before the words that are looked through for a verb
_SHORT: Final = frozenset({"1", "2", "3", "4", "5"})


class QuotationNatureLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.reporting = lexicon.words("reporting_verbs")
        self.function = lexicon.words("not_names")
        self.owners = lexicon.words("owners")
        self.naming = lexicon.words("naming_words")
        self.naming_phrases = lexicon.words("naming_phrases")
        self.pressing = lexicon.words("pressing_verbs")
        self.commanding = (  # what comes before a command, or before a verb in the present
            lexicon.words("conjunctions")
            | lexicon.words("modal_verbs")
            | lexicon.word_class("request_openers")
        )
        self.personal = lexicon.words("spoken_words")
        self.auxiliaries = lexicon.words("auxiliaries")
        self.strong = lexicon.words("strong_reporting_verbs")
        self.calling = lexicon.words("calling_words")
        self.joints = lexicon.word_class("joining_marks")


def names_something(lexicon: Lexicon, scene: Scene, around: Surroundings) -> bool:
    """Whether the marks enclose a nickname, a title or a term, in any sentence: Dwight “The Anvil” Rourke."""
    lists = lexicon.derived[QuotationNatureLists]
    tokens, at = scene.tokens, around.token
    segment = scene.segments[around.segment]
    if not at or segment.end - segment.start > _LONGEST_NAME:
        return False
    if _is_option(scene, at):
        return True
    if around.ending not in "w,":
        return around.ending == "." and _is_row_of_titles(lexicon, scene, around)
    before, after = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
    text = scene.reading.text[segment.start : segment.end]
    if around.ending == "w" and before.kind == "w" and before.capital and after is not None and after.capital:
        return text[0].isupper() and not before.possessive and after.lower not in lists.function
    content = [w for w in text.replace(",", "").split() if w.lower() not in lists.function]
    return _naming(lexicon, scene, around, content) in {"phrase", "noun title"} or _is_row_of_titles(
        lexicon, scene, around
    )


def _is_row_of_titles(lexicon: Lexicon, scene: Scene, around: Surroundings) -> bool:
    """Whether the words are one of three or more in a row that are all set like titles: “Ash,” “Rain” and “Lee”."""
    row = [around.token, *_row(lexicon, scene, around.token, -1), *_row(lexicon, scene, around.token, 1)]
    return len(row) > 2 and all(_is_title(lexicon, scene, scene.tokens[at].segment) for at in row)


def _row(lexicon: Lexicon, scene: Scene, at: int, step: int) -> Iterator[int]:
    """The quotations, two at most, that only commas and "and" part from the one at a token."""
    lists = lexicon.derived[QuotationNatureLists]
    tokens, found, parted = scene.tokens, 0, 0
    at += step
    while 0 <= at < len(tokens) and found < 2 and parted < 3:
        if tokens[at].kind == "q":
            yield at
            found, parted = found + 1, -1
        elif tokens[at].lower not in lists.joints:
            return
        parted += 1
        at += step


def _is_option(scene: Scene, at: int) -> bool:
    """Whether the words are one of two that something is between: a choice between “Yes” and “No”."""
    tokens = scene.tokens
    first = at if tokens[at - 1].lower == "between" else at - 2
    pair = tokens[first : first + 3]
    if first < 1 or tokens[first - 1].lower != "between" or len(pair) < 3:
        return False
    return pair[0].kind == "q" and pair[1].lower == "and" and pair[2].kind == "q"


def _is_title(lexicon: Lexicon, scene: Scene, number: SegmentNumber) -> bool:
    """Whether all words of a short segment have a capital, except function words."""
    lists = lexicon.derived[QuotationNatureLists]
    segment = scene.segments[number]
    if segment.end - segment.start > _LONGEST_NAME:
        return False
    text = scene.reading.text[segment.start : segment.end].rstrip(",.")
    content = [w for w in text.split() if w.lower() not in lists.function]
    return bool(content) and text[0].isupper() and all(not w[0].islower() for w in content)


def is_labelled(scene: Scene, around: Surroundings) -> bool:
    """
    Whether a name, or the initials of an interview, and a colon are all other words of their paragraph.

    A title can have the name of its maker before it, so words that are set like one must end like a sentence.
    """
    signs, unit = scene.signs, around.unit
    if signs[unit - 1 : unit] != ":" or signs[unit + 1 : unit + 2] not in {"", "/"}:
        return False
    line = signs.rfind("/", max(0, unit - _LONGEST_LABEL - 2), unit) + 1
    label = signs[line : unit - 1]
    if not 0 < len(label) <= _LONGEST_LABEL:
        return False
    if not _NO_LABEL.isdisjoint(label):
        return False
    first = scene.tokens[scene.units.tokens[line]]
    initials = len(label) == 1 and len(first.text) < 4 and first.text.isupper()
    segment = scene.segments[around.segment]
    sentence = around.ending in ".?!" or scene.reading.text[segment.start : segment.end].count(" ") > 1
    return (initials or label[0] in "NM") and sentence


def _naming(lexicon: Lexicon, scene: Scene, around: Surroundings, content: list[str]) -> str:
    """What announces a name, a title or a term: a phrase, a noun before a title, nothing."""
    lists = lexicon.derived[QuotationNatureLists]
    tokens, at = scene.tokens, around.token
    segment = scene.segments[around.segment]
    before = [t for t in tokens[max(0, at - 3) : at] if t.kind == "w"]
    if segment.end - segment.start > _LONGEST_NAME or not before or before[-1] is not tokens[at - 1]:
        return "no"
    if any(" ".join(t.lower for t in before[-n:]) in lists.naming_phrases for n in (1, 2, 3)):
        return "phrase"
    if _is_labelling(lexicon, scene, at - 1):
        return "phrase"
    if before[-1].lower not in lists.naming:
        return "no"
    if before[-1].lower in lists.calling:
        return "called"
    return "noun title" if content and all(w[0].isupper() or w[0].isdigit() for w in content) else "noun"


def _is_labelling(lexicon: Lexicon, scene: Scene, at: int) -> bool:
    """Whether a word introduces a label: a key "marked" “Go”, "press" “Off”; but not: “told the press no”."""
    lists = lexicon.derived[QuotationNatureLists]
    token, before = scene.tokens[at], scene.tokens[at - 1] if at else None
    if token.lower == "marked":
        noun = scene.tokens[at - 2] if before is not None and before.text == "," and at > 1 else before
        return (
            noun is not None and noun.kind == "w" and not noun.capital and not noun_type(lexicon, noun.lower)
        )
    if token.lower not in lists.pressing:
        return False
    return token.first or before is None or before.kind != "w" or before.lower in lists.commanding


def nature_of(lexicon: Lexicon, scene: Scene, around: Surroundings) -> Iterator[str]:
    """The names of the features that separate quotations from other uses of the marks."""
    lists = lexicon.derived[QuotationNatureLists]
    segment = scene.segments[around.segment]
    text = scene.reading.text[segment.start : segment.end]
    said = [w.strip(".,;:!?()[]…").replace("’", "'") for w in text.split()]
    said = [w for w in said if w]
    low = [w.lower() for w in said]
    content = [w for w in said if w.lower() not in lists.function]
    count = len(said)
    titled = 2 * len(content) > count - 2 and all(w[:1].isupper() or w[:1].isdigit() for w in content)
    titled = titled and len(content) > 0 and not any(mark in text[:-2] for mark in _INNER_STOPS)
    size = str(count) if count < 5 else "5" if count < 8 else "8" if count < 15 else "15"
    yield "always"
    yield f"size {size}"
    yield f"titled {titled:d} {size}"
    yield f"ending {around.ending} {size}"
    yield f"lower {around.lower:d} {size}"
    yield f"cue {around.cue} {size}"
    yield f"personal {any(w in lists.personal for w in low):d} {min(count, 5)}"
    yield f"single {segment.single:d} {size}"
    yield f"closed {segment.closed:d} {segment.single:d}"
    yield f"place {around.opens:d}{around.alone:d} {around.together:d}"
    yield f"kind {scene.reading.paragraphs[around.paragraph].kind} {segment.single:d}"
    if count == 1:
        yield f"word {low[0]}"
    elif 0 < count < 5:
        yield f"edge {low[0]}"
        yield f"end {low[-1]}"
    if count < 8:
        yield f"verb inside {not lists.auxiliaries.isdisjoint(low):d} {size}"
    yield from _neighbours(lexicon, scene, around, titled, size)
    yield from _reported(lexicon, scene, around, size)
    yield from _listed(scene, around, size, titled)
    yield f"naming {_naming(lexicon, scene, around, content)} {min(count, 5)}"
    yield from place_of(lexicon, scene, around, said, titled)


def _reported(lexicon: Lexicon, scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """Who and what in its sentence leads to the words: the last reporting verb before them, how far it is."""
    lists = lexicon.derived[QuotationNatureLists]
    tokens, at = scene.tokens, around.token
    before = sum(scene.mentions[n].head < at for n in around.reporters)
    yield f"reporters {min(before, 2)}{min(len(around.reporters) - before, 2)} {size}"
    for n in range(at - 1, max(-1, at - _FAR), -1):
        if tokens[n].sentence != tokens[at].sentence or tokens[n].kind == "q":
            yield f"no verb {tokens[n].kind} {size}"
            return
        if tokens[n].lower in lists.reporting:
            far = min(at - n - 1, 12) if at - n < 6 else 6 + (at - n > 12)
            yield f"verb {tokens[n].lower} {far < 5:d}"
            yield f"verb at {far} {tokens[n].lower in lists.strong:d} {size}"
            yield f"verb that {any(t.lower == 'that' for t in tokens[n:at]):d} {size}"
            return


def _listed(scene: Scene, around: Surroundings, size: str, titled: bool) -> Iterator[str]:
    """Whether other short words in marks are near."""
    if size not in _SHORT:
        return
    beside = scene.signs[max(0, around.unit - 2) : around.unit + 3]
    yield f"listed {min(beside.count('Q'), 3)} {titled:d} {around.cue}"


def _neighbours(
    lexicon: Lexicon, scene: Scene, around: Surroundings, titled: bool, size: str
) -> Iterator[str]:
    """The words before and after the marks."""
    lists = lexicon.derived[QuotationNatureLists]
    tokens, at = scene.tokens, around.token
    before = [t for t in tokens[max(0, at - 4) : at] if t.kind != "b"]
    after = [t for t in tokens[at + 1 : at + 3] if t.kind != "b"]
    yield f"before {around.before}"
    yield f"before {around.before} {titled:d} {size}"
    if len(before) > 1:
        yield f"before two {before[-2].lower} {before[-1].lower}"
    yield f"after {around.after} {around.ending}"
    yield f"named {any(t.lower in lists.naming for t in before):d} {titled:d}"
    yield f"reported {any(t.lower in lists.reporting for t in before[-2:]):d} {titled:d} {size}"
    yield f"signs before {scene.signs[max(0, around.unit - 2) : around.unit]}"
    yield f"signs after {scene.signs[around.unit + 1 : around.unit + 3]} {around.ending}"
    nickname = bool(before and after and before[-1].capital and after[0].capital and before[-1].kind == "w")
    yield f"inside a name {nickname:d} {size}"
    noun = bool(
        after and after[0].kind == "w" and not after[0].capital and after[0].lower not in lists.function
    )
    article = bool(before and before[-1].lower in lists.owners)
    yield f"modifies {article:d}{noun:d} {size}"
    if after:
        yield f"next {after[0].lower if not after[0].capital else 'Capital'} {around.ending}"
