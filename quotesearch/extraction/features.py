"""
What speaks for and against a mention as the source of a quotation.

Each idea looks at a pair of segment and mention and answers with a finding: the little that it saw, and the
function that says which features hold of that; all features are binary. What was seen is so little that it
comes again and again, so what a finding weighs is computed once and then looked up (see `ranker.Scorer`). A new
idea is a new function, a line in `evidence_of`, and a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from quotesearch.extraction.candidate_pairs import Evidence, Pair
from quotesearch.extraction.clause_features import clause_of_mention, led_by_clause
from quotesearch.lexicons import Lexicon

_WHOLE: Final = 9  # signs of a way that is taken as it is


def way_between(pair: Pair) -> Evidence | None:
    """The whole way, if it is short."""
    if len(pair.path) > _WHOLE:
        return None
    return _way, pair.side, pair.mention.kind, pair.path, pair.around.ending


def _way(side: str, kind: str, path: str, ending: str) -> Iterator[str]:
    yield f"way {side} {kind} {path}"
    yield f"way {side} {path} {ending}"


def leaves_mention(pair: Pair) -> Evidence:
    """The signs at the mention's end of the way."""
    return _leaves, pair.side, pair.path[:3] if pair.side == "b" else pair.path[-3:]


def _leaves(side: str, path: str) -> Iterator[str]:
    yield f"leaves {side} {path}"


def reaches_quote(pair: Pair) -> Evidence:
    """The signs at the quotation's end of the way."""
    path = pair.path[-3:] if pair.side == "b" else pair.path[:3]
    return _reaches, pair.side, path, pair.around.ending, pair.around.cue


def _reaches(side: str, path: str, ending: str, cue: str) -> Iterator[str]:
    yield f"reaches {side} {path} {ending}"
    yield f"reaches {side} {path} {cue}"


def _counter(pair: Pair) -> Callable[[str], int]:
    """What counts a sign on the way."""
    return pair.path.count if pair.long is None else pair.long.count


def stops_between(pair: Pair) -> Evidence:
    """How many ends of sentences and of paragraphs are between."""
    count, around = _counter(pair), pair.around
    breaks = count("/")
    stops = min(count(".") + breaks, 4)
    return _stops, pair.side, stops, breaks, around.opens, around.alone


def _stops(side: str, stops: int, breaks: int, opens: bool, alone: bool) -> Iterator[str]:
    yield f"stops {side} {stops}"
    yield f"paragraphs {side} {breaks} {opens:d}{alone:d}"


def counts_between(pair: Pair) -> Evidence:
    """How many other mentions, verbs and quotations are between."""
    count, length = _counter(pair), len(pair.path)
    people = count("N") + count("M") + count("h") + count("n") + count("r")
    groups = count("G") + count("g") + count("d")
    strong = count("V")
    return (
        _counts,
        pair.side,
        count(".") + count("/") > 0,
        min(people, 4),
        min(groups, 3),
        min(strong + count("v"), 3),
        min(count("Q"), 3),
        strong > 0,
        min(length, 20) // 2 if length > 3 else length - 9,
    )


def _counts(
    side: str, stops: bool, people: int, groups: int, verbs: int, quotes: int, strong: bool, length: int
) -> Iterator[str]:
    yield f"people {side} {people} {stops:d}"
    yield f"groups {side} {groups}"
    yield f"verbs {side} {verbs} {stops:d}"
    yield f"quotes {side} {quotes} {stops:d}"
    yield f"strong {side} {strong:d} {stops:d} {min(people, 2)}"
    yield f"length {side} {length}"


def rank_of_mention(pair: Pair) -> Evidence:
    """How many candidates are nearer."""
    return _rank, pair.side, min(pair.rank, 5), pair.around.cue


def _rank(side: str, rank: int, cue: str) -> Iterator[str]:
    yield f"rank {side} {rank} {cue}"


def behind_mention(pair: Pair) -> Evidence:
    """The signs after the mention, wherever the quotation is."""
    return _right, pair.side, pair.mention.kind, pair.mention.right, pair.same


def _right(side: str, kind: str, right: str, same: bool) -> Iterator[str]:
    yield f"right {kind} {right[:2]} {same:d}"
    yield f"right {right} {side}"


