"""The package: identity, cards, text that arrives as it was, and files that are never harmed."""

import html
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import flashdeck.write.anki.apkg as apkg
from flashdeck.errors import OutputError, UsageError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.hygiene import are_clean, clean_field
from flashdeck.write.anki.note_rows import check_deck_name, deck_id_for, guid_for
from flashdeck.write.anki.note_types import bundled_note_types

any_text = st.text(max_size=60) | st.text("[]{}<>&;sound:tyepanki$ \n\x1f\x00", max_size=60)


def note(note_id: str = "zh-word-强化", note_type: str = "chinese-vocabulary", **fields: str) -> Note:
    first = bundled_note_types()[note_type].field_names[0]
    given_fields = {first: "强化", **fields}
    return Note(note_id, note_type, tuple((name, Html(value)) for name, value in given_fields.items()), ("flashdeck",))


def deck(*notes: Note, name: str = "flashdeck::test") -> Deck:
    return Deck(name, Html("About <b>this</b> deck"), notes or (note(),))


@contextmanager
def collection(path: Path) -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        connection = sqlite3.connect(archive.extract("collection.anki2", folder))
        yield connection
        connection.close()


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with collection(path) as connection:
        return connection.execute(sql).fetchall()


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- identity -----------------------------------------------------------------------------------------------------


def test_guid_is_pinned() -> None:
    assert guid_for("zh-word-强化学习") == "8BkdmxA2XiNECq1I"


def test_guid_and_id_reach_the_package(tmp_path: Path) -> None:
    write_apkg(deck(note("en-word-r&d", "english-vocabulary")), tmp_path / "a.apkg")

    [(guid, fields)] = query(tmp_path / "a.apkg", "select guid, flds from notes")
    assert guid == guid_for("en-word-r&d")
    assert fields.split("\x1f")[-1] == "en-word-r&amp;d"


@given(st.text())
def test_deck_id_is_stable_and_in_ankis_range(name: str) -> None:
    assert 2**30 <= deck_id_for(name) == deck_id_for(name) < 2**53


@pytest.mark.parametrize("name", ["", "A::", "::A", "A::::B", 'a "b"', "a\nb", "a\tb", " a", "a:: b", "x" * 256])
def test_deck_name_that_anki_would_change_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="deck name"):
        write_apkg(deck(name=name), tmp_path / "a.apkg")
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("name", ["flashdeck::AI 政策", "a:b", "flashdeck::it's & more", "全角　空格"])
def test_ordinary_deck_name_is_kept(name: str) -> None:
    check_deck_name(name)


def test_deck_keeps_its_description_and_its_name_in_nfc(tmp_path: Path) -> None:
    write_apkg(deck(name="cafe\u0301"), tmp_path / "a.apkg")

    [(decks,)] = query(tmp_path / "a.apkg", "select decks from col")
    assert ("café", "About <b>this</b> deck") in [(entry["name"], entry["desc"]) for entry in json.loads(decks).values()]


# --- cards --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gates", "ords"),
    [
        ({}, [0]),
        ({"AddListening": "1"}, [0, 1]),
        ({"AddProduction": "1"}, [0, 2]),
        ({"AddListening": "1", "AddProduction": "1"}, [0, 1, 2]),
    ],
)
@pytest.mark.parametrize("note_type", bundled_note_types())
def test_gates_decide_which_cards_exist(note_type: str, gates: dict[str, str], ords: list[int], tmp_path: Path) -> None:
    written = write_apkg(deck(note("x", note_type, **gates)), tmp_path / "a.apkg")

    assert [row[0] for row in query(tmp_path / "a.apkg", "select ord from cards order by ord")] == ords
    assert written.cards == len(ords)


def test_due_is_the_place_in_the_deck_for_all_cards_of_a_note(tmp_path: Path) -> None:
    notes = [note("a", AddProduction="1"), note("b"), note("c", AddListening="1")]
    write_apkg(deck(*notes), tmp_path / "a.apkg")

    assert [row[0] for row in query(tmp_path / "a.apkg", "select due from cards order by id")] == [1, 1, 2, 3, 3]


def test_two_decks_go_into_one_package(tmp_path: Path) -> None:
    decks = [deck(note("a"), name="x::Chinese"), deck(note("b", "english-sentence"), name="x::English")]
    written = write_apkg(decks, tmp_path / "a.apkg")

    rows = query(tmp_path / "a.apkg", "select did, due from cards order by id")
    assert rows == [(deck_id_for("x::Chinese"), 1), (deck_id_for("x::English"), 1)]
    assert written.new == 2


