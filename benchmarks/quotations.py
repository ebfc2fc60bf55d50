"""
The corpora with known speakers, measured with every guess and at the default thresholds.

The texts of the held parts (see `training.split`) are never shown; their mistakes are only counted. The main figures
of each corpus also have a mean over articles and an interval.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Final

from benchmarks.scoring import (
    SHARED,
    Corpus,
    Mistake,
    Scores,
    ScoringError,
    fields_of,
    flat,
    no_labels,
    quotesearch,
    score_with,
    scorer,
)
from benchmarks.spread import Spread, spread
from quotesearch.model import thresholds_of
from training.split import HELD, READ, pages_of, part_of_document

POLNEAR: Final = SHARED / "polnear"
PAGES: Final = SHARED / "pages"
FAULTS: Final = SHARED / "faults" / "inputs.json"
RIGHT: Final = "right full name, of all"
NOT_RIGHT: Final = "wrong or incomplete, of answered"
SAME: Final = 0.8  # share of the words of the longer one

Quotes = dict[str, list[dict[str, Any]]]  # document → its quotes as `extract --format jsonl` prints them


@cache
def _guesses(*documents: Path) -> str:
    """The quotes of documents as JSON lines, each with its best guess; computed once per run."""
    return quotesearch("extract", "--format", "jsonl", "--min-confidence", "0", *map(str, documents))


def shown(lines: str) -> str:
    r"""
    Quotes as JSON lines at the default thresholds: below them, the speaker is removed as by `Quote.at`.

    >>> shown('{"confidence": 0.1, "speaker": {"name": "Ann Lee", "type": "person"}}')
    '{"confidence": 0.1, "speaker": null}\n'
    """
    quotes = [json.loads(line) for line in lines.splitlines()]
    for quote in quotes:
        if quote["speaker"] and quote["confidence"] < thresholds_of(quote["speaker"]["type"]).probable:
            quote["speaker"] = None
    return "".join(json.dumps(quote) + "\n" for quote in quotes)


def _extract(documents: Sequence[Path], guesses: bool) -> str:
    """The quotes of documents as JSON lines, with every guess or at the default thresholds."""
    lines = _guesses(*documents)
    return lines if guesses else shown(lines)


def by_document(lines: str) -> Quotes:
    """Quotes by the name of their file."""
    found: Quotes = defaultdict(list)
    for line in lines.splitlines():
        quote = json.loads(line)
        found[PurePath(quote["article"]["path"]).name].append(quote)
    return found


def spreads(right: Sequence[tuple[int, int]], bad: Sequence[tuple[int, int]]) -> tuple[Spread, ...]:
    """The two main figures from the counts of each article."""
    return spread(RIGHT, right), spread(NOT_RIGHT, bad)


# PolNeAR ------------------------------------------------------------------------------------------


@cache
def polnear_gold(split: str) -> dict[str, Any]:
    """The gold of dev, or of train without its read part."""
    gold = json.loads((POLNEAR / f"{split}.json").read_text(encoding="utf-8"))
    return {name: its for name, its in gold.items() if split == "dev" or part_of_document(name) == HELD}


def score_polnear(split: str, lines: str) -> Scores:
    """
    The scores of quotes on PolNeAR.

    Args:
        split: dev, or train for its held part.
        lines: the quotes as JSON lines.
    """
    program = scorer("score_quotes.py")
    names = json.loads((POLNEAR / f"{split}.names.json").read_text(encoding="utf-8"))
    quotes = by_document(lines)
    counts: list[Counter[tuple[str, str]]] = []
    mistakes: list[Mistake] = []
    for name, gold in polnear_gold(split).items():
        texts = {name: (POLNEAR / split / name).open(encoding="utf-8", newline="").read()}
        n, errors = program.score({name: gold}, texts, quotes, names)
        counts.append(n)
        for error in errors:
            verdict, *rest = (str(value).replace("\n", " ").replace("\t", " ") for value in error)
            mistakes.append(Mistake(_verdict(verdict, rest[-1]), *rest))
    figures = program.report(sum(counts, Counter()))
    right = [(n["all", "right name"], n["all", "persons"]) for n in counts]
    bad = [(n["all", "wrong"] + n["all", "incomplete"], n["all", "answered"]) for n in counts]
    return Scores(dict(flat(figures)), tuple(mistakes), spreads(right, bad))


def _verdict(verdict: str, said: str) -> str:
    """The verdict; score_quotes.py lists a quote without a speaker as wrong, but it is unanswered."""
    return "unanswered" if verdict == "wrong" and said.startswith("None ") else verdict


def _measure_polnear(split: str, guesses: bool) -> Callable[[Path], Scores]:
    def measure(_: Path) -> Scores:
        documents = [POLNEAR / split / name for name in polnear_gold(split)]
        return score_polnear(split, _extract(documents, guesses))

    return measure


def _label_polnear() -> Iterator[tuple[str, str]]:
    for name, gold in polnear_gold("dev").items():
        text = (POLNEAR / "dev" / name).open(encoding="utf-8", newline="").read()
        for segment in gold["segments"]:
            yield name, text[segment["start"] : segment["end"]].replace("\n", " ").replace("\t", " ")


# News pages ---------------------------------------------------------------------------------------


@cache
def page_rows(part: str) -> dict[str, list[dict[str, Any]]]:
    """The gold of the pages of the held part, or of the first measured pages of the read part."""
    if part == HELD:
        return pages_of(PAGES, HELD)
    rows: dict[str, list[dict[str, Any]]] = json.loads((PAGES / "quotes.json").read_text(encoding="utf-8"))
    return rows


def score_pages(part: str, lines: str, folder: Path) -> Scores:
    """
    The scores of quotes on news pages.

    Args:
        part: READ or HELD.
        lines: the quotes as JSON lines.
        folder: for temporary files.
    """
    rows = page_rows(part)
    gold, quotes, errors = folder / "gold.json", folder / "quotes.jsonl", folder / "errors.tsv"
    gold.write_text(json.dumps(rows), encoding="utf-8")
    quotes.write_text(lines, encoding="utf-8")
    figures = dict(flat(score_with("score_web.py", PAGES / "gold.json", gold, quotes, "--errors", errors)))
    mistakes = tuple(Mistake(verdict, page, *rest) for page, verdict, *rest in fields_of(errors))
    right, bad = counts_of_pages(rows, mistakes)
    found = spreads(right, bad)
    if abs(found[0].value - figures["all right of all"]) > 0.1:
        raise ScoringError(
            f"the counts of single pages give {found[0].value:.1f}, not {figures['all right of all']}"
        )
    return Scores(figures, mistakes, found)


def counts_of_pages(
    rows: dict[str, list[dict[str, Any]]], mistakes: Sequence[Mistake]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """
    For each page, the right names and all names, and the wrong names and all answered.

    Args:
        rows: the gold.
        mistakes: the list of the scorer, which has no counts for single pages.

    >>> row = {"label": "quote", "type": "person"}
    >>> counts_of_pages(
    ...     {"a": [row, row, row]},
    ...     [Mistake("wrong", "a", "", "Ann Lee"), Mistake("missed", "a", "", "Bo Roe")],
    ... )
    ([(1, 3)], [(1, 2)])
    """
    found = Counter((m.document, m.verdict) for m in mistakes if m.wanted not in {"", "None"})
    right, bad = [], []
    for page, its in rows.items():
        known = sum(row["label"] == "quote" and row["type"] != "unknown" for row in its)
        wrong = found[page, "wrong"] + found[page, "incomplete"]
        answered = known - found[page, "missed"] - found[page, "unanswered"]
        right.append((answered - wrong, known))
        bad.append((wrong, answered))
    return right, bad


def _measure_pages(part: str, guesses: bool) -> Callable[[Path], Scores]:
    def measure(folder: Path) -> Scores:
        return score_pages(part, _extract([PAGES / "html"], guesses), folder)

    return measure


def _label_pages() -> Iterator[tuple[str, str]]:
    """Labels in the form of score_web.py's errors: words only, lower case, the first sixty characters."""
    bodies = json.loads((PAGES / "gold.json").read_text(encoding="utf-8"))
    for page, segments in page_rows(READ).items():
        for segment in segments:
            text = bodies[page]["body"][segment["start"] : segment["end"]]
            yield page, " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "'")))[:60]


