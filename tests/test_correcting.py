"""Corrections take effect at once, survive `add` and `rebuild`, and never change other words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corrected import FILLER, built_of, correct, hit_of, people, quotes_by, speaker_of, states
from hypothesis import given, settings
from hypothesis import strategies as st
from lines_said import LinesSaid, rewrite, said

from quotesearch.acquisition import decode_document
from quotesearch.errors import BusyIndexError, InputError
from quotesearch.indexing import open_index
from quotesearch.indexing.collection.correcting import Corrector, corrections_of
from quotesearch.indexing.collection.syncing import add, rebuild
from quotesearch.indexing.corrections.applying import SURROUNDINGS, apply_corrections, selector_for
from quotesearch.indexing.storage import generations
from quotesearch.model import Extraction, Hit, Query
from quotesearch.model.corrections import Correction


@pytest.fixture
def built(news: Path, index: Path) -> Path:
    return built_of(news, index)


def test_a_corrected_speaker_shows_at_once_and_after_add_and_rebuild(built: Path) -> None:
    correct(built, "ran", "Bo Roe", because="I was there")

    for follow in (None, add, rebuild):
        if follow:
            follow(built, [], LinesSaid())
        assert speaker_of(built, "ran") == "Bo Roe"
        assert quotes_by(built, "Lee") == 0
        assert quotes_by(built, "Roe") == 3
        assert people(built) == {"bo roe": 3}
        assert states(built) == ["applied"]


def test_a_corrected_speaker_is_named_at_any_min_confidence(built: Path) -> None:
    """A person said so; the quote shows who, when and why, and the speaker by the rules."""
    correct(built, "ran", "Cy Poe", because="I was there")
    quote = hit_of(built, "ran").quote.at(1.0)

    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.person, quote.speaker.mention) == ("Cy Poe", "cy poe", None)
    assert (quote.rule, quote.confidence, quote.cue) == ("corrected", 1.0, None)
    assert quote.certainty == "named"
    assert quote.corrected is not None
    assert (quote.corrected.because, quote.corrected.was) == ("I was there", "Ann Lee")
    assert quotes_by(built, "Poe", least=1.0) == 1


def test_confirming_the_speaker_keeps_mention_and_cue(built: Path) -> None:
    correct(built, "ran", "Ann Lee")
    quote = hit_of(built, "ran").quote

    assert quote.confidence == 1.0
    assert quote.speaker is not None
    assert quote.speaker.mention is not None


def test_a_speaker_can_be_corrected_to_unknown(built: Path) -> None:
    correct(built, "ran", "")

    assert speaker_of(built, "ran") is None
    assert people(built) == {"bo roe": 2}


def test_words_marked_as_not_a_quote_are_not_found_until_that_is_undone(built: Path) -> None:
    corrector = Corrector(built, LinesSaid())
    identity = hit_of(built, "ran").quote.id
    corrector.not_a_quote(identity)
    assert said(built, "water") == ["There is water."]
    rebuild(built, [], LinesSaid())
    assert said(built, "water") == ["There is water."]

    corrector.undo(identity[:9])
    assert said(built, "water") == ["There is water.", "We ran out of water."]
    assert states(built) == []


def test_the_later_of_two_corrections_counts_and_undoing_it_restores_the_earlier(built: Path) -> None:
    identity = hit_of(built, "ran").quote.id
    correct(built, "ran", "Bo Roe")
    correct(built, "ran", "Cy Poe")
    assert (speaker_of(built, "ran"), states(built)) == ("Cy Poe", ["overruled", "applied"])

    for expected in ("Bo Roe", "Ann Lee"):
        Corrector(built, LinesSaid()).undo(identity)
        assert speaker_of(built, "ran") == expected
    assert Corrector(built, LinesSaid()).undo(identity) is None


@pytest.mark.parametrize("follow", [add, rebuild])
def test_a_correction_moves_with_its_words_when_the_file_changes_in_another_place(
    built: Path, news: Path, follow: object
) -> None:
    correct(built, "ran", "Bo Roe")
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "a.txt").write_text(f"A new beginning.\n{text}And more.\n", encoding="utf-8")
    follow(built, [], LinesSaid())  # type: ignore[operator]

    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])
    moved = hit_of(built, "ran").quote.id
    Corrector(built, LinesSaid()).undo(moved)
    assert (speaker_of(built, "ran"), states(built)) == ("Ann Lee", [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ann Lee:", "Cy Poe:"),  # the surroundings: the article itself was corrected
        ("ran out of", "ran short of"),  # the words
        ("Ann Lee: We ran out of water.\n", ""),  # both gone
        (FILLER, ""),  # the text before
    ],
)
@pytest.mark.parametrize("follow", [add, rebuild])
def test_a_correction_of_changed_words_is_orphaned(
    built: Path, news: Path, old: str, new: str, follow: object
) -> None:
    correct(built, "ran", "Bo Roe")
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "a.txt").write_text(text.replace(old, new, 1), encoding="utf-8")
    report = follow(built, [], LinesSaid())  # type: ignore[operator]

    assert [hit.quote.corrected for hit in _all(built) if hit.quote.corrected] == []
    assert quotes_by(built, "Roe") == 2
    assert states(built) == ["orphaned"]
    assert (
        "1 correction fits no quote any more. See which and why with: quotesearch corrections" in report.notes
    )


def _all(index: Path) -> tuple[Hit, ...]:
    engine = open_index(index)
    try:
        return engine.search(Query()).hits
    finally:
        engine.close()


def test_a_correction_of_words_that_occur_twice_in_the_same_context_is_orphaned(
    built: Path, news: Path
) -> None:
    """A passage printed twice does not say which of the two was meant."""
    correct(built, "ran", "Bo Roe")
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "a.txt").write_text(text + text, encoding="utf-8")
    add(built, [], LinesSaid())

    assert quotes_by(built, "Roe") == 2
    [told] = corrections_of(built)[0]
    assert told.reason == (
        "the file has changed, and the words are more than once in it between the same characters"
    )


def test_a_correction_of_a_missing_file_applies_again_when_the_file_returns(built: Path, news: Path) -> None:
    correct(built, "ran", "Bo Roe")
    (news / "a.txt").rename(news / "a.away")
    add(built, [], LinesSaid())
    assert states(built) == ["orphaned"]

    (news / "a.away").rename(news / "renamed.txt")
    add(built, [], LinesSaid())
    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])


def test_copies_of_a_file_are_corrected_together_until_one_changes(built: Path, news: Path) -> None:
    text = (news / "a.txt").read_text(encoding="utf-8")
    (news / "copy.txt").write_text(text, encoding="utf-8")
    add(built, [], LinesSaid())
    correct(built, "ran", "Bo Roe")
    assert quotes_by(built, "Roe") == 3

    (news / "copy.txt").write_text(f"{text}One line more.\n", encoding="utf-8")
    add(built, [], LinesSaid())
    assert quotes_by(built, "Roe") == 4
    assert states(built) == ["applied"]


def test_a_line_added_by_hand_takes_effect_with_the_next_add(built: Path, news: Path, tmp_path: Path) -> None:
    """The file may come from version control or be edited; removed lines no longer count."""
    correct(built, "ran", "Bo Roe")
    line = (news / "corrections.jsonl").read_text(encoding="utf-8")
    (news / "corrections.jsonl").unlink()
    add(built, [], LinesSaid())
    assert speaker_of(built, "ran") == "Ann Lee"

    (news / "corrections.jsonl").write_text(line, encoding="utf-8")
    assert states(built) == ["waiting"]
    add(built, [], LinesSaid())
    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])


def test_an_add_that_finds_nothing_new_leaves_the_index_alone(built: Path) -> None:
    correct(built, "ran", "Bo Roe")
    before = generations.current_generation(built)
    before.release()
    extractor = LinesSaid()
    add(built, [], extractor)
    after = generations.current_generation(built)
    after.release()

    assert (after.number, extractor.given) == (before.number, [])


def test_a_folder_out_of_reach_keeps_its_corrections(built: Path, news: Path, tmp_path: Path) -> None:
    """Neither its articles nor their corrections are lost when another folder is updated."""
    more = tmp_path / "more"
    more.mkdir()
    (more / "copy.txt").write_bytes((news / "a.txt").read_bytes())
    add(built, [more], LinesSaid())
    correct(built, "ran", "Bo Roe")
    assert (news / "corrections.jsonl").exists() != (more / "corrections.jsonl").exists()
    folder = news if (news / "corrections.jsonl").exists() else more
    folder.rename(folder.with_name("away"))
    others = (more if folder == news else news) / "d.txt"
    others.write_text("Cy Poe: New.\n", encoding="utf-8")

    report = add(built, [], LinesSaid())

    assert [failure.reason for failure in report.failures] == ["is not there; nothing below it was dropped"]
    assert (speaker_of(built, "ran"), speaker_of(built, "new")) == ("Bo Roe", "Cy Poe")
    assert states(built) == ["applied"]
    folder.with_name("away").rename(folder)
    add(built, [], LinesSaid())
    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])


def test_an_add_elsewhere_leaves_the_corrections_of_a_folder_out_of_reach(
    built: Path, news: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    correct(built, "ran", "Bo Roe")
    news.rename(tmp_path / "away")
    (more / "copy.txt").write_bytes((tmp_path / "away" / "a.txt").read_bytes())
    add(built, [more], LinesSaid())
    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])

    (tmp_path / "away").rename(news)
    add(built, [], LinesSaid())
    assert (speaker_of(built, "ran"), states(built)) == ("Bo Roe", ["applied"])


STORY = f"{FILLER[:300]}Ann Lee: We ran out of water.\nBo Roe: Nobody ran.\n{FILLER[:300]}"


@settings(max_examples=200, deadline=None)
@given(
    at=st.integers(0, len(STORY)),
    length=st.integers(0, 30),
    inserted=st.sampled_from(["", "x", "\n", "Cy Poe: We ran out of water.\n", STORY]),
)
def test_after_any_edit_a_correction_applies_to_its_own_words_or_to_none(
    at: int, length: int, inserted: str
) -> None:
    """It does not apply if anything within the surrounding text is new."""
    before = decode_document(STORY.encode(), "a.txt")
    [made] = LinesSaid().extract([before], "")
    assert isinstance(made, Extraction)
    selector = selector_for(made.quotes[0], STORY, before.sha256, ["a.txt"])
    correction = Correction(
        "1", "speaker", "me", "", name="Dee Moe", selector=selector, quote=made.quotes[0].id
    )
    text = STORY[:at] + inserted + STORY[at + length :]
    document = decode_document(text.encode(), "a.txt")
    [anew] = LinesSaid().extract([document], "")
    assert isinstance(anew, Extraction)

    result, outcomes = apply_corrections(anew, text, [correction])

    corrected = [quote for quote in result.quotes if quote.corrected]
    assert len(corrected) == (outcomes["1"] == "")
    for quote in corrected:
        start, end = quote.parts[0].start, quote.parts[0].end
        around = text[max(0, start - SURROUNDINGS - 50) : end + SURROUNDINGS + 50]
        kept = f"{selector.before}{selector.exact}{selector.after}"
        assert " ".join(kept.split()) in " ".join(around.split())


def test_a_folder_that_cannot_be_written_to_is_an_error(built: Path, news: Path) -> None:
    (news / "corrections.jsonl").mkdir()

    with pytest.raises(InputError, match=r"cannot be written: not a regular file \(a folder\)"):
        correct(built, "ran", "Bo Roe")
    assert speaker_of(built, "ran") == "Ann Lee"


def test_the_file_of_corrections_is_not_read_as_an_article(built: Path) -> None:
    correct(built, "ran", "Bo Roe")
    report = rebuild(built, [], LinesSaid())

    assert (report.skipped, report.failures, report.articles) == ((), (), 2)


def test_an_article_that_is_remembered_by_its_path_needs_the_corrections_option(
    news: Path, index: Path
) -> None:
    """The named file is remembered, used by `rebuild`, and not read as an article."""
    rebuild(index, [news / "a.txt"], LinesSaid())
    with pytest.raises(InputError, match="--corrections FILE"):
        correct(index, "ran", "Bo Roe")

    mine = news / "mine.txt"
    correct(index, "ran", "Bo Roe", file=str(mine))
    assert len(mine.read_text(encoding="utf-8").splitlines()) == 1
    rebuild(index, [news], LinesSaid())
    assert (speaker_of(index, "ran"), len(said(index))) == ("Bo Roe", 3)


def test_a_dry_run_writes_nothing(built: Path, news: Path) -> None:
    before = sorted(path.name for path in (*news.iterdir(), *built.rglob("*")))
    for step in (
        lambda corrector: corrector.said_by(hit_of(built, "ran").quote.id, "Bo Roe"),
        lambda corrector: corrector.not_a_quote(hit_of(built, "ran").quote.id),
        lambda corrector: corrector.merge("Ann Lee", "Bo Roe"),
    ):
        assert step(Corrector(built, LinesSaid(), dry_run=True)) is not None

    assert sorted(path.name for path in (*news.iterdir(), *built.rglob("*"))) == before
    assert speaker_of(built, "ran") == "Ann Lee"


def test_a_file_that_changed_since_it_was_indexed_is_not_corrected(built: Path, news: Path) -> None:
    (news / "a.txt").write_text("Ann Lee: We ran out of bread.\n", encoding="utf-8")

    with pytest.raises(InputError, match="quotesearch add"):
        correct(built, "ran", "Bo Roe")
    assert not (news / "corrections.jsonl").exists()


def test_a_correction_is_kept_when_the_index_cannot_be_updated(
    built: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotesearch.indexing.collection.correcting.add", _busy)
    with pytest.raises(BusyIndexError, match="is kept in"):
        correct(built, "ran", "Bo Roe")

    monkeypatch.undo()
    add(built, [], LinesSaid())
    assert speaker_of(built, "ran") == "Bo Roe"


def _busy(*_: object, **__: object) -> None:
    raise BusyIndexError("somebody else is writing")


def test_an_index_from_before_corrections_can_be_read(built: Path) -> None:
    generation = generations.current_generation(built)
    generation.release()
    content = json.loads(generation.catalogue.read_text(encoding="utf-8"))
    del content["corrections"]
    content["files"] = [fields[:-1] for fields in content["files"]]
    rewrite(built, generation.catalogue, json.dumps(content))

    assert states(built) == []
    assert add(built, [], LinesSaid()).unchanged == 2
    correct(built, "ran", "Bo Roe")
    assert speaker_of(built, "ran") == "Bo Roe"