def test_note_types_carry_their_ids(tmp_path: Path) -> None:
    write_apkg(deck(), tmp_path / "a.apkg")

    [(models,)] = query(tmp_path / "a.apkg", "select models from col")
    [entry] = json.loads(models).values()
    assert (entry["originalId"], entry["sortf"], entry["mod"]) == (1132629045, 0, 1767225600)
    assert (entry["flds"][0]["id"], entry["tmpls"][2]["id"]) == (113262904501, 113262904593)
    assert [row[:2] for row in entry["req"]] == [[0, "all"], [1, "all"], [2, "all"]]


# --- text ---------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(any_text)
def test_any_text_in_a_field_survives(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.apkg"
        write_apkg(deck(note(Meaning=html.escape(text, quote=False))), path)
        [(fields,)] = query(path, "select flds from notes")

    values = fields.split("\x1f")
    assert len(values) == 31
    plain = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", re.sub("[\ud800-\udfff]", "\ufffd", text))
    assert nfc(html.unescape(values[4].replace("<span></span>", ""))) == nfc(plain).strip()


@given(text=any_text, may_sound=st.booleans())
def test_cleaning_twice_changes_nothing_more(*, text: str, may_sound: bool) -> None:
    once = clean_field(text, may_sound=may_sound)
    assert clean_field(once, may_sound=may_sound) == once


@given(st.lists(any_text | st.sampled_from(["桥", "a bridge", "-5", "= 1", " a", "a\u3000"]), max_size=4).map(tuple))
def test_fields_found_clean_are_those_that_cleaning_leaves_alone(fields: tuple[str, ...]) -> None:
    if are_clean(fields):
        assert tuple(map(clean_field, fields)) == fields


def test_ordinary_fields_are_found_clean() -> None:
    assert are_clean(
        ('<span class="hl">桥</span>。', "a bridge - or two", f"qiáo · “a bridge” – 2\xa0m², {'long ' * 40}.", "", "1")
    )


def test_character_that_passes_at_a_glance_is_safe_after_every_other() -> None:
    texts = [f"{before}{chr(code)}{'a' * 100}" for code in range(0x20, 0xD800) for before in ("a", "か", "각")]
    passing = [text for text in texts if are_clean((text,))]

    assert len(passing) > 100_000
    assert [text for text in passing if clean_field(text) != text] == []


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_of_a_table_is_computed(sign: str) -> None:
    assert clean_field(f" {sign}1+1") == f"&#{ord(sign)};1+1"


@given(any_text | st.text("\\\\([{|<>&", max_size=20))
@example("{{{c1::x}} [SOUND:x.mp3] [[type:Word]] [anki:tts lang=en]x[/anki:tts] [latex]x[/latex] [$]x[/$] [$$]")
@example(r"\(x\) \\[x\] \[sound:x.mp3]")
def test_no_field_holds_a_command_or_a_control_character(text: str) -> None:
    cleaned = clean_field(text)
    assert not re.search(r"\[sound:|\[\[type:|\[/?anki:|\[/?latex|\[/?\$+\]|\{\{|\\[(\[]", cleaned, re.IGNORECASE)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in cleaned)


def test_only_audio_may_sound(tmp_path: Path) -> None:
    write_apkg(deck(note(Audio="[sound:a.mp3]", Meaning="[Sound:a.mp3]")), tmp_path / "a.apkg")

    [(fields,)] = query(tmp_path / "a.apkg", "select flds from notes")
    assert "[sound:a.mp3]" in fields
    assert "&#91;Sound:a.mp3]" in fields


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# --- notes that contradict each other -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "notes",
    [
        (note("a"), note("a")),
        (note("a", "chinese-sentence"), note("a", "english-sentence")),
        (note(Meening="x"),),
        (note(ID="x", Word=""),),
        (note(Word=" \n"),),
        (Note("a", "chinese-vocabulary", (("Word", Html("x")), ("Word", Html("y"))), ()),),
        (Note("a", "chinese-vocabulary", (("Word", Html("x")),), ("two words",)),),
        (Note("a", "chinese-vocabulary", (("Word", Html("x")),), ("a::",)),),
    ],
)
def test_contradiction_writes_nothing(notes: tuple[Note, ...], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write_apkg(deck(*notes), tmp_path / "new" / "a.apkg")
    assert not (tmp_path / "new").exists()


def test_package_without_notes_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no notes"):
        write_apkg(Deck("a", Html(""), ()), tmp_path / "a.apkg")


# --- bytes --------------------------------------------------------------------------------------------------------


def test_two_first_builds_give_identical_bytes(tmp_path: Path) -> None:
    notes = [note("a", AddListening="1"), note("b", "english-sentence"), note("c", "chinese-sentence")]
    for folder in ("one", "two"):
        write_apkg(deck(*notes), tmp_path / folder / "a.apkg")

    assert everything_in(tmp_path / "one") == everything_in(tmp_path / "two")
    assert set(everything_in(tmp_path / "one")) == {"a.apkg", "flashdeck.state.json"}


def test_zip_is_deflated_dated_and_ordered(tmp_path: Path) -> None:
    write_apkg(deck(), tmp_path / "a.apkg")

    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        entries = archive.infolist()
        assert archive.read("media") == b"{}"
    assert [entry.filename for entry in entries] == ["collection.anki2", "media"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.compress_type, entry.external_attr >> 16) for entry in entries} == {(zipfile.ZIP_DEFLATED, 0o100644)}


