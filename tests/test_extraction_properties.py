"""Properties of extraction for any article, also with wrong quotation marks."""

from __future__ import annotations

import html
import re
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from extraction_cases import AFTER, BEFORE
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from benchmarks import growth
from quotesearch.cleaning import clean
from quotesearch.extraction import extract_quotes
from quotesearch.extraction.article_text import read_article
from quotesearch.extraction.marks import find_segments
from quotesearch.extraction.scene import candidates, set_scene
from quotesearch.lexicons import ENGLISH
from quotesearch.model import Article, Block, RawDocument

LETTERS = st.characters(exclude_categories=("Cs",))
WORDS = st.sampled_from(
    [
        "Ann Lee", "Bo Roe", "Kim", "Kim Song", "Mr. Roe", "U.S. Defense Secretary Lloyd Austin", "The Pentagon",
        "she", "he", "they", "who", "the envoy", "a report", "officials", "said", "told", "asked", "added",
        "calling it", "according to", "in", "of", "water", "we ran", "Nobody", "don't", "the players’ bus",
        "’em", "'80s", "5'10\"", "Wait", "I", "10,000", "p.m.", "[the mayor]", "(Viktor)", "Zoë", "李", "🙂", "e\u0301",
    ]
)  # fmt: skip
MARKS = st.sampled_from(
    ['"', "“", "”", "„", "‟", "«", "»", "‹", "›", "'", "‘", "’", "‚", "`", "``", "''", "＂"]
)
SIGNS = st.sampled_from(
    [" ", " ", " ", ", ", ". ", "? ", "! ", ": ", "; ", "…", " … ", " – ", "—", "(", ")", "[", "]"]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n   ", " \n\t", "\n\n", "\r\n\r\n", "\n\n “"])
SAID = st.sampled_from(
    [
        "“We ran out of water,” said Chief Ann Lee. ",
        "“The trouble,” said Bo Roe, “is that nobody counted.” ",
        '"They [the council]\n never read it," he said. ',
        "‘It wasn’t the dog’s\r\nfault,’ said Kim Song. ",
        "Ann Lee called it “a war crime” and demanded “more”. ",
        "«We have closed the mill», said Zoë Caron. ",
        "\n\n“It rained.\n\n“Then it snowed,” she added. ",
        "Quote from Roe: “Nobody told me ‘Run’.” ",
    ]
)
PLAIN = st.one_of(
    st.text(LETTERS, max_size=200),
    st.lists(st.one_of(WORDS, MARKS, SIGNS, BREAKS, SAID), max_size=60).map("".join),
    st.lists(st.one_of(SAID, SAID, MARKS, BREAKS), max_size=12).map("".join),
)
TAGS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<a href='x?a=1&amp;b=2'>", "</a>", "<br>", "<br/>", "</p><p>", "</p>\n\n<p>",
     "<em\n>", "</em>", "<!-- “no” -->", "<span class=x>", "</span>", "<h2>", "</h2>", "<p>", "<blockquote>",
     "</blockquote>"]
)  # fmt: skip
ENTITIES = st.sampled_from(
    [
        "&ldquo;",
        "&rdquo;",
        "&#8220;",
        "&#x201D;",
        "&quot;",
        "&nbsp;",
        "&amp;",
        "&rsquo;",
        "&lt;",
        "&hellip;",
        "&bogus;",
    ]
)
PIECES = st.one_of(SAID.map(str.lstrip), WORDS, SIGNS, TAGS, ENTITIES, MARKS, st.sampled_from(["\n ", "  "]))
SAID_IN_HTML = st.sampled_from(
    [
        "<p>&ldquo;We ran <b>out</b> of\n water &amp; bread,&rdquo; said <a href=x>Chief Ann Lee</a>.</p>",
        "<p>“It&nbsp;rained,<br>and <i>rained</i>”, said Bo&#32;Roe.</p>",
        "<p>Ann Lee said: &quot;It <!-- not shown -->is over.&quot;</p>",
    ]
)
HTML = st.lists(st.one_of(PIECES, SAID_IN_HTML), max_size=40).map("".join)


