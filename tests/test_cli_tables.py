"""Output for programs and spreadsheets: all results, chosen columns, counts and cross tables."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from cli_stories import begin_in, index_stories, run, write_stories

from quotesearch.cli import find as find_command
from quotesearch.cli.program import COMMANDS
from quotesearch.cli.shown_counts import CrossTable, ShownFacet, with_bars
from quotesearch.model import FacetCount, PairCount

ROOT = Path(__file__).parent.parent
MANY = 45


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Three articles and one with many quotes, and an index of them."""
    folder = tmp_path_factory.mktemp("built")
    write_stories(folder / "news")
    lines = [f"“There is harbour number {number} behind us,” Cy Dee said.\n" for number in range(MANY)]
    (folder / "news" / "d.txt").write_text("\n".join(lines), encoding="utf-8")
    return index_stories(folder)


@pytest.fixture(autouse=True)
def here(built, monkeypatch) -> Path:
    """The current folder is the built one, with no settings from the environment."""
    return begin_in(built, monkeypatch)


def table(*arguments: str) -> list[dict[str, str]]:
    """The table that a command prints."""
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))


def lines(*arguments: str) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


# All hits


def test_people_are_shown_20_quotes_and_programs_get_all():
    assert run("find", "harbour").stderr == f"1 to 20 of {MANY} quotes\nSee more with: --offset 20\n"
    assert run("find", "harbour", "--limit", "all").stderr == f"{MANY} quotes\n"
    assert len(json.loads(run("find", "harbour", "--format", "json").stdout)) == MANY
    assert len(lines("find", "harbour")) == len(table("find", "harbour")) == MANY
    assert len(table("find", "harbour", "--limit", "3", "--offset", "1")) == 3
    assert len(table("find", "harbour", "--offset", "40")) == MANY - 40


@pytest.mark.parametrize("extra", [[], ["--sort", "oldest"], ["--group", "article"], ["--offset", "7"]])
def test_many_results_are_printed_like_few(monkeypatch, extra):
    """Above some number, results are read one by one; they are the same, with the same highlights."""
    arguments = ["find", "harbour", "OR", "water", "--format", "json", *extra]
    at_once = run(*arguments)
    monkeypatch.setattr(find_command, "AT_ONCE", 2)
    one_by_one = run(*arguments)

    assert (one_by_one.stdout, one_by_one.stderr) == (at_once.stdout, at_once.stderr)
    assert json.loads(at_once.stdout)


def test_a_limit_is_a_number_or_all():
    for command in "find", "speakers":
        result = run(command, "--limit", "some")
        assert result.stderr.endswith("'some' is not a whole number, nor all.\n")
        assert result.exit_code == 2


def test_help_says_how_many_are_printed():
    shown = " ".join(run("find", "--help").stdout.split())

    assert "[default: 20 as text; all as json, jsonl or csv]" in shown


# Columns, and a mark for Excel


def test_columns_are_those_asked_for_in_their_order():
    result = run("find", "winter", "--format", "csv", "--columns", "speaker, text,speaker")

    assert (
        result.stdout == 'speaker,text\nAnn Lee,"The children will not sit in the rain for another winter,"\n'
    )


@pytest.mark.parametrize(
    "arguments",
    [["find", "water"], ["extract", "news"], ["clean", "news"], ["clean", "news", "--explain"], ["speakers"],
     ["stats"], ["verify"], ["corrections"], ["find", "--facets", "kind"], ["find", "--facets", "kind,year"],
     ["add"], ["rebuild"], ["merge", "A", "B", "--dry-run"], ["correct", "3f", "--nobody", "--dry-run"]],
)  # fmt: skip
def test_a_column_that_does_not_exist_is_an_error_that_names_those_that_do(here, arguments):
    before = (here / "index" / "current.json").read_bytes()
    result = run(*arguments, "--format", "csv", "--columns", "nose")

    assert result.stdout == ""
    assert "There is no column 'nose'. The columns are " in result.stderr
    assert result.exit_code == 2
    assert (here / "index" / "current.json").read_bytes() == before


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_prints_tables_takes_columns(name):
    command = import_module(f"quotesearch.cli.{name}").command
    options = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
    [form] = [param for param in command.params if param.name == "form"]

    assert ("csv" in form.type.choices) == {"--columns", "--bom"}.issubset(options)


@pytest.mark.parametrize("option", [["--columns", "text"], ["--bom"]])
@pytest.mark.parametrize("form", ["text", "json"])
def test_options_for_tables_are_refused_for_other_formats(option, form):
    result = run("find", "water", "--format", form, *option)

    assert result.stderr.endswith(f"Error: {option[0]} is for tables; add --format csv.\n")
    assert (result.stdout, result.exit_code) == ("", 2)