# Faults -------------------------------------------------------------------------------------------


def _measure_faults(folder: Path) -> Scores:
    """
    How many inputs have no mistake, and how many quotations get a wrong name, at the default thresholds.

    All inputs begin and end with the same two paragraphs. Read as one collection, these recur in every file and are
    cut. Read file by file, like the only article of a user, they are not cut. Both are measured.
    """
    inputs = json.loads(FAULTS.read_text(encoding="utf-8"))
    files = []
    for fault in inputs:
        kind = "html" if "html" in fault else "text"
        files.append(folder / f"{fault['id']}.{kind.replace('text', 'txt')}")
        files[-1].write_text(fault[kind], encoding="utf-8")
    alone = _faults_in(inputs, shown("".join(map(_guesses, files))))
    together = _faults_in(inputs, shown(_guesses(folder)))
    figures = _figures_of_faults(inputs, together)
    figures |= {
        f"each read alone: {figure}": its for figure, its in _figures_of_faults(inputs, alone).items()
    }
    return Scores(figures, tuple(together))


def _faults_in(inputs: Sequence[dict[str, Any]], lines: str) -> list[Mistake]:
    """The mistakes in the quotes of the inputs, which are JSON lines."""
    found = {PurePath(name).stem: its for name, its in by_document(lines).items()}
    return [mistake for fault in inputs for mistake in faults_of(fault, found.get(fault["id"], []))]


