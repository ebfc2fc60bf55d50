"""
Fit `quotesearch/weights/names.json`: where names begin and end, and what kind of thing they name.

The gold are the annotated speakers, everywhere their names are in their articles, runs of capitals that were labelled
by reading, and the invented sentences of `name_sentences.txt`. Everything is judged out of fold, by site or article.

    python -m training.fit_names --polnear ../shared/polnear --pages ../shared/pages > quotesearch/weights/names.json

The labels are in `name_labels.json`, by fingerprints (see `fingerprint`), because we may not publish the articles:
`runs` have a type and the cut (the first word and the one after the last), `names` have a type. The type is person,
group, place, thing, none, or "" if only the cut is labelled.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from quotesearch.acquisition import read_document
from quotesearch.cleaning import clean
from quotesearch.extraction.article_text import ArticleText, Paragraph, read_article
from quotesearch.extraction.marks import find_segments
from quotesearch.extraction.name_company import Company, Run
from quotesearch.extraction.name_features import cut_features, type_features
from quotesearch.extraction.name_finding import cut, find_runs, forms_of, relations
from quotesearch.extraction.name_model import TYPES, NameWeights
from quotesearch.extraction.name_rules import cut_by_rule
from quotesearch.extraction.name_words import classes
from quotesearch.extraction.names import fold
from quotesearch.extraction.tokens import Token, outer_tokens
from quotesearch.lexicons import ENGLISH
from quotesearch.model import Article, Block
from quotesearch.spelling.normalising import normalise
from training.logit import Vocabulary, fit_listwise
from training.split import READ, pages_of, part_of_document, sites_of

PROVENANCE = {
    "command": "python -m training.fit_names --polnear ../shared/polnear --pages ../shared/pages",
    "corpus": "PolNeAR 1.0 train without two publishers, and 195 news pages: all occurrences of their "
    "speakers' names, 2,300 other runs of capitals labelled by reading, and invented sentences. Scores out of fold, "
    "by site and article",
    "date": "2026-11-26",
}
FOLDS = 5
SENTENCES = Path(__file__).with_name("name_sentences.txt")
LABELS = Path(__file__).with_name("name_labels.json")
_CUT_OFF = frozenset("TPVNDhjectyiw")  # classes of words that are not part of the name after them
_SPEAKER = 0.4  # weight of a speaker; a labelled name has 1. There are many speakers, and most are easy

Labels = dict[str, dict[str, Any]]  # kind of label → fingerprint → label


@dataclass
class Text:
    """An article with the labels of its names."""

    group: str  # site or article; decides the fold
    tokens: list[Token]
    speakers: list[tuple[str, str]]  # name and type
    cuts: dict[str, tuple[str, tuple[int, int]]] = field(
        default_factory=dict
    )  # type and cut, by run as printed
    name: str = ""  # the name of the article in the labels
    types: dict[str, str] = field(
        default_factory=dict
    )  # labelled types, by the fingerprint of a name in lower case
    spans: dict[tuple[int, int], str] = field(default_factory=dict)  # types by tokens, for invented sentences

    def runs(self) -> tuple[list[Run], Company]:
        """The runs of capitals of the article, and the counts over them."""
        elsewhere = frozenset(t.lower for t in self.tokens if t.capital and not t.first)
        runs = find_runs(ENGLISH, self.tokens, elsewhere)
        return runs, Company(self.tokens, runs)


@dataclass
class Example:
    """Candidates with their features, and the right ones; for a type, one row and a flag for each of TYPES."""

    group: str
    rows: list[list[str]]
    right: list[bool]
    by_rule: list[bool]
    labelled: bool

    @property
    def fold(self) -> int:
        """The fold that judges it."""
        return int(hashlib.sha256(self.group.encode()).hexdigest(), 16) % FOLDS


def printed(tokens: Sequence[Token], first: int, last: int) -> str:
    """Tokens joined by spaces."""
    return " ".join(t.text + t.ending for t in tokens[first:last])


def _parts(name: str) -> list[str]:
    """The words of a speaker's name, folded."""
    parts = [fold(w).rstrip(".") for w in re.findall(r"[^\s,]+", re.sub(r"['’]s\b", "", name))]
    return parts[1:] if parts[:1] == ["the"] else parts


