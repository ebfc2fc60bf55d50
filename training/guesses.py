"""The models' guesses at the speakers of annotated quotations, and whether they are right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from quotesearch.extraction.assembly import LEAST_SCORE, quote_score
from quotesearch.extraction.confidence import confidence_features
from quotesearch.extraction.numbers import SegmentNumber
from quotesearch.extraction.ranker import Weights, choose
from quotesearch.extraction.speakers import find_cue, name_speaker
from quotesearch.lexicons import ENGLISH
from training.corpus import Annotated, GoldSegment, right_mentions
from training.judging import verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A guess at a speaker, and whether it is right."""

    features: list[str]  # the features of the confidence
    right: bool
    quote: bool  # False: the words are not a quotation
    ceiling: float  # the maximum of `confidence_of`
    verdict: str = "wrong"  # right, incomplete or wrong
    person: bool = True  # whether the guess names a person
    source: bool | None = None  # whether the chosen mention is the annotated source; None: none is annotated
    house: str = ""  # publisher or site of the article
    article: str = ""


def is_known(gold: GoldSegment) -> bool:
    """Whether the speaker's name is known."""
    return gold.label == "quote" and gold.name is not None and gold.type != "unknown"


def judged(articles: Iterable[Annotated], weights: Weights) -> list[Judged]:
    """The guesses for all segments that have a known speaker or are not quotations."""
    rows = []
    for article in articles:
        scene, choices = article.scene, choose(ENGLISH, article.scene, weights)
        for number, gold in sorted(article.gold.items()):
            choice = choices[number]
            named = name_speaker(ENGLISH, scene, choice)
            nature = quote_score(ENGLISH, scene, weights, SegmentNumber(number))
            if named is None or nature < LEAST_SCORE or not (gold.label == "not_quote" or is_known(gold)):
                continue
            _, rule = find_cue(ENGLISH, scene, choice)
            quote = gold.label == "quote"
            what = verdict(named.speaker.name, gold.name, gold.type) if quote else "wrong"
            rows.append(
                Judged(
                    confidence_features(ENGLISH, scene, named, choice, rule, nature, choices),
                    what == "right",
                    quote,
                    named.certainty if named.how == "name" else 1.0,
                    what,
                    named.speaker.type == "person",
                    choice.mention in right_mentions(scene, gold) if gold.source else None,
                    article.house,
                    article.name,
                )
            )
    return rows


def said_in(articles: Iterable[Annotated]) -> int:
    """The number of quotations with a known speaker."""
    return sum(is_known(gold) for article in articles for gold in article.gold.values())


def write_rows(path: Path, rows: Sequence[Judged], said: int) -> None:
    """Write guesses to a file for `read_rows`; *said* is the number of quotations."""
    lines = [json.dumps({"said": said}), *(json.dumps(asdict(row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_rows(path: Path) -> tuple[list[Judged], int]:
    """The guesses of a file, and the number of quotations."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    return [Judged(**json.loads(line)) for line in lines], int(json.loads(first)["said"])
