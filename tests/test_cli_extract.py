"""`quotesearch extract` and `quotesearch clean`: complete outputs, and messages on standard error."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotesearch.cli import program
from quotesearch.cli.explanations import RULES
from quotesearch.model import Thresholds, quotes

STORY = """The road between the two villages has been closed since Sunday.

“We ran out of water on the second day,” Mayor Ann Lee said on Monday.

Subscribe to our newsletter
"""

ABOUT = {"headline": "Road closed", "published": "2024-10-31", "outlet": "The Post", "byline": ["Bo Roe"]}


@pytest.fixture(autouse=True)
def news(tmp_path, monkeypatch) -> Path:
    """A folder `news` with an article in the current folder, and no index."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "news" / "a.txt.meta.json").write_text(json.dumps(ABOUT), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTESEARCH_INDEX", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "news"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    """The output and exit code of a command."""
    return CliRunner().invoke(program, list(arguments), input=stdin)


def test_a_quote_is_shown_with_speaker_article_and_place():
    result = run("extract", "news")

    quote_id = json.loads(run("extract", "news", "--format", "jsonl").stdout)["id"]
    assert result.stdout == (
        "“We ran out of water on the second day,”\n"
        "    — Ann Lee, Mayor\n"
        "    The Post · 2024-10-31 · Road closed\n"
        f"    {Path('news', 'a.txt')}:3:2 · characters 66–104 · {quote_id[:12]}\n"
    )
    assert result.stderr == ""
    assert result.exit_code == 0


def test_json_is_an_array_of_quotes_as_the_contract_describes_them():
    (quote,) = json.loads(run("extract", "news", "--format", "json").stdout)

    assert list(quote) == [
        "id", "text", "kind", "parts", "speaker", "cue", "rule", "confidence", "certainty", "article",
    ]  # fmt: skip
    assert quote["parts"] == [{"start": 66, "end": 104, "text": "We ran out of water on the second day,"}]
    assert list(quote["speaker"]) == [
        "name", "person", "role", "type", "gender", "gender_basis", "mention",
    ]  # fmt: skip
    assert quote["speaker"]["name"] == "Ann Lee"
    assert quote["cue"]["text"] == "said"
    assert list(quote["article"]) == [
        "id", "path", "sha256", "encoding", "headline", "byline", "published", "outlet", "url", "also_at",
    ]  # fmt: skip
    assert quote["article"]["byline"] == ["Bo Roe"]
    assert quote["article"]["also_at"] == []


def test_json_lines_are_the_same_objects_one_a_line(news):
    (news / "b.txt").write_text(STORY.replace("Ann Lee", "Cy Poe"), encoding="utf-8")
    lines = run("extract", "news", "--format", "jsonl").stdout.splitlines()

    assert [json.loads(line) for line in lines] == json.loads(
        run("extract", "news", "--format", "json").stdout
    )
    assert len(lines) == 2


def test_csv_has_a_header_and_a_row_for_each_quote():
    row, *others = csv.DictReader(io.StringIO(run("extract", "news", "--format", "csv").stdout))

    assert others == []
    assert (row["speaker"], row["start"], row["end"]) == ("Ann Lee", "66", "104")
    assert (row["outlet"], row["byline"]) == ("The Post", "Bo Roe")


def test_a_cell_is_never_a_formula(news):
    about = ABOUT | {"headline": '=HYPERLINK("http://example.org")', "outlet": "@post"}
    (news / "a.txt.meta.json").write_text(json.dumps(about), encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(run("extract", "news", "--format", "csv").stdout))

    assert row["headline"] == '\'=HYPERLINK("http://example.org")'
    assert row["outlet"] == "'@post"


@pytest.mark.parametrize(("form", "output"), [("text", ""), ("json", "[]\n"), ("jsonl", "")])
def test_no_quotes_are_an_empty_result_and_exit_code_1(news, form, output):
    (news / "a.txt").write_text("The road is closed again.\n", encoding="utf-8")
    result = run("extract", "news", "--format", form)

    assert (result.stdout, result.stderr, result.exit_code) == (output, "No quotes found.\n", 1)


def test_a_speaker_below_the_confidence_asked_for_is_left_unnamed():
    (quote,) = json.loads(run("extract", "news", "--format", "json", "--min-confidence", "1").stdout)

    assert (quote["speaker"], quote["cue"]) == (None, None)
    assert 0 < quote["confidence"] < 1
    assert "— speaker not named with confidence" in run("extract", "news", "--min-confidence", "1").stdout


