"""Packages as Anki takes them: the official importer, every card rendered, a new version over a studied one."""

import html
import re
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_types import bundled_note_types
from flashdeck.write.anki.package import is_package
from flashdeck.write.anki.state import STATE_NAME
from flashdeck.write.anki.tsv import write_tables

pytestmark = pytest.mark.anki
with warnings.catch_warnings():  # its protobuf modules warn while they load
    warnings.simplefilter("ignore")
    pytest.importorskip("anki.collection", reason="the official anki package is not installed")
    from anki import import_export_pb2 as messages
    from anki.collection import Collection, ImportAnkiPackageRequest

NOTE_TYPES = bundled_note_types()
EVIL = "{{c1::x}} [sound:x.mp3] <script>alert(1)</script> 5 < 6 & 7 > 3 {{S}} [[type:Word]] [latex]y[/latex]\x1f\n\0"
GATES: tuple[dict[str, str], ...] = (
    {},
    {"AddListening": "1"},
    {"AddProduction": "1"},
    {"AddListening": "1", "AddProduction": "1", "TTS": "1"},
)


class Learner:
    """A collection, reopened after each import, because its cache of note types outlives an import."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "collection.anki2")
        self.col: Any = Collection(self.path)

    def take(self, package: Path, **options: bool) -> dict[str, int]:
        request = ImportAnkiPackageRequest(package_path=str(package), options=messages.ImportAnkiPackageOptions(**options))
        log = self.col.import_anki_package(request).log
        self.col.close()
        self.col = Collection(self.path)
        return {key: len(getattr(log, key)) for key in ("new", "updated", "duplicate", "conflicting")}

    def study(self, cards: int) -> list[int]:
        done = []
        self.col.decks.select(self.col.decks.id("flashdeck::test"))
        for place in range(cards):
            card = self.col.get_card(self.col.sched.get_queued_cards(fetch_limit=1).cards[0].card.id)
            card.start_timer()
            self.col.sched.answerCard(card, (4, 3, 1)[place % 3])
            done.append(card.id)
        return done

    def schedule(self, cards: Sequence[int]) -> list[Any]:
        sql = "select type, queue, due, ivl, factor, reps, lapses, did from cards where id = ?"
        return [self.col.db.first(sql, card) for card in cards]

    def rendered(self) -> Iterator[tuple[str, str, str]]:
        """Give each card's template with its question and answer."""
        for number in self.col.db.list("select id from cards order by id"):
            card = self.col.get_card(number)
            yield card.template()["name"], card.question(), card.answer()


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    someone = Learner(tmp_path)
    yield someone
    someone.col.close()


def note(note_id: str, note_type: str, **fields: str) -> Note:
    filled = {NOTE_TYPES[note_type].field_names[0]: f"text of {note_id}", **fields}
    return Note(note_id, note_type, tuple((name, Html(value)) for name, value in filled.items()), ("flashdeck::test",))


def full(note_id: str, note_type: str, text: str) -> Note:
    """A note with the same text in each field that a card shows, and all its cards."""
    names = set(NOTE_TYPES[note_type].field_names) - {"ID", "Audio"}
    return note(note_id, note_type, **dict.fromkeys(names, text) | GATES[3])


def every_gate() -> Deck:
    notes = [
        note(f"{name}-{place}", name, **gates, Sentence=f"sentence of {name}-{place}", **texts(name))
        for name in NOTE_TYPES
        for place, gates in enumerate(GATES)
    ]
    return Deck("flashdeck::test", Html("About"), tuple(notes))


def texts(note_type: str) -> dict[str, str]:
    names = {"Translation", "Meaning", "SentenceRuby", "WordRuby", "SentenceTranslation", "SentenceCloze"}
    return {name: f"the {name}" for name in names & set(NOTE_TYPES[note_type].field_names)}


def seen(side: str) -> str:
    """What a person would see or hear; sound becomes a sign."""
    text = re.sub(r"(?s)<style>.*?</style>|\[\[type:[^]]*\]\]", "", side)
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"\[anki:(?:play|tts)[^]]*\]", "♪", text))).strip()


def test_every_gate_imports_and_again_adds_nothing(learner: Learner, tmp_path: Path) -> None:
    written = write_apkg(every_gate(), tmp_path / "a.apkg")

    assert learner.take(written.path) == {"new": 16, "updated": 0, "duplicate": 0, "conflicting": 0}
    assert learner.col.card_count() == written.cards == 4 * (1 + 2 + 2 + 3)
    assert learner.take(written.path) == {"new": 0, "updated": 0, "duplicate": 16, "conflicting": 0}
    assert learner.col.card_count() == written.cards


