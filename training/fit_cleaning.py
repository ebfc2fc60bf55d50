"""
Fit the weights of the cleaning room: which units of a page are part of its story.

    python -m training.fit_cleaning text PAGES… --prose FOLDER… [--score FILE]
    python -m training.fit_cleaning html PAGES… [--score FILE]

PAGES are folders with `gold.json` and `text/` or `html/` in the form that `bench/score_pages.py` scores;
`--prose` folders hold plain articles without boilerplate, all body. Writes
`quotesearch/weights/cleaning_KIND.json`. With `--score`, pages of the first folder are also labelled by
models that have not seen their site, one JSON line each, for `score_pages.py`.

Logistic regression by AdaGrad, in pure Python: weights start at 0, each step is divided by the root of the
squares so far (Duchi, Hazan and Singer 2011), and examples that are nearly right are passed over. The second
pass is fitted on what first passes that have not seen the page say of it, in four folds by site.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from quotesearch.cleaning.alignment import supported
from quotesearch.cleaning.article import read_units
from quotesearch.cleaning.evidence import read_setting
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.scoring import Model, neighbour_evidence, steps_of, unit_evidence
from quotesearch.cleaning.sections import settle
from quotesearch.cleaning.unit import Unit
from quotesearch.model import READ_LABELS, RawDocument

FOLDS = 4
EPOCHS = 6
RATE = 0.25
DECAY = 0.98  # of all weights after each epoch: what few pages show stays small
FEWEST_PAGES = 8  # that evidence must stand on to get a weight
FEWEST_PAGES_OF_WORD = 25
NEARLY_RIGHT = 0.02  # gradients below are passed over


@dataclass(slots=True)
class Page:
    """A page, what is known of its units, and the fold that its site belongs to."""

    name: str
    document: RawDocument
    units: Sequence[Unit]
    labels: list[int]  # 1 body, 0 not, -1 either
    evidence: list[list[str]]
    fold: int


Example = tuple[list[int], int, float]
Weights = tuple[dict[str, float], dict[str, float]]  # of the first and the second pass


def read_pages(kind: str, folder: Path) -> Iterator[Page]:
    """The pages of a folder with gold labels for their units."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, page in gold.items():
        path = folder / kind / (f"{name}.txt" if kind == "text" else f"{name}.html.gz")
        if not path.exists() or (kind == "text" and "lines" not in page):
            continue
        document = read_document(path)
        units = read_units(document)
        if kind == "text":
            labels = labels_by_place(units, page["lines"])
        else:
            labels = [
                1 if share >= 0.5 else 0 for share in supported([unit.text for unit in units], page["body"])
            ]
        yield make_page(name, document, units, labels, site_of(page["url"] or name))


def read_prose(folder: Path) -> Iterator[Page]:
    """Plain articles, whole and a few paragraphs of them: all of it is body."""
    for number, path in enumerate(sorted(folder.iterdir())):
        document = read_document(path)
        units = read_units(document)
        for some in (units, units[: 1 + number % 6]):
            yield make_page(path.name, document, some, [1] * len(some), path.name)


def read_document(path: Path) -> RawDocument:
    """A file of the corpora; they are UTF-8 or nearly so."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    media_type = "text/html" if ".html" in path.name else "text/plain"
    return RawDocument(str(path), "0" * 64, "utf-8", media_type, data.decode("utf-8", "replace"))


def make_page(name: str, document: RawDocument, units: Sequence[Unit], labels: list[int], site: str) -> Page:
    """A page with its evidence; its fold is a function of its site."""
    setting = read_setting(units, settle(units))
    evidence = [list(unit_evidence(units, setting, index)) for index in range(len(units))]
    return Page(name, document, units, labels, evidence, zlib.crc32(site.encode()) % FOLDS)


def site_of(url: str) -> str:
    """The registered name in a URL, roughly: the last two parts of its host."""
    return ".".join((urlsplit(url).hostname or url).split(".")[-2:])


def labels_by_place(units: Sequence[Unit], lines: Sequence[Sequence[int]]) -> list[int]:
    """The label of the gold line that a unit lies in."""
    labels, at = [], 0
    for unit in units:
        while at < len(lines) and lines[at][1] <= unit.start:
            at += 1
        inside = at < len(lines) and lines[at][0] < unit.end
        labels.append(lines[at][2] if inside else -1)
    return labels


def fit(pages: Sequence[Page], evidence: Sequence[Sequence[Sequence[str]]]) -> dict[str, float]:
    """Weights of the evidence (one sequence of names for each unit of each page)."""
    seen = Counter(name for page in evidence for name in {name for unit in page for name in unit})
    names = [name for name, number in seen.items() if number >= fewest_pages(name)]
    numbers = {name: number for number, name in enumerate(names)}
    examples: list[Example] = []
    for page, units in zip(pages, evidence, strict=True):
        for unit, label, found in zip(page.units, page.labels, units, strict=True):
            if label >= 0:
                ids = [numbers[name] for name in found if name in numbers]
                examples.append((ids, label, 0.3 + min(len(unit.text), 450) / 150))
    weights, squares = [0.0] * len(names), [1e-3] * len(names)
    shuffled = random.Random(20261122)  # noqa: S311  the same weights on every run
    for _ in range(EPOCHS):
        shuffled.shuffle(examples)
        for ids, label, weight in examples:
            logit = sum(weights[i] for i in ids)
            step = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))) - label
            if abs(step) < NEARLY_RIGHT:
                continue
            step *= weight
            for i in ids:
                squares[i] += step * step
                weights[i] -= RATE * step / math.sqrt(squares[i])
        weights = [weight * DECAY for weight in weights]
    return {name: round(weights[i], 3) for name, i in numbers.items() if abs(weights[i]) >= 0.02}


def fewest_pages(name: str) -> int:
    """On how many pages evidence must stand: more if it is a word, which may be a few stories' topic."""
    return FEWEST_PAGES_OF_WORD if "word “" in name else FEWEST_PAGES


