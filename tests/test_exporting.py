"""The database that `export` writes: its tables, their content, and what happens to an existing file."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest
from made_up import article, said_by

from quotesearch.errors import DamagedIndexError, InputError
from quotesearch.exporting import database, export_quotes
from quotesearch.exporting.database_schema import APPLICATION_ID, FILL_SPEAKERS
from quotesearch.model import Corrected, Passage, Query, Speaker, Word


@pytest.fixture
def filled(engine):
    """Two dated articles and one undated."""
    engine.add(
        article("a1", published="2024-10-31"),
        [
            said_by("Ann Lee", "We ran out of water.", role="Mayor", identity="01"),
            said_by("Ann Lee", "Nobody is running.", "But we hope.", role="Mayor", identity="02"),
            said_by(None, "It rained.", confidence=0, identity="03"),
        ],
    )
    engine.add(
        article("b2", published="2024-11-02", outlet="The Post"),
        [
            said_by("Ann LEE", "Water again.", identity="04"),
            said_by("Bo Roe", "No comment.", confidence=0.3, identity="05"),
        ],
    )
    engine.add(
        article("c3", published=None, outlet=None),
        [said_by("The Mint", "Zoë’s gold", type_="group", identity="06")],
    )
    engine.commit()
    return engine


def rows(path, statement, *values):
    with closing(sqlite3.connect(path)) as base:
        return base.execute(statement, values).fetchall()


def test_each_quote_is_a_row_with_its_article_and_speaker(filled, tmp_path):
    path = tmp_path / "quotes.db"
    done = export_quotes(filled, Query(), path)
    joined = rows(
        path,
        "SELECT quotes.text, speakers.name, articles.outlet FROM quotes JOIN articles ON articles.id = quotes.article "
        "LEFT JOIN speakers USING (person) ORDER BY quotes.id",
    )

    assert (done.quotes, done.articles, done.speakers, done.replaced) == (6, 3, 2, False)
    assert joined == [
        ("We ran out of water.", "Ann Lee", "Kyiv Independent"),
        ("Nobody is running. […] But we hope.", "Ann Lee", "Kyiv Independent"),
        ("It rained.", None, "Kyiv Independent"),
        ("Water again.", "Ann Lee", "The Post"),
        ("No comment.", None, "The Post"),
        ("Zoë’s gold", "The Mint", None),
    ]


def test_the_file_is_valid_and_all_references_exist(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)

    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    rows(path, "INSERT INTO quotes_fts (quotes_fts) VALUES ('integrity-check')")


def test_speakers_are_counted_under_their_commonest_name_and_role(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)

    assert rows(path, "SELECT person, name, role, type, quotes, articles FROM speakers") == [
        ("ann lee", "Ann Lee", "Mayor", "person", 3, 2),
        ("the mint", "The Mint", None, "group", 1, 1),
    ]


def test_speakers_are_those_that_the_engine_counts(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(min_confidence=0), path)
    counted = [(s.person, s.name, s.role, s.quotes, s.articles) for s in filled.speakers(None, 0)]

    assert rows(path, "SELECT person, name, role, quotes, articles FROM speakers") == counted


def test_counts_of_a_speaker_use_an_index(filled, tmp_path):
    """Without an index for each of these queries, a hundred thousand speakers would take hours."""
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)
    plan = [step for *_, step in rows(path, f"EXPLAIN QUERY PLAN {FILL_SPEAKERS}")]

    assert any("SEARCH own USING INDEX quotes_by_person" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN own")]


@pytest.mark.skipif("gender" not in {each.name for each in fields(Speaker)}, reason="speakers have none yet")
@pytest.mark.parametrize(
    ("told", "gender"), [(["female", None], "female"), (["female", "male"], None), ([None, None], None)]
)
def test_a_gender_is_that_of_the_articles_that_state_it_unless_they_disagree(engine, tmp_path, told, gender):
    for number, each in enumerate(told):
        quote = said_by("Ann Lee", identity=f"0{number}")
        quote = replace(quote, speaker=replace(quote.speaker, gender=each))
        engine.add(article(f"a{number}"), [quote])
    engine.commit()
    export_quotes(engine, Query(), tmp_path / "quotes.db")

    assert rows(tmp_path / "quotes.db", "SELECT gender FROM quotes ORDER BY id") == [(each,) for each in told]
    assert rows(tmp_path / "quotes.db", "SELECT gender FROM speakers") == [(gender,)]


@pytest.mark.parametrize(("least", "named"), [(None, 4), (0, 5), (0.95, 0)])
def test_names_are_exported_from_the_given_confidence_on(filled, tmp_path, least, named):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(min_confidence=least), path)

    assert rows(path, "SELECT count(*) FROM quotes WHERE name IS NOT NULL") == [(named,)]
    assert rows(path, "SELECT count(*) FROM quotes WHERE person IS NULL") == [(6 - named,)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(Word("water")), ["01", "04"]),
        (Query(speaker="Lee"), ["01", "02", "04"]),
        (Query(after="2024-11-01"), ["04", "05"]),
        (Query(outlet="Post", limit=1, offset=1), ["04", "05"]),
        (Query(group="article", sort="newest", limit=0), ["01", "02", "03", "04", "05", "06"]),
    ],
)
def test_a_query_chooses_the_quotes_and_its_limit_and_order_are_ignored(filled, tmp_path, query, found):
    path = tmp_path / "quotes.db"
    export_quotes(filled, query, path)

    assert [identity for (identity,) in rows(path, "SELECT id FROM quotes ORDER BY id")] == found


def test_quotes_are_read_in_batches(filled, tmp_path, monkeypatch):
    """Memory holds only a few quotes of any number; progress is reported in between."""
    monkeypatch.setattr(database, "BATCH", 2)
    told = []
    done = export_quotes(filled, Query(), tmp_path / "a.db", on_progress=lambda n, of: told.append((n, of)))

    assert done.quotes == 6
    assert told == [(2, 6), (4, 6), (6, 6)]


def test_the_full_text_index_finds_words_in_any_form_also_in_names_and_headlines(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)
    search = "SELECT id FROM quotes WHERE rowid IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?) ORDER BY id"

    assert rows(path, search, "runs") == [("02",)]
    assert rows(path, search, "name:mint") == [("06",)]
    assert rows(path, search, "zoe") == [("06",)]
    assert len(rows(path, search, "headline")) == 6
    shown = "SELECT snippet(quotes_fts, 0, '[', ']', '', 9) FROM quotes_fts WHERE quotes_fts MATCH ?"
    assert rows(path, shown, "again") == [("Water [again].",)]


def test_other_programs_recognise_the_full_text_index(filled, tmp_path):
    """Datasette and sqlite-utils look for the table's name, in double quotes, in the statement that made it."""
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)
    made = "SELECT name FROM sqlite_master WHERE sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"quotes\"%'"

    assert rows(path, made) == [("quotes_fts",)]


