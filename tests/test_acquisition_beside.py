"""Metadata from outside a file: metadata.csv in its folder or above, and its name (tests/cases/file_names.txt)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from beside_files import STORY, make, remarks, said, table
from cli_stories import run

from quotesearch.acquisition import METADATA_NAME, NamePattern, read_documents
from quotesearch.acquisition.tables import parse_table
from quotesearch.cleaning import clean
from quotesearch.errors import InputError
from quotesearch.model import Skipped

CASES = Path(__file__).parent / "cases" / "file_names.txt"
URL = "https://example.org/1"


def name_cases() -> list[list[str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("pattern", "path", "expected"), name_cases())
def test_a_file_name_gives_the_values_of_the_case(pattern, path, expected):
    found = NamePattern.parse(pattern).match(path)

    told = "no" if found is None else " · ".join(f"{one.field} = {one.value}" for one in found)
    assert told == expected


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("*", "there is no field in it"),
        ("{outlet}_{when}", "{when} is not known"),
        ("{outlet}_{outlet}", "a field is in it twice"),
        ("{outlet}{headline}", "there is nothing between two fields, so their border is not known"),
        ("{outlet}*", "there is nothing between two fields, so their border is not known"),
        ("{outlet_{date}", "“{” is not part of a field"),
        ("outlet}_{date}", "“}” is not part of a field"),
        ("{date}" + "_*" * 20, "it has more than 20 parts"),
    ],
)
def test_a_bad_pattern_is_refused_with_an_example(pattern, why):
    with pytest.raises(InputError) as error:
        NamePattern.parse(pattern)

    assert str(error.value).startswith(f"{why}. Fields: ")
    assert str(error.value).endswith("Example: '{outlet}_{date}_*'")


def test_a_bad_pattern_is_a_usage_error(tmp_path):
    make(tmp_path, "a.txt")
    for command in ("extract", "clean", "add", "rebuild"):
        done = run(
            command, "--from-name", "{outlet}_{when}", str(tmp_path), "--index", str(tmp_path / "index")
        )
        assert done.exit_code == 2
        assert "Invalid value for '--from-name': {when} is not known. Fields: {outlet} {date}" in done.stderr
        assert done.stderr.endswith("Example: '{outlet}_{date}_*'\n")
    assert not (tmp_path / "index").exists()


def test_no_name_takes_long():
    """A name that nearly matches in very many ways is rejected at once: each place is tried once."""
    assert NamePattern.parse("*_*_*_*_*_*_*_{date}_x").match("_" * 250 + ".txt") is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_as_spreadsheets_write_it(tmp_path, delimiter, encoding):
    rows = [
        ["File Name", "TITLE", "Author", "Date", "Publication", "Link", "notes"],
        ["a.txt", '"Rain, in “Roe”; at last"', '"Ann Lee; Bo Roe"', "31/10/2024", "The Post", URL, "x"],
    ]
    make(tmp_path, "a.txt")
    table(tmp_path, "\r\n".join(delimiter.join(row) for row in rows) + "\r\n", encoding)

    assert said(tmp_path) == {
        "a.txt": {
            "headline": "Rain, in “Roe”; at last",
            "byline": ("Ann Lee", "Bo Roe"),
            "published": "2024-10-31",
            "outlet": "The Post",
            "url": URL,
        }
    }
    assert remarks(tmp_path) == []


def test_a_table_is_neither_an_article_nor_a_file_of_another_kind(tmp_path):
    make(tmp_path, "a.txt")
    table(tmp_path, "file,outlet\na.txt,The Post\n")
    (tmp_path / "other.csv").write_text("a,b\n", encoding="utf-8")

    assert [item.path for item in read_documents([tmp_path]) if isinstance(item, Skipped)] == [
        str(tmp_path / "other.csv")
    ]


def test_metadata_next_to_a_file_wins_over_its_own_the_nearest_first(tmp_path):
    """FILE.meta.json, then metadata.csv, then the file's name, then front matter, for each field."""
    make(tmp_path, "cnn_2016-09-12_a.txt")
    article = tmp_path / "cnn_2016-09-12_a.txt"
    article.write_text(
        "---\ntitle: T front\nauthor: Ann Front\ndate: 2001-01-01\nsource: O front\nurl: https://f.example\n---\n"
        + STORY,
        encoding="utf-8",
    )
    seen = [said(tmp_path)]
    seen.append(said(tmp_path, from_name="{outlet}_{date}_*"))
    table(tmp_path, f"file,outlet,headline\n{article.name},O table,T table\n")
    seen.append(said(tmp_path, from_name="{outlet}_{date}_*"))
    Path(f"{article}.meta.json").write_text('{"headline": "T sidecar"}', encoding="utf-8")
    seen.append(said(tmp_path, from_name="{outlet}_{date}_*"))

    assert [
        [one[article.name][name] for name in ("headline", "outlet", "published", "url")] for one in seen
    ] == [
        ["T front", "O front", "2001-01-01", "https://f.example"],
        ["T front", "cnn", "2016-09-12", "https://f.example"],
        ["T table", "O table", "2016-09-12", "https://f.example"],
        ["T sidecar", "O table", "2016-09-12", "https://f.example"],
    ]


