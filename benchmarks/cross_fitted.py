"""
Quality of cleaning on sites that the models have not seen, compared with trafilatura.

    python -m training.fit_cleaning html PAGES… --folds FOLDER          (and html_alone, and text)
    python -m benchmarks.cross_fitted FOLDER [--kind html|text]

Each page is labelled by the models of its site's fold, which learned only from other sites. The models in the package
learned from all pages, so their figures on these pages would be too good. Rules, thresholds and recurring lines are
those of the program. The sets are the news pages of `../shared/pages` whose gold is complete, those of them whose sites
are held (`training.split`), and the guides and blogs of `../shared/pages-more`. Figures, and the difference from
trafilatura, have a 95 % interval: bootstrap over pages, with a fixed seed. HTML: F1 of the mean precision and the mean
recall of shingles of four words, as in `bench/score_pages.py`; text: mean character F1, quotations kept and leaked.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring import SHARED, scorer
from quotesearch.acquisition import read_document
from quotesearch.cleaning import RepeatedLines, count_lines
from quotesearch.cleaning.article import read_units
from quotesearch.cleaning.labelling import label_units
from quotesearch.cleaning.scoring import Model, model_of
from quotesearch.lexicons import ENGLISH
from quotesearch.model import READ_LABELS, RawDocument
from training.folds import FOLDS, fold_of, site_of
from training.split import FIRST_PAGES

SETS: Final = ("pages", "pages-more")
RESAMPLES: Final = 1_000
SEED: Final = 20_261_127


@dataclass(frozen=True, slots=True)
class Result:
    """The result for a page."""

    precision: float
    recall: float
    f1: float
    blocks: Sequence[Mapping[str, Any]] = ()  # text: as `quotesearch clean` prints them


Key = tuple[str, str]  # the set, and the name of the page
Results = dict[Key, Result]
Figure = Callable[[Sequence[Result]], float]


# The results of the cleaners --------------------------------------------------------------


def by_folds(kind: str, folder: Path) -> Results:
    """The text that our cleaner keeps of each page, labelled by models that have not seen its site."""
    models = [
        model_of(ENGLISH, json.loads((folder / f"{kind}-{fold}.json").read_text())) for fold in range(FOLDS)
    ]
    alone: list[Model | None] = [None] * FOLDS
    if kind == "html":
        alone = [
            model_of(ENGLISH, json.loads((folder / f"html_alone-{fold}.json").read_text()))
            for fold in range(FOLDS)
        ]
    results: Results = {}
    for name in SETS:
        gold, documents = gold_and_documents(kind, name)
        repeated = count_lines(documents.values()) if name == SETS[0] else RepeatedLines()
        for page, document in documents.items():
            fold = fold_of(site_of(gold[page]["url"] or page))
            text, blocks = cleaned(document, repeated, models[fold], alone[fold])
            results[name, page] = judge(kind, gold[page], document, text, blocks)
    return results


def cleaned(
    document: RawDocument, repeated: RepeatedLines, model: Model, alone: Model | None
) -> tuple[str, list[dict[str, Any]]]:
    """The text and the blocks of a document, labelled by these models."""
    units, headline = read_units(document, proposed=False)
    verdicts = label_units(
        ENGLISH,
        units,
        repeated,
        model=model,
        headline=headline,
        propose=(lambda: read_units(document)[0]) if alone else None,
        alone=alone,
    )
    pairs = list(zip(units, verdicts, strict=True))
    text = "\n\n".join(unit.text for unit, verdict in pairs if verdict.label in READ_LABELS)
    blocks = [{"start": unit.start, "end": unit.end, "label": verdict.label} for unit, verdict in pairs]
    return text, blocks


def by_trafilatura(precise: bool) -> Results:
    """The text that trafilatura keeps of each page."""
    import trafilatura

    results: Results = {}
    for name in SETS:
        gold, documents = gold_and_documents("html", name)
        for page, document in documents.items():
            text = trafilatura.extract(document.source, favor_precision=precise, include_comments=False)
            results[name, page] = judge("html", gold[page], document, text or "", [])
    return results


def gold_and_documents(kind: str, name: str) -> tuple[dict[str, Any], dict[str, RawDocument]]:
    """The gold and the files of a set, by page."""
    gold = json.loads((SHARED / name / "gold.json").read_text(encoding="utf-8"))
    ending = "html.gz" if kind == "html" else "txt"
    paths = {page: SHARED / name / kind / f"{page}.{ending}" for page in gold}
    wanted = {
        p: path for p, path in paths.items() if path.exists() and (kind == "html" or "lines" in gold[p])
    }
    return gold, {page: read_document(path) for page, path in wanted.items()}


def judge(
    kind: str, gold: Mapping[str, Any], document: RawDocument, text: str, blocks: list[dict[str, Any]]
) -> Result:
    """Score a page with the program of the shared folder."""
    program = _program()
    if kind == "html":
        want, have = program.shingles(gold["body"]), program.shingles(text)
        both, found, there = (sum(counts.values()) for counts in (want & have, have, want))
        precision = both / found if found else float(not there)
        recall = both / there if there else 1.0
        whole = precision + recall
        return Result(precision, recall, 2 * precision * recall / whole if whole else 0.0)
    page = Path(document.path).stem
    figures = program.lines({page: gold}, {page: {"blocks": blocks}}, Path(document.path).parent, [page])
    return Result(0.0, 0.0, figures["char F1 (mean of pages)"], blocks)


@cache
def _program() -> Any:
    return scorer("score_pages.py")


# Figures ------------------------------------------------------------------------------------------


def parts(keys: Sequence[Key]) -> dict[str, list[Key]]:
    """The sets for which figures are printed."""
    gold = json.loads((SHARED / SETS[0] / "gold.json").read_text(encoding="utf-8"))
    first = json.loads((SHARED / SETS[0] / FIRST_PAGES).read_text(encoding="utf-8"))
    read = {gold[page]["site"] for page in first}
    news = [key for key in keys if key[0] == SETS[0]]
    sound = [key for key in news if not gold[key[1]].get("suspect")]
    return {
        "news": sound,
        "news, unread sites": [key for key in sound if gold[key[1]]["site"] not in read],
        "guides and blogs": [key for key in keys if key[0] == SETS[1]],
    }


def f1_of_means(results: Sequence[Result]) -> float:
    """
    The F1 of the mean precision and the mean recall.

    >>> f1_of_means([Result(1.0, 1.0, 1.0), Result(0.5, 1.0, 0.67)])
    0.8571428571428571
    """
    precision = sum(one.precision for one in results) / len(results)
    recall = sum(one.recall for one in results) / len(results)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_f1(results: Sequence[Result]) -> float:
    """The mean of the pages' F1."""
    return sum(one.f1 for one in results) / len(results)


