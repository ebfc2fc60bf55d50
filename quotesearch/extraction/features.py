"""
What speaks for and against a mention as the source of a quotation.

Each function looks at one idea and yields the names of the features that hold; all are binary. A new idea is a
new function, a line in `FEATURES`, and a case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotesearch.extraction.cues import phrase_start
from quotesearch.extraction.scene import Scene
from quotesearch.lexicons import words

_HEARING = words("en/hearing_verbs")
_REPORTING = words("en/reporting_verbs")
_STRONG = words("en/strong_reporting_verbs")
_RELATIONS = words("en/relations")
_AUXILIARIES = words("en/auxiliaries")
_FIRST_PERSON = words("en/first_person")
_GOVERNING = words("en/prepositions") - words("en/conjunctions")
_NO_VERB = words("en/prepositions") | words("en/conjunctions") | words("en/determiners")
_OPENERS = words("en/conjunctions") | words("en/relatives")
_FAR = 300  # tokens; a sentence that runs on for longer is a list, and costs no more for it


@dataclass(slots=True)
class Surroundings:
    """What is the same for all candidates of a segment."""

    segment: int
    unit: int
    token: int
    paragraph: int
    ending: str  # the class of its last character
    lower: bool  # begins in lower case
    size: str
    alone: bool  # nothing else in its paragraph
    opens: bool  # its paragraph begins with it
    before: str  # word or mark before it
    after: str
    cue: str  # where its sentence has a reporting verb: before, after, both, none
    first_person: bool
    previous: int  # the segment before, -1 for none
    together: bool  # the segment before stands in the same paragraph
    reporters: list[int]  # mentions of its sentence that are subject of a reporting verb
    subjects: list[int]  # mentions of its sentence before it that may be the subject of any verb


@dataclass(slots=True)
class Pair:
    """A segment and one of its candidates."""

    scene: Scene
    around: Surroundings
    mention: int
    rank: int  # how many candidates on this side are nearer
    previous_mention: int  # the mention chosen for the segment before, -1 for none
    previous_person: int  # its member of the cast, -1 for none
    side: str  # b before the quotation, a after
    path: str  # the signs between the two


def look_around(scene: Scene, segment: int) -> Surroundings:
    """Gather what the features need to know of a segment."""
    part = scene.segments[segment]
    token = scene.token_of_segment[segment]
    tokens = scene.tokens
    text = scene.reading.text[part.start : part.end]
    last = text[-1]
    count = text.count(" ") + 1
    before = tokens[token - 1] if token else None
    after = tokens[token + 1] if token + 1 < len(tokens) else None
    paragraph_start = before is None or before.kind == "b"
    paragraph_end = after is None or after.kind == "b"
    previous = segment - 1
    return Surroundings(
        segment=segment,
        unit=scene.unit_of_segment[segment],
        token=token,
        paragraph=part.paragraph,
        ending=last if last in ",.?!" else "-" if last in "…-–—" else "w",
        lower=text[0].islower(),
        size="1" if count < 2 else "2" if count < 5 else "5" if count < 12 else "9",
        alone=paragraph_start and paragraph_end,
        opens=paragraph_start,
        before="¶" if paragraph_start or before is None else "Q" if before.kind == "q" else before.lower,
        after="¶" if paragraph_end or after is None else "Q" if after.kind == "q" else after.lower,
        cue=_cue_sides(scene, token),
        first_person=any(w.strip(",.!?").lower().replace("’", "'") in _FIRST_PERSON for w in text.split()),
        previous=previous,
        reporters=_reporters(scene, token),
        subjects=_subjects(scene, token),
        together=previous >= 0 and scene.segments[previous].paragraph == part.paragraph,
    )


def _reporters(scene: Scene, token: int) -> list[int]:
    """The mentions of a quotation's sentence that are subject of a reporting verb, in order."""
    tokens, mentions = scene.tokens, scene.mentions
    sentence = tokens[token].sentence
    first, last = (bisect_left(mentions, token + way, key=lambda m: m.head) for way in (-_FAR, _FAR))
    return [
        n for n in range(first, last) if scene.verbs[n] >= 0 and tokens[mentions[n].head].sentence == sentence
    ]


