"""Notes that a person wrote for cards of the passage, to talk about in class: in their own words, each at its line."""

from collections.abc import Iterator, Sequence

from flashdeck.chinese.characters import count_han
from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part
from flashdeck.model import Card
from flashdeck.model.pages import Run


def note_texts(material: Material, cards: Sequence[Card]) -> tuple[str, ...]:
    """Return what the notes show beside the text: no answer may be among it."""
    return tuple(text for _, word, note in _placed(material, cards) for text in (word, note) if text)


def notes(material: Material, cards: Sequence[Card], ledger: Ledger, *, by_number: bool) -> Part:
    """Return the notes in the order of the lines; by_number: the text stands in the handout, so that no line is quoted."""
    items = []
    for number, word, note in _placed(material, cards):
        shown = material.target(material.line(number))
        quoted = "" if by_number or word or not ledger.admits((shown.text,)) else shown.text
        prompt = (Run(word or quoted, shown.lang, role="word" if word else "plain"),) if word or quoted else ()
        items.append(Item(number, prompt, (), tuple((Run(line, _lang(line, material)),) for line in note.splitlines())))
    return Part("notes", tuple(items), len(items))


def _placed(material: Material, cards: Sequence[Card]) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the word (of a word card) and the text of each note, in the order of the lines."""
    found = ((*place, card.note.strip()) for card in cards if card.note.strip() for place in _place(material, card))
    return iter(sorted(found))


def _place(material: Material, card: Card) -> Iterator[tuple[int, str]]:
    """Yield where the passage has a card: a word at its first line, a sentence at its own."""
    if card.type == "word":
        entries = (entry for entry in material.vocabulary.taught if entry.headword == card.targets[0])
        yield from ((entry.lines[0], material.faces.written(entry)) for entry in entries)
    else:
        yield from ((line.number, "") for line in material.passage.lines if line.graded is card.graded)


def _lang(text: str, material: Material) -> str:
    return material.faces.lang("zh" if count_han(text) else "en")
