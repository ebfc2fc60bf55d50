"""What the clauses of a sentence say for and against a mention as the source of a quotation; see `features`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from quotesearch.extraction.candidate_pairs import Evidence, Pair
from quotesearch.lexicons import Lexicon

_NO_SUBJECT: Final = 9


class ClauseFeaturesLists:
    """Word lists of one language, as this module uses them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.openers = lexicon.words("conjunctions") | lexicon.words("relatives")


def clause_of_mention(lexicon: Lexicon, pair: Pair) -> Evidence | None:
    """Which of the subjects of its sentence the mention is, counted from the quotation, and what opens its clause."""
    lists = lexicon.derived[ClauseFeaturesLists]
    if not pair.same:
        return None
    around, mention, subjects = pair.around, pair.mention, pair.around.subjects
    nearer, later = _NO_SUBJECT, False
    if pair.side == "b" and mention.number in subjects:
        place = subjects.index(mention.number)
        nearer, later = len(subjects) - place - 1, around.last_reporter > place
    behind = around.before if around.before in lists.openers else ""
    counted = min(nearer, 3), len(subjects) > 2, mention.reports, later
    return _clause, pair.side, mention.opener, *counted, mention.kind, around.lower, around.size, behind


def _clause(
    side: str,
    opener: str,
    nearer: int,
    many: bool,
    reports: bool,
    later: bool,
    kind: str,
    lower: bool,
    size: str,
    behind: str,
) -> Iterator[str]:
    yield f"clause {opener} {reports:d} {side} {min(nearer, 2)}"
    yield f"clause {nearer} {many:d} {reports:d} {later:d} {kind}"
    yield f"clause {nearer} {reports:d}{later:d} {lower:d} {size} {behind}"


def led_by_clause(pair: Pair) -> Evidence | None:
    """What the mention is to the clause that leads to the quotation."""
    around, mention = pair.around, pair.mention
    clause = around.clause
    if clause.speaker < 0 and clause.barred < 0:
        return None
    role = clause.role_of(mention.number, mention.head, around.token) if pair.same else "away"
    person = mention.person >= 0 and mention.person == around.speaker
    return _led, clause.how, role, person, clause.speaker >= 0


def _led(how: str, role: str, person: bool, told: bool) -> Iterator[str]:
    yield f"led {how} {role} {person:d}"
    yield f"led {how[-1]} {role} {person:d} {told:d}"
    yield f"led {role} {person:d} {told:d}"