def test_each_value_names_its_source(tmp_path):
    make(tmp_path, "cnn_2016-09-12_a.txt")
    table(tmp_path, "file,headline\ncnn_2016-09-12_a.txt,Rain\n")
    Path(f"{tmp_path}/cnn_2016-09-12_a.txt.meta.json").write_text('{"url": "https://example.org"}')
    (document,) = read_documents([tmp_path], "{outlet}_{date}_*")
    article = clean(document)

    assert [article.headline.basis, article.outlet.basis, article.url.basis] == [
        "metadata.csv", "the file's name", "sidecar",
    ]  # fmt: skip


def test_a_table_counts_for_folders_below_it_and_a_nearer_one_wins(tmp_path):
    make(tmp_path, "a.txt", "deep/er/b.txt")
    table(tmp_path, "file,outlet,headline\na.txt,One,A\n./deep/er/b.txt,Two,B\n")
    table(tmp_path / "deep", "file,outlet\ner\\b.txt,Three\n")

    assert said(tmp_path)["a.txt"] == {"outlet": "One", "headline": "A"}
    assert said(tmp_path)["b.txt"] == {"outlet": "Three", "headline": "B"}


def test_a_table_above_what_was_named_does_not_count(tmp_path):
    make(tmp_path, "deep/b.txt")
    table(tmp_path, "file,outlet\ndeep/b.txt,Two\n")

    assert said(tmp_path / "deep") == {"b.txt": {}}
    assert said(tmp_path / "deep" / "b.txt") == {"b.txt": {}}


def test_a_file_that_is_named_has_the_table_in_its_folder(tmp_path):
    make(tmp_path, "b.txt")
    table(tmp_path, "file,outlet\nb.txt,Two\n")

    assert said(tmp_path / "b.txt") == {"b.txt": {"outlet": "Two"}}


def test_accents_are_the_same_however_they_are_written(tmp_path):
    make(tmp_path, "cafe\u0301.txt")
    table(tmp_path, "file,outlet\ncaf\u00e9.txt,Two\n")

    assert list(said(tmp_path).values()) == [{"outlet": "Two"}]
    assert remarks(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["is not a table with a header line"]),
        ("name,outlet\na.txt,x\n", ["line 1: there is no column “file”"]),
        (
            "file,colour\na.txt,red\n",
            ["line 1: there is no column “headline, byline, published, outlet or url”"],
        ),
        ("file,outlet\na.txt,x\ngone.txt,y\n", ["line 3: there is no file gone.txt"]),
        ("file,outlet\n,y\na.txt,x\n", ["line 2: names no file"]),
        ("file,outlet\na.txt,x\n./a.txt,y\n", ["line 3: a.txt is on line 2 already, which counts"]),
        (
            "file,date\na.txt,03/04/2024\n",
            ["line 2: date “03/04/2024” is not one certain day; write it like 2024-10-31"],
        ),
        ("file,link\na.txt,soon\n", ["line 2: link is not a web address (https://…)"]),
        (
            'file,outlet\n"b.txt"x,y\na.txt,x\n',
            ["line 2: is not valid CSV: a quotation mark is not followed by a delimiter"],
        ),
        (
            'file,outlet\na.txt,x\n"b.txt,y\nc.txt,z\n',
            ["line 3: is not valid CSV: a quotation mark is not closed"],
        ),
        (
            f"file,outlet\na.txt,x\n\n\nb.txt\n{'n' * 5000},y\n",
            ["line 5: there is no file b.txt", f"line 6: there is no file {'n' * 5000}"],
        ),
        (
            "file,outlet\na.txt,x\n" + "".join(f"g{n},y\n" for n in range(14)),
            [*(f"line {n + 3}: there is no file g{n}" for n in range(10)), "4 more lines cannot be used"],
        ),
    ],
)
def test_unusable_parts_of_a_table_are_named_with_their_line(tmp_path, text, expected):
    make(tmp_path, "a.txt")
    table(tmp_path, text)

    assert remarks(tmp_path) == [f"metadata.csv: {one}" for one in expected]
    assert list(said(tmp_path)) == ["a.txt"]
    if "a.txt,x\n" in text and "file," in text:
        assert said(tmp_path)["a.txt"] == {"outlet": "x"}


def test_a_row_for_a_file_of_another_kind_is_accepted(tmp_path):
    make(tmp_path, "a.txt")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    table(tmp_path, "file,outlet\nb.pdf,x\n")

    assert remarks(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_table_that_is_a_named_pipe_is_not_waited_for(tmp_path):
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / METADATA_NAME)

    assert remarks(tmp_path) == ["metadata.csv: not a regular file (a named pipe)"]


