"""
Oblique words per 1,000 words of prose: docstrings, comments, messages and docs.

Run `python -m benchmarks.plain_english`; `--places` prints each word with its file and line, `--check` fails if an
area has more than one per 1,000. The words are in `benchmarks/oblique_words.txt`. Not counted: code, names, doctests
and what is in quotation marks or backticks, which is an example of news text or a term.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
WORDS: Final = Path(__file__).with_name("oblique_words.txt")
MOST: Final = 1.0  # per 1,000 words
AREAS: Final = ("quotesearch", "benchmarks", "training", "tests", "docs")
_MESSAGE: Final = 4  # words from which a string in the code is taken for a message
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_EXAMPLE: Final = re.compile(r"`[^`]*`|“[^”]*”|‘[^’]*’|\"[^\"]*\"|\{[^}]*\}")
_DOCTEST: Final = re.compile(r"^\s*(>>>|\.\.\.)")
_FENCE: Final = re.compile(r"^\s*```")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text for people: where it begins, and its words."""

    path: Path
    line: int
    text: str


def oblique_words(path: Path = WORDS) -> dict[str, str]:
    """
    The words that are counted, each with what to write instead.

    >>> oblique_words()["anew"]
    'again'
    """
    lines = (line.partition("#")[0].partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {word.strip(): instead.strip() for word, _, instead in lines if word.strip()}


def prose_of(path: Path, messages: bool = True) -> Iterator[Prose]:
    """
    The prose of a file, a line each.

    Args:
        path: a Python module or a Markdown file.
        messages: whether strings of some words in the code count, too.
    """
    text = path.read_text(encoding="utf-8")
    return _of_markdown(path, text) if path.suffix == ".md" else _of_python(path, text, messages)


def _of_markdown(path: Path, text: str) -> Iterator[Prose]:
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            yield Prose(path, number, line)


def _of_python(path: Path, text: str, messages: bool) -> Iterator[Prose]:
    tree = ast.parse(text)
    docstrings = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            message = messages and len(_WORD.findall(node.value)) >= _MESSAGE and "\\" not in node.value
            if message or id(node) in docstrings:
                yield from _lines(path, node.lineno, node.value)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield Prose(path, token.start[0], token.string.lstrip("#"))


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    """The docstrings of a module, and the strings after its fields."""
    for node in ast.walk(tree):
        for child in getattr(node, "body", []) if not isinstance(node, (ast.Lambda, ast.IfExp)) else []:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                yield child.value


def _lines(path: Path, first: int, text: str) -> Iterator[Prose]:
    """The lines of a string, doctests and what they print left out."""
    printed = False
    for number, line in enumerate(text.splitlines(), first):
        printed = bool(_DOCTEST.match(line)) or (printed and bool(line.strip()))
        if not printed:
            yield Prose(path, number, line)


def found_in(prose: Prose, pattern: re.Pattern[str]) -> list[str]:
    """
    The oblique words of a line, in order.

    >>> found_in(Prose(Path("a.md"), 1, "It stands “behind” the rest."), pattern_of(oblique_words()))
    ['stands']
    """
    return [match.group().lower() for match in pattern.finditer(_EXAMPLE.sub(" ", prose.text))]


def pattern_of(words: dict[str, str]) -> re.Pattern[str]:
    """One pattern for all oblique words, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


def files_of(area: str) -> list[Path]:
    """The files of an area: Python below a folder; for the docs, their pages and the README."""
    if area == "docs":
        return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return sorted((ROOT / area).rglob("*.py"))


def counted(area: str, below: str, pattern: re.Pattern[str], places: bool) -> tuple[int, int]:
    """The oblique words and all words of an area's files whose path begins with *below*; prints where they are."""
    count = total = 0
    for path in files_of(area):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(below):
            continue
        for prose in prose_of(path, messages=area != "tests"):
            total += len(_WORD.findall(prose.text))
            found = found_in(prose, pattern)
            count += len(found)
            if places:
                for word in found:
                    print(f"{name}:{prose.line}: {word}: {prose.text.strip()}")
    return count, total


def main() -> int:
    """Print a line for each area; returns 1 if `--check` is given and an area has too many."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--places", action="store_true", help="print each word with its place")
    parser.add_argument("--check", action="store_true", help="fail above one per 1,000 words")
    parser.add_argument("--in", dest="below", default="", help="only files whose path begins with this")
    options = parser.parse_args()
    pattern = pattern_of(oblique_words())
    failed = False
    for area in AREAS:
        count, total = counted(area, options.below, pattern, options.places)
        rate = 1000 * count / total if total else 0.0
        too_many = options.check and rate > MOST
        if total and (too_many or not options.check):
            print(f"{area:12} {count:6} of {total:7} words: {rate:5.2f} per 1,000")
        failed |= too_many
    if failed:
        print(
            "More than one oblique word per 1,000: python -m benchmarks.plain_english --places",
            file=sys.stderr,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
