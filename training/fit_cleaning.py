"""
Fit the weights of cleaning: which units of a page are part of its story.

    python -m training.fit_cleaning text PAGES… --prose FOLDER… [--folds FOLDER]
    python -m training.fit_cleaning html PAGES… [--folds FOLDER]
    python -m training.fit_cleaning html_alone PAGES… [--folds FOLDER]

PAGES are folders with `gold.json` and `text/` or `html/` in the form that `bench/score_pages.py` scores; `--prose`
folders have plain articles without boilerplate, all of it body. `html_alone` is for pages for which trafilatura is
not used. Writes `quotesearch/weights/cleaning_KIND.json`. `--folds` also writes four models, each fitted without a
quarter of the sites, for `benchmarks.cross_fitted`.

The first pass is a logistic regression, the second boosted trees (LightGBM). The trees are fitted on results of first
passes that have not seen the page, in four folds by site. The longer a story, the lower the weight of each unit of its
page. Pages of the first folder, which are news, have more weight than guides and blogs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from quotesearch.cleaning.alignment import supported
from quotesearch.cleaning.article import read_units
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.layout import Layout, read_layout
from quotesearch.cleaning.scoring import FAR, is_far, model_of, unit_features
from quotesearch.cleaning.sections import Settled, settle
from quotesearch.cleaning.tree_features import tree_features
from quotesearch.cleaning.unit import Unit
from quotesearch.lexicons import ENGLISH
from quotesearch.model import READ_LABELS, RawDocument
from training.folds import FOLDS, fold_of, site_of
from training.logit import Vocabulary, fit_logistic

Weights = tuple[dict[str, float], list[object]]  # evidence of the first pass, and trees of the second

PENALTY = 10.0
FEWEST_PAGES = 8  # that must have a feature for it to get a weight
FEWEST_PAGES_OF_WORD = 25
WEIGHT_OF_NEWS, WEIGHT_OF_OTHERS, WEIGHT_OF_PROSE = 4.0, 1.0, 0.5  # we tried 1 to 6 times as much for news
LONGEST_WEIGHED, SHORTEST_STORY = 1500, 400  # code points
TREES = 150
GROWING = {
    "objective": "binary",
    "num_leaves": 15,
    "learning_rate": 0.06,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(slots=True)
class Page:
    """A page, the features of its units, and the fold of its site."""

    name: str
    document: RawDocument
    units: Sequence[Unit]
    labels: list[int]  # 1 body, 0 not, -1 either
    settled: Settled
    layout: Layout
    evidence: dict[int, list[str]]  # of the units that no rule has decided, near paragraphs
    fold: int
    weight: float
    headline: int | None  # the unit that the page declares as its headline

    @property
    def examples(self) -> list[int]:
        """The indices of the units to learn from."""
        return [at for at in self.evidence if self.labels[at] >= 0]

    def weights(self) -> list[float]:
        """The weight of each of them."""
        story = sum(len(unit.text) for unit, label in zip(self.units, self.labels, strict=True) if label == 1)
        share = self.weight / math.sqrt(max(story + 200, SHORTEST_STORY))
        return [share * (min(len(self.units[at].text), LONGEST_WEIGHED) + 20) for at in self.examples]


def read_pages(kind: str, folder: Path, weight: float) -> Iterator[Page]:
    """The pages of a folder, with gold labels for their units."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, page in gold.items():
        path = folder / "text" / f"{name}.txt" if kind == "text" else folder / "html" / f"{name}.html.gz"
        if not path.exists() or (kind == "text" and "lines" not in page):
            continue
        document = read_document(path)
        units, headline = read_units(document, proposed=kind == "html")
        if kind == "text":
            labels = labels_by_place(units, page["lines"])
        else:
            labels = [
                1 if share >= 0.5 else 0 for share in supported([unit.text for unit in units], page["body"])
            ]
        yield make_page(name, document, units, labels, site_of(page["url"] or name), weight, headline)


def read_prose(folder: Path) -> Iterator[Page]:
    """Plain articles, complete and as a few paragraphs: all of it is body."""
    for number, path in enumerate(sorted(folder.iterdir())):
        document = read_document(path)
        units, _ = read_units(document)
        for some in (units, units[: 1 + number % 6]):
            yield make_page(path.name, document, some, [1] * len(some), path.name, WEIGHT_OF_PROSE)


