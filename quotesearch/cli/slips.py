"""Query words that begin with a hyphen, as opposed to the short options of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

import click

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


class FindCommand(click.Command):
    """A command to which `-word` is a word to leave out, not a bundle of options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hide the words that begin with a hyphen from the parser of options."""
        known = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        flags = {name for option in known if option.is_flag for name in option.opts}
        valued = {name for option in known for name in option.opts} - flags
        rest = super().parse_args(ctx, list(_protected(ctx, args, flags, valued)))
        words = ctx.params.get("words") or ()
        ctx.params["words"] = tuple(word.removeprefix(PROTECTED) for word in words)
        return rest


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
            raise QueryError(_advice(word, args[at + 1 : at + 2]))
        if is_word and FLAGS_TOGETHER.fullmatch(word):
            raise QueryError(_advice_together(word))
        option = word.partition("=")[0]
        if option in LONG_ADVICE and option not in flags | valued:
            raise QueryError(f"{option} is not an option of find. {LONG_ADVICE[option]}")
        yield PROTECTED + word if is_word else word
        if word in valued:
            yield from (value for _, value in islice(waiting, 1))
        elif word == "--":
            yield from (value for _, value in waiting)


def _advice_together(word: str) -> str:
    """What to type instead of short options that were written together."""
    advice = [ADVICE[letter].format(number="N") for letter in word[1:] if letter in ADVICE]
    leave_out = f"To leave out the word “{word[1:]}”: -- {word}"
    return " ".join([f"{word} is not an option of find.", *dict.fromkeys(advice), leave_out])


def _advice(word: str, following: list[str]) -> str:
    """What to type instead of a short option, and how it is typed as a word to leave out."""
    letter, number = SHORT_OPTION.fullmatch(word).groups()  # type: ignore[union-attr]  # it was matched before
    if not number and following and following[0].isascii() and following[0].isdecimal():
        [number] = following
    advice = ADVICE.get(letter, "").format(number=number or "N")
    parts = [f"-{letter} is not an option of find.", advice, f"To leave out the word “{word[1:]}”: -- {word}"]
    return " ".join(filter(None, parts))
