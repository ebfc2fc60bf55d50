"""A quote with the card of its article ↔ bytes, as an engine stores them."""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple
from typing import Any, Final

from quotesearch.errors import DamagedIndexError
from quotesearch.model import ArticleCard, Corrected, Passage, Quote, Speaker

__all__ = ["pack", "unpack"]

_FAST: Final = 1  # zlib's level: the others cost more time than they save space


def pack(article: ArticleCard, quote: Quote) -> bytes:
    """All of a quote and of its article's card, with zlib's checksum, so a flipped bit is noticed."""
    return zlib.compress(json.dumps([_card(article), _quote(quote)], separators=(",", ":")).encode(), _FAST)


def unpack(packed: bytes) -> tuple[ArticleCard, Quote]:
    """
    What `pack` packed.

    Raises:
        DamagedIndexError: these are not the bytes that `pack` made.
    """
    try:
        card, quote = json.loads(zlib.decompress(packed))
        return _read_card(card), _read_quote(quote)
    except (zlib.error, ValueError, TypeError, KeyError, IndexError) as error:
        raise DamagedIndexError("a record of the index is damaged") from error


def _card(card: ArticleCard) -> list[Any]:
    """The card's fields in order; short, since every quote has it."""
    return [
        card.id, card.path, card.sha256, card.encoding, card.headline,
        card.byline, card.published, card.outlet, card.url, card.also_at,
    ]  # fmt: skip


def _read_card(fields: list[Any]) -> ArticleCard:
    """What `_card` made."""
    identity, path, sha256, encoding, headline, byline, published, outlet, url, also_at = fields
    return ArticleCard(
        identity, path, sha256, encoding, headline, tuple(byline), published, outlet, url, tuple(also_at)
    )


def _quote(quote: Quote) -> list[Any]:
    """The quote's fields in order."""
    speaker = quote.speaker
    return [
        quote.id, quote.article_id, quote.text, quote.kind, [_passage(part) for part in quote.parts],
        speaker and _speaker(speaker), quote.cue and _passage(quote.cue),
        quote.rule, quote.confidence, quote.context, *([astuple(quote.corrected)] if quote.corrected else ()),
    ]  # fmt: skip


def _read_quote(fields: list[Any]) -> Quote:
    """What `_quote` made."""
    identity, article_id, text, kind, parts, speaker, cue, rule, confidence, context, *corrected = fields
    return Quote(
        id=identity,
        article_id=article_id,
        text=text,
        kind=kind,
        parts=tuple(Passage(*part) for part in parts),
        speaker=_read_speaker(speaker) if speaker else None,
        cue=Passage(*cue) if cue else None,
        rule=rule,
        confidence=confidence,
        context=context,
        corrected=Corrected(*corrected[0]) if corrected else None,
    )


def _passage(passage: Passage) -> list[int | str]:
    """A passage's fields in order."""
    return [passage.start, passage.end, passage.text]


def _speaker(speaker: Speaker) -> list[Any]:
    """The speaker's fields in order."""
    mention = speaker.mention and _passage(speaker.mention)
    gender = [speaker.gender, [_passage(place) for place in speaker.gender_basis]] if speaker.gender else None
    more = (speaker.also, gender) if gender else (speaker.also,) if speaker.also else ()
    return [speaker.name, speaker.person, speaker.type, speaker.role, mention, *more]


def _read_speaker(fields: list[Any]) -> Speaker:
    """What `_speaker` made; older indexes know nothing of genders."""
    name, person, kind, role, mention, *more = fields
    also, gender, *_ = (*more, (), None)[:2] if len(more) < 2 else more
    return Speaker(
        name,
        person,
        kind,
        role,
        Passage(*mention) if mention else None,
        tuple(also),
        gender[0] if gender else None,
        tuple(Passage(*place) for place in gender[1]) if gender else (),
    )
