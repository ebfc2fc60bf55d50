"""
Write lexicons/en/surnames.txt: family names, in lower case.

Sources: the PyPI packages `names` (US Census 1990, the 10,000 most frequent) and `Faker` (names by locale), both
MIT. Only names in Latin script.

    python -m training.make_surnames > quotesearch/lexicons/en/surnames.txt
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from importlib.resources import files

HEADER = """\
# Family names.
# Source: the PyPI packages names 0.3.0 (US Census 1990, the 10,000 most frequent) and Faker (names by locale),
# merged by training/make_surnames.py. Licence: MIT (both).
"""

MOST_FREQUENT = 10_000
LATIN = re.compile(r"[a-zà-öø-ÿāăąćčďđēęěğīıķłļńņňōőřśšşťūůűźżžʻ'’]{2,}(?:-[a-zà-ÿ]+)?\Z")
LISTS = ("last_names", "last_names_male", "last_names_female")


def census() -> set[str]:
    """The most frequent family names of the United States."""
    lines = files("names").joinpath("dist.all.last").read_text(encoding="ascii").splitlines()
    return {line.split()[0].lower() for line in lines[:MOST_FREQUENT]}


def by_locale() -> set[str]:
    """The family names of all locales that are written in Latin script."""
    package = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            continue
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for name in LISTS:
            found.update(str(entry).lower() for entry in getattr(provider, name, ()))
    return {name for name in found if LATIN.match(name)}


def main() -> None:
    """Print the list."""
    print(HEADER + "\n".join(sorted(census() | by_locale())))


if __name__ == "__main__":
    main()