def _own_start(words: list[str], parts: list[str], left: Sequence[Token]) -> int:
    """The start of a person's name at the end of a run; -1 if there is none, or if it is not certain."""
    for core in range(len(words)):
        here = words[core:]
        if here == parts or (
            min(len(here), len(parts)) > 1
            and (here[0], here[-1]) == (parts[0], parts[-1])
            and all(len(w) == 1 or w in parts for w in here[1:-1])
        ):
            return core
        if len(here) == 1 and here[0] in (parts[-1], parts[0]):
            return core if not core or _is_cut_off(left[core - 1]) else -1
    return -1


def _is_cut_off(token: Token) -> bool:
    """Whether a word before a surname is not a first name."""
    found = classes(ENGLISH, token.text)
    return token.capital and not _CUT_OFF.isdisjoint(found) and not ("F" in found and "T" not in found)


def _right_cuts(text: Text, run: Run) -> tuple[set[tuple[int, int]], bool]:
    """The known right cuts of a run, and whether they were labelled by reading."""
    tokens = text.tokens
    label = text.cuts.get(printed(tokens, run.first, run.last))
    if label is not None:
        kind, (first, last) = label
        cuts = {(run.first + first, min(run.first + last, run.end))}
        return (set() if kind == "none" else cuts), True
    if text.spans:
        inside = {
            s for s, kind in text.spans.items() if run.first <= s[0] and s[1] <= run.last and kind != "none"
        }
        return {(first, min(last, run.end)) for first, last in inside}, True
    words = [fold(t.lower).rstrip(".") for t in tokens[run.first : run.end]]
    found = set()
    for name, kind in text.speakers:
        parts = _parts(name)
        if kind == "group" and words == parts:
            found.add((run.first, run.end))
        elif kind == "person" and parts:
            core = _own_start(words, parts, tokens[run.first : run.end])
            if core >= 0:
                found.add((run.first + core, run.end))
    return found, False


def cut_examples(text: Text) -> Iterator[Example]:
    """Examples of runs of several words whose names have known boundaries, each run at most twice."""
    runs, company = text.runs()
    seen: Counter[str] = Counter()
    for run in runs:
        seen[run.key] += 1
        if run.end - run.first < 2 or seen[run.key] > 2:
            continue
        right, labelled = _right_cuts(text, run)
        rule = cut_by_rule(ENGLISH, text.tokens, run.first, run.last)
        pairs = cut_features(ENGLISH, text.tokens, run, company, (rule.core, run.end, rule.type))
        good = [stretch in right for stretch, _ in pairs]
        if any(good):
            by_rule = [stretch == (rule.core, run.end) for stretch, _ in pairs]
            yield Example(text.group, [row for _, row in pairs], good, by_rule, labelled)


def _known_types(text: Text, names: Iterable[str]) -> dict[str, tuple[int, bool]]:
    """The types of names, by their words in lower case, and whether they were labelled by reading."""
    known: dict[str, tuple[int, bool]] = {}
    for name, kind in text.speakers:
        parts = name.split()
        if kind == "person":
            known.update({key.lower(): (0, False) for key in (name, parts[-1], parts[0])})
        elif kind == "group" and not any(c in "LD" for w in parts for c in classes(ENGLISH, w)):
            known[name.lower().removeprefix("the ")] = (1, False)
    for run, (kind, (first, last)) in text.cuts.items():
        if kind:
            words = run.split(" ")[first:last]
            key = " ".join([*words[:-1], re.sub(r"['’]s?\Z", "", words[-1])])
            known[key.lower()] = (TYPES.index(kind), True)
    for name in names:
        kind = text.types.get(fingerprint(text.name, name), "")
        if kind:
            known[name] = TYPES.index(kind), True
    return known


