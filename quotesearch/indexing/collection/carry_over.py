"""What a rebuild takes over from the index that it replaces: articles whose files may not be read today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from quotesearch.acquisition import is_forbidden
from quotesearch.errors import IndexStateError
from quotesearch.indexing.collection.opening import open_index
from quotesearch.indexing.engines import Engine
from quotesearch.indexing.storage import Catalogue, Copies, Known, Listing, is_below
from quotesearch.model import Failure, Hit, Query

__all__ = ["Carried", "carried"]


@dataclass(frozen=True, slots=True)
class Carried:
    """Articles of an older index, with their quotes."""

    known: Catalogue = field(default_factory=Catalogue)  # their files, and the corrections of all
    hits: dict[str, list[Hit]] = field(default_factory=dict)  # by the article's id

    def add_to(self, engine: Engine, groups: Iterable[Copies]) -> None:
        """Put the quotes of unchanged articles into a new engine."""
        for group in groups:
            others = tuple(other.path for other in group.others)
            for article in group.first.articles:
                hits = self.hits.get(article)
                if hits:
                    card = replace(hits[0].article, path=group.first.path, also_at=others)
                    engine.add(card, [hit.quote for hit in hits])


def carried(index: Path, before: Catalogue | None, listing: Listing) -> Carried:
    """
    The indexed articles of files that may not be read today, or are in folders that may not be entered.

    Args:
        index: the folder of the index.
        before: what it contains; None: there is none that could be read.
        listing: what was found now.

    Returns:
        the articles; none if the old index is damaged, which a rebuild is to repair.
    """
    files = _out_of_reach(before, listing) if before else {}
    if before is None or not files:
        return Carried()
    articles = {article for known in files.values() for article in known.articles}
    hits: dict[str, list[Hit]] = defaultdict(list)
    try:
        with closing(open_index(index)) as engine:
            for hit in engine.hits(Query(min_confidence=0, sort="oldest", limit=engine.count_quotes())):
                if hit.article.id in articles:
                    hits[hit.article.id].append(hit)
    except IndexStateError:
        return Carried()
    return Carried(Catalogue(files, corrections=before.corrections), dict(hits))


def _out_of_reach(before: Catalogue, listing: Listing) -> dict[str, Known]:
    """The files of an index that hold articles and may not be read."""
    closed = _forbidden(listing.unlisted)
    return {
        path: known
        for path, known in before.files.items()
        if known.article and path not in listing.files and any(is_below(path, folder) for folder in closed)
    }


def _forbidden(failures: Sequence[Failure]) -> tuple[str, ...]:
    """The paths that may not be read. What is broken in another way is gone with a rebuild."""
    return tuple(failure.path for failure in failures if is_forbidden(failure.path))
