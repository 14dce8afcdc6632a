"""The modules of `compose` speak of a target side and a context side; a few modules alone decide by the language."""

import ast
from pathlib import Path

import pytest

from flashdeck.compose.display import Display
from flashdeck.compose.language_sides import other_language, sides_for

ROOT = Path(__file__).parent.parent
ALLOWED = {"language_sides.py", "chinese.py", "english.py"}
MODULES = [path for path in sorted((ROOT / "flashdeck" / "compose").rglob("*.py")) if path.name not in ALLOWED]


def decisions_by_language(tree):
    """The lines that compare something with a language, or ask whether a token is Chinese or English."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            if any(isinstance(operand, ast.Constant) and operand.value in ("zh", "en") for operand in operands):
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node) in ("isinstance(token, ZhToken)", "isinstance(token, EnToken)"):
            yield node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_decides_by_the_language(path):
    assert list(decisions_by_language(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("source", ['x = 1 if study == "zh" else 2', 'if "en" != study: pass', "isinstance(token, ZhToken)"])
def test_a_decision_by_the_language_is_seen(source):
    assert list(decisions_by_language(ast.parse(source))) == [1]


@pytest.mark.parametrize("study", ["zh", "en"])
def test_the_target_side_is_the_language_studied(study):
    sides = sides_for(study, Display())

    assert sides.target.language == study
    assert sides.context.language == other_language(study)
