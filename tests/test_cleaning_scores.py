"""Which lines are kept, by what the model says of each: tests/cases/cleaning/scores.txt, written for people."""

from __future__ import annotations

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
from quotesearch.model import READ_LABELS

TITLES = [
    f"{what} of the {where}, and what became of them"
    for what in ("Towers", "Gardens", "Markets", "Painters")
    for where in ("coast", "valley", "islands")
]


class Said(Score):
    """What the case says, which has no evidence of its own."""

    @property
    def for_it(self) -> str:
        return "the case says so"

    against_it = for_it


class Told:
    """A model that says of each line what the case says."""

    def __init__(self, told: Mapping[str, float]) -> None:
        self.told = told
        self.settled: list[str] = []

    def score(self, units: Sequence[Unit], found: Settled) -> dict[int, Score]:
        self.settled = [unit.text for unit, v in zip(units, found.verdicts, strict=True) if v is not None]
        return {
            at: Said(self.told.get(unit.text, 0.0), ())
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
def test_lines_are_kept_by_what_the_model_says_of_them(lines):
    is_text = lines[0] == "form: text"
    lines = lines[is_text:]
    scored = [line.split(" ", 2) for line in lines if line.startswith(("keep ", "cut "))]
    texts = [line.split(" ", 2)[2] if line.startswith(("keep ", "cut ")) else line for line in lines]
    texts = [text.removeprefix("byline: ") for text in texts] + TITLES
    units = read_plain("\n\n".join(texts)) if is_text else read_markup(page(texts)).units
    model = Told({text: float(probability) for _, probability, text in scored})

    verdicts = label_units(units, model=model)

    kept = {unit.text for unit, v in zip(units, verdicts, strict=True) if v.label in READ_LABELS}
    assert [unit.text for unit in units] == texts
    assert model.settled == [line.removeprefix("byline: ") for line in lines if line.startswith("byline: ")]
    assert [("keep" if text in kept else "cut", text) for _, _, text in scored] == [
        (wanted, text) for wanted, _, text in scored
    ]


def page(texts: Sequence[str]) -> str:
    """A page with a paragraph for each line."""
    return "<html><body>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</body></html>"