def test_a_speaker_below_the_upper_threshold_is_shown_as_probable(monkeypatch):
    """Between the two thresholds the name is shown and marked as probable in every format."""
    assert json.loads(run("extract", "news", "--format", "json").stdout)[0]["certainty"] == "named"
    monkeypatch.setattr(quotes, "PERSONS", Thresholds(probable=0.1, named=1.0))
    (quote,) = json.loads(run("extract", "news", "--explain", "--format", "json").stdout)
    (row,) = csv.DictReader(io.StringIO(run("extract", "news", "--format", "csv").stdout))

    assert (quote["speaker"]["name"], quote["certainty"], row["certainty"]) == (
        "Ann Lee",
        "probable",
        "probable",
    )
    assert ", so the name is only probable (cue-after, " in quote["explanation"]
    assert "— probably Ann Lee" in run("extract", "news").stdout


def test_min_confidence_shows_a_guess_below_the_threshold_as_probable(monkeypatch):
    """`--min-confidence 0` names every guess, and makes none more certain."""
    monkeypatch.setattr(quotes, "PERSONS", Thresholds(probable=1.0, named=1.0))
    (silent,) = json.loads(run("extract", "news", "--format", "json").stdout)
    (asked,) = json.loads(run("extract", "news", "--format", "json", "--min-confidence", "0").stdout)

    assert (silent["speaker"], silent["certainty"]) == (None, "open")
    assert (asked["speaker"]["name"], asked["certainty"]) == ("Ann Lee", "probable")


def test_explain_says_in_words_how_the_speaker_was_found():
    result = run("extract", "news", "--explain")

    assert "“Ann Lee” and the cue “said” come after the quote (cue-after, " in result.stdout.replace(
        "\n      ", " "
    )
    assert "    | " in result.stdout


def test_files_that_are_not_articles_are_named_and_the_others_done(news):
    (news / "b.txt").write_bytes(b"%PDF-1.7")
    (news / "c.html").write_bytes(b"")
    (news / "d.pdf").write_bytes(b"%PDF-1.7")
    (news / "e.docx").write_bytes(b"PK")
    (news / "a.txt.meta.json").write_text("{", encoding="utf-8")
    result = run("extract", "news")

    assert "Ann Lee" in result.stdout
    assert result.stderr == (
        f"{Path('news', 'a.txt.meta.json')}: is not valid JSON\n"
        "2 files of kinds that are not read: 1 .pdf, 1 .docx\n"
        f"{Path('news', 'b.txt')}: not a text file (PDF)\n"
        f"{Path('news', 'c.html')}: is empty\n"
        "2 files could not be read; all others were.\n"
    )
    assert result.exit_code == 2


def test_quiet_leaves_out_notes_but_not_errors(news):
    (news / "b.txt").write_bytes(b"")
    (news / "d.pdf").write_bytes(b"%PDF-1.7")

    assert run("extract", "news", "-q").stderr == (
        f"{Path('news', 'b.txt')}: is empty\n1 file could not be read; all others were.\n"
    )


@pytest.mark.parametrize("command", ["extract", "clean", "rebuild"])
def test_a_single_failed_file_does_not_print_that_others_were_read(news, command):
    (news / "b.txt").write_bytes(b"")

    assert run(command, str(Path("news", "b.txt"))).stderr.endswith(
        "b.txt: is empty\n1 file could not be read.\n"
    )


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_a_missing_path_is_an_error_after_the_others_were_printed(command):
    result = run(command, "gone", "news")

    assert result.stdout == run(command, "news").stdout != ""
    assert result.stderr == "Error: there is no file or folder gone\n"
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_a_missing_path_alone_is_an_error_and_nothing_is_printed(command):
    result = run(command, "gone")

    assert result.stdout == ""
    assert result.stderr == "Error: there is no file or folder gone\n"
    assert result.exit_code == 2


def test_a_hyphen_means_standard_input():
    result = run("extract", "-", "--format", "jsonl", stdin=STORY.encode())

    quote = json.loads(result.stdout)
    assert quote["article"]["path"] == "-"
    assert quote["speaker"]["name"] == "Ann Lee"


def test_standard_input_may_be_a_page():
    page = (
        "<html><body><article><p>“We ran out of water,” Ann Lee said on Monday.</p></article></body></html>"
    )
    (article,) = json.loads(run("clean", "-", "--format", "json", stdin=page.encode()).stdout)

    assert article["media_type"] == "text/html"