def _subjects(scene: Scene, token: int) -> list[int]:
    """The mentions before a quotation in its sentence that own nothing and have a word behind them, in order."""
    tokens, mentions = scene.tokens, scene.mentions
    sentence = tokens[token].sentence
    last = bisect_left(mentions, token, key=lambda m: m.head)
    found = []
    for n in range(last - 1, max(-1, last - 40), -1):
        mention = mentions[n]
        if tokens[mention.head].sentence != sentence:
            break
        start, end = mention.start, mention.end
        if mention.possessive or not scene.may_speak[n] or end >= len(tokens) or tokens[end].kind != "w":
            continue
        if tokens[end].lower in _NO_VERB or (start and tokens[start - 1].lower in _GOVERNING):
            continue
        found.append(n)
    return found[::-1]


def _cue_sides(scene: Scene, token: int) -> str:
    """On which sides of a quotation its sentence has a reporting verb."""
    before = _has_cue(scene, token, range(token - 1, max(-1, token - _FAR), -1))
    after = _has_cue(scene, token, range(token + 1, min(len(scene.tokens), token + _FAR)))
    return ("b" if before else "") + ("a" if after else "") or "-"


def _has_cue(scene: Scene, token: int, way: range) -> bool:
    """Whether a reporting verb stands on the way from a token to the end of its sentence."""
    sentence = scene.tokens[token].sentence
    for i in way:
        if scene.tokens[i].sentence != sentence:
            return False
        if scene.tokens[i].lower in _REPORTING:
            return True
    return False


def make_pair(
    scene: Scene, around: Surroundings, mention: int, rank: int, previous_mention: int, previous_person: int
) -> Pair:
    """A segment with one of its candidates, and the path between them."""
    unit = scene.unit_of_mention[mention]
    if unit < around.unit:
        side, path = "b", scene.signs[unit + 1 : around.unit]
    else:
        side, path = "a", scene.signs[around.unit + 1 : unit]
    return Pair(scene, around, mention, rank, previous_mention, previous_person, side, path)


def way_between(pair: Pair) -> Iterator[str]:
    """The whole way if it is short, its two ends if it is long."""
    side, path, kind = pair.side, pair.path, pair.scene.mentions[pair.mention].kind
    if len(path) <= 9:
        yield f"way {side} {kind} {path}"
        yield f"way {side} {path} {pair.around.ending}"
    near_mention, near_quote = (path[:3], path[-3:]) if side == "b" else (path[-3:], path[:3])
    yield f"leaves {side} {near_mention}"
    yield f"reaches {side} {near_quote} {pair.around.ending}"
    yield f"reaches {side} {near_quote} {pair.around.cue}"


def counts_between(pair: Pair) -> Iterator[str]:
    """How many quotations, ends of sentences, other mentions and verbs stand between."""
    path, side = pair.path, pair.side
    stops = path.count(".") + path.count("/")
    people = sum(path.count(sign) for sign in "NMhnr")
    verbs = path.count("V") + path.count("v")
    quotes = path.count("Q")
    yield f"stops {side} {min(stops, 4)}"
    yield f"paragraphs {side} {path.count('/')} {pair.around.opens:d}{pair.around.alone:d}"
    yield f"people {side} {min(people, 4)} {stops > 0:d}"
    yield f"groups {side} {min(path.count('G') + path.count('g') + path.count('d'), 3)}"
    yield f"verbs {side} {min(verbs, 3)} {stops > 0:d}"
    yield f"quotes {side} {min(quotes, 3)} {stops > 0:d}"
    yield f"strong {side} {'V' in path:d} {stops > 0:d} {min(people, 2)}"
    yield f"length {side} {min(len(path), 20) // 2 if len(path) > 3 else len(path) - 9}"
    yield f"rank {side} {min(pair.rank, 5)} {pair.around.cue}"


def beside_mention(pair: Pair) -> Iterator[str]:
    """The signs on both sides of the mention, wherever the quotation is."""
    signs, unit = pair.scene.signs, pair.scene.unit_of_mention[pair.mention]
    same = pair.scene.tokens[pair.scene.mentions[pair.mention].head].sentence == (
        pair.scene.tokens[pair.around.token].sentence
    )
    kind = pair.scene.mentions[pair.mention].kind
    yield f"right {kind} {signs[unit + 1 : unit + 3]} {same:d}"
    yield f"right {signs[unit + 1 : unit + 4]} {pair.side}"
    yield f"left {signs[max(0, unit - 2) : unit]} {pair.side}"
    yield f"left {kind} {signs[max(0, unit - 1) : unit]} {same:d}"
    first = unit == 0 or signs[unit - 1] in "./Q"
    yield f"first {first:d} {kind} {pair.side} {same:d} {pair.around.cue}"
    offset = unit - pair.around.unit
    if -6 <= offset <= 6:
        yield f"offset {offset} {signs[unit + 1 : unit + 2]} {pair.around.ending}"


