"""A quotation and one of the mentions that may be its source: what the features look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotesearch.extraction.looking import look_at
from quotesearch.extraction.scene import Scene
from quotesearch.extraction.views import Profile, Surroundings


@dataclass(slots=True, init=False)
class Pair:
    """A segment and one of its candidates."""

    around: Surroundings
    mention: Profile
    rank: int  # how many candidates on this side are nearer
    previous_mention: int  # the mention chosen for the segment before, -1 for none
    previous_person: int  # its member of the cast, -1 for none
    side: str  # b before the quotation, a after
    path: str  # the signs between the two
    same: bool  # the two are in one sentence

    def __init__(
        self,
        around: Surroundings,
        mention: Profile,
        rank: int,
        previous_mention: int,
        previous_person: int,
        side: str,
        path: str,
        same: bool,
    ) -> None:
        self.around = around
        self.mention = mention
        self.rank = rank
        self.previous_mention = previous_mention
        self.previous_person = previous_person
        self.side = side
        self.path = path
        self.same = same


Finding = tuple[Callable[..., Iterator[str]], *tuple[str | int | bool | tuple[str, ...] | None, ...]]
"""What an idea saw of a pair: the function that names the features, then its arguments."""


def make_pair(
    scene: Scene, around: Surroundings, mention: int, rank: int, previous_mention: int, previous_person: int
) -> Pair:
    """A segment with one of its candidates, and the path between them."""
    profile = look_at(scene, mention)
    unit = profile.unit
    if unit < around.unit:
        side, path = "b", scene.signs[unit + 1 : around.unit]
    else:
        side, path = "a", scene.signs[around.unit + 1 : unit]
    same = profile.sentence == around.sentence
    return Pair(around, profile, rank, previous_mention, previous_person, side, path, same)