def test_parts_and_lists_can_be_queried(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)

    assert rows(path, "SELECT number, text FROM parts WHERE quote = '02' ORDER BY number") == [
        (0, "Nobody is running."),
        (1, "But we hope."),
    ]
    assert rows(path, "SELECT value FROM articles, json_each(byline) WHERE articles.id = 'a1'") == [
        ("Ann Lee",)
    ]


def test_a_correction_is_exported(engine, tmp_path):
    told = Corrected("c1", "ann", "2026-01-31T12:00:00Z", "I was there", "Bo Roe")
    engine.add(
        article(), [replace(said_by("Ann Lee", confidence=1), corrected=told, cue=Passage(3, 7, "said"))]
    )
    engine.commit()
    export_quotes(engine, Query(), tmp_path / "quotes.db")
    [(corrected, cue)] = rows(tmp_path / "quotes.db", "SELECT corrected, cue FROM quotes")

    assert json.loads(corrected)["was"] == "Bo Roe"
    assert cue == "said"


def test_what_sqlite_cannot_store_is_replaced_or_escaped(engine, tmp_path):
    """NUL would end the text for most programs; an unpaired surrogate (a file name that is not UTF-8) is refused."""
    card = replace(article(), path="/news/\udcff.txt", also_at=("/news/\udcfe\0.txt",), headline="a\0b")
    engine.add(card, [said_by("Ann Lee", "We ran\0 out.")])
    engine.commit()
    export_quotes(engine, Query(), tmp_path / "quotes.db", about={"folder": "\udcff"})

    assert rows(tmp_path / "quotes.db", "SELECT text, headline FROM quotes") == [
        ("We ran\ufffd out.", "a\ufffdb")
    ]
    [(path, also_at)] = rows(tmp_path / "quotes.db", "SELECT path, also_at FROM articles")
    assert path == "/news/\ufffd.txt"
    assert json.loads(also_at) == ["/news/\udcfe\0.txt"]