def _figures_of_faults(inputs: Sequence[dict[str, Any]], mistakes: Sequence[Mistake]) -> dict[str, float]:
    """The shares of inputs without a mistake and of quotations with a wrong name, in per cent."""
    failed = {mistake.document for mistake in mistakes}
    wrong = sum(mistake.verdict in {"wrong", "named", "forbidden"} for mistake in mistakes)
    asked = sum(len(fault["quotes"]) for fault in inputs)
    return {
        "inputs all right": round(100 * (1 - len(failed) / len(inputs)), 1),
        "quotes with a wrong name": round(100 * wrong / asked, 1),
    }


def faults_of(fault: dict[str, Any], quotes: Sequence[dict[str, Any]]) -> Iterator[Mistake]:
    """The mistakes in an input."""
    program = scorer("score_web.py")
    texts: list[tuple[str, dict[str, Any]]] = [("", {}), *((quote["text"], quote) for quote in quotes)]
    texts += [(part["text"], quote) for quote in quotes for part in quote["parts"]]
    for wanted in fault["quotes"]:
        words = program.words(wanted["text"])
        close = max(texts, key=lambda text: program.alike(words, program.words(text[0])))
        accepted = [_folded(name) for name in wanted["speaker"] or ()]
        said = (close[1].get("speaker") or {}).get("name") or ""
        if program.alike(words, program.words(close[0])) < SAME:
            verdict = "missed"
        elif not accepted:
            verdict = "named" if said else ""
        elif not said:
            verdict = "unanswered"
        else:
            verdict = "" if _folded(said) in accepted else "wrong"
        if verdict:
            yield Mistake(verdict, fault["id"], wanted["text"], " or ".join(wanted["speaker"] or ()), said)
    for words in fault["forbid"]:
        for quote in quotes:
            if quote["speaker"] and " ".join(program.words(words)) in " ".join(program.words(quote["text"])):
                yield Mistake("forbidden", fault["id"], words, "", quote["speaker"]["name"])


def _folded(name: str) -> str:
    """A name in the form that is compared: without case, accents and a leading article."""
    words: list[str] = scorer("score_quotes.py").name_words(name)
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


def _label_faults() -> Iterator[tuple[str, str]]:
    for fault in json.loads(FAULTS.read_text(encoding="utf-8")):
        for words in (*(quote["text"] for quote in fault["quotes"]), *fault["forbid"]):
            yield fault["id"], words


# All of them --------------------------------------------------------------------------------------


def _both(
    name: str,
    gold: Path,
    measure: Callable[[bool], Callable[[Path], Scores]],
    labels: Callable[[], Iterator[tuple[str, str]]] | None,
) -> tuple[Corpus, Corpus]:
    """A corpus, measured at the default thresholds and with every guess; without labels it is held."""

    def corpus(level: str, guesses: bool) -> Corpus:
        return Corpus(f"{name}, {level}", gold, measure(guesses), labels or no_labels, held=labels is None)

    return corpus("shown", guesses=False), corpus("every guess", guesses=True)


QUOTATIONS: Final[tuple[Corpus, ...]] = (
    *_both(
        "web quotes, held-out sites",
        PAGES / "quotes-more.json",
        lambda guesses: _measure_pages(HELD, guesses),
        None,
    ),
    *_both(
        "polnear train, held-out publishers",
        POLNEAR / "train.names.json",
        lambda guesses: _measure_polnear("train", guesses),
        None,
    ),
    Corpus("faults", FAULTS, _measure_faults, _label_faults),
    *_both(
        "polnear dev", POLNEAR / "dev.json", lambda guesses: _measure_polnear("dev", guesses), _label_polnear
    ),
    *_both("web quotes", PAGES / "quotes.json", lambda guesses: _measure_pages(READ, guesses), _label_pages),
)
"""The held parts first: they show what to expect on text that was not used for tuning."""
