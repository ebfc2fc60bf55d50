"""The quick check of a word before its mention is built misses no mention."""

from __future__ import annotations

import pytest
from extraction_cases import FOLDER, read_cases

from quotesearch.cleaning import clean
from quotesearch.extraction import mentions
from quotesearch.extraction.scene import set_scene
from quotesearch.lexicons import ENGLISH


def test_the_quick_check_accepts_all_words_of_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mentions of every fourth passage are the same without the quick check."""
    cases = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)][::4]
    articles = [clean(case.document) for case in cases]
    tokens = [set_scene(ENGLISH, article).tokens for article in articles]
    quick = [mentions.find_mentions(ENGLISH, t) for t in tokens]

    monkeypatch.setattr(mentions, "_may_be_source", lambda lexicon, low: True)

    assert quick == [mentions.find_mentions(ENGLISH, t) for t in tokens]


def test_the_quick_check_accepts_every_kind_of_source() -> None:
    """Words that the code after the check accepts alone pass it."""
    accepted = (
        "third",
        "owners",
        "34-year-old",
        "someone",
        "both",
        "two",
        "ex-wife",
        "brother-in-law",
        "she'd",
        "who’s",
    )

    assert [word for word in accepted if not mentions._may_be_source(ENGLISH, word)] == []
