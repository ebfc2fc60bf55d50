"""
Pronouns and joined names, judged on GUM's news and interviews, on which no model was fitted.

    python -m benchmarks.gum [FOLDER]

FOLDER has CoNLL-U files with `Entity=` in the last column. Prints a table: for the pronouns outside quotations, the
shares of right, unanswered and wrong persons; for the names, whether those of one entity are joined and those of
two are not (B-cubed and pairs). Only counts are printed, no text. Ends with 2 if there are no files.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Final

from benchmarks.scoring import SHARED
from quotesearch.cleaning import clean
from quotesearch.extraction.noun_phrases import NounPhrasesLists
from quotesearch.extraction.scene import Scene, set_scene
from quotesearch.lexicons import ENGLISH
from quotesearch.model import RawDocument

FOLDER: Final = SHARED / "gum"
PEOPLE: Final = frozenset({"person", "organization"})
_VERDICTS: Final = ("right", "unanswered", "wrong")
_ENTITY: Final = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKET: Final = re.compile(r"\((\d+)-([a-z]+)-[^()]*(\))?|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the text that an annotator assigned to an entity."""

    start: int
    end: int
    entity: str
    kind: str


@dataclass(slots=True)
class Annotated:
    """A text, its spans, and the entity of each of its pronouns by the offset."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """The counts for some texts."""

    texts: int = 0
    pronouns: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, other: Counts) -> None:
        """Add other counts."""
        self.texts += other.texts
        self.pronouns.update(other.pronouns)
        for kind, counts in other.names.items():
            self.names[kind].update(counts)


def read_conllu(lines: Iterable[str]) -> Annotated:
    r"""
    The running text of a CoNLL-U document and its entities.

    >>> ann = "1\tAnn\t_\t_\t_\t_\t_\t_\t_\tEntity=(7-person-new-s-cf1-1-coref-Ann|SpaceAfter=No"
    >>> lee = "2\tLee\t_\t_\t_\t_\t_\t_\t_\tEntity=7)"
    >>> read_conllu([ann, lee]).spans
    [Span(start=0, end=6, entity='7', kind='person')]
    """
    parts: list[str] = []
    length, covered = 0, (0, 0, 0)  # a token of several words: its span, and its last word
    found, opened = Annotated(), defaultdict[str, list[tuple[int, str]]](list)
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if line.startswith("# newpar") and parts:
            parts[-1] = parts[-1].rstrip(" ")
            length = sum(map(len, parts))
            if not parts[-1].endswith("\n"):
                parts.append("\n\n")
                length += 2
        if len(cells) < 10 or "." in cells[0]:
            continue
        first, _, last = cells[0].partition("-")
        start, end = length, length + len(cells[1])
        if last or int(first) > covered[2] or not covered[2]:
            parts.append(cells[1] + ("" if "SpaceAfter=No" in cells[9] else " "))
            length += len(parts[-1])
            covered = (start, end, int(last)) if last else (0, 0, 0)
        else:
            start, end = covered[:2]
            covered = covered if int(first) < covered[2] else (0, 0, 0)
        if not last:
            _mark(found.spans, opened, cells[9], start, end)
    found.text = "".join(parts)
    return found


def _mark(
    spans: list[Span], opened: dict[str, list[tuple[int, str]]], cell: str, start: int, end: int
) -> None:
    """Open and close the entities that begin or end at a token."""
    marked = _ENTITY.search(cell)
    for entity, kind, closes, closed in _BRACKET.findall(marked[1] if marked else ""):
        if closes:
            spans.append(Span(start, end, entity, kind))
        elif entity:
            opened[entity].append((start, kind))
        elif opened[closed]:
            began, kind = opened[closed].pop()
            spans.append(Span(began, end, closed, kind))


def judged(document: Annotated) -> Counts:
    """The counts for the pronouns and names of a document."""
    source = document.text
    raw = RawDocument("gum", sha256(source.encode()).hexdigest(), "utf-8", "text/plain", source)
    scene = set_scene(ENGLISH, clean(raw))
    entities = [_entity_of(scene, number, document.spans) for number in range(len(scene.mentions))]
    counts = Counts(texts=1)
    named = [
        (scene.mentions[n].person, span)
        for n, span in enumerate(entities)
        if span is not None and scene.mentions[n].name is not None and scene.mentions[n].person >= 0
    ]
    for kind in ("person", "organization"):
        counts.names[kind].update(agreement([(who, s.entity) for who, s in named if s.kind == kind]))
    meant = _entities_of_members(named)
    for number, span in enumerate(entities):
        mention = scene.mentions[number]
        if (
            span is None
            or mention.kind != "pronoun"
            or ENGLISH.derived[NounPhrasesLists].pronouns[mention.lower] not in {"m", "f"}
        ):
            continue
        counts.pronouns[_verdict(scene, number, span, entities, meant)] += 1
    return counts


def _entity_of(scene: Scene, number: int, spans: Sequence[Span]) -> Span | None:
    """The shortest span that contains all of a mention."""
    mention = scene.mentions[number]
    first, last = scene.tokens[mention.start], scene.tokens[mention.last - 1]
    if first.paragraph != last.paragraph:
        return None
    here = scene.reading.passage(first.start, last.end)
    around = [s for s in spans if s.start <= here.start and here.end <= s.end]
    return min(around, key=lambda s: s.end - s.start, default=None)


def _entities_of_members(named: Iterable[tuple[int, Span]]) -> dict[int, str]:
    """For each member of a cast, the entity of most of its names."""
    votes = defaultdict[int, Counter[str]](Counter)
    for member, span in named:
        votes[member][span.entity] += 1
    return {member: counts.most_common(1)[0][0] for member, counts in votes.items()}


def _verdict(
    scene: Scene, number: int, span: Span, entities: Sequence[Span | None], meant: dict[int, str]
) -> str:
    """Whether a pronoun is resolved to the annotated person."""
    found = scene.resolved[number]
    while found.member < 0 and found.antecedent >= 0:
        other = entities[found.antecedent]
        if other is not None and other.entity == span.entity:
            return "right"
        found = scene.resolved[found.antecedent]
        if found.member < 0 and found.antecedent < 0:
            return "wrong"
    if found.member < 0:
        return "unanswered"
    return "right" if meant.get(found.member) == span.entity else "wrong"


def agreement(pairs: Sequence[tuple[int, str]]) -> Counter[str]:
    """
    The counts for B-cubed and pairs, from the member and the entity of each name.

    >>> sorted(agreement([(0, "a"), (0, "a"), (1, "a")]).items())
    [('joined', 1), ('names', 3), ('precision', 3.0), ('recall', 1.6666666666666665), ('same', 3), ('together', 1)]
    """
    counts: Counter[str] = Counter(names=len(pairs))
    both, members = Counter(pairs), Counter(m for m, _ in pairs)
    entities = Counter(e for _, e in pairs)
    for (member, entity), number in both.items():
        counts["precision"] += number * number / members[member]  # type: ignore[assignment]
        counts["recall"] += number * number / entities[entity]  # type: ignore[assignment]
    for one, other in combinations(pairs, 2):
        counts["joined"] += one == other
        counts["together"] += one[0] == other[0]
        counts["same"] += one[1] == other[1]
    return counts


def table(genres: dict[str, Counts]) -> Iterator[str]:
    """The figures as a table in Markdown."""
    yield "| texts | pronouns | right | unanswered | wrong |"
    yield "|---|---|---|---|---|"
    for genre, counts in genres.items():
        whole = counts.pronouns.total()
        shares = " | ".join(_percent(counts.pronouns[v], whole) for v in _VERDICTS)
        yield f"| {counts.texts} {genre} | {whole} | {shares} |"
    yield ""
    yield "| names of | names | B-cubed precision | recall | pairs joined rightly | pairs of one entity joined |"
    yield "|---|---|---|---|---|---|"
    for genre, counts in genres.items():
        for kind, n in counts.names.items():
            cells = [
                _percent(n["precision"], n["names"]),
                _percent(n["recall"], n["names"]),
                _percent(n["joined"], n["together"]),
                _percent(n["joined"], n["same"]),
            ]
            yield f"| {kind}s, {genre} | {n['names']} | {' | '.join(cells)} |"


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def measure(folder: Path) -> dict[str, Counts]:
    """The counts for the files of a folder, by genre (`GUM_news_….conllu`) and in total."""
    genres = defaultdict[str, Counts](Counts)
    for path in sorted(folder.glob("*.conllu")):
        with path.open(encoding="utf-8") as lines:
            found = judged(read_conllu(lines))
        genres[path.stem.split("_")[1] if "_" in path.stem else path.stem].add(found)
        genres["all"].add(found)
    return dict(sorted(genres.items(), key=lambda item: item[0] == "all"))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="CoNLL-U files with entities")
    genres = measure(parser.parse_args().folder)
    if not genres:
        print("no CoNLL-U files", file=sys.stderr)
        return 2
    print("\n".join(table(genres)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
