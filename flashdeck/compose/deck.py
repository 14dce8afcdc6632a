"""Compose decks with a name, a description and notes from the chosen cards, and join several decks under a parent deck."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.bilingual.references import can_lead, outside_reference
from flashdeck.compose.description import DeckSetting, deck_description, translation_note
from flashdeck.compose.language_sides import sides_for
from flashdeck.compose.notes import NoteContext, make_note
from flashdeck.compose.notes.usage import TalkUsage
from flashdeck.compose.wording import LANGUAGE_NAMES
from flashdeck.model import Card, Deck, Graded, Html, Language, Note, Selection, Sentence

_SAYS_LITTLE = frozenset(("backchannel", "garbled", "disfluent", "misspelt-name"))
"""Grading reasons. A sentence with one of these reasons does not help a learner to understand its neighbouring sentences."""
# A card shows a helpful sentence before and after its own sentence. This is the maximum distance of such a sentence from the
# card's sentence, in sentences. Chosen by hand.
_FARTHEST = 3
_LONGEST_NAME = 80  # the maximum length of a deck name in characters; Anki shortens very long names
_NOT_IN_FILES = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\"'“”‘’]+")


def compose_deck(selection: Selection, setting: DeckSetting) -> Deck:
    """Compose a deck with a note for each card of a selection."""
    composer = _NoteComposer(selection.graded, setting)
    notes = tuple(map(composer.note, selection.cards))
    return Deck(setting.name, deck_description(setting, len(notes)), notes)


def deck_name(title: str, name: str | None, branch: Language | None = None) -> str:
    """Return the name of a deck: the name that the user gave, or else "flashdeck::" and the title.

    `branch`: the language studied, if there are decks for two languages. The English name of this language becomes the last
    level of the deck name.

    >>> deck_name('He said "AI"', None), deck_name("Talk", "Policy::Talk", "en")
    ('flashdeck::He said AI', 'Policy::Talk::English')
    """
    wanted = name or f"flashdeck::{title.replace('::', ' ')}"
    cleaned = [" ".join(_NOT_IN_NAMES.sub("", level).split()) for level in wanted.split("::")]
    levels = [level[:_LONGEST_NAME] for level in cleaned if level]
    if branch:
        levels.append(LANGUAGE_NAMES[branch].en)
    return "::".join(levels)


def file_name(title: str) -> str:
    """Return the file name of a package: the title without characters that file systems refuse.

    >>> file_name("AI: what/next?")
    'AI what next.apkg'
    """
    return (" ".join(_NOT_IN_FILES.sub(" ", title).split()).strip(". ")[:_LONGEST_NAME] or "deck") + ".apkg"


def slug(title: str) -> str:
    """Return a title as part of a tag: without spaces, commas and quotes.

    >>> slug("Dario Amodei, 2026 (part 1)")
    'dario-amodei-2026-part-1'
    """
    return re.sub(r"[^\w]+", "-", title.casefold()).strip("-_") or "untitled"


class _NoteComposer:
    """Composes the notes of one talk."""

    def __init__(self, graded: Sequence[Graded], setting: DeckSetting) -> None:
        self._graded = graded
        self._setting = setting
        self._sides = sides_for(setting.level.language, setting.display)
        # The key is the `id` of a sentence and not a line number, because a line may have several sentences.
        self._places = {id(item.annotated.sentence): place for place, item in enumerate(graded)}
        self._usage = TalkUsage(graded, self._sides)

    def note(self, card: Card) -> Note:
        return make_note(card, self._context(card), slug(self._setting.title))

    def _context(self, card: Card) -> NoteContext:
        setting = self._setting
        sentence = card.graded.annotated.sentence
        place = self._places[id(sentence.whole or sentence)]
        context = NoteContext(
            title=setting.title,
            edition=setting.edition,
            level=setting.level.value,
            display=setting.display,
            sides=self._sides,
            before=self._neighbour(place, -1),
            after=self._neighbour(place, 1),
            leads=self._is_led(card, place),
            gates=setting.making.gates,
            translation=translation_note(setting),
            definitions=setting.making.definitions,
        )
        if card.type == "sentence":
            return context
        word = next(unit for unit in card.graded.units if unit.headword == card.targets[0])
        usage = self._usage.usage(word, setting.level.language)
        return replace(context, examples=self._usage.examples(card), usage=usage)

    def _is_led(self, card: Card, place: int) -> bool:
        """Tell whether a card shows the sentence before on its front, because its own sentence is not understood alone."""
        graded = card.graded
        before = self._neighbour(place, -1)
        if before is None or before is not self._graded[place - 1].annotated.sentence or self._graded[place - 1].unknown:
            return False
        is_short = can_lead(before, graded.annotated.sentence, graded.study)
        return is_short and outside_reference(graded.tokens, graded.study) is not None

    def _neighbour(self, place: int, step: int) -> Sentence | None:
        """Return the sentence that a card shows before or after its own sentence, which has the index `place`.

        `step` is -1 for the sentence before, and 1 for the sentence after. The nearest helpful sentence is returned. A mere
        reaction or a damaged sentence is not helpful. If no sentence nearby is helpful, the adjacent sentence is returned.
        Return None if the talk has no sentence in this direction.
        """
        places = range(place + step, place + step * (_FARTHEST + 1), step)
        near = [self._graded[other] for other in places if 0 <= other < len(self._graded)]
        if not near:
            return None
        helpful = (item for item in near if _SAYS_LITTLE.isdisjoint(item.reasons))
        return next(helpful, near[0]).annotated.sentence


# ---- several decks in one package


def join_decks(parent: str, description: Html, decks: Sequence[Deck]) -> tuple[Deck, ...]:
    """Return an empty deck with the name `parent`, followed by `decks`. Each note occurs in only one of the returned decks.

    `decks` must be in the order in which the learner studies them. If a note is in several decks, it stays in the first of
    these decks and gets the tags of all of them. A deck whose notes are all in earlier decks is left out. The name of each
    deck must begin with the name of the parent, so that Anki shows the deck as a subdeck.
    """
    tags = _all_tags(decks)
    seen: set[str] = set()
    family = [replace(deck, notes=tuple(_new_notes(deck, tags, seen))) for deck in decks]
    return Deck(parent, description, ()), *(deck for deck in family if deck.notes)


def _all_tags(decks: Sequence[Deck]) -> dict[str, tuple[str, ...]]:
    """Return the tags of each note by its id. A note that is in several decks gets the tags from all these decks."""
    tags: dict[str, dict[str, None]] = {}
    for deck in decks:
        for note in deck.notes:
            tags.setdefault(note.id, {}).update(dict.fromkeys(note.tags))
    return {name: tuple(found) for name, found in tags.items()}


def _new_notes(deck: Deck, tags: dict[str, tuple[str, ...]], seen: set[str]) -> Iterator[Note]:
    """Yield the notes of a deck whose ids are not in `seen`, and add their ids to `seen`."""
    for note in deck.notes:
        if note.id not in seen:
            seen.add(note.id)
            yield replace(note, tags=tags[note.id])