def fit_both(pages: Sequence[Page]) -> tuple[Weights, list[Model]]:
    """The weights fitted on all pages, and a model for each fold that has not seen it."""
    firsts = []
    for fold in range(FOLDS):
        others = [page for page in pages if page.fold != fold]
        firsts.append(fit(others, [page.evidence for page in others]))
    richer = [with_neighbours(page, firsts[page.fold]) for page in pages]
    held_out = []
    for fold in range(FOLDS):
        chosen = [index for index, page in enumerate(pages) if page.fold != fold]
        second = fit([pages[i] for i in chosen], [richer[i] for i in chosen])
        held_out.append(Model(firsts[fold], second))
        print("fold", fold, len(firsts[fold]), len(second), flush=True)
    return (fit(pages, [page.evidence for page in pages]), fit(pages, richer)), held_out


def with_neighbours(page: Page, first: dict[str, float]) -> list[list[str]]:
    """The evidence of a page's units for the second pass."""
    likely = [
        1 / (1 + math.exp(-max(-30.0, min(30.0, sum(first.get(name, 0.0) for name in found)))))
        for found in page.evidence
    ]
    setting = read_setting(page.units, settle(page.units))
    steps = steps_of(likely)
    return [
        [*found, *chain(*neighbour_evidence(likely, steps, setting.kinds[i], i))]
        for i, found in enumerate(page.evidence)
    ]


def scored_line(page: Page, model: Model) -> str:
    """A page as `quotesearch clean --format jsonl` prints it, labelled by *model*."""
    verdicts = label_units(page.units, model=model)
    blocks = [
        {"start": unit.start, "end": unit.end, "label": verdict.label}
        for unit, verdict in zip(page.units, verdicts, strict=True)
    ]
    text = "\n\n".join(
        unit.text for unit, verdict in zip(page.units, verdicts, strict=True) if verdict.label in READ_LABELS
    )
    return json.dumps({"path": page.document.path, "text": text, "blocks": blocks})


def character_f1(pages: Sequence[Page], models: Sequence[Model]) -> float:
    """The F1 of the characters kept, averaged over pages, each by a model that has not seen its site."""
    figures = []
    for page in pages:
        verdicts = label_units(page.units, model=models[page.fold])
        right = wrong = lost = 0
        for unit, label, verdict in zip(page.units, page.labels, verdicts, strict=True):
            kept = verdict.label in READ_LABELS
            right += len(unit.text) * (kept and label == 1)
            wrong += len(unit.text) * (kept and label == 0)
            lost += len(unit.text) * (not kept and label == 1)
        figures.append(2 * right / (2 * right + wrong + lost) if right + wrong + lost else 1.0)
    return round(sum(figures) / len(figures), 4)


def weights_file(
    kind: str, folders: Iterable[Path], pages: Sequence[Page], weights: Weights, score: float
) -> str:
    """The weights with what made them."""
    names = " ".join(folder.name for folder in folders)
    data = {
        "command": f"python -m training.fit_cleaning {kind} (see its docstring)",
        "corpus": f"{len(pages)} pages ({sum(len(page.units) for page in pages)} units) of: {names}",
        "date": date.today().isoformat(),
        "scores": {"character F1 on the first of these, cross-fitted by site": score},
        "first": dict(sorted(weights[0].items())),
        "second": dict(sorted(weights[1].items())),
    }
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def main() -> None:
    """Fit, write the weights, and label the first folder's pages by models that have not seen their sites."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["text", "html"])
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--prose", type=Path, nargs="*", default=[])
    parser.add_argument("--score", type=Path)
    options = parser.parse_args()
    pages = [page for folder in options.pages for page in read_pages(options.kind, folder)]
    own = len([page for page in pages if Path(page.document.path).is_relative_to(options.pages[0])])
    pages += [page for folder in options.prose for page in read_prose(folder)]
    print(len(pages), "pages", sum(len(page.units) for page in pages), "units", flush=True)
    weights, held_out = fit_both(pages)
    target = Path(__file__).parent.parent / "quotesearch" / "weights" / f"cleaning_{options.kind}.json"
    score = character_f1(pages[:own], held_out)
    folders = [*options.pages, *options.prose]
    target.write_text(
        weights_file(options.kind, folders, pages, weights, score), encoding="utf-8", newline="\n"
    )
    if options.score:
        lines = [scored_line(page, held_out[page.fold]) for page in pages[:own]]
        options.score.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
