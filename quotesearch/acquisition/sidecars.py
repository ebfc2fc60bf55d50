"""Sidecars: the metadata of an article in FILE.meta.json next to it."""

from __future__ import annotations

import json
import os
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from quotesearch.acquisition.regular_files import read_regular
from quotesearch.acquisition.walking import SIDECAR_SUFFIX, in_words
from quotesearch.model import Sidecar

LARGEST: Final = 1 << 20
"""Bytes: 1 MiB. A sidecar holds a headline and a few names."""


class _UnsoundError(ValueError):
    """A value that cannot be used; the message says why."""


def read_sidecar(path: str | os.PathLike[str]) -> Sidecar | None:
    """
    Read the sidecar of a file.

    Args:
        path: the article's path; its sidecar's is the same with `.meta.json` after it.

    Returns:
        None if there is no sidecar; else a `Sidecar`, whose `problem` says what of it cannot be used.
    """
    place = f"{os.fspath(path)}{SIDECAR_SUFFIX}"
    try:
        data = read_regular(place, LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Sidecar(place, "", problem=in_words(error))
    return parse_sidecar(place, data)


def parse_sidecar(path: str, data: bytes) -> Sidecar:
    """
    Read the bytes of a sidecar. Other keys and null are passed over.

    >>> parse_sidecar(
    ...     "a.txt.meta.json", b'{"byline": "Ann Lee", "published": "2024-10-31T09:00:00Z"}'
    ... ).published
    '2024-10-31'
    >>> parse_sidecar("a.txt.meta.json", b'{"outlet": "The Post", "published": "soon"}').problem
    'published is not a date (2024-10-31)'
    """
    digest = sha256(data).hexdigest()
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Sidecar(path, digest, problem="is not valid JSON")
    if not isinstance(content, dict):
        return Sidecar(path, digest, problem='is not a JSON object like {"headline": "…"}')
    sound: dict[str, Any] = {}
    problems: list[str] = []
    for key, check in CHECKS.items():
        value = content.get(key)
        if value is None or value == "" or value == []:
            continue
        try:
            sound[key] = check(value)
        except _UnsoundError as error:
            problems.append(f"{key} {error}")
    return Sidecar(path, digest, **sound, problem="; ".join(problems) or None)


def _line(value: object) -> str:
    """A text that fits on a line."""
    if not isinstance(value, str) or not value.strip():
        raise _UnsoundError("is not a text")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise _UnsoundError("holds half a character")  # JSON can say so, nothing can store it
    return " ".join(value.split())


def _names(value: object) -> tuple[str, ...]:
    """One name or several."""
    if isinstance(value, str):
        return (_line(value),)
    if not isinstance(value, list):
        raise _UnsoundError("is neither a name nor a list of names")
    return tuple(_line(name) for name in value)


def _day(value: object) -> str:
    """A day, also where the time of it is given."""
    try:
        return datetime.fromisoformat(_line(value)).date().isoformat()
    except ValueError as error:
        raise _UnsoundError("is not a date (2024-10-31)") from error


def _address(value: object) -> str:
    """A web address."""
    text = _line(value)
    if not text.lower().startswith(("http://", "https://")):
        raise _UnsoundError("is not a web address (https://…)")
    return text


CHECKS: Final = {"headline": _line, "byline": _names, "published": _day, "outlet": _line, "url": _address}
