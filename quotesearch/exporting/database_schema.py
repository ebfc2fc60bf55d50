"""The tables of an exported database, as SQL."""

from __future__ import annotations

from typing import Final

__all__ = ["APPLICATION_ID", "FILL_SPEAKERS", "FULL_TEXT", "INDEXES", "SCHEMA_VERSION", "TABLES"]

APPLICATION_ID: Final = 0x71_73_64_62  # "qsdb"
"""Written into the header of the file (https://www.sqlite.org/fileformat.html, offset 68), to know our own again."""

SCHEMA_VERSION: Final = 1
"""Counts up when a column changes its meaning or goes away; it is also the `user_version` of the file."""

TABLES: Final = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT
);
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    headline TEXT,
    byline TEXT NOT NULL,  -- JSON: a list of names
    published TEXT,        -- a date: 2024-10-31
    outlet TEXT,
    url TEXT,
    also_at TEXT NOT NULL  -- JSON: a list of paths of copies
);
CREATE TABLE speakers (
    person TEXT PRIMARY KEY,
    name TEXT NOT NULL,        -- the most frequent spelling
    role TEXT,                 -- the most frequent one
    type TEXT NOT NULL,        -- person, group, document or anonymous: the most frequent one
    gender TEXT,               -- null if no article says, or if they disagree
    quotes INTEGER NOT NULL,
    articles INTEGER NOT NULL
);
CREATE TABLE quotes (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles(id),
    person TEXT REFERENCES speakers(person),  -- null: the speaker is not named
    name TEXT,                                -- the name that this article gives
    role TEXT,
    type TEXT,
    gender TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    headline TEXT,                            -- of the article, again, for the full-text index
    confidence REAL NOT NULL,
    certainty TEXT NOT NULL,                  -- named, probable or open
    rule TEXT NOT NULL,
    start_offset INTEGER NOT NULL,            -- of the first part, in code points of the source text
    end_offset INTEGER NOT NULL,              -- of the last part
    mention TEXT,
    cue TEXT,
    corrected TEXT                            -- JSON: id, who, when, because, was
);
CREATE TABLE parts (
    quote TEXT NOT NULL REFERENCES quotes(id),
    number INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (quote, number)
);
"""

FILL_SPEAKERS: Final = """
INSERT INTO speakers
SELECT person,
       (SELECT name FROM quotes AS own WHERE own.person = quotes.person
        GROUP BY name ORDER BY count(*) DESC, name LIMIT 1),
       (SELECT role FROM quotes AS own WHERE own.person = quotes.person AND role IS NOT NULL
        GROUP BY role ORDER BY count(*) DESC, role LIMIT 1),
       (SELECT type FROM quotes AS own WHERE own.person = quotes.person
        GROUP BY type ORDER BY count(*) DESC, type LIMIT 1),
       CASE WHEN count(DISTINCT gender) = 1 THEN max(gender) END,
       count(*),
       count(DISTINCT article)
FROM quotes WHERE person IS NOT NULL GROUP BY person
ORDER BY count(*) DESC, 2;
"""
"""Takes linear time only with the index of quotes by person, which is made before."""

INDEXES: Final = """
CREATE INDEX quotes_by_article ON quotes (article);
CREATE INDEX quotes_by_person ON quotes (person);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_outlet ON articles (outlet);
"""

FULL_TEXT: Final = """
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, name, headline, content="quotes", tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild');
INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize');
"""
"""datasette and sqlite-utils recognise the full-text index of a table by `content="…"`, in double quotes."""
