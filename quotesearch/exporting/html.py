"""Quotes as HTML for notebooks. Every text is escaped: articles and file names are written by strangers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from quotesearch.exporting.paths import relative_path
from quotesearch.model import Hit, one_line, printable

__all__ = ["quotes_html"]

MOST: Final = 20
"""Quotes that are shown; a notebook is no place for thousands."""

NO_FORMULAS: Final = "tex2jax_ignore mathjax_ignore"
"""Classes that keep notebooks from reading “$5 million … $10 million” as a formula: those of MathJax 2 and 3."""


def quotes_html(hits: Sequence[Hit], total: int | None = None) -> str:
    """
    Quotes as a list in HTML: the words with what matched in bold, the speaker, the article, the place.

    Args:
        hits: the quotes, named as they are to be shown.
        total: how many there are in all, for a last line; None: no such line.

    Returns:
        HTML without scripts, styles or links, in which no text of an article is markup.
    """
    items = "".join(map(_item, hits[:MOST]))
    html = f'<ul class="{NO_FORMULAS}">{items}</ul>' if items else ""
    if total is not None:
        shown = min(len(hits), MOST)
        noun = "quote" if total == 1 else "quotes"
        html += f"<p>{shown:,} of {total:,} {noun}</p>" if shown < total else f"<p>{total:,} {noun}</p>"
    return html


def _item(hit: Hit) -> str:
    quote, article = hit.quote, hit.article
    speaker = quote.speaker
    if speaker is None:
        who = "speaker not named"
    else:
        who = f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
        who = f"probably {who}" if quote.certainty == "probable" else who
    about = " · ".join(item for item in (article.outlet, article.published, article.headline) if item)
    place = f"{relative_path(article.path)}, characters {quote.parts[0].start}–{quote.parts[-1].end}"
    lines = [f"“{_marked(hit)}”", f"— {_text(who)}", _text(about), f"<small>{_text(place)}</small>"]
    return f"<li>{'<br>'.join(line for line in lines if line)}</li>"


def _marked(hit: Hit) -> str:
    """The words of a quote with what matched in bold."""
    text, at, pieces = hit.quote.text, 0, []
    for span in hit.highlights:
        start = max(span.start, at)
        if start < span.end:
            pieces += [_text(text[at:start]), f"<b>{_text(text[start : span.end])}</b>"]
            at = span.end
    return "".join(pieces) + _text(text[at:])


def _text(text: str) -> str:
    return escape(printable(one_line(text)))
