"""The five sample articles are cleaned exactly, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotesearch.cleaning import clean
from quotesearch.model import Article, RawDocument

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold" / "cleaning"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

SAID = {
    "000": (
        "'Putin will not prevail in Ukraine,' even with North Korean help, US defense secretary says",
        ("Abbey Fenbert",),
        "2024-10-31",
        "Kyiv Independent",
    ),
    "001": (
        "Russia's appeal for help to the DPRK shows the problems it faces – US Defense Secretary",
        ("Iryna Kutielieva",),
        "2024-10-31",
        None,
    ),
    "002": (None, (), "2024-10-23", "Kyiv Post"),
    "003": (
        "8,000 North Korean troops have been deployed to Kursk Oblast, Blinken says",
        ("Kateryna Hodunova", "The Kyiv Independent news desk"),
        "2024-10-31",
        "Kyiv Independent",
    ),
    "004": ("Pentagon, South Korea urge North Korea to withdraw troops from Russia", (), None, None),
}
TEXT_ENDS = {
    "000": ("North Korean troops outfitted", "declined to provide details or examples."),
    "001": ("US Secretary of Defense Lloyd Austin believes", "may already be in Ukraine."),
    "002": ("US Defense Secretary Lloyd Austin confirmed", "deployment in Ukraine here."),
    "003": ("Some 8,000 North Korean troops", "since the early months of the war."),
    "004": ("U.S. Defense Secretary Lloyd Austin and his", "provided by The Associated Press."),
}


def cleaned(path: Path) -> Article:
    with path.open(encoding="utf-8", newline="") as file:
        return clean(RawDocument(path.name, "0" * 64, "utf-8", "text/plain", file.read()))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_line_of_the_seeds_has_its_annotated_label(path):
    gold = (GOLD / f"{path.stem}.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.split("\t")[:3] for line in gold if not line.startswith("#")]

    found = [[str(block.start), str(block.end), block.label] for block in cleaned(path).blocks]

    assert found == wanted


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_text_of_the_seeds_begins_and_ends_where_the_story_does(path):
    begins, ends = TEXT_ENDS[path.stem[:3]]
    text = cleaned(path).text

    assert (text[: len(begins)], text[-len(ends) :]) == (begins, ends)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_have_their_metadata_and_no_more(path):
    article = cleaned(path)
    headline, byline, published, outlet = SAID[path.stem[:3]]
    card = article.card

    assert (card.headline, card.byline, card.published, card.outlet) == (headline, byline, published, outlet)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_every_value_names_its_source_and_its_place(path):
    article = cleaned(path)

    for found in (article.headline, article.byline, article.published, article.outlet):
        if found is not None:
            shown = article.source[found.place.start : found.place.end]
            names = found.value if isinstance(found.value, tuple) else (found.value,)
            assert found.basis
            assert all(name in shown or name == article.card.published for name in names)


def test_no_quotation_of_another_story_is_part_of_a_seed():
    """The news feed quotes Trump; its words are labelled as another story's."""
    article = cleaned(next(path for path in SEEDS if path.stem.startswith("003")))
    labels = {block.label for block in article.blocks if "very surprised at" in block.text}

    assert labels == {"related"}
