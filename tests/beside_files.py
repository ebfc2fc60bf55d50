"""Articles with a table in their folder, and the metadata that they get."""

from __future__ import annotations

from pathlib import Path

from quotesearch.acquisition import METADATA_NAME, read_documents
from quotesearch.cleaning import clean
from quotesearch.model import RawDocument, Remark

STORY = "“We ran out of water,” said Ann Lee on Monday, after the pumps had stopped for the third time.\n"


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{STORY}{name}\n", encoding="utf-8")


def table(folder: Path, text: str, encoding: str = "utf-8") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / METADATA_NAME).write_bytes(text.encode(encoding))


def said(*paths: Path, from_name: str = "") -> dict[str, dict[str, object]]:
    """The metadata of each article, by the name of its file."""
    found = {}
    for item in read_documents(paths, from_name):
        if isinstance(item, RawDocument):
            article = clean(item)
            values = {
                name: getattr(article, name) for name in ("headline", "byline", "published", "outlet", "url")
            }
            found[Path(item.path).name] = {name: one.value for name, one in values.items() if one}
    return found


def remarks(*paths: Path, from_name: str = "") -> list[str]:
    items = read_documents(paths, from_name)
    return [f"{Path(item.path).name}: {item.text}" for item in items if isinstance(item, Remark)]