def test_an_older_export_is_replaced_and_no_other_file_is_left(filled, tmp_path):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)
    done = export_quotes(filled, Query(Word("water")), path)

    assert done.replaced
    assert rows(path, "SELECT count(*) FROM quotes") == [(2,)]
    assert not list(tmp_path.glob(".quotes.db*"))


def _database(path):
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE mine (a)")
        base.commit()


OTHERS = {
    "a text": lambda path: path.write_text("my thesis"),
    "an empty file": lambda path: path.write_bytes(b""),
    "another database": _database,
    "a database cut off": lambda path: path.write_bytes(b"SQLite format 3\0"),
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_a_file_that_is_not_an_export_is_left_as_it_is(filled, tmp_path, make):
    path = tmp_path / "thesis.db"
    make(path)
    before = path.read_bytes()

    with pytest.raises(InputError, match="exists and is not an export of quotesearch"):
        export_quotes(filled, Query(), path)
    assert path.read_bytes() == before


def test_a_folder_a_fifo_and_a_missing_folder_are_refused(filled, tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InputError, match=r"is a folder"):
        export_quotes(filled, Query(), tmp_path)
    with pytest.raises(InputError, match=r"is not a regular file"):
        export_quotes(filled, Query(), tmp_path / "pipe")
    with pytest.raises(InputError, match=r"there is no folder"):
        export_quotes(filled, Query(), tmp_path / "no" / "quotes.db")


def test_a_link_to_an_export_stays_a_link(filled, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "disk" / "quotes.db")
    export_quotes(filled, Query(), tmp_path / "disk" / "quotes.db")
    export_quotes(filled, Query(), tmp_path / "link.db")

    assert (tmp_path / "link.db").is_symlink()
    assert rows(tmp_path / "disk" / "quotes.db", "PRAGMA application_id") == [(APPLICATION_ID,)]


@pytest.mark.parametrize("target", ["link.db", "gone.db", "no/gone.db"])
def test_a_link_that_leads_nowhere_is_refused(filled, tmp_path, target):
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / target)

    with pytest.raises(
        InputError, match=r"link\.db is a link that leads nowhere, so it is left as it is\.[^\n]*$"
    ):
        export_quotes(filled, Query(), link)
    assert link.is_symlink()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith("db")] == ["link.db"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_may_not_be_written_to_is_named(filled, tmp_path, monkeypatch, number):
    def refuse(path: Path, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    why = os.strerror(number).lower()
    with pytest.raises(InputError, match=rf"the folder .* may not be written to \({why}\)\.$"):
        export_quotes(filled, Query(), tmp_path / "quotes.db")


@pytest.mark.parametrize(
    "error", [DamagedIndexError("torn"), KeyboardInterrupt(), sqlite3.OperationalError("disk is full")]
)
def test_if_an_export_fails_the_older_one_stays(filled, tmp_path, monkeypatch, error):
    path = tmp_path / "quotes.db"
    export_quotes(filled, Query(), path)
    before = path.read_bytes()

    def fails(done, total):
        raise error

    expected = InputError if isinstance(error, sqlite3.Error) else type(error)
    with pytest.raises(expected):
        export_quotes(filled, Query(Word("water")), path, on_progress=fails)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".quotes.db*"))


def test_a_sqlite_without_full_text_search_gives_all_other_tables(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(
        database, "FULL_TEXT", "CREATE VIRTUAL TABLE quotes_fts USING nosuch (text); SELECT 1;"
    )
    done = export_quotes(filled, Query(), tmp_path / "quotes.db")

    assert not done.full_text
    assert rows(tmp_path / "quotes.db", "SELECT value FROM meta WHERE key = 'full_text'") == [("0",)]
    assert rows(tmp_path / "quotes.db", "SELECT count(*) FROM quotes") == [(6,)]


def test_the_same_quotes_give_the_same_file(filled, tmp_path):
    """Under version control, a diff of exports shows only what changed."""
    export_quotes(filled, Query(), tmp_path / "a.db")
    export_quotes(filled, Query(), tmp_path / "b.db")

    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()
