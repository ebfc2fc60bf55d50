"""Invented articles and quotes for tests of index and search."""

from __future__ import annotations

from itertools import count

from quotesearch.model import ArticleCard, Passage, Quote, Results, Speaker

_NUMBERS = count(1)


def article(
    identity: str = "a1", *, published: str | None = "2024-10-31", outlet: str | None = "Kyiv Independent"
) -> ArticleCard:
    return ArticleCard(
        identity,
        f"/news/{identity}.txt",
        identity * 8,
        "utf-8",
        "A headline",
        ("Ann Lee",),
        published,
        outlet,
    )


def said_by(
    name: str | None,
    *texts: str,
    confidence: float = 0.9,
    kind: str = "full",
    role: str | None = None,
    identity: str | None = None,
    type_: str = "person",
    gender: str | None = None,
) -> Quote:
    """A quote with a part for each text, and a speaker with this confidence."""
    parts, at = [], 0
    for text in texts or ("We ran out of water.",):
        parts.append(Passage(at, at + len(text), text))
        at += len(text) + 20
    speaker = (
        Speaker(name, person(name), type_, role, Passage(at, at + len(name), name), gender=gender)
        if name
        else None
    )
    return Quote(
        id=identity or f"{next(_NUMBERS):08x}",
        article_id="a1",
        text=" […] ".join(part.text for part in parts),
        kind=kind,
        parts=tuple(parts),
        speaker=speaker,
        cue=None,
        rule="made up",
        confidence=confidence,
        context="",
    )


def person(name: str) -> str:
    """The person key of a name without accents and initials."""
    return name.lower().replace("-", " ")


def texts(results: Results) -> list[str]:
    return [hit.quote.text for hit in results.hits]


def names(results: Results) -> list[str]:
    return [hit.quote.speaker.name for hit in results.hits if hit.quote.speaker]
