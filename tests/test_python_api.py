"""The Python API: what `import quotesearch` offers, and what it never does."""

from __future__ import annotations

import csv
import doctest
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest
from cli_stories import run

import quotesearch
from quotesearch.errors import (
    IndexStateError,
    InputError,
    MissingPathError,
    NoIndexError,
    QueryError,
    QuotesearchWarning,
    UnreadableFileError,
)

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "python.md"
SEEDS = ROOT / "seeds"
OWN_AND_HEAVY = {"quotesearch", "bs4", "lxml", "whoosh", "click", "trafilatura"}
UNSURE = """\
The council met on Monday. Ann Lee and Bo Roe were there. It rained.

“We are late.”

The meeting of the Smith family ended with Cay Poe at noon."""
HOSTILE = """<h1>Storm &lt;b&gt;</h1>
<p>“Water &lt;script&gt;alert(1)&lt;/script&gt; & more,” said Mayor Ann Lee on Monday.</p>"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    index = tmp_path_factory.mktemp("api") / "index"
    report = quotesearch.rebuild(index, SEEDS)
    assert (report.articles, report.quotes) == (5, 37)
    return index


def test_these_names_are_exported_and_no_others():
    """A change here is a change of the public API."""
    assert quotesearch.__all__ == [
        "Article",
        "Block",
        "Index",
        "IndexStats",
        "Passage",
        "Quote",
        "QuotesearchError",
        "QuotesearchWarning",
        "Results",
        "Speaker",
        "SpeakerCount",
        "SyncReport",
        "__version__",
        "add",
        "clean",
        "extract",
        "open",
        "rebuild",
    ]
    assert all(getattr(quotesearch, name) is not None for name in quotesearch.__all__)


def test_an_index_has_these_methods():
    methods = {name for name in vars(quotesearch.Index) if not name.startswith("_")}
    assert methods == {"close", "each", "facets", "find", "show", "speakers", "stats"}


def test_importing_it_imports_nothing_else():
    """Not the cleaner's parsers, nor even the records: all of it comes at first use."""
    code = "import sys, quotesearch; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    names = done.stdout.split()
    assert [name for name in names if name.partition(".")[0] in OWN_AND_HEAVY] == [
        "quotesearch",
        "quotesearch.doors",
        "quotesearch.version",
    ]


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        quotesearch.nothing  # noqa: B018


