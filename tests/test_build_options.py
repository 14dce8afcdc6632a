"""build: which cards a deck has, how it looks, what it is written as, and what it says of the last build."""

import io
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import flashdeck
from flashdeck.cli import run
from flashdeck.write.anki.package import read_package

USAGE, OUTPUT = 2, 5


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("FLASHDECK_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def talk(tmp_path, example):
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(example.read_text(encoding="utf-8").splitlines()[:60]), encoding="utf-8")
    return path


def build(*arguments):
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run(["build", *map(str, arguments)])
    return code, out.getvalue(), err.getvalue()


def ords(path):
    return {stamp.ords for stamp in read_package(Path(path)).notes.values()}


@pytest.mark.parametrize(
    ("cards", "made"),
    [
        ("recognition", (0,)),
        ("recognition,listening", (0, 1)),
        ("Production", (0, 2)),
        (" recognition, production ,listening", (0, 1, 2)),
    ],
)
def test_each_note_makes_the_cards_asked_for(cards, made, talk):
    code, out, _ = build(talk, "--cards", cards)

    assert code == 0
    assert ords(out.strip()) == {made}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--cards", "quiz"], "'quiz'"),
        (["--original", "fr"], "unknown"),
        (["--format", "docx"], "tsv"),
        (["--templates", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_option_is_refused_and_leaves_nothing(options, said, talk, tmp_path):
    code, out, err = build(talk, *options)

    assert (code, out, len(err.splitlines())) == (USAGE, "", 2)
    assert said in err
    assert not (tmp_path / "output").exists()


def test_options_may_stand_in_the_configuration(talk, tmp_path):
    (tmp_path / "flashdeck.toml").write_text(
        'cards = "recognition,listening"\ntts = false\noriginal = "en"\n', encoding="utf-8"
    )
    code, out, _ = build(talk)

    assert code == 0
    assert ords(out.strip()) == {(0, 1)}


def test_restyled_templates_change_the_note_types_alone(talk, tmp_path):
    first = flashdeck.build(talk, output=tmp_path / "output")
    assert run(["templates", "eject", "chinese-sentence"]) == 0
    style = tmp_path / "templates/notetypes/style.css"
    style.write_text(style.read_text(encoding="utf-8").replace("18px", "20px"), encoding="utf-8")
    before = read_package(first.paths[0])
    code, out, err = build(talk, "--templates", "templates")
    after = read_package(Path(out.strip()))

    assert code == 0
    assert f"0 new, 0 changed, {len(after.notes)} unchanged." in err
    assert after.notes == before.notes
    assert {number for number in after.note_types if after.note_types[number] != before.note_types[number]} == {2139667545}


def test_tables_are_named_on_stdout_and_their_use_on_stderr(talk, tmp_path):
    code, out, err = build(talk, "--format", "tsv")

    assert code == 0
    assert out.splitlines() == [str(Path("output", f"talk.chinese-{kind}.tsv")) for kind in ("sentence", "vocabulary")]
    assert "Import the .apkg of this deck once before" in err
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [Path(line).name for line in out.splitlines()]


def test_several_talks_are_restyled_and_written_as_tables_like_one(talk, tmp_path, example):
    other = tmp_path / "other.txt"
    other.write_text("\n".join(example.read_text(encoding="utf-8").splitlines()[160:220]), encoding="utf-8")
    assert run(["templates", "eject", "chinese-vocabulary"]) == 0
    (tmp_path / "templates/notetypes/style.css").write_text("/* mine */", encoding="utf-8")
    _, package, _ = build(talk, other, "--deck", "Talks", "--templates", "templates")
    code, tables, err = build(talk, other, "--deck", "Talks", "--format", "tsv")

    plain = flashdeck.build(talk, output=tmp_path / "plain").paths[0]
    number = 1132629045
    assert read_package(Path(package.strip())).note_types[number] != read_package(plain).note_types[number]
    assert code == 0
    assert [Path(line).name for line in tables.splitlines()] == ["Talks.chinese-sentence.tsv", "Talks.chinese-vocabulary.tsv"]
    assert "Import the .apkg of this deck once before" in err


def test_a_foreign_table_is_refused_before_any_work(talk, tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/talk.chinese-sentence.tsv").write_text("mine")
    code, out, err = build(talk, "--format", "tsv")

    assert (code, out) == (OUTPUT, "")
    assert "--force" in err


def test_the_summary_tells_what_changed_since_the_last_build(talk):
    _, out, first = build(talk, "--cards", "recognition,production")
    notes = len(read_package(Path(out.strip())).notes)
    _, _, fewer = build(talk, "--words", "3")
    _, _, other = build(talk, "--deck", "Other")

    assert f"Since the last build: {notes} new, 0 changed, 0 unchanged." in first
    assert " gone.\nGone from the deck, but still in your collection: zh-word-" in fewer
    assert "cards are no longer made; in Anki, Tools > Empty Cards removes these cards." in fewer
    assert "The deck of the last build is called flashdeck::talk." in other


def test_the_summary_says_once_that_speech_needs_a_voice_unless_no_card_speaks(talk, tmp_path):
    other = tmp_path / "other.txt"
    shutil.copy(talk, other)
    for sources in ([talk], [talk, other, "--deck", "Talks"]):
        _, _, spoken = build(*sources)
        _, _, silent = build(*sources, "--no-tts")

        assert spoken.count("Device speech needs a voice for Chinese on each device.") == 1
        assert "--no-tts" in spoken
        assert "voice" not in silent


def test_a_renamed_transcript_goes_on_where_the_old_one_was(talk, tmp_path):
    build(talk, "--deck", "Talks")
    shutil.move(talk, tmp_path / "talk, part 1.txt")
    code, _, err = build(tmp_path / "talk, part 1.txt", "--deck", "Talks")

    assert code == 0
    assert "Since talk.apkg, which held these notes: 0 new, 0 changed, " in err
    assert "gone" not in err


def test_two_languages_stand_below_one_deck(talk):
    _, out, _ = build(talk, "--study", "both", "--deck", "Talks::One")

    assert read_package(Path(out.strip())).decks == ("Talks::One", "Talks::One::Chinese", "Talks::One::English")
