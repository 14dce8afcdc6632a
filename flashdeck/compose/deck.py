"""A selection becomes a deck with a name, a description and notes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flashdeck.compose.description import DeckSetting, deck_description
from flashdeck.compose.notes import Setting, make_note
from flashdeck.compose.notes.examples import Examples
from flashdeck.compose.notes.usage import Usage
from flashdeck.model import Card, Deck, Graded, Language, Note, Selection, Sentence

_SAYS_NOTHING = frozenset(("backchannel", "garbled", "disfluent", "misspelt-name"))
_FARTHEST = 3  # sentences up or down where the context of a card is sought
_LONGEST_NAME = 80  # characters; Anki cuts very long deck names
_NOT_IN_FILES = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\"'“”‘’]+")
_BRANCHES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def compose_deck(selection: Selection, setting: DeckSetting) -> Deck:
    """Compose the notes of a selection."""
    composer = _Composer(selection.graded, setting)
    notes = tuple(map(composer.note, selection.cards))
    return Deck(setting.name, deck_description(setting, len(notes)), notes)


def deck_name(title: str, name: str | None, branch: Language | None = None) -> str:
    """Return the deck's name: as asked for, else below `flashdeck`; below it a branch for one of two languages studied.

    >>> deck_name('He said "AI"', None), deck_name("Talk", "Policy::Talk", "en")
    ('flashdeck::He said AI', 'Policy::Talk::English')
    """
    wanted = name or f"flashdeck::{title.replace('::', ' ')}"
    levels = [" ".join(_NOT_IN_NAMES.sub("", level).split()) for level in wanted.split("::")]
    return "::".join([*(level[:_LONGEST_NAME] for level in levels if level), *([_BRANCHES[branch]] if branch else [])])


def file_name(title: str) -> str:
    """Return the package's file name: the title without what a file system may refuse.

    >>> file_name("AI: what/next?")
    'AI what next.apkg'
    """
    return (" ".join(_NOT_IN_FILES.sub(" ", title).split()).strip(". ")[:_LONGEST_NAME] or "deck") + ".apkg"


def slug(title: str) -> str:
    """Return a title as part of a tag: no spaces, commas or quotes.

    >>> slug("Dario Amodei, 2026 (part 1)")
    'dario-amodei-2026-part-1'
    """
    return re.sub(r"[^\w]+", "-", title.casefold()).strip("-_") or "untitled"


class _Composer:
    """Composes the notes of one talk."""

    def __init__(self, graded: Sequence[Graded], setting: DeckSetting) -> None:
        self._graded = graded
        self._deck = setting
        self._places = {id(item.annotated.sentence): place for place, item in enumerate(graded)}  # a line may hold several
        self._examples = Examples(graded)
        self._usage = Usage(graded, setting.level.language)

    def note(self, card: Card) -> Note:
        return make_note(card, self._setting(card), slug(self._deck.title))

    def _around(self, place: int, step: int) -> Sentence | None:
        """Return the next sentence on one side that says something whole, not “right” or half a sentence, else the next one."""
        places = range(place + step, place + step * (_FARTHEST + 1), step)
        near = [self._graded[other] for other in places if 0 <= other < len(self._graded)]
        telling = (item for item in near if _SAYS_NOTHING.isdisjoint(item.reasons))
        found = next(telling, near[0] if near else None)
        return found.annotated.sentence if found else None

    def _setting(self, card: Card) -> Setting:
        sentence = card.graded.annotated.sentence
        place = self._places[id(sentence.whole or sentence)]
        before, after = (self._around(place, step) for step in (-1, 1))
        display, level, gates = self._deck.display, self._deck.level.value, self._deck.making.gates
        setting = Setting(self._deck.title, self._deck.edition, level, display, before, after, gates=gates)
        if card.type == "sentence":
            return setting
        word = next(unit for unit in card.graded.units if unit.headword == card.targets[0])
        return replace(setting, examples=self._examples.further(card), usage=self._usage.of(word))
