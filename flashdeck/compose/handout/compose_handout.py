"""Compose the student's and the teacher's copy of a handout.

Choose the passage, generate the exercises, and fill the sections of each copy. Both copies have the same passage, vocabulary
and exercises. The student's copy does not have answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.compose.exercises.exercise import GeneratedExercise
from flashdeck.compose.exercises.generate import ExerciseRequest, generate_exercises
from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.handout.exercise_section import ExerciseSection
from flashdeck.compose.handout.patterns_section import PatternsSection
from flashdeck.compose.handout.sections import CHECK, KEY_NAME, SECTIONS, choose_sections, own_words, section_names
from flashdeck.compose.handout.text_section import TextSection
from flashdeck.compose.passage.material import Material, Side, Talk, gather_material
from flashdeck.compose.passage.passage import Passage
from flashdeck.compose.passage.passage_patterns import find_patterns
from flashdeck.compose.wording import SCALES, Wording
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.model import Notice
from flashdeck.model.pages import Copy, Handout, PageStyle, Run, Runs, Section, UiLanguage
from flashdeck.settings import HandoutSettings

_FONT_SCALES: Mapping[Copy, float] = {"student": 1.0, "teacher": 0.95}
"""The font size of each copy, divided by the size in the settings. The teacher's copy has smaller letters for more text."""
_PAGE_LANGUAGES: Mapping[UiLanguage, str] = {"both": "en", "en": "en", "zh": "zh-Hans"}
_BLANKS: Mapping[Copy, tuple[str, ...]] = {"student": ("name", "class", "date", "score"), "teacher": ()}
"""The blanks at the head of each copy, such as the student's name. The values are keys of `LABELS`."""


@dataclass(frozen=True, slots=True)
class ComposedHandout:
    """A finished handout. `copies` has the student's copy, the teacher's copy or both, depending on the settings."""

    draft: HandoutDraft
    copies: tuple[Handout, ...]
    notices: tuple[Notice, ...]
    """Notices about exercises that have fewer questions than the settings ask for, and about doubtful lines.

    Doubtful lines are reported only if flashdeck chose the passage.
    """

    @property
    def talk(self) -> Talk:
        return self.draft.talk

    @property
    def options(self) -> HandoutSettings:
        return self.draft.options

    @property
    def material(self) -> Material:
        return self.draft.material

    @property
    def passage(self) -> Passage:
        return self.draft.material.passage

    @property
    def exercises(self) -> dict[str, GeneratedExercise]:
        """The exercises that have questions, by name."""
        return {generated.exercise.name: generated for _, generated in self.draft.numbered_exercises()}

    @property
    def questions(self) -> int:
        """The number of questions of all exercises."""
        return sum(len(generated.items) for generated in self.draft.exercises.values())

    def missing_lines(self) -> dict[int, tuple[Side, str]]:
        """Return the lines that the text on the student's copy shows in one language only.

        The other language is the answer to a question. See `HandoutDraft.missing_lines`.
        """
        return self.draft.missing_lines()


def compose_handout(talk: Talk, options: HandoutSettings, registry: Sequence[HandoutSection] = SECTIONS) -> ComposedHandout:
    """Compose the copies of a handout that the settings ask for. `registry` contains all sections that exist.

    Raises `UsageError` for sections or lines that do not exist.
    """
    sections = choose_sections(options.sections, registry)
    material = gather_material(talk, options)
    draft = HandoutDraft(talk, options, material, Wording(options.lang_ui, talk.display.lang), sections)
    if PatternsSection.name in section_names(sections):
        draft = replace(draft, patterns=find_patterns(material, talk.level.value))
    draft = replace(draft, exercises=_exercises(draft, registry))
    draft = replace(draft, numbers=_numbers(draft))
    copies = tuple(_copy(draft, copy) for copy in options.copies)
    return ComposedHandout(draft, copies, tuple(_notices(draft)))


