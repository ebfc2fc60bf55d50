"""How far the work is and how long it will still take: a bar on standard error, on a terminal only."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import click

from quotesearch.acquisition import list_files
from quotesearch.cli.notes import count
from quotesearch.model import Article, ArticleCard, Failure, ListedFile, ReadExtraction, Remark, Skipped

__all__ = ["Progress", "watched"]

Item = TypeVar("Item", bound=Article | ReadExtraction | Failure | Skipped | Remark)

WIDTH: Final = 24
"""Characters of the bar itself, where the terminal is wide enough."""

NARROWEST: Final = 4

SHOWS_CURSOR: Final = "\033[?25h"
"""The bar of click hides the cursor; this brings it back."""


class Progress:
    """
    A bar on standard error with the time that is left; on a terminal only.

    Call it with the number of things that are done and of all, as often as there is news; call `end` before
    anything else is printed and when the work is over, however it ends.

    Args:
        quiet: show nothing.
        noun: what one of them is called.
    """

    def __init__(self, quiet: bool, noun: str = "article") -> None:
        self.shows = not quiet and sys.stderr.isatty()
        self._noun = noun
        self._bar: Any = None  # click has no public name for its class
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Show how many are done, and how many there are."""
        if not self.shows:
            return
        bar = self._bar
        if bar is None or bar.length != total or done < bar.pos:
            bar = self._bar = click.progressbar(
                length=total,
                file=sys.stderr,
                fill_char="#",
                empty_char="-",
                bar_template="[%(bar)s] %(label)s",
            )
        if done > bar.pos:
            bar.make_step(done - bar.pos)
        left = f", {bar.format_eta().removeprefix('00:')} left" if bar.eta_known and done < total else ""
        bar.label = f"{done:,} of {count(total, self._noun)}{left}"
        room = shutil.get_terminal_size().columns - len(f"[] {bar.label} ")
        bar.width = max(NARROWEST, min(WIDTH, room))
        bar.render_progress()
        self._drawn = True

    def end(self) -> None:
        """Take the line away; the next call shows it again."""
        if self._drawn:
            self._drawn = False
            click.echo(f"\r{' ' * self._bar.max_width}\r{SHOWS_CURSOR}", nl=False, err=True)

    def restart(self) -> None:
        """Measure the time from now on."""
        self.end()
        self._bar = None


@contextmanager
def watched(items: Iterable[Item], paths: Sequence[str], quiet: bool) -> Iterator[Iterator[Item]]:
    """
    The same items, with a bar that shows how many of the files they were read from are done.

    The bar is removed before each item is passed on, which may be printed to the same terminal; there is no bar
    when standard output goes to a pipe, since what reads it (a pager) may draw on the terminal.

    Args:
        items: what is read of the files in *paths* or below them, in their order.
        paths: files and folders.
        quiet: show no bar.
    """
    progress = Progress(quiet or _is_piped())
    try:
        total = sum(isinstance(file, ListedFile) for file in list_files(paths)) if progress.shows else 0
        yield _counted(items, total, progress) if total > 1 else iter(items)
    finally:
        progress.end()


def _counted(items: Iterable[Item], total: int, progress: Progress) -> Iterator[Item]:
    """The items, with a bar in between."""
    done: set[str] = set()
    shares_terminal = sys.stdout.isatty()
    progress(0, total)
    for number, item in enumerate(items):
        if number == 0:  # until now, all files were looked through for lines that recur
            progress.restart()
            progress(0, total)
        if shares_terminal:
            progress.end()
        yield item
        done.update(_files_of(item))
        progress(min(len(done), total), total)


def _files_of(item: Article | ArticleCard | ReadExtraction | Failure | Skipped | Remark) -> tuple[str, ...]:
    """The files that are done with an item: of an article its copies too."""
    match item:
        case ReadExtraction():
            return _files_of(item.extraction.article)
        case Article() | ArticleCard():
            return item.path, *item.also_at
        case Failure():
            return (item.path,)
        case _:
            return ()  # files of other kinds are not counted


def _is_piped() -> bool:
    """Does standard output go to another program?"""
    try:
        return stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # it is closed, or not a file
        return False
