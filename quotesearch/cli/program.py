"""The program that the commands belong to: it loads them, and turns errors into words."""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module
from typing import Any, Final

import click
from click.exceptions import NoArgsIsHelpError

from quotesearch.errors import QuotesearchError
from quotesearch.version import __version__

__all__ = ["COMMANDS", "main", "program"]

COMMANDS: Final = {
    "add": "Index new and changed articles, drop those that are gone.",
    "rebuild": "Build the whole index again.",
    "forget": "Take a folder or file out of the index.",
    "find": "Search what was said.",
    "speakers": "List who is quoted.",
    "show": "Show one quote and all that is known about it.",
    "correct": "Correct who said a quote, or mark it as not a quote.",
    "merge": "Treat two names as the same person.",
    "corrections": "List all corrections, and what came of them.",
    "export": "Write quotes into one SQLite file, for datasette, pandas and SQL.",
    "extract": "Print the quotes of files, without an index.",
    "clean": "Print the article text without menus, ads and teasers.",
    "verify": "Read all files again, and report what is not as indexed.",
    "stats": "Show what the index contains.",
    "completion": "Print what makes a shell complete commands, paths and names.",
}
"""Every command and what it does; each is a module of this package."""

ALIASES: Final = {"search": "find", "index": "rebuild"}
"""Other names for commands, as people know them from other tools."""

INTERRUPTED: Final = 130
"""The exit code that shells give a program stopped by Ctrl-C."""


SHARED: Final = {"--index": True, "--format": True, "-q": False, "--quiet": False}
"""The options that every command has, and whether a value follows."""


class Program(click.Group):
    """A group of commands, each loaded when it is asked for, whose errors are messages and not tracebacks."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take options that all commands have for those of the command that follows them."""
        before: list[str] = []
        rest = list(args)
        while rest and rest[0].partition("=")[0] in SHARED:
            is_alone = "=" in rest[0] or not SHARED[rest[0]]
            before += rest[: 1 if is_alone else 2]
            rest = rest[1 if is_alone else 2 :]
        if rest and rest[0] in COMMANDS | ALIASES:
            rest[1:1] = before
        elif before:
            rest = args
            ctx.fail(f"{before[0]} comes after a command: quotesearch find {' '.join(before)} …")
        elif rest and rest[0].startswith("--") and rest[0] not in ("--help", "--version"):
            ctx.fail(f"{rest[0]} comes after the command that it is for: quotesearch find {rest[0]} …")
        return super().parse_args(ctx, rest)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Understand the options before the command."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise ToldUsageError(error) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name or another name of it; None if it does not exist."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"quotesearch.cli.{name}").command
        if ctx.resilient_parsing:  # a shell asks how a word could continue
            from quotesearch.cli.completers import with_completions

            with_completions(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; if it does not exist, say which do."""
        if args[0] not in COMMANDS | ALIASES and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches  # a command that goes well does not need it

            near = get_close_matches(args[0], [*COMMANDS, *ALIASES], n=2)
            hint = f"Did you mean {' or '.join(near)}? " if near else ""
            ctx.fail(f"there is no command {args[0]!r}. {hint}The commands are {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them, then their other names."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
        with formatter.section("Other names"):
            formatter.write_dl([(alias, f"The same as {name}.") for alias, name in ALIASES.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that we raise is printed in a line or two, and the exit code is 2."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise ToldUsageError(error) from error
        except QuotesearchError as error:
            raise ReportedError(str(error)) from error
        except KeyboardInterrupt:
            _say("Interrupted.")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _fall_silent()
            ctx.exit(0)  # the reader has seen enough: something was found
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise ReportedError("the disk is full. Make room, then run the same command again.") from error


def _fall_silent() -> None:
    """Discard what is still to be printed, so that Python does not complain about it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in sys.stdout, sys.stderr:
        os.dup2(nowhere, stream.fileno())


class ReportedError(click.ClickException):
    """An error in words; click prints it after `Error:` on standard error."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print it, on a terminal in lines that fit."""
        _say(f"Error: {self.format_message()}")


class ToldUsageError(click.UsageError):
    """A command line that cannot be understood; its message has no control characters, even from file names."""

    def __init__(self, error: click.UsageError) -> None:
        from quotesearch.model import (
            one_line,
        )  # here and below, since a command that goes well needs none of it

        # click lists choices in lines of their own; a name must not make a line
        super().__init__(one_line(" ".join(error.format_message().split())), error.ctx)

    def show(self, file: Any = None) -> None:
        """Print how the command is used, and what is wrong."""
        from quotesearch.cli.printing import echo

        shown = io.StringIO()
        super().show(shown)
        echo(shown.getvalue(), nl=False, err=True)


def _say(message: str) -> None:
    """Say something on standard error."""
    from quotesearch.cli.notes import say

    say(message)


@click.command(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: quotesearch rebuild FOLDER, then: quotesearch find WORDS. For completion with the Tab key: "
    "quotesearch completion --help",
)
@click.version_option(__version__, message="%(prog)s %(version)s", prog_name="quotesearch")
def program() -> None:
    """Who said what in the news, where, and can I check it?"""


def main() -> None:
    """Run the command line and exit with 0 (found or done), 1 (nothing found) or 2 (an error)."""
    for stream in sys.stdout, sys.stderr:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal that cannot show a letter is not an error
    if "_QUOTESEARCH_COMPLETE" in os.environ:
        import quotesearch.cli.completers  # noqa: F401 - registers our shells with click
    program(prog_name="quotesearch")