def words_beside(pair: Pair) -> Iterator[str]:
    """The words beside the mention and the quotation."""
    scene, mention = pair.scene, pair.scene.mentions[pair.mention]
    tokens = scene.tokens
    start = mention.start
    before = tokens[start - 1].lower if start else ""
    end = mention.end
    after = tokens[end].lower if end < len(tokens) else ""
    yield f"before mention {before} {pair.side}"
    yield f"after mention {after} {pair.side}"
    if after in _AUXILIARIES and end + 1 < len(tokens):
        yield f"after mention aux {tokens[end + 1].lower}"
    yield f"before quote {pair.around.before} {pair.side}"
    yield f"after quote {pair.around.after} {pair.side}"
    yield f"mark {pair.around.before if not pair.around.before.isalpha() else 'w'} {pair.side} {min(pair.rank, 2)}"


def cue_at_mention(pair: Pair) -> Iterator[str]:
    """A reporting verb that the mention is subject or object of."""
    scene, mention = pair.scene, pair.scene.mentions[pair.mention]
    tokens = scene.tokens
    end = mention.end
    start = phrase_start(tokens, mention)
    same = tokens[mention.head].sentence == tokens[pair.around.token].sentence
    place = f"{pair.side}{same:d}"
    for step, token in enumerate(tokens[end : end + 4]):
        if token.kind != "w":
            break
        if token.lower in _REPORTING:
            yield f"subject of {token.lower} {place}"
            yield f"subject {step} {token.lower in _STRONG:d} {place} {'Q' in pair.path:d}"
            break
    before = tokens[start - 1] if start else None
    if before is not None and before.lower in _REPORTING:
        hears = before.lower in _HEARING
        yield f"behind {before.lower} {place}"
        yield f"behind {hears:d} {before.lower in _STRONG:d} {place}"
    if before is not None and before.lower == "to" and start > 1 and tokens[start - 2].lower == "according":
        yield f"according to {place}"
    if before is not None and before.lower == "by" and start > 1:
        yield f"by {tokens[start - 2].lower in _REPORTING:d} {place}"
    if mention.possessive and end < len(tokens):
        relation = tokens[end].lower in _RELATIONS
        yield f"owner {relation:d} {place}"


def who_reports(pair: Pair) -> Iterator[str]:
    """Whether the mention is subject of a reporting verb, and whether others nearer to the quotation are."""
    scene, around = pair.scene, pair.around
    verb = scene.verbs[pair.mention]
    sentence = scene.tokens[around.token].sentence
    distance = scene.tokens[scene.mentions[pair.mention].head].sentence - sentence
    others = around.reporters
    if verb < 0:
        yield f"no reporter {min(len(others), 2)} {max(-3, min(distance, 2))}"
        return
    strong = scene.tokens[verb].lower in _STRONG
    apposed = verb - scene.mentions[pair.mention].head > 4
    if distance == 0:
        place = others.index(pair.mention) if pair.mention in others else -1
        yield f"reporter here {strong:d} {pair.side} {len(others)}"
        before = "w" if around.before.isalpha() else around.before
        yield f"reporter here {place} of {len(others)} {pair.side} {before}"
        yield f"reporter here {pair.side} {around.ending} {around.lower:d} {around.size}"
        yield f"reporter apposed {apposed:d} {pair.side}"
    else:
        yield f"reporter {max(-4, min(distance, 2))} {strong:d} {min(len(others), 2)}"
        yield f"reporter {max(-4, min(distance, 2))} {around.opens:d}{around.alone:d} {min(pair.rank, 2)}"


