"""The lines that are kept, given the model's score of each: tests/cases/cleaning/scores.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

import pytest
from cleaning_cases import FOLDER

from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.markup import read_markup
from quotesearch.cleaning.plain import read_plain
from quotesearch.cleaning.scoring import Score
from quotesearch.cleaning.sections import Settled
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import ENGLISH
from quotesearch.model import READ_LABELS

LINE = re.compile(r"(?P<wanted>[a-z]+)(?:: | (?P<probability>\d\.\d+) )(?P<words>.+)")
TITLES = [
    f"{what} of the {where}, and what became of them"
    for what in ("Towers", "Gardens", "Markets", "Painters")
    for where in ("coast", "valley", "islands")
]


class Said(Score):
    """The score that a case gives, without evidence."""

    @property
    def for_it(self) -> str:
        return "the case says so"

    against_it = for_it


class Fixed:
    """A model that returns the scores of a case."""

    def __init__(self, said: Mapping[str, float]) -> None:
        self.said = said
        self.settled: list[str] = []

    def score(self, units: Sequence[Unit], found: Settled) -> dict[int, Score]:
        self.settled = [unit.text for unit, v in zip(units, found.verdicts, strict=True) if v is not None]
        return {
            at: Said(self.said.get(unit.text, 0.0), ())
            for at, unit in enumerate(units)
            if found.verdicts[at] is None
        }


def cases() -> Iterator[object]:
    """The cases of the file: a title, and its lines."""
    text = (FOLDER / "scores.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    parts = "\n".join(lines).removesuffix("\n.").split("\n.\n")
    assert len(parts) % 2 == 0, "scores.txt: each title and each text is ended by a line with a full stop"
    for title, passage in zip(parts[::2], parts[1::2], strict=True):
        yield pytest.param(passage.splitlines(), id=title)


@pytest.mark.parametrize("lines", list(cases()))
def test_lines_are_kept_by_their_scores(lines):
    is_text = lines[0] == "form: text"
    found = [LINE.fullmatch(line) for line in lines[is_text:]]
    assert all(found), "scores.txt: a line is `keep 0.90 words` or `byline: words`"
    texts = [one["words"] for one in found] + TITLES
    units = read_plain(ENGLISH, "\n\n".join(texts)) if is_text else read_markup(ENGLISH, page(texts)).units
    model = Fixed({one["words"]: float(one["probability"]) for one in found if one["probability"]})

    labels = [verdict.label for verdict in label_units(ENGLISH, units, model=model)]

    assert [unit.text for unit in units] == texts
    assert model.settled == [one["words"] for one in found if not one["probability"]]
    assert [
        f"{as_asked(label, one['wanted'])} {one['words']}" for label, one in zip(labels, found, strict=False)
    ] == [f"{one['wanted']} {one['words']}" for one in found]


def as_asked(label: str, wanted: str) -> str:
    """A label, or only whether the line is kept if the case asks no more."""
    return ("keep" if label in READ_LABELS else "cut") if wanted in {"keep", "cut"} else label


def page(texts: Sequence[str]) -> str:
    """A page with a paragraph for each line."""
    return "<html><body>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</body></html>"
