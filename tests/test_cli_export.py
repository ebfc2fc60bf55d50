"""`quotesearch export` from the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from cli_stories import found, run, write_stories


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with an index of three stories."""
    write_stories(tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    assert run("rebuild", "news").exit_code == 0
    return tmp_path


def rows(statement, path="quotes.db"):
    with closing(sqlite3.connect(path)) as base:
        return base.execute(statement).fetchall()


def test_export_prints_the_counts_of_the_file(place):
    done = run("export", "quotes.db")

    assert done.stdout == "quotes.db holds 3 quotes of 3 articles, by 2 speakers\n"
    assert done.exit_code == 0


def test_the_database_has_what_find_prints(place):
    """Each column has the value of its key in the JSON of `find`."""
    run("export", "quotes.db")
    stored = rows(
        "SELECT quotes.id, quotes.text, kind, person, name, role, type, confidence, certainty, rule, start_offset, "
        "end_offset, mention, cue, context, path, sha256, encoding, articles.headline, byline, published, outlet, url, "
        "also_at FROM quotes JOIN articles ON articles.id = article ORDER BY quotes.id"
    )
    printed = []
    for hit in found("--after", "0001", "--limit", "100") + found("roof", "--limit", "100"):
        speaker, about = hit["speaker"], hit["article"]
        printed.append(
            (
                hit["id"], hit["text"], hit["kind"], speaker["person"], speaker["name"], speaker["role"],
                speaker["type"], hit["confidence"], hit["certainty"], hit["rule"], hit["parts"][0]["start"],
                hit["parts"][-1]["end"], speaker["mention"]["text"], hit["cue"]["text"], hit["context"], about["path"],
                about["sha256"], about["encoding"], about["headline"], json.dumps(about["byline"]), about["published"],
                about["outlet"], about["url"], json.dumps(about["also_at"]),
            )
        )  # fmt: skip

    assert len(stored) >= 2
    assert {row[0] for row in printed} <= {row[0] for row in stored}
    assert [row for row in stored if row[0] in {each[0] for each in printed}] == sorted(printed)


def test_export_takes_the_words_and_filters_of_find(place):
    run("export", "quotes.db", "water", "-patience", "--after", "2024", "--speaker", "Lee")

    assert rows("SELECT outlet FROM articles") == [("The Post",)]
    assert rows("SELECT value FROM meta WHERE key IN ('query', 'filters') ORDER BY key") == [
        ('{"speaker": "Lee", "after": "2024-01-01"}',),
        ("water -patience",),
    ]


def test_undated_quotes_that_a_date_filter_excludes_are_counted_in_a_note(place):
    done = run("export", "quotes.db", "--after", "2024")

    assert done.stderr == "1 more quote matches, but its article has no date.\n"


def test_nothing_found_writes_nothing_and_ends_with_1(place):
    done = run("export", "quotes.db", "zebra")

    assert done.exit_code == 1
    assert "No quotes found; nothing was written.\n" in done.stderr
    assert not (place / "quotes.db").exists()


@pytest.mark.parametrize("query", ["*", "kind:bogus", "after:yesterday", "…"])
def test_a_query_without_a_word_does_not_export_everything(place, query):
    done = run("export", "quotes.db", query)

    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert not (place / "quotes.db").exists()


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("", "Error: FILE is empty. Name a file: quotesearch export quotes.db"),
        ("-", "Error: a database cannot be written to standard output. Name a file."),
        (
            "index/quotes.db",
            "Error: index/quotes.db is in the folder of the index, which holds nothing else.",
        ),
        (
            "news/a.txt",
            "Error: news/a.txt exists and is not an export of quotesearch, so it is left as it is.",
        ),
        ("news", "Error: news is a folder. Name a file: quotesearch export quotes.db"),
    ],
)
def test_a_file_that_cannot_be_written_is_an_error_of_one_or_two_lines(place, file, message):
    before = sorted(path.name for path in place.rglob("*"))
    done = run("export", file)

    assert done.exit_code == 2
    assert message in done.stderr
    assert sorted(path.name for path in place.rglob("*")) == before


def test_without_an_index_export_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("export", "quotes.db")

    assert done.exit_code == 2
    assert "quotesearch rebuild" in done.stderr


def test_corrections_are_exported(place):
    identity = found("roof", "--limit", "1") or found("children")
    run("correct", identity[0]["id"], "--speaker", "Zoë Caron", "--because", "I was there")
    run("export", "quotes.db")

    assert rows(
        "SELECT name, rule, certainty, json_extract(corrected, '$.because') FROM quotes WHERE corrected IS NOT NULL"
    ) == [("Zoë Caron", "corrected", "named", "I was there")]


def test_the_report_can_be_read_by_programs(place):
    done = run("export", "quotes.db", "--format", "json")

    assert json.loads(done.stdout) == {
        "path": "quotes.db", "quotes": 3, "articles": 3, "speakers": 2, "full_text": True, "replaced": False
    }  # fmt: skip


def test_meta_has_the_origin_of_the_file(place):
    run("export", "quotes.db", "--min-confidence", "0.5")
    meta = dict(rows("SELECT key, value FROM meta"))

    assert {
        "version",
        "created",
        "index",
        "folder",
        "generation",
        "fingerprint",
        "thresholds",
        "schema",
    } <= set(meta)
    assert meta["articles_in_index"] == "3"
    assert meta["filters"] == '{"min_confidence": 0.5}'


def test_a_note_warns_of_a_suffix_such_as_csv(place):
    assert "is an SQLite database in spite of its name" in run("export", "quotes.csv").stderr
    assert "in spite of" not in run("export", "quotes.db").stderr


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        ("new/", "new/ ends like a folder"),
        ("/dev/stdout", "a database cannot be written to standard output"),
    ],
)
def test_an_invalid_file_name_is_refused(place, file, complaint):
    done = run("export", file)

    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {complaint}")
    assert not (place / "new").exists()
