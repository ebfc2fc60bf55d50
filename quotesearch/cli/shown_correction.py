"""A correction as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quotesearch.cli.paths import shown_path
from quotesearch.cli.printing import wrapped
from quotesearch.cli.shown_quote import SHORT_ID
from quotesearch.exporting import Record, correction_record
from quotesearch.model import CorrectionState

__all__ = ["ShownCorrection"]

INDENT: Final = "    "

STATES: Final = {
    "applied": "",
    "orphaned": "ORPHANED: {reason}",
    "overruled": "overruled by a later correction of the same quote",
    "waiting": "not in the index yet: quotesearch add",
    "planned": "nothing was written: --dry-run",
}
"""What is printed for the state of a correction."""


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction with what came of it."""

    state: CorrectionState
    planned: bool = False  # it was only to be shown what would be done

    def record(self) -> Record:
        """The fields by name; what a correction does not have is null."""
        return correction_record(self.state, self.planned)

    def rows(self) -> Iterator[Sequence[object]]:
        """One row of `COLUMNS`."""
        yield tuple(self.record().values())

    def text(self) -> str:
        """What was corrected, who did it and why, and the outcome: no field makes a line that looks like another."""
        each = self.state.correction
        selector = each.selector
        lines = [wrapped(f"“{_folded(selector.words)}”")] if selector else []
        lines.append(wrapped(_folded(self._what()), INDENT, INDENT if selector else ""))
        if each.because:
            lines.append(wrapped(f"because: {_folded(each.because)}", INDENT))
        by = f"by {each.who}, " if each.who else ""
        quote = f" · quote {each.quote[:SHORT_ID]}" if each.quote else ""
        made = f"{by}{each.when} · {shown_path(each.file)} · {each.id}{quote}"
        lines.append(wrapped(_folded(made), INDENT))
        state = STATES["planned" if self.planned else self.state.state]
        if state:
            lines.append(wrapped(_folded(state.format(reason=self.state.reason)), INDENT))
        return "\n".join(lines)

    def _what(self) -> str:
        """What the correction says, in words."""
        each = self.state.correction
        match each.action:
            case "merge":
                return f"{each.name} and {each.into} are one person"
            case "not-a-quote":
                return "is not a quote"
            case "undo" if each.into:
                return f"undone: {each.name} and {each.into} are one person"
            case "undo":
                return f"undone: said by {each.name}" if each.name else "undone"
            case _:
                return f"said by {each.name}" if each.name else "it is not known who said it"


def _folded(text: str) -> str:
    r"""
    A text on one line, which `wrapped` then breaks where it must.

    >>> _folded("I was there\nORPHANED: no")
    'I was there ORPHANED: no'
    """
    return " ".join(text.split())
