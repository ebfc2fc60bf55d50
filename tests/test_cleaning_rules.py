"""The ids of cleaning's rules: each is used, described and documented, and the code never reads a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from quotesearch.acquisition import read_documents
from quotesearch.cleaning import clean
from quotesearch.cleaning.rules import RULES
from quotesearch.model import LABELS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "quotesearch" / "cleaning").glob("*.py"))


def verdicts() -> list[ast.Call]:
    """Where the code makes a verdict."""
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in MODULES]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if getattr(call.func, "id", "") == "Verdict"]


def test_every_rule_is_used_and_every_verdict_has_a_rule():
    """An id is a word in the code, or that of the heading that a box has."""
    used = {call.args[1].value for call in verdicts() if isinstance(call.args[1], ast.Constant)}
    assert used == set(RULES)
    others = {ast.unparse(call.args[1]) for call in verdicts() if not isinstance(call.args[1], ast.Constant)}
    assert others == {"heading.rule"}


def test_every_rule_is_in_the_documentation():
    page = (ROOT / "docs" / "cleaning.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z-]+)` \| ([^|]*) \|$", page, re.MULTILINE)
    assert dict(table) == RULES


def test_an_id_is_made_for_programs():
    assert [rule for rule in RULES if not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)] == []


def test_every_block_of_the_samples_has_a_label_and_a_rule():
    for document in read_documents([ROOT / "seeds"]):
        for block in clean(document).blocks:
            assert block.label in LABELS
            assert block.rule in RULES


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_module_compares_a_reason(module):
    """Reasons are for people: no code may branch on one."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            compared = [ast.unparse(each) for each in (node.left, *node.comparators)]
            assert not [each for each in compared if re.search(r"\.(reason|basis)\b", each)], ast.unparse(
                node
            )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert not re.search(r"\.(reason|basis)\.\w+$", ast.unparse(node.func)), ast.unparse(node)
