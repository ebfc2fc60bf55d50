"""
Shell completion: the words of a command line that is not finished → what its last word can become.

The scripts that `quotesearch completion` prints call the program with `_QUOTESEARCH_COMPLETE` set, and click then asks
the classes registered here. What click completes itself (commands, options, choices) is not in this module. Nothing is
ever said on standard error, and any error gives no completions: a prompt is not the place for either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from quotesearch import exporting
from quotesearch.cli.program import ALIASES
from quotesearch.cli.shell_words import reply, split
from quotesearch.indexing import FACETS, open_index, remembered
from quotesearch.model import Query

__all__ = ["DEFAULT_INDEX", "SHELLS", "VARIABLE", "with_completions"]

if TYPE_CHECKING:
    _Type = click.ParamType[Any]  # generic from click 8.4 on
else:
    _Type = click.ParamType

Completer = Callable[[click.Context, str], Iterable[CompletionItem[str]]]

VARIABLE: Final = "_QUOTESEARCH_COMPLETE"
"""The variable by which click knows that it is to complete; its name follows from that of the program."""

DEFAULT_INDEX: Final = "_QUOTESEARCH_INDEX"
"""The variable with the index that names are taken from if none is named on the command line or in the settings."""

MOST: Final = 100
"""Names offered at most, the most quoted first."""


def with_completions(command: click.Command) -> None:
    """Have the arguments and options of a command complete what they are for, by the names of its parameters."""
    for param in command.params:
        completer = COMPLETERS.get(f"{command.name} {param.name}") or COMPLETERS.get(param.name or "")
        if completer is not None and not isinstance(param.type, _Completed):
            param.type = _Completed(param.type, completer)


class _Completed(_Type):
    """A type that checks values as another one does, and completes them in its own way."""

    name = "text"

    def __init__(self, type_: _Type, completer: Completer) -> None:
        self._type = type_
        self._completer = completer

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As the other one does."""
        return self._type.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """What the value can become; of an error, nothing."""
        try:
            return list(self._completer(ctx, incomplete))
        except Exception:  # noqa: BLE001 - an index may have any fault; the prompt is not the place to say so
            return []


