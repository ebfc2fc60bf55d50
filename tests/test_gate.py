"""The gate fails below a floor, only raises floors, lists gains and losses and stores no text."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from benchmarks import gate
from benchmarks.attribution import ROWS
from benchmarks.corpora import CORPORA, score_seeds
from benchmarks.quotations import counts_of_pages
from benchmarks.scoring import Corpus, Mistake, Scores, ScoringError
from benchmarks.scoring import run as run_command
from benchmarks.spread import spread

NEAR = "measured"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a gold file, in which the gate stores its floors and accepted runs."""
    gold = tmp_path / "gold.json"
    gold.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "ACCEPTED", tmp_path / "accepted")
    monkeypatch.setattr(gate, "measure", lambda corpus: corpus.measure(tmp_path))
    return tmp_path


def run(monkeypatch, folder: Path, figures: dict[str, float], mistakes=(), argv=(), held=False, spreads=()):
    """The gate's exit code for these figures and mistakes."""
    scores = Scores(figures, tuple(mistakes), tuple(spreads))
    labels = [("a.txt", "soon"), ("a.txt", "never")]
    one = Corpus(NEAR, folder / "gold.json", lambda _: scores, lambda: iter(labels), held)
    far = Corpus("far away", folder / "missing.json", lambda _: scores, lambda: iter(()))
    monkeypatch.setattr(gate, "CORPORA", (one, far))
    return gate.main(list(argv))


def floors(folder: Path) -> dict[str, float]:
    return json.loads((folder / "floors.json").read_text(encoding="utf-8"))["floors"][NEAR]


def test_a_figure_below_its_floor_fails(folder, monkeypatch, capsys):
    run(monkeypatch, folder, {"right": 38}, argv=["--accept"])

    assert run(monkeypatch, folder, {"right": 37}) == 1
    assert "MISSED: measured: right is 37, floor 38" in capsys.readouterr().out


def test_a_figure_at_its_floor_passes(folder, monkeypatch):
    run(monkeypatch, folder, {"right": 38, "wrong": 2}, argv=["--accept"])

    assert run(monkeypatch, folder, {"right": 38, "wrong": 2}) == 0


def test_more_wrong_names_fail(folder, monkeypatch):
    """If lower is better, the floor is a ceiling."""
    run(monkeypatch, folder, {"all wrong": 2}, argv=["--accept"])

    assert run(monkeypatch, folder, {"all wrong": 2.1}) == 1
    assert run(monkeypatch, folder, {"all wrong": 1.9}) == 0


def test_a_figure_that_is_no_longer_measured_fails(folder, monkeypatch):
    """A dropped figure does not pass the gate."""
    run(monkeypatch, folder, {"right": 38, "found": 38}, argv=["--accept"])

    assert run(monkeypatch, folder, {"found": 38}) == 1


def test_accepting_raises_floors(folder, monkeypatch):
    run(monkeypatch, folder, {"right": 30, "all wrong": 4}, argv=["--accept"])
    run(monkeypatch, folder, {"right": 33, "all wrong": 3}, argv=["--accept"])

    assert floors(folder) == {"right": 33, "all wrong": 3}


def test_accepting_never_lowers_a_floor_without_a_reason(folder, monkeypatch, capsys):
    run(monkeypatch, folder, {"right": 33}, argv=["--accept"])

    assert run(monkeypatch, folder, {"right": 30}, argv=["--accept"]) == 1
    assert floors(folder) == {"right": 33}
    assert "floors only rise" in capsys.readouterr().err


def test_a_floor_is_lowered_with_a_reason_that_is_kept(folder, monkeypatch):
    run(monkeypatch, folder, {"right": 33}, argv=["--accept"])

    assert run(monkeypatch, folder, {"right": 30}, argv=["--accept", "--lower", "the gold was wrong"]) == 0
    assert floors(folder) == {"right": 30}
    (note,) = json.loads((folder / "floors.json").read_text(encoding="utf-8"))["lowered"]
    assert (note["from"], note["to"], note["why"]) == (33, 30, "the gold was wrong")


@pytest.mark.parametrize("argv", [["--lower", "a reason"], ["--accept", "--lower", " "]])
def test_lowering_takes_a_reason_and_acceptance(folder, monkeypatch, argv):
    with pytest.raises(SystemExit) as stop:
        run(monkeypatch, folder, {"right": 33}, argv=argv)

    assert stop.value.code == 2


