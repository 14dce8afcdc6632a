"""templates eject: a copy to restyle, which a build takes back and which never harms an update."""

import pytest

from flashdeck.cli import run
from flashdeck.errors import UsageError
from flashdeck.resources import templates_folder
from flashdeck.write.anki.note_types import bundled_note_types, load_note_types

USAGE, OUTPUT = 2, 5


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def eject(*arguments):
    return run(["templates", "eject", *map(str, arguments)])


@pytest.mark.parametrize("name", bundled_note_types())
def test_copies_are_the_originals_and_build_the_same_cards(name, tmp_path, capsys):
    assert eject(name) == 0
    assert capsys.readouterr().out == f"templates/notetypes/{name}\n"

    for copy in (path for path in (tmp_path / "templates").rglob("*") if path.is_file()):
        assert copy.read_bytes() == (templates_folder() / copy.relative_to(tmp_path / "templates")).read_bytes()
    assert load_note_types(tmp_path / "templates") == bundled_note_types()
    assert load_note_types(tmp_path / "templates" / "notetypes") == bundled_note_types()


def test_a_copy_in_the_way_is_kept_without_force(tmp_path, capsys):
    eject("english-sentence")
    front = tmp_path / "templates/notetypes/english-sentence/reading-front.html"
    front.write_text("{{Sentence}}")

    assert eject("english-sentence") == OUTPUT
    assert "--force" in capsys.readouterr().err
    assert front.read_text() == "{{Sentence}}"
    assert eject("english-sentence", "--force") == 0
    assert front.read_text() != "{{Sentence}}"


def test_a_second_note_type_leaves_the_style_of_the_first(tmp_path):
    eject("english-sentence", "-o", "mine")
    (tmp_path / "mine/notetypes/style.css").write_text("/* mine */")

    assert eject("chinese-sentence", "-o", "mine") == 0
    types = load_note_types(tmp_path / "mine")
    assert [types[name].css == "/* mine */" for name in ("english-sentence", "chinese-sentence", "chinese-vocabulary")] == [
        True,
        True,
        False,
    ]


def test_an_unknown_name_lists_the_known_ones(capsys):
    assert eject("german-sentence") == USAGE
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 2)
    assert all(name in err for name in ("german-sentence", *bundled_note_types()))


def test_a_folder_that_cannot_be_made_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("x")

    assert eject("english-sentence", "-o", "file") == OUTPUT
    assert "file" in capsys.readouterr().err


def test_a_front_outside_its_gate_is_refused(tmp_path):
    """Anki would make the card for every note, and flashdeck for none."""
    eject("english-sentence")
    (tmp_path / "templates/notetypes/english-sentence/listening-front.html").write_text("{{Audio}}{{Sentence}}")

    with pytest.raises(UsageError, match="AddListening"):
        load_note_types(tmp_path / "templates")


def test_a_folder_of_other_pages_restyles_no_card(tmp_path):
    pages = [folder.name for folder in templates_folder().iterdir() if folder.name != "notetypes"]
    for name in pages:
        (tmp_path / "mine" / name).mkdir(parents=True)
        assert load_note_types(tmp_path / "mine") == bundled_note_types()


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="nowhere: there is no such folder"):
        load_note_types(tmp_path / "nowhere")
