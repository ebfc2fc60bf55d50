"""
Hostile input: its results stay small.

Nothing here measures time. A rule that takes time with the square of its input shows in the number of blocks or in
the work that it counts, and a test that hangs is noticed.
"""

from __future__ import annotations

import gzip
import sys
import tracemalloc
from pathlib import Path

import pytest

from quotesearch.acquisition import LARGEST, decode_document, read_document
from quotesearch.cleaning import article, clean, inserts, lines_of, markup, plain
from quotesearch.cleaning.unit import JOINED
from quotesearch.errors import UnreadableFileError
from quotesearch.extraction import extract_quotes
from quotesearch.lexicons import ENGLISH
from quotesearch.model import RawDocument
from quotesearch.searching import parse_query

MEGABYTE = 1 << 20
SIZE = 120_000
"""Code points; enough to notice time that grows with the square."""
PAGES = {
    "elements within elements": "<div>",
    "elements that are never closed": "<div>We ran. ",
    "paragraphs that are never closed": "<p>“We ran,” said Ann Lee. ",
    "tags that are never closed": "<a href='x",
    "brackets": "<",
    "comments that are never closed": "<!--",
    "CDATA that is never closed": "<![CDATA[",
    "ends without a beginning": "</div>",
    "ends that fit nothing": "<div></b>a",
    "tables in tables": "<table><tr><td>a",
    "scripts that are never closed": "<script>",
    "titles in titles": "<title>",
    "ampersands": "&",
    "references": "&#8220;a&amp",
    "JSON in JSON": '<script type="application/ld+json">[',
    "many statements": '<script type="application/ld+json">{"@type":"NewsArticle","author":"A B"}</script>',
    "headlines": "<h1>Mayor of Roe resigns</h1>",
    "writers": "<p class=byline>By Ann Lee</p>",
    "dates without any": "<time class=a></time><b itemprop=datePublished>",
    "references in the title": "<title>a&amp;b",
    "attributes": "<div " + "a=b " * 100 + ">",
    "very many attributes": "<div " + "a=b " * 2000 + ">a</div>",
    "breaks": "<br>",
}
TEXTS = {
    "one endless line": "word ",
    "one endless word": "a",
    "one endless quotation": "“",
    "lines that are all the same": "“We ran out of water on Monday”\n",
    "dates": "October 31, 2024\n",
    "titles": "Mayor of Roe resigns\n",
    "writers and dates": "Ann Lee\nOctober 31, 2024\n",
    "times of posts": "10:15\nWe ran out of water.\n",
    "posts": "— Ann Lee (@a) October 31, 2024\nWe ran.\n",
    "fields of a database": "BYLINE: Ann Lee\nLENGTH: 12 words\n",
    "empty lines": "\n",
    "half characters": "\ud800a\n",
    "control characters in UTF-16": "\0\x01a ",
}


MOST_UNITS = 20_000


@pytest.fixture
def fewer_units(monkeypatch):
    """A limit of paragraphs that texts of this size reach."""
    for module in (article, markup, plain):
        monkeypatch.setattr(module, "MOST_UNITS", MOST_UNITS)


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece) + 1)


@pytest.mark.parametrize("piece", PAGES.values(), ids=PAGES)
def test_a_page_is_cut_into_a_bounded_number_of_blocks(piece, fewer_units):
    source = "<html><body>" + repeated(piece, SIZE)
    cleaned = clean(decode_document(source.encode()))

    assert len(cleaned.blocks) <= MOST_UNITS + len(source) // JOINED + 1
    assert sum(len(block.runs) for block in cleaned.blocks) <= len(source)
    assert all(0 <= block.start < block.end <= len(source) for block in cleaned.blocks)


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS)
def test_a_text_is_cut_into_a_bounded_number_of_blocks(piece, fewer_units):
    source = "x" + repeated(piece, SIZE) + "x"
    data = source.encode("utf-16-le", "surrogatepass")
    cleaned = clean(decode_document(b"\xff\xfe" + data) if "\ud800" not in source else _document(source))

    assert (
        len(cleaned.blocks) <= 3 * MOST_UNITS + len(source) // JOINED + 1
    )  # byline, date and reading time of a line; a byte-order mark
    assert lines_of(_document(source)).lines is not None
    assert all(quote.parts for quote in extract_quotes(cleaned))


def _document(source: str) -> RawDocument:
    return RawDocument("a.txt", "0" * 64, "utf-8", "text/plain", source)


def test_the_search_for_pull_quotes_has_a_limit_of_work(monkeypatch):
    """Ten thousand quotations and ten thousand paragraphs are a hundred million comparisons."""
    monkeypatch.setattr(inserts, "MOST_WORK", 100_000)
    paragraphs = inserts._Paragraphs(["we ran out of water"] * 10_000)

    assert not any(paragraphs.others_hold(f"we ran out of {number}", "") for number in range(10_000))
    assert paragraphs._left <= 0


def test_twenty_megabytes_of_nested_tags_are_refused_before_they_are_read_completely(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b"<div>" * (4 * MEGABYTE))
    tracemalloc.start()
    with pytest.raises(UnreadableFileError, match="is larger than 16 MiB, more than one article can be"):
        read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 3 * LARGEST


