"""A build of which nothing has changed is told again, exactly; whatever may change a result makes a true build."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest

from flashdeck.app import unchanged
from flashdeck.app.building import BuildOrder, BuildReport, build_anew
from flashdeck.app.unchanged import build_unless_unchanged
from flashdeck.caching import VARIABLE
from flashdeck.model import Notice
from flashdeck.resources import templates_folder
from flashdeck.settings import Settings

LINES = 70  # of the example: enough for a deck


@dataclass
class World:
    """A transcript, all files that a build may read, and a build that only counts."""

    folder: Path
    order: BuildOrder
    builds: int = 0

    @property
    def output(self):
        return self.order.settings.output

    def build(self):
        return build_unless_unchanged(self.order, self._count).summary()

    def _count(self):
        self.builds += 1
        self.output.mkdir(exist_ok=True)
        for name in ("talk.apkg", "flashdeck.state.json"):
            (self.output / name).write_text("content")
        notices = (Notice("control", 3, "a control character"),)
        report = BuildReport((self.output / "talk.apkg",), {"cards": 7}, notices, (f"build {self.builds}",))
        return report, report

    def change(self, **options):
        self.order = replace(self.order, settings=replace(self.order.settings, **options))


@pytest.fixture
def world(tmp_path):
    """All of it built once."""
    for name in ("talk.txt", "other.txt", "named.toml", "known.txt", "unknown.txt"):
        (tmp_path / name).write_text(f"{name}\n")
    shutil.copytree(templates_folder(), tmp_path / "templates")
    settings = Settings(
        output=tmp_path / "out",
        edits=tmp_path / "named.toml",
        known=(tmp_path / "known.txt",),
        unknown=(tmp_path / "unknown.txt",),
        templates=tmp_path / "templates",
        translation=tmp_path / "other.txt",
    )
    found = World(tmp_path, BuildOrder((tmp_path / "talk.txt",), settings))
    assert found.build() == "build 1"
    return found


def test_what_is_unchanged_is_told_again(world):
    made, _ = world._count()

    assert build_unless_unchanged(world.order, world._count) == replace(made, lines=("build 1",))
    assert [world.build(), world.build()] == ["build 1", "build 1"]
    assert world.builds == 2  # the first one, and that of this test


def test_the_outputs_are_as_new_as_after_a_build(world):
    os.utime(world.output / "talk.apkg", (1, 1))
    world.build()

    assert (world.output / "talk.apkg").stat().st_mtime > 1


# ---- whatever may change a result


FILES = [
    "talk.txt",
    "other.txt",
    "named.toml",
    "known.txt",
    "unknown.txt",
    "templates/notetypes/style.css",
    "out/talk.apkg",
    "out/flashdeck.state.json",
]


@pytest.mark.parametrize("name", FILES)
def test_another_byte_makes_a_build(world, name):
    path = world.folder / name
    path.write_bytes(path.read_bytes() + b" ")

    assert world.build() == "build 2"


@pytest.mark.parametrize("name", FILES)
def test_another_time_alone_makes_none(world, name):
    os.utime(world.folder / name, (1, 1))

    assert world.build() == "build 1"


@pytest.mark.parametrize("name", ["out/talk.apkg", "out/flashdeck.state.json", "templates/notetypes/style.css"])
def test_a_missing_file_makes_a_build(world, name):
    (world.folder / name).unlink()

    assert world.build() == "build 2"


@pytest.mark.parametrize("name", ["talk.edits.toml", "out/another talk.apkg", "templates/notetypes/new.html"])
def test_a_new_file_makes_a_build(world, name):
    (world.folder / name).write_text("new")

    assert world.build() == "build 2"


OPTIONS = {
    "study": "both",
    "level": "hsk5",
    "hsk": "2021",
    "up_to": "hsk7",
    "sentences": 5,
    "words": 5,
    "minutes": 5,
    "known": (),
    "unknown": (),
    "order": "easy",
    "script": "traditional",
    "phonetic": "none",
    "sandhi": True,
    "cards": "listening",
    "tts": False,
    "original": "zh",
    "definitions": "own",
    "templates": None,
    "format": "tsv",
    "reader": "srt",
    "encoding": "gb18030",
    "translation": None,
    "title": "A",
    "deck": "A",
    "output": Path("elsewhere"),
    "force": True,
    "edits": None,
}


NEEDED = {"definitions": {"level": "hsk6"}}
"""Options without which another option is refused."""


def test_no_option_is_forgotten():
    assert set(OPTIONS) == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("name", OPTIONS)
def test_another_option_makes_a_build(world, name, monkeypatch):
    monkeypatch.chdir(world.folder)
    world.change(**NEEDED.get(name, {}))
    before = world.build()
    world.change(**{name: OPTIONS[name]})

    assert world.build() != before


@pytest.mark.parametrize("change", [{"keep_going": True}, {"sources": 2}])
def test_another_order_makes_a_build(world, change):
    changed = {name: (world.order.sources * value if name == "sources" else value) for name, value in change.items()}
    world.order = replace(world.order, **changed)

    assert world.build() == "build 2"


@pytest.mark.parametrize(
    "place",
    [
        "flashdeck.app.unchanged.code_digest",
        "flashdeck.dictionaries.compiled.lists_digest",
        "flashdeck.dictionaries.compiled.engines_digest",
    ],
)
def test_another_version_makes_a_build(world, place, monkeypatch):
    monkeypatch.setattr(place, lambda: "another")

    assert world.build() == "build 2"


def test_a_package_that_is_installed_makes_a_build(world, tmp_path_factory, monkeypatch):
    site = tmp_path_factory.mktemp("site")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    assert world.build() == "build 2"
    assert world.build() == "build 2"
    (site / "en_core_web_sm-3.8.0.dist-info").mkdir()

    assert world.build() == "build 3"


@pytest.mark.parametrize(("name", "value"), [("version", "3.99"), ("platform", "other")])
def test_another_python_makes_a_build(world, name, value, monkeypatch):
    monkeypatch.setattr(unchanged.sys, name, value)

    assert world.build() == "build 2"


def test_another_time_for_changed_notes_makes_a_build(world, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert world.build() == "build 2"


# ---- what cannot be told beforehand


def test_what_changes_while_it_is_built_is_not_kept(world):
    path = world.folder / "talk.txt"
    path.write_text("second\n")

    def build():
        path.write_text("third\n")
        return world._count()

    build_unless_unchanged(world.order, build)
    path.write_text("second\n")

    assert world.build() == "build 3"


def test_a_deck_that_comes_while_it_is_built_is_not_kept(world):
    (world.folder / "talk.txt").write_text("second\n")

    def build():
        (world.output / "another.apkg").write_text("new")
        return world._count()

    build_unless_unchanged(world.order, build)

    assert [world.build(), world.build()] == ["build 3", "build 3"]


@pytest.mark.parametrize("source", ["-", "nothing.txt", "pipe"])
def test_what_can_be_read_once_or_not_at_all_is_not_kept(world, source, monkeypatch):
    monkeypatch.chdir(world.folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe")
    world.order = replace(world.order, sources=(Path(source),))

    assert [world.build(), world.build()] == ["build 2", "build 3"]


def test_a_collection_that_anki_may_have_open_is_read_each_time(world):
    with closing(sqlite3.connect(world.folder / "collection.anki2")) as collection:
        collection.execute("create table notes (id)")
        collection.commit()
    world.change(known=(world.folder / "collection.anki2",))

    assert [world.build(), world.build()] == ["build 2", "build 3"]


@pytest.mark.parametrize("text", [b"", b"null", b"{}", b'{"folder": 1, "paths": 3}', b"\xff"])
def test_a_record_that_makes_no_sense_is_none(world, text, monkeypatch):
    monkeypatch.setattr(unchanged, "read_entry", lambda _kind, _key: text)

    assert world.build() == "build 2"


def test_without_a_cache_each_build_is_made(world, monkeypatch):
    monkeypatch.setenv(VARIABLE, "")

    assert [world.build(), world.build()] == ["build 2", "build 3"]


# ---- what is told is what a build would say


@pytest.fixture
def talk(example, tmp_path):
    lines = example.read_text(encoding="utf-8").splitlines()[:LINES]
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def of_one(source, settings):
    return BuildOrder((source,), settings)


def build_deck(source, settings):
    """Build one transcript, whether or not anything has changed."""
    return build_anew(of_one(source, settings))


def says_what_a_build_says(order):
    """Build twice, the second time from the record, then truly: the same is said, and no byte is another."""
    build_unless_unchanged(order, lambda: build_anew(order))
    kept = build_unless_unchanged(order, must_not_build)
    content = contents(order.settings.output)
    made, _ = build_anew(order)
    assert kept == made
    assert contents(order.settings.output) == content
    return kept


def must_not_build():
    pytest.fail("nothing has changed, and yet it is built")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("options", [{}, {"study": "both"}, {"format": "tsv"}])
def test_a_first_build(talk, tmp_path, options):
    kept = says_what_a_build_says(of_one(talk, Settings(output=tmp_path / "out", **options)))

    assert "tsv" in options.values() or ": 0 new, 0 changed, " in kept.summary()


def test_a_build_after_notes_changed_and_went(talk, tmp_path):
    settings = Settings(output=tmp_path / "out")
    build_deck(talk, settings)
    lines = talk.read_text(encoding="utf-8").splitlines()
    talk.write_text("\n".join(lines[:40]), encoding="utf-8")

    says_what_a_build_says(of_one(talk, settings))


def test_a_build_after_the_transcript_was_renamed(talk, tmp_path):
    settings = Settings(output=tmp_path / "out")
    build_deck(talk, settings)
    (tmp_path / "out" / "talk.apkg").unlink()

    says_what_a_build_says(of_one(talk.rename(tmp_path / "renamed.txt"), settings))


def test_builds_beside_other_decks_are_kept_once_they_are_settled(talk, example, tmp_path):
    settings = Settings(output=tmp_path / "out")
    build_deck(example, settings)
    order = of_one(talk, settings)
    build_unless_unchanged(order, lambda: build_anew(order))

    says_what_a_build_says(order)


def test_many_transcripts(talk, tmp_path):
    lines = talk.read_text(encoding="utf-8").splitlines()
    parts = tmp_path / "one.txt", tmp_path / "two.txt"
    for part, own in zip(parts, (lines[:30], lines[30:]), strict=True):
        part.write_text("\n".join(own), encoding="utf-8")
    settings = Settings(output=tmp_path / "out", deck="All")

    says_what_a_build_says(BuildOrder(parts, settings))


def test_the_command_tells_it_without_an_engine(run_cli, talk, tmp_path):
    first, again = (run_cli("build", talk, cwd=tmp_path) for _ in range(2))
    loaded = run_cli("build", talk, cwd=tmp_path, env={"PYTHONPROFILEIMPORTTIME": "1"})

    assert again.stdout == first.stdout
    assert ": 0 new, 0 changed" in again.stderr
    assert not [line for line in loaded.stderr.splitlines() if "| jieba" in line or "| spacy" in line or "numpy" in line]
