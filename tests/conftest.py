"""What tests share: the example, the labelled corpus, the command line as a process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

collect_ignore = ["anki/learner.py"]  # a program for other versions of Anki, which need not be installed here

settings.register_profile("flashdeck", derandomize=True, deadline=None, database=None)
settings.load_profile("flashdeck")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """A cache of the test run's own, and no configuration or dictionaries of the user's, also for the processes that it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.delenv("FLASHDECK_DATA_DIR", raising=False)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """An empty folder for added dictionaries, for one test. What a process keeps about them is forgotten before and after."""
    from flashdeck.dictionaries.added.added_files import VARIABLE, added_dictionaries
    from flashdeck.dictionaries.added.lookup import forget_lookups
    from flashdeck.dictionaries.compiled import lists_digest

    def forget():
        added_dictionaries.clear()
        lists_digest.clear()
        forget_lookups()

    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    forget()
    yield tmp_path / "data" / "dictionaries"
    monkeypatch.undo()
    forget()


@pytest.fixture(scope="session")
def root():
    """The checkout, or the unpacked source distribution."""
    return ROOT


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example conversation without the corrections that lie beside it."""
    return Path(shutil.copy(ROOT / "examples" / "ai-policy-conversation.txt", tmp_path_factory.mktemp("example")))


@pytest.fixture(scope="session")
def corpus():
    """The folder with transcripts/, gold/ and tools/ that the environment names."""
    named = os.environ.get("FLASHDECK_CORPUS")
    if not named:
        pytest.skip("FLASHDECK_CORPUS names no folder with labelled transcripts")
    return Path(named).resolve(strict=True)


@pytest.fixture(scope="session")
def without_tool():
    """What a marked test does where its tool is missing: it fails in CI, and skips elsewhere."""

    def stop(reason):
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    return stop


@pytest.fixture(scope="session")
def clean_env():
    """The environment without settings of flashdeck."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FLASHDECK_")}


@pytest.fixture(scope="session")
def run_cli(clean_env):
    """`run_cli(*args, stdin=None, cwd=None, env=None)`: flashdeck as a process, its output as text."""

    def run(*args, stdin=None, cwd=None, env=None):
        return subprocess.run(
            [sys.executable, "-m", "flashdeck", *map(str, args)],
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            cwd=cwd,
            env={**clean_env, **(env or {})},
            timeout=120,
            check=False,
        )

    return run