def _exercises(draft: HandoutDraft, registry: Sequence[HandoutSection]) -> dict[str, GeneratedExercise]:
    """Generate the exercises. They choose their lines and words in the order of `registry`, not in the order of the handout."""
    names = section_names(draft.sections)
    wanted = [section for section in registry if section.name in names]
    exercises = [section.exercise for section in wanted if isinstance(section, ExerciseSection)]
    fixed = [text for section in wanted for text in section.fixed_texts(draft)]
    shown = (draft.talk.title, _attribution(draft), *own_words((CHECK, *registry)), *fixed)
    request = ExerciseRequest(draft.options.items, draft.options.seed, draft.talk.title, has_text=TextSection.name in names)
    return generate_exercises(exercises, draft.material, request, shown)


def _numbers(draft: HandoutDraft) -> dict[str, int]:
    """Return the numbers of the sections by name, starting at 1. Empty sections do not have a number."""
    full = [section.name for section in draft.sections if section.has_content(draft)]
    return {name: number for number, name in enumerate(full, start=1)}


# ---- one copy


def _copy(draft: HandoutDraft, copy: Copy) -> Handout:
    options, wording = draft.options, draft.wording
    return Handout(
        title=draft.talk.title,
        copy=copy,
        study=draft.talk.study,
        facts=tuple(_facts(draft, copy)),
        blanks=tuple(wording.label(key) for key in _BLANKS[copy]),
        sections=tuple(_sections(draft, copy)),
        footer=_footer(draft, copy),
        sources=_attribution(draft),
        style=PageStyle(options.paper, round(options.size * _FONT_SCALES[copy], 2), options.bw),
        lang=_PAGE_LANGUAGES[options.lang_ui],
        zh_lang=draft.talk.display.lang,
    )


def _facts(draft: HandoutDraft, copy: Copy) -> Iterator[Runs]:
    """Yield the facts under the title: the level, the line numbers in the transcript, and the label of the teacher's copy."""
    talk, wording = draft.talk, draft.wording
    scale = SCALES[talk.study].handout.format(level=talk.level.name, edition=talk.edition)
    yield (*wording.label("level"), Run(f": {scale}"))
    yield (*wording.label("source"), Run(f": {draft.material.passage.source_range}"))
    if copy == "teacher":
        yield wording.label("teacher")


def _footer(draft: HandoutDraft, copy: Copy) -> Runs:
    dot = Run(" · ")
    version = draft.wording.label("version", draft.options.version)
    return (Run(draft.talk.title), dot, *version, dot, *draft.wording.label(copy))


def _attribution(draft: HandoutDraft) -> str:
    return deck_attribution(draft.talk.study, draft.talk.edition)


def _sections(draft: HandoutDraft, copy: Copy) -> Iterator[Section]:
    """Yield the sections of one copy.

    The teacher's copy has two more sections than the student's copy: the list of doubts at the beginning, and the answer key at
    the end.
    """
    if copy == "teacher":
        yield _section(CHECK, draft, copy)
    for section in draft.sections:
        if section.name in draft.numbers:
            yield _section(section, draft, copy)
    for section in draft.sections:
        if section.name == KEY_NAME:
            key = _section(section, draft, copy)
            if key.blocks:
                yield key


def _section(section: HandoutSection, draft: HandoutDraft, copy: Copy) -> Section:
    title = draft.wording.text(section.title_for(draft.talk.study))
    return Section(section.name, draft.numbers.get(section.name, 0), title, tuple(section.blocks(draft, copy)))


# ---- notices


def _notices(draft: HandoutDraft) -> Iterator[Notice]:
    lines = draft.material.passage.lines
    for _, generated in draft.numbered_exercises():
        for part in generated.parts:
            if len(part.items) < part.asked:
                text = f"{part.name}: {len(part.items)} of {part.asked} questions; the passage lacks suitable lines or words"
                yield Notice("exercise", lines[0].graded.line, text)
    if draft.options.passage:
        for line in lines:
            if not line.is_sound:
                yield Notice("passage", line.graded.line, f"line {line.number} of the passage is in doubt")