@pytest.mark.parametrize("page", [PAGE, ROOT / "README.md"], ids=lambda page: page.name)
def test_the_pages_show_what_python_prints(page, tmp_path, monkeypatch):
    """All examples in docs/python.md and the README; those with pandas where it is installed."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    has_pandas = importlib.util.find_spec("pandas") is not None
    wanted = "".join(block for block in blocks if has_pandas or "needs pandas" not in block)
    assert wanted.count(">>>") > (20 if page is PAGE else 1)
    example = doctest.DocTestParser().get_doctest(wanted, {}, page.name, str(page), 0)
    report: list[str] = []
    done = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=report.append)
    assert done.failed == 0, "".join(report)


def test_a_name_below_the_threshold_is_none_unless_it_is_asked_for():
    """Rule one: no name is better than a wrong name."""
    (quote,) = quotesearch.extract(UNSURE)
    assert quote.speaker is None
    assert quote.text == "We are late."
    (guess,) = quotesearch.extract(UNSURE, min_confidence=0)
    assert guess.speaker is not None
    assert guess.confidence < 0.67


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_none_is_an_error(wrong):
    with pytest.raises(QueryError, match="between 0 and 1"):
        quotesearch.extract(UNSURE, min_confidence=wrong)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan"), "high"])
@pytest.mark.parametrize("ask", ["find", "each", "facets", "speakers", "show", "stats"])
def test_every_method_checks_the_confidence(built, ask, wrong):
    arguments = {"facets": ["speaker"], "show": ["0"]}.get(ask, [])
    with (
        quotesearch.open(built) as index,
        pytest.raises(QueryError, match="min_confidence is between 0 and 1"),
    ):
        getattr(index, ask)(*arguments, min_confidence=wrong)


def test_text_path_bytes_and_markup_give_the_same_quote(tmp_path):
    """Whatever the quote is read from, and however the path is given."""
    story = "“We ran out of water,” said Mayor Ann Lee on Monday."
    file = tmp_path / "story.txt"
    file.write_text(story, encoding="utf-8")
    for source in (
        story,
        story.encode(),
        file,
        str(file),
        tmp_path,
        f"<p>{story}</p>",
        f"<p>{story}</p>".encode("cp1252"),
    ):
        (quote,) = quotesearch.extract(source)
        assert (quote.text, quote.speaker.name) == ("We ran out of water,", "Ann Lee")


def test_a_path_with_a_typing_error_is_not_read_as_a_text():
    for missing in ("news/missing.txt", "missing.html", "missing.mhtml", Path("missing")):
        with pytest.raises(MissingPathError, match="missing"):
            quotesearch.extract(missing)


@pytest.mark.parametrize("wrong", [None, 3, ["a"], bytearray(b"a")])
def test_another_type_is_a_type_error_that_names_it(wrong):
    with pytest.raises(TypeError, match=f"not {type(wrong).__name__}"):
        quotesearch.extract(wrong)


@pytest.mark.parametrize("nothing", ["", b"", "\0", b"\x00\x01\x02"])
def test_what_is_no_text_is_an_error_that_names_it(nothing):
    with pytest.raises(UnreadableFileError, match="the text given cannot be read"):
        quotesearch.extract(nothing)


def test_a_bad_file_in_a_folder_is_skipped_with_a_warning_alone_it_is_an_error(tmp_path):
    (tmp_path / "good.txt").write_text("“We ran out of water,” said Ann Lee.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    with pytest.warns(quotesearch.QuotesearchWarning, match=r"bad\.txt"):
        assert len(quotesearch.extract(tmp_path)) == 1
    with pytest.raises(UnreadableFileError, match=r"bad\.txt"):
        quotesearch.extract(tmp_path / "bad.txt")


def test_nothing_is_printed(built, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quotesearch.extract(SEEDS)
    quotesearch.clean(SEEDS / "000_abacfa0d6f5532e8.txt")
    with quotesearch.open(built) as index:
        index.find("nothing at all matches this")
    assert capfd.readouterr() == ("", "")


def test_it_finds_what_the_command_line_finds(built):
    """The same quotes in the same order, with the same keys and columns."""
    printed = json.loads(run("find", "prevail OR troops", "--format", "json", "--index", str(built)).stdout)
    table = list(
        csv.reader(
            io.StringIO(run("find", "prevail OR troops", "--format", "csv", "--index", str(built)).stdout)
        )
    )
    with quotesearch.open(built) as index:
        results = index.find("prevail OR troops")
    assert json.loads(json.dumps(results.to_dicts())) == printed
    assert list(results.to_rows()[0]) == table[0]
    assert len(results) == results.total == len(table) - 1


def test_extract_and_show_have_the_keys_of_the_command_line(built):
    """With the same values; a search adds its score and highlights, `show` of the command line its explanation."""
    story = str(SEEDS / "000_abacfa0d6f5532e8.txt")
    for least in (None, 0, 0.9):
        option = [] if least is None else ["--min-confidence", str(least)]
        printed = json.loads(run("extract", story, "--format", "json", *option).stdout)
        returned = json.loads(
            json.dumps([quote.to_dict() for quote in quotesearch.extract(story, min_confidence=least)])
        )
        assert len(printed) == len(returned) == 14
        assert all(one.items() <= other.items() for one, other in zip(printed, returned, strict=True))
    with quotesearch.open(built) as index:
        quote = index.find("prevail")[0]
        returned = json.loads(json.dumps(index.show(quote.id).to_dict()))
    printed = json.loads(run("show", quote.id, "--format", "json", "--index", str(built)).stdout)
    assert {key: value for key, value in printed.items() if key in returned} == {
        key: value for key, value in returned.items() if key not in ("score", "highlights")
    }


def test_limit_offset_and_slices_keep_the_total(built):
    with quotesearch.open(built) as index:
        results = index.find(speaker="Austin", limit=3, offset=1, sort="oldest")
        everything = index.find(speaker="Austin", sort="oldest")
        assert list(results) == list(everything[1:4])
        assert results.total == everything[:2].total == len(everything)
        assert [quote.id for quote in index.each(speaker="Austin", sort="oldest")] == [
            q.id for q in everything
        ]
        assert index.show(everything[0].id[:10]).id == everything[0].id
        assert len(index) == index.stats().quotes == 37
        assert index.facets("speaker", limit=1)[0].value == "Lloyd Austin"


def test_what_cannot_be_understood_is_a_query_error(built):
    with quotesearch.open(built) as index:
        for wrong in (
            lambda: index.find(after="yesterday"),
            lambda: index.find(kind="novel"),
            lambda: index.find(limit=-1),
            lambda: index.show("zzz"),
            lambda: index.show(""),
            lambda: index.facets("colour"),
            lambda: index.facets(),
            lambda: index.each(colour="red"),
            lambda: index.find(after=2024),
            lambda: index.find(limit="3"),
            lambda: index.find(limit=1.5),
            lambda: index.find(3),
        ):
            with pytest.raises(QueryError, match=r"^(?!.*not supported between)"):
                wrong()


def test_paths_may_come_from_an_iterator(tmp_path):
    """The index would be empty if they were read twice."""
    for write in (quotesearch.rebuild, quotesearch.add):
        assert write(tmp_path / write.__name__, (path for path in [SEEDS])).quotes == 37


def test_a_closed_index_and_a_missing_one_say_so(built, tmp_path):
    index = quotesearch.open(built)
    index.close()
    index.close()
    assert "closed" in repr(index)
    with pytest.raises(IndexStateError, match=r"closed\. Open it again"):
        index.find("prevail")
    with pytest.raises(NoIndexError):
        quotesearch.open(tmp_path / "none")
    with pytest.raises(InputError):
        quotesearch.rebuild(tmp_path / "new", tmp_path / "missing")
    assert not (tmp_path / "new").exists()


def test_results_read_one_by_one_end_when_the_index_is_closed(built):
    index = quotesearch.open(built)
    quotes = index.each("troops")
    next(quotes)
    index.close()
    with pytest.raises(IndexStateError, match="closed"):
        next(quotes)
    with pytest.raises(IndexStateError, match="closed"), index:
        pass


@pytest.mark.parametrize("engine", ["whoosh", "sqlite"])
def test_threads_that_open_the_index_get_right_answers_and_others_an_error(tmp_path, engine):
    """Threads that shared an index would get wrong quotes: they would move each other's place in its files."""
    quotesearch.rebuild(tmp_path / "index", SEEDS, engine=engine)
    shared = quotesearch.open(tmp_path / "index")
    queries = ("prevail", "troops", "war")
    expected = [shared.find(query).to_dicts() for query in queries]
    outcomes: list[object] = []

    def search() -> None:
        with quotesearch.open(tmp_path / "index") as own:
            outcomes.append([own.find(query).to_dicts() for query in queries] == expected)
        for use in (lambda: shared.find("war"), shared.close):
            try:
                outcomes.append(use())
            except IndexStateError as error:
                outcomes.append("another thread" in str(error))

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [True] * 12
    shared.close()


