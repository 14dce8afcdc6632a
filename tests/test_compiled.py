"""The compiled word lists say what the lists say, and a damaged, foreign or missing cache changes nothing but the time."""

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flashdeck.caching import VARIABLE, cache_folder
from flashdeck.chinese.readings.phrase_readings import phrase_reading
from flashdeck.dictionaries import compiled as lists
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.compiled import LISTS, CompiledList, find_whole, table
from flashdeck.dictionaries.frequency import zipf

ASK = (
    "from flashdeck.dictionaries.cedict import load_dictionary as d; from flashdeck.dictionaries.frequency import zipf;"
    "print(d().entries('河流')[0].senses, zipf('river', 'en'))"
)
ANSWER = "('river',) 5.03\n"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """A cache folder with only the file in it, as the first question of this test run made it."""
    zipf("river", "en")
    folder = tmp_path_factory.mktemp("compiled")
    [path] = cache_folder().glob("lexicon-*.sqlite")
    shutil.copy2(path, folder)
    assert ask(folder) == ANSWER
    return folder


def ask(folder):
    env = {**os.environ, VARIABLE: str(folder)}
    return subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, encoding="utf-8", check=True).stdout


def digest_of(path):
    return path.name.split("-")[1]


def only_file(folder):
    [path] = folder.iterdir()
    return path


def test_the_file_is_made_once_and_private(compiled):
    path = only_file(compiled)
    before = path.stat()

    assert ask(compiled) == ANSWER
    assert only_file(compiled).stat().st_mtime_ns == before.st_mtime_ns
    assert before.st_mode & 0o077 == 0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_truncated_file_is_no_find_and_goes(compiled, tmp_path, share):
    whole = only_file(compiled)
    content = whole.read_bytes()
    (tmp_path / whole.name).write_bytes(content[: int(len(content) * share)])

    assert find_whole(tmp_path, digest_of(whole)) is None
    assert not list(tmp_path.iterdir())


def test_a_file_with_a_changed_byte_is_no_find(compiled, tmp_path):
    changed = bytearray(only_file(compiled).read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / only_file(compiled).name).write_bytes(changed)

    assert find_whole(tmp_path, digest_of(only_file(compiled))) is None


@pytest.mark.engine  # because this compiles all lists in memory
def test_without_a_cache_the_answers_are_the_same():
    assert ask("") == ANSWER


def test_a_file_in_the_way_is_no_cache(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))

    assert cache_folder() is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners and modes on this system")
def test_a_folder_that_others_may_write_to_is_not_trusted(tmp_path, monkeypatch):
    tmp_path.chmod(0o777)
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    assert cache_folder() is None


def test_phrases_are_read_as_pypinyin_reads_them():
    from pypinyin import Style, lazy_pinyin
    from pypinyin.phrases_dict import phrases_dict

    phrases = list(phrases_dict)[::97]
    texts = [one + other[1:] + one[:2] for one, other in zip(phrases, reversed(phrases), strict=True)]

    for text in texts:
        expected = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
        assert phrase_reading(text) == expected, text


def test_frequencies_are_wordfreqs():
    from wordfreq import get_frequency_dict

    for language in ("zh", "en"):
        for word, frequency in list(get_frequency_dict(language, "large").items())[::997]:
            assert 10 ** (-int(table(f"zipf_{language}").get(word)) / 100) == frequency


def test_half_a_surrogate_pair_is_in_no_list():
    assert zipf("\ud800", "en") is None
    assert "\ud800" not in load_dictionary()


@pytest.mark.parametrize("entry", LISTS, ids=lambda entry: entry.name)
def test_each_list_has_a_module_that_yields_its_rows_and_files_that_exist(entry):
    assert callable(entry.provider().table_rows)
    assert all(path.is_file() for path in entry.paths())


def test_a_list_is_compiled_again_when_the_module_that_reads_it_changes():
    kin = next(entry for entry in LISTS if entry.name == "kin")

    assert Path("bilingual", "kin.py").parts == next(kin.paths()).parts[-2:]


class TwiceTheSameKey:
    """A provider with a bug."""

    @staticmethod
    def table_rows(_):
        return [("key", "one"), ("key", "two")]


def test_a_bug_in_a_provider_is_raised_and_no_file_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "LISTS", LISTS[:1])
    monkeypatch.setattr(CompiledList, "provider", lambda _: TwiceTheSameKey)

    with pytest.raises(sqlite3.IntegrityError):
        lists._compile_into(tmp_path, "digest")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", sorted(Path(lists.__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_dictionaries_import_no_other_language_knowledge(path):
    imported = [node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    ours = {name.split(".")[1] for name in imported if name and name.startswith("flashdeck.")}

    assert ours <= {"caching", "dictionaries", "lazy", "model"}
