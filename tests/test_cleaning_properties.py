"""Properties of cleaning for any input."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quotesearch.cleaning import clean
from quotesearch.cleaning.markup import read_markup
from quotesearch.lexicons import ENGLISH
from quotesearch.model import LABELS, RawDocument

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
LINES = st.lists(
    st.sampled_from(
        [
            "Skip to content",
            "by Ann Lee October 31, 2024 12:12 AM 2 min read",
            " date 2024-10-31 The mayor resigned on Monday, the council said.",
            "“We ran out of water,” said Chief Ann Lee, who had been there since Monday.",
            "  • Earlier, the council met",
            "Read Next",
            "",
            "\ufeff",
            "5:50 AM",
            "a" * 90,
        ]
    ),
    max_size=12,
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n"])
PLAIN = st.one_of(ANY_TEXT, st.builds(lambda lines, line_break: line_break.join(lines), LINES, BREAKS))
TOKENS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<script>",
        "</script>",
        "<br>",
        "<h1>",
        "</h1>",
        "&amp;",
        "&nbsp;",
        "&#8220;",
        "&#x1F600;",
        "&#0;",
        "&bogus",
        "<!--",
        "-->",
        "<![CDATA[",
        "<!DOCTYPE html>",
        "<",
        ">",
        "&",
        "<p hidden>",
        "<title>",
        "</title>",
        "<style>",
        "<td",
        "]]>",
        "<?php",
        "The mayor said: “We ran.”",
        "\n ",
        "\t",
        "\0",
        "\ud800",
        "<meta property=og:title content='Rain'>",
        '<script type="application/ld+json">',
        '{"@type": "NewsArticle", "datePublished": "2024-10-31"}',
    ]
)
HTML = st.one_of(ANY_TEXT, st.lists(TOKENS, max_size=30).map("".join))


def cleaned(source: str, media_type: str):
    return clean(RawDocument("any", "0" * 64, "utf-8", media_type, source))


@given(PLAIN)
def test_every_visible_character_of_a_plain_text_is_in_exactly_one_block(source):
    article = cleaned(source, "text/plain")
    covered = [False] * len(source)
    for block in article.blocks:
        for at in range(block.start, block.end):
            assert not covered[at]
            covered[at] = True

    assert [c for c, inside in zip(source, covered, strict=True) if not inside and not c.isspace()] == []


@given(PLAIN)
def test_a_plain_block_shows_its_span_of_the_source_with_line_breaks_as_spaces(source):
    for block in cleaned(source, "text/plain").blocks:
        stretch = source[block.start : block.end]
        assert len(stretch) == len(block.text)
        assert all(a == b or (a.isspace() and b == " ") for a, b in zip(stretch, block.text, strict=True))
        assert block.text.strip() == block.text


@given(st.one_of(PLAIN, HTML), st.sampled_from(["text/plain", "text/html", "text/markdown"]))
@settings(deadline=None)
def test_blocks_are_in_order_disjoint_labelled_and_explained(source, media_type):
    end = 0
    for block in cleaned(source, media_type).blocks:
        assert end <= block.start < block.end <= len(source)
        assert block.label in LABELS
        assert block.reason
        end = block.end


@given(HTML)
@settings(deadline=None)
def test_text_cut_from_the_markup_is_the_text_shown(source):
    """A span as long as its text equals it; any other span is an entity or folded white space."""
    for unit in read_markup(ENGLISH, source).units:
        ends = [run.at for run in unit.runs[1:]] + [len(unit.text)]
        for run, end in zip(unit.runs, ends, strict=True):
            shown, stretch = unit.text[run.at : end], source[run.start : run.end]
            same = len(shown) == len(stretch) and all(
                a == b or (a == " " and b.isspace()) for a, b in zip(shown, stretch, strict=True)
            )
            assert same or stretch.startswith("&") or (shown == " " and stretch.isspace())


@given(HTML)
@settings(deadline=None)
def test_cleaning_the_same_page_twice_gives_the_same_article(source):
    assert cleaned(source, "text/html") == cleaned(source, "text/html")
