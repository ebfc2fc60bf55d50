"""Rules of the code that can be checked: sizes, names, public names, docstrings, provenance, tracked files."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quotesearch"
CODE = sorted(
    path for top in ("quotesearch", "tests", "benchmarks", "training") for path in (ROOT / top).rglob("*.py")
)
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = (
    "acquisition",
    "analysis",
    "api",
    "cleaning",
    "exporting",
    "extraction",
    "indexing",
    "searching",
    "spelling",
)
LEXICONS = sorted((PACKAGE / "lexicons").rglob("*.txt"))
WEIGHTS = sorted((PACKAGE / "weights").glob("*.json"))
PROVENANCE = {"command", "corpus", "date", "scores"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 60
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
# Written so that this file does not contain what it searches for.
FOREIGN = re.compile("|".join((r"(?<![\w.])/" + r"work/", "index-" + "url", r"\bfiles\.pythonhosted")))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path):
    return (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def tracked() -> list[str]:
    """The files under version control; none in an unpacked archive."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [line for line in done.stdout.split("\0") if line]


def test_modules_are_short():
    """No module has more than 400 lines."""
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}

    assert {path: n for path, n in lines.items() if n > MOST_LINES} == {}


def test_written_out_constructors_set_every_field():
    """A dataclass with its own constructor (`init=False`) sets all its fields there."""
    unset = {}
    for path in MODULES:
        for node in (n for n in tree(path).body if isinstance(n, ast.ClassDef)):
            if not any("init=False" in ast.unparse(decorator) for decorator in node.decorator_list):
                continue
            init = next(n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
            stored = {
                n.attr
                for n in ast.walk(init)
                if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)
            }
            fields = {ast.unparse(n.target) for n in node.body if isinstance(n, ast.AnnAssign)}
            if fields - stored:
                unset[f"{name(path)} {node.name}"] = fields - stored

    assert unset == {}


def test_functions_are_short():
    """No function has more than 60 lines, docstring included."""
    long = {
        f"{name(path)}:{f.lineno} {f.name}": (f.end_lineno or f.lineno) - f.lineno + 1
        for path in CODE
        for f in functions(path)
    }

    assert {place: n for place, n in long.items() if n > MOST_FUNCTION_LINES} == {}


def test_modules_are_named_for_their_job():
    """Nothing is called utils, helpers, common or misc."""
    assert [name(path) for path in CODE if path.stem in NAMELESS or path.parent.name in NAMELESS] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_declares_its_public_names(package):
    """A package's `__init__.py` describes its input and output and lists its public names."""
    door = tree(PACKAGE / package / "__init__.py")
    offered = [
        ast.literal_eval(node.value)
        for node in door.body
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["__all__"]
    ]

    assert offered, "no __all__"
    assert offered[0], "__all__ is empty"
    assert len(ast.get_docstring(door) or "") > 80


def undocumented(path: Path):
    """Public modules, classes and functions without a docstring, except inside functions."""
    module = tree(path)
    if not ast.get_docstring(module):
        yield name(path)
    waiting = [(node, "") for node in module.body]
    while waiting:
        node, above = waiting.pop()
        if not isinstance(
            node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{name(path)}:{node.lineno} {above}{node.name}"
        if isinstance(node, ast.ClassDef):
            waiting += [(child, f"{node.name}.") for child in node.body]


def test_everything_public_has_a_docstring():
    """A reader of the code learns what a thing is before how it works."""
    assert [place for path in MODULES for place in undocumented(path)] == []


def test_only_its_engine_imports_a_search_library():
    """Only the engine's modules import its library, so another engine can replace it."""
    users = {
        name(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "whoosh")
        or (
            isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "whoosh" for alias in node.names)
        )
    }

    assert {path for path in users if not Path(path).stem.startswith("whoosh_")} == set()
    assert {str(Path(path).parent.as_posix()) for path in users} <= {"quotesearch/indexing/engines"}


def top_of(path: Path) -> str:
    """The comment at the start of a file."""
    comment = re.match(r"(#.*\n)*", path.read_text(encoding="utf-8"))
    return comment.group() if comment else ""


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_a_lexicon_states_source_and_licence(path):
    """The comment at the top of a word list names the source and the licence of its words."""
    top = top_of(path)

    assert re.search(r"\bsource\b", top, re.IGNORECASE)
    assert re.search(r"\blicen[cs]e\b", top, re.IGNORECASE)


def entries(path: Path) -> list[str]:
    """The left sides of a list's lines, without comments."""
    lines = (
        line.partition("#")[0].partition("=")[0].strip() for line in path.read_text("utf-8").splitlines()
    )
    return [line for line in lines if line]


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_a_lexicon_has_each_entry_once(path):
    """If a word is in a list twice, a fix will miss one of the two."""
    assert [entry for entry, count in Counter(entries(path)).items() if count > 1] == []


@pytest.mark.parametrize("path", LEXICONS, ids=name)
def test_a_lexicon_has_words_in_one_case(path):
    """A list is in lower case, unless the comment at its top mentions case or capitals."""
    top = top_of(path)
    if re.search(r"\b(cased?|as printed|capitals?)\b", top, re.IGNORECASE):
        return

    assert [entry for entry in entries(path) if entry != entry.lower()] == []


def test_there_are_weights_and_lexicons():
    """The data that the code needs is part of the package."""
    assert WEIGHTS
    assert LEXICONS


@pytest.mark.parametrize("path", WEIGHTS, ids=name)
def test_weights_name_their_origin(path):
    """Each fitted model names its command, corpus and date, and its scores."""
    content = json.loads(path.read_text(encoding="utf-8"))

    assert {key for key in PROVENANCE if content.get(key)} == PROVENANCE


def test_no_file_names_a_place_outside_the_project():
    """No path of a developer's machine and no address of a package registry is under version control."""
    found = []
    for path in tracked():
        if path.startswith("seeds/") or not (ROOT / path).is_file():
            continue
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        found += [f"{path}: {match.group()}" for match in FOREIGN.finditer(text)]

    assert found == []


def test_no_index_is_under_version_control():
    """The folder of the default index has its README and nothing else."""
    assert [path for path in tracked() if path.startswith("index/")] == ["index/README.md"]
