"""The prose of a file, and the oblique words in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.plain_english import found_in, oblique_words, pattern_of, prose_of

MODULE = '''"""A module stands here."""

NAME = "somebody"
MESSAGE = f"the file {NAME} stands behind a door"


def told() -> str:
    """
    Say what “stands” means, or `told`.

    >>> told()
    'it stands'
    """
    return "anew"  # whoever reads this
'''
PAGE = """# What stands here

```console
$ quotesearch find "somebody"
```

A line of `whatever`, told plainly.
"""


@pytest.fixture(scope="module")
def pattern():
    return pattern_of(oblique_words())


def places(path: Path, text: str, pattern) -> list[tuple[int, str]]:
    path.write_text(text, encoding="utf-8")
    lines = sorted(prose_of(path), key=lambda prose: prose.line)
    return [(prose.line, word) for prose in lines for word in found_in(prose, pattern)]


def test_docstrings_comments_and_messages_are_prose_names_doctests_and_examples_are_not(tmp_path, pattern):
    """A word in a message counts; a name, a doctest and a word in quotation marks do not."""
    found = places(tmp_path / "module.py", MODULE, pattern)
    assert found == [(1, "stands"), (4, "stands"), (4, "behind"), (14, "whoever")]


def test_code_in_a_page_is_not_prose(tmp_path, pattern):
    """A fenced block and a term in backticks do not count; headings and text do."""
    assert places(tmp_path / "page.md", PAGE, pattern) == [(1, "stands"), (7, "told")]


def test_every_word_says_what_to_write_instead():
    """A list without the better word would not help a writer."""
    assert [word for word, instead in oblique_words().items() if not instead] == []
