"""The copies of a handout: one passage, one vocabulary, the same exercises; the students' copy without any answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from flashdeck.compose.display import Display
from flashdeck.compose.exercises import cloze, dictation, match, translate, unscramble
from flashdeck.compose.exercises.exercise import Exercise, Ledger, Material, Part, seeded
from flashdeck.compose.handout import quotes
from flashdeck.compose.handout.answers import Asked
from flashdeck.compose.handout.checks import check_blocks
from flashdeck.compose.handout.faces import Faces
from flashdeck.compose.handout.grammar_points import Found, find_patterns, pattern_table, shown_words
from flashdeck.compose.handout.passage import Passage, choose_passage, passage_of_lines
from flashdeck.compose.handout.passage_text import TextComposer
from flashdeck.compose.handout.remarks import note_texts, notes
from flashdeck.compose.handout.vocabulary import passage_vocabulary
from flashdeck.compose.handout.word_lists import ListComposer
from flashdeck.compose.handout.wording import WORDS_SHOWN, Wording
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.levels import Level
from flashdeck.model import HskEdition, Language, Notice, Original, Selection
from flashdeck.model.pages import Block, Copy, Handout, PageStyle, Run, Runs, Section, SectionKind, Table
from flashdeck.settings import HandoutSettings

_WRITTEN_FIRST: tuple[SectionKind, ...] = ("unscramble", "translate", "cloze", "match", "dictation", "improve", "discuss")
"""The order in which exercises choose their lines and words; those that need a whole line come first."""
_MISSING_SHARE = 0.25  # of the lines of the text that may be missing in the students' copy, at most
_SIZES: dict[Copy, float] = {"student": 1.0, "teacher": 0.95}  # of the letters: the teacher's copy has more to hold
_SHARES: dict[SectionKind, int] = {"match": 3, "dictation": 6}  # of the words: a third, a sixth
_LANGUAGES: dict[str, str] = {"both": "en", "en": "en", "zh": "zh-Hans"}
_SCALES: dict[Language, str] = {"zh": "{level} ({edition})", "en": "{level} (CEFR, approx.)"}


@dataclass(frozen=True, slots=True)
class Talk:
    """What a handout is made of: the choice of cards that the deck makes too, and how it is shown."""

    title: str
    selection: Selection
    level: Level
    edition: HskEdition
    display: Display
    original: Original = "unknown"


@dataclass(frozen=True)
class HandoutComposer:
    """Composes the copies of one handout."""

    talk: Talk
    wish: HandoutSettings

    def copies(self) -> Iterator[Handout]:
        """Yield the copies asked for."""
        yield from map(self._copy, self.wish.copies)

    @property
    def questions(self) -> int:
        """How many questions the exercises have."""
        return sum(len(part.items) for exercise in self._made.values() for part in exercise.parts)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Exercises that came out shorter than asked for, and lines in doubt."""
        return tuple(self._notices())

    @property
    def _study(self) -> Language:
        return self.talk.level.language

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.wish.lang_ui, self.talk.display.lang)

    @cached_property
    def passage(self) -> Passage:
        selection, wish = self.talk.selection, self.wish
        if wish.passage:
            return choose_passage(selection.graded, selection.cards, wish.passage)
        return passage_of_lines(selection.graded, wish.lines)

    @cached_property
    def material(self) -> Material:
        faces = Faces(self._study, self.talk.display, self.wish.ruby_unit)
        vocabulary = passage_vocabulary(self.passage, self.talk.selection.cards, faces.meant)
        return Material(self.passage, vocabulary, self.talk.selection.graded, faces)

    @cached_property
    def _made(self) -> Mapping[SectionKind, Exercise]:
        noted = note_texts(self.material, self.talk.selection.cards) if "discuss" in self.wish.kinds else ()
        named = shown_words(self._patterns, self.material)
        ledger = Ledger((self.talk.title, self._sources, *WORDS_SHOWN, *noted, *named))
        return {kind: self._exercise(kind, ledger) for kind in _WRITTEN_FIRST if kind in self.wish.kinds}

    @cached_property
    def _patterns(self) -> tuple[Found, ...]:
        return find_patterns(self.material, self.talk.level.value) if "patterns" in self.wish.kinds else ()

    def _pattern_table(self, copy: Copy) -> Table:
        """Return the constructions; those of lines that the students are asked for are the teacher's alone."""
        parts = (part for exercise in self._made.values() for part in exercise.parts if part.hides == "target")
        asked_for = {item.line for part in parts for item in part.items} if copy == "student" else ()
        return pattern_table(self._patterns, self.material, self.wording, asked_for)

    @cached_property
    def numbers(self) -> Mapping[SectionKind, int]:
        """The sections that have something to show, numbered from 1; the key follows them without a number."""
        full = [kind for kind in self.wish.kinds if self._has_content(kind)]
        return {kind: number for number, kind in enumerate(full, start=1)}

    def _has_content(self, kind: SectionKind) -> bool:
        if kind == "vocabulary":
            return bool(self.material.vocabulary.listed)
        if kind == "patterns":
            return bool(self._pattern_table("student").rows)
        return kind == "text" or (kind in self._made and any(part.items for part in self._made[kind].parts))

    def _exercise(self, kind: SectionKind, ledger: Ledger) -> Exercise:
        chance, most, half = seeded(self.wish.seed, kind, self.talk.title), self.wish.items, -(-self.wish.items // 2)
        material = self.material
        by_number = "text" in self.wish.kinds
        missing = max(1, int(len(self.passage.lines) * _MISSING_SHARE)) if by_number else most
        few = min(half, -(-missing // 2))
        makers: dict[SectionKind, Callable[[], tuple[Part, ...]]] = {
            "cloze": lambda: (cloze.generate(material, ledger, chance, most, spared=self._spared("match", "dictation")),),
            "match": lambda: (match.generate(material, ledger, chance, most, spared=self._spared("dictation")),),
            "unscramble": lambda: (unscramble.generate(material, ledger, chance, few),),
            "translate": lambda: (
                translate.generate(material, ledger, chance, "context", few),
                translate.generate(material, ledger, chance, "target", min(half, missing // 2)),
            ),
            "dictation": lambda: dictation.generate(material, ledger, chance, half),
            "improve": lambda: (quotes.improvement(material, ledger, half),),
            "discuss": lambda: (
                notes(material, self.talk.selection.cards, ledger, by_number=by_number),
                quotes.discussion(material, ledger, chance, half, by_number=by_number),
            ),
        }
        return Exercise(kind, makers[kind]())

    def _spared(self, *others: SectionKind) -> int:
        """Return how many words an exercise leaves to those that choose after it: no word is both asked for and shown."""
        return sum(len(self.material.entries()) // _SHARES[other] for other in others if other in self.wish.kinds)

    @cached_property
    def asked(self) -> Asked:
        """The exercises, by the number of their section."""
        exercises = {number: self._made[kind] for kind, number in self.numbers.items() if kind in self._made}
        return Asked(exercises, self.wording, self.material.faces.target_lang, self.material.faces.context_lang)

    # ---- one copy

    def _copy(self, copy: Copy) -> Handout:
        blanks = ("name", "class", "date", "score") if copy == "student" else ()
        return Handout(
            title=self.talk.title,
            copy=copy,
            study=self._study,
            facts=tuple(self._facts(copy)),
            blanks=tuple(map(self.wording.label, blanks)),
            sections=tuple(self._sections(copy)),
            footer=self._footer(copy),
            sources=self._sources,
            style=PageStyle(self.wish.paper, round(self.wish.size * _SIZES[copy], 2), self.wish.bw),
            lang=_LANGUAGES[self.wish.lang_ui],
            zh_lang=self.talk.display.lang,
        )

    def _facts(self, copy: Copy) -> Iterator[Runs]:
        scale = _SCALES[self._study].format(level=self.talk.level.name, edition=self.talk.edition)
        yield (*self.wording.label("level"), Run(f": {scale}"))
        yield (*self.wording.label("source"), Run(f": {self.passage.source_range}"))
        if copy == "teacher":
            yield self.wording.label("teacher")

    def _footer(self, copy: Copy) -> Runs:
        dot = Run(" · ")
        return (Run(self.talk.title), dot, *self.wording.label("version", self.wish.version), dot, *self.wording.label(copy))

    @property
    def _sources(self) -> str:
        return deck_attribution(self._study, self.talk.edition)

    def _sections(self, copy: Copy) -> Iterator[Section]:
        is_teacher, title = copy == "teacher", partial(self.wording.title, study=self._study)
        if is_teacher:
            yield Section("check", 0, title("check"), tuple(check_blocks(self.material, self.wording, self.talk.original)))
        for kind, number in self.numbers.items():
            yield Section(kind, number, title(kind), tuple(self._blocks(kind, copy)))
        if is_teacher and "key" in self.wish.kinds:
            answers = tuple(self.asked.key({number: title(kind) for kind, number in self.numbers.items()}))
            if answers:
                yield Section("key", 0, title("key"), answers)

    def _blocks(self, kind: SectionKind, copy: Copy) -> Iterator[Block]:
        if kind == "vocabulary":
            is_student = copy == "student"
            hidden = self.wish.hidden if is_student else ()
            yield from ListComposer(self.material, self.wording, self.wish.sort, hidden, has_notes=is_student).blocks()
        elif kind == "patterns":
            yield self._pattern_table(copy)
        elif kind == "text":
            missing = self.asked.missing() if copy == "student" else {}
            ruby = self.wish.ruby_in(self._study)
            yield TextComposer(self.material, self.wording, self.wish.layout, ruby, missing).compose()
        else:
            yield from self.asked.questions(self.numbers[kind], to_write_on=copy == "student")

    # ---- what a person should know

    def _notices(self) -> Iterator[Notice]:
        first = self.passage.lines[0].graded.line
        for exercise in self.asked.exercises.values():
            for part in exercise.parts:
                if len(part.items) < part.asked:
                    text = f"{part.lead}: {len(part.items)} of {part.asked} questions; the passage has no other line or word for it"
                    yield Notice("exercise", first, text)
        if self.wish.passage:
            for line in self.passage.lines:
                if not line.is_sound:
                    yield Notice("passage", line.graded.line, f"line {line.number} of the passage is in doubt")
