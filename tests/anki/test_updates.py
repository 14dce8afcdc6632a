"""A deck that lives: the next version over a studied one, in the newest Anki and in older ones.

`FLASHDECK_ANKI_PYTHONS` names the Pythons of older versions, with the system's path separator between them.
"""

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import flashdeck
from flashdeck.model import Html
from flashdeck.settings import Settings
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.package import read_package
from flashdeck.write.anki.state import STATE_NAME

pytestmark = pytest.mark.anki
PYTHONS = [sys.executable, *filter(None, os.environ.get("FLASHDECK_ANKI_PYTHONS", "").split(os.pathsep))]
NEW_SENTENCES = 10
EDITED = 6  # notes that learner.py edits after both versions were built


@dataclass(frozen=True)
class Change:
    """What a next version changes, and how many notes an import of it should add and update.

    `kept` of the updated ones the learner has changed since it was built: those Anki leaves as they are.
    """

    first: Path
    following: Path
    new: int = 0
    updated: int = 0
    gone: int = 0
    kept: int = 0

    @property
    def arriving(self):
        return self.updated - self.kept


@pytest.fixture(scope="module")
def deck(example):
    from flashdeck.app.pipeline import Pipeline

    return Pipeline(example, Settings()).decks[0]


@pytest.fixture(scope="module")
def changes(deck, example, tmp_path_factory):
    """The matrix: each change as the two packages, built one after the other into one folder."""
    types = bundled_note_types()
    styled = {name: replace(kind, css=f"{kind.css}\n.card {{ color: teal; }}\n") for name, kind in types.items()}
    fronted = {name: with_front(kind) for name, kind in types.items()}
    sentences = [note for note in deck.notes if note.note_type == "chinese-sentence"]
    fewer = replace(deck, notes=tuple(note for note in deck.notes if note not in sentences[:NEW_SENTENCES]))

    def built(name, first, following, *, file="talk", note_types=None, **expected):
        folder = tmp_path_factory.mktemp(name)
        original = write_apkg(first, folder / "talk.apkg").path
        kept = original.rename(folder / "first.apkg").read_bytes()
        original.write_bytes(kept)
        written = write_apkg(following, folder / f"{file}.apkg", note_types=note_types)
        assert (written.new, written.changed, len(written.gone)) == tuple(
            expected.get(k, 0) for k in ("new", "updated", "gone")
        )
        return Change(folder / "first.apkg", written.path, **expected)

    return {
        "nothing": built("nothing", deck, deck),
        "a gloss": built("gloss", deck, altered(deck, "Words", 2), updated=2),
        "every gloss": built("glosses", deck, altered(deck, "Words", len(deck.notes)), updated=len(deck.notes), kept=EDITED),
        "a reading": built("reading", deck, altered(deck, "SentenceRuby", 3), updated=3),
        "new sentences": built("new", fewer, deck, new=NEW_SENTENCES),
        "a sentence removed": built("removed", deck, replace(deck, notes=deck.notes[1:]), gone=1),
        "the style": built("style", deck, deck, note_types=styled),
        "a template": built("template", deck, deck, note_types=fronted),
        "a renamed file": built("renamed", deck, altered(deck, "Words", 2), file="talk, part 1", updated=2),
        "a broken memory": memory_broken(deck, tmp_path_factory.mktemp("broken")),
        "a renamed transcript": transcript_renamed(example, tmp_path_factory.mktemp("transcript")),
        "lines inserted": lines_inserted(example, tmp_path_factory.mktemp("inserted")),
    }


def transcript_renamed(example, folder):
    """Source and tag of each note would be others; the deck's name is kept with --deck."""
    talk, first = folder / "talk.txt", folder / "first.apkg"
    talk.write_bytes(example.read_bytes())
    first.write_bytes(flashdeck.build(talk, output=folder, deck="A year").paths[0].read_bytes())
    report = flashdeck.build(talk.rename(folder / "episode 1.txt"), output=folder, deck="A year")
    assert [report.counts[name] for name in ("new", "changed", "gone")] == [0, 0, 0]
    assert "Since talk.apkg, which held these notes: " in report.summary()
    assert "was called" not in report.summary()
    return Change(first, report.paths[0])


