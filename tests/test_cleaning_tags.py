"""The tokens of a page are those that the standard library finds, at the same places."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesearch.cleaning.tags import CLOSE, OPEN, REFERENCE, TEXT, attributes_of, read_tokens


class Reference(HTMLParser):
    """The start and content of each token of html.parser."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int, object]] = []
        self.feed(source)
        self.close()

    def _note(self, kind: int, held: object) -> None:
        line, column = self.getpos()
        assert line == 1  # the sources below have no line break
        self.found.append((kind, column, held))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(OPEN, (tag, {name: value or "" for name, value in reversed(attrs)}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note(CLOSE, tag)

    def handle_data(self, data: str) -> None:
        self._note(TEXT, data)

    def handle_entityref(self, name: str) -> None:
        self._note(REFERENCE, unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._note(REFERENCE, unescape(f"&#{name};"))


def own(source: str) -> list[tuple[int, int, object]]:
    return [
        (kind, start, (held, attributes_of(written)) if kind == OPEN else held)
        for kind, start, end, held, written in read_tokens(source)
    ]


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<P CLASS=lead>",
        "<a href='/x?a=1&amp;b=2' class=\"more link\" data-x=\"a > b 'c'\">",
        "</a >",
        "<br/>",
        "<input disabled value = x>",
        "<script>if (a < b && c > d) { e('<p>&amp;</p>') }</script>",
        "<style>p > a { color: red }</style>",
        "<!-- <p>not this</p> > -->",
        "<!DOCTYPE html>",
        "<?xml version='1.0'?>",
        "&amp;",
        "&#8220;",
        "&#x1F600;",
        " 1 < 2 ",
        "The mayor said: “We ran.”",
        "\u00a0",
    ]
)


@given(st.lists(PIECES, max_size=12).map(lambda pieces: "".join([*pieces, "<hr>"])))
def test_tokens_are_those_of_the_standard_library(source: str):
    assert joined(own(source)) == joined(Reference(source).found)


def joined(tokens: list[tuple[int, int, object]]) -> list[tuple[int, int, object]]:
    """Tokens with adjacent texts joined: html.parser splits “1 < 2” into three."""
    whole: list[tuple[int, int, object]] = []
    for kind, start, held in tokens:
        if kind == TEXT and whole and whole[-1][0] == TEXT:
            whole[-1] = (TEXT, whole[-1][1], f"{whole[-1][2]}{held}")
        else:
            whole.append((kind, start, held))
    return whole


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('<p title="it\'s > all">a</p>', "a"),
        ("<p title=it's>a</p>", "a"),
        ("<p title='>a<b>c</p>", "ac"),  # the quotation mark is not closed: the tag ends at the next “>”
        ("a<!-- b>c", "ac"),  # the comment is not closed
        ("a</>b</ c>d", "abd"),
        ("AT&T, R & D &bogus; &copy 2024", "AT&T, R & D &bogus; © 2024"),
        ("<script>a<p>b", ""),
        ("a<td", "a<td"),
    ],
)
def test_markup_that_is_broken_hides_as_little_as_in_a_browser(source: str, shown: str):
    unseen = "script" in source
    assert (
        "".join(held for kind, _, _, held, _ in read_tokens(source) if kind > CLOSE) * (not unseen) == shown
    )


@given(st.text(st.sampled_from("<>/!-='\"&;#ap \n"), max_size=60))
def test_any_text_is_read_to_its_end_and_no_two_tokens_overlap(source: str):
    at = 0
    for kind, start, end, held, _ in read_tokens(source):
        assert at <= start <= end <= len(source)
        assert kind != TEXT or source[start:end] == held
        at = end


@pytest.mark.parametrize(
    "piece", ["<a href='x", "<!--", "<", "&", "<a b=\"c' d='e\">", "</", "<script", "<script>"]
)
def test_time_grows_with_the_length_of_any_page(piece: str):
    """Work is bounded: without that, a page of a million such pieces would take hours."""
    assert sum(1 for _ in read_tokens(piece * 100_000 + ">")) <= 2 * 100_000 + 2
