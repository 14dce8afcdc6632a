"""The rules of the house, read off the syntax trees: imports run one way, engines stay at the edges, sizes stay small."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = ("read", "align", "text", "annotate", "select", "compose", "write")
FOUNDATION = {"model", "errors", "caching", "lazy"}
LOW = {*FOUNDATION, "levels", "settings", "resources"}
KNOWLEDGE = ("dictionaries", "language", "english", "chinese", "bilingual")
"""Knowledge of Chinese, of English and of both. A room may use those before it: Chinese senses are given in English."""
SHARED = {*LOW, *KNOWLEDGE, "edits"}
"""What every stage may use: values, lists, and the entries of a person's corrections."""
BELOW_APP = {*SHARED, *STAGES, "known"}
ABOVE_STAGES = {"app", "api"}
MAY_IMPORT = {
    "model": FOUNDATION,
    "errors": FOUNDATION,
    "caching": {"caching", "lazy"},
    "process": set(),
    "lazy": set(),
    "levels": FOUNDATION,
    "settings": LOW,
    "resources": LOW,
    **{room: {*FOUNDATION, *KNOWLEDGE[: place + 1]} for place, room in enumerate(KNOWLEDGE)},
    "edits": {*FOUNDATION, *KNOWLEDGE, "edits"},
    "known": {*LOW, *KNOWLEDGE, "known"},
    **{stage: {*SHARED, stage} for stage in STAGES},
    **{above: {*BELOW_APP, *ABOVE_STAGES, "process", "__init__"} for above in ABOVE_STAGES},
    "cli": {*BELOW_APP, *ABOVE_STAGES, "process", "__init__", "cli"},
    "__main__": {"process", "__init__", "cli"},
    "__init__": {"api"},
}
"""For each room those that it may import; `__init__` is the package itself, with its version."""
EDGES = {"known", "read", "align", "annotate", *KNOWLEDGE, "write", "edits", "app", "cli"}
LONGEST_FUNCTION, LONGEST_MODULE, MOST_PARAMETERS = 40, 400, 5


def syntax_trees(folder):
    return {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}


PACKAGE = syntax_trees(ROOT / "flashdeck")
MEASURED = PACKAGE | syntax_trees(ROOT / "benchmarks") | syntax_trees(ROOT / "fits")
each_module = pytest.mark.parametrize("path", PACKAGE, ids=str)


def room(path):
    """flashdeck/read/line_language.py → read; flashdeck/levels.py → levels."""
    return Path(path.parts[1]).stem


def imported(node):
    """The modules that one statement imports; `from flashdeck import app` counts as flashdeck.app."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert node.level == 0, f"line {node.lineno}: imports are absolute here"
    if node.module == "flashdeck":
        return [f"flashdeck.{alias.name}" for alias in node.names]
    return [node.module]


def all_imports(tree):
    return [name for node in ast.walk(tree) for name in imported(node)]


def imports_at_load(node):
    """The modules that are imported when a module loads: not in functions, not for the type checker alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            for other in child.orelse:
                yield from imported(other)
            continue
        yield from imported(child)
        yield from imports_at_load(child)


def rooms_imported(tree):
    """The rooms of the house that a module imports, anywhere in it; a name that is no room is one of the package."""
    parts = [name.split(".") for name in all_imports(tree)]
    ours = [[*names[1:], "__init__"][0] for names in parts if names[0] == "flashdeck"]
    return {name if name in MAY_IMPORT else "__init__" for name in ours}


def third_party(names):
    return {top for name in names if (top := name.partition(".")[0]) not in {*sys.stdlib_module_names, "flashdeck"}}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def parameters(function):
    given = function.args
    named = [parameter.arg for parameter in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    rest = [parameter.arg for parameter in (given.vararg, given.kwarg) if parameter]
    return [name for name in (*named, *rest) if name not in ("self", "cls")]


def is_callback(function):
    return any(ast.unparse(decorator).startswith("click.") for decorator in function.decorator_list)


# --- imports run one way -------------------------------------------------------------------------------------------


@each_module
def test_each_module_stands_in_a_known_room(path):
    assert room(path) in MAY_IMPORT


@each_module
def test_imports_run_one_way(path):
    assert rooms_imported(PACKAGE[path]) <= MAY_IMPORT[room(path)]


REGISTRIES = {
    "flashdeck.read.registry",
    "flashdeck.compose.handout.sections",
    "flashdeck.write.deck_writers",
    "flashdeck.write.handout",
}
"""Lists of formats and sections, from which the command line takes the values of its options."""


@each_module
def test_only_app_and_the_python_api_use_several_stages(path):
    names = [name for name in all_imports(PACKAGE[path]) if room(path) != "cli" or name not in REGISTRIES]
    stages = {name.split(".")[1] for name in names if name.startswith("flashdeck.")} & set(STAGES)

    assert len(stages) <= 1 or room(path) in ABOVE_STAGES


def test_app_knows_every_stage():
    assert set(STAGES) <= {name for path, tree in PACKAGE.items() if room(path) == "app" for name in rooms_imported(tree)}


# --- engines stay at the edges -------------------------------------------------------------------------------------


@each_module
def test_no_library_is_imported_when_a_module_loads_but_click_in_cli(path):
    allowed = {"click"} if room(path) == "cli" else set()

    assert third_party(imports_at_load(PACKAGE[path])) <= allowed


@each_module
def test_libraries_are_used_at_the_edges_alone(path):
    found = third_party(all_imports(PACKAGE[path]))

    assert not found or room(path) in EDGES
    assert "click" not in found or room(path) == "cli"


# --- sizes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MEASURED, ids=str)
def test_modules_and_functions_stay_small(path):
    tree = MEASURED[path]
    lengths = {function.name: function.end_lineno - function.lineno + 1 for function in functions(tree)}

    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", MEASURED, ids=str)
def test_functions_take_few_parameters(path):
    counts = {item.name: len(parameters(item)) for item in functions(MEASURED[path]) if not is_callback(item)}

    assert {name: count for name, count in counts.items() if count > MOST_PARAMETERS} == {}


# --- complexity ----------------------------------------------------------------------------------------------------

BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.comprehension, ast.match_case, ast.BoolOp)
MOST_BRANCHES = 8
MOST_CACHES = 20


