"""Whether the words between two marks are somebody's, or a title, a nickname, a term, a scare quote."""

from __future__ import annotations

from collections.abc import Iterator

from quotesearch.extraction.scene import Scene
from quotesearch.extraction.views import Surroundings
from quotesearch.lexicons import words

_REPORTING = words("en/reporting_verbs")
_FUNCTION = words("en/not_names")
_OWNERS = words("en/owners")
_NAMING = words("en/naming_words")
_NAMING_PHRASES = words("en/naming_phrases")
_PERSONAL = words("en/spoken_words")
_AUXILIARIES = words("en/auxiliaries")
_STRONG = words("en/strong_reporting_verbs")
_FAR = 40  # tokens before the words that are looked through for a verb
_SHORT = frozenset({"1", "2", "3", "4", "5"})


def names_something(scene: Scene, around: Surroundings) -> bool:
    """Whether the marks enclose a nickname, a title or a term, whatever else there is: Dwight “The Anvil” Rourke."""
    tokens, at = scene.tokens, around.token
    segment = scene.segments[around.segment]
    if segment.end - segment.start > 60 or around.ending not in "w,":
        return False
    before = [t for t in tokens[max(0, at - 3) : at] if t.kind == "w"]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not before or before[-1] is not tokens[at - 1]:
        return False
    text = scene.reading.text[segment.start : segment.end]
    if before[-1].capital and after is not None and after.capital and around.ending == "w":
        return text[0].isupper() and not before[-1].possessive and after.lower not in _FUNCTION
    content = [w for w in text.replace(",", "").split() if w.lower() not in _FUNCTION]
    if before[-1].lower in _NAMING and content and all(w[0].isupper() or w[0].isdigit() for w in content):
        return True
    phrases = {" ".join(t.lower for t in before[-n:]) for n in (1, 2, 3)}
    return bool(phrases & _NAMING_PHRASES)


def nature_of(scene: Scene, around: Surroundings) -> Iterator[str]:
    """The names of the features that tell quotations from other uses of the marks."""
    segment = scene.segments[around.segment]
    text = scene.reading.text[segment.start : segment.end]
    said = [w.strip(".,;:!?()[]…").replace("’", "'") for w in text.split()]
    said = [w for w in said if w]
    low = [w.lower() for w in said]
    content = [w for w in said if w.lower() not in _FUNCTION]
    titled = len(content) > 0 and all(w[:1].isupper() or w[:1].isdigit() for w in content)
    count = len(said)
    size = str(count) if count < 5 else "5" if count < 8 else "8" if count < 15 else "15"
    yield "always"
    yield f"size {size}"
    yield f"titled {titled:d} {size}"
    yield f"ending {around.ending} {size}"
    yield f"lower {around.lower:d} {size}"
    yield f"cue {around.cue} {size}"
    yield f"personal {any(w in _PERSONAL for w in low):d} {min(count, 5)}"
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
        yield f"verb inside {not _AUXILIARIES.isdisjoint(low):d} {size}"
    yield from _neighbours(scene, around, titled, size)
    yield from _reported(scene, around, size)
    yield from _elsewhere(scene, around, text, size, titled)


def _reported(scene: Scene, around: Surroundings, size: str) -> Iterator[str]:
    """Who and what in its sentence leads to the words: the last reporting verb before them, how far it is."""
    tokens, at = scene.tokens, around.token
    before = sum(scene.mentions[n].head < at for n in around.reporters)
    yield f"reporters {min(before, 2)}{min(len(around.reporters) - before, 2)} {size}"
    for n in range(at - 1, max(-1, at - _FAR), -1):
        if tokens[n].sentence != tokens[at].sentence or tokens[n].kind == "q":
            yield f"no verb {tokens[n].kind} {size}"
            return
        if tokens[n].lower in _REPORTING:
            far = min(at - n - 1, 12) if at - n < 6 else 6 + (at - n > 12)
            yield f"verb {tokens[n].lower} {far < 5:d}"
            yield f"verb at {far} {tokens[n].lower in _STRONG:d} {size}"
            yield f"verb that {any(t.lower == 'that' for t in tokens[n:at]):d} {size}"
            return


def _elsewhere(scene: Scene, around: Surroundings, text: str, size: str, titled: bool) -> Iterator[str]:
    """Whether the words stand in the text once more, and whether other short ones stand beside them in marks."""
    if size not in _SHORT:
        return
    whole = scene.reading.text
    bare = text.strip(".,;:!?").lower()
    again = whole.lower().count(bare) if len(bare) > 2 else 0
    yield f"again {min(again, 3)} {titled:d}"
    beside = scene.signs[max(0, around.unit - 2) : around.unit + 3]
    yield f"listed {min(beside.count('Q'), 3)} {titled:d} {around.cue}"


def _neighbours(scene: Scene, around: Surroundings, titled: bool, size: str) -> Iterator[str]:
    """The words before and behind the marks."""
    tokens, at = scene.tokens, around.token
    before = [t for t in tokens[max(0, at - 4) : at] if t.kind != "b"]
    after = [t for t in tokens[at + 1 : at + 3] if t.kind != "b"]
    yield f"before {around.before}"
    yield f"before {around.before} {titled:d} {size}"
    if len(before) > 1:
        yield f"before two {before[-2].lower} {before[-1].lower}"
    yield f"after {around.after} {around.ending}"
    yield f"named {any(t.lower in _NAMING for t in before):d} {titled:d}"
    yield f"reported {any(t.lower in _REPORTING for t in before[-2:]):d} {titled:d} {size}"
    yield f"signs before {scene.signs[max(0, around.unit - 2) : around.unit]}"
    yield f"signs after {scene.signs[around.unit + 1 : around.unit + 3]} {around.ending}"
    nickname = bool(before and after and before[-1].capital and after[0].capital and before[-1].kind == "w")
    yield f"inside a name {nickname:d} {size}"
    noun = bool(after and after[0].kind == "w" and not after[0].capital and after[0].lower not in _FUNCTION)
    article = bool(before and before[-1].lower in _OWNERS)
    yield f"modifies {article:d}{noun:d} {size}"
    if after:
        yield f"next {after[0].lower if not after[0].capital else 'Capital'} {around.ending}"
