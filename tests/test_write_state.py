"""The memory: what reaches a learner, what leaves the learner's own edits alone, and what happens when it is lost."""

import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import flashdeck.write.anki.apkg as apkg
from flashdeck.app.build_summary import written_lines
from flashdeck.errors import OutputError, UsageError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import WrittenDeck, write_apkg
from flashdeck.write.anki.note_rows import guid_for
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.state import STATE_NAME, load_state

FIRST = 1767225600
NOW = 1800000000
ONE_NOTE_TYPE = bundled_note_types()["english-sentence"]

Texts = dict[str, str]
"""The notes of a deck: what each id teaches."""


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def set_clock(now: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))

    set_clock(NOW)
    return set_clock


def deck_of(texts: Texts, source: str = "talk, line 1", tags: tuple[str, ...] = ("flashdeck",)) -> Deck:
    notes = (
        Note(name, "english-sentence", (("Sentence", Html(text)), ("Source", Html(source))), tags)
        for name, text in texts.items()
    )
    return Deck("flashdeck::test", Html(""), tuple(notes))


def build(folder: Path, texts: Texts, name: str = "a.apkg", **other: Any) -> WrittenDeck:
    return write_apkg(deck_of(texts, **other), folder / name)


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        connection = sqlite3.connect(archive.extract("collection.anki2", folder))
        rows = connection.execute(sql).fetchall()
        connection.close()
    return rows


def mods(folder: Path, name: str = "a.apkg") -> dict[str, int]:
    by_guid = dict(query(folder / name, "select guid, mod from notes"))
    return {note_id: by_guid[guid_for(note_id)] for note_id in "abc" if guid_for(note_id) in by_guid}


def note_type_mod(folder: Path) -> int:
    [(models,)] = query(folder / "a.apkg", "select models from col")
    return int(json.loads(models)[str(ONE_NOTE_TYPE.id)]["mod"])


def counts(written: WrittenDeck) -> tuple[int, int, int, tuple[str, ...]]:
    return written.new, written.changed, written.unchanged, written.gone


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- modification times -------------------------------------------------------------------------------------------


def test_first_build_does_not_look_at_the_clock(tmp_path: Path) -> None:
    assert counts(build(tmp_path, {"a": "x", "b": "y"})) == (2, 0, 0, ())
    assert mods(tmp_path) == {"a": FIRST, "b": FIRST}


def test_build_of_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y"})
    before = everything_in(tmp_path)

    assert counts(build(tmp_path, {"a": "x", "b": "y"})) == (0, 0, 2, ())
    assert everything_in(tmp_path) == before


