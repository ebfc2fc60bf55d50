"""
The file `corrections.jsonl`: one correction a line, only ever appended to.

It is kept in a remembered folder, next to its articles, or where the user wants it. People edit it and
pass it on, so no line of it is trusted: one that is not a valid correction is skipped and named.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Any, Final

from quotesearch.acquisition import CORRECTIONS_NAME, in_words, open_regular, read_regular
from quotesearch.errors import InputError
from quotesearch.indexing.storage import Lock, absolute, flush, is_below
from quotesearch.model import ACTIONS, LONGEST_NAME, SPEAKER_TYPES, Correction, Failure, Selector, one_line

__all__ = [
    "LARGEST",
    "WAIT_SECONDS",
    "append_correction",
    "corrections_file_for",
    "new_correction",
    "not_undone",
    "parse_correction",
    "read_corrections",
    "refuse_other_files",
]

WAIT_SECONDS: Final = 10.0
"""How long a writer waits for another one, which writes a single line."""

LARGEST: Final = 64 << 20
"""Bytes: 64 MiB, some fifty thousand corrections. A larger file is something else."""

MOST_NAMED: Final = 3
"""Lines of a file that are not valid corrections and are named one by one; the others are counted."""

_LOOKED_AT: Final = 1024
_BEGINS: Final = re.compile(rb'\{"id": "(?:[0-9a-f]{12}", "action": "|[^"}\n]*+\Z)')
"""How a line begins that `append_correction` wrote, even if it was cut off, in so many bytes of a file."""

_NEEDED: Final = {"speaker": "selector", "not-a-quote": "selector", "merge": "into", "undo": "undoes"}
"""The field that a line must have, in addition to its id, action and date."""

_TEXTS: Final = frozenset(each.name for each in fields(Correction) if each.name not in ("selector", "file"))
_REQUIRED: Final = frozenset({"id", "action"})
_SELECTOR_TEXTS: Final = ("sha256", "words", "exact", "before", "after")


def new_correction(action: str, because: str = "", **facts: Any) -> Correction:
    """A correction made now by the user of the program (`LOGNAME` or `USER`, else the system's name for the user)."""
    try:
        who = getuser()
    except (OSError, KeyError):
        who = ""  # a user without a name, as in some containers
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Correction(secrets.token_hex(6), action, who, when, because, **facts)


def corrections_file_for(paths: Iterable[str], sources: Iterable[str], given: str | None = None) -> str:
    """
    The file that a correction belongs in.

    Args:
        paths: absolute; those of the article and its copies.
        sources: the remembered paths.
        given: a file that the user named; it wins.

    Returns:
        the absolute path of the file.

    Raises:
        InputError: no remembered folder contains any of the paths, and no file was named.
    """
    if given:
        return absolute(given)
    for path in paths:
        for source in sources:
            if source != path and is_below(path, source):
                return str(Path(source) / CORRECTIONS_NAME)
    raise InputError(
        "no remembered folder contains this file, so there is no corrections file for it.\n"
        f"Name one: --corrections FILE, for example --corrections {CORRECTIONS_NAME}"
    )


def refuse_other_files(file: str) -> None:
    """
    Make sure that a file that the user named holds corrections, or nothing: a line is not to be added to an article.

    Raises:
        InputError: it holds something else.

    >>> refuse_other_files(__file__)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    quotesearch.errors.InputError: ...corrections_file.py is no file of corrections, so it is left as it is.
    Name another file: --corrections FILE
    """
    try:
        with open_regular(file) as opened:
            begins = opened.read(_LOOKED_AT).removeprefix(BOM_UTF8).lstrip()
        if not begins or _BEGINS.match(begins) or read_corrections(file)[0]:
            return
    except OSError:
        return  # it is not there, or `append_correction` says why it cannot be written
    raise InputError(
        f"{one_line(file)} is no file of corrections, so it is left as it is.\n"
        "Name another file: --corrections FILE"
    )


def append_correction(correction: Correction, on_wait: Callable[[str], None] | None = None) -> None:
    """
    Add a line to the correction's file, on the disk when this returns.

    Writers queue. What a killed writer left half written stays a line of its own, which `read_corrections` skips.

    Raises:
        BusyIndexError: another writer was not done in time.
        InputError: the file cannot be written, or `read_corrections` would refuse it.
    """
    path = Path(correction.file)
    needless = {"file"} if correction.action == "speaker" else {"file", "type"}
    needed = {key: value for key, value in asdict(correction).items() if value and key not in needless}
    line = json.dumps(needed, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        is_new = not path.exists()
        if not is_new:
            _check_size(path, len(line))
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
        raise InputError(
            f"{one_line(str(path))} cannot be written: {in_words(error)}. Nothing was corrected.\n"
            "Name another file: --corrections FILE"
        ) from error


def _check_size(path: Path, more: int) -> None:
    """Raise OSError if a file is not a regular one, or would be too large to be read with so many bytes more."""
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size + more > LARGEST:
            raise OSError(errno.EFBIG, f"it would be larger than {LARGEST >> 20} MiB")


def read_corrections(file: str) -> tuple[list[Correction], list[Failure]]:
    """
    The corrections in a file, those that were undone too.

    Args:
        file: its path. A file that is not there has no corrections.

    Returns:
        the corrections, and what is wrong with the lines that are not valid.

    Raises:
        OSError: it is there and cannot be read, is not a regular file or is larger than `LARGEST`.
    """
    try:
        content = read_regular(file, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    found: list[Correction] = []
    wrong: list[int] = []
    for number, line in enumerate(content.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        correction = _parsed(line, file)
        if correction is None:
            wrong.append(number)
        else:
            found.append(correction)
    return found, _complaints(file, wrong)


def _complaints(file: str, wrong: Sequence[int]) -> list[Failure]:
    """What to say of lines, by their numbers: a file of another kind must not fill the screen."""
    said = [
        Failure(file, f"line {number} is not a valid correction and was skipped")
        for number in wrong[:MOST_NAMED]
    ]
    rest = len(wrong) - len(said)
    if rest:
        are = (
            "line is not a valid correction and was"
            if rest == 1
            else "lines are not valid corrections and were"
        )
        said.append(Failure(file, f"{rest:,} more {are} skipped"))
    return said


def not_undone(corrections: Iterable[Correction]) -> list[Correction]:
    """
    The corrections that were not undone, the earliest first.

    >>> first = Correction("1", "speaker", "", "2024-01-01T00:00:00Z", quote="3f", name="Ann Lee")
    >>> [
    ...     each.id
    ...     for each in not_undone([first, Correction("2", "undo", "", "2024-01-02T00:00:00Z", undoes="1")])
    ... ]
    []
    """
    corrections = list({correction.id: correction for correction in corrections}.values())
    undone = {correction.undoes for correction in corrections if correction.action == "undo"}
    left = [each for each in corrections if each.action != "undo" and each.id not in undone]
    return sorted(left, key=lambda correction: correction.when)  # of one second: in the order of the lines


def parse_correction(content: dict[str, Any], file: str) -> Correction | None:
    """
    The correction that a JSON object describes.

    Args:
        content: the object.
        file: where it was found.

    Returns:
        None if it is not a valid correction: a field is missing, of the wrong type or unknown, as in a file of a
        version that knows other actions.

    >>> parse_correction(
    ...     {"id": "1", "action": "undo", "who": "", "when": "2026-01-31", "undoes": "0"}, "a.jsonl"
    ... ).undoes
    '0'
    >>> parse_correction(
    ...     {"id": "1", "action": "undo", "who": "", "when": "2026-01-31", "undoes": ["0"]}, "a.jsonl"
    ... )
    """
    known = {name: value for name, value in content.items() if name not in ("selector", "file")}
    if not (_REQUIRED <= known.keys() <= _TEXTS and all(map(_is_text, known.values()))):
        return None
    selector = None
    if content.get("selector") is not None:
        selector = _selector(content["selector"])
        if selector is None:
            return None
    correction = Correction(**{"who": "", "when": "", **known}, selector=selector, file=file)
    sound = (
        correction.action in ACTIONS
        and correction.id
        and getattr(correction, _NEEDED[correction.action])
        and correction.type in SPEAKER_TYPES
        and all(map(_is_name, (correction.name, correction.into)))
        and (correction.name or correction.action != "merge")
    )
    return correction if sound else None


def _selector(content: object) -> Selector | None:
    """The selector that a JSON object describes; None if it is not a valid one."""
    if not isinstance(content, dict) or content.keys() != {*_SELECTOR_TEXTS, "paths", "start", "end"}:
        return None
    paths, start, end = content["paths"], content["start"], content["end"]
    sound = (
        all(_is_text(content[name]) for name in _SELECTOR_TEXTS)
        and isinstance(paths, list)
        and all(_is_text(path) and "\0" not in path for path in paths)
        and type(start) is type(end) is int  # True is an int, too
        and 0 <= start <= end <= sys.maxsize
    )
    return Selector(**{**content, "paths": tuple(paths)}) if sound else None


def _is_text(value: object) -> bool:
    r"""
    Is a value a text that can be stored and printed?

    >>> _is_text("Ann Lee"), _is_text("\ud800"), _is_text(3)
    (True, False, False)
    """
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_name(value: str) -> bool:
    """
    May a text be a person's name, or is it left out?

    >>> _is_name("Ann Lee"), _is_name(""), _is_name(" "), _is_name("Ann" * 100)
    (True, True, False, False)
    """
    return not value or (len(value) <= LONGEST_NAME and any(map(str.isalnum, value)))


def _parsed(line: bytes, file: str) -> Correction | None:
    """A line's correction; None if it is not a valid one, or cut off."""
    try:
        content = json.loads(line.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return None
    return parse_correction(content, file) if isinstance(content, dict) else None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Raises ValueError if a key occurs twice, for which of the two is meant?"""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("a key occurs twice")
    return content