def test_temporary_folder_is_clean_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    for _ in range(2):
        write_apkg(deck(), tmp_path / "out" / "a.apkg")

    assert list((tmp_path / "temporary").iterdir()) == []


def test_writing_is_silent_even_where_warnings_are_errors(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys; from flashdeck.model import Deck, Note\n"
        "from flashdeck.write.anki.apkg import write_apkg\n"
        "write_apkg(Deck('a', '', (Note('a', 'english-sentence', (('Sentence', 'x'),), ()),)), pathlib.Path(sys.argv[1]))"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path / "a.apkg")]
    root = Path(apkg.__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- files in the way ---------------------------------------------------------------------------------------------


def foreign_package(path: Path) -> None:
    """A package by another program: right shape, other note types."""
    write_apkg(deck(), path)
    rewrite(path, "update notes set mid = 1")


def reviewed_package(path: Path) -> None:
    write_apkg(deck(), path)
    rewrite(path, "update cards set reps = 3")


def rewrite(path: Path, sql: str) -> None:
    with collection(path) as connection:
        connection.execute(sql)
        connection.commit()
        content = connection.serialize()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", content)
        archive.writestr("media", "{}")
    (path.parent / "flashdeck.state.json").unlink()


FOREIGN = {
    "text": lambda path: path.write_text("my notes"),
    "nothing": lambda path: path.touch(),
    "damaged": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(100)),
    "another program's package": foreign_package,
    "a learner's export": reviewed_package,
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_foreign_file_is_kept_without_force(make: Any, tmp_path: Path) -> None:
    make(tmp_path / "a.apkg")
    before = everything_in(tmp_path)

    with pytest.raises(OutputError, match=r"a\.apkg: exists, and flashdeck did not make it") as caught:
        write_apkg(deck(), tmp_path / "a.apkg")
    assert "--force" in caught.value.remedy
    assert everything_in(tmp_path) == before

    assert write_apkg(deck(), tmp_path / "a.apkg", force=True).new == 1


def test_own_package_is_known_under_any_name(tmp_path: Path) -> None:
    write_apkg(deck(), tmp_path / "a.apkg")
    (tmp_path / "a.apkg").rename(tmp_path / "renamed.apkg")

    assert write_apkg(deck(), tmp_path / "renamed.apkg").unchanged == 1


def test_folder_in_the_way_is_told_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").mkdir()

    with pytest.raises(OutputError, match="there is a folder of this name"):
        write_apkg(deck(), tmp_path / "a.apkg", force=True)


def test_output_folder_is_made(tmp_path: Path) -> None:
    assert write_apkg(deck(), tmp_path / "new" / "deep" / "a.apkg").path.is_file()


def test_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(OutputError, match="file"):
        write_apkg(deck(), tmp_path / "file" / "a.apkg")
    assert everything_in(tmp_path) == {"file": b"x"}


def test_folder_that_refuses_files_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self.parent))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught:
        write_apkg(deck(), tmp_path / "a.apkg")
    assert caught.value.exit_code == 5
    assert everything_in(tmp_path) == {}


def test_failed_write_keeps_the_earlier_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_apkg(deck(), tmp_path / "a.apkg")
    before = everything_in(tmp_path)

    def fill_the_disk(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(apkg, "write_package", fill_the_disk)
    with pytest.raises(OutputError, match="No space left"):
        write_apkg(deck(note(Meaning="new")), tmp_path / "a.apkg")
    assert everything_in(tmp_path) == before


def test_builds_at_once_leave_whole_files(tmp_path: Path) -> None:
    def build(name: str) -> None:
        write_apkg(deck(note(Meaning=name)), tmp_path / name)

    threads = [threading.Thread(target=build, args=(f"{place % 2}.apkg",)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(everything_in(tmp_path)) == {"0.apkg", "1.apkg", "flashdeck.state.json"}
    assert all(write_apkg(deck(note(Meaning=name)), tmp_path / name).unchanged for name in ("0.apkg", "1.apkg"))