def test_anki_finds_the_cards_that_its_own_rules_call_for(learner: Learner, tmp_path: Path) -> None:
    written = write_apkg(every_gate(), tmp_path / "a.apkg")
    learner.take(written.path)

    assert not learner.col.get_empty_cards().notes
    learner.col.fix_integrity()
    assert learner.col.card_count() == written.cards


@pytest.mark.parametrize("note_type", NOTE_TYPES)
def test_a_note_with_nothing_but_its_first_field_has_no_empty_side(note_type: str, learner: Learner, tmp_path: Path) -> None:
    learner.take(write_apkg(Deck("a", Html(""), (note("x", note_type, **GATES[1]),)), tmp_path / "a.apkg").path)

    sides = [(template, seen(question), seen(answer)) for template, question, answer in learner.rendered()]
    assert [template for template, *_ in sides][1:] == ["Listening"]
    assert all(question and answer for _, question, answer in sides)
    assert not learner.col.get_empty_cards().notes


def test_every_card_renders_and_its_answer_says_more(learner: Learner, tmp_path: Path) -> None:
    learner.take(write_apkg(every_gate(), tmp_path / "a.apkg").path)

    for template, question, answer in learner.rendered():
        assert seen(question), template
        assert seen(answer) != seen(question), template
        assert "{{" not in question + answer


@pytest.mark.parametrize("note_type", NOTE_TYPES)
def test_commands_in_a_text_are_shown_and_not_obeyed(note_type: str, learner: Learner, tmp_path: Path) -> None:
    escaped = html.escape(EVIL, quote=False)
    learner.take(write_apkg(Deck("a", Html(""), (full("x", note_type, escaped),)), tmp_path / "a.apkg").path)

    assert learner.col.card_count() == 3
    for number in learner.col.db.list("select id from cards"):
        card = learner.col.get_card(number)
        shown = card.question() + card.answer()
        assert "<script>alert" not in shown
        assert "{{c1::x}} [sound:x.mp3] <script>alert(1)</script> 5 < 6 & 7 > 3" in seen(card.answer())
        tags = card.question_av_tags() + card.answer_av_tags()
        assert {type(tag).__name__ for tag in tags} <= {"TTSTag"}
        assert "<img" not in shown  # what latex would become


def test_one_corrected_gloss_updates_one_note_and_keeps_all_progress(learner: Learner, tmp_path: Path) -> None:
    deck = every_gate()
    learner.take(write_apkg(deck, tmp_path / "a.apkg").path)
    studied = learner.study(8)
    before, log = learner.schedule(studied), learner.col.db.scalar("select count() from revlog")

    first = deck.notes[0]
    corrected = replace(first, fields=(*first.fields[:1], ("Pattern", Html("corrected")), *first.fields[1:]))
    written = write_apkg(replace(deck, notes=(corrected, *deck.notes[1:])), tmp_path / "a.apkg")

    assert (written.changed, written.unchanged) == (1, 15)
    assert learner.take(written.path) == {"new": 0, "updated": 1, "duplicate": 15, "conflicting": 0}
    assert learner.schedule(studied) == before
    assert learner.col.db.scalar("select count() from revlog") == log == 8
    assert len(learner.col.find_notes("Pattern:corrected")) == 1


def test_a_correction_arrives_and_progress_stays_when_package_and_memory_are_lost(learner: Learner, tmp_path: Path) -> None:
    deck = every_gate()
    package = write_apkg(deck, tmp_path / "a.apkg").path
    learner.take(package)
    studied = learner.study(8)
    before = learner.schedule(studied)
    package.unlink()
    (tmp_path / STATE_NAME).write_text("{", encoding="utf-8")

    corrected = replace(deck.notes[0], fields=(*deck.notes[0].fields, ("Notes", Html("corrected"))))
    written = write_apkg(replace(deck, notes=(corrected, *deck.notes[1:])), package)
    assert written.guessed == 16
    assert learner.take(package) == {"new": 0, "updated": 16, "duplicate": 0, "conflicting": 0}
    assert learner.schedule(studied) == before
    assert len(learner.col.find_notes("Notes:corrected")) == 1


def test_edit_of_the_learner_in_an_unchanged_note_survives(learner: Learner, tmp_path: Path) -> None:
    deck = every_gate()
    learner.take(write_apkg(deck, tmp_path / "a.apkg").path)
    [number] = learner.col.find_notes("ID:english-sentence-1")
    mine = learner.col.get_note(number)
    mine["Notes"], mine.tags = "my own note", [*mine.tags, "mine"]
    learner.col.update_note(mine)

    retagged = [replace(one, tags=("flashdeck::other",)) for one in deck.notes]
    learner.take(write_apkg(replace(deck, notes=tuple(retagged)), tmp_path / "a.apkg").path)

    mine = learner.col.get_note(number)
    assert (mine["Notes"], mine.tags) == ("my own note", ["flashdeck::test", "mine"])