def test_a_table_for_excel_begins_with_a_byte_order_mark_in_utf_8(here):
    done = subprocess.run(
        [sys.executable, "-m", "quotesearch", "clean", "news/a.txt", "--format", "csv", "--bom"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        capture_output=True, check=True,
    )  # fmt: skip

    assert done.stdout.startswith(b"\xef\xbb\xbfpath,headline,")
    assert "“We ran out of water" in done.stdout.decode("utf-8-sig")
    assert not run("clean", "news/a.txt", "--format", "csv").stdout.startswith("\ufeff")


# Counts


def test_quotes_are_counted_by_month():
    assert run("find", "--facets", "month").stdout == (
        f"month   (not known) · {MANY + 1} quotes\nmonth   2024-10 · 1 quote\nmonth   2024-11 · 1 quote\n"
    )


def test_two_facets_are_two_lists_and_as_csv_a_cross_table():
    assert run("find", "water", "--facets", "outlet,month", "--format", "csv").stdout == (
        "outlet,2024-10,2024-11\nDaily Example,0,1\nThe Post,1,0\n"
    )
    assert run("find", "water", "--facets", "outlet,month", "--format", "csv", "--no-cross").stdout == (
        "facet,value,quotes\noutlet,Daily Example,1\noutlet,The Post,1\nmonth,2024-10,1\nmonth,2024-11,1\n"
    )
    assert [row["facet"] for row in lines("find", "water", "--facets", "outlet,month")] == [
        "outlet", "outlet", "month", "month",
    ]  # fmt: skip


def test_a_cross_table_for_people_and_as_json():
    assert run("find", "--facets", "speaker,month", "--cross").stdout == (
        "speaker  2024-10  2024-11  (not known)\n"
        f"Cy Dee         0        0           {MANY}\n"
        "Ann Lee        1        0            1\n"
        "Bo Roe         0        1            0\n"
    )
    assert lines("find", "--facets", "speaker,month", "--cross", "--limit", "2") == [
        {"speaker": "Cy Dee", "month": None, "quotes": MANY},
        {"speaker": "Ann Lee", "month": None, "quotes": 1},
        {"speaker": "Ann Lee", "month": "2024-10", "quotes": 1},
    ]
    assert table("find", "--facets", "month,outlet", "--columns", "month,The Post")[0] == {
        "month": "2024-10", "The Post": "1",
    }  # fmt: skip


@pytest.mark.parametrize("names", ["outlet", "outlet,year,kind"])
def test_a_cross_table_is_of_two_facets(names):
    result = run("find", "water", "--facets", names, "--cross")

    assert result.stderr == "Error: --cross is for two facets: --facets outlet,year --cross\n"
    assert result.exit_code == 2


def test_a_cross_table_that_is_too_wide_says_so(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    result = run("find", "--facets", "speaker,month", "--cross")

    assert "2024-11" in result.stdout
    assert "(not known)" not in result.stdout
    assert result.stderr.splitlines()[0] == "1 more column: widen the terminal, or add --format csv"


def test_numbers_that_are_wider_than_their_column_widen_it():
    counted = [PairCount("VOA", "a", 1_234_567), PairCount("VOA", "b", 1)]
    [row] = CrossTable("outlet", "kind", counted, limit=20).shown()

    assert row.text().splitlines() == ["outlet          a  b", "VOA     1,234,567  1"]


@pytest.mark.parametrize(("encoding", "bars"), [("utf-8", ["████", "██"]), ("ascii", ["####", "##"])])
def test_bars_are_proportional_and_use_characters_of_the_terminal(monkeypatch, encoding, bars):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    shown = [
        value.text() for value in with_bars([FacetCount("kind", "full", 40), FacetCount("kind", "", 20)])
    ]

    drawn = [line.split()[-1] for line in shown]
    assert [bar[: len(mark)] for bar, mark in zip(drawn, bars, strict=True)] == bars
    assert len(drawn[0]) == 2 * len(drawn[1])
    assert max(map(len, shown)) <= 80
    assert shown[0].startswith("kind    full               40 ")


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_bars_are_drawn_on_a_terminal_only():
    import pty

    controlling, terminal = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "quotesearch", "find", "--facets", "year"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=terminal, stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    os.close(terminal)
    on_terminal = os.read(controlling, 10_000).decode()
    os.close(controlling)

    assert "█" in on_terminal
    assert "█" not in run("find", "--facets", "year").stdout


# Speakers


def names(*arguments: str) -> list[str]:
    return [row["name"] for row in table("speakers", *arguments)]


def test_speakers_are_sorted_and_cut_as_asked():
    assert names() == names("--sort", "quotes") == ["Cy Dee", "Ann Lee", "Bo Roe"]
    assert names("--sort", "articles") == ["Ann Lee", "Cy Dee", "Bo Roe"]
    assert names("--sort", "name") == ["Ann Lee", "Bo Roe", "Cy Dee"]
    assert names("--min-quotes", "2") == ["Cy Dee", "Ann Lee"]
    assert names("--limit", "1", "--sort", "name") == ["Ann Lee"]
    assert names("--limit", "all") == names()


def test_a_note_counts_the_speakers_left_out():
    assert run("speakers", "--limit", "2").stderr == "2 of 3 speakers\n"
    assert run("speakers", "--limit", "3").stderr == "3 speakers\n"
    result = run("speakers", "--min-quotes", "100")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nobody has 100 quotes or more.\n", 1)


def test_an_outlet_cannot_print_a_line_break():
    shown = ShownFacet(FacetCount("outlet", "The Post\nspeaker Ann Lee", 1), width=30, drawn="#")

    assert "\n" not in shown.text()
