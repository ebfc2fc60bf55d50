"""An extractor for tests of the index, and functions that read the index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from made_up import texts

from quotesearch.indexing import open_index
from quotesearch.indexing.storage.durable_files import checksum
from quotesearch.model import (
    ArticleCard,
    Extraction,
    Failure,
    Passage,
    Query,
    Quote,
    RawDocument,
    Speaker,
    Word,
)


@dataclass
class LinesSaid:
    """An extractor for tests: each line `NAME: WORDS` is a quote, and a file can say that it is not an article."""

    fingerprint: str = "rules 1"
    line_counts: list[tuple[int, str | None]] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    stop_at: str = ""

    def count_lines(self, documents: Iterable[RawDocument], kept: str | None) -> str:
        count = sum(1 for _ in documents)
        self.line_counts.append((count, kept))
        return f"{count} documents"

    def would_relabel(self, known: Sequence[str], new: Sequence[str]) -> int:
        return 0

    def extract(self, documents: Iterable[RawDocument], line_counts: str) -> Iterator[Extraction | Failure]:
        self.given.append(line_counts)
        for document in documents:
            if self.stop_at and self.stop_at in document.source:
                raise KeyboardInterrupt
            yield (
                Failure(document.path, "is no article")
                if "no article" in document.source
                else _extract(document)
            )


def _extract(document: RawDocument) -> Extraction:
    sidecar = document.sidecar
    card = ArticleCard(
        sha256(document.sha256.encode()).hexdigest()[:12], document.path, document.sha256, document.encoding,
        sidecar.headline if sidecar else None, (), sidecar.published if sidecar else None,
    )  # fmt: skip
    quotes = []
    for line in re.finditer(r"(?m)^([\w ]+): (.+)$", document.source):
        passage = Passage(line.start(2), line.end(2), line[2])
        speaker = Speaker(
            line[1], line[1].lower(), "person", None, Passage(line.start(1), line.end(1), line[1])
        )
        identity = f"{card.id}{line.start(2):04x}"
        quotes.append(Quote(identity, card.id, line[2], "full", (passage,), speaker, None, "line", 0.9))
    return Extraction(card, tuple(quotes))


def said(index: Path, word: str | None = None) -> list[str]:
    """All quotes, or all quotes with a word."""
    engine = open_index(index)
    try:
        return sorted(texts(engine.search(Query(Word(word) if word else None))))
    finally:
        engine.close()


def counts(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("added", "changed", "removed", "unchanged"))


def numbers(index: Path) -> list[str]:
    return sorted(path.name for path in (index / "generations").iterdir())


def rewrite(index: Path, path: Path, content: str) -> None:
    """Change a file of a generation, and its checksum in the manifest."""
    path.write_text(content)
    manifest = path.parent / "manifest.json"
    described = json.loads(manifest.read_text())
    described["files"][path.name] = [path.stat().st_size, checksum(path)]
    manifest.write_text(json.dumps(described))
    pointer = index / "current.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"manifest": checksum(manifest)}))