def written(source: str) -> Article:
    """An article with only body paragraphs, cut like plain text: a block ends at an empty line."""
    blocks = [
        Block(m.start(), m.end(), "body", "prose", re.sub(r"[\r\n]", " ", m[0]))
        for m in re.finditer(r"\S(?:(?!(?:\r\n|\r|\n)\s*[\r\n]).)*\S", source, re.DOTALL)
    ]
    return Article("a", "a.txt", "5e" * 32, "utf-8", "text/plain", source, tuple(blocks))


def page(body: str) -> Article:
    """An article cleaned from HTML, between paragraphs that make it look like one."""
    source = f"<html><body><article><h1>Rain</h1><p>{BEFORE}</p><p>{body}</p><p>{AFTER}</p></article></body></html>"
    return clean(RawDocument("a.html", "5e" * 32, "utf-8", "text/html", source))


def file(body: str) -> Article:
    """An article cleaned from plain text, between paragraphs that make it look like one."""
    return clean(RawDocument("a.txt", "5e" * 32, "utf-8", "text/plain", f"{BEFORE}\n\n{body}\n\n{AFTER}\n"))


WRITTEN, PAGES, FILES = PLAIN.map(written), HTML.map(page), PLAIN.map(file)
ARTICLES = st.one_of(WRITTEN, PAGES, FILES)
MUCH = settings(deadline=None, max_examples=150)


def passages(quote):
    """Everything that a quote shows from the source."""
    found = [*quote.parts]
    if quote.speaker:
        found.append(quote.speaker.mention)
    if quote.cue:
        found.append(quote.cue)
    return found


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("articles", [WRITTEN, PAGES, FILES], ids=["written", "pages", "files"])
def test_the_generated_articles_have_quotes_with_speakers_and_cues(articles):
    """So the properties below are not tested on empty results."""

    def telling(article):
        quotes = extract_quotes(article)
        return len(quotes) > 2 and any(quote.speaker and quote.cue for quote in quotes)

    tries = settings(deadline=None, max_examples=2000, database=None, phases=[Phase.generate])

    assert find(articles, telling, settings=tries)


@given(ARTICLES)
@MUCH
def test_all_spans_of_a_quote_are_inside_the_source_and_not_empty(article):
    for quote in extract_quotes(article):
        for passage in passages(quote):
            assert 0 <= passage.start < passage.end <= len(article.source)
            assert passage.text.strip()


@given(ARTICLES)
@MUCH
def test_parts_are_in_order_and_disjoint_and_no_words_are_in_two_quotes(article):
    """Without a headline the order of the source is the order of the quotes."""
    spans = [
        (part.start, part.end)
        for quote in extract_quotes(article)
        for part in quote.parts
        if quote.kind != "headline"
    ]

    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.one_of(WRITTEN, FILES))
@MUCH
def test_in_plain_text_the_slice_is_the_text_except_for_line_breaks(article):
    for quote in extract_quotes(article):
        for passage in passages(quote):
            lines = re.split(r"\r\n|\r|\n", article.source[passage.start : passage.end])
            first, *rest = lines
            shown = " ".join(
                [
                    first.rstrip(" \t") if rest else first,
                    *(r.strip(" \t") for r in rest[:-1]),
                    *(r.lstrip(" \t") for r in rest[-1:]),
                ]
            )
            assert passage.text == shown


@given(PAGES)
@MUCH
def test_in_html_the_slice_without_its_tags_is_the_text(article):
    for quote in extract_quotes(article):
        for passage in passages(quote):
            markup = article.source[passage.start : passage.end]
            seen = html.unescape(re.sub(r"<!--.*?-->|</?[a-z][^>]*>", "", markup, flags=re.DOTALL))
            assert without_space(passage.text) == without_space(seen)
            assert passage.text == " ".join(passage.text.split())


@given(ARTICLES)
@MUCH
def test_a_quote_is_its_parts_joined_by_an_ellipsis_or_a_new_line(article):
    for quote in extract_quotes(article):
        joined = "(?: \\[…\\] |\n)".join(re.escape(part.text) for part in quote.parts)
        assert re.fullmatch(joined, quote.text)


