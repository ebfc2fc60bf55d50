"""
The markup at the positions of a text, without tags and with entities resolved, is the text that is shown.

Uses the pages of the cleaning corpus if they are next to the checkout: some of them here, all of them with
`QUOTESEARCH_ALL_PAGES=1` and in `benchmarks/positions.py`, which `make gate` runs.
"""

from __future__ import annotations

import os

import pytest
from cleaning_cases import article, articles, cases

from benchmarks.positions import misplaced, pages_below
from benchmarks.scoring import SHARED
from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes

PAGES = pages_below(SHARED / "pages" / "html")
SOME = PAGES if os.environ.get("QUOTESEARCH_ALL_PAGES") else PAGES[::40]
PAGE = """<p>“We&#8217;ve <b>waited</b>&nbsp;for
   thirty years,&rdquo; said <!-- who? -->Cay&amp;Poe.</p><p>a<br>b <i>c</i></p>"""


@pytest.mark.skipif(not PAGES, reason=f"the pages are not at hand (looked for {SHARED / 'pages' / 'html'})")
@pytest.mark.parametrize("path", SOME, ids=lambda path: path.name[:8])
def test_positions_on_real_pages(path):
    found = clean(read_document(path))

    assert misplaced(found, extract_quotes(found)) == []


def test_positions_on_generated_pages():
    found = article(PAGE, "text/html")
    pages = [
        found,
        *(
            article(case.source, "text/html")
            for name in ("kinds.txt", "boxes.txt")
            for case in cases(name)
            if case.source[0] == "<"
        ),
    ]

    assert [misplaced(page, extract_quotes(page)) for page in pages] == [[]] * len(pages)
    assert found.blocks[0].text == "“We’ve waited for thirty years,” said Cay&Poe."


def test_positions_in_files_with_many_articles():
    found = [one for case in cases("records.txt") for one in articles(case.source)]

    assert [misplaced(one, extract_quotes(one)) for one in found] == [[]] * len(found)


def test_a_block_that_is_moved_by_a_character_is_noticed():
    """The check can fail."""
    from dataclasses import replace

    found = article(PAGE, "text/html")
    first = found.blocks[0]
    moved = replace(found, blocks=(replace(first, start=first.start + 1), *found.blocks[1:]))

    assert misplaced(moved, ()) != []