def test_one_correction_stamps_one_note(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y"})

    written = build(tmp_path, {"a": "x", "b": "corrected"})
    assert (counts(written), written.changed_ids) == ((0, 1, 1, ()), ("b",))
    assert mods(tmp_path) == {"a": FIRST, "b": NOW}


def test_correction_is_newer_even_when_the_clock_went_back(tmp_path: Path, clock: Callable[[int], None]) -> None:
    build(tmp_path, {"a": "x"})
    build(tmp_path, {"a": "y"})
    clock(5)
    build(tmp_path, {"a": "z"})

    assert mods(tmp_path) == {"a": NOW + 1}


def test_another_source_or_tag_does_not_touch_the_learners_notes(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    before = everything_in(tmp_path)

    build(tmp_path, {"a": "x"}, source="renamed talk, line 9", tags=("flashdeck", "new"))
    assert everything_in(tmp_path) == before


def test_correction_brings_the_new_source_and_tags(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    build(tmp_path, {"a": "y"}, source="talk, line 9", tags=("new",))

    [(fields, tags)] = query(tmp_path / "a.apkg", "select flds, tags from notes")
    assert "talk, line 9" in fields.split("\x1f")
    assert tags.split() == ["new"]


def test_restyled_note_type_is_delivered_and_its_notes_are_not(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    restyled = {"english-sentence": replace(ONE_NOTE_TYPE, css="/* mine 1.0 */")}
    write_apkg(deck_of({"a": "x"}), tmp_path / "a.apkg", note_types=restyled)

    assert (note_type_mod(tmp_path), mods(tmp_path)) == (NOW, {"a": FIRST})


def test_first_note_type_does_not_look_at_the_clock(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    assert note_type_mod(tmp_path) == FIRST


@pytest.mark.parametrize("value", ["yesterday", "-1", "1.5", "²"])
def test_wrong_time_in_the_environment_is_told(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)

    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        build(tmp_path, {"a": "x"})
    assert everything_in(tmp_path) == {}


# --- notes that leave ---------------------------------------------------------------------------------------------


def test_notes_that_left_are_named_once(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y", "c": "z"})

    assert counts(build(tmp_path, {"b": "y"})) == (0, 0, 1, ("a", "c"))
    assert counts(build(tmp_path, {"b": "y"})) == (0, 0, 1, ())


def test_note_that_comes_back_corrected_is_delivered(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y"})
    build(tmp_path, {"b": "y"})

    assert counts(build(tmp_path, {"a": "corrected", "b": "y"})) == (1, 0, 1, ())
    assert mods(tmp_path) == {"a": NOW, "b": FIRST}


def test_note_that_comes_back_unchanged_keeps_its_time(tmp_path: Path, clock: Callable[[int], None]) -> None:
    for texts in ({"a": "x", "b": "y"}, {"a": "z", "b": "y"}, {"b": "y"}):
        build(tmp_path, texts)
    clock(NOW + 100)
    build(tmp_path, {"a": "z", "b": "y"})

    assert mods(tmp_path) == {"a": NOW, "b": FIRST}


def test_packages_of_one_folder_do_not_mix(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y", "c": "z"}, "a.apkg")
    assert counts(build(tmp_path, {"a": "other"}, "b.apkg")) == (1, 0, 0, ())

    assert counts(build(tmp_path, {"a": "x", "b": "y", "c": "z"}, "a.apkg")) == (0, 0, 3, ())
    assert mods(tmp_path, "b.apkg") == {"a": FIRST}
    assert set(load_state(tmp_path).packages) == {"a.apkg", "b.apkg"}


# --- a transcript that was renamed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [(), (STATE_NAME,), ("old.apkg",)], ids=["nothing", "the memory", "the package"])
def test_package_under_a_new_name_goes_on_where_the_old_one_was(lost: tuple[str, ...], tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y", "c": "z"}, "old.apkg")
    for name in lost:
        (tmp_path / name).unlink()
    written = build(tmp_path, {"a": "x", "b": "corrected"}, "new.apkg")

    assert (written.earlier, counts(written)) == ("old.apkg", (0, 1, 1, ("c",)))
    assert mods(tmp_path, "new.apkg") == {"a": FIRST, "b": NOW}
    assert build(tmp_path, {"a": "x", "b": "corrected"}, "new.apkg").earlier is None


def test_a_few_shared_words_are_no_rename(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "d": "y", "e": "z"}, "one.apkg")
    written = build(tmp_path, {"a": "other", "b": "y", "c": "z"}, "two.apkg")

    assert (written.earlier, counts(written)) == (None, (3, 0, 0, ()))


# --- decks and cards that left -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [(), (STATE_NAME,), ("a.apkg",)], ids=["nothing", "the memory", "the package"])
def test_deck_of_another_name_is_told(lost: tuple[str, ...], tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    for name in lost:
        (tmp_path / name).unlink()
    written = write_apkg(replace(deck_of({"a": "x"}), name="other"), tmp_path / "a.apkg")

    assert written.decks_left == ("flashdeck::test",)


@pytest.mark.parametrize("lost", [(), (STATE_NAME,)], ids=["nothing", "the memory"])
def test_cards_that_a_note_makes_no_longer_are_counted(lost: tuple[str, ...], tmp_path: Path) -> None:
    gates = (("Sentence", Html("x")), ("AddListening", Html("1")), ("AddProduction", Html("1")))
    for fields in (gates, gates[:2]):
        for name in lost:
            (tmp_path / name).unlink(missing_ok=True)
        written = write_apkg(Deck("a", Html(""), (Note("a", "english-sentence", fields, ()),)), tmp_path / "a.apkg")

    assert (written.cards, written.cards_dropped, written.changed_ids) == (2, 1, ("a",))


# --- a memory that is lost, behind, broken or newer ----------------------------------------------------------------

histories = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y"]), min_size=1), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(histories)
def test_memory_rebuilt_from_the_package_equals_the_memory(history: list[Texts]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for texts in history:
            build(folder, texts)
        kept, package = load_state(folder), (folder / "a.apkg").read_bytes()
        (folder / STATE_NAME).unlink()
        build(folder, history[-1])

        rebuilt = load_state(folder)
        assert (rebuilt.packages, rebuilt.note_types) == (kept.packages, kept.note_types)
        assert rebuilt.builds == kept.builds
        assert (folder / "a.apkg").read_bytes() == package


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 2 * NOW)), min_size=2, max_size=6))
def test_time_of_a_note_grows_exactly_when_its_text_changes(history: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as environment:
        seen = []
        for text, now in history:
            environment.setenv("SOURCE_DATE_EPOCH", str(now))
            build(Path(name), {"a": text})
            seen.append((text, mods(Path(name))["a"]))
    for (text, mod), (next_text, next_mod) in pairwise(seen):
        assert next_mod > mod if text != next_text else next_mod == mod


def test_build_interrupted_before_the_memory_was_written_is_made_good(
    tmp_path: Path, clock: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, {"a": "x"})
    with monkeypatch.context() as patch:
        patch.setattr(apkg, "remember", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, {"a": "y"})

    clock(NOW + 100)
    build(tmp_path, {"a": "x"})
    assert mods(tmp_path) == {"a": NOW + 100}


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    '"text"',
    "{}",
    '{"version": 1}',
    '{"version": 1, "packages": []}',
    "\x00",
    "[" * 100_000,
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_broken_memory_is_kept_aside_and_rebuilt_from_the_package(text: str, tmp_path: Path) -> None:
    build(tmp_path, {"a": "x", "b": "y"})
    build(tmp_path, {"a": "x", "b": "z"})
    before = everything_in(tmp_path)
    (tmp_path / STATE_NAME).write_text(text, encoding="utf-8")

    written = build(tmp_path, {"a": "x", "b": "z"})
    lost = before[STATE_NAME].replace(b'"note_types"', b'"lost": %d, "note_types"' % NOW)
    assert (counts(written), written.guessed) == ((0, 0, 2, ()), 0)
    assert written.broken_state == tmp_path / f"{STATE_NAME}.broken"
    assert everything_in(tmp_path) == before | {STATE_NAME: lost, f"{STATE_NAME}.broken": text.encode()}


@pytest.mark.parametrize("rest", [b"\xff{", b""], ids=["broken", "empty, as the README advises"])
def test_broken_memory_without_the_package_delivers_everything_anew(
    rest: bytes, tmp_path: Path, clock: Callable[[int], None]
) -> None:
    """A correction must arrive. The note type counts as a note does, and so do packages that are built later."""
    for number, other in enumerate(("a.apkg", "b.apkg")):
        build(tmp_path, {"a": "x", "b": "y"}, other)
        (tmp_path / other).unlink()
        clock(NOW + number)
    (tmp_path / STATE_NAME).write_bytes(rest)

    clock(NOW + 5)
    written = build(tmp_path, {"a": "x", "b": "z"})
    assert (mods(tmp_path), note_type_mod(tmp_path), written.guessed) == ({"a": NOW + 5, "b": NOW + 5}, NOW + 5, 2)
    clock(NOW + 9)
    assert counts(build(tmp_path, {"a": "x", "b": "z"})) == (0, 0, 2, ())
    assert mods(tmp_path) == {"a": NOW + 5, "b": NOW + 5}
    assert (build(tmp_path, {"a": "x"}, "b.apkg").guessed, mods(tmp_path, "b.apkg")) == (0, {"a": NOW + 5})


def test_what_can_be_read_of_a_broken_memory_counts(tmp_path: Path, clock: Callable[[int], None]) -> None:
    """Two versions joined by hand: one note is cut in the middle, what stands around it is whole."""
    build(tmp_path, {"a": "x", "b": "y", "c": "z"}, source='talk "two", [1]: {…}')
    clock(NOW + 1)
    build(tmp_path, {"a": "x", "b": "corrected"}, source='talk "two", [1]: {…}')
    (tmp_path / "a.apkg").unlink()
    text = (tmp_path / STATE_NAME).read_text(encoding="utf-8")
    entry = text.index(guid_for("a"))
    (tmp_path / STATE_NAME).write_text(f"<<<<<<< mine\n{text[: entry + 30]}\n{text[entry + 40 :]}", encoding="utf-8")

    clock(NOW + 7)
    written = build(tmp_path, {"a": "x", "b": "corrected", "c": "z"})
    assert mods(tmp_path) == {"a": NOW + 7, "b": NOW + 1, "c": FIRST}
    assert (counts(written), written.guessed) == ((2, 0, 1, ()), 1)
    assert note_type_mod(tmp_path) == FIRST


def test_every_broken_memory_is_kept(tmp_path: Path) -> None:
    for text in ("{", "[", "x"):
        (tmp_path / STATE_NAME).write_text(text, encoding="utf-8")
        build(tmp_path, {"a": "x"})
    kept = {name: content for name, content in everything_in(tmp_path).items() if "broken" in name}
    assert kept == {f"{STATE_NAME}.broken": b"{", f"{STATE_NAME}.broken1": b"[", f"{STATE_NAME}.broken2": b"x"}


def test_broken_memory_stays_until_the_build_is_done(tmp_path: Path) -> None:
    """Else a build that fails, and the next one, would both forget what learners have."""
    (tmp_path / STATE_NAME).write_text("{", encoding="utf-8")

    with pytest.raises(ValueError, match="two notes have this ID"):
        write_apkg((deck_of({"a": "x"}), replace(deck_of({"a": "y"}), name="other")), tmp_path / "a.apkg")
    assert everything_in(tmp_path) == {STATE_NAME: b"{"}


def test_summary_tells_of_a_broken_memory_before_anything_is_imported(tmp_path: Path) -> None:
    (tmp_path / STATE_NAME).write_text("{", encoding="utf-8")
    summary = "\n".join(written_lines(build(tmp_path, {"a": "x"}), 1))

    assert f"{STATE_NAME} was damaged" in summary
    assert f"kept as {tmp_path / STATE_NAME}.broken" in summary
    assert "overwrites your own changes" in summary
    assert f"{STATE_NAME} was damaged" not in "\n".join(written_lines(build(tmp_path, {"a": "x"}), 1))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_correction_arrives_whatever_is_cut_out_of_a_memory(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as environment:
        folder = Path(name)
        build(folder, {"a": "x", "b": "y"})
        build(folder, {"a": "x", "b": "z"})
        (folder / "a.apkg").unlink()
        text = (folder / STATE_NAME).read_text(encoding="utf-8")
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        (folder / STATE_NAME).write_text(text[:start] + text[end:], encoding="utf-8")
        assume(is_broken(folder))

        environment.setenv("SOURCE_DATE_EPOCH", str(NOW + 9))
        build(folder, {"a": "x", "b": "corrected"})
        assert mods(folder)["b"] == NOW + 9
        assert mods(folder)["a"] <= NOW + 9
        assert not is_broken(folder)


def is_broken(folder: Path) -> bool:
    try:
        load_state(folder)
    except ValueError:
        return True
    return False


def test_memory_of_a_newer_flashdeck_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / STATE_NAME).write_text('{"version": 2}')

    with pytest.raises(OutputError, match="version 2"):
        build(tmp_path, {"a": "x"})
    assert everything_in(tmp_path) == {STATE_NAME: b'{"version": 2}'}


def test_package_put_back_from_a_backup_does_not_turn_time_back(tmp_path: Path) -> None:
    build(tmp_path, {"a": "x"})
    shutil.copy(tmp_path / "a.apkg", tmp_path / "backup")
    build(tmp_path, {"a": "y"})
    (tmp_path / "backup").rename(tmp_path / "a.apkg")

    build(tmp_path, {"a": "z"})
    assert mods(tmp_path) == {"a": NOW + 1}


def test_memory_has_sorted_keys(tmp_path: Path) -> None:
    build(tmp_path, {"c": "x", "a": "y", "b": "z"})

    text = (tmp_path / STATE_NAME).read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False)
    assert list(json.loads(text)) == ["builds", "gone", "note_types", "packages", "version"]