def branches(function):
    return sum(isinstance(node, BRANCHES) for node in ast.walk(function))


def test_functions_have_few_branches():
    found = {
        f"{path}:{item.name}" for path, tree in MEASURED.items() for item in functions(tree) if branches(item) > MOST_BRANCHES
    }

    assert found == set()


def test_a_public_class_name_occurs_once():
    names = Counter(
        node.name
        for tree in PACKAGE.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert {name for name, count in names.items() if count > 1} == set()


def cached_functions(tree):
    """The decorators of functions that remember their results."""
    decorators = [decorator for function in functions(tree) for decorator in function.decorator_list]
    return [text for text in map(ast.unparse, decorators) if re.fullmatch(r"(functools\.)?(lru_)?cache(\(.*\))?", text)]


def test_function_caches_are_few_and_bounded():
    found = [text for tree in PACKAGE.values() for text in cached_functions(tree)]

    assert len(found) <= MOST_CACHES
    assert [text for text in found if "maxsize=" not in text or "maxsize=None" in text] == []


def module_name(path):
    """flashdeck/read/__init__.py → flashdeck.read."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def modules_imported(trees):
    """For each module those that it imports anywhere, also in functions and for the type checker alone."""
    names = {module_name(path) for path in trees}
    graph = {}
    for path, tree in trees.items():
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
                found.update({node.module} if not all(f"{node.module}.{alias.name}" in names for alias in node.names) else ())
        graph[module_name(path)] = (found & names) - {module_name(path)}
    return graph


def circles(graph):
    """The modules that import themselves by way of others: what is left when nothing can be taken from either end."""
    left = {name: set(targets) for name, targets in graph.items()}
    while True:
        wanted = set().union(*left.values()) if left else set()
        free = {name for name, targets in left.items() if not targets or name not in wanted}
        if not free:
            return set(left)
        left = {name: targets - free for name, targets in left.items() if name not in free}


def test_no_files_import_each_other_in_a_circle():
    assert circles(modules_imported(PACKAGE)) == set()


# --- the rules see what they forbid --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source", ["import flashdeck.app", "from flashdeck import app", "def f():\n    from flashdeck.app import build_deck"]
)
def test_an_import_of_app_is_seen_in_every_form(source):
    assert rooms_imported(ast.parse(source)) == {"app"}


@pytest.mark.parametrize(
    "source",
    ["import jieba.posseg", "try:\n    import jieba\nexcept ImportError:\n    pass", "class A:\n    from jieba import cut"],
)
def test_a_library_imported_at_load_is_seen(source):
    assert third_party(imports_at_load(ast.parse(source))) == {"jieba"}


@pytest.mark.parametrize(
    "source", ["def f():\n    import jieba", "if TYPE_CHECKING:\n    import jieba", "import re, json", "import flashdeck"]
)
def test_what_loads_no_library_is_let_through(source):
    assert third_party(imports_at_load(ast.parse(source))) == set()


def test_a_circle_is_seen_whatever_leads_into_it_and_out_of_it():
    sources = {
        "a/__init__.py": "def f():\n    from a import b",
        "a/b.py": "if TYPE_CHECKING:\n    from a.c import C",
        "a/c.py": "import a.b, a.d",
        "a/d.py": "",
    }
    trees = {Path(path): ast.parse(source) for path, source in sources.items()}

    assert circles(modules_imported(trees)) == {"a.b", "a.c"}


def test_branches_of_every_kind_are_counted():
    source = "def f(a):\n    if a and not b:\n        return [x for x in a] if a else 1\n    for x in a:\n        while x: pass"
    (function,) = functions(ast.parse(source))

    assert branches(function) == 6


def test_parameters_are_counted_in_every_form():
    (function,) = functions(ast.parse("def f(self, a, /, b, *rest, c=1, **more): ..."))

    assert parameters(function) == ["a", "b", "c", "rest", "more"]