def read_document(path: Path) -> RawDocument:
    """A file of the corpora, which are in UTF-8 with few errors."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    media_type = "text/html" if ".html" in path.name else "text/plain"
    return RawDocument(str(path), "0" * 64, "utf-8", media_type, data.decode("utf-8", "replace"))


def make_page(
    name: str,
    document: RawDocument,
    units: Sequence[Unit],
    labels: list[int],
    site: str,
    weight: float,
    headline: int | None = None,
) -> Page:
    """A page with its evidence; its fold is a function of its site."""
    settled = settle(ENGLISH, units, headline=headline)
    layout = read_layout(ENGLISH, units, settled.verdicts, settled.advisers)
    near = [at for at, known in enumerate(settled.verdicts) if known is None and not is_far(layout, at)]
    evidence = {at: list(unit_features(ENGLISH, units, layout, at)) for at in near}
    return Page(name, document, units, labels, settled, layout, evidence, fold_of(site), weight, headline)


def labels_by_place(units: Sequence[Unit], lines: Sequence[Sequence[int]]) -> list[int]:
    """The label of the gold line that contains a unit."""
    labels, at = [], 0
    for unit in units:
        while at < len(lines) and lines[at][1] <= unit.start:
            at += 1
        inside = at < len(lines) and lines[at][0] < unit.end
        labels.append(lines[at][2] if inside else -1)
    return labels


def fit_first(pages: Sequence[Page]) -> dict[str, float]:
    """The weights of the evidence."""
    seen = Counter(name for page in pages for name in set(chain(*page.evidence.values())))
    names = sorted(name for name, number in seen.items() if number >= fewest_pages(name))
    vocabulary = Vocabulary({name: number for number, name in enumerate(names)})
    matrix = vocabulary.matrix([page.evidence[at] for page in pages for at in page.examples])
    weight = np.array([share for page in pages for share in page.weights()])
    weights = fit_logistic(matrix, right_of(pages), PENALTY, weight / weight.mean())
    return vocabulary.named(weights, least=0.01)


def right_of(pages: Sequence[Page]) -> np.ndarray:
    """The labels of the examples."""
    return np.array([float(page.labels[at]) for page in pages for at in page.examples])


def fewest_pages(name: str) -> int:
    """On how many pages a feature must occur: more if it is a word, which may be the topic of a few stories."""
    return FEWEST_PAGES_OF_WORD if "word “" in name else FEWEST_PAGES


def rows_of(page: Page, first: Mapping[str, float]) -> dict[int, list[float]]:
    """The features of a page's units for the second pass."""
    logits = [FAR] * len(page.units)
    for at, evidence in page.evidence.items():
        logits[at] = sum(first.get(name, 0.0) for name in evidence)
    return tree_features(ENGLISH, page.units, page.settled.verdicts, page.layout, logits)


def fit_second(pages: Sequence[Page], rows: Sequence[Mapping[int, list[float]]]) -> list[object]:
    """Trees over signals, as JSON."""
    chosen = [
        (own[at], float(page.labels[at]), weight)
        for page, own in zip(pages, rows, strict=True)
        for at, weight in zip(page.examples, page.weights(), strict=True)
        if at in own
    ]
    signals, right, weights = (np.array(column) for column in zip(*chosen, strict=True))
    data = lightgbm.Dataset(signals, right, weight=weights / weights.mean())
    booster = lightgbm.train(GROWING, data, TREES)
    return [as_lists(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def as_lists(node: dict[str, Any]) -> object:
    """A tree of LightGBM's as `quotesearch.cleaning.boosted_trees.to_tree` reads it."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    below, above = as_lists(node["left_child"]), as_lists(node["right_child"])
    return [node["split_feature"], float(f"{node['threshold']:.6g}"), below, above]


def fit_both(pages: Sequence[Page]) -> tuple[Weights, list[Weights]]:
    """The weights fitted on all pages, and for each fold the weights fitted without it."""
    firsts = [fit_first([page for page in pages if page.fold != fold]) for fold in range(FOLDS)]
    rows = [rows_of(page, firsts[page.fold]) for page in pages]
    held_out = []
    for fold in range(FOLDS):
        chosen = [index for index, page in enumerate(pages) if page.fold != fold]
        second = fit_second([pages[i] for i in chosen], [rows[i] for i in chosen])
        held_out.append((firsts[fold], second))
        print("fold", fold, len(firsts[fold]), "weights", flush=True)
    return (fit_first(pages), fit_second(pages, rows)), held_out


def character_f1(pages: Sequence[Page], folds: Sequence[Weights]) -> float:
    """The mean F1 of the characters kept; each page is judged by weights that have not seen its site."""
    models = [model_of(ENGLISH, {"first": first, "trees": second}) for first, second in folds]
    figures = []
    for page in pages:
        verdicts = label_units(ENGLISH, page.units, model=models[page.fold], headline=page.headline)
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
    """The content of the weights file, with how the weights were fitted."""
    names = " ".join(folder.name for folder in folders)
    data = {
        "command": f"python -m training.fit_cleaning {kind} (see its docstring)",
        "corpus": f"{len(pages)} pages ({sum(len(page.units) for page in pages)} units) of: {names}",
        "date": date.today().isoformat(),
        "scores": {"character F1 on the first of these, cross-fitted by site": score},
        "first": dict(sorted(weights[0].items())),
    }
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in weights[1])
    head = json.dumps(data, ensure_ascii=False, indent=0).removesuffix("\n}")
    return f'{head},\n"trees": [\n{trees}\n]\n}}\n'


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["text", "html", "html_alone"])
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--prose", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=Path, help="keep the models of the folds in this folder")
    options = parser.parse_args()
    pages: list[Page] = []
    for number, folder in enumerate(options.pages):
        weight = WEIGHT_OF_OTHERS if number else WEIGHT_OF_NEWS
        pages += read_pages(options.kind, folder, weight)
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
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        for fold, (first, second) in enumerate(held_out):
            path = options.folds / f"{options.kind}-{fold}.json"
            path.write_text(json.dumps({"first": first, "trees": second}), encoding="utf-8")


if __name__ == "__main__":
    main()