def before_mention(pair: Pair) -> Evidence:
    """The signs before the mention."""
    return _left, pair.side, pair.mention.kind, pair.mention.left, pair.same


def _left(side: str, kind: str, left: str, same: bool) -> Iterator[str]:
    yield f"left {left} {side}"
    yield f"left {kind} {left[-1:]} {same:d}"


def place_of_mention(pair: Pair) -> Evidence:
    """Whether a mention opens its clause, and how many units it is from the quotation."""
    mention, around = pair.mention, pair.around
    offset = mention.unit - around.unit
    first = mention.left[-1:] in "./Q"  # nothing before it is in there, too
    if -6 <= offset <= 6:
        near = mention.right[:1]
        return _place, pair.side, mention.kind, first, pair.same, around.cue, offset, near, around.ending
    return _place, pair.side, mention.kind, first, pair.same, around.cue, 0, "", ""


def _place(
    side: str, kind: str, first: bool, same: bool, cue: str, offset: int, near: str, ending: str
) -> Iterator[str]:
    yield f"first {first:d} {kind} {side} {same:d} {cue}"
    if offset:
        yield f"offset {offset} {near} {ending}"


def word_before_mention(pair: Pair) -> Evidence:
    """The word before the mention."""
    return _word_before, pair.side, pair.mention.before


def _word_before(side: str, word: str) -> Iterator[str]:
    yield f"before mention {word} {side}"


def words_behind_mention(pair: Pair) -> Evidence:
    """The word after the mention, and the one after that if it is an auxiliary."""
    return _words_behind, pair.side, pair.mention.after, pair.mention.verb


def _words_behind(side: str, word: str, verb: str | None) -> Iterator[str]:
    yield f"after mention {word} {side}"
    if verb is not None:
        yield f"after mention aux {verb}"


def words_beside_quote(pair: Pair) -> Evidence:
    """The words next to the quotation."""
    around = pair.around
    return _beside_quote, pair.side, around.before, around.after, around.mark, min(pair.rank, 2)


def _beside_quote(side: str, before: str, after: str, mark: str, rank: int) -> Iterator[str]:
    yield f"before quote {before} {side}"
    yield f"after quote {after} {side}"
    yield f"mark {mark} {side} {rank}"


def cue_at_mention(pair: Pair) -> Evidence | None:
    """A reporting verb that the mention is subject or object of."""
    mention = pair.mention
    if not (mention.subject or mention.cues):
        return None
    quoted = bool(mention.subject) and _counter(pair)("Q") > 0
    return _cue, pair.side, pair.same, mention.subject, mention.cues, quoted


def _cue(
    side: str, same: bool, subject: tuple[str, ...], cues: tuple[str, ...], quoted: bool
) -> Iterator[str]:
    place = f"{side}{same:d}"
    if subject:
        yield f"{subject[0]} {place}"
        yield f"{subject[1]} {place} {quoted:d}"
    for cue in cues:
        yield f"{cue} {place}"


def who_reports(pair: Pair) -> Evidence:
    """Whether the mention is subject of a reporting verb, and whether others nearer to the quotation are."""
    around, mention = pair.around, pair.mention
    distance = min(mention.sentence - around.sentence, 2)
    others = around.reporters
    if not mention.reports:
        return _no_reporter, min(len(others), 2), max(-3, distance)
    if pair.same:
        place = others.index(mention.number) if mention.number in others else -1
        verb = mention.strong, mention.apposed, place, len(others)
        return _reporter_here, pair.side, *verb, around.mark, around.ending, around.lower, around.size
    report = max(-4, distance), mention.strong, min(len(others), 2)
    return _reporter_elsewhere, *report, around.opens, around.alone, min(pair.rank, 2)


def _no_reporter(others: int, distance: int) -> Iterator[str]:
    yield f"no reporter {others} {distance}"


def _reporter_here(
    side: str,
    strong: bool,
    apposed: bool,
    place: int,
    others: int,
    mark: str,
    ending: str,
    lower: bool,
    size: str,
) -> Iterator[str]:
    yield f"reporter here {strong:d} {side} {others}"
    yield f"reporter here {place} of {others} {side} {mark}"
    yield f"reporter here {side} {ending} {lower:d} {size}"
    yield f"reporter apposed {apposed:d} {side}"


