"""All weights are fitted in the order in which they need each other, and a step that fails leaves the old file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from training import fit_all


def test_steps_that_need_other_weights_come_after_them():
    assert [module for module, _ in fit_all.STEPS] == [
        "fit_names",
        "fit_pronouns",
        "fit_epithets",
        "fit_attribution",
    ]


def test_each_fitted_file_is_in_the_package():
    assert all((fit_all.WEIGHTS / name).is_file() for _, name in fit_all.STEPS)


def test_a_step_that_succeeds_replaces_its_file(tmp_path):
    (tmp_path / "names.json").write_text("old", encoding="utf-8")
    fit_all.run([sys.executable, "-c", "print('new')"], tmp_path / "names.json")

    assert [(path.name, path.read_text().strip()) for path in tmp_path.iterdir()] == [("names.json", "new")]


def test_a_step_that_fails_leaves_the_old_file(tmp_path):
    (tmp_path / "names.json").write_text("old", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        fit_all.run([sys.executable, "-c", "print('half'); raise SystemExit(1)"], tmp_path / "names.json")

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("names.json", "old")]


def test_one_step_can_be_run_alone(tmp_path, monkeypatch):
    ran: list[tuple[str, str]] = []
    monkeypatch.setattr(fit_all, "run", lambda command, target: ran.append((command[2], target.name)))
    arguments = ["--polnear", "p", "--pages", "q", "--only", "fit_epithets", "fit_attribution"]
    monkeypatch.setattr(sys, "argv", ["fit_all", *arguments])
    fit_all.main()

    assert ran == [
        ("training.fit_epithets", "epithets.json"),
        ("training.fit_attribution", "attribution.json"),
    ]


def test_only_the_last_step_writes_its_guesses(tmp_path, monkeypatch):
    ran: list[list[str]] = []
    monkeypatch.setattr(fit_all, "run", lambda command, target: ran.append(command))
    monkeypatch.setattr(
        sys, "argv", ["fit_all", "--polnear", "p", "--pages", "q", "--rows", str(Path(tmp_path) / "rows")]
    )
    fit_all.main()

    assert ["--rows" in command for command in ran] == [False, False, False, True]
