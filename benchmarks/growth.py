"""
How the time of extraction grows with its input, for texts that repeat one thing over and over.

    python -m benchmarks.growth [KIND ...]

Each kind of text is made in a size that takes more than a tenth of a CPU-second, then twice and four times as long.
Printed are the three times (the best of three runs) and the two ratios: 2 is linear, 4 is the square. Ends with 1 if
four times the text takes more than `MOST` times as long.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from quotesearch.extraction import extract_quotes
from quotesearch.model import Article, Block

MOST = 6.8  # 2.6 for each doubling
_LONG_ENOUGH = 0.12  # CPU-seconds of the smallest size
_LONGEST = 100_000  # code points; a longer paragraph is passed over
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


def _first(number: int) -> str:
    return _FIRSTS[number % len(_FIRSTS)]


def _made(number: int) -> str:
    """A first name that nobody else has."""
    return f"{_first(number)}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}"


def _last(number: int) -> str:
    """A surname that nobody else has."""
    middle = ""
    while number or not middle:
        middle += "bcdfglmnprstvz"[number % 14] + "aeiou"[number // 14 % 5]
        number //= 70
    return f"M{middle}rton"


def _name(number: int) -> str:
    return f"{_first(number)} {_last(number)}"


def _lines(form: str) -> Kind:
    """As many paragraphs as asked for; the form may name people: {a} and {b} in full, {x} and {y} by the surname."""

    def paragraphs(size: int) -> list[str]:
        return [_filled(form, n) for n in range(size)]

    return paragraphs


def _row(form: str, joint: str = " ", before: str = "", after: str = "") -> Kind:
    """One paragraph in which a form comes as often as asked for."""

    def paragraph(size: int) -> list[str]:
        return [before + joint.join(_filled(form, n) for n in range(size)) + after]

    return paragraph


def _filled(form: str, n: int) -> str:
    return form.format(
        n=n, a=_name(n), b=_name(n + 3), x=_last(n), y=_last(n + 5), f=_first(n), m=_made(n), c=_last(n)[0]
    )


KINDS: dict[str, Kind] = {
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
    "labels without marks": _lines("{x}: We go on {n}, and you?"),
    "turns": _lines("“Why {n}?”\n“Because,” {f} said."),
    "an interview": _lines("Q: Why did you go {n}?\nA: We had to go on {n}."),
    "headings": _lines("What {x} said about the late bus\n{a} said “no”."),
    "capitals": _row("{a} United"),
    "lines in capitals": _lines("THE BUS WAS LATE “NO” SAYS THE DRIVER {n}"),
    "relative clauses": _row("who said", before="The man ", after=" “no”."),
    "odd characters": _row("\u200b\u0301é “\u0301a” İ"),
}


def article(paragraphs: list[str]) -> Article:
    """An article of these paragraphs; a line break parts two."""
    lines = [line for paragraph in paragraphs for line in paragraph.split("\n")]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "body", "prose", line))
        at += len(line) + 1
    return Article("a", "a.txt", "00", "utf-8", "text/plain", "\n".join(lines), tuple(blocks))


def seconds(made: Article, runs: int = 3) -> float:
    """CPU-seconds of an extraction, the best of a few."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        extract_quotes(made)
        found.append(time.process_time() - begin)
    return min(found)


def growth(kind: Kind) -> tuple[int, list[float]]:
    """A size that takes long enough to be measured, and the times of it, of twice and of four times as much."""
    size = 32
    while max(map(len, kind(size * 6))) < _LONGEST and seconds(article(kind(size)), 1) < _LONG_ENOUGH:
        size = size * 3 // 2
    return size, [seconds(article(kind(size * times))) for times in (1, 2, 4)]


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    wanted = parser.parse_args(argv).kinds or list(KINDS)
    worst = 0.0
    for name in wanted:
        size, (one, two, four) = growth(KINDS[name])
        worst = max(worst, four / one)
        print(
            f"{name:28} {size:7} {one:6.3f} {two:6.3f} {four:6.3f}  x{two / one:.2f} x{four / two:.2f}",
            flush=True,
        )
    print(f"four times the text takes {worst:.1f} times as long at most")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
