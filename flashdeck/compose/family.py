"""Several decks of one package become a family: a parent that carries the attribution, and one note for a word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.model import Deck, Html, Note


def join_decks(parent: str, description: Html, decks: Sequence[Deck]) -> tuple[Deck, ...]:
    """Return a deck named `parent` without notes, and below it the decks, each note in the first deck that has it.

    The decks stand in the order in which they are learned: a word that several talks use is taught by the first of
    them, and has the tags of all. A deck that is left without notes is left out. The names of the decks lie below the
    parent's.
    """
    tags = _all_tags(decks)
    seen: set[str] = set()
    family = [replace(deck, notes=tuple(_first_met(deck, tags, seen))) for deck in decks]
    return Deck(parent, description, ()), *(deck for deck in family if deck.notes)


def _all_tags(decks: Sequence[Deck]) -> dict[str, tuple[str, ...]]:
    """Return for each note the tags that it has in any deck, in the order in which they are met."""
    tags: dict[str, dict[str, None]] = {}
    for deck in decks:
        for note in deck.notes:
            tags.setdefault(note.id, {}).update(dict.fromkeys(note.tags))
    return {name: tuple(found) for name, found in tags.items()}


def _first_met(deck: Deck, tags: dict[str, tuple[str, ...]], seen: set[str]) -> Iterator[Note]:
    for note in deck.notes:
        if note.id not in seen:
            seen.add(note.id)
            yield replace(note, tags=tags[note.id])
