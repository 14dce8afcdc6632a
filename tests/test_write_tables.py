"""Tables: Anki's header lines, the same fields as in the package, and cells that nothing computes."""

import csv
import itertools
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.errors import OutputError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_rows import guid_for
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.tsv import is_table, write_tables

TYPES = bundled_note_types()
cells = st.text(max_size=20) | st.sampled_from(
    ['"quoted"', "=1+1", "-x", "@sum", "a\tb\nc", "#x", "'", '<b class="hl">&amp;</b>']
)


def note(name, note_type="english-sentence", tags=("flashdeck",), **fields):
    return Note(name, note_type, tuple((key, Html(value)) for key, value in {"Sentence": name, **fields}.items()), tags)


def read_table(path):
    """The header lines, and the rows."""
    with path.open(encoding="utf-8", newline="") as file:
        head = list(itertools.takewhile(lambda line: line.startswith("#"), file))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(itertools.islice(file, len(head), None), delimiter="\t"))
    return [line.rstrip("\n") for line in head], rows


def package_fields(path, folder):
    with zipfile.ZipFile(path) as archive, closing(sqlite3.connect(archive.extract("collection.anki2", folder))) as collection:
        found = collection.execute("select guid, tags, flds from notes order by id").fetchall()
    return [(guid, tags.strip(), fields.split("\x1f")) for guid, tags, fields in found]


def test_a_table_has_ankis_header_lines(tmp_path):
    written = write_tables([Deck("a::b", Html(""), (note("x"),))], tmp_path / "talk.apkg")

    assert [path.name for path in written.paths] == ["talk.english-sentence.tsv"]
    head, [row] = read_table(written.paths[0])
    assert head == [
        "#separator:Tab",
        "#html:true",
        "#notetype:flashdeck English Sentence",
        "#columns:GUID\tDeck\tTags\t" + "\t".join(TYPES["english-sentence"].field_names),
        "#guid column:1",
        "#deck column:2",
        "#tags column:3",
    ]
    assert row[:4] == [guid_for("x"), "a::b", "flashdeck", "x"]


def test_each_note_type_has_a_table_and_each_note_its_deck(tmp_path):
    decks = [Deck("a::b", Html(""), (note("x"), note("y", "chinese-sentence"))), Deck("a::c", Html(""), (note("z"),))]
    written = write_tables(decks, tmp_path / "talk.apkg")

    english, chinese = sorted(written.paths, key=lambda path: path.name, reverse=True)
    assert [(row[1], row[-1]) for row in read_table(english)[1]] == [("a::b", "x"), ("a::c", "z")]
    assert [(row[1], row[-1]) for row in read_table(chinese)[1]] == [("a::b", "y")]
    assert (written.notes, written.cards) == (3, 3)


@given(first=cells.filter(lambda text: text.strip() and text.isprintable()), second=cells)
def test_a_table_holds_what_the_package_holds(first, second, tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    decks = [Deck("a", Html(""), (note("x", Sentence=first, Translation=second, Notes="y"),))]
    package = package_fields(write_apkg(decks, folder / "a.apkg").path, folder)
    [path] = write_tables(decks, folder / "a.apkg").paths

    assert [(guid, tags, fields) for guid, _, tags, *fields in read_table(path)[1]] == package


@given(cells, cells)
def test_no_cell_of_text_is_computed(first, second):
    with tempfile.TemporaryDirectory() as folder:
        deck = Deck("a", Html(""), (note("x", Sentence=f"x{first}", Translation=second, Notes=first),))
        [path] = write_tables([deck], Path(folder) / "a.apkg").paths
        [row] = read_table(path)[1]
    assert not [cell for cell in row[1:] if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_a_foreign_file_is_kept_and_an_own_one_is_replaced(tmp_path):
    decks = [Deck("a", Html(""), (note("x"),))]
    mine = tmp_path / "talk.english-sentence.tsv"
    mine.write_text("word\tmeaning\n")
    with pytest.raises(OutputError, match="did not make"):
        write_tables(decks, tmp_path / "talk.apkg")
    assert mine.read_text() == "word\tmeaning\n"

    write_tables(decks, tmp_path / "talk.apkg", force=True)
    assert is_table(mine)
    write_tables(decks, tmp_path / "talk.apkg")
    assert sorted(path.name for path in tmp_path.iterdir()) == [mine.name]