def memory_broken(deck, folder):
    """The state file is cut in two: the package stands in for what is lost."""
    first = folder / "first.apkg"
    first.write_bytes(write_apkg(deck, folder / "talk.apkg").path.read_bytes())
    text = (folder / STATE_NAME).read_text(encoding="utf-8")
    (folder / STATE_NAME).write_text(text[: len(text) // 2], encoding="utf-8")
    written = write_apkg(altered(deck, "Words", 2), folder / "talk.apkg")
    assert written.broken_state
    return Change(first, written.path, updated=written.changed)


def with_front(kind):
    first, *others = kind.templates
    return replace(kind, templates=(replace(first, front=f"{first.front}<p>?</p>"), *others))


def altered(deck, field, count):
    """The deck with another text in a field of its first notes."""
    notes = list(deck.notes)
    for place in range(count):
        values = ((name, Html(f"{value} corrected") if name == field else value) for name, value in notes[place].fields)
        notes[place] = replace(notes[place], fields=tuple(values))
    return replace(deck, notes=tuple(notes))


def lines_inserted(example, folder):
    """The talk again with 20 lines above: places move, and the first sentence has a line before it."""
    talk, lines = folder / "talk.txt", example.read_text(encoding="utf-8").splitlines()
    talk.write_text("\n".join(lines[60:]), encoding="utf-8")
    first = flashdeck.build(talk, output=folder, sentences=200, words=0, level="hsk3").paths[0].rename(folder / "first.apkg")
    talk.write_text("\n".join(["好的。", "Okay."] * 10 + lines[60:]), encoding="utf-8")
    (folder / "talk.apkg").write_bytes(first.read_bytes())
    report = flashdeck.build(talk, output=folder, sentences=200, words=0, level="hsk3")
    counts = report.counts
    assert counts["changed"] <= 1
    return Change(first, report.paths[0], new=counts["new"], updated=counts["changed"], gone=counts["gone"])


@pytest.fixture(scope="module", params=PYTHONS, ids=["newest", *(f"older {place}" for place in range(1, len(PYTHONS)))])
def python(request, without_tool):
    """The Python of one version of Anki."""
    if request.param == sys.executable and importlib.util.find_spec("anki") is None:
        without_tool("the package anki is not installed")
    return request.param


def lived(python, changes, way):
    """What each change did to a learner, in one version of Anki."""
    paths = [str(path) for change in changes.values() for path in (change.first, change.following)]
    command = [python, str(Path(__file__).parent / "learner.py"), way, *paths]
    told = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    return dict(zip(changes, told["lives"], strict=True))


@pytest.fixture(scope="module")
def lives(python, changes):
    return lived(python, changes, "by-hand")


@pytest.fixture(scope="module", params=["by-hand", "pushed"])
def both_lives(request, python, changes, lives):
    """Imported by hand, and as AnkiConnect does it for `flashdeck push`."""
    return lives if request.param == "by-hand" else lived(python, changes, request.param)


def test_exactly_the_changed_notes_are_updated(lives, changes):
    for name, life in lives.items():
        change, notes = changes[name], len(read_package(changes[name].following).notes)
        expected = {"new": change.new, "updated": change.arriving, "conflicting": 0}
        assert life["log"] == {**expected, "duplicate": notes - change.new - change.arriving}, name


def test_scheduling_suspension_flags_and_decks_stay(both_lives):
    for name, life in both_lives.items():
        before, after = life["before"], life["after"]
        assert {number: after["cards"][number] for number in before["cards"]} == before["cards"], name
        assert after["reviews"] == before["reviews"] == 20, name
        assert after["decks"] == before["decks"], name


def test_nothing_is_duplicated_and_no_note_type_is_added(both_lives, changes):
    for name, life in both_lives.items():
        before, after = life["before"], life["after"]
        assert len(after["notes"]) == len(before["notes"]) + changes[name].new, name
        assert len(after["cards"]) == len(before["cards"]) + changes[name].new, name
        assert after["note_types"] == before["note_types"], name
        assert after["empty"] == 0, name


def test_new_text_arrives_and_nothing_else_changes(both_lives, changes):
    for name, life in both_lives.items():
        before, after = life["before"]["notes"], life["after"]["notes"]
        changed = {guid for guid in before if after[guid] != before[guid]}
        assert len(changed) == changes[name].arriving, name
        assert all("corrected" in after[guid] for guid in changed) or name == "lines inserted", name


def test_own_words_and_tags_in_unchanged_notes_stay(both_lives, changes):
    for name, life in both_lives.items():
        lost = [number for number, marks in life["own"].items() if life["kept"][number] != marks]
        assert len(lost) <= changes[name].arriving, name
        assert name == "lines inserted" or not lost, name


@pytest.mark.parametrize(("name", "part"), [("the style", "styles"), ("a template", "fronts")])
def test_a_new_look_arrives(name, part, both_lives):
    before, after = both_lives[name]["before"][part], both_lives[name]["after"][part]

    assert after != before
    assert all("teal" in text or "<p>?</p>" in text for text in after)
    assert both_lives["nothing"]["after"][part] == before


def test_the_judge_from_outside_agrees(changes, corpus, without_tool):
    if importlib.util.find_spec("anki") is None:
        without_tool("the package anki is not installed")
    for name, change in changes.items():
        judge = [sys.executable, corpus / "tools" / "check_apkg.py", change.first, "--update", change.following]
        judged = subprocess.run(judge, capture_output=True, encoding="utf-8", check=False)
        assert judged.returncode == 0, (name, json.loads(judged.stdout)["errors"])
