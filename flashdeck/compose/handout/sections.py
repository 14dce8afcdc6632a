"""A list of all sections that a handout can have, and functions that choose sections by name."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from flashdeck.compose.exercises.exercise_registry import EXERCISES
from flashdeck.compose.handout.check_section import CheckSection
from flashdeck.compose.handout.draft import HandoutSection
from flashdeck.compose.handout.exercise_section import ExerciseSection, KeySection
from flashdeck.compose.handout.patterns_section import PatternsSection
from flashdeck.compose.handout.text_section import TextSection
from flashdeck.compose.handout.vocabulary_section import VocabularySection
from flashdeck.compose.wording import LABELS
from flashdeck.errors import UsageError
from flashdeck.settings import listed_names

SECTIONS: tuple[HandoutSection, ...] = (
    VocabularySection(),
    TextSection(),
    PatternsSection(),
    *map(ExerciseSection, EXERCISES),
    KeySection(),
)
"""The sections that the option `--sections` can name. Without this option, a handout has its sections in this order."""
CHECK: HandoutSection = CheckSection()
"""The section with doubts, which is the first section of every teacher's copy."""
KEY_NAME = KeySection.name


def section_names(sections: Iterable[HandoutSection] = SECTIONS) -> tuple[str, ...]:
    """Return the names of all sections.

    >>> section_names()[:4]
    ('vocabulary', 'text', 'patterns', 'cloze')
    """
    return tuple(section.name for section in sections)


def default_sections(sections: Iterable[HandoutSection] = SECTIONS) -> str:
    """Return the names of the sections that a handout has without `--sections`, separated by commas."""
    return ",".join(section.name for section in sections if section.is_default)


def choose_sections(names: str | None, sections: Sequence[HandoutSection] = SECTIONS) -> tuple[HandoutSection, ...]:
    """Return the sections with the names in a comma-separated list, in the order of the list.

    If `names` is None, return the default sections.

    Raises `UsageError` for an unknown name, and for a list without any name.
    """
    by_name: Mapping[str, HandoutSection] = {section.name: section for section in sections}
    if names is None:
        names = default_sections(sections)
    wanted = listed_names(names, "--sections", tuple(by_name))
    if not wanted:
        raise UsageError("--sections: no section is named", remedy="Name at least one section, or leave the option out.")
    return tuple(by_name[name] for name in wanted)


def own_words(sections: Iterable[HandoutSection]) -> tuple[str, ...]:
    """Return the texts that these sections show in every handout, such as titles and labels. Each text is in both languages."""
    texts = [*LABELS.values()]
    for section in sections:
        texts += section.own_words()
    return tuple(chain.from_iterable(texts))
