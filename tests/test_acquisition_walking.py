"""Listing the articles below some paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from quotesearch.acquisition import PAGE_PARTS, list_files
from quotesearch.cli import program
from quotesearch.errors import MissingPathError
from quotesearch.model import Failure, ListedFile, Skipped


def make(folder: Path, *names: str) -> None:
    """Make files with these names below a folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("“Run,” he said.", encoding="utf-8")


def names(folder: Path, *paths: Path) -> list[str]:
    """The listed files' paths, below the folder, with forward slashes."""
    listed = list_files(paths or (folder,))
    return [Path(item.path).relative_to(folder).as_posix() for item in listed if isinstance(item, ListedFile)]


def test_folders_are_walked_in_the_order_of_their_names(tmp_path):
    """The order does not depend on the order in which files were made."""
    make(tmp_path, "b.txt", "c/2.md", "c/1.html", "a.txt.gz", "d.htm", "e.text")

    assert names(tmp_path) == ["a.txt.gz", "b.txt", "c/1.html", "c/2.md", "d.htm", "e.text"]


def test_hidden_files_and_folders_are_skipped(tmp_path):
    make(tmp_path, ".secret.txt", ".git/a.txt", "seen.txt")

    assert names(tmp_path) == ["seen.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path):
    make(tmp_path, ".secret.txt")

    assert names(tmp_path, tmp_path / ".secret.txt") == [".secret.txt"]


def test_the_folder_of_an_index_is_skipped(tmp_path):
    """Its files are not articles, and are not counted among the files of other kinds either."""
    make(
        tmp_path,
        "a.txt",
        "kept/index/README.md",
        "kept/index/current.json",
        "kept/index/generations/7/a.html",
    )

    assert [item.path for item in list_files([tmp_path])] == [str(tmp_path / "a.txt")]


def test_an_index_that_is_named_is_walked(tmp_path):
    make(tmp_path, "index/README.md", "index/current.json", "index/generations/7/a.html")

    assert names(tmp_path, tmp_path / "index") == ["index/README.md", "index/generations/7/a.html"]


def test_a_folder_with_only_some_files_of_an_index_is_not_an_index(tmp_path):
    make(tmp_path, "news/current.json", "old/generations/a.txt", "news/a.txt")

    assert names(tmp_path) == ["news/a.txt", "old/generations/a.txt"]


def test_suffixes_are_read_in_any_case(tmp_path):
    make(tmp_path, "A.TXT", "B.Html.GZ")

    assert [item.kind for item in list_files([tmp_path])] == [".txt", ".html.gz"]


def test_files_of_other_kinds_are_counted_by_kind(tmp_path):
    make(tmp_path, "a.pdf", "b.DOCX", "backup.tar.gz", "LICENSE")

    skipped = [
        (Path(item.path).name, item.kind) for item in list_files([tmp_path]) if isinstance(item, Skipped)
    ]
    assert sorted(skipped) == [
        ("LICENSE", ""),
        ("a.pdf", ".pdf"),
        ("b.DOCX", ".docx"),
        ("backup.tar.gz", ".gz"),
    ]


def test_a_sidecar_is_listed_with_its_article_and_not_as_a_file(tmp_path):
    make(tmp_path, "a.txt", "a.txt.meta.json", "gone.txt.meta.json")

    (listed,) = list_files([tmp_path])
    assert listed.sidecar == str(tmp_path / "a.txt.meta.json")
    assert listed.sidecar_size == (tmp_path / "a.txt.meta.json").stat().st_size


def test_a_new_sidecar_changes_what_is_listed(tmp_path):
    make(tmp_path, "a.txt")
    (before,) = list_files([tmp_path])
    make(tmp_path, "a.txt.meta.json")
    (after,) = list_files([tmp_path])

    assert before.sidecar is None
    assert before != after


def test_a_file_below_two_paths_is_listed_once(tmp_path):
    make(tmp_path, "a.txt", "b/c.txt")

    assert names(tmp_path, tmp_path / "b", tmp_path, tmp_path / "a.txt") == ["b/c.txt", "a.txt"]


def test_links_in_a_circle_end(tmp_path):
    """A folder with a link to itself is walked once."""
    make(tmp_path, "a.txt")
    try:
        (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")

    assert names(tmp_path) == ["a.txt"]


def test_a_link_that_leads_nowhere_is_a_failure_and_the_rest_is_listed(tmp_path):
    make(tmp_path, "b.txt")
    try:
        (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    except OSError:
        pytest.skip("links cannot be made here")

    failure, listed = list_files([tmp_path])
    assert failure == Failure(str(tmp_path / "a.txt"), "no such file or directory")
    assert listed.path == str(tmp_path / "b.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_a_failure_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert list(list_files([tmp_path])) == [Failure(str(tmp_path / "pipe.txt"), "is not a regular file")]


def test_a_folder_that_may_not_be_entered_is_a_failure_and_the_rest_is_listed(tmp_path, monkeypatch):
    make(tmp_path, "closed/a.txt", "open/b.txt")
    iterdir = Path.iterdir

    def refuse(path: Path):
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)

    failure, listed = list_files([tmp_path])
    assert failure == Failure(str(tmp_path / "closed"), "permission denied")
    assert listed.path == str(tmp_path / "open" / "b.txt")


def test_a_missing_path_is_an_error_before_anything_is_listed(tmp_path):
    """If one of two named paths is missing, nothing is listed."""
    make(tmp_path, "a.txt")

    with pytest.raises(MissingPathError, match=r"^there is no file or folder .*gone$"):
        list_files([tmp_path, tmp_path / "gone"])


def test_a_path_that_may_not_be_read_is_an_error(tmp_path, monkeypatch):
    make(tmp_path, "a.txt")
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(MissingPathError, match=r"a\.txt cannot be read: permission denied$"):
        list_files([tmp_path / "a.txt"])


def test_a_path_that_is_invalid_on_every_system_is_an_error():
    with pytest.raises(MissingPathError):
        list_files(["a\0b"])


def test_a_file_that_is_named_is_listed_whatever_its_suffix(tmp_path):
    """Only files found in a folder are skipped by their name."""
    make(tmp_path, "saved_page", "b.php")

    assert names(tmp_path, tmp_path / "saved_page", tmp_path / "b.php") == ["saved_page", "b.php"]
    assert names(tmp_path) == []


def test_a_sidecar_is_not_read_as_an_article_even_if_it_is_named(tmp_path):
    """A shell expands `news/*` to all names."""
    make(tmp_path, "a.txt", "a.txt.meta.json", "corrections.jsonl")

    listed = list(list_files(sorted(tmp_path.iterdir())))
    assert [type(item) for item in listed] == [ListedFile, Skipped, Skipped]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://example.org/story", "https://example.org/story"),
        ("https://example.org/?a=1&b=2", "'https://example.org/?a=1&b=2'"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("/home/ann/https:/example.org/story", "https://example.org/story"),
    ],
)
def test_a_web_address_is_answered_with_how_to_read_it(given, shown):
    with pytest.raises(MissingPathError) as caught:
        list_files([given])

    assert str(caught.value) == (
        f"quotesearch reads files, not web addresses. Try: curl -s {shown} | quotesearch extract -"
    )


@pytest.mark.parametrize(
    ("folder", "page"),
    [("Story_files", "Story.html"), ("Story_files", "Story.htm"), ("Story.FILES", "Story.html"),
     ("Ein Tag-Dateien", "Ein Tag.htm"), ("À la une_fichiers", "À la une.html")],
)  # fmt: skip
def test_the_folder_of_a_saved_page_is_counted_and_not_entered(tmp_path, folder, page):
    make(tmp_path, f"{folder}/saved_resource.html", "other.txt")
    (tmp_path / page).write_text(f'<img src="./{quote(folder)}/a.png"><p>“Run,” he said.', encoding="utf-8")

    listed = list(list_files([tmp_path]))
    assert Skipped(str(tmp_path / folder), PAGE_PARTS) in listed
    assert names(tmp_path) == sorted([page, "other.txt"])
    assert names(tmp_path, tmp_path / folder) == [f"{folder}/saved_resource.html"]


@pytest.mark.parametrize(
    "made",
    [
        ["Story_files/a.txt"],  # without a page
        ["Story_files/a.txt", "Stories.html"],  # of another name
        [
            "Story-Dateien/a.txt",
            "Story.html",
        ],  # a name that browsers use only in some languages, and the page does not refer to it
        ["Story_pictures/a.txt", "Story.html"],
        ["_files/a.txt", ".html"],
    ],
)
def test_any_other_folder_is_entered(tmp_path, made):
    make(tmp_path, *made)

    assert made[0] in names(tmp_path)


@pytest.fixture
def deep(tmp_path) -> Iterator[Path]:
    """1,500 nested folders with a story in the innermost one: a longer path than any system allows."""
    folder = tmp_path / "deep"
    folder.mkdir()
    (tmp_path / "z.txt").write_text("“We stay,” Ann Lee said.", encoding="utf-8")
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("inner", dir_fd=here)
        inner = os.open("inner", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    story = os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(story, b'"We go," Bo Roe said.')
    os.close(story)
    os.close(here)
    yield tmp_path
    while (
        folder / "inner" / "inner"
    ).is_dir():  # from the outside, because no other path reaches the inner folders
        (folder / "inner" / "inner").rename(folder / "next")
        (folder / "inner").rmdir()
        (folder / "next").rename(folder / "inner")


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="such folders cannot be made here")
def test_folders_nested_too_deep_for_a_path_are_a_failure_and_the_rest_is_listed(deep):
    failure, listed = list_files([deep])

    assert failure.reason == "file name too long"
    assert failure.path.startswith(str(deep / "deep" / "inner" / "inner"))
    assert listed.path == str(deep / "z.txt")


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="such folders cannot be made here")
def test_folders_nested_too_deep_do_not_stop_an_index_from_being_made(deep, monkeypatch):
    monkeypatch.chdir(deep)
    result = CliRunner().invoke(program, ["rebuild", ".", "--index", "index"])

    assert "1 article, 1 quote" in result.stdout
    assert result.stderr.endswith("file name too long\n1 file could not be read; all others were.\n")
    assert result.exit_code == 2


def test_folders_nested_deeper_than_the_recursion_limit_are_walked(tmp_path):
    folder = tmp_path
    for _ in range(1500):
        folder /= "f"
        folder.mkdir()
    (folder / "a.txt").write_text("“Run,” he said.", encoding="utf-8")

    assert len(names(tmp_path)) == 1
    for inner in (folder, *folder.parents[:1499]):  # Python cannot remove them at once
        for file in inner.glob("*.txt"):
            file.unlink()
        inner.rmdir()
