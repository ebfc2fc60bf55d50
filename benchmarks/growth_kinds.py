"""
The inputs of `benchmarks.growth`: texts, pages and words that repeat one thing many times.

All inputs are invented, or built from the articles in `seeds/` with other names, so no other files are needed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from quotesearch.acquisition import read_document
from quotesearch.analysis.edit_distance import distance
from quotesearch.cleaning import clean
from quotesearch.searching import parse_query

SEEDS = Path(__file__).parents[1] / "seeds"

_FIRSTS = (
    "Ann",
    "Bob",
    "Carl",
    "Dora",
    "Eve",
    "Fred",
    "Gina",
    "Hugo",
    "Ida",
    "John",
    "Kate",
    "Leo",
    "Mary",
    "Nils",
)

Kind = Callable[[int], list[str]]
"""Builds the paragraphs of a text of some size."""

Page = Callable[[int], str]
"""Builds the source of an HTML page of some size."""

Work = Callable[[int], Callable[[], object]]
"""Builds a function that does work of some size; its inputs are prepared before."""


def _first(number: int) -> str:
    return _FIRSTS[number % len(_FIRSTS)]


def _made(number: int) -> str:
    """A first name that is used only once."""
    return f"{_first(number)}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}"


def _last(number: int) -> str:
    """A surname that is used only once."""
    middle = ""
    while number or not middle:
        middle += "bcdfglmnprstvz"[number % 14] + "aeiou"[number // 14 % 5]
        number //= 70
    return f"M{middle}rton"


def _initials(number: int) -> str:
    """Three or more capitals that are the initials of only one person."""
    letters = ""
    while number or len(letters) < 3:
        letters += "BCDFGHJKLMNPQRSTVWXZ"[number % 20]
        number //= 20
    return letters


def _name(number: int) -> str:
    return f"{_first(number)} {_last(number)}"


def _lines(form: str) -> Kind:
    """As many paragraphs as asked for. The template may name people: {a} and {b} in full, {x} and {y} by surname."""

    def paragraphs(size: int) -> list[str]:
        return [_filled(form, n) for n in range(size)]

    return paragraphs


def _row(form: str, joint: str = " ", before: str = "", after: str = "") -> Kind:
    """One paragraph that repeats a template as often as asked for."""

    def paragraph(size: int) -> list[str]:
        return [before + joint.join(_filled(form, n) for n in range(size)) + after]

    return paragraph


def _filled(form: str, n: int) -> str:
    return form.format(
        n=n,
        a=_name(n),
        A=_name(n).upper(),
        b=_name(n + 3),
        x=_last(n),
        y=_last(n + 5),
        f=_first(n),
        m=_made(n),
        c=_last(n)[0],
        i=_initials(n),
        d=f"{n % 28 + 1:02}",
    )


KINDS: dict[str, Kind] = {  # only their extraction is measured
    "one surname": _lines("{m} Warden said: “We will go on {n}.” Warden left."),
    "his wife": _lines("{a} came with his wife {f}. “We are late,” his wife said."),
    "the minister": _lines("{a}, the minister of {y}, came. “We are late,” the minister said."),
    "names": _lines("{a} met {b} and {x}."),
    "names joined by and": _row("{a}", " and ", "“No,” said "),
    "couples and families": _lines("Peter and {a} spoke. His father {f} {x} and the younger {x} said “no”."),
    "other names": _lines("{a}, better known as {y}, said “no”. {y} left."),
    "acronyms": _lines("The {x} Shipping Agency ({c}SA) said “no” to ISA and the CM."),
    "pronouns": _lines("{f} Roe said he saw her. He told her that she hurt him. “He knew,” he said."),
    "they and it": _lines(
        "They said “no”. The couple said it. The two lawmakers, {a} and {b}, left. They left."
    ),
    "nouns": _lines("A driver met the doctor of the company. “No,” the driver said. The report was late."),
    "groups": _lines("The {x} Union met. “No,” the union said. The union went."),
    "owners": _lines("{a}’s lawyer’s email said “no”. The letter said “yes”. Her statement said it."),
    "long names in one quotation": _row("J. R. {x} {y}", ", ", "“We met ", " there,” said Ann Lee."),
    "quotations in one paragraph": _row("“We go {n},” he said."),
    "short quotations": _row("the “word{n}” and"),
    "the same words again": _row("the “wall” and"),
    "a long sentence": _row("and {a} said that it was late", ", ", after=", “No,” he said."),
    "marks never closed": _row("“We go {n} and"),
    "paragraphs never closed": _lines("“We go {n} and he said so."),
    "single marks": _row("'We go {n} and the drivers' car"),
    "nested marks": _row("“He said ‘we go’ to us,” she said. ‘I “never” said,’ he said."),
    "marks that open": _row("“", ""),
    "dashes": _row("“No” —"),
    "commas": _row("{f}", ", ", after=", said “no”."),
    "colons": _row(":", "", "Ann Lee said", " “yes”."),
    "posts": _lines("“We go on {n}.”\n— {a} (@{x}) May 2, 2020"),
    "labels": _lines("{a}: “We go on {n}, and you?”"),
    "labels without marks": _lines("{x}: We carry on {n}, and you?"),
    "turns": _lines("“Why {n}?”\n“Because,” {f} said."),
    "an interview": _lines("Q: Why did you go {n}?\nA: We had to carry on {n}."),
    "headings": _lines("What {x} said about the late bus\n{a} said “no”."),
    "capitals": _row("{a} United"),
    "lines in capitals": _lines("THE BUS WAS LATE “NO” SAYS THE DRIVER {n}"),
    "relative clauses": _row("who said", before="The man ", after=" “no”."),
    "odd characters": _row("\u200b\u0301é “\u0301a” İ"),
}

TEXTS: dict[str, Kind] = {  # decoding, cleaning and extraction are measured
    "text: names that speak": _lines('"We stay here," said {a}.'),
    "text: labels in capitals": _lines("{A}: We stay here today."),
    "text: he and she": _lines("“We stay here,” he said.\n“We go there now,” she said."),
    "text: elided": _row('"a"'),
    "text: Arabic": _row('قال "نعم"'),
    "text: question marks": _row('"?" "!"'),
    "text: apostrophes": _row("'a 'a"),
    "text: quotations in one paragraph": _row("“We go {n},” said {a}."),
    "text: headings": _lines("What {x} said about the late bus\n“We go on {n},” {f} said."),
    "text: bylines": _lines("By {a}\nThe bus was late again, the driver said."),
    "text: dates": _lines("May {d}, 2020\nThe bus was late again, the driver said."),
    "text: the same line": _lines("Sign up for our newsletter."),
    "text: broken lines": _lines(
        "The bus to {x} was late once more and the drivers said\nthat “no one” knew why."
    ),
    "text: bullets": _lines("• {a} said “no”."),
    "text: comments": _lines("{a}\n{d} hours ago\nI say no.\nReply"),
    "text: links": _lines("Read more: https://news.example/{x}/{n}"),
    "text: initials": _lines("The {x} Bus Union met. The {i} said “no”."),
    "text: nobody near": _lines(
        "{a} met Eve Roe.\nIt rained. It froze. It cleared. It thawed. It hailed. It poured. It snowed.\nHe left."
    ),
    "text: who spoke first": lambda size: [
        "Ann Lee spoke: “No.”",
        *_lines("“The bus was late {n} times.”")(size),
    ],
}


def _page(form: str, before: str = "", after: str = "") -> Page:
    """A page whose article repeats a template as often as asked for, with some text before and after."""

    def source(size: int) -> str:
        inside = "".join(_filled(form, n) for n in range(size))
        return (
            f"<html><head><title>The late bus</title></head><body><h1>The late bus</h1><article>{before}{inside}{after}"
            "<p>“We were late,” Ann Lee said on Monday.</p></article></body></html>"
        )

    return source


PAGES: dict[str, Page] = {
    "page: paragraphs": _page("<p>“We stay {n},” said {a}.</p>"),
    "page: tables": _page("<tr><td>{a}</td><td>“We stay,” she said</td></tr>", "<table>", "</table>"),
    "page: links": _page("<p>See <a href='/x{n}'>the story of {a}</a> now.</p>"),
    "page: a list of links": _page("<li><a href='/x{n}'>{a} and more</a></li>", "<ul>", "</ul>"),
    "page: links in one paragraph": _page("We saw <a href='/{n}'>{a}</a> and <b>left</b>. ", "<p>", "</p>"),
    "page: one paragraph": _page("“We stay {n},” said {a}. ", "<p>", "</p>"),
    "page: line breaks": _page("“We stay {n},” said {a}.<br>", "<p>", "</p>"),
    "page: lists": _page("<li>“No,” {a} said", "<ul>", "</ul>"),
    "page: nested elements": _page("<div>The bus {n} came"),
    "page: nested lists": _page("<ul><li>“We stay {n},” he said."),
    "page: bold letters": _page("<b>a</b>", "<p>", "</p>"),
    "page: spans": _page("<span>{f} </span>", "<p>", "</p>"),
    "page: headings": _page("<h2>What {a} said</h2><p>“We stay {n},” she said.</p>"),
    "page: bylines": _page('<p class="byline">By {a}</p><p>The bus was late {n} times.</p>'),
    "page: dates": _page('<time datetime="2020-05-{d}">May {d}, 2020</time><p>The bus was late.</p>'),
    "page: structured data": _page(
        '<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "{a}"}}}}</script>'
    ),
    "page: captions": _page("<figure><img src='{n}'><figcaption>{a} on Monday</figcaption></figure>"),
    "page: teasers": _page('<aside class="related"><a href="/{n}">{a} goes</a></aside><p>“No,” he said.</p>'),
    "page: comments": _page('<div class="comment"><b>{a}</b><p>I say no {n}</p></div>'),
    "page: entities": _page("&ldquo;&eacute;&rdquo; ", "<p>", "</p>"),
    "page: open marks": _page("<"),
    "page: empty paragraphs": _page("<p></p>"),
}


def _query(form: str) -> Work:
    """Parsing of a query that repeats a template as often as asked for."""

    def work(size: int) -> Callable[[], object]:
        text = "".join(_filled(form, n) for n in range(size))
        return lambda: parse_query([text])

    return work


def _apart(size: int) -> Callable[[], object]:
    left, right = "a" * size + "b", "b" + "a" * size
    return lambda: distance(left, right, 2)


WORDS: dict[str, Work] = {
    "query: words": _query("{x} "),
    "query: or": _query("{x} OR "),
    "query: marks": _query('"{x} '),
    "query: brackets": _query("({x} "),
    "names: letters that differ": _apart,
}


def _vocabulary(texts: list[str]) -> frozenset[str]:
    """The last words of names: capitalised words after another capitalised word that never occur in lower case."""
    small = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    pairs = [word for text in texts for word in re.findall(r"\b[A-Z][a-z]+ ([A-Z][a-z]{3,})\b", text)]
    return frozenset(word for word in pairs if word.lower() not in small)


def concatenated(size: int, seed: int = 0) -> str:
    """
    The stories in `seeds/`, repeated, each time in another order and with other names.

    Args:
        size: the most bytes of the text in UTF-8; the result may be shorter by one paragraph.
        seed: for the order.

    >>> text = concatenated(20_000)
    >>> 19_000 < len(text.encode()) <= 20_000, text == concatenated(20_000)
    (True, True)
    """
    articles = [clean(read_document(str(path))) for path in sorted(SEEDS.glob("*.txt"))]
    texts = ["\n\n".join(block.text for block in article.body) for article in articles]
    last_words, order = _vocabulary(texts), random.Random(seed)  # noqa: S311 - no secret
    made: list[str] = []
    left, number = size, 0
    while left > 0:
        for text in order.sample(texts, len(texts)):
            names: dict[str, str] = {}
            for word in sorted(last_words):
                names[word], number = _last(number), number + 1
            varied = re.sub(r"[A-Z][a-z]{3,}", lambda found: names.get(found[0], found[0]), text)  # noqa: B023
            made.append(varied)
            left -= len(varied.encode()) + 2
    return "\n\n".join(made).encode()[:size].decode("utf-8", "ignore").rpartition("\n")[0]
