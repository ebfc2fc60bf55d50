"""Query words that begin with a hyphen, as opposed to the short options of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import click

from quotesearch.cli.notes import note
from quotesearch.errors import QueryError

__all__ = ["FindCommand"]

PROTECTED: Final = "\0"
"""Marks a word that is not to be taken for an option; no shell can pass it."""

SHORT_OPTION: Final = re.compile(r"-([A-Za-z])(\d*)", re.ASCII)
"""How short options look in other tools: a letter, perhaps with a number."""

GREP_FLAGS: Final = "inrRwclohHvsqxEF"
"""Letters that users of grep and ripgrep write together: -in, -rn."""

FLAGS_TOGETHER: Final = re.compile(rf"-(?:[{GREP_FLAGS}]{{2}}|(?=.*r)(?=.*n)[{GREP_FLAGS}]{{3}})", re.ASCII)
"""Two of them, or three with r and n: no other three are sure to be no word (-win, -now, -how)."""

LIMIT: Final = "Did you mean --limit {number}?"
CONTEXT: Final = "show ID prints what comes before and after a quote."
ADVICE: Final = {
    "n": LIMIT,
    "m": LIMIT,
    "A": CONTEXT,
    "B": CONTEXT,
    "C": CONTEXT,
    "c": "Did you mean --limit 0, which only counts?",
    "e": "Write the words without it.",
    "E": "Did you mean word* or word~? There are no regular expressions.",
    "F": "Did you mean a phrase in quotation marks: '\"will not prevail\"'?",
    "i": "Capitals make no difference.",
    "l": "Did you mean --group article?",
    "o": "Only quotes are printed.",
    "r": "The whole index is searched.",
    "v": "Did you mean -WORD, which leaves out quotes with that word?",
    "w": "Only whole words match. For one form of a word only: --exact",
}
"""What a user of grep or a similar tool wants with an option, by its letter."""

LONG_ADVICE: Final = {
    "--ignore-case": "Capitals make no difference.",
    "--case-sensitive": "Capitals make no difference.",
    "--word-regexp": "Only whole words match.",
    "--regex": ADVICE["E"],
    "--regexp": ADVICE["E"],
    "--fixed-strings": ADVICE["F"],
    "--recursive": ADVICE["r"],
    "--invert-match": ADVICE["v"],
    "--context": CONTEXT,
    "--json": "Did you mean --format json?",
    "--jsonl": "Did you mean --format jsonl?",
    "--csv": "Did you mean --format csv?",
    "--count": ADVICE["c"],
    "--max-count": LIMIT.format(number="N"),
    "--max": LIMIT.format(number="N"),
    "--size": LIMIT.format(number="N"),
    "--all": "Did you mean --limit all?",
    "--author": "Did you mean --speaker NAME?",
    "--person": "Did you mean --speaker NAME?",
    "--name": "Did you mean --speaker NAME?",
    "--by": "Did you mean --speaker NAME?",
    "--source": "Did you mean --outlet NAME?",
    "--site": "Did you mean --outlet NAME?",
    "--since": "Did you mean --after DATE?",
    "--from": "Did you mean --after DATE?",
    "--until": "Did you mean --before DATE?",
    "--to": "Did you mean --before DATE?",
}
"""The same for long options."""

OUR_OPTION: Final = re.compile(r"--[a-z][a-z-]+")
"""An option of ours in a piece of advice."""


class FindCommand(click.Command):
    """A command to which `-word` is a word to leave out, not a bundle of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the words that begin with a hyphen from the parser of options."""
        known = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        flags = {name for option in known if option.is_flag for name in option.opts}
        valued = {name for option in known for name in option.opts} - flags
        protected = list(_protected(ctx, args, flags, valued))
        rest = super().parse_args(ctx, protected)
        for param in ctx.command.params:
            if isinstance(param, click.Argument) and param.name:
                ctx.params[param.name] = _unmarked(ctx.params.get(param.name))
        if not ctx.resilient_parsing:  # a shell that asks how a word could continue wants no notes
            for option in _late(protected, flags | valued):
                message = f"{option} comes after --, so it is taken for a word: options go before --"
                note(message, bool(ctx.params.get("quiet")))
        return rest


def _unmarked(value: str | Iterable[str] | None) -> str | tuple[str, ...] | None:
    """The value of an argument without the marks of its words."""
    if value is None or isinstance(value, str):
        return value and value.removeprefix(PROTECTED)
    return tuple(word.removeprefix(PROTECTED) for word in value)


def _protected(ctx: click.Context, args: list[str], flags: set[str], valued: set[str]) -> Iterator[str]:
    """
    Mark the words that begin with one hyphen and are neither an option nor the value of one.

    Raises:
        QueryError: one of them is rather an option of another program: a letter, a few of grep's letters, a long name.
    """
    help_options = set(ctx.help_option_names)
    waiting = iter(enumerate(args))
    for at, word in waiting:
        is_word = (
            len(word) > 1 and word[0] == "-" and word[1] != "-" and word not in flags | valued | help_options
        )
        if is_word and SHORT_OPTION.fullmatch(word):
            raise QueryError(_advice(ctx, word, args[at + 1 : at + 2]))
        if is_word and FLAGS_TOGETHER.fullmatch(word):
            raise QueryError(_advice_together(ctx, word))
        option = word.partition("=")[0]
        if option in LONG_ADVICE and option not in flags | valued:
            raise QueryError(_in_words(ctx, option, [LONG_ADVICE[option]]))
        yield PROTECTED + word if is_word else word
        if word in valued:
            yield from (value for _, value in islice(waiting, 1))
        elif word == "--":
            yield from (PROTECTED + value for _, value in waiting)


def _late(protected: list[str], options: set[str]) -> list[str]:
    """The options of a command among the words that are marked: they come after `--`, where nothing is an option."""
    marked = (word.removeprefix(PROTECTED) for word in protected if word.startswith(PROTECTED))
    names = (word.partition("=")[0] for word in marked)
    return list(dict.fromkeys(name for name in names if name in options))


def _advice_together(ctx: click.Context, word: str) -> str:
    """What to type instead of short options that were written together."""
    advice = [ADVICE[letter].format(number="N") for letter in word[1:] if letter in ADVICE]
    return _in_words(ctx, word, advice, word)


def _advice(ctx: click.Context, word: str, following: list[str]) -> str:
    """What to type instead of a short option, and how it is typed as a word to leave out."""
    letter, number = SHORT_OPTION.fullmatch(word).groups()  # type: ignore[union-attr]  # it was matched before
    if not number and following and following[0].isascii() and following[0].isdecimal():
        [number] = following
    return _in_words(ctx, f"-{letter}", [ADVICE.get(letter, "").format(number=number or "N")], word)


def _in_words(ctx: click.Context, option: str, advice: list[str], word: str = "") -> str:
    """That a command has no such option, the advice that fits the command, and how to leave out the word."""
    ours = {name for param in ctx.command.params for name in param.opts}
    fitting = [text for text in dict.fromkeys(advice) if text and ours.issuperset(OUR_OPTION.findall(text))]
    leave_out = [f"To leave out the word “{word[1:]}”: -- {word}"] if word else []
    return " ".join([f"{option} is not an option of {ctx.command.name}.", *fitting, *leave_out])
