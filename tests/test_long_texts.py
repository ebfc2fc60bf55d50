"""Texts of any length are read completely; a text that is read only in part is named."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_stories import run
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.acquisition import decode_document
from quotesearch.cleaning import article as article_module
from quotesearch.cleaning import clean, markup, plain
from quotesearch.extraction import extract_quotes, gaps_of, long_paragraphs
from quotesearch.extraction.long_paragraphs import LONGEST, pieces_of
from quotesearch.extraction.marks import segments_of_line
from quotesearch.lexicons import ENGLISH
from quotesearch.model import Article, Block, Quote
from quotesearch.spelling.normalising import normalise

CASES = Path(__file__).parent / "cases" / "long_texts.txt"
PAGE = "<html><body><h1>Road to Roe is closed</h1>{}</body></html>"
FORMS = {
    "line": " ".join,
    "paragraphs": "\n\n".join,
    "p": lambda texts: PAGE.format(f"<p>{' '.join(texts)}</p>"),
    "pre": lambda texts: PAGE.format("<pre>" + "\n".join(texts) + "</pre>"),
    "br": lambda texts: PAGE.format(f"<div>{'<br>'.join(texts)}</div>"),
}


def cases() -> list[tuple[int, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(int(times), text.strip()) for times, _, text in (line.partition("|") for line in lines)]


def quotes_of(source: str) -> tuple[Article, tuple[Quote, ...]]:
    article = clean(decode_document(source.encode()))
    return article, extract_quotes(article)


def printed_at(article: Article, quote: Quote) -> str:
    """The source at the offsets of a quote."""
    return " ".join(html.unescape(article.source[part.start : part.end]) for part in quote.parts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("times", "text"), cases())
def test_every_quotation_of_a_long_text_is_found(times, text, form):
    article, quotes = quotes_of(FORMS[form]([text.format(n=n) for n in range(times)]))

    assert len(quotes) == times
    assert all(f"for {n} days" in quote.text for n, quote in enumerate(quotes))
    assert all(f"for {n} days" in printed_at(article, quote) for n, quote in enumerate(quotes))
    assert {quote.speaker.name for quote in quotes if quote.speaker is not None} <= {"Ann Lee"}
    assert gaps_of(article) == ()


def test_every_quotation_of_very_many_paragraphs_is_found():
    number = 30_000
    said, told = "“We go on for {n} days more,” said Ann Lee.", "The road to village {n} is closed again."
    source = "\n\n".join((said if n % 10 == 0 else told).format(n=n) for n in range(number))
    article, quotes = quotes_of(source)

    assert len(quotes) == number / 10
    assert len(article.blocks) == number
    assert gaps_of(article) == ()


def test_a_line_without_capitals_and_full_stops_is_cut_at_a_space():
    text = "“we go on for {n} days more” said ann lee and the road to the village is closed again "
    _, quotes = quotes_of("".join(text.format(n=n) for n in range(1500)))

    assert [quote.text for quote in quotes] == [f"we go on for {n} days more" for n in range(1500)]


def test_all_articles_of_a_file_with_many_are_read_completely():
    text = "“We go on for {n} days more, and nothing will stop us,” said Ann Lee. The road is closed again. "
    line = "".join(text.format(n=n) for n in range(1100))
    export = "".join(f"Document {n} of 2\n\nRoad {n} is closed\n\n{line}\n\n" for n in (1, 2))
    from quotesearch.acquisition import articles_of

    documents = articles_of(decode_document(export.encode()))
    assert [len(extract_quotes(clean(each))) for each in documents] == [1100, 1100]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The road is closed. ",
            "“We go on,” said Ann Lee. ",
            "“Do we go on?” Ann Lee asked Mr. Roe. ",
            'Ann Lee said: "It is late." ',
            "‘We go on,’ said Ann Lee. ",
            "and no one knew it ",
            "道路は閉鎖された。 ",
            "x" * 70 + " ",
            "&ldquo;We go on,&rdquo; said Ann Lee. ",
            "\u200b",
        ]
    ),
    min_size=1,
    max_size=60,
)


@contextmanager
def short_pieces() -> Iterator[None]:
    """Paragraphs of more than 400 characters count as long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_paragraphs, "LONGEST", 400)
        patch.setattr(long_paragraphs, "USUAL", 200)
        patch.setattr(long_paragraphs, "MARGIN", 60)
        yield


@given(SENTENCES)
def test_pieces_are_side_by_side_and_no_cut_is_in_a_quotation(sentences):
    text = "".join(sentences)
    with short_pieces():
        pieces = pieces_of(ENGLISH, text)

    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(text)
    assert all(0 < piece.end - piece.start <= 400 for piece in pieces)
    assert not any(piece.inside or piece.torn for piece in pieces)
    whole, found = (
        segments_of_line(normalise(text).text),
        [segment for piece in pieces for segment in segments_of_line(piece.spelling.text)],
    )
    assert len(found) == len(whole)


@given(st.text(alphabet="“”\"'‘’«» .Aa\u200b&;", max_size=3000))
def test_pieces_contain_all_of_a_text_with_any_quotation_marks(text):
    with short_pieces():
        pieces = pieces_of(ENGLISH, text)

    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.end - piece.start <= 400 for piece in pieces)


