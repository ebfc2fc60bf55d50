"""Unusual spellings of quotation marks: the cases in tests/cases/mark_spellings.txt, through the command line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

import pytest
from cli_stories import run
from extraction_cases import AFTER, BEFORE

from quotesearch.cleaning import clean
from quotesearch.model import Block, RawDocument
from quotesearch.spelling.normalising import usual_marks

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
        """A text whose marks, given as < and >, have this spelling."""
        marks = {"<": self.opening, ">": self.closing, "’": self.apostrophe}
        return re.sub("[<>’]", lambda found: marks[found[0]], text)


def read_spellings() -> list[tuple[Spelling, str]]:
    """Each spelling, once for each kind of file that it is tested in."""
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
    """Write the sentences with this spelling; returns the path and the text."""
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


SHORT = "Plans|Rain|<Nobody came.>|<No.>|Ann Lee said nothing else.|Read more|Privacy"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("â€œ", "â€\x9d"), ("&amp;quot;", "&amp;quot;"), ('\\\\"', '\\\\"'), ("‚Äú", "‚Äù")],
)
def test_the_spelling_of_marks_does_not_change_a_label(opening: str, closing: str) -> None:
    """Cleaning labels a line by its usual spelling."""
    lines = [BEFORE, *SHORT.split("|"), AFTER]

    def labels(one: str, other: str) -> list[str]:
        return [
            block.label
            for block in clean_text([line.replace("<", one).replace(">", other) for line in lines])
        ]

    assert labels(opening, closing) == labels("“", "”")


def clean_text(lines: list[str]) -> tuple[Block, ...]:
    """The blocks of a plain text."""
    text = "\n\n".join(lines)
    return clean(RawDocument("a.txt", sha256(text.encode()).hexdigest(), "utf-8", "text/plain", text)).blocks


def test_an_ellipsis_read_in_the_wrong_encoding_ends_no_line(tmp_path: Path) -> None:
    """U+0085 ends a line, but not if there are other control characters."""
    path = tmp_path / "story.txt"
    path.write_text(
        f"{BEFORE}\n\n\x93We ran\x85 and dug,\x94 said Ann Lee.\n\n{AFTER}\n", encoding="utf-8", newline=""
    )

    quote = json.loads(run("extract", "--format", "jsonl", str(path)).stdout)

    assert quote["text"] == "We ran\x85 and dug,"


def test_a_soft_break_in_quoted_printable_joins_lines(tmp_path: Path) -> None:
    """A line that ends in “=” continues in the next one, also within a name."""
    path = tmp_path / "story.txt"
    said = "=E2=80=9CWe ran out of water and dug a well in the garden,=E2=80=9D said Ann L=\nee, a =\nnurse."
    path.write_text(f"{BEFORE}\n\n{said}\n\n{AFTER}\n", encoding="utf-8")

    quote = json.loads(run("extract", "--format", "jsonl", str(path)).stdout)

    assert quote["speaker"]["name"] == "Ann Lee"


ODD = "â€œWe ran out of water,â€\x9d said Ann Lee. â€œThe well isnâ€™t deep.â€\x9d"
TOLD = "read as quotation marks: 4 garbled by wrong decoding (“ as â€œ, ” as â€U+009D)"


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_standard_error_names_files_with_unusual_marks(tmp_path: Path, command: str) -> None:
    """One line for each such file on standard error, except with -q."""
    path, plain = tmp_path / "odd.txt", tmp_path / "plain.txt"
    path.write_text(f"{BEFORE}\n\n{ODD}\n\n{AFTER}\n", encoding="utf-8")
    plain.write_text(f"{BEFORE}\n\n“The well is dry,” said Bo Roe.\n\n{AFTER}\n", encoding="utf-8")

    done = run(command, str(path), str(plain))

    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if "marks" in line] == [f"{path}: {TOLD}"]
    assert run(command, "-q", str(path), str(plain)).stderr == ""


def test_add_and_rebuild_name_a_few_files_and_count_the_others(tmp_path: Path) -> None:
    """If there are many such files, a few are named."""
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(
            f"{BEFORE}\n\nNo. {name}.\n\n{ODD}\n\n{AFTER}\n", encoding="utf-8"
        )
    index = tmp_path / "index"

    done = run("rebuild", "--index", str(index), *(str(tmp_path / f"{name}.txt") for name in "abcde"))

    assert [TOLD in line for line in done.stderr.splitlines()] == [True, True, True, False]
    assert done.stderr.splitlines()[-1] == "2 more files have such marks."
    assert "marks" not in run("add", "--index", str(index)).stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "�We ran out of water. The dogs� bowl is dry,� said Ann Lee. �No. �No,� she said.",
            "(U+FFFD) may be",
        ),
        ("The door is 5′10″ high, said Ann Lee of the Lee & Roe Company at 5″ to the door.", ""),
        ("「We ran out of water,」 said Ann Lee.", ""),
        ("Ann Leeâ€™s dog ran. It isnâ€™t hers.", ""),
        (
            "&quot;We ran,&quot; said Ann Lee. â€œNo.",
            'read as quotation marks: 2 written as markup (" as &quot;), 1 garbled',
        ),
    ],
)
def test_the_note_about_marks(tmp_path: Path, text: str, said: str) -> None:
    """Apostrophes, units, and the usual marks of other scripts are not reported; marks that cannot be read are."""
    path = tmp_path / "story.txt"
    path.write_text(f"{BEFORE}\n\n{text}\n\n{AFTER}\n", encoding="utf-8")

    told = run("clean", str(path)).stderr

    assert said in told if said else told == ""


def test_a_word_is_found_by_its_usual_spelling(tmp_path: Path) -> None:
    """A wrongly decoded word is found by its original spelling, and highlighted as printed."""
    (tmp_path / "odd.txt").write_text(f"{BEFORE}\n\n{ODD}\n\n{AFTER}\n", encoding="utf-8")
    index = str(tmp_path / "index")
    run("rebuild", "--index", index, str(tmp_path / "odd.txt"))

    hit = json.loads(run("find", "--index", index, "--format", "jsonl", "isn't").stdout)

    (start, end), *_ = hit["highlights"]
    assert hit["text"] == "The well isnâ€™t deep."
    assert hit["text"][start:end] == "isnâ€™t"


@pytest.mark.parametrize(
    "piece", ["\\", '\\"', "&amp;", "\ufffda,\ufffd ", " `a", "Ã¢â‚¬Å“", "=E2", ',,""<<']
)
def test_time_grows_with_the_length_of_a_hostile_text(piece: str) -> None:
    """A hundred thousand characters that all look unusual do not take minutes."""
    started = process_time()

    usual_marks(piece * (100_000 // len(piece)))

    assert process_time() - started < 10
