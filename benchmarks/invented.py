"""
Scores the 30 invented news pages in tests/gold/pages, from the page to named speakers at the default thresholds.

    python -m benchmarks.invented             the table
    python -m benchmarks.invented --errors    … and everything that is not as in the gold, wrong names first

Cleaning: the words of the cleaned text are aligned in order with those of the gold body, and their characters counted;
paragraphs that a cleaner may keep or cut do not count. Headline, date, byline and outlet must be equal except for case
and punctuation; an unsigned page must have no byline. Extraction: a quotation is found when a part of a quote and the
gold share at least 80 % of the longer one in a row. Names are compared word by word: an `incomplete` name has only some
words of the right one, or all of them and more. `surplus` is a quote that is not in the gold, such as a teaser's.
Each share is given over all pages together, as the mean over pages, and with a 95 % interval (bootstrap over pages).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePath
from typing import Any, Final

from benchmarks.invented_gold import FOLDER, Page, Wanted, invented_pages
from benchmarks.scoring import Corpus, Mistake, Scores, ScoringError, quotesearch
from benchmarks.spread import Spread, spread

SAME: Final = 0.8  # of the longer text
LEAK_WORDS: Final = 5  # a run of words that are not the article's is listed from this length on
WORST_FIRST: Final = (
    "wrong",
    "invented",
    "no quote",
    "incomplete",
    "type",
    "unanswered",
    "missed",
    "surplus",
)
_ARTICLES: Final = ("the", "a", "an")
_WORD = re.compile(r"\w+")
_BROKEN = re.compile(r"(?<=\w)-[ \t]*\n[ \t]*(?=\w)")  # a word that the end of a line divides

Record = dict[str, Any]  # an article or a quote as `--format jsonl` prints it


@dataclass(frozen=True, slots=True)
class PageScore:
    """The counts of one page by name, and its mistakes."""

    counts: Counter[str]
    mistakes: tuple[Mistake, ...]


def words_of(text: str) -> list[str]:
    r"""
    The words of a text as they are compared: no case, no accents, words divided at the end of a line joined.

    >>> words_of("Señor Lee’s car-\nriage")
    ['senor', 'lee', 's', 'carriage']
    """
    plain = unicodedata.normalize("NFKD", _BROKEN.sub("", text)).casefold()
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


# Cleaning -----------------------------------------------------------------------------------------


def score_body(page: Page, text: str) -> PageScore:
    """
    The characters kept, lost and leaked; paragraphs mostly lost and runs of leaked words are mistakes.

    Args:
        page: the gold.
        text: the cleaned article.
    """
    gold = [(word, at) for at, paragraph in enumerate(page.body) for word in words_of(paragraph.text)]
    kept = words_of(text)
    blocks = SequenceMatcher(None, [word for word, _ in gold], kept, autojunk=False).get_matching_blocks()
    sizes, matched = Counter[int](), Counter[int]()
    for word, at in gold:
        sizes[at] += len(word)
    for block in blocks:
        for word, at in gold[block.a : block.a + block.size]:
            matched[at] += len(word)
    counts = Counter[str]()
    mistakes = []
    for at, paragraph in enumerate(page.body):
        if not paragraph.either:
            counts["body kept"] += matched[at]
            counts["body lost"] += sizes[at] - matched[at]
            if 2 * matched[at] < sizes[at]:
                mistakes.append(Mistake("body lost", page.name, paragraph.text))
    end = 0
    for block in blocks:
        run = kept[end : block.b]
        counts["body leaked"] += sum(map(len, run))
        if len(run) >= LEAK_WORDS:
            mistakes.append(Mistake("body leaked", page.name, " ".join(run)))
        end = block.b + block.size
    return PageScore(counts, tuple(mistakes))


def score_facts(page: Page, article: Record) -> PageScore:
    """Headline, date, byline and outlet: 1 in the counts for each that is right."""
    pairs = {
        "headline": ((page.headline,), (article["headline"] or "",)),
        "date": ((page.date,), ((article["published"] or "")[:10],)),
        "byline": (page.byline, tuple(article["byline"] or ())),
        "outlet": ((page.outlet,), (article["outlet"] or "",)),
    }
    counts = Counter[str]()
    mistakes = []
    for field, (wanted, said) in pairs.items():
        right = {" ".join(words_of(value)) for value in wanted} == {" ".join(words_of(v)) for v in said}
        counts[field] = int(right)
        if not right:
            mistakes.append(Mistake(field, page.name, field, "; ".join(wanted), "; ".join(said)))
    return PageScore(counts, tuple(mistakes))


# Extraction ---------------------------------------------------------------------------------------


def likeness(one: str, other: str) -> float:
    """
    How much of the longer text the shorter one is, if it occurs in it in a row; else 0.

    >>> likeness("We ran out of water,", "ran out of water"), likeness("water", "wine")
    (0.8666666666666667, 0.0)
    """
    shorter, longer = sorted(("".join(words_of(one)), "".join(words_of(other))), key=len)
    return len(shorter) / len(longer) if shorter and shorter in longer else 0.0


def judge(said: str, names: Sequence[str]) -> str:
    """
    Whether a name is right, incomplete or wrong.

    >>> [judge(name, ["Ann Lee"]) for name in ("ann lee", "Lee", "Mayor Ann Lee", "Bo Lee")]
    ['right', 'incomplete', 'incomplete', 'wrong']
    """
    words = _name_words(said)
    accepted = [_name_words(name) for name in names]
    if words in accepted:
        return "right"
    nested = any(set(words) <= set(name) or set(name) <= set(words) for name in accepted)
    return "incomplete" if words and nested else "wrong"


def _name_words(name: str) -> list[str]:
    words = words_of(name)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def score_quotes(page: Page, quotes: Sequence[Record]) -> PageScore:
    """
    How the quotes shown differ from the gold.

    Args:
        page: the gold.
        quotes: those of the page, at the default thresholds.
    """
    free = [(part["text"], quote) for quote in quotes for part in quote["parts"]]
    counts = Counter[str]()
    mistakes = []
    for wanted in page.quotes:
        at = max(range(len(free)), key=lambda i: (likeness(wanted.words, free[i][0]), -i), default=None)
        quote = None
        if at is not None and likeness(wanted.words, free[at][0]) >= SAME:
            quote = free.pop(at)[1]
        speaker = (quote or {}).get("speaker") or {}
        said = speaker.get("name") or ""
        verdict = "missed" if quote is None else _verdict(wanted, said, speaker.get("type") or "")
        counts.update(_counted(wanted, verdict))
        bad = verdict not in {"right", "fine"} and (
            wanted.label in {"quote", "unknown"} or verdict != "missed"
        )
        if bad:
            mistakes.append(Mistake(verdict, page.name, wanted.words, " or ".join(wanted.names), said))
    for text, quote in free:
        if quote["kind"] != "turn":  # the turns of interviews are not in the gold
            said = (quote["speaker"] or {}).get("name") or ""
            counts["surplus"] += 1
            counts["named surplus"] += bool(said)
            mistakes.append(Mistake("surplus", page.name, text, "", said))
    return PageScore(counts, tuple(mistakes))


def _verdict(wanted: Wanted, said: str, its_type: str) -> str:
    """The verdict on a quotation that was found."""
    if wanted.label == "either":
        return "fine"
    if wanted.label != "quote":
        alternative = "invented" if wanted.label == "unknown" else "no quote"
        return alternative if said else "fine"
    if not said:
        return "unanswered"
    verdict = judge(said, wanted.names)
    return "type" if verdict == "right" and its_type not in wanted.types else verdict


def _counted(wanted: Wanted, verdict: str) -> Iterator[str]:
    """The counters that one quotation of the gold raises."""
    if wanted.label == "no quote":
        yield from ["not quotes attributed"] * (verdict == "no quote")
    if wanted.label not in {"quote", "unknown"}:
        return
    yield "quotes"
    yield from ["found"] * (verdict != "missed")
    yield from ["quotes with a wrong name"] * (verdict in {"wrong", "invented"})
    if wanted.label == "quote":
        yield "known"
        yield from ["named"] * (verdict not in {"missed", "unanswered"})
        yield from ["right"] * (verdict in {"right", "type"})
        yield from ["right type"] * (verdict == "right")
        yield from ["incomplete"] * (verdict == "incomplete")


# All pages ----------------------------------------------------------------------------------------


def score_pages(pages: Sequence[Page], articles: Sequence[Record], quotes: Sequence[Record]) -> Scores:
    """
    The scores of all pages.

    Args:
        pages: the gold.
        articles: what `clean --format jsonl` printed.
        quotes: what `extract --format jsonl` printed.

    Raises:
        ScoringError: a page was not cleaned.
    """
    cleaned = {PurePath(article["path"]).name: article for article in articles}
    counts: list[Counter[str]] = []
    mistakes: list[Mistake] = []
    for page in pages:
        if page.name not in cleaned:
            raise ScoringError(f"`clean` printed nothing for {page.path}")
        article = cleaned[page.name]
        its = [quote for quote in quotes if PurePath(quote["article"]["path"]).name == page.name]
        three = score_body(page, article["text"]), score_facts(page, article), score_quotes(page, its)
        counts.append(sum((score.counts for score in three), Counter()))
        mistakes += (mistake for score in three for mistake in score.mistakes)
    found = spreads_of(counts)
    figures = {its.figure: round(its.value, 1) for its in found}
    figures |= {f"mean of pages: {its.figure}": round(its.mean, 1) for its in found if its.figure in _MEANS}
    total = sum(counts, Counter())
    figures |= {name: float(total[name]) for name in _COUNTED}
    return Scores(figures, tuple(mistakes), found)


_MEANS: Final = ("body F1", "right name, of all")
_COUNTED: Final = (
    "quotes with a wrong name",
    "incomplete",
    "not quotes attributed",
    "surplus",
    "named surplus",
)
_FACTS: Final = ("headline", "date", "byline", "outlet")
_SHARES: Final = (
    ("found", "found", "quotes"),
    ("named", "named", "known"),
    ("right name, of all", "right", "known"),
    ("right name, of named", "right", "named"),
    ("right type, of right names", "right type", "right"),
)
"""A figure, what it counts, and of what."""


def spreads_of(counts: Sequence[Counter[str]]) -> tuple[Spread, ...]:
    """All shares, from the counts of each page."""
    kept = [(n["body kept"], n["body leaked"], n["body lost"]) for n in counts]
    return (
        spread("body P", [(k, k + leaked) for k, leaked, _ in kept]),
        spread("body R", [(k, k + lost) for k, _, lost in kept]),
        spread("body F1", [(2 * k, 2 * k + leaked + lost) for k, leaked, lost in kept]),
        *(spread(fact, [(n[fact], 1) for n in counts]) for fact in _FACTS),
        *(spread(figure, [(n[part], n[whole]) for n in counts]) for figure, part, whole in _SHARES),
    )


def _measure(_: Path) -> Scores:
    files = [str(page.path) for page in invented_pages()]
    articles, quotes = (
        [json.loads(line) for line in quotesearch(command, "--format", "jsonl", *files).splitlines()]
        for command in ("clean", "extract")
    )
    return score_pages(invented_pages(), articles, quotes)


def _labels() -> Iterator[tuple[str, str]]:
    for page in invented_pages():
        yield from ((page.name, fact) for fact in _FACTS)
        yield from ((page.name, paragraph.text) for paragraph in page.body)
        yield from ((page.name, wanted.words) for wanted in page.quotes)


INVENTED: Final = Corpus("invented pages", FOLDER, _measure, _labels)


# The command --------------------------------------------------------------------------------------


def table(scores: Scores) -> Iterator[str]:
    """The figures, a line each: the shares with mean and interval, then the counts."""
    yield f"{'figure':30}{'all':>7}{'mean of pages':>15}  95 % interval"
    for its in scores.spreads:
        yield f"{its.figure:30}{its.value:7.1f}{its.mean:15.1f}  {its.low:.1f}–{its.high:.1f}"
    for name in _COUNTED:
        yield f"{name:30}{scores.figures[name]:7.0f}"


def mistakes_in_words(mistakes: Sequence[Mistake]) -> Iterator[str]:
    """The mistakes, a line each, the worst kinds first."""
    rank = {verdict: at for at, verdict in enumerate(WORST_FIRST)}
    for mistake in sorted(mistakes, key=lambda m: (rank.get(m.verdict, len(rank)), m.verdict, m.document)):
        names = ""
        if mistake.said or mistake.wanted:
            names = f"  [{mistake.said or 'nobody'} for {mistake.wanted or 'nobody'}]"
        yield f"{mistake.verdict}: {mistake.document}: {mistake.words[:90]}{names}"


def main(argv: list[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.invented",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--errors", action="store_true", help="list what is not as in the gold")
    asked = parser.parse_args(argv)
    try:
        scores = _measure(FOLDER)
    except (ScoringError, ValueError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    print("\n".join(table(scores)))
    if asked.errors:
        print("\n".join(("", *mistakes_in_words(scores.mistakes))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
