"""
The file `corrections.jsonl`: one correction a line, only ever appended to.

It lies in a remembered folder, beside the articles that it speaks of, or where somebody said; it is the only
thing besides the articles that cannot be made anew.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any, Final

from quotesearch.acquisition import CORRECTIONS_NAME
from quotesearch.errors import InputError
from quotesearch.indexing.files import flush
from quotesearch.indexing.locking import Lock
from quotesearch.indexing.sources import absolute, is_below
from quotesearch.model.corrections import ACTIONS, Correction, Selector

__all__ = ["WAIT_SECONDS", "append", "file_for", "new_correction", "parsed", "read", "standing"]

WAIT_SECONDS: Final = 10.0
"""How long a writer waits for another one, which writes a single line."""

_NEEDED: Final = {"speaker": "selector", "not-a-quote": "selector", "merge": "into", "undo": "undoes"}
"""What a line must say, beside its id and action."""


def new_correction(action: str, because: str = "", **facts: Any) -> Correction:
    """A correction made now by whoever runs the program (`LOGNAME` or `USER`, else the system's name for them)."""
    try:
        who = getuser()
    except (OSError, KeyError):
        who = ""  # a user without a name, as in some containers
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Correction(secrets.token_hex(6), action, who, when, because, **facts)


def file_for(paths: Iterable[str], sources: Iterable[str], given: str | None = None) -> str:
    """
    The file that a correction belongs in.

    Args:
        paths: absolute; those of the article and its copies.
        sources: the remembered paths.
        given: a file that somebody named; it goes before.

    Raises:
        InputError: no remembered folder holds any of the paths, and no file was named.
    """
    if given:
        return absolute(given)
    for path in paths:
        for source in sources:
            if source != path and is_below(path, source):
                return str(Path(source) / CORRECTIONS_NAME)
    raise InputError(
        "no remembered folder holds this file, so there is no place for what is corrected in it.\n"
        f"Name one: --corrections FILE, for example --corrections {CORRECTIONS_NAME}"
    )


def append(correction: Correction, on_wait: Callable[[str], None] | None = None) -> None:
    """
    Add a line to the correction's file, on the disk when this returns.

    Writers queue. What a writer who was killed left half written stays a line of its own, which `read` passes
    over.

    Raises:
        BusyIndexError: somebody else was not done in time.
        InputError: the file cannot be written.
    """
    path = Path(correction.file)
    needless = {"file"} if correction.action == "speaker" else {"file", "type"}
    fields = {key: value for key, value in asdict(correction).items() if value and key not in needless}
    line = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        is_new = not path.exists()
        with Lock.wait(path, WAIT_SECONDS, on_wait), path.open("ab+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            flush(path.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"{path} cannot be written: {reason}. Nothing was corrected.\n"
            "Name another file: --corrections FILE"
        ) from error


def read(file: str) -> tuple[list[Correction], list[str]]:
    """
    The corrections in a file, those taken back too, and notes on lines that are none.

    A file that is not there holds none.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        content = Path(file).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    found, notes = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        correction = _parsed(line, file)
        if correction is None:
            notes.append(f"{file}: line {number} is no correction that can be understood; it was left out.")
        else:
            found.append(correction)
    return found, notes


def standing(corrections: Iterable[Correction]) -> list[Correction]:
    """
    The corrections that nobody took back, the earliest first.

    >>> first = Correction("1", "speaker", "", "2024-01-01T00:00:00Z", quote="3f", name="Ann Lee")
    >>> [
    ...     each.id
    ...     for each in standing([first, Correction("2", "undo", "", "2024-01-02T00:00:00Z", undoes="1")])
    ... ]
    []
    """
    corrections = list({correction.id: correction for correction in corrections}.values())
    undone = {correction.undoes for correction in corrections if correction.action == "undo"}
    left = [each for each in corrections if each.action != "undo" and each.id not in undone]
    return sorted(left, key=lambda correction: correction.when)  # of one second: in the order of the lines


def parsed(fields: dict[str, Any], file: str) -> Correction | None:
    """A line's correction; None if it is none: garbled, or of a version that knows other actions."""
    try:
        place = fields.get("selector")
        selector = Selector(**{**place, "paths": tuple(map(str, place["paths"]))}) if place else None
        texts = {key: value for key, value in fields.items() if key not in ("selector", "file")}
        correction = Correction(**texts, selector=selector, file=file)
        numbers = (selector.start, selector.end) if selector else ()
        sound = (
            all(isinstance(value, str) for value in texts.values())
            and all(isinstance(number, int) for number in numbers)
            and correction.action in ACTIONS
            and getattr(correction, _NEEDED[correction.action])
        )
        return correction if sound else None
    except (TypeError, KeyError, AttributeError):
        return None


def _parsed(line: bytes, file: str) -> Correction | None:
    """A line's correction; None if it is none, or torn."""
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return parsed(fields, file) if isinstance(fields, dict) else None
