"""The most useful words of a talk above the level: spelled, read and explained as the deck and the handout do."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashdeck.compose.handout.compose import Talk
from flashdeck.compose.handout.faces import Faces
from flashdeck.compose.handout.passage import whole_passage
from flashdeck.compose.handout.vocabulary import Entry, passage_vocabulary

MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class UsefulWord:
    """A word: how it is written, read and explained, its level, how often it is said, the line it is first said on."""

    written: str
    reading: str
    meaning: str
    level: str
    count: int
    line: int
    in_deck: bool


def useful_words(talk: Talk, counts: Mapping[str, int], taught: frozenset[str]) -> tuple[UsefulWord, ...]:
    """Return the words most often said of those that the learner does not know."""
    passage = whole_passage(talk.selection.graded)
    faces = Faces(talk.level.language, talk.display)
    words = passage_vocabulary(passage, talk.selection.cards, faces.meant)
    first = {line.number: line.graded.line for line in passage.lines}
    found = {entry.headword: entry for entry in (*words.taught, *words.more, *words.unsure) if counts.get(entry.headword)}
    order = sorted(found, key=lambda word: (-counts[word], found[word].lines[0], word))[:MOST_WORDS]
    return tuple(_useful(found[word], counts[word], first, faces, in_deck=word in taught) for word in order)


def _useful(entry: Entry, count: int, first: Mapping[int, int], faces: Faces, *, in_deck: bool) -> UsefulWord:
    return UsefulWord(
        faces.written(entry),
        faces.reading(entry),
        faces.meaning(entry) if entry.gloss else "",
        entry.token.listed or f"about {entry.token.level:.0f}",
        count,
        first[entry.lines[0]],
        in_deck,
    )
