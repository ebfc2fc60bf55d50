"""`correct`, `merge` and `corrections`: whole outputs, notes and exit codes."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path

import pytest
from cli_stories import found, run, speakers_of, write_stories


@pytest.fixture(autouse=True)
def built(tmp_path, monkeypatch) -> Path:
    """The current folder has the three articles in `news` and an index of them."""
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LOGNAME", "ann")
    write_stories(tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    assert run("rebuild", "news").exit_code == 0
    return tmp_path


def identity(*words: str) -> str:
    (hit,) = found(*words)
    return hit["id"]


def test_a_correction_is_printed_and_marked_where_the_quote_is_shown():
    quote = identity("second")
    result = run("correct", quote[:8], "--speaker", "Cy Poe", "--because", "I was there")

    assert re.fullmatch(
        "“We ran out of water on the second day,”\n"
        "    said by Cy Poe\n"
        "    because: I was there\n"
        rf"    by ann, \S+Z · {Path('news', 'corrections.jsonl')} · \w+ · quote\n    {quote[:12]}\n",
        result.stdout,
    )
    assert (result.stderr, result.exit_code) == ("", 0)
    assert "    — Cy Poe (corrected)\n" in run("find", "second").stdout
    shown = run("show", quote[:8]).stdout
    assert "speaker     Cy Poe (person)\n" in shown
    assert "I was there" in shown
    assert "the rules had named Ann Lee (corrected)" in " ".join(shown.split())


def test_a_corrected_quote_as_json_has_its_correction():
    run("correct", identity("second"), "--speaker", "Cy Poe", "--type", "group")
    (hit,) = found("second")

    assert hit["speaker"] == {
        "name": "Cy Poe", "person": "cy poe", "role": None, "type": "group", "gender": None, "gender_basis": [],
        "mention": None,
    }  # fmt: skip
    assert (hit["rule"], hit["confidence"], hit["cue"]) == ("corrected", 1.0, None)
    assert list(hit["corrected"]) == ["id", "who", "when", "because", "was"]
    assert (hit["corrected"]["who"], hit["corrected"]["was"]) == ("ann", "Ann Lee")
    assert found("patience")[0]["corrected"] is None


def test_a_dry_run_says_what_would_be_done():
    result = run("correct", identity("second"), "--not-a-quote", "--dry-run", "--format", "json")
    planned = json.loads(result.stdout)

    assert (planned["state"], planned["action"]) == ("planned", "not-a-quote")
    assert speakers_of("second") == ["Ann Lee"]
    assert run("corrections").exit_code == 1


def test_corrections_are_listed_with_their_state(built):
    run("correct", identity("second"), "--nobody")
    run("correct", identity("patience"), "--speaker", "Cy Poe")
    (built / "news" / "a.txt").write_text("“Nothing of this,” Ann Lee said on Monday.\n", encoding="utf-8")
    result = run("add")
    assert (
        "1 correction fits no quote any more. See which and why with: quotesearch corrections"
        in result.stderr
    )

    listed = run("corrections")
    assert "it is not known who said it" in listed.stdout
    assert "    ORPHANED: the file has changed, and the words are no longer in it between" in listed.stdout
    assert (listed.stderr, listed.exit_code) == ("2 corrections (1 orphaned)\n", 0)
    (orphan,) = json.loads(run("corrections", "--orphaned", "--format", "json").stdout)
    assert run("correct", orphan["id"], "--undo").exit_code == 0
    assert run("corrections", "--orphaned").stderr == "No corrections yet.\n"


def test_a_note_says_that_a_new_name_may_be_a_typing_error():
    result = run("correct", identity("second"), "--speaker", "Bo Row")
    assert result.stderr.startswith(
        "Nobody else is called Bo Row. Did you mean: Bo Roe\nIf so, correct it again"
    )
    titled = run("correct", identity("second"), "--speaker", "Judge Bo Roe").stderr
    assert titled.startswith("Nobody else is called Judge Bo Roe. Did you mean: Bo Roe\n")
    assert result.exit_code == 0

    assert run("correct", identity("second"), "--speaker", "Bo Roe").stderr == ""
    assert run("correct", identity("second"), "--speaker", "Zed Zim").stderr == ""


def test_a_merge_and_its_end():
    assert run("merge", "Bo Roe", "Ann Lee").stdout.startswith("Bo Roe and Ann Lee are one person\n")
    assert run("speakers").stdout == "Ann Lee, Mayor · 3 quotes in 3 articles\n"
    assert len(found("--speaker", "Roe")) == 3
    assert run("merge", "Ann Lee", "Bo Roe", "--undo").exit_code == 0
    assert len(found("--speaker", "Roe")) == 1
    assert run("merge", "Ann Lee", "Bo Roe", "--undo").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["correct", "3f"], "give one of: --speaker NAME, --nobody, --not-a-quote or --undo"),
        (["correct", "3f", "--undo", "--nobody"], "give one of: --speaker NAME"),
        (["correct", "3f", "--speaker", " "], "--speaker is empty"),
        (["correct", "", "--nobody"], "the ID is empty"),
        (["merge", "", ""], "a NAME is empty. Give a whole name: quotesearch speakers lists them."),
        (["merge", "Ann Lee", " "], "a NAME is empty"),
        (["merge", "", "Ann Lee"], "a NAME is empty"),
        (["merge", "?", "!"], "a NAME is empty"),
        (["merge", "", "Ann Lee", "--undo"], "a NAME is empty"),
        (["merge", "A" * 300, "Ann Lee"], "a NAME may have at most 200 characters"),
        (["merge", "Lee", "Bo Roe"], "nobody called “Lee” is quoted.\nGive a whole name: Ann Lee"),
    ],
)
def test_a_correction_that_makes_no_sense_is_an_error_with_advice(arguments, complaint):
    result = run(*arguments)

    assert result.stderr.startswith(f"Error: {complaint}")
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["correct", "3f", "--speaker", "A" * 201],
        ["correct", "3f", "--speaker", "A" * 201, "--dry-run"],
        ["merge", "A" * 201, "Bo Roe"],
        ["merge", "Bo Roe", "Lee " * 60],
        ["merge", "Bo Roe", "A" * 100_000, "--undo"],
    ],
)
def test_a_name_that_is_too_long_is_an_error_and_nothing_is_written(built, arguments):
    before = sorted(built.rglob("*"))
    result = run(*arguments)

    assert result.stderr == "Error: a NAME may have at most 200 characters.\n"
    assert (result.stdout, result.exit_code) == ("", 2)
    assert sorted(built.rglob("*")) == before
    assert run("corrections").exit_code == 1


def test_a_name_of_the_greatest_length_is_accepted():
    name = "Ann " + "L" * 196

    assert run("correct", identity("second"), "--speaker", name).exit_code == 0
    assert speakers_of("second") == [name]


def test_a_quote_that_is_not_there_is_not_found():
    assert run("correct", "zz", "--nobody").stderr == "No quote has an id that begins with zz.\n"
    assert run("correct", "zz", "--undo").stderr == "No correction has an id that begins with zz.\n"
    assert run("correct", "zz", "--undo").exit_code == 1
    assert run("correct", identity("second"), "--undo").stderr == "This quote has no correction.\n"


def test_if_the_index_cannot_be_updated_the_message_says_how_to_do_it_later(built, monkeypatch):
    """The disk is full after the correction was written: the advice names the index that was used."""
    (built / "index").rename(built / "my index")
    quote = identity("second", "--index", "my index")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("quotesearch.indexing.storage.generations.flush", full)
        result = run("correct", quote, "--speaker", "Cy Poe", "--index", "my index")
    assert result.exit_code == 2
    assert "cannot be written: no space left on device" in result.stderr
    assert result.stderr.endswith('takes effect with the next: quotesearch add --index "my index"\n')

    assert run("add", "--index", "my index").exit_code == 0
    assert speakers_of("second", "--index", "my index") == ["Cy Poe"]


def test_if_a_file_of_corrections_cannot_be_remembered_nothing_is_corrected(built, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    quote = identity("second")
    monkeypatch.setattr("quotesearch.indexing.storage.remembered_paths.write_json", refuse)
    result = run("correct", quote, "--speaker", "Cy Poe", "--corrections", "mine.jsonl")

    assert result.stderr == (
        "Error: the index at index/ cannot be written: permission denied. Nothing was corrected.\n"
    )
    assert result.exit_code == 2
    assert not (built / "mine.jsonl").exists()


def test_corrections_that_act_are_announced_when_they_are_new(built):
    """Corrections of others may come with a download; your own need no note each time."""
    run("correct", identity("second"), "--speaker", "Cy Poe")
    assert run("add").stderr == ""
    file = built / "news" / "corrections.jsonl"
    kept = file.read_text(encoding="utf-8")
    file.unlink()
    assert run("add").stderr == ""

    file.write_text(kept, encoding="utf-8")
    said = f"1 correction in {Path('news', 'corrections.jsonl')} is applied.\n"
    assert run("add").stderr == said
    assert run("add").stderr == ""
    assert run("rebuild").stderr == said
    run("correct", identity("patience"), "--nobody")
    assert run("rebuild").stderr == f"2 corrections in {Path('news', 'corrections.jsonl')} are applied.\n"


def test_a_line_that_is_not_valid_is_named_with_the_file_as_the_user_knows_it(built):
    (built / "news" / "corrections.jsonl").write_text("{}\n", encoding="utf-8")
    said = f"{Path('news', 'corrections.jsonl')}: line 1 is not a valid correction and was skipped\n"

    assert run("add").stderr == said
    assert run("corrections").stderr == f"{said}No corrections yet.\n"


@pytest.mark.parametrize("command", ["add", "rebuild"])
def test_corrections_that_cannot_be_read_are_an_error_also_with_quiet(built, command):
    (built / "news" / "corrections.jsonl").mkdir()
    done = run(command, "-q")

    assert done.exit_code == 2
    assert "corrections.jsonl: cannot be read: not a regular file (a folder)" in done.stderr


def test_no_field_of_a_correction_can_print_a_line_break(built):
    """Such a file may come with a download."""
    run("correct", identity("second"), "--speaker", "Cy Poe")
    file = built / "news" / "corrections.jsonl"
    line = json.loads(file.read_text())
    forged = {name: f"x\nORPHANED: {name}\x1b" for name in ("who", "because", "name", "when")}
    file.write_text(json.dumps(line | forged) + "\n")
    run("add")

    for said in run("corrections").stdout, run("corrections", "--format", "csv").stdout:
        assert "\x1b" not in said
    assert not [line for line in run("corrections").stdout.splitlines() if line.strip().startswith("ORPH")]
    assert json.loads(run("corrections", "--format", "json").stdout)[0]["who"] == forged["who"]


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["", "dry"])
@pytest.mark.parametrize("name", ["b.txt", "a.txt.meta.json"])
def test_no_line_is_added_to_a_file_of_another_kind(built, name, dry):
    """Otherwise an article that was named by mistake would be changed, and its quotes with it."""
    file = built / "news" / name
    before = file.read_bytes()
    done = run("correct", identity("second"), "--speaker", "Cy Poe", "--corrections", f"news/{name}", *dry)

    assert done.exit_code == 2
    assert done.stderr == (
        f"Error: {file} is no file of corrections, so it is left as it is.\nName another file: --corrections FILE\n"
    )
    assert file.read_bytes() == before
    assert run("merge", "Ann Lee", "Bo Roe", "--corrections", f"news/{name}").exit_code == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "\n", '{"id": "cut', "# note\n{line}"])
def test_a_line_is_added_to_a_file_of_corrections_with_other_lines(built, content):
    run("correct", identity("second"), "--speaker", "Cy Poe")
    line = (built / "news" / "corrections.jsonl").read_text()
    (built / "mine.jsonl").write_text(content.replace("{line}", line))

    done = run("correct", identity("second"), "--speaker", "Di Zim", "--corrections", "mine.jsonl")
    assert done.exit_code == 0, done.stderr
    assert speakers_of("second") == ["Di Zim"]


def test_an_empty_name_of_a_file_of_corrections_is_an_error(built):
    done = run("correct", identity("second"), "--speaker", "Cy Poe", "--corrections", "")

    assert done.exit_code == 2
    assert "Invalid value for '--corrections': it is empty" in done.stderr
    assert not (built / "news" / "corrections.jsonl").exists()