def interval(figure: Callable[[Sequence[int]], float], size: int) -> tuple[float, float]:
    """The 95 % interval of a figure over pages, which is computed from their numbers."""
    chance = random.Random(SEED)  # noqa: S311
    drawn = sorted(figure(chance.choices(range(size), k=size)) for _ in range(RESAMPLES))
    cut = RESAMPLES * 25 // 1000
    return drawn[cut], drawn[-1 - cut]


def rows(
    figure: Figure, name: str, ours: Sequence[Result], others: Mapping[str, Sequence[Result]]
) -> Iterator[str]:
    """The rows of a set."""
    for cleaner, results in {"quotesearch": ours, **others}.items():

        def value(some: Sequence[int], own: Sequence[Result] = results) -> float:
            return figure([own[at] for at in some])

        def lead(some: Sequence[int], own: Sequence[Result] = results) -> float:
            return figure([ours[at] for at in some]) - figure([own[at] for at in some])

        low, high = interval(value, len(results))
        line = f"| {name} ({len(results)}) | {cleaner} | {figure(results):.4f} ({low:.3f}–{high:.3f}) |"
        if results is ours:
            yield f"{line} |"
            continue
        low, high = interval(lead, len(results))
        yield f"{line} {figure(ours) - figure(results):+.4f} ({low:+.4f} to {high:+.4f}) |"


def quotations(keys: Sequence[Key], results: Sequence[Result]) -> str:
    """The row of the quotations that are kept and leaked on texts."""
    folder = SHARED / keys[0][0]
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    pages = [page for _, page in keys]
    got = {page: {"blocks": result.blocks} for page, result in zip(pages, results, strict=True)}
    figures = _program().lines(gold, got, folder / "text", pages)
    return f"| | quotations kept {figures['quote recall']:.4f}, leaked {figures['quote leak']:.4f} | | |"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cross_fitted",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folds", type=Path, help="the folder that training.fit_cleaning --folds wrote")
    parser.add_argument("--kind", choices=["html", "text"], help="only pages, or only texts")
    asked = parser.parse_args(argv)
    if not (SHARED / SETS[0] / "gold.json").exists():
        print(f"Error: the pages were not found (looked for {SHARED / SETS[0]})", file=sys.stderr)
        return 2
    for kind in [asked.kind] if asked.kind else ["html", "text"]:
        if not (asked.folds / f"{kind}-0.json").exists():
            print(f"Error: {asked.folds} has no {kind}-0.json; see --help", file=sys.stderr)
            return 2
        ours = by_folds(kind, asked.folds)
        others: dict[str, Results] = {}
        if kind == "html":
            others = {"trafilatura, precision": by_trafilatura(True), "trafilatura": by_trafilatura(False)}
        print(f"| {kind} | cleaner | F1 (95 %) | quotesearch is ahead by |\n|---|---|---|---|")
        for name, keys in parts(list(ours)).items():
            own = [ours[key] for key in keys]
            figure = f1_of_means if kind == "html" else mean_f1
            print(
                "\n".join(
                    rows(figure, name, own, {who: [them[k] for k in keys] for who, them in others.items()})
                )
            )
            if kind == "text":
                print(quotations(keys, own))
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