def clause_of_mention(pair: Pair) -> Iterator[str]:
    """Which of the subjects of its sentence the mention is, counted from the quotation, and what opens its clause."""
    scene, around = pair.scene, pair.around
    tokens, mention = scene.tokens, scene.mentions[pair.mention]
    if tokens[mention.head].sentence != tokens[around.token].sentence:
        return
    start = mention.start
    before = tokens[start - 1] if start else None
    if before is None or before.kind == "b" or tokens[start].first:
        opener = "¶"
    elif before.kind == "w":
        opener = before.lower if before.lower in _OPENERS else "w"
    else:
        opener = before.text or "Q"
    subjects = around.subjects
    place = subjects.index(pair.mention) if pair.mention in subjects else -1
    nearer = (
        sum(1 for n in subjects[place + 1 :] if n != pair.mention) if pair.side == "b" and place >= 0 else 9
    )
    reports = scene.verbs[pair.mention] >= 0
    later = any(scene.verbs[n] >= 0 for n in subjects[place + 1 :]) if nearer < 9 else False
    yield f"clause {opener} {reports:d} {pair.side} {min(nearer, 2)}"
    yield f"clause {min(nearer, 3)} {len(subjects) > 2:d} {reports:d} {later:d} {mention.kind}"
    behind = around.before if around.before in _OPENERS else ""
    yield f"clause {min(nearer, 3)} {reports:d}{later:d} {around.lower:d} {around.size} {behind}"


def who_it_is(pair: Pair) -> Iterator[str]:
    """Kind, type, and what the cast knows."""
    scene, mention = pair.scene, pair.scene.mentions[pair.mention]
    around = pair.around
    yield f"kind {mention.kind} {mention.type} {around.size}"
    if mention.kind != "name":
        yield f"head {mention.lower} {pair.side}"
    yield f"me {around.first_person:d} {mention.kind} {mention.type}"
    person = scene.resolved[pair.mention].member
    if person >= 0:
        member = scene.cast.members[person]
        count = len(member.places)
        yield f"cast {member.type} {mention.kind} {1 if count < 2 else 2 if count < 4 else 4 if count < 8 else 8}"
        if around.segment in member.quoted_in and mention.kind == "name":
            yield f"names itself {around.size} {pair.side}"
        elif around.segment in member.quoted_in:
            yield "names itself by another word"
    else:
        yield f"cast nobody {mention.kind} {mention.type}"


def goes_on(pair: Pair) -> Iterator[str]:
    """Whether the candidate is whoever spoke before."""
    around = pair.around
    if around.previous < 0:
        return
    scene = pair.scene
    person = scene.resolved[pair.mention].member
    same_words = pair.mention == pair.previous_mention
    same = same_words or (person >= 0 and person == pair.previous_person)
    near = around.paragraph - scene.segments[around.previous].paragraph
    yield f"goes on {same:d} {around.cue} {min(near, 3)} {around.opens:d}"
    yield f"same words {same_words:d} {around.cue} {min(near, 3)} {around.alone:d}"
    if same:
        yield f"goes on {around.before} {around.ending}"
        yield f"goes on unclosed {scene.segments[around.previous].closed:d} {min(near, 2)}"


def nature_of_quote(pair: Pair) -> Iterator[str]:
    """What the quotation itself is like, with the side of the candidate."""
    around = pair.around
    inside = pair.scene.tokens[pair.scene.mentions[pair.mention].head].paragraph - around.paragraph
    yield f"quote {around.ending} {around.lower:d} {around.size} {pair.side} {inside}"
    yield f"cue {around.cue} {pair.side} {inside}"
    yield f"place {around.opens:d}{around.alone:d} {pair.side} {inside} {min(pair.rank, 3)}"


Feature = Callable[[Pair], Iterator[str]]

FEATURES: tuple[Feature, ...] = (
    way_between,  # “We ran,” said Ann Lee.
    counts_between,  # another quotation stands between the two
    beside_mention,  # Ann Lee said Roe was late: “…”
    words_beside,  # according to Ann Lee, “…”
    cue_at_mention,  # told Ann Lee: the hearer is not the speaker
    clause_of_mention,  # Ann Lee said Roe, who denied it, had called the plan “mad”
    who_reports,  # Ann Lee, a nurse, said the plan was “mad”
    who_it_is,  # a name, a pronoun, a report
    goes_on,  # nothing new is said about who speaks
    nature_of_quote,  # “a fragment” or a whole sentence
)


def features_of(pair: Pair) -> list[str]:
    """The names of all features that hold for a candidate."""
    return [name for feature in FEATURES for name in feature(pair)]
