"""The gold of the invented pages agrees with the pages, forgets no quotation, and is scored as its README says."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest

from benchmarks import gate
from benchmarks.invented import INVENTED, judge, mistakes_in_words, score_body, score_pages, table, words_of
from benchmarks.invented_gold import FOLDER, Page, Paragraph, Wanted, invented_pages, page_files, read_gold

PAGES = invented_pages()
MARKS = re.compile(r"“([^”]*)”|(?<!\w)\"([^\"]*)\"")
HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL)
BREAKS = re.compile(r"<br\s*/?>|</?(?:p|div|li|td|th|tr|blockquote|h\d)\b[^>]*>", re.IGNORECASE)


def source(page: Page) -> str:
    """The page as characters."""
    data = page.path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def visible(page: Page) -> str:
    """What a reader sees of the page, with one space between two words and no words divided at the end of a line."""
    text = source(page)
    if page.path.suffix == ".html":
        text = re.sub("<[^>]+>", "", BREAKS.sub(" ", HIDDEN.sub("", text)))
    return " ".join(html.unescape(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)).split())


def article(page: Page, **changed: object) -> dict[str, object]:
    """The page as `clean --format jsonl` would print it if it made no mistake."""
    text = "\n\n".join(paragraph.text for paragraph in page.body)
    facts = {
        "headline": page.headline,
        "byline": list(page.byline),
        "published": page.date,
        "outlet": page.outlet,
    }
    return {"path": page.name, "text": text, **facts, **changed}


def quote(
    page: Page, words: str, name: str, its_type: str = "person", kind: str = "full"
) -> dict[str, object]:
    """A quote as `extract --format jsonl` prints it, as far as scoring reads it."""
    speaker = {"name": name, "type": its_type} if name else None
    return {"article": {"path": page.name}, "kind": kind, "parts": [{"text": words}], "speaker": speaker}


def quotes(page: Page) -> list[dict[str, object]]:
    """The quotes that an extractor without a mistake would print."""
    said = (wanted for wanted in page.quotes if wanted.label in {"quote", "unknown"})
    return [quote(page, w.words, "".join(w.names[:1]), "".join(sorted(w.types)[:1])) for w in said]


# The gold -----------------------------------------------------------------------------------------


def test_every_page_has_gold_and_every_gold_a_page():
    files = {path.stem for path in FOLDER.iterdir() if path.name != "README.md"}

    assert len(PAGES) >= 30
    assert {page.path.stem for page in PAGES} == files
    assert len(list(FOLDER.glob("*.gold"))) == len(list(page_files()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_what_the_gold_says_is_on_the_page(page):
    """Facts, paragraphs and quotations, literally (except the date); paragraphs in the order of the page."""
    shown = visible(page)
    marked_up = html.unescape(source(page))
    at = 0
    for paragraph in page.body:
        at = shown.find(paragraph.text, at)
        assert at >= 0, f"not on the page, or not in this order: {paragraph.text}"
        at += len(paragraph.text)
    assert " ".join(words_of(page.headline)) in " ".join(words_of(shown))
    assert page.outlet in marked_up or page.outlet.upper() in marked_up
    assert all(name in shown for name in page.byline)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", page.date)
    article_text = "\n".join([page.headline, *(paragraph.text for paragraph in page.body)])
    for wanted in page.quotes:
        words = re.escape(wanted.words)
        between = rf"[“\"'‘]{words}[”\"'’]|— {words}"
        assert re.search(between, article_text), f"not between marks in the article: {wanted.words}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_every_speaker_is_on_the_page(page):
    """Each word of each name, so that a slip in a name is found."""
    words = set(words_of(visible(page)))

    for wanted in page.quotes:
        for name in wanted.names:
            assert set(words_of(name)) <= words, f"not on the page: {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_no_pair_of_double_marks_is_forgotten(page):
    """Between marks in the article is a quotation, or the gold says that it is none."""
    listed = [" ".join(words_of(wanted.words)) for wanted in page.quotes]

    for text in (page.headline, *(paragraph.text for paragraph in page.body)):
        for found in MARKS.finditer(text):
            assert " ".join(words_of(found[1] or found[2])) in listed, f"not in the gold: {found[0]}"


def test_pages_are_of_the_size_that_the_readme_says():
    for page in PAGES:
        said = sum(wanted.label in {"quote", "unknown"} for wanted in page.quotes)
        words = sum(len(words_of(paragraph.text)) for paragraph in page.body)
        assert 3 <= said <= 12, page.name
        assert 200 <= words <= 700, page.name


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("title: Rain\n", "title"),
        ("headline: Rain\n\nA paragraph without a sign.\n", "g.gold:3: neither"),
        ("headline: Rain\n\nAnn Lee [hero]: words\n", "unknown type"),
    ],
)
def test_gold_that_breaks_the_form_is_refused(tmp_path, lines, problem):
    (tmp_path / "g.gold").write_text(lines, encoding="utf-8")

    with pytest.raises(ValueError, match=problem):
        read_gold(tmp_path / "g.gold", tmp_path / "g.txt")


# The scores ---------------------------------------------------------------------------------------


def test_without_a_mistake_everything_is_right():
    scores = score_pages(
        PAGES, [article(page) for page in PAGES], [q for page in PAGES for q in quotes(page)]
    )

    assert scores.mistakes == ()
    assert {its.value for its in scores.spreads} == {100.0}
    assert all(its.low == its.mean == its.high == 100 for its in scores.spreads)
    assert sum(scores.figures[name] for name in ("quotes with a wrong name", "surplus", "incomplete")) == 0


def test_two_names_exchanged_miss_the_floor():
    """A wrong name has a ceiling of its own, which the gate holds."""
    said = [q for page in PAGES for q in quotes(page)]
    floors = {INVENTED.name: score_pages(PAGES, [article(page) for page in PAGES], said).figures}
    first, second = said[0], next(q for q in said if q["speaker"]["name"] == "Dele Achterberg")
    first["speaker"], second["speaker"] = second["speaker"], first["speaker"]
    worse = score_pages(PAGES, [article(page) for page in PAGES], said)

    missed = {v.figure: v.now for v in gate.violations(floors, {INVENTED.name: worse.figures})}
    assert missed["quotes with a wrong name"] == 2
    assert missed["right name, of all"] < 100
    assert next(iter(mistakes_in_words(worse.mistakes))).startswith("wrong: 001-wordpress.html")


PAGE = Page(
    FOLDER / "made-up.html",
    "Rain",
    ("Ann Lee",),
    "2024-10-31",
    "The Post",
    (
        Paragraph("It rained for a week and a day.", either=False),
        Paragraph("Share your pictures.", either=True),
    ),
    (
        Wanted("We ran out of water,", "quote", ("Bo Roe",), frozenset({"person"})),
        Wanted("a wet summer", "unknown"),
        Wanted("The Ark", "no quote"),
        Wanted("soon", "either"),
    ),
)


@pytest.mark.parametrize(
    ("found", "verdicts", "wrong"),
    [
        ([("We ran out of water,", "Bo Roe"), ("a wet summer", "")], [], 0),
        ([("We ran out of water", "Roe"), ("a wet summer", "")], ["incomplete"], 0),
        ([("We ran out of water,", "Al Roe"), ("a wet summer", "Bo Roe")], ["wrong", "invented"], 2),
        ([("We ran out of water,", ""), ("a wet summer", "")], ["unanswered"], 0),
        ([("a wet summer", "")], ["missed"], 0),
        ([("We ran", "Bo Roe"), ("a wet summer", "")], ["missed", "surplus"], 0),
        ([("We ran out of water,", "Bo Roe"), ("a wet summer", ""), ("The Ark", "")], [], 0),
        ([("We ran out of water,", "Bo Roe"), ("a wet summer", ""), ("The Ark", "Bo Roe")], ["no quote"], 0),
        ([("We ran out of water,", "Bo Roe"), ("a wet summer", ""), ("soon", "Bo Roe")], [], 0),
    ],
)
def test_verdicts(found, verdicts, wrong):
    scores = score_pages([PAGE], [article(PAGE)], [quote(PAGE, words, name) for words, name in found])

    assert [mistake.verdict for mistake in scores.mistakes] == verdicts
    assert scores.figures["quotes with a wrong name"] == wrong


def test_a_turn_is_no_surplus_and_a_wrong_type_is_named():
    turn, group = (
        quote(PAGE, "Yes.", "Bo Roe", kind="turn"),
        quote(PAGE, "We ran out of water,", "Bo Roe", "group"),
    )
    scores = score_pages([PAGE], [article(PAGE)], [turn, group, quote(PAGE, "a wet summer", "")])

    assert [mistake.verdict for mistake in scores.mistakes] == ["type"]
    assert (scores.figures["right name, of all"], scores.figures["right type, of right names"]) == (100, 0)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("It rained for a week and a day.", {"body kept": 23}),
        ("It rained for a week and a day.\n\nShare your pictures.", {"body kept": 23}),
        ("Menu\n\nIt rained for a week and a day.", {"body kept": 23, "body leaked": 4}),
        ("It rained for a week", {"body kept": 16, "body lost": 7}),
        ("", {"body lost": 23}),
    ],
)
def test_characters_of_the_body(text, counts):
    """Only letters and digits count, and what may be kept or cut counts neither way."""
    assert +score_body(PAGE, text).counts == Counter(counts)


@pytest.mark.parametrize("field", ["headline", "byline", "published", "outlet"])
def test_a_fact_that_is_missing_is_a_mistake(field):
    scores = score_pages([PAGE], [article(PAGE, **{field: None})], quotes(PAGE))

    assert [mistake.verdict for mistake in scores.mistakes] == [field.replace("published", "date")]


def test_an_article_before_a_name_does_not_count():
    assert judge("the port authority", ["Port Authority"]) == "right"


def test_the_table_shows_every_figure():
    scores = score_pages([PAGE], [article(PAGE)], quotes(PAGE))
    lines = "\n".join(table(scores))

    assert all(its.figure in lines for its in scores.spreads)
    assert "quotes with a wrong name" in lines
