"""Texts written by or for machines, line by line: programs, logs, dumps and encoded data."""

from __future__ import annotations

import re
from typing import Final

from quotesearch.acquisition.prose import is_prose

__all__ = ["is_base64", "is_code", "is_log", "is_sql"]

LOOKED_AT: Final = 1 << 16
"""Code points of a text that are looked at."""

SHARE: Final = 0.8
"""Of the lines, and of the characters, of a text: so much has to be of the kind. Prose around a listing is more."""

FEWEST_LINES: Final = 5

LOGGED: Final = re.compile(
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s(?:.{0,60}\W)?"
    r"(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b"
    r'|\S+ \S+ \S+ \[[^\]]+\] "(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT) [^"]*" \d{3}\b'
    r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./()-]+(?:\[\d+\])?: "
)
"""Log lines with a day, a second and a level; of web servers (Common Log Format); of syslog (RFC 3164). A chat has days
and seconds, too, but no level."""

SQL_FIRST: Final = re.compile(
    r"(?:--[^\n]*\n|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/;?|\s)*+"
    r"(?:SET|CREATE|DROP|INSERT|BEGIN|PRAGMA|LOCK|USE|START|COPY)\s",
    re.IGNORECASE,
)
_NAMED: Final = r"(?:[\w.$]++|`[^`\n]*`|\"[^\"\n]*\"|\[[^\]\n]*\])++"
SQL_STATEMENT: Final = re.compile(
    rf"^(?:CREATE (?:\w+ ){{0,3}}TABLE (?:IF NOT EXISTS )?{_NAMED}\s*+\("
    rf"|INSERT (?:OR \w+ |IGNORE )?INTO {_NAMED}[^\n]{{0,400}}?\bVALUES\s*+\(|COPY [^\n]{{1,400}}? FROM stdin;)",
    re.IGNORECASE | re.MULTILINE,
)
SQL_TEXT: Final = re.compile(
    r"^--[^\n]*|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)"
    r"|^COPY [^\n]{1,400}? FROM stdin;.*?(?:^\\\.|\Z)"
    r"|^(?:CREATE (?:\w+ ){0,3}TABLE|INSERT (?:OR \w+ |IGNORE )?INTO) "
    r"(?:[^;'\n]++|'(?:[^'\\]++|\\.|'')*+(?:'|\Z)|\n(?!\r?\n))*+;?",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
"""Comments, and statements with what they put into tables. Each ends where the text does if it is cut off, so none is
tried twice; a statement without a semicolon ends at an empty line."""

INTERPRETER: Final = re.compile(r"#!\s*/\S+|<\?php(?=\s)")
TEXT_IN_CODE: Final = re.compile(
    r"(\"{3}|'{3}).*?(?:\1|\Z)"
    r"|\"\\\r?\n(?:[^\"\\]++|\\.)*+(?:\"|\Z)"
    r"|<<[-~]?\s*(?:[\"'\\](\w++)[\"']?|([A-Z_]{2,}+)).*?(?:^\s*(?:\2|\3)[ \t\r]*$|\Z)"
    r"|^=[a-z]\w*.*?(?:^=(?:cut|end)\b|\Z)|^[ \t]*/\*.*?(?:\*/|\Z)|^__(?:END|DATA)__.*",
    re.MULTILINE | re.DOTALL,
)
"""Prose that programs hold: strings over lines, comments, documentation within or after them, and “<<EOF” to “EOF”."""

CLOSING_BRACE: Final = re.compile(r"\s*\}[\])};,]*\s*(?:else\b.*|catch\b.*|finally\b.*|from\b.*|while\b.*)?")
BRACED: Final = re.compile(
    r".*[;{},(\[]|\s*[\])}]+[;,.]*|\s*(?://|/\*|\*|#\s*(?:include|define|if|endif|pragma)\b|@\w).*"
    r"|\s*(?:import|package|using|use)\s[\w.:*{}\s\"'/]+;?"
)
"""Lines of languages with braces: C and its relatives, Java, JavaScript, Go, Rust, CSS."""

DEFINITION: Final = re.compile(
    r"\s*(?:(?:async )?def \w+\(.*|class \w+(?:\(.*\))?:|import \w[\w., ]*|from [\w.]+ import .+)"
)
INDENTED: Final = re.compile(
    r"(?: {4}|\t).*|#.*|@\w.*|[\w.\[\]]+(?:: [\w\[\], .|]+)? = .+|[\])}]+.*|(?:if|for|while|with|try|else)\b.*:"
    r"|\"\"\".*"
)
"""Lines of Python other than its definitions."""


def is_log(text: str) -> bool:
    r"""
    Whether nearly all lines are those of a log.

    >>> is_log("2024-10-31 10:15:02 ERROR disk full\n" * 9), is_log("2024-10-31 10:15:02 Ann: We stay.\n" * 9)
    (True, False)
    """
    if not LOGGED.match(text):
        return False
    lines = _lines(text)
    return len(lines) >= FEWEST_LINES and sum(bool(LOGGED.match(line)) for line in lines) >= SHARE * len(
        lines
    )


def is_sql(text: str) -> bool:
    """
    Whether it begins with a statement of SQL, makes or fills a table, and is not prose apart from that.

    >>> is_sql("Use this: CREATE TABLE, said Ann Lee."), is_sql("CREATE TABLE news (id integer);")
    (False, True)
    """
    text = text[:LOOKED_AT]
    is_statement = SQL_FIRST.match(text) and SQL_STATEMENT.search(text)
    return bool(is_statement) and not is_prose(SQL_TEXT.sub("", text))


def is_code(text: str) -> bool:
    r"""
    Whether it names its interpreter, or nearly all of it is lines of a program.

    >>> is_code("#!/bin/sh\necho 'We stay'\n"), is_code("#1 in the polls: “We stay,” said Ann Lee.")
    (True, False)
    """
    begin = INTERPRETER.match(text)
    if begin and not is_prose(TEXT_IN_CODE.sub("", text[begin.end() : LOOKED_AT])):
        return True
    lines = _lines(text)
    if sum(bool(CLOSING_BRACE.fullmatch(line)) for line in lines) >= 2 and _mostly(BRACED, lines):
        return True
    others = [line for line in lines if not DEFINITION.fullmatch(line)]
    return len(lines) - len(others) >= 2 and _mostly(INDENTED, others)


def is_base64(text: str) -> bool:
    r"""
    Whether it is nothing but lines of one length in the alphabet of base64 (RFC 4648).

    >>> is_base64(("QW5u" * 19 + "\n") * 5 + "TGVl\n"), is_base64("We stay\n" * 9)
    (True, False)
    """
    lines = _lines(text)
    length = len(lines[0]) if lines else 0
    return (
        len(lines) >= FEWEST_LINES
        and 60 <= length <= 76
        and all(len(line) == length for line in lines[:-1])
        and re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", "".join(lines)) is not None
    )


def _lines(text: str) -> list[str]:
    """The lines of a text that are not empty; of one that is longer than is looked at, the last is left out."""
    lines = text[:LOOKED_AT].splitlines()
    if len(text) > LOOKED_AT:
        lines.pop()
    return [line.rstrip() for line in lines if line.strip()]


def _mostly(kind: re.Pattern[str], lines: list[str]) -> bool:
    """Whether nearly all lines, and nearly all characters in lines, are of a kind."""
    fitting = [line for line in lines if kind.fullmatch(line)]
    characters = sum(map(len, lines))
    return (
        len(lines) >= FEWEST_LINES
        and len(fitting) >= SHARE * len(lines)
        and sum(map(len, fitting)) >= SHARE * characters
    )
