"""The quotes of an article: all steps of extraction in order."""

from __future__ import annotations

from quotesearch.collector import paused_collector
from quotesearch.extraction.assembly import assemble
from quotesearch.extraction.ranker import choose, load_weights
from quotesearch.extraction.scene import set_scene
from quotesearch.lexicons import ENGLISH, Lexicon
from quotesearch.model import Article, Quote

__all__ = ["extract_quotes"]


@paused_collector()
def extract_quotes(article: Article, lexicon: Lexicon = ENGLISH) -> tuple[Quote, ...]:
    """
    The quotes of an article.

    Args:
        article: with labelled blocks.
        lexicon: the word lists and weights of its language.

    Returns:
        quotes in reading order; offsets of parts, mentions and cues count code points of `article.source`.

    >>> from quotesearch.model import Block
    >>> source = "“We ran out of water,” said Ann Lee."
    >>> block = Block(0, len(source), "body", "prose", source)
    >>> article = Article("a", "a.txt", "00", "utf-8", "text/plain", source, (block,))
    >>> [(quote.text, quote.speaker.name) for quote in extract_quotes(article)]
    [('We ran out of water,', 'Ann Lee')]
    """
    scene = set_scene(lexicon, article)
    weights = load_weights(lexicon)
    return assemble(lexicon, article, scene, weights, choose(lexicon, scene, weights))