def test_a_compressed_bomb_is_never_unpacked_beyond_the_limit(tmp_path: Path):
    """Two hundred megabytes in two hundred kilobytes."""
    path = tmp_path / "a.html.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(200):
            file.write(b"<div>" * (MEGABYTE // 5))
    tracemalloc.start()
    with pytest.raises(UnreadableFileError, match="is larger than 16 MiB"):
        read_document(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert path.stat().st_size < MEGABYTE
    assert peak < 4 * LARGEST


def test_a_compressed_bomb_inside_a_bomb_is_not_read_as_text(tmp_path: Path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(gzip.compress(b"a" * MEGABYTE)))

    with pytest.raises(UnreadableFileError, match=r"not a text file \(compressed with gzip\)"):
        read_document(path)


def test_a_page_of_nested_tags_takes_memory_in_proportion_to_its_size():
    source = "<html>" + "<div>a" * 15_000
    document = decode_document(source.encode())
    tracemalloc.start()
    lines_of(document)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 150 * len(source)


MANY = " ".join(f'a{number}="b"' for number in range(1500))
CROWDED = {
    "of an element": f"<div {MANY}>",
    "of a picture": f"<img {MANY}>",
    "without values": f"<p {' '.join(f'a{number}' for number in range(1500))}>",
    "between slashes": f"<p/{'/'.join(f'a{number}' for number in range(1500))}>",
    "of a tag that a mark keeps open": f"<p {MANY} c='> ' <p>",
    "of the last tag, which does not end": "",
}


@pytest.mark.parametrize("tag", CROWDED.values(), ids=CROWDED)
def test_a_page_with_very_many_attributes_is_not_given_to_libraries(tag, monkeypatch):
    """libxml2 takes time with the square of their number; the page is read without it."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # importing it would be an error
    monkeypatch.setitem(sys.modules, "htmldate", None)
    story = "<p>“We ran out of water,” said Ann Lee on Monday. The road is closed.</p>" * 3
    source = f"<html><body><h1>Road to Roe is closed</h1>{tag}{story}" + ("" if tag else f"<p {MANY}")
    cleaned = clean(decode_document(source.encode()))

    assert [quote.speaker.name for quote in extract_quotes(cleaned)] == ["Ann Lee"] * 3
    assert source[cleaned.body[0].start :].startswith("“We ran")


@pytest.mark.parametrize(
    "tag",
    [
        f"<p a='{MANY}'>",
        "<p a=b>" * 1500,
        f"<script>a<b {MANY.replace('=', ' ')}</script>",
        f"<!-- <p {MANY}> -->",
    ],
    ids=["one long attribute", "one for each element", "in a script", "in a comment"],
)
def test_a_page_without_so_many_attributes_in_one_tag_is_given_to_libraries(tag):
    assert not markup.read_markup(ENGLISH, f"<html><body>{tag}<p>We ran out of water.").crowded


@pytest.mark.parametrize("letter", ["가", "中", "ﬁ", "É", "A", "A ", "AB "])
def test_a_long_quotation_in_capitals_is_read(letter):
    """If a quotation begins with capitals, a label is searched in a number of steps that grows with the letters."""
    words = letter * 4_000
    article = clean(_document(f"The harbour was full on Monday.\n\n“{words.strip()},” said Chief Ann Lee.\n"))

    assert [quote.text for quote in extract_quotes(article)] == [f"{words.strip()},"]


def test_comments_without_a_page_are_read_once():
    """Each comment ends at its first “-->”. When later ends were tried, too, thirty comments never ended."""
    document = decode_document(b"<!-- We ran. -->\n" * 2000 + b"We ran.")

    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    "head",
    [
        '<html><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Road \\ud800 closed",'
        ' "author": ["\\ud800", {"name": "Ann \\udfff Lee"}]}</script>',
        '---\ntitle: "Road \\ud800 closed"\nauthor: "Ann \\udfff Lee"\n---\n\n',
    ],
)
def test_an_unpaired_surrogate_in_metadata_is_not_printed(head):
    """JSON and YAML may escape unpaired surrogates, which no file can contain."""
    body = "“We ran out of water,” said Ann Lee of the road, which is closed until Monday."
    found = clean(decode_document(f"{head}{body}\n".encode()))

    assert (found.card.headline, found.card.byline) == ("Road \ufffd closed", ("Ann \ufffd Lee",))


@pytest.mark.parametrize(
    "line",
    [
        "Published " + "on " * 60 + "x October 31, 2024",
        "10:30" + " " * 4000 + "x October 31, 2024",
        "updated: at : " * 40 + "October 31, 2024",
    ],
)
def test_words_before_a_date_are_read_once(line):
    """ "on" can end one run of such words or begin the next. When both were tried, sixteen took ten seconds."""
    text = f"Road to Roe is closed\n\n{line}\n\n“We ran out of water,” said Ann Lee of the road, which is closed."

    assert "We ran out" in clean(decode_document(text.encode())).text


@pytest.mark.parametrize("ending", ["*" * 50_000, "~1" * 20_000 + "x", "*" * 50_000 + "x"])
def test_the_end_of_a_word_of_a_query_is_read_once(ending):
    assert parse_query([f"water{ending}"]).query.wanted is not None


@pytest.mark.parametrize("number", ["9" * 5000, "0" * 5000 + "65", "1" * 9])
@pytest.mark.parametrize(
    "page",
    [
        "<p>“We ran out of water&#{};,” said Ann Lee of the road.</p>",
        '<meta property="og:title" content="Road &#{}; closed"><p>“We ran,” said Ann Lee of the road.</p>',
        '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Road &#{}; closed"}}</script>',
        "<html><p>“We ran out,” said Ann Lee of the road. &amp;#{};</p>",
    ],
)
def test_a_character_reference_of_very_many_digits_is_a_lost_character(page, number):
    """Python refuses to read numbers of more than 4,300 digits."""
    article = clean(decode_document(f"<html>{page.format(number)}".encode()))

    assert extract_quotes(article) is not None


def test_a_number_of_very_many_digits_is_not_a_document_number():
    article = clean(
        decode_document(f"{'9' * 5000} of 10 DOCUMENTS\n\n“We ran,” said Ann Lee of the road.\n".encode())
    )

    assert article.extent is None
