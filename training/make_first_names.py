"""
Write lexicons/en/first_names.txt: first names, and the gender that mostly has them.

Sources: the PyPI packages `names` (US Census 1990, by frequency) and `Faker` (names by locale), both MIT. Only
names in Latin script; if one package has a name for both genders, it gets the one that is at
least four times as frequent, else `u`.

    python -m training.make_first_names > quotesearch/lexicons/en/first_names.txt
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from importlib.resources import files

HEADER = """\
# First names and whom they are mostly given to: f, m, or u where both are common.
# Source: the PyPI packages names 0.3.0 (US Census 1990) and Faker (names by locale), merged by
# training/make_first_names.py. Licence: MIT (both).
"""

LATIN = re.compile(r"[a-zà-öø-ÿāăąćčďđēęěğīıķłļńņňōőřśšşťūůűźżžʻ'’]{2,}(?:-[a-zà-ÿ]+)?\Z")


def census() -> dict[str, dict[str, float]]:
    """Frequencies by name and gender, in per cent of the people of that gender."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: {"f": 0.0, "m": 0.0})
    for gender, file in (("f", "dist.female.first"), ("m", "dist.male.first")):
        for line in files("names").joinpath(file).read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            weights[name.lower()][gender] += float(share)
    return weights


def by_locale() -> dict[str, dict[str, int]]:
    """The numbers of locales in which a name is a woman's and a man's."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"f": 0, "m": 0})
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            continue
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            for name in set(getattr(provider, attribute, None) or ()):
                counts[name.lower()][gender] += 1
    return counts


def gender(weights: dict[str, float] | dict[str, int]) -> str:
    """f, m, or u if neither is four times the other."""
    if weights["f"] >= 4 * weights["m"]:
        return "f"
    return "m" if weights["m"] >= 4 * weights["f"] else "u"


def main() -> None:
    """Print the list."""
    frequencies, locales = census(), by_locale()
    print(HEADER, end="")
    for name in sorted({*frequencies, *locales}):
        if LATIN.match(name):
            print(f"{name} = {gender(frequencies[name] if name in frequencies else locales[name])}")


if __name__ == "__main__":
    main()
