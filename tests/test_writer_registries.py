"""Every writer of the registries of formats: it claims its own files, leaves foreign ones, and escapes hostile text."""

import pytest

from flashdeck.cli.transcripts import gather
from flashdeck.errors import OutputError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.deck_writers import DECK_WRITERS, claim_paths
from flashdeck.write.handout import HANDOUT_WRITERS

each_deck_format = pytest.mark.parametrize("name", DECK_WRITERS)
FIELDS = {"Sentence": "桥断了。", "Translation": "The bridge broke."}


def deck(text="桥断了。"):
    fields = tuple((name, Html(value)) for name, value in (FIELDS | {"Sentence": text}).items())
    return Deck("talk", Html(""), (Note("zh-sentence-1", "chinese-sentence", fields, ()),))


def write(name, folder, *, text="桥断了。", force=False):
    return DECK_WRITERS[name].write([deck(text)], folder / "talk.apkg", force=force, note_types=None)


@each_deck_format
def test_a_format_recognizes_what_it_wrote(name, tmp_path):
    written = write(name, tmp_path)

    assert written.paths
    assert written.cards == 1
    assert all(DECK_WRITERS[name].is_ours(path) for path in written.paths)
    assert set(written.paths) <= set(DECK_WRITERS[name].paths(tmp_path / "talk.apkg"))


@each_deck_format
def test_a_format_writes_the_same_bytes_twice(name, tmp_path):
    first = [path.read_bytes() for path in write(name, tmp_path / "one").paths]

    assert [path.read_bytes() for path in write(name, tmp_path / "two").paths] == first


@each_deck_format
def test_a_foreign_file_is_refused_before_anything_is_written(name, tmp_path):
    foreign = write(name, tmp_path / "first").paths[0].name
    (tmp_path / foreign).write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="did not make it"):
        claim_paths(name, tmp_path / "talk.apkg", force=False)
    assert (tmp_path / foreign).read_text(encoding="utf-8") == "mine"
    claim_paths(name, tmp_path / "talk.apkg", force=True)


@each_deck_format
@pytest.mark.parametrize(
    "content", [b"", "桥断了。\n".encode("gb18030"), b"\x00\xff" * 9, b'{"zh": "", "en": ""}\n', b"PK\x03\x04"]
)
def test_a_format_does_not_claim_a_foreign_file(name, content, tmp_path):
    (tmp_path / "mine").write_bytes(content)

    assert not DECK_WRITERS[name].is_ours(tmp_path / "mine")
    assert not DECK_WRITERS[name].is_ours(tmp_path / "missing")


@each_deck_format
def test_a_deck_in_a_folder_of_transcripts_is_not_read(name, tmp_path):
    talk = tmp_path / "talk.txt"
    talk.write_text("桥断了。\nThe bridge broke.\n", encoding="utf-8")
    write(name, tmp_path)

    assert gather((tmp_path,), None) == (talk,)


@each_deck_format
def test_a_command_in_a_field_is_disarmed(name, tmp_path):
    paths = write(name, tmp_path, text="[sound:x.mp3] {{Front}} =1+1").paths
    content = b"".join(path.read_bytes() for path in paths if path.suffix != ".apkg")

    assert b"[sound:" not in content
    assert b"{{Front" not in content


@pytest.mark.parametrize("name", HANDOUT_WRITERS)
def test_a_handout_format_does_not_claim_a_foreign_file(name, tmp_path):
    path = tmp_path / f"mine.{name}"
    path.write_bytes(b"not a handout")

    assert not HANDOUT_WRITERS[name].is_ours(path)
