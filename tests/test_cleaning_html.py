"""HTML: the text that is read, its offsets, and the metadata of the page."""

from __future__ import annotations

import pytest
from cleaning_cases import article, facts

from quotesearch.lexicons import ENGLISH

PAGE = """<!DOCTYPE html>
<html><head><title>Council votes for a new bridge | Roe Times</title>
<meta property="og:title" content="Council votes for a new bridge">
<meta property="og:site_name" content="Roe Times">
<link rel="canonical" href="https://example.org/bridge">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "NewsArticle", "headline": "Council votes", "datePublished": "2024-10-31T23:30:00Z",
   "author": {"@id": "#lee"}},
  {"@type": "Person", "@id": "#lee", "name": "Ann Lee"}]}
</script>
<style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Council votes for a new bridge</h1>
<p class="byline">By Ann Lee</p>
<figure><img src="x.jpg" alt="not text">
<figcaption>The old bridge. (Bo Roe / Getty Images)</figcaption></figure>
<p>The council voted for a new bridge on Monday,
   ten to two, after a debate of <b>six hours</b>.</p>
<p>&ldquo;We have waited for <em>thirty&nbsp;years</em>,&rdquo; said Mayor Cay Poe &amp; her deputy.</p>
<p hidden>“This is hidden,” said Dee Foe.</p>
<p style="display: none">“So is this,” said Dee Foe.</p>
<template><p>“And this,” said Dee Foe.</p></template>
<p>The bridge will be built by the summer of next year, the council said on its website.</p>
</article>
<footer><p>Copyright 2024 Roe Times. All rights reserved.</p></footer></body></html>
"""


def page():
    return article(PAGE, "text/html")


def test_the_story_is_the_body_and_the_page_around_it_is_not():
    assert page().text.split("\n\n") == [
        "The council voted for a new bridge on Monday, ten to two, after a debate of six hours.",
        "“We have waited for thirty years,” said Mayor Cay Poe & her deputy.",
        "The bridge will be built by the summer of next year, the council said on its website.",
    ]


def test_hidden_elements_scripts_and_attributes_are_not_text():
    shown = " ".join(block.text for block in page().blocks)

    assert [word for word in ("Dee Foe", "schema", "color", "not text") if word in shown] == []


def test_a_quotation_element_has_the_marks_that_a_browser_shows():
    source = PAGE.replace("a debate of", "<q>quite <Q>a</q> row</q> of</q>")

    block = next(b for b in article(source, "text/html").body if "row" in b.text)
    at = block.text.index("“")

    assert "after “quite ‘a’ row” of six hours" in block.text
    span = block.source_span(at, at + 1)
    assert source[span.start : span.end] == "<q>"


def test_captions_pull_quotes_and_comments_are_labelled_and_cut():
    extra = """<figure><figcaption>“We have waited,” says Mayor Cay Poe at the bridge.</figcaption></figure>
    <aside class="pullquote"><p>“We have waited for thirty years.”</p></aside>"""
    source = PAGE.replace("<p>The bridge will", extra + "<p>The bridge will").replace(
        "<footer>", '<div class="comments"><p>“Never believe that,” said Gil. Read more</p></div><footer>'
    )
    labels = {block.text: block.label for block in article(source, "text/html").blocks}

    assert labels["“We have waited,” says Mayor Cay Poe at the bridge."] == "caption"
    assert labels["“We have waited for thirty years.”"] == "pullquote"
    assert labels["“Never believe that,” said Gil. Read more"] == "comment"


@pytest.mark.parametrize("lead", ["Read more:", "In pictures:"])
def test_a_paragraph_that_is_a_lead_in_and_a_link_is_the_teaser_of_another_story(lead: str):
    teaser = f'<p>{lead} <a href="/x">“Never this bridge,” says Hal Ix</a></p>'
    source = PAGE.replace("<p>The bridge will", f"{teaser}<p>The bridge will")
    labels = {block.text: block.label for block in article(source, "text/html").blocks}

    assert labels[f"{lead} “Never this bridge,” says Hal Ix"] == "related"