def test_an_open_index_stays_as_it_was_while_another_is_built(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("“There is water,” said Ann Lee.", encoding="utf-8")
    quotesearch.rebuild(tmp_path / "index", news)
    with quotesearch.open(tmp_path / "index") as before:
        (news / "b.txt").write_text("“There is no water,” said Bo Roe.", encoding="utf-8")
        assert quotesearch.add(tmp_path / "index", [news]).added == 1
        with quotesearch.open(tmp_path / "index") as after:
            assert (len(before.find("water")), len(after.find("water"))) == (1, 2)


def test_markup_in_an_article_is_text_in_a_notebook(tmp_path):
    """Neither words, names, headlines nor file names become markup."""
    news = tmp_path / "news <u>"
    news.mkdir()
    (news / "a<img>.html").write_text(HOSTILE, encoding="utf-8")
    quotesearch.rebuild(tmp_path / "index", news)
    with quotesearch.open(tmp_path / "index") as index:
        html = index.find("water")._repr_html_()
    assert set(re.findall(r"<(\w+)", html)) <= {"ul", "li", "b", "br", "small", "p"}
    assert "&lt;script&gt;" in html
    assert "<b>Water</b>" in html
    one = quotesearch.extract(HOSTILE.encode())[0]._repr_html_()
    assert one.startswith('<ul class="tex2jax_ignore mathjax_ignore"><li>“Water &lt;script&gt;')


def test_many_results_show_the_first_ones(tmp_path):
    text = "\n\n".join(f"“There are {number} goats,” said Ann Lee." for number in range(30))
    (tmp_path / "goats.txt").write_text(text, encoding="utf-8")
    quotesearch.rebuild(tmp_path / "index", tmp_path / "goats.txt")
    with quotesearch.open(tmp_path / "index") as index:
        html = index.find("goats")._repr_html_()
    assert html.count("<li>") == 20
    assert html.endswith("<p>20 of 30 quotes</p>")


@pytest.mark.parametrize("query", ["after:2024-99-01", "kind:foo", "speaker:", "(", '"', "-"])
def test_a_query_of_which_nothing_is_understood_is_an_error(built, query):
    with quotesearch.open(built) as index:
        for method in (index.find, index.each):
            with pytest.raises(QueryError):
                method(query)


def test_what_is_left_out_of_a_query_is_said(built):
    with quotesearch.open(built) as index:
        assert any("kind:foo" in note for note in index.find("water kind:foo").notes)
        with pytest.warns(QuotesearchWarning, match="kind:foo"):
            index.each("water kind:foo")
        with pytest.warns(QuotesearchWarning, match="kind:foo"):
            index.facets("speaker", query="water kind:foo")
