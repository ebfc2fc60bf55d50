"""Paragraphs that are set like a headline or a heading."""

from __future__ import annotations

from typing import Final

from quotesearch.extraction.article_text import ArticleText
from quotesearch.extraction.casting_lists import CastingLists
from quotesearch.extraction.numbers import ParagraphNumber
from quotesearch.lexicons import Lexicon

__all__ = ["is_heading", "is_report", "is_titled"]

_HEADING: Final = 70  # code points of a heading


def is_titled(lexicon: Lexicon, reading: ArticleText, number: ParagraphNumber) -> bool:
    """Whether a paragraph is set like a headline: short, most words with a capital, no sentence that reports."""
    lists = lexicon.derived[CastingLists]
    paragraph = reading.paragraphs[number]
    if paragraph.end - paragraph.start > 160:
        return False
    text = reading.text[paragraph.start : paragraph.end].rstrip()
    if text.endswith(".") and not lists.reporting.isdisjoint(text[:-1].split()):
        return False  # “Yes,” Defense Secretary Lloyd Austin said.
    long = [w for w in text.split() if w[0].isalpha() and len(w) > 3]
    return len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.75 * len(long)


def is_report(lexicon: Lexicon, reading: ArticleText, number: ParagraphNumber) -> bool:
    """Whether a paragraph set as headline is a sentence of the story that reports words: “Yes,” said Ann Lee."""
    lists = lexicon.derived[CastingLists]
    paragraph = reading.paragraphs[number]
    text = reading.text[paragraph.start : paragraph.end].strip()
    return text.endswith((".", ".”", '."')) and not lists.reporting.isdisjoint(text.replace(".", " ").split())


def is_heading(lexicon: Lexicon, reading: ArticleText, number: ParagraphNumber) -> bool:
    """Whether a paragraph is a heading: a few words, not all with a capital, without a mark at either end."""
    lists = lexicon.derived[CastingLists]
    paragraph = reading.paragraphs[number]
    if paragraph.end - paragraph.start > _HEADING:
        return False
    text = reading.text[paragraph.start : paragraph.end].strip()
    words = text.split()
    return (
        len(words) > 2
        and text[0].isalnum()
        and text[-1].isalnum()
        and any(w in lists.not_names for w in words)
        and lists.reporting.isdisjoint(words)
    )