@pytest.mark.parametrize("name", ['class="comments"', 'class="comment-list"', 'id="comments"'])
def test_an_element_named_comments_below_the_story_is_cut(name: str):
    said = "“We never wanted a bridge at all,” said Gil Hoe, who lives by the river."
    source = PAGE.replace("</article>", f"<div {name}><p>{said}</p></div></article>")

    assert {block.text: block.label for block in article(source, "text/html").blocks}[said] == "comment"


def test_a_page_with_comments_in_every_name_keeps_its_story():
    assert article(PAGE.replace("<article>", '<article class="comments">'), "text/html").text == page().text


def test_any_span_of_a_block_is_found_in_the_markup():
    quoted = next(block for block in page().blocks if "waited" in block.text)
    at = quoted.text.index("thirty years")
    span = quoted.source_span(at, at + len("thirty years"))

    assert PAGE[span.start : span.end] == "thirty&nbsp;years"


def test_metadata_is_read_from_the_tags_of_a_page():
    assert facts(page()) == {
        "headline": "Council votes for a new bridge",
        "byline": "Ann Lee",
        "published": "2024-10-31",
        "outlet": "Roe Times",
        "url": "https://example.org/bridge",
    }


def test_every_value_names_its_basis():
    found = page()

    assert (found.byline.basis, found.outlet.basis) == ("JSON-LD author", "meta property=og:site_name")
    assert found.published.basis == "JSON-LD datePublished of the NewsArticle"
    assert PAGE[found.headline.place.start : found.headline.place.end] == "Council votes for a new bridge"


def test_a_date_printed_within_a_day_wins_over_universal_time():
    printed = PAGE.replace("By Ann Lee</p>", "By Ann Lee</p><p>November 1, 2024</p>")

    assert article(printed, "text/html").card.published == "2024-11-01"


def test_a_page_without_metadata_has_none():
    found = article("<p>The council voted for a new bridge on Monday, ten to two.</p>", "text/html")

    assert set(facts(found).values()) == {"none"}
    assert found.text == "The council voted for a new bridge on Monday, ten to two."


@pytest.mark.parametrize(
    "source",
    [
        "<div>a" * 30_000,
        "<a href='x" * 30_000,
        "<" * 30_000,
        "<!--" * 30_000,
        "&" * 30_000,
        "\0" * 30_000,
        "<p>\ud800</p>",
        "<title>" * 1_000,
        "&nbsp<!HTML",
        '<script type="application/ld+json">' + "[" * 30_000 + "</script>",
        "",
    ],
    ids=[
        "nested",
        "open tag",
        "brackets",
        "comments",
        "ampersands",
        "NUL",
        "surrogate",
        "titles",
        "only a comment",
        "JSON",
        "empty",
    ],
)
def test_hostile_markup_is_read_without_an_error(source):
    found = article(source, "text/html")

    assert all(0 <= block.start < block.end <= len(source) for block in found.blocks)


def test_a_line_of_a_million_words_is_one_block():
    assert len(article("word " * 1_000_000).blocks) == 1


def test_a_huge_page_is_cut_into_a_bounded_number_of_blocks(monkeypatch):
    from quotesearch.cleaning import markup

    monkeypatch.setattr(markup, "MOST_UNITS", 1000)
    source = "<p>a" * 1050
    blocks = article(source, "text/html").blocks

    assert len(blocks) == 1001
    assert blocks[-1].end == len(source)
    assert blocks[-1].label == "body"


def byline_of(head: str, shown: str) -> object:
    """The byline of a page with this in its head, and this shown above its story."""
    story = (
        "<p>The council voted for a new bridge on Monday, ten to two, after a debate of six hours.</p>" * 2
    )
    return facts(article(f"<html><head>{head}</head><body><h1>Bridge wins</h1>{shown}{story}", "text/html"))[
        "byline"
    ]


