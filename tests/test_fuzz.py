"""The fuzzer finds planted errors; long runs are for `python -m benchmarks.fuzz`."""

from __future__ import annotations

import pytest

from benchmarks import fuzz, fuzz_checks, fuzz_running
from benchmarks.fuzz_inputs import KINDS, FuzzedInput, kind_of, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("fuzz")
    fuzz_checks.prepare(place)
    return place


def test_inputs_are_of_all_kinds_and_differ():
    inputs = [made(1, number) for number in range(300)]

    assert {given.kind for given in inputs} == set(KINDS)
    assert len({given.data for given in inputs}) > 290
    assert inputs == [made(1, number) for number in range(300)]


@pytest.mark.parametrize("kind", ["text", "page", "query", "sidecar"])
def test_a_few_inputs_of_each_kind_do_not_fail(kind, folder):
    numbers = [number for number in range(300) if kind_of(3, number) == kind][:12]
    outcomes = [fuzz_running.run_alone(made(3, number), folder) for number in numbers]

    assert [outcome.failure for outcome in outcomes] == [""] * 12
    assert not all(outcome.refused for outcome in outcomes)


@pytest.mark.parametrize(
    ("broken", "failure"),
    [
        (ValueError("no"), "ValueError in "),
        (fuzz_checks.BrokenPromiseError("ids are unique"), "broken promise: ids are unique"),
        (RecursionError(), "RecursionError in "),
    ],
)
def test_an_unexpected_error_is_a_failure(broken, failure, folder, monkeypatch):
    def raises(document, **options):
        raise broken

    monkeypatch.setattr(fuzz_checks, "clean", raises)
    outcome = fuzz_running.run_alone(FuzzedInput(0, "text", b"Ann Lee said"), folder)

    assert outcome.failure.startswith(failure)
    assert "Traceback" in outcome.traceback


def test_an_input_that_never_ends_is_stopped(folder, monkeypatch):
    def endless(document, **options):
        while True:
            pass

    monkeypatch.setattr(fuzz_checks, "clean", endless)
    monkeypatch.setattr(fuzz_running, "STOPPED", 0.05)

    assert fuzz_running.run_alone(FuzzedInput(0, "text", b"a"), folder).failure.startswith("stopped after")


@pytest.mark.parametrize("change", [{"start": -1}, {"end": 10_000}, {"text": "other"}])
def test_a_wrong_offset_breaks_an_invariant(change):
    from dataclasses import replace

    from quotesearch.acquisition import decode_document
    from quotesearch.cleaning import clean
    from quotesearch.extraction import extract_quotes

    article = clean(decode_document(fuzz_checks.STORY.encode()))
    first, *others = extract_quotes(article)
    fuzz_checks.check_quotes(article, (first, *others))
    part = replace(first.parts[0], **change)

    with pytest.raises(fuzz_checks.BrokenPromiseError):
        fuzz_checks.check_quotes(article, (replace(first, parts=(part,), text=part.text), *others))


def test_a_failing_input_shrinks_to_what_makes_it_fail(folder, monkeypatch):
    def raises(document, **options):
        if "boom" in document.source:
            raise ValueError
        return real(document, **options)

    real = fuzz_checks.clean
    monkeypatch.setattr(fuzz_checks, "clean", raises)
    given = FuzzedInput(0, "text", b"Ann Lee said the boom came late. " * 3)
    outcome = fuzz_running.run_alone(given, folder)

    assert fuzz_running.shrunk(given, outcome, folder).data == b"boom"


def test_a_run_reports_each_failure_by_number_and_saves_its_input(tmp_path, monkeypatch, capsys):
    """Child processes are forked here, so they have the broken function, too."""
    import multiprocessing

    def raises(document, **options):
        raise ValueError

    monkeypatch.setattr(fuzz_checks, "clean", raises)
    monkeypatch.setattr(fuzz, "multiprocessing", multiprocessing.get_context("fork"))
    code = fuzz.main(["--count", "20", "--kinds", "text", "--seed", "3", "--save", str(tmp_path / "saved")])
    printed = capsys.readouterr().out
    saved = [path for path in (tmp_path / "saved").iterdir() if path.suffix == ".text"]

    assert code == 1
    assert len(saved) == 3
    for path in saved:
        number = int(path.stem.removeprefix("3-"))
        assert f"FAILED {number} (text): ValueError in " in printed
        assert path.read_bytes() == made(3, number).data


def test_a_process_that_dies_is_a_failure_and_the_others_are_still_run(tmp_path, monkeypatch, capsys):
    import multiprocessing
    import os

    def dies(document, **options):
        os._exit(3)

    monkeypatch.setattr(fuzz_checks, "clean", dies)
    monkeypatch.setattr(fuzz, "multiprocessing", multiprocessing.get_context("fork"))
    code = fuzz.main(["--count", "12", "--seed", "3", "--jobs", "1", "--save", str(tmp_path)])
    printed = capsys.readouterr().out

    assert code == 1
    assert "(text): the process died (exit code 3)" in printed
    assert "12 inputs, " in printed


def test_a_run_without_failures_ends_with_0(tmp_path, capsys):
    assert fuzz.main(["--count", "80", "--kinds", "sidecar", "--save", str(tmp_path)]) == 0
    assert " inputs, 0 failures" in capsys.readouterr().out