def _files(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    return [CompletionItem(incomplete, type="file")]


def _folders(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    return [CompletionItem(incomplete, type="dir")]


def _remembered(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    """The remembered paths that begin so; if there are none, any path."""
    typed = f"{Path.home()}{incomplete[1:]}" if incomplete.startswith("~/") else incomplete
    paths = remembered(Path(_index(ctx)))
    shown = paths if Path(typed).is_absolute() else (exporting.relative_path(path) for path in paths)
    return [
        CompletionItem(path) for path in shown if path.startswith(typed) and path.isprintable()
    ] or _files(ctx, incomplete)


def _speakers(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    """Names of the index that begin so, then those with another word that does: any whole word finds a speaker."""
    before, name = ("=", incomplete[1:]) if incomplete.startswith("=") else ("", incomplete)
    with closing(open_index(_index(ctx))) as engine:
        names = [speaker.name for speaker in engine.speakers(None, None)]
    later = re.compile(rf"(?<=[\s-]){re.escape(name)}", re.IGNORECASE)
    found = [*_beginning(names, name), *_printable(each for each in names if later.search(each))]
    return [CompletionItem(before + each) for each in list(dict.fromkeys(found))[:MOST]]


def _outlets(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    with closing(open_index(_index(ctx))) as engine:
        counted = engine.facets(Query(), ["outlet"], 10 * MOST)
    return [CompletionItem(each) for each in _beginning((count.value for count in counted), incomplete)]


def _facets(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    """Names of facets."""
    return _next_of(FACETS, incomplete)


def _columns(ctx: click.Context, incomplete: str) -> Iterable[CompletionItem[str]]:
    """Names of columns of the table that the command prints with the options before."""
    command = ctx.command.name or ""
    facets = ctx.params.get("facets") or ()
    if len(facets) == 2 and ctx.params.get("cross") is not False:
        return _next_of(_cross_columns(ctx, *facets), incomplete)
    if facets or ctx.params.get("explain"):
        command = TABLES_BY_OPTION.get(command, command)
    columns = getattr(exporting, TABLES[command]) if command in TABLES else SCRIPT_COLUMNS
    return _next_of(columns, incomplete)


def _cross_columns(ctx: click.Context, rows: str, columns: str) -> Sequence[str]:
    """The columns of a cross table of all quotes; a name that would need quotation marks is left out."""
    from quotesearch.cli.shown_counts import CrossTable  # little else needs it

    with closing(open_index(_index(ctx))) as engine:
        table = CrossTable(rows, columns, engine.cross(Query(), rows, columns), 0)
    return [name for name in table.names if not set(name) & set(',"')]


def _next_of(names: Sequence[str], incomplete: str) -> list[CompletionItem[str]]:
    """What the last of several names with commas between them can become; a name that is given is not offered."""
    before, comma, last = incomplete.rpartition(",")
    given = [name.strip() for name in before.split(",")]
    return [CompletionItem(before + comma + each) for each in _beginning(names, last) if each not in given]


def _beginning(values: Iterable[str], beginning: str) -> list[str]:
    """The values that begin so, in any case, each once; those that a prompt can show on one line."""
    folded = beginning.casefold()
    return _printable(value for value in values if value.casefold().startswith(folded))


def _printable(values: Iterable[str]) -> list[str]:
    """The first of the values that a prompt can show on one line, each once."""
    return list(islice((value for value in dict.fromkeys(values) if value and value.isprintable()), MOST))


def _index(ctx: click.Context) -> str:
    """Where the index is: as named before on the line, else by the settings, else as the script was made for."""
    source = ctx.get_parameter_source("directory")
    named: str | None = ctx.params.get("directory")
    if named is None or source is click.core.ParameterSource.DEFAULT:
        return os.environ.get(DEFAULT_INDEX) or named or "index"
    return named


COMPLETERS: Final[dict[str, Completer]] = {
    "paths": _files,
    "file": _files,
    "directory": _folders,
    "speaker": _speakers,
    "outlet": _outlets,
    "facets": _facets,
    "columns": _columns,
    "forget paths": _remembered,
    "speakers name": _speakers,
    "merge name": _speakers,
    "merge into": _speakers,
}
"""What completes a parameter, by its name, or by its command's name and its own."""

TABLES: Final = {
    "find": "HIT_COLUMNS",
    "facets": "FACET_COLUMNS",
    "show": "HIT_COLUMNS",
    "extract": "QUOTE_COLUMNS",
    "clean": "ARTICLE_COLUMNS",
    "blocks": "BLOCK_COLUMNS",
    "correct": "CORRECTION_COLUMNS",
    "merge": "CORRECTION_COLUMNS",
    "corrections": "CORRECTION_COLUMNS",
    "add": "REPORT_COLUMNS",
    "rebuild": "REPORT_COLUMNS",
    "forget": "REPORT_COLUMNS",
    "speakers": "SPEAKER_COLUMNS",
    "stats": "STATS_COLUMNS",
    "verify": "DIFFERENCE_COLUMNS",
    "export": "EXPORT_COLUMNS",
}
"""The columns of a command's table, by their name in `quotesearch.exporting`."""

SCRIPT_COLUMNS: Final = ("shell", "script")
"""The columns of what `completion` prints."""

TABLES_BY_OPTION: Final = {"find": "facets", "clean": "blocks"}
"""The other table that `find` prints with `--facets`, and `clean` with `--explain`."""


class _Shell(ShellComplete):
    """
    A shell whose script passes the words typed, one a line, the last of them not finished, as they are meant.

    It gets lines of kind and value: `plain` for a value, `file` and `dir` if the shell is to complete paths.
    """

    source_template = ""  # the scripts are files, see `quotesearch.cli.completion`

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words that are finished, without the program, and the last one."""
        words = os.environ.get("COMP_WORDS", "").split("\n")
        return words[1:-1], words[-1] if len(words) > 1 else ""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """What the last word can become, the whole of it: click gives only what comes after `--format=`."""
        option, equals, value = incomplete.partition("=")
        items = super().get_completions(args, incomplete)
        if not args:
            items += [CompletionItem(alias) for alias in _beginning(ALIASES, incomplete)]
        if not equals or not option.startswith("--"):
            return self.insertable(items, incomplete)
        items = self.insertable(items, value)
        for item in items:
            item.value = item.value if item.value.startswith(f"{option}=") else f"{option}={item.value}"
        return items

    def insertable(self, items: list[CompletionItem[str]], typed: str) -> list[CompletionItem[str]]:
        """The values that the shell can be given together."""
        return items

    def format_completion(self, item: CompletionItem[str]) -> str:
        """A line for the script."""
        return f"{item.type},{item.value}"


class _Bash(_Shell):
    """
    Bash: the script passes the line up to the cursor as it is typed, since only that shows what is in quotation
    marks; and gets values that are quoted already, and cut to what readline will put them in the place of.
    """

    name = "bash"

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words that are finished, without the program, and the last one."""
        self._typed = split(os.environ.get("COMP_LINE", ""))
        return self._typed.words[1:], self._typed.last

    def insertable(self, items: list[CompletionItem[str]], typed: str) -> list[CompletionItem[str]]:
        """
        The values; of several that all begin with only a part of what is typed, the words that begin as typed.

        Readline would put the part that they share in the place of what is typed: Adam Austin and Alice Auster would
        turn “Au” into “A”.
        """
        shared = os.path.commonprefix([item.value for item in items])  # noqa: RUF071 - characters are meant
        sign = "=" if typed.startswith("=") else ""
        if len(items) < 2 or shared in ("", sign) or shared.casefold().startswith(typed.casefold()):
            return items
        begin = re.compile(rf"(?:^|(?<=[\s-])){re.escape(typed)}", re.IGNORECASE)
        found = (begin.search(item.value) for item in items if item.type == "plain")
        return [
            CompletionItem(value) for value in dict.fromkeys(at.string[at.start() :] for at in found if at)
        ]

    def format_completion(self, item: CompletionItem[str]) -> str:
        """A line for the script; none if readline could not put the value in."""
        if item.type != "plain":
            return f"{item.type},"
        text = reply(self._typed, item.value, os.environ.get("COMP_WORDBREAKS", ""))
        return "" if text is None else f"plain,{text}"


class _Zsh(_Shell):
    name = "zsh"


class _Fish(_Shell):
    name = "fish"


SHELLS: Final = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}
"""The shells that are known."""

for _class in SHELLS.values():
    add_completion_class(_class)
