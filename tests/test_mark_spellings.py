"""Quotation marks that are spelt otherwise: the ways in tests/cases/mark_spellings.txt, through the command line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_stories import run
from extraction_cases import AFTER, BEFORE

FILE = Path(__file__).parent / "cases" / "mark_spellings.txt"
SAID = ("We ran out of water,", "Nobody told us about the well,", "The well isn’t deep.")
SENTENCES = (
    "<We ran out of water,> said Chief Ann Lee on Monday, when the town had been dry for a week.",
    "<Nobody told us about the well,> Lee added. <The well isn’t deep.>",
)


@dataclass(frozen=True)
class Spelling:
    """One way to spell marks."""

    name: str
    opening: str
    closing: str
    apostrophe: str

    def spelt(self, text: str) -> str:
        """A text with < and > for its marks, spelt so."""
        marks = {"<": self.opening, ">": self.closing, "’": self.apostrophe}
        return re.sub("[<>’]", lambda found: marks[found[0]], text)


def read_spellings() -> list[tuple[Spelling, str]]:
    """Each way, once for each kind of file that it is tried in."""
    found = []
    for line in FILE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            name, _, rest = line.partition(": ")
            ways, _, only = rest.partition(" | ")
            marks = [
                re.sub(r"\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), way)
                for way in ways.split(" ")
                if way
            ]
            spelling = Spelling(name, marks[0], marks[1], marks[2] if len(marks) > 2 else "’")
            found += [(spelling, kind) for kind in ([only] if only else ["text", "html"])]
    return found


def write(folder: Path, spelling: Spelling, kind: str) -> tuple[Path, str]:
    """A file with the sentences, marks spelt so; its path, and its text."""
    paragraphs = [BEFORE, *map(spelling.spelt, SENTENCES), AFTER]
    if kind == "html":
        body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        source = f"<html><head><title>Dry</title></head><body><article>\n{body}\n</article></body></html>\n"
    else:
        source = "\n\n".join(paragraphs) + "\n"
    path = folder / ("story.html" if kind == "html" else "story.txt")
    path.write_bytes(source.encode("utf-8"))
    return path, source


@pytest.mark.parametrize(
    ("spelling", "kind"), [pytest.param(s, k, id=f"{s.name} | {k}") for s, k in read_spellings()]
)
def test_quotations_are_read(tmp_path: Path, spelling: Spelling, kind: str) -> None:
    """Every quotation is found, with its speaker and the place of its words."""
    path, source = write(tmp_path, spelling, kind)

    quotes = [json.loads(line) for line in run("extract", "--format", "jsonl", str(path)).stdout.splitlines()]

    wanted = [spelling.spelt(words) for words in SAID]
    found = [(q["parts"][0]["start"], q["parts"][0]["end"], (q["speaker"] or {}).get("name")) for q in quotes]
    places = [(source.index(words), source.index(words) + len(words), "Ann Lee") for words in wanted]
    assert found == places, [source[start:end] for start, end, _ in found]