def type_examples(text: Text, weights: NameWeights) -> Iterator[Example]:
    """Examples of the names of an article whose type is known, with the boundaries of a model."""
    runs, company = text.runs()
    names = [name for run in runs for name in cut(ENGLISH, text.tokens, run, company, weights)]
    forms = forms_of(ENGLISH, text.tokens, names)
    related = relations(ENGLISH, forms)
    known = _known_types(text, forms)
    for key, form in forms.items():
        if key in known:
            kind, labelled = known[key]
            row = type_features(ENGLISH, form.name, form.signs, form.count, company, related[key])
            by_rule = form.by_rule.startswith(("person", "unknown"))
            rule = [by_rule, *[not by_rule] * 4]
            yield Example(text.group, [row], [n == kind for n in range(len(TYPES))], rule, labelled)


def fit_cuts(examples: Sequence[Example], penalty: float = 1.0) -> dict[str, float]:
    """The weights that make the right cuts likely; labelled runs count twice."""
    many = [e for e in examples for _ in range(1 + e.labelled)]
    rows = [row for e in many for row in e.rows]
    vocabulary = Vocabulary.of([row for e in examples for row in e.rows], 2)
    right = np.array([float(r) for e in many for r in e.right])
    groups = np.repeat(np.arange(len(many)), [len(e.rows) for e in many])
    return vocabulary.named(fit_listwise(vocabulary.matrix(rows), right, groups, penalty))