def test_a_missing_corpus_is_named(folder, monkeypatch, capsys):
    """The gate says what it did not measure."""
    run(monkeypatch, folder, {"right": 38})

    assert "not at hand, not measured: far away" in capsys.readouterr().err


def test_a_run_over_the_repository_alone_says_so(folder, monkeypatch, capsys):
    """Without the larger corpora the gate still passes or fails, and says what it did not check."""
    run(monkeypatch, folder, {"right": 38}, argv=["--accept"])
    monkeypatch.setattr(gate, "ROOT", folder)
    capsys.readouterr()

    assert run(monkeypatch, folder, {"right": 38}) == 0
    said = "Scored: only what the repository holds (measured). Not at hand, so their floors were not checked: far away"
    assert said in capsys.readouterr().out
    assert run(monkeypatch, folder, {"right": 37}) == 1


def test_a_run_over_some_of_the_larger_corpora_says_so(folder, monkeypatch, capsys):
    run(monkeypatch, folder, {"right": 38})

    assert "Scored: not everything. Not at hand" in capsys.readouterr().out


def test_the_repository_holds_pages_with_floors():
    """On a fresh clone the gate has names, cleaning and a ceiling for wrong names to check."""
    floors = json.loads(gate.FLOORS.read_text(encoding="utf-8"))["floors"]["invented pages"]
    (corpus,) = (corpus for corpus in CORPORA if corpus.name == "invented pages")

    assert corpus.at_hand
    assert corpus.gold.is_relative_to(gate.ROOT)
    assert gate.lower_is_better("quotes with a wrong name")
    assert {"quotes with a wrong name", "right name, of all", "found", "body F1", "headline"} <= set(floors)
    assert not gate.violations({"x": floors}, {"x": floors})
    assert gate.violations({"x": floors}, {"x": {**floors, "quotes with a wrong name": 99}})


def test_a_folder_of_gold_is_another_when_a_file_in_it_changes(folder):
    """The mark of a folder covers every file in it that is scored."""
    gold = folder / "gold"
    gold.mkdir()
    (gold / "a.gold").write_text("one", encoding="utf-8")
    corpus = Corpus(NEAR, gold, lambda _: Scores({}), lambda: iter(()))
    before = gate.gold_mark(corpus)
    (gold / "README.md").write_text("how to read it", encoding="utf-8")
    assert gate.gold_mark(corpus) == before
    (gold / "a.gold").write_text("two", encoding="utf-8")
    assert gate.gold_mark(corpus) != before


def test_nothing_measured_is_an_error(folder, monkeypatch):
    assert run(monkeypatch, folder, {"right": 38}, argv=["--only", "far away"]) == 2


def test_gains_and_losses_are_named_by_quote(folder, monkeypatch, capsys):
    """The same number of mistakes can be other mistakes."""
    run(
        monkeypatch,
        folder,
        {"right": 1},
        [Mistake("wrong", "a.txt", "soon", "Ann Lee", "Bo Roe")],
        ["--accept"],
    )
    capsys.readouterr()
    run(monkeypatch, folder, {"right": 1}, [Mistake("wrong", "a.txt", "never", "Ann Lee", "Bo Roe")])

    out = capsys.readouterr().out
    assert "measured: 1 gained, 1 lost" in out
    assert "+ was wrong: soon  a.txt" in out
    assert "- wrong: never [Bo Roe for Ann Lee]  a.txt" in out


def test_mistakes_in_held_parts_are_only_counted(folder, monkeypatch, capsys):
    """Gains and losses of a held part are counted by verdict, without words, names or documents."""
    before = [Mistake("wrong", "secret.txt", "soon", "Ann Lee", "Bo Roe")]
    now = [
        Mistake("missed", "secret.txt", "never", "Ann Lee"),
        Mistake("missed", "secret.txt", "ever", "Ann Lee"),
    ]
    run(monkeypatch, folder, {"right": 1}, before, ["--accept"], held=True)
    run(monkeypatch, folder, {"right": 1}, now, ["--all"], held=True)

    out = capsys.readouterr().out
    assert "measured: 1 gained, 2 lost" in out
    assert "  + was wrong: 1\n  - missed: 2\n" in out
    assert not [word for word in ("secret", "soon", "never", "Ann", "Bo") if word in out]