def json_ld(authors: str, published: str = "2024-10-31") -> str:
    statement = f'{{"@type": "NewsArticle", "datePublished": "{published}", "author": {authors}}}'
    return f'<script type="application/ld+json">{statement}</script>'


def test_the_byline_has_only_the_declared_authors_that_the_page_shows():
    """Pages also declare editors and reviewers as authors."""
    stated = json_ld('[{"name": "Ann Lee"}, {"name": "Bo Roe"}]')

    assert byline_of(stated, "<p>By Ann Lee</p>") == "Ann Lee"
    assert byline_of(stated, "") == "Ann Lee, Bo Roe"


def test_an_outlet_is_the_author_only_if_no_person_is():
    outlet = json_ld('{"@type": "Organization", "name": "The Roe Ledger"}')

    assert byline_of(outlet, "<p>By Ann Lee</p>") == "Ann Lee"
    assert byline_of(outlet, "") == "The Roe Ledger"
    assert byline_of(json_ld('["Ann Lee", "The Associated Press"]'), "") == "Ann Lee"


def test_a_declared_author_wins_over_an_element_that_may_name_a_photographer():
    tag = '<meta name="author" content="Ann Lee">'

    assert byline_of(tag, '<p class="author">Bo Roe</p>') == "Ann Lee"
    assert byline_of("", '<p class="author">Bo Roe</p>') == "Bo Roe"


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("posted on 2024-10-31 23:30 EST by Ann Lee", "Ann Lee"),
        ("By Ann Lee - Oct 31, 2024 1:00 pm UTC", "Ann Lee"),
        ("By ANN D. LEE", "ANN D. LEE"),
        ("By Ann Lee III", "Ann Lee III"),
        ("By Ann Lee RDN", "Ann Lee"),
        ("COMMENTARY BY", "none"),
    ],
)
def test_bylines_as_they_are_printed(shown, name):
    assert byline_of("", f'<p class="byline">{shown}</p>') == name


@pytest.mark.parametrize(
    ("stated", "shown", "day"),
    [
        ("2024-10-31T03:00:00Z", "October 30, 2024", "2024-10-30"),  # the evening before in New York
        ("2024-10-31T03:00:00Z", "November 1, 2024", "2024-10-31"),  # in no time zone
        ("2024-10-31T20:00:00Z", "November 1, 2024", "2024-11-01"),  # the morning after in Tokyo
        (
            "2024-10-31T20:00:00Z",
            "November 1, 2024</p><p>October 31, 2024",
            "2024-10-31",
        ),  # today, and the story's
        ("2024-10-31T20:00:00+02:00", "November 1, 2024", "2024-10-31"),  # it states its time zone
    ],
)
def test_a_printed_day_is_taken_if_it_can_be_the_stated_moment(stated, shown, day):
    story = "<p>The council voted for a new bridge on Monday, ten to two, after a debate of six hours.</p>"
    found = article(f"{json_ld('[]', stated)}<h1>Bridge wins</h1><p>{shown}</p>{story}", "text/html")

    assert facts(found)["published"] == day


def test_the_outlet_after_a_linked_writer_is_not_part_of_the_name():
    signed = PAGE.replace("By Ann Lee</p>", '<a href="/hoe">Gil Hoe</a> Roe Times &amp; Echo</p>')
    unstated = signed.replace('"author"', '"about"')

    assert facts(article(unstated, "text/html"))["byline"] == "Gil Hoe"


def test_the_section_after_a_bar_is_not_part_of_the_headline():
    sorted_in = PAGE.replace(
        "<h1>Council votes for a new bridge", "<h1>Council votes for a new bridge | News"
    )

    assert facts(article(sorted_in, "text/html"))["headline"] == "Council votes for a new bridge"


def test_the_class_of_a_part_for_subscribers_is_not_taken_for_a_prompt():
    from quotesearch.cleaning.markup import read_markup

    units = read_markup(ENGLISH, '<p class="paywall">One.</p><p class="paywall-banner">Two.</p>').units

    assert ".paywall" not in units[0].hints
    assert ".paywall" in units[1].hints