def test_a_quotation_longer_than_a_piece_is_one_quote_in_several_parts():
    said = "We go on and on. " * 15_000
    source = f"Ann Lee spoke: “{said.strip()}” “We stop,” she added."
    article, quotes = quotes_of(source)

    assert [len(quote.parts) > 1 for quote in quotes] == [True, False]
    first = quotes[0]
    assert " ".join(source[part.start : part.end].strip() for part in first.parts) == said.strip()
    assert max(part.end - part.start for part in first.parts) <= LONGEST
    assert quotes[1].text == "We stop,"
    assert gaps_of(article) == ()


def unclosed() -> str:
    """A line with a quotation that is never closed."""
    return "Ann Lee spoke: “" + "We go on and on. " * 15_000


def test_an_unclosed_quotation_is_cut_and_reported():
    article, quotes = quotes_of(unclosed())

    (quote,) = quotes
    assert quote.parts[0].start == 16
    (gap,) = gaps_of(article)
    assert quote.parts[0].end <= gap.start < quote.parts[0].end + 2
    assert gap.end == article.blocks[-1].end
    assert gap.reason == "a quotation of more than 100,000 characters that nothing closes is cut here"


@pytest.mark.parametrize("form", ["paragraphs", "br"])
def test_above_the_limit_several_paragraphs_are_read_as_one(form, monkeypatch):
    """A gap is named, and no quotation is lost."""
    for module in (plain, markup, article_module):
        monkeypatch.setattr(module, "MOST_UNITS", 100)
    texts = [f"“We go on for {n} days more,” said Ann Lee. The road is closed." for n in range(1000)]
    article, quotes = quotes_of(FORMS[form](texts))

    assert len(quotes) == 1000
    assert 100 < len(article.blocks) < 100 + len(article.source) // 900
    (gap,) = gaps_of(article)
    assert gap.start == article.blocks[100].start
    assert gap.end == article.blocks[-1].end


@pytest.fixture
def partly(tmp_path, monkeypatch) -> str:
    """A folder with an article that is read completely and one that is not; returns the path of the second."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("“We ran out of water,” said Ann Lee.\n", encoding="utf-8")
    (tmp_path / "news" / "b.txt").write_text(unclosed(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return "news/b.txt"


SAID = "a quotation of more than 100,000 characters that nothing closes is cut here"


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_a_file_that_is_read_only_in_part_is_named(partly, command):
    done = run(command, "news")

    assert done.exit_code == 2
    assert f"{partly}: characters 97511–255015: {SAID}\n1 file is read only in part.\n" in done.stderr


def test_the_index_remembers_what_is_read_only_in_part(partly):
    for command in (["rebuild", "news"], ["add"]):
        done = run(*command)
        assert done.exit_code == 2
        assert f"{SAID}\n1 file is read only in part.\n" in done.stderr

    assert f"in part      1 file\n             {partly}: characters" in run("stats").stdout
    stats = json.loads(run("stats", "--format", "json").stdout)
    assert stats["in_part"] == 1
    assert [one["path"] for one in stats["read_in_part"]] == [partly]
    assert SAID in stats["read_in_part"][0]["reason"]


def test_a_place_that_is_read_only_in_part_is_shown_as_such(partly):
    shown = json.loads(run("show", f"{partly}:150000", "--format", "json").stdout)
    assert (shown["read"], shown["in_part"]) == (True, f"characters 97511–255015: {SAID}")
    assert f"in part     characters 97511–255015: {SAID[:20]}" in run("show", f"{partly}:150000").stdout
    assert json.loads(run("show", f"{partly}:20", "--format", "json").stdout)["in_part"] is None


def test_the_explanation_of_a_cleaning_shows_what_is_read_only_in_part(partly):
    (shown,) = json.loads(run("clean", "--explain", partly, "--format", "json").stdout)
    assert shown["gaps"] == [{"start": 97511, "end": 255015, "reason": SAID}]
    assert "in part    characters 97511–255015" in run("clean", "--explain", partly).stdout


def test_a_paragraph_may_have_no_visible_character():
    source = "\u200b" * 300_000 + "“We go on,” said Ann Lee."
    block = Block(0, len(source), "body", "made up", source)
    article = Article("a", "a.txt", "00", "utf-8", "text/plain", source, (block,))

    assert [quote.text for quote in extract_quotes(article)] == ["We go on,"]


def test_a_long_text_that_looks_mostly_like_other_stories_is_named(monkeypatch):
    """Stories that were joined in one file look like one story with teasers; the loss of quotes is reported."""
    seeds = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    joined = "\n\n".join(seed.read_text(encoding="utf-8") for seed in seeds * 4)
    document = decode_document(joined.encode())

    monkeypatch.setattr(article_module, "LONG_TEXT", 1000)
    (gap,) = clean(document).gaps
    monkeypatch.setattr(article_module, "LONG_TEXT", 2 * len(joined))

    assert gap.reason.endswith("of this long text is taken for other stories, whose quotes are left out")
    assert clean(document).gaps == ()
