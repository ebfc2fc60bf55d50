"""The language of an article is handed down: another one is a folder of lists and weights, and no module changes."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest

from quotesearch.cleaning import clean
from quotesearch.errors import QuotesearchError
from quotesearch.extraction import extract_quotes
from quotesearch.lexicons import ENGLISH, Lexicon, lexicon_of
from quotesearch.model import Article, Block, RawDocument

PACKAGE = Path(__file__).parent.parent / "quotesearch"
TEXT = "The gate was open. “There are four sheep in the yard,” said Zorbel Tilda Marsh."
MODULES = sorted([*(PACKAGE / "extraction").glob("*.py"), *(PACKAGE / "cleaning").glob("*.py")])


def article(text: str) -> Article:
    return Article(
        "a", "a.txt", "00", "utf-8", "text/plain", text, (Block(0, len(text), "body", "prose", text),)
    )


@pytest.fixture
def other(tmp_path: Path) -> Lexicon:
    """A language that is English with another title, reporting verb and line of boilerplate."""
    lists, weights = tmp_path / "lexicons", tmp_path / "weights"
    shutil.copytree(PACKAGE / "lexicons" / "en", lists / "zz")
    shutil.copytree(PACKAGE / "weights", weights / "zz")
    with (lists / "zz" / "titles.txt").open("a", encoding="utf-8") as file:
        file.write("\nzorbel\n")
    with (lists / "zz" / "boilerplate_lines.txt").open("a", encoding="utf-8") as file:
        file.write("\nzorbel our newsletter = promo\n")
    for name in ("reporting_verbs", "strong_reporting_verbs"):
        with (lists / "zz" / f"{name}.txt").open("a", encoding="utf-8") as file:
            file.write("\nzorbled\n")
    return Lexicon("zz", lists, weights)


def test_a_title_of_another_language_is_a_line_in_its_list(other: Lexicon) -> None:
    (english,), (quote,) = extract_quotes(article(TEXT)), extract_quotes(article(TEXT), other)
    assert english.speaker is not None
    assert english.speaker.name == "Zorbel Tilda Marsh"
    assert quote.speaker is not None
    assert quote.speaker.name == "Tilda Marsh"


def test_a_boilerplate_line_of_another_language_is_a_line_in_its_list(other: Lexicon) -> None:
    """The same page, whose last line is boilerplate in one of the languages."""
    paragraph = "The council voted for a new bridge on Monday, ten to two, after a debate of six hours."
    text = f"Bridge approved\n\n{paragraph}\n\nZorbel our newsletter\n\n{paragraph[:60]} and more."
    document = RawDocument("a.txt", "00ff", "utf-8", "text/plain", text)
    labels = {block.text: block.rule for block in clean(document, lexicon=other).blocks}
    assert labels["Zorbel our newsletter"] == "known-line"
    english = {block.text: block.rule for block in clean(document).blocks}
    assert english["Zorbel our newsletter"] != "known-line"


def test_a_reporting_verb_of_another_language_is_a_line_in_its_lists(other: Lexicon) -> None:
    """The same sentence has another speaker where its verb reports."""
    text = "Angus Reid saw that Tilda Marsh had zorbled “there are four sheep in the yard” in the barn."
    (english,), (quote,) = extract_quotes(article(text)), extract_quotes(article(text), other)
    assert english.speaker is not None
    assert english.speaker.name == "Angus Reid"
    assert quote.speaker is not None
    assert quote.speaker.name == "Tilda Marsh"


def test_languages_do_not_mix(other: Lexicon) -> None:
    """What is derived from the lists of one language is not used for another."""
    before = extract_quotes(article(TEXT))
    extract_quotes(article(TEXT), other)
    assert extract_quotes(article(TEXT)) == before


def test_a_list_or_weights_that_are_missing_are_named(tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    lexicon = Lexicon("zz", tmp_path, tmp_path)
    with pytest.raises(QuotesearchError, match="no word list 'zz/reporting_verbs'"):
        extract_quotes(article(TEXT), lexicon)
    with pytest.raises(QuotesearchError, match="no weights 'names' for 'zz'"):
        lexicon.weights("names")


def test_english_is_the_default() -> None:
    assert extract_quotes(article(TEXT)) == extract_quotes(article(TEXT), ENGLISH)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_module_of_cleaning_or_extraction_reads_a_list_by_itself(module: Path) -> None:
    """Lists come from the lexicon that is handed down, never at import."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "quotesearch.lexicons":
            assert {name.name for name in node.names} <= {"ENGLISH", "Lexicon"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_module_of_cleaning_or_extraction_reads_a_list_at_import(module: Path) -> None:
    """Outside of functions, no method of a lexicon is called."""
    waiting: list[ast.AST] = [ast.parse(module.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"words", "table", "entries", "word_class", "derived"}, node.lineno
        waiting += [
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        ]


def test_every_word_class_is_read() -> None:
    """A line of word_classes.txt that no rule reads would mislead who translates the file."""
    code = "".join(module.read_text(encoding="utf-8") for module in MODULES)
    read = set(re.findall(r'word_class\(\s*"(\w+)"', code))
    assert read == set(ENGLISH.table("word_classes"))


def test_a_word_class_that_is_missing_is_named() -> None:
    with pytest.raises(QuotesearchError, match="no word class 'colours' in en"):
        ENGLISH.word_class("colours")


def test_a_language_has_one_lexicon() -> None:
    assert lexicon_of("en") is ENGLISH
    with pytest.raises(QuotesearchError, match="'xx'; there are: en"):
        lexicon_of("xx")