def test_a_table_that_is_a_folder_is_walked_like_any_folder(tmp_path):
    make(tmp_path, "a.txt")
    (tmp_path / METADATA_NAME).mkdir()

    assert remarks(tmp_path) == ["metadata.csv: not a regular file (a folder)"]


def test_names_that_do_not_match_are_counted_with_an_example(tmp_path):
    make(tmp_path, "cnn_2016-09-12_a.txt", "b.txt", "c.txt", "d.txt")

    assert remarks(tmp_path, from_name="{outlet}_{date}_*") == [
        "b.txt: its name does not match {outlet}_{date}_* (nor do 2 others)"
    ]


def test_an_export_takes_only_outlet_and_date_from_its_name(tmp_path):
    (tmp_path / "cnn_ann.txt").write_text(
        "Document 1 of 2\n\nRoad opens\n\nDocument 2 of 2\n\nBridge falls\n"
    )
    found = list(read_documents([tmp_path], "{outlet}_{byline}"))

    assert [(one.sidecar.outlet, one.sidecar.byline) for one in found] == [("cnn", None), ("cnn", None)]


def test_the_first_name_of_a_field_in_the_list_counts():
    """A table with “date” and “published”: the second is more exact."""
    found = parse_table("metadata.csv", "file,date,published\na,2001-01-01,2002-02-02\nb,2001-01-01,\n")

    assert [found.of(name)[0].value for name in "ab"] == ["2002-02-02", "2001-01-01"]


def outlets(index: Path) -> list[str]:
    lines = run(
        "find", "--index", str(index), "--format", "csv", "--limit", "100", "water"
    ).stdout.splitlines()
    at = lines[0].split(",").index("outlet")
    return sorted(line.split(",")[at + 1] for line in lines[1:])  # one comma is in the words


def test_a_changed_row_is_a_change_of_its_article_and_of_no_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "news", "a.txt", "b.txt", "c.txt")
    table(tmp_path / "news", "file,outlet\na.txt,One\nb.txt,Two\n")
    index = tmp_path / "index"
    run("rebuild", "news", "--index", str(index))
    assert outlets(index) == ["", "One", "Two"]

    for text, told, expected in [
        ("file,outlet\nb.txt,Two\na.txt,One\n", "(3 unchanged)", ["", "One", "Two"]),
        ("file,outlet\nb.txt,Three\na.txt,One\n", "(1 changed, 2 unchanged)", ["", "One", "Three"]),
        ("file,outlet\na.txt,One\n", "(1 changed, 2 unchanged)", ["", "", "One"]),
    ]:
        table(tmp_path / "news", text)
        if "unchanged)" in told and "changed," in told:
            assert "its row in metadata.csv has changed" in run("verify", "--index", str(index)).stdout
        assert told in run("add", "--index", str(index)).stdout
        assert outlets(index) == expected
        assert run("verify", "--index", str(index)).exit_code == 0
    (tmp_path / "news" / METADATA_NAME).unlink()
    assert "(1 changed, 2 unchanged)" in run("add", "--index", str(index)).stdout
    assert outlets(index) == ["", "", ""]


def test_a_table_above_a_folder_that_is_added_later_applies_to_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "news", "deep/a.txt")
    table(tmp_path / "news", "file,outlet\ndeep/a.txt,One\n")
    run("rebuild", "news", "--index", "index")

    assert "(1 unchanged)" in run("add", "news/deep", "--index", "index").stdout
    assert outlets(tmp_path / "index") == ["One"]


def test_an_index_remembers_how_names_are_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "news", "cnn_2016-09-12_a.txt")
    make(tmp_path / "more", "b.txt")
    run("rebuild", "news", "more", "--index", "index", "--from-name", "{outlet}_{date}_*")
    make(tmp_path / "news", "bbc_2016-09-13_b.txt")

    done = run("add", "--index", "index")
    assert outlets(tmp_path / "index") == ["", "bbc", "cnn"]
    assert "b.txt: its name does not match {outlet}_{date}_*\n" in done.stderr

    assert "(3 unchanged)" in run("add", "more", "--index", "index", "--from-name", "").stdout
    assert "does not match" not in run("add", "--index", "index").stderr
    run("rebuild", "news", "--index", "index")
    assert outlets(tmp_path / "index") == ["bbc", "cnn"]
    assert "2 changed" in run("add", "--index", "index", "--from-name", "").stdout
    assert outlets(tmp_path / "index") == ["", ""]


def test_extract_and_clean_take_from_name(tmp_path):
    make(tmp_path, "cnn_2016-09-12_a.txt")

    told = run("clean", str(tmp_path), "--from-name", "{outlet}_{date}_*").stdout
    assert "outlet     cnn (the file's name)\n" in told
    assert "· 2016-09-12" in run("extract", str(tmp_path), "--from-name", "{outlet}_{date}_*").stdout
