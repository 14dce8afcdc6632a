"""The section with the text: numbered lines, readings above words, notes beside lines, and gaps for lines that are answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.language_sides import WordPiece
from flashdeck.compose.passage.material import Side
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.passage.vocabulary import CONFIRMED, VocabularyEntry
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Block, Copy, Ruby, Run, Runs, Text, TextLine, quiet

# The width in em of the gap that replaces a line that is an answer. If Chinese and English are printed side by side, the gap
# has half of this width.
_MISSING_WIDTH = 14.0


class TextSection(HandoutSection):
    """The section with the lines of the passage."""

    name = "text"
    title = Bilingual("课文", "Text")

    def has_content(self, draft: HandoutDraft) -> bool:
        return True

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        missing = draft.missing_lines() if copy == "student" else {}
        yield TextComposer(draft, missing).compose()


@dataclass(slots=True)
class TextComposer:
    """Composes the text of one copy, line by line.

    The order of the lines matters, because a reading or a note may be shown only where a word occurs for the first time.
    """

    draft: HandoutDraft
    missing: Mapping[int, tuple[Side, str]]
    """The lines that are shown in one language only, because a question asks for the other.

    See `HandoutDraft.missing_lines`.
    """
    _seen: set[str] = field(default_factory=set)

    def compose(self) -> Text:
        """Return the finished text."""
        lines = tuple(self._line(line) for line in self.draft.material.passage.lines)
        has_speakers, has_notes = any(line.speaker for line in lines), any(line.notes for line in lines)
        return Text(self.draft.options.layout, lines, has_speakers, has_notes)

    def _line(self, line: PassageLine) -> TextLine:
        hidden, question = self.missing.get(line.number, (None, ""))
        target, notes = (self._gap(question), ()) if hidden == "target" else self._target(line)
        shown = self.draft.material.context(line)
        context: Runs = self._gap(question) if hidden == "context" else (Run(shown.text, shown.lang),)
        layout = self.draft.options.layout
        if layout == "context":
            return TextLine(line.number, line.speaker, (), context)
        if layout == "target":
            context = ()
        return TextLine(line.number, line.speaker, target, context, notes)

    def _gap(self, question: str) -> Runs:
        """Return a gap that replaces a line, and the number of the question that asks for the line."""
        width = _MISSING_WIDTH
        if self.draft.options.layout == "parallel":
            width /= 2
        return (Run("", role="gap", width=width), Run(" "), *quiet(self.draft.wording.label("elsewhere", question)))

    def _target(self, line: PassageLine) -> tuple[Runs, tuple[Runs, ...]]:
        """Return a line in the language studied, and notes on the new words that occur for the first time."""
        material = self.draft.material
        entries = {entry.headword: entry for entry in material.vocabulary.listed}
        has_notes = material.renderer.sides.target.has_margin_notes
        shown = material.target(line)
        runs, notes = list[Run](), list[Runs]()
        at = 0
        for piece in shown.pieces:
            runs.append(Run(shown.text[at : piece.shown.start], shown.lang))
            at = piece.shown.end
            word = piece.unit.headword
            runs += self._piece(line, piece, is_listed=word in entries)
            if has_notes and word in entries and word not in self._seen:
                notes.append(self._note(entries[word]))
            self._seen.add(word)
        runs.append(Run(shown.text[at:], shown.lang))
        return merged(runs), tuple(notes)

    def _piece(self, line: PassageLine, piece: WordPiece, *, is_listed: bool) -> Iterator[Run]:
        word, ruby = piece.unit.headword, self._ruby
        is_above_level = is_listed or word in line.graded.unknown
        is_first = ruby != "first" or word not in self._seen
        with_reading = ruby == "all" or (ruby != "none" and is_above_level and is_first)
        return self.draft.material.renderer.runs(piece.shown, is_word=is_listed, with_reading=with_reading)

    @property
    def _ruby(self) -> Ruby:
        """Which words have a reading above them. If the settings do not say it, the default of the language studied is used."""
        return self.draft.options.ruby or self.draft.material.renderer.sides.target.default_ruby

    def _note(self, entry: VocabularyEntry) -> Runs:
        """Return a note on a word, which is printed beside the line: the word, its reading, level and meaning."""
        renderer = self.draft.material.renderer
        details = " ".join(filter(None, (renderer.reading(entry), entry.token.listed)))
        word = Run(renderer.written(entry), renderer.target_lang, role="word")
        between = f" {details} " if details else " "
        doubt = "" if entry.token.gloss_from in CONFIRMED else " (?)"
        return merged((word, Run(between, role="quiet"), Run(entry.gloss + doubt, renderer.context_lang)))


def merged(runs: Iterable[Run]) -> Runs:
    """Join neighbouring runs of the same language and style, and drop empty runs."""
    found: list[Run] = []
    for run in runs:
        if found and _may_join(found[-1], run):
            last = found[-1]
            found[-1] = Run(last.text + run.text, run.lang, role=run.role)
        elif run.text or run.width:
            found.append(run)
    return tuple(found)


def _may_join(last: Run, run: Run) -> bool:
    is_plain = not (run.reading or last.reading or run.width)
    return is_plain and (last.lang, last.role) == (run.lang, run.role)