def _reporter_elsewhere(
    distance: int, strong: bool, others: int, opens: bool, alone: bool, rank: int
) -> Iterator[str]:
    yield f"reporter {distance} {strong:d} {others}"
    yield f"reporter {distance} {opens:d}{alone:d} {rank}"


def who_it_is(pair: Pair) -> Evidence:
    """Kind, type, and what the cast knows."""
    mention, around = pair.mention, pair.around
    itself = around.segment in mention.quoted_in
    me = around.first_person
    return _who, pair.side, mention.kind, mention.type, mention.word, around.size, me, mention.cast, itself


def _who(
    side: str, kind: str, type_: str, head: str, size: str, me: bool, cast: str, itself: bool
) -> Iterator[str]:
    yield f"kind {kind} {type_} {size}"
    if kind != "name":
        yield f"head {head} {side}"
    yield f"me {me:d} {kind} {type_}"
    yield cast
    if itself:
        yield f"names itself {size} {side}" if kind == "name" else "names itself by another word"


def goes_on(pair: Pair) -> Evidence | None:
    """Whether the candidate is the speaker before."""
    around = pair.around
    if around.previous < 0:
        return None
    person = pair.mention.person
    words = pair.mention.number == pair.previous_mention
    if words or (person >= 0 and person == pair.previous_person):
        before, ending, closed = around.before, around.ending, around.closed
        return _same, words, around.cue, around.near, around.opens, around.alone, before, ending, closed
    return _another, around.cue, around.near, around.opens, around.alone


def _same(
    words: bool, cue: str, near: int, opens: bool, alone: bool, before: str, ending: str, closed: bool
) -> Iterator[str]:
    yield f"goes on 1 {cue} {near} {opens:d}"
    yield f"same words {words:d} {cue} {near} {alone:d}"
    yield f"goes on {before} {ending}"
    yield f"goes on unclosed {closed:d} {min(near, 2)}"


def _another(cue: str, near: int, opens: bool, alone: bool) -> Iterator[str]:
    yield f"goes on 0 {cue} {near} {opens:d}"
    yield f"same words 0 {cue} {near} {alone:d}"


def nature_of_quote(pair: Pair) -> Evidence:
    """What the quotation itself is like, with the side of the candidate."""
    around, side, inside = pair.around, pair.side, pair.mention.paragraph - pair.around.paragraph
    kind = around.ending, around.lower, around.size, around.cue, around.opens, around.alone
    return _nature, side, inside, min(pair.rank, 3), *kind


def _nature(
    side: str, inside: int, rank: int, ending: str, lower: bool, size: str, cue: str, opens: bool, alone: bool
) -> Iterator[str]:
    yield f"quote {ending} {lower:d} {size} {side} {inside}"
    yield f"cue {cue} {side} {inside}"
    yield f"place {opens:d}{alone:d} {side} {inside} {rank}"


def evidence_of(lexicon: Lexicon, pair: Pair) -> list[Evidence | None]:
    """What each idea sees of a pair; written out, for mypyc does not compile calls of what is in a table."""
    return [
        way_between(pair),  # “We ran,” said Ann Lee.
        leaves_mention(pair),
        reaches_quote(pair),
        stops_between(pair),  # Ann Lee has spoken two sentences before
        counts_between(pair),  # another quotation is between the two
        rank_of_mention(pair),
        behind_mention(pair),  # Ann Lee said Roe was late: “…”
        before_mention(pair),
        place_of_mention(pair),
        word_before_mention(pair),  # according to Ann Lee, “…”
        words_behind_mention(pair),
        words_beside_quote(pair),
        cue_at_mention(pair),  # “told Ann Lee”: the hearer is not the speaker
        clause_of_mention(lexicon, pair),  # Ann Lee said Roe, who denied it, had called the plan “mad”
        led_by_clause(pair),  # Ann Lee broke with Roe, calling him “mad”
        who_reports(pair),  # Ann Lee, a nurse, said the plan was “mad”
        who_it_is(pair),  # a name, a pronoun, a report
        goes_on(pair),  # nothing new is said about who speaks
        nature_of_quote(pair),  # “a fragment” or a whole sentence
    ]


def features_of(lexicon: Lexicon, pair: Pair) -> list[str]:
    """The names of all features that hold for a candidate."""
    return [name for finding in evidence_of(lexicon, pair) if finding for name in finding[0](*finding[1:])]
