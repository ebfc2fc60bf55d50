"""A quotation and one of the mentions that may be its source: what the features look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from quotesearch.extraction.numbers import MemberNumber, MentionNumber
from quotesearch.extraction.profiles import Profile, Surroundings
from quotesearch.extraction.profiling import profile_of_mention
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.signs import LongWay
from quotesearch.lexicons import Lexicon

_LONG: Final = 300  # signs of a path: the speaker before may be far away
_ENDS: Final = 20  # signs at either end of a long way, as many as any idea looks at


@dataclass(slots=True, init=False)
class Pair:
    """A segment and one of its candidates."""

    around: Surroundings
    mention: Profile
    rank: int  # how many candidates on this side are nearer
    previous_mention: MentionNumber  # the mention chosen for the segment before, -1 for none
    previous_person: MemberNumber  # its member of the cast, -1 for none
    side: str  # b before the quotation, a after
    path: str  # the signs between the two; of a long way those at its two ends
    same: bool  # the two are in one sentence
    long: LongWay | None  # the whole of a long way

    def __init__(
        self,
        around: Surroundings,
        mention: Profile,
        rank: int,
        previous_mention: MentionNumber,
        previous_person: MemberNumber,
        side: str,
        path: str,
        same: bool,
        long: LongWay | None = None,
    ) -> None:
        self.around = around
        self.mention = mention
        self.rank = rank
        self.previous_mention = previous_mention
        self.previous_person = previous_person
        self.side = side
        self.path = path
        self.same = same
        self.long = long


Evidence = tuple[Callable[..., Iterator[str]], *tuple[str | int | bool | tuple[str, ...] | None, ...]]
"""What an idea saw of a pair: the function that names the features, then its arguments."""


def make_pair(
    lexicon: Lexicon,
    scene: Scene,
    around: Surroundings,
    mention: MentionNumber,
    rank: int,
    previous_mention: MentionNumber,
    previous_person: MemberNumber,
) -> Pair:
    """A segment with one of its candidates, and the path between them."""
    profile = profile_of_mention(lexicon, scene, mention)
    unit = profile.unit
    if unit < around.unit:
        side, start, end = "b", unit + 1, around.unit
    else:
        side, start, end = "a", around.unit + 1, unit
    same = profile.sentence == around.sentence
    long: LongWay | None = None
    if end - start > _LONG:
        long = LongWay(scene.places_of_signs(), start, end)
        path = scene.signs[start : start + _ENDS] + scene.signs[end - _ENDS : end]
    else:
        path = scene.signs[start:end]
    return Pair(around, profile, rank, previous_mention, previous_person, side, path, same, long)
