"""metadata.csv: its size, its delimiters, and the rows that cannot be used."""

from __future__ import annotations

import tracemalloc
import unicodedata

import pytest
from beside_files import make, remarks, said, table

from quotesearch.acquisition import METADATA_NAME
from quotesearch.acquisition.tables import read_table


def test_rows_for_files_elsewhere_and_long_cells_have_their_own_messages(tmp_path):
    (tmp_path / "a.txt").write_text("“We ran,” said Ann Lee.", encoding="utf-8")
    rows = ["file,headline", "../b.txt,X", "/etc/passwd,Y", f"a.txt,{'long ' * 40_000}"]
    (tmp_path / "metadata.csv").write_text("\n".join(rows), encoding="utf-8")

    assert remarks(tmp_path) == [
        "metadata.csv: line 2: ../b.txt is not below the folder of the table",
        "metadata.csv: line 3: /etc/passwd is not below the folder of the table",
        "metadata.csv: line 4: headline has more than 10,000 characters",
    ]


def test_rows_without_a_file_are_counted_and_cost_no_memory(tmp_path):
    """A table of a whole archive may be next to a few of its files."""
    number = 50_000
    rows = [
        "file,headline,date",
        *(f"2024/gone{n}.txt,X,soon" for n in range(number)),
        "2024/a.txt,Rain,2024-10-31",
    ]
    table(tmp_path, "\n".join(rows))
    make(tmp_path, "2024/a.txt")
    assert said(tmp_path)["a.txt"] == {"headline": "Rain", "published": "2024-10-31"}
    tracemalloc.start()
    try:
        read_table(tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()

    assert remarks(tmp_path)[0] == "metadata.csv: line 2: there is no file 2024/gone0.txt"
    assert remarks(tmp_path)[10:] == ["metadata.csv: 49,990 more lines cannot be used"]


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [
        ("sep=;", ";"),
        ("SEP=,", ","),
        ("sep=\t", "\t"),
        ('"sep=|"', "|"),
        ("sep=;;;;", ";"),
        ("\r\nsep=;", ";"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_the_first_line_by_which_excel_says_the_delimiter_is_understood(tmp_path, first, delimiter, encoding):
    make(tmp_path, "a.txt")
    row = delimiter.join(["a.txt", '"Rain, in Ro\u00e9; at last"', "31/10/2024"])
    table(tmp_path, "\r\n".join([first, delimiter.join(["file", "title", "date"]), row, ""]), encoding)

    assert said(tmp_path)["a.txt"] == {"headline": "Rain, in Ro\u00e9; at last", "published": "2024-10-31"}
    table(
        tmp_path, "\r\n".join([first, delimiter.join(["file", "title"]), delimiter.join(["b.txt", "Rain"])])
    )
    line = 4 if first.startswith("\r") else 3
    assert remarks(tmp_path) == [f"metadata.csv: line {line}: there is no file b.txt"]


@pytest.mark.parametrize(
    "name", ["cafe\u0301/cafe\u0301.txt", "a b/c.d/e-f.txt", "x/./y.txt", "W\u00f6rter/\u00e4.txt"]
)
def test_a_file_in_folders_of_any_name_is_found(tmp_path, name):
    make(tmp_path, name)
    table(tmp_path, f"file,outlet\n{unicodedata.normalize('NFC', name)},Two\n{'d/' * 5000}a.txt,No\n")

    assert list(said(tmp_path).values()) == [{"outlet": "Two"}]
    assert [one.partition(" d/d")[0] for one in remarks(tmp_path)] == [
        "metadata.csv: line 3: there is no file"
    ]


def test_a_table_that_is_cut_off_in_another_encoding_is_named(tmp_path):
    make(tmp_path, "a.txt")
    (tmp_path / METADATA_NAME).write_bytes("file,outlet\na.txt,Two\n".encode("utf-16")[:-1])

    assert remarks(tmp_path) == ["metadata.csv: is damaged: it begins like UTF-16-LE and is not"]
    assert list(said(tmp_path)) == ["a.txt"]
