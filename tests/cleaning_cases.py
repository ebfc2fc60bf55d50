"""Reads the cases in tests/cases/cleaning: a title, the text, and a line “label: text” for each block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quotesearch.acquisition import articles_of
from quotesearch.cleaning import clean
from quotesearch.model import Article, RawDocument

FOLDER = Path(__file__).parent / "cases" / "cleaning"


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    source: str
    blocks: tuple[str, ...]  # "label: text", in the order of the source
    facts: tuple[str, ...]  # "headline = …": the expected metadata
    expected: tuple[str, ...] = ()  # all lines, unchanged


def cases(name: str) -> Iterator[Case]:
    """The cases of a file, which are separated by lines with only a full stop."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == ".":
            parts.append([])
        elif not (line.startswith("# ") and len(parts) % 3 == 1):
            parts[-1].append(line)
    for title, source, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        told = [line for line in expected if line.strip()]
        yield Case(
            title=" ".join(title).strip(),
            source="\n".join(source) + "\n",
            blocks=tuple(line for line in told if not line.startswith("= ")),
            facts=tuple(line.removeprefix("= ") for line in told if line.startswith("= ")),
            expected=tuple(told),
        )


def articles(source: str) -> list[Article]:
    """The articles of a file, cleaned."""
    file = RawDocument("case", "0" * 64, "utf-8", "text/plain", source)
    return [clean(document) for document in articles_of(file)]


def article(source: str, media_type: str = "text/plain") -> Article:
    return clean(RawDocument("case", "0" * 64, "utf-8", media_type, source))


def facts(cleaned: Article) -> dict[str, object]:
    """The metadata of an article, in the form of the cases."""
    found = {
        "headline": cleaned.headline,
        "byline": cleaned.byline,
        "published": cleaned.published,
        "outlet": cleaned.outlet,
        "url": cleaned.url,
    }
    values = {name: value.value if value else "none" for name, value in found.items()}
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
