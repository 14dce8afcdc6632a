"""The wheel and the source distribution: what they hold, and that what they install works far from the checkout."""

import importlib.util
import re
import subprocess
import sys
import tarfile
import venv
import zipfile

import pytest

import flashdeck

pytestmark = pytest.mark.packaging
NOTE_TYPES = ("chinese-sentence", "chinese-vocabulary", "english-sentence", "english-vocabulary")
ROUND_TRIP = """
flashdeck=$1
"$flashdeck" sample > talk.txt
"$flashdeck" build talk.txt --level hsk4 -o decks
"""


@pytest.fixture(scope="session")
def distributions(root, tmp_path_factory, without_tool):
    """Build the source distribution, and the wheel from it: (wheel, sdist)."""
    if not importlib.util.find_spec("build"):
        without_tool("the package `build` is not installed")
    folder = tmp_path_factory.mktemp("dist")
    backend = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    subprocess.run([sys.executable, "-m", "build", *backend, "--outdir", folder, root], check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="session")
def wheel_names(distributions):
    with zipfile.ZipFile(distributions[0]) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="session")
def sdist_names(distributions):
    with tarfile.open(distributions[1]) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(f"flashdeck-{flashdeck.__version__}.dist-info/METADATA").decode()


def test_the_wheel_holds_all_that_a_build_needs(wheel_names):
    needed = {"flashdeck/__main__.py", "flashdeck/py.typed", "flashdeck/examples/ai-policy-conversation.txt"}
    needed.add("flashdeck/examples/ai-policy-conversation.edits.toml")
    templates = {f"flashdeck/templates/notetypes/{name}/notetype.toml" for name in NOTE_TYPES}

    assert needed | templates | {"flashdeck/templates/notetypes/style.css"} <= wheel_names


def test_the_wheel_holds_every_module_and_every_template(wheel_names, root):
    modules = {str(path.relative_to(root)) for path in (root / "flashdeck").rglob("*.py")}
    templates = {f"flashdeck/{path.relative_to(root)}" for path in (root / "templates").rglob("*") if path.is_file()}

    assert len(templates) > len(NOTE_TYPES)
    assert modules | templates <= wheel_names


def test_the_wheel_holds_nothing_but_the_package_and_its_metadata(wheel_names):
    rooms = {name.partition("/")[0] for name in wheel_names}

    assert rooms == {"flashdeck", f"flashdeck-{flashdeck.__version__}.dist-info"}
    assert not [name for name in wheel_names if "test" in name or name.endswith((".pyc", ".apkg"))]


def test_the_wheel_carries_the_licence_and_the_notice(wheel_names):
    folder = f"flashdeck-{flashdeck.__version__}.dist-info/licenses"

    assert {f"{folder}/LICENSE", f"{folder}/NOTICE.md"} <= wheel_names


def test_the_wheel_asks_for_no_package_that_only_tests_use(distributions):
    required = re.findall(r"^Requires-Dist: ([\w-]+)[^;\n]*$", metadata(distributions[0]), re.MULTILINE)

    assert {"click", "genanki", "jieba", "pypinyin", "spacy"} <= set(required)
    assert not {"anki", "hypothesis", "pytest"} & set(required)


def test_the_source_distribution_can_be_built_and_tested(sdist_names):
    needed = {"pyproject.toml", "README.md", "LICENSE", "NOTICE.md", "CHANGELOG.md", "tests/conftest.py"}
    parts = {"templates/notetypes/style.css", "examples/ai-policy-conversation.txt", "benchmarks/__main__.py"}

    assert needed | parts <= sdist_names
    assert {f"templates/notetypes/{name}/notetype.toml" for name in NOTE_TYPES} <= sdist_names


def test_the_source_distribution_holds_nothing_that_was_built(sdist_names):
    assert not [name for name in sdist_names if name.endswith((".pyc", ".apkg", ".state.json")) or ".venv" in name]


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_installed_flashdeck_builds_a_deck_in_another_folder(kind, distributions, tmp_path, clean_env):
    env = {name: value for name, value in clean_env.items() if name != "PYTHONPATH"}
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / "bin"
    distribution = distributions[("wheel", "sdist").index(kind)]
    subprocess.run([scripts / "pip", "install", "-q", distribution], env=env, cwd=tmp_path, check=True)
    (tmp_path / "elsewhere").mkdir()

    subprocess.run(["bash", "-euc", ROUND_TRIP, "bash", scripts / "flashdeck"], env=env, cwd=tmp_path / "elsewhere", check=True)

    assert zipfile.is_zipfile(tmp_path / "elsewhere" / "decks" / "talk.apkg")