def test_main_figures_have_an_interval(folder, monkeypatch, capsys):
    """The figure over all quotations, the mean over articles, and an interval for other articles."""
    run(monkeypatch, folder, {"right": 1}, spreads=[spread("right, of all", [(8, 10), (1, 2), (0, 0)] * 3)])

    assert re.search(r"right, of all +75\.0 +6 +65\.0  6\d\.\d–7\d\.\d", capsys.readouterr().out)


def test_the_counts_of_a_page_come_from_gold_and_mistakes():
    """A missed quote whose speaker is unknown is not a missing name."""
    person, unknown = {"label": "quote", "type": "person"}, {"label": "quote", "type": "unknown"}
    mistakes = [
        Mistake("missed", "a", "run", "None"),
        Mistake("unanswered", "a", "go", "Ann Lee"),
        Mistake("incomplete", "a", "stay", "Ann Lee", "Lee"),
        Mistake("no quote", "a", "term", "", "Ann Lee"),
    ]
    right, bad = counts_of_pages({"a": [person] * 4 + [unknown], "b": [person]}, mistakes)

    assert (right, bad) == ([(2, 4), (1, 1)], [(1, 3), (0, 1)])


def test_quotes_are_not_compared_if_the_gold_changed(folder, monkeypatch, capsys):
    run(monkeypatch, folder, {"right": 1}, argv=["--accept"])
    (folder / "gold.json").write_text('{"a": 1}', encoding="utf-8")
    run(monkeypatch, folder, {"right": 1})

    assert "the gold is not the one of the accepted run" in capsys.readouterr().out


def test_an_accepted_run_has_no_words_of_its_corpus(folder, monkeypatch):
    """We may not publish most corpora."""
    secret = Mistake("wrong", "paper.txt", "every word of it", "Ann Lee", "Bo Roe")
    run(monkeypatch, folder, {"right": 1}, [secret], ["--accept"])

    kept = "".join(path.read_text(encoding="utf-8") for path in (folder / "accepted").iterdir())
    assert not [word for word in ("paper", "every word", "Ann Lee", "Bo Roe") if word in kept]


def found(start: int, name: str | None, kind: str = "full") -> dict[str, object]:
    """A quote with the fields of `extract --format jsonl` that scoring reads."""
    return {
        "text": "Run",
        "kind": kind,
        "parts": [{"start": start, "end": start + 3, "text": "Run"}],
        "speaker": name and {"name": name},
        "article": {"path": "seeds/a.txt"},
    }


@pytest.mark.parametrize(
    ("quotes", "verdicts", "right"),
    [
        ([found(1, "Ann Lee")], [], 1),
        ([found(1, "Bo Roe")], ["wrong"], 0),
        ([found(1, None)], ["unanswered"], 0),
        ([found(1, "Ann Lee", "fragment")], ["kind"], 0),
        ([], ["missed"], 0),
        ([found(1, "Ann Lee"), found(9, None)], ["spurious"], 1),
    ],
)
def test_the_seeds_are_scored_segment_by_segment(quotes, verdicts, right):
    """Offsets, kind and name must all be right, and a quote that is not in the gold is a mistake."""
    gold = [
        {
            "file": "seeds/a.txt",
            "kind": "full",
            "speaker": "Ann Lee",
            "parts": [{"start": 1, "end": 4, "text": "Run"}],
        }
    ]
    scores = score_seeds(gold, quotes)

    assert ([mistake.verdict for mistake in scores.mistakes], scores.figures["right"]) == (verdicts, right)


def test_a_crash_is_not_taken_for_nothing_found():
    """Python ends with 1 after a traceback, quotesearch when it finds nothing; only that can be scored."""
    assert run_command([sys.executable, "-c", "import sys; sys.exit(1)"], fine=(0, 1)) == ""
    with pytest.raises(ScoringError, match="ZeroDivisionError"):
        run_command([sys.executable, "-c", "1 / 0"], fine=(0, 1))


def test_a_figure_that_is_gone_leaves_the_floors_with_a_reason(folder, monkeypatch, capsys):
    run(monkeypatch, folder, {"right": 38, "found": 38}, argv=["--accept"])

    assert run(monkeypatch, folder, {"found": 38}, argv=["--accept", "--lower", "counted otherwise"]) == 0
    assert "right is not measured, floor 38" in capsys.readouterr().out
    assert floors(folder) == {"found": 38}


def test_the_table_of_attribution_shows_corpora_that_are_measured():
    """The held parts come first."""
    shown = [corpus for _, corpus, _ in ROWS]

    assert {corpus.name for corpus in CORPORA} >= set(shown)
    assert "held-out" in shown[0]
