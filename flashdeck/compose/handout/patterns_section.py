"""The section with grammar patterns: each construction of the passage, with its line numbers, its words and its meaning."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage_patterns import FoundPattern, pattern_texts
from flashdeck.compose.wording import Bilingual, Wording
from flashdeck.model import Language
from flashdeck.model.pages import Block, Column, Copy, PageTable, Run, Runs, quiet

_MOST_PLACES = 3  # the maximum number of line numbers that are printed for a construction
_COLUMNS = (("pattern", 0.24), ("line", 0.12), ("words", 0.3), ("gloss", 0.34))
"""For each column of the table, the key of its label in `LABELS` and the column's share of the width of the table."""


class PatternsSection(HandoutSection):
    """The section with a table of the passage's constructions ("not only … but also"), chunks ("at least") and fillers."""

    name = "patterns"
    title = Bilingual("句型", "Patterns")
    study_titles: Mapping[Language, Bilingual] = {"en": Bilingual("句型、词块和口头语", "Patterns, chunks and fillers")}

    def fixed_texts(self, draft: HandoutDraft) -> Sequence[str]:
        return tuple(pattern_texts(draft.patterns, draft.material))

    def has_content(self, draft: HandoutDraft) -> bool:
        return bool(_table(draft, "student").rows)

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        yield _table(draft, copy)


def _table(draft: HandoutDraft, copy: Copy) -> PageTable:
    """Return a table with a row for each construction.

    The student's copy does not show constructions in lines that an exercise asks for, because they would give answers away.
    """
    hidden = _asked_lines(draft) if copy == "student" else frozenset()
    by_name: dict[str, list[FoundPattern]] = {}
    for pattern in draft.patterns:
        if pattern.line not in hidden:
            by_name.setdefault(pattern.shown.name, []).append(pattern)
    columns = tuple(Column(draft.wording.label(key), share) for key, share in _COLUMNS)
    rows = [_row(places, draft.material, draft.wording) for places in by_name.values()]
    return PageTable(columns, tuple(rows))


def _asked_lines(draft: HandoutDraft) -> Collection[int]:
    """Return the numbers of the lines that a question asks for in the language studied."""
    found: set[int] = set()
    for generated in draft.exercises.values():
        for part in generated.parts:
            if part.hides == "target":
                found.update(item.line for item in part.items)
    return found


def _row(places: Sequence[FoundPattern], material: Material, wording: Wording) -> tuple[Runs, ...]:
    renderer, shown = material.renderer, places[0].shown
    lines = ", ".join(str(place.line) for place in places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        lines += "…"
    different = dict.fromkeys(place.shown.words for place in places[:_MOST_PLACES])
    words: Runs = (Run(renderer.in_script("; ".join(different)), renderer.target_lang),)
    if places[0].is_cut:
        words += (Run(" ("), *quiet(wording.label("said")), Run(")"))
    return (
        (Run(renderer.in_script(shown.name), renderer.target_lang, role="word"),),
        (Run(lines, role="number"),),
        words,
        (Run(renderer.gloss(shown.meaning), renderer.context_lang),),
    )
