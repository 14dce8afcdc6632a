"""A deck of many notes: no dearer than genanki's own writer, a third of its size, and no second copy of it in memory."""

import itertools
import tempfile
import time
import tracemalloc
import zipfile

import pytest

from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.rows import guid_for

pytestmark = pytest.mark.engine

NOTES, ROUNDS = 20_000, 3
NOTE_TYPE = "chinese-sentence"
TAGS = ("flashdeck", "flashdeck::src::talk", "flashdeck::kind::sentence")


def large_deck(count):
    return Deck("large", Html("about"), tuple(map(sentence_note, range(count))))


def sentence_note(place):
    """A note as long as those of a real deck; no two have the same text."""
    han = "".join(chr(0x4E00 + (place * 31 + 97 * step) % 3000) for step in range(18))
    ruby = "".join(f'<ruby class="t{step % 5 + 1}">{char}<rt>shì</rt></ruby>' for step, char in enumerate(han))
    english = f"This is line {place} of a talk that is {place * 7919 % 10007} lines long, more or less."
    fields = {"Sentence": han, "SentenceRuby": ruby, "Translation": english, "Words": f"<div>{han[:2]} {english}</div>"}
    fields |= {
        "ContextBefore": f"<div>{han[::-1]}</div>",
        "Source": f"talk, lines {place}–{place + 1}",
        "TTS": "1",
        "Level": "HSK 5",
    }
    return Note(f"zh-sentence-{place:012x}", NOTE_TYPE, tuple((name, Html(text)) for name, text in fields.items()), TAGS)


def write_with_genanki(deck, path, folder):
    """What a user of genanki does: notes of one's own texts, and its writer; it leaves a copy in the temporary folder."""
    import genanki

    kind = bundled_note_types()[NOTE_TYPE]
    templates = [{"name": card.name, "qfmt": card.front, "afmt": card.back} for card in kind.templates]
    model = genanki.Model(kind.id, kind.name, [{"name": name} for name in kind.field_names], templates, css=kind.css)
    shell = genanki.Deck(2**30, deck.name, deck.description)
    for note in deck.notes:
        given = dict(note.fields)
        values = [given.get(name, "") for name in kind.field_names]
        shell.add_note(genanki.Note(model, values, tags=list(note.tags), guid=guid_for(note.id)))
    genanki.Package(shell).write_to_file(path)


def test_a_large_deck_costs_no_more_than_genankis_own_writing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    deck, spent = large_deck(NOTES), {"ours": [], "genanki": []}
    write_apkg(large_deck(10), tmp_path / "warm" / "a.apkg")
    for turn in range(ROUNDS):
        for name, write in (("ours", write_ours), ("genanki", write_with_genanki)):
            (folder := tmp_path / f"{name}-{turn}").mkdir()
            start = time.process_time()
            write(deck, folder / "a.apkg", folder)
            spent[name].append(time.process_time() - start)
    ours, theirs = (tmp_path / f"{name}-0" / "a.apkg" for name in spent)

    assert min(spent["ours"]) <= min(spent["genanki"])
    assert ours.stat().st_size <= theirs.stat().st_size / 3
    with zipfile.ZipFile(ours) as archive:
        assert archive.testzip() is None


def write_ours(deck, path, folder):
    write_apkg(deck, path)
    assert sorted(file.name for file in folder.iterdir()) == ["a.apkg", "flashdeck.state.json"]


def test_writing_holds_no_second_copy_of_the_notes(tmp_path):
    peaks = []
    for count in (2_000, 8_000):
        deck = large_deck(count)
        tracemalloc.start()
        write_apkg(deck, tmp_path / f"{count}.apkg")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    text = sum(len(value.encode()) for _, value in itertools.chain.from_iterable(note.fields for note in deck.notes))

    assert (peaks[1] - peaks[0]) / 6_000 < min(1_000, text / 8_000), "a note leaves its stamp behind, not its text"
