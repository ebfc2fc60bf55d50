"""
YAML front matter: what is between `---` and `---` at the start of a text, as trafilatura, Hugo, Jekyll and Obsidian
write it.

It is parsed as YAML where it is YAML. Programs write `title: Rain: the bridge closes` too, which is not; then its
lines are read one by one. An article that begins with a rule of three dashes has no keys below it and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quotesearch.cleaning.metadata import Metadata
from quotesearch.cleaning.named_fields import Entry, field_of, label_of, metadata_of
from quotesearch.cleaning.unit import Unit, Verdict
from quotesearch.lexicons import Lexicon
from quotesearch.model import Span, without_surrogates

__all__ = ["FrontMatter", "read_front_matter"]

LARGEST: Final = 1 << 15
"""Code points; front matter has a few hundred. What is longer is not read as YAML."""

MOST_DEEP: Final = 40
"""Opening brackets and spaces of indent, beyond which YAML is not parsed: it would take long, or the stack."""

FEWEST_UNCLOSED: Final = 2
"""Known keys that show that lines without a closing `---` are front matter."""

BYTE_ORDER_MARK: Final = "\ufeff"

_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$")
_GOES_ON = re.compile(r"[ \t]+\S|-(?:[ \t]|$)|#|[\]}]")  # below a key: an item, more of its value, a comment
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a text: its lines as labelled units, and the values that they give."""

    end: int  # where the text begins, in code points of the source
    units: tuple[Unit, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)


def read_front_matter(lexicon: Lexicon, source: str) -> FrontMatter | None:
    r"""
    Take the front matter of a text apart.

    Args:
        lexicon: the word lists of the language.
        source: the text of the whole file.

    Returns:
        None if it has none. Malformed front matter is read as far as possible.

    >>> found = read_front_matter(
    ...     Lexicon("en"), "---\ntitle: Rain in Roe\nauthor: [Ann Lee, Bo Roe]\n---\nIt rained.\n"
    ... )
    >>> found.metadata.headline.value, found.metadata.byline.value, found.end
    ('Rain in Roe', ('Ann Lee', 'Bo Roe'), 52)
    >>> read_front_matter(Lexicon("en"), "---\nIt rained.\n---\nIt rained again.") is None
    True
    """
    start = 1 if source.startswith(BYTE_ORDER_MARK) else 0
    if not source.startswith("---", start):
        return None
    lines = list(_lines(source, start))
    if lines[0][1].rstrip() != "---":
        return None
    closing = next((at for at in range(1, len(lines)) if lines[at][1].rstrip() in {"---", "..."}), 0)
    inner = lines[1:closing] if closing else _until_text(lines[1:])
    if not _is_front(lexicon, inner, closed=bool(closing)):
        return None
    entries = _parsed(lexicon, source, inner)
    if entries is None:
        entries = list(_read_lines(lexicon, inner))
    last = lines[closing] if closing else inner[-1]
    end = last[0] + len(last[1])
    units, verdicts = _units(lexicon, source, lines[: len(inner) + 1 + bool(closing)], start)
    return FrontMatter(end, units, verdicts, metadata_of(lexicon, entries))


def _lines(source: str, start: int) -> Iterator[tuple[int, str]]:
    """The lines of the beginning of a text, each with where it begins; without its end."""
    for found in _LINE.finditer(source, start, min(len(source), start + LARGEST)):
        if found[0] or found.start() == start:
            yield found.start(), found[0].rstrip("\r\n")


def _until_text(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines up to the first that neither is a key nor continues one."""
    found: list[tuple[int, str]] = []
    for start, line in lines:
        if not (_KEY.match(line) or (found and _GOES_ON.match(line))):
            break
        found.append((start, line))
    return found


def _is_front(lexicon: Lexicon, lines: Sequence[tuple[int, str]], *, closed: bool) -> bool:
    """Whether lines are keys and values: all that begin at the margin, at least one of them a key."""
    told = [line for _, line in lines if line.strip()]
    keys = [found[1] for line in told if (found := _KEY.match(line))]
    if not closed:
        return sum(bool(field_of(lexicon, key)) for key in keys) >= FEWEST_UNCLOSED
    at_margin = [line for line in told if not _GOES_ON.match(line)]
    return bool(keys) and 2 * sum(_KEY.match(line) is not None for line in at_margin) > len(at_margin)


def _parsed(lexicon: Lexicon, source: str, lines: Sequence[tuple[int, str]]) -> list[Entry] | None:
    """What YAML states under its keys; None if it is not YAML with keys."""
    start, end = lines[0][0], lines[-1][0] + len(lines[-1][1])
    text = source[start:end]
    if sum(map(text.count, "[{")) > MOST_DEEP or any(
        len(line) - len(line.lstrip()) > MOST_DEEP for _, line in lines
    ):
        return None
    import yaml  # only where there is front matter

    try:
        # The tree of nodes says where each value is. Values stay text: no dates, no "no" for false,
        # no objects; an alias is the node that it means, never a copy.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    entries: dict[str, Entry] = {}
    for key, node in root.value:
        if isinstance(key, yaml.ScalarNode) and field_of(lexicon, key.value) and key.value not in entries:
            values = tuple(_texts(node, source, start))
            entries[key.value] = Entry(key.value, values, f"front matter: {key.value}")
    return list(entries.values())


def _texts(node: Any, source: str, offset: int) -> Iterator[tuple[str, Span]]:
    """The texts of a value: one, those of a list, or the `name` of someone described."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index + offset, node.end_mark.index + offset
        end = start + len(source[start:end].rstrip())
        if source[start + 1 : end - 1] == node.value:  # in quotation marks
            start, end = start + 1, end - 1
        yield without_surrogates(node.value), Span(start, end)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value[:MOST_DEEP]:
            if not isinstance(item, yaml.SequenceNode):
                yield from _texts(item, source, offset)
    else:
        for key, value in node.value:
            if (
                isinstance(key, yaml.ScalarNode)
                and key.value == "name"
                and isinstance(value, yaml.ScalarNode)
            ):
                yield from _texts(value, source, offset)


def _read_lines(lexicon: Lexicon, lines: Sequence[tuple[int, str]]) -> Iterator[Entry]:
    """What lines that are not YAML state: a key and a value each, without the marks around it."""
    for start, line in lines:
        found = _KEY.match(line)
        if found and found[2] and field_of(lexicon, found[1]):
            value, at = found[2], start + found.start(2)
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value, at = value[1:-1], at + 1
            yield Entry(found[1], ((value, Span(at, at + len(value))),), f"front matter: {found[1]}")


def _units(
    lexicon: Lexicon, source: str, lines: Sequence[tuple[int, str]], start: int
) -> tuple[tuple[Unit, ...], tuple[Verdict, ...]]:
    """A labelled unit for each line; lines that continue a key have its label."""
    units = [Unit(0, 1, BYTE_ORDER_MARK, False)] if start else []
    verdicts = [Verdict("widget", "byte-order-mark", "byte-order mark")] if start else []
    known = fence = Verdict("widget", "front-matter-edge", "the edge of front matter")
    for number, (at, line) in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        found = _KEY.match(line)
        if text in {"---", "..."} and number in {0, len(lines) - 1}:
            known = fence
        elif found is not None:
            known = Verdict(label_of(lexicon, found[1]), "front-matter", f"front matter: {found[1]}")
        begin = at + len(line) - len(line.lstrip())
        units.append(Unit(begin, begin + len(text), text, number == 0))
        verdicts.append(known)
    return tuple(units), tuple(verdicts)