def test_standard_input_that_is_not_an_article_is_an_error():
    result = run("clean", "-", stdin=b"")

    assert (result.stdout, result.stderr) == ("", "Error: standard input: is empty\n")
    assert result.exit_code == 2


def test_clean_shows_the_metadata_and_the_text_of_an_article():
    result = run("clean", "news")

    assert result.stdout == (
        f"== {Path('news', 'a.txt')}\n"
        "headline   Road closed (sidecar)\n"
        "byline     Bo Roe (sidecar)\n"
        "published  2024-10-31 (sidecar)\n"
        "outlet     The Post (sidecar)\n"
        "\n"
        "The road between the two villages has been closed since Sunday.\n"
        "\n"
        "“We ran out of water on the second day,” Mayor Ann Lee said on Monday.\n"
    )
    assert (result.stderr, result.exit_code) == ("", 0)


def test_clean_as_json_is_what_the_contract_describes():
    (article,) = json.loads(run("clean", "news", "--format", "json").stdout)

    assert list(article) == [
        "id", "path", "sha256", "encoding", "media_type", "headline", "byline", "published", "outlet", "url",
        "basis", "also_at", "start", "end", "text", "blocks",
    ]  # fmt: skip
    assert article["basis"]["outlet"] == "sidecar"
    assert article["text"].startswith(
        "The road between the two villages has been closed since Sunday.\n\n“We ran"
    )
    assert article["blocks"][0].keys() == {"start", "end", "label", "rule", "reason"}


def test_clean_explain_shows_every_block_with_label_and_reason():
    (article,) = json.loads(run("clean", "news", "--format", "json").stdout)
    result = run("clean", "--explain", "news")

    for block in article["blocks"]:
        assert f"{block['label']} · {block['reason']}" in " ".join(result.stdout.split())
    assert "    Subscribe to our newsletter" in result.stdout
    assert "  | The road between" in result.stdout


def test_clean_explain_as_csv_has_a_row_for_each_block():
    rows = list(csv.DictReader(io.StringIO(run("clean", "--explain", "news", "--format", "csv").stdout)))

    assert [STORY[int(row["start"]) : int(row["end"])] for row in rows] == [row["text"] for row in rows]


def test_control_characters_are_not_printed(news):
    (news / "a.txt").write_text("“We ran \x1b[2J out of water,” Ann Lee said on Monday.\n", encoding="utf-8")

    for command in "clean", "extract":
        result = CliRunner().invoke(program, [command, "news"], color=True)
        assert "We ran \ufffd[2J out of water" in result.stdout


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_input_ends_in_a_result_or_an_error_message(data):
    for command in "extract", "clean":
        for form in "text", "csv", "json":
            result = run(command, "-", "--format", form, stdin=data)
            assert result.exit_code in (0, 1, 2)
            assert result.exception is None or isinstance(result.exception, SystemExit)


def test_every_rule_has_an_explanation():
    """Every rule that decides in the sample articles can be explained."""
    seeds = str(Path(__file__).parent.parent / "seeds")
    quotes = json.loads(run("extract", seeds, "--format", "json").stdout)

    assert {quote["rule"] for quote in quotes} <= RULES.keys()


@pytest.mark.parametrize("command", ["extract", "clean"])
def test_identical_files_are_printed_once_with_the_paths_of_the_copies(news, command):
    """As in an index, the first copy with a sidecar is read, or else the first copy."""
    (news / "0.txt").write_text(STORY, encoding="utf-8")
    (news / "z.txt").write_text(STORY, encoding="utf-8")
    (printed,) = json.loads(run(command, "news", "--format", "json").stdout)
    article = printed.get("article", printed)

    assert article["path"] == str(Path("news", "a.txt"))
    assert article["also_at"] == [str(Path("news", "0.txt")), str(Path("news", "z.txt"))]


def test_explain_says_that_a_guess_is_too_uncertain_for_a_name():
    (quote,) = json.loads(
        run("extract", "--explain", "news", "--min-confidence", "1", "--format", "json").stdout
    )

    assert quote["speaker"] is None
    assert quote["explanation"].startswith(
        "“Ann Lee” and the cue “said” come after the quote, too unsure to name the speaker (cue-after, "
    )


def test_explain_of_a_quote_without_any_clue(news):
    (news / "a.txt").write_text("The road is closed.\n\n“We ran out of water.”\n", encoding="utf-8")
    printed = json.loads(run("extract", "--explain", "news", "--format", "json").stdout)

    assert all(quote["explanation"] == "the article does not say who said it (none)" for quote in printed)