def fit_types(examples: Sequence[Example], penalty: float = 1.0) -> dict[str, list[float]]:
    """The weights of a multinomial logistic model of the types."""
    vocabulary = Vocabulary.of([e.rows[0] for e in examples], 2)
    matrix = vocabulary.matrix([e.rows[0] for e in examples])
    right = np.array([e.right for e in examples], dtype=float)
    cost = np.array([1.0 if e.labelled else _SPEAKER for e in examples])
    shape = matrix.shape[1], len(TYPES)

    def objective(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = matrix @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        loss = -float(cost @ np.log((shares * right).sum(axis=1) + 1e-12))
        slope = matrix.T @ ((shares - right) * cost[:, None]) + penalty * weights
        return loss + penalty * float(flat @ flat) / 2, slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(shape)
    columns = vocabulary.columns.items()
    return {n: [round(float(w), 2) for w in found[i]] for n, i in columns if np.abs(found[i]).max() >= 0.02}


def _best_cut(example: Example, weights: dict[str, float]) -> int:
    """The candidate with the highest score."""
    return int(np.argmax([sum(weights.get(f, 0.0) for f in row) for row in example.rows]))


def _best_type(example: Example, weights: dict[str, list[float]]) -> int:
    """The type with the highest score."""
    rows = [weights[f] for f in example.rows[0] if f in weights]
    return int(np.argmax(np.sum(rows, axis=0))) if rows else 0


def fit(texts: Sequence[Text]) -> dict[str, object]:
    """The content of the weights file."""
    corpus = [text for text in texts if not text.spans]  # invented sentences are too short to decide types
    cuts = [e for text in texts for e in cut_examples(text)]
    tally: Counter[tuple[str, bool]] = Counter()
    types: list[Example] = []
    for fold_number in range(FOLDS):
        weights = fit_cuts([e for e in cuts if e.fold != fold_number])
        for e in cuts:
            if e.fold == fold_number:
                right = e.right[_best_cut(e, weights)]
                tally.update({("cuts", e.labelled): 1, ("cuts right", e.labelled): right})
                tally["cuts by rule", e.labelled] += any(
                    a and b for a, b in zip(e.right, e.by_rule, strict=True)
                )
        for text in corpus:
            if Example(text.group, [], [], [], labelled=False).fold == fold_number:
                types += type_examples(text, NameWeights(weights, {}))
    for fold_number in range(FOLDS):
        kinds = fit_types([e for e in types if e.fold != fold_number])
        for e in types:
            if e.fold == fold_number:
                person = _best_type(e, kinds) == 0
                tally.update({("types", e.labelled): 1, ("types right", e.labelled): person == e.right[0]})
                tally["types by rule", e.labelled] += e.by_rule[0] == e.right[0]
    final = fit_cuts(cuts)
    return {
        **PROVENANCE,
        "scores": _scores(tally),
        "cut": final,
        "type": fit_types([e for text in corpus for e in type_examples(text, NameWeights(final, {}))]),
    }


def _scores(tally: Counter[tuple[str, bool]]) -> dict[str, str]:
    """The shares of right boundaries and of right persons in per cent, by model and by rule."""
    return {
        f"{what}, {'labelled by reading' if labelled else 'names of speakers'} ({tally[key, labelled]})": (
            f"{100 * tally[key + ' right', labelled] / max(1, tally[key, labelled]):.1f} "
            f"(by rule {100 * tally[key + ' by rule', labelled] / max(1, tally[key, labelled]):.1f})"
        )
        for key, what in (("cuts", "boundaries right"), ("types", "person or not"))
        for labelled in (True, False)
    }


def fingerprint(article: str, words: str) -> str:
    """
    The key of a label: a digest of the article's name and the words.

    >>> len(fingerprint("a.txt", "Ann Lee"))
    16
    """
    return hashlib.sha256(f"{article}\0{words}".encode()).hexdigest()[:16]


def make_text(
    name: str, group: str, article: Article, speakers: set[tuple[str, str]], labels: Labels
) -> Text:
    """An article with its speakers and labels."""
    reading = read_article(ENGLISH, article)
    text = Text(group, outer_tokens(ENGLISH, reading, find_segments(reading)), sorted(speakers), name=name)
    text.types = labels["names"]
    for run in text.runs()[0]:
        words = printed(text.tokens, run.first, run.last)
        label = labels["runs"].get(fingerprint(name, words))
        if label is not None:
            text.cuts[words] = label[0], (label[1], label[2])
    return text


def invented(path: Path) -> Iterator[Text]:
    """The sentences of a file, each with its marked names."""
    kinds = {kind[0]: kind for kind in TYPES} | {"l": "place", "t": "thing", "x": "none"}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        plain, marked = "", {}
        for piece in re.split(r"(\{[^}]*\})", line):
            word = piece[3:-1] if piece.startswith("{") else piece
            if piece.startswith("{"):
                marked[len(plain), len(plain) + len(word)] = kinds[piece[1]]
            plain += word
        block = Block(0, len(plain), "body", "", plain)
        paragraph = Paragraph(0, len(plain), "body", block, normalise(plain))
        tokens = outer_tokens(ENGLISH, ArticleText(plain, (paragraph,), plain), ())
        starts, ends = (
            {t.start: n for n, t in enumerate(tokens)},
            {t.end: n + 1 for n, t in enumerate(tokens)},
        )
        spans = {(starts[a], ends[b]): k for (a, b), k in marked.items() if a in starts and b in ends}
        yield Text(line, tokens, [], spans=spans)


def _texts(polnear: Path, pages: Path) -> Iterator[Text]:
    """The read articles of both corpora."""
    labels: Labels = json.loads(LABELS.read_text(encoding="utf-8"))
    named = json.loads((polnear / "train.names.json").read_text(encoding="utf-8"))
    for name, rows in sorted(named.items()):
        if part_of_document(name) == READ:
            speakers = {(r["name"], r["type"]) for r in rows.values() if r.get("name")}
            yield make_text(name, name, clean(read_document(polnear / "train" / name)), speakers, labels)
    sites = sites_of(pages)
    for page, its in pages_of(pages, READ).items():
        speakers = {(r["name"], r["type"]) for r in its if r.get("name")}
        article = clean(read_document(pages / "html" / f"{page}.html.gz"))
        yield make_text(page, sites[page], article, speakers, labels)


def main() -> None:
    """Print the weights."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--polnear", type=Path, required=True, help="folder with train/ and train.names.json"
    )
    options.add_argument(
        "--pages", type=Path, required=True, help="folder with html/, gold.json, quotes.json"
    )
    options.add_argument("--date", default=PROVENANCE["date"], help="written into the weights")
    given = options.parse_args()
    texts = [*_texts(given.polnear, given.pages), *invented(SENTENCES)]
    print(json.dumps({**fit(texts), "date": given.date}, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