def test_a_field_of_the_learners_own_stays_when_note_types_are_merged(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the README says: without merging Anki would leave these notes as they are, and make a second note type."""
    deck = every_gate()
    learner.take(write_apkg(deck, tmp_path / "a.apkg").path)
    kind = learner.col.models.get(NOTE_TYPES["english-sentence"].id)
    learner.col.models.add_field(kind, learner.col.models.new_field("Mine"))
    learner.col.models.update_dict(kind)
    [own] = learner.col.find_notes("ID:english-sentence-1")
    mine = learner.col.get_note(own)
    mine["Mine"] = "my own text"
    learner.col.update_note(mine)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(time.time()) + 10))  # a new field makes all its notes as new as itself
    notes = [
        replace(one, fields=(*one.fields, ("Notes", Html("new")))) if one.id == "english-sentence-2" else one
        for one in deck.notes
    ]
    package = write_apkg(replace(deck, notes=tuple(notes)), tmp_path / "a.apkg").path
    assert learner.take(package, merge_notetypes=True) == {"new": 0, "updated": 1, "duplicate": 15, "conflicting": 0}
    assert learner.col.get_note(own)["Mine"] == "my own text"
    assert len(learner.col.find_notes("Notes:new")) == 1
    assert sum(name.name.startswith("flashdeck") for name in learner.col.models.all_names_and_ids()) == len(NOTE_TYPES)


def test_restyled_cards_arrive_without_conflict(learner: Learner, tmp_path: Path) -> None:
    deck = every_gate()
    learner.take(write_apkg(deck, tmp_path / "a.apkg").path)
    restyled = {name: replace(note_type, css="/* mine 1.0 */") for name, note_type in NOTE_TYPES.items()}
    written = write_apkg(deck, tmp_path / "a.apkg", note_types=restyled)

    assert learner.take(written.path) == {"new": 0, "updated": 0, "duplicate": 16, "conflicting": 0}
    assert all(learner.col.models.get(note_type.id)["css"] == "/* mine 1.0 */" for note_type in NOTE_TYPES.values())


def test_new_cards_come_in_deck_order(learner: Learner, tmp_path: Path) -> None:
    learner.take(write_apkg(every_gate(), tmp_path / "a.apkg").path)

    places = learner.col.db.list("select c.due from cards c join notes n on n.id = c.nid where c.ord = 0 order by n.id")
    assert places == list(range(1, 17))


def test_learners_own_export_is_not_taken_for_a_build(learner: Learner, tmp_path: Path) -> None:
    learner.take(write_apkg(every_gate(), tmp_path / "a.apkg").path)
    learner.study(3)
    if not hasattr(messages, "ExportAnkiPackageOptions"):
        pytest.skip("this version of Anki exports in another way")
    for legacy in (True, False):
        options = messages.ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
        learner.col.export_anki_package(out_path=str(tmp_path / "b.apkg"), options=options, limit=None)
        assert not is_package(tmp_path / "b.apkg")
    assert is_package(tmp_path / "a.apkg")


def test_a_table_says_what_the_package_says_and_adds_what_is_new(learner: Learner, tmp_path: Path) -> None:
    deck = every_gate()
    odd = note(
        "odd", "english-sentence", Sentence="=1+1", Translation=html.escape(EVIL, quote=False), Notes='<b class="x">"</b>'
    )
    learner.take(write_apkg(replace(deck, notes=(*deck.notes, odd)), tmp_path / "a.apkg").path)
    before = dict(map(tuple, learner.col.db.execute("select guid, flds from notes")))
    extra = note("extra", "english-sentence", Sentence="new here")
    tables = write_tables([replace(deck, notes=(*deck.notes, odd, extra))], tmp_path / "a.apkg")

    for path in tables.paths:
        metadata = learner.col.get_csv_metadata(str(path), None)
        learner.col.import_csv(messages.ImportCsvRequest(path=str(path), metadata=metadata))
    after = dict(map(tuple, learner.col.db.execute("select guid, flds from notes")))

    assert len(after) == tables.notes == len(before) + 1
    assert {guid: after[guid] for guid in before} == before
    assert learner.col.decks.name(learner.col.db.scalar("select did from cards order by id desc limit 1")) == "flashdeck::test"
