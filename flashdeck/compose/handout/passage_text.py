"""The numbered text: readings over words, new words in bold, glosses at the side, lines that an exercise asks for left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flashdeck.compose.exercises.exercise import Material, Side
from flashdeck.compose.handout.faces import Piece
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.compose.handout.vocabulary import CONFIRMED, Entry
from flashdeck.compose.handout.wording import Wording
from flashdeck.model.pages import Ruby, Run, Runs, Text, TextLayout, TextLine

_MISSING_WIDTH = 14.0  # em: a line to write on; beside the other side there is room for half of it
Missing = Mapping[int, tuple[Side, str]]
"""Lines whose side is asked for by an exercise, and where: {5: ("target", "4.2")}."""


@dataclass(slots=True)
class TextComposer:
    """Composes the lines of one text; what was met before decides about readings and notes at a first occurrence."""

    material: Material
    wording: Wording
    layout: TextLayout
    ruby: Ruby
    missing: Missing
    _seen: set[str] = field(default_factory=set)

    def compose(self) -> Text:
        """Return the text."""
        lines = tuple(map(self._line, self.material.passage.lines))
        return Text(self.layout, lines, any(line.speaker for line in lines), any(line.notes for line in lines))

    def _line(self, line: PassageLine) -> TextLine:
        entries = {entry.headword: entry for entry in self.material.vocabulary.listed}
        side, place = self.missing.get(line.number, (None, ""))
        target, notes = (self._pointer(place), ()) if side == "target" else self._target(line, entries)
        context = self.material.context(line)
        other = self._pointer(place) if side == "context" else (Run(context.text, context.lang),)
        return TextLine(
            line.number,
            line.speaker,
            target if self.layout != "context" else (),
            other if self.layout != "target" else (),
            notes if self.layout != "context" else (),
        )

    def _pointer(self, place: str) -> Runs:
        width = _MISSING_WIDTH / 2 if self.layout == "parallel" else _MISSING_WIDTH
        return (Run("", role="gap", width=width), Run(" "), *quiet(self.wording.sentence("elsewhere", place)))

    def _target(self, line: PassageLine, entries: Mapping[str, Entry]) -> tuple[Runs, tuple[Runs, ...]]:
        """Return the runs of the target side, and the notes on words that are met for the first time."""
        shown, runs, notes = self.material.target(line), list[Run](), list[Runs]()
        at = 0
        for piece in shown.pieces:
            runs.append(Run(shown.text[at : piece.shown.start], shown.lang))
            at = piece.shown.end
            word = piece.unit.headword
            runs += self._piece(line, piece, is_word=word in entries)
            if word in entries and self.material.faces.study == "en" and word not in self._seen:
                notes.append(self._note(entries[word]))
            self._seen.add(word)
        runs.append(Run(shown.text[at:], shown.lang))
        return merged(runs), tuple(notes)

    def _piece(self, line: PassageLine, piece: Piece, *, is_word: bool) -> Iterator[Run]:
        word = piece.unit.headword
        above = word in line.graded.unknown or is_word
        wanted = {"all": True, "above-level": above, "first": above and word not in self._seen, "none": False}
        return self.material.faces.runs(piece.shown, is_word=is_word, with_reading=wanted[self.ruby])

    def _note(self, entry: Entry) -> Runs:
        """Return a gloss for the side of a line: word, IPA, level, meaning."""
        faces = self.material.faces
        details = " ".join(filter(None, (faces.reading(entry), entry.token.listed or "")))
        word = Run(faces.written(entry), faces.target_lang, role="word")
        return merged((word, Run(f" {details} " if details else " ", role="quiet"), Run(doubted(entry), faces.context_lang)))


def doubted(entry: Entry) -> str:
    """Return a word's gloss; one that nothing bears out says so."""
    return entry.gloss if entry.token.gloss_from in CONFIRMED else f"{entry.gloss} (?)"


def merged(runs: Iterable[Run]) -> Runs:
    """Join neighbours of one kind, and drop empty ones."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not (run.reading or last.reading or run.width) and (last.lang, last.role) == (run.lang, run.role):
            found[-1] = Run(last.text + run.text, run.lang, role=run.role)
        elif run.text or run.width:
            found.append(run)
    return tuple(found)


def quiet(runs: Runs) -> Runs:
    """Return runs in small grey letters."""
    return tuple(Run(run.text, run.lang, role="quiet") for run in runs)
