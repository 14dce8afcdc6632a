"""Compare writing a package of many notes with genanki's own writer: from field values to notes, and from notes to a file."""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

from benchmarks.reference import Row
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_rows import guid_for
from flashdeck.write.anki.note_types import bundled_note_types

_NOTES, _ROUNDS = 20_000, 5  # with fewer notes, the share of the start of each writer is visible in the ratio
_NOTE_TYPE = "chinese-sentence"
_TAGS = ("flashdeck", "flashdeck::src::talk", "flashdeck::kind::sentence")

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds, user and system, from field values to notes, and from notes to a file."""

    notes: float
    file: float


def writing_rows(folder: Path) -> Iterator[Row]:
    """Yield rows on the CPU time of our writer beside that of genanki. The writers run in turn."""
    folder.mkdir()
    spent = _measure(note_values(_NOTES), folder)
    for name, part in (("field values to file", _whole), ("notes to file", _file)):
        ours, theirs = (median(map(part, spent[writer])) for writer in ("flashdeck", "genanki"))
        yield f"{_NOTES} notes, {name}", f"{ours / theirs:.2f}", "genanki", "1.00"


def note_values(count: int) -> list[Values]:
    """Return field values of `count` notes that are as long as those of a real deck. No two notes have the same text."""
    return [_values(place) for place in range(count)]


def large_deck(values: list[Values]) -> Deck:
    """Return a deck with a note for each of the `values`."""
    return Deck("large", Html("about"), [_note(place, texts) for place, texts in enumerate(values)])


def _measure(values: list[Values], folder: Path) -> Mapping[str, list[Spent]]:
    writers: dict[str, Callable[[list[Values], Path], Spent]] = {
        "flashdeck": _write_with_flashdeck,
        "genanki": write_with_genanki,
    }
    spent: dict[str, list[Spent]] = {name: [] for name in writers}
    with patch.object(tempfile, "tempdir", str(folder)):  # genanki leaves a copy of the collection there
        for turn, (name, write) in itertools.product(range(_ROUNDS), writers.items()):
            (place := folder / f"{name}-{turn}").mkdir()
            spent[name].append(write(values, place / "a.apkg"))
    return spent


def _write_with_flashdeck(values: list[Values], path: Path) -> Spent:
    """Write a deck as a build does: with the identities of the notes and the record of the last version."""
    start = time.process_time()
    deck = large_deck(values)
    made = time.process_time()
    write_apkg(deck, path)
    return Spent(made - start, time.process_time() - made)


def write_with_genanki(values: list[Values], path: Path) -> Spent:
    """Write notes with the same texts as a user of genanki does, and return the CPU seconds."""
    import genanki

    kind = bundled_note_types()[_NOTE_TYPE]
    templates = [{"name": card.name, "qfmt": card.front, "afmt": card.back} for card in kind.templates]
    model = genanki.Model(kind.id, kind.name, [{"name": name} for name in kind.field_names], templates, css=kind.css)
    start = time.process_time()
    shell = genanki.Deck(2**30, "large", "about")
    for place, texts in enumerate(values):
        fields = [texts.get(name, "") for name in kind.field_names]
        shell.add_note(genanki.Note(model, fields, tags=list(_TAGS), guid=guid_for(_card_id(place))))
    made = time.process_time()
    genanki.Package(shell).write_to_file(path)
    return Spent(made - start, time.process_time() - made)


def _values(place: int) -> Values:
    han = "".join(chr(0x4E00 + (place * 31 + 97 * step) % 3000) for step in range(18))
    ruby = "".join(f'<ruby class="t{step % 5 + 1}">{char}<rt>shì</rt></ruby>' for step, char in enumerate(han))
    english = f"This is line {place} of a talk that is {place * 7919 % 10007} lines long, more or less."
    return {
        "Sentence": han,
        "SentenceRuby": ruby,
        "Translation": english,
        "Words": "".join(f'<div><span class="w">{char}</span> · shì · {english}</div>' for char in han[:4]),
        "Level": "HSK 5",
        "ContextBefore": f"<div>{han[::-1]}</div><div>{english}</div>",
        "ContextAfter": f"<div>{han[::-1]}</div><div>{english}</div>",
        "Source": f"talk, lines {place}–{place + 1}",
        "TTS": "1",
    }


def _card_id(place: int) -> str:
    return f"zh-sentence-{place:012x}"


def _note(place: int, values: Values) -> Note:
    return Note(_card_id(place), _NOTE_TYPE, tuple((name, Html(text)) for name, text in values.items()), _TAGS)


def _whole(spent: Spent) -> float:
    return spent.notes + spent.file


def _file(spent: Spent) -> float:
    return spent.file