@given(ARTICLES)
@MUCH
def test_quotation_marks_are_outside_of_parts(article):
    """A part begins after an opening mark, and ends before a closing one or with its paragraph."""
    reading = read_article(ENGLISH, article)
    for segment in find_segments(reading):
        assert segment.opening < segment.start < segment.end <= segment.closing
        assert segment.closed == (segment.end < segment.closing)
        paragraph = reading.paragraphs[segment.paragraph]
        assert paragraph.start <= segment.opening
        assert segment.closing <= paragraph.end
        assert reading.text[segment.opening] in "\"'“”„‟«»‘‚‹`＂"


@given(ARTICLES)
@MUCH
def test_names_and_probabilities_are_well_formed(article):
    for quote in extract_quotes(article):
        assert 0 <= quote.confidence <= 1
        assert quote.kind in {"full", "fragment", "headline"}
        assert quote.rule
        assert quote.speaker is not None or (quote.cue is None and quote.rule == "none")
        if quote.speaker is not None:
            assert quote.speaker.name == quote.speaker.name.strip() != ""
            assert quote.speaker.person
            assert quote.speaker.type in {"person", "group", "document", "anonymous"}


@given(ARTICLES)
@MUCH
def test_the_context_holds_the_quote(article):
    for quote in extract_quotes(article):
        folded = without_space(quote.context)
        assert all(without_space(part.text) in folded for part in quote.parts)


@given(ARTICLES)
@MUCH
def test_the_same_article_twice_gives_the_same_quotes(article):
    assert extract_quotes(article) == extract_quotes(article)


@given(ARTICLES)
@MUCH
def test_ids_are_unique_and_depend_only_on_the_bytes_and_the_first_start(article):
    """Another path or fewer paragraphs do not change the id of a start; other bytes do."""
    ids = {quote.parts[0].start: quote.id for quote in extract_quotes(article)}
    elsewhere = replace(article, id="b", path="b.txt", blocks=article.blocks[: len(article.blocks) // 2 + 1])
    other = extract_quotes(replace(article, sha256="00" * 32))

    assert len(set(ids.values())) == len(extract_quotes(article))
    assert all(ids.get(quote.parts[0].start, quote.id) == quote.id for quote in extract_quotes(elsewhere))
    assert not set(ids.values()) & {quote.id for quote in other}


def work(article: Article) -> int:
    """The number of lines of Python that an extraction runs."""
    count = 0

    def note(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        extract_quotes(article)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '" ',
        "'",
        "‘a ",
        "‘a’s ",
        "«a ",
        "Ann Lee said he ",
        "the envoy, ",
        "Kim ",
        "“a” and ",
        "“a” Ann Lee, ",
    ],
)
def test_a_paragraph_twice_as_long_takes_about_twice_the_work(piece):
    """Work is counted in lines that run, and never grows with the square of a paragraph's length."""
    extract_quotes(written(piece * 10))  # files that are read only once are read before the count
    often = 4000 // len(piece)  # more than the 2,000 code points in which a single mark is closed
    short, long = work(written(piece * often)), work(written(piece * 2 * often))

    assert long < 3 * short


def test_a_quote_in_a_crowd_weighs_a_bounded_number_of_candidates():
    """Of any number of people in a paragraph, the nearest sixty are compared."""
    crowd = "Ann Lee met Bo Roe and Kim Song. " * 200
    scene = set_scene(ENGLISH, written(f"{crowd}“We ran out of water,” it was heard. {crowd}"))

    assert len(scene.segments) == 1
    assert 0 < len(candidates(ENGLISH, scene, 0)) <= 60


@pytest.mark.parametrize("kind", ["one surname", "his wife", "the minister", "names joined by and"])
def test_four_times_as_many_people_take_about_four_times_the_work(kind):
    """Of any number of people who share a name or an office, only those near are compared for each mention."""
    extract_quotes(growth.article(growth.KINDS[kind](5)))
    short, long = (work(growth.article(growth.KINDS[kind](size))) for size in (30, 120))

    assert long < 6 * short
