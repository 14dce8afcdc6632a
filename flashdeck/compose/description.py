"""What a deck says of itself: who it is for, how to begin, how to update it, and where it all comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.compose.display import Display
from flashdeck.compose.markup import div, escape, join
from flashdeck.levels import Level
from flashdeck.lexicon.sources import deck_attribution
from flashdeck.model import CardKind, HskEdition, Html, Language, Original

_AS_WRITTEN = Display()
_NEW_A_DAY = 20  # Anki's own default
_GATES: dict[CardKind, str] = {"listening": "AddListening", "production": "AddProduction"}
_SIDES: dict[Language, str] = {"zh": "Chinese with its English", "en": "English with its Chinese"}
_SCALES: dict[Language, str] = {"zh": "{edition} edition", "en": "CEFR, approximate"}
_ORIGINALS: dict[Original, str] = {
    "zh": "Spoken in Chinese; the English is a translation.",
    "en": "Spoken in English; the Chinese is a translation.",
    "unknown": "Which side was spoken is not known; the other is a translation.",
}


@dataclass(frozen=True, slots=True)
class Making:
    """Which cards the notes make, whether the device speaks, which side was spoken and who annotated it."""

    cards: tuple[CardKind, ...] = ("recognition",)
    tts: bool = True
    original: Original = "unknown"
    annotators: tuple[str, ...] = ()

    @property
    def gates(self) -> tuple[str, ...]:
        """The fields that are on."""
        return (*(["TTS"] if self.tts else []), *(_GATES[kind] for kind in self.cards if kind in _GATES))


_PLAIN = Making()


@dataclass(frozen=True, slots=True)
class DeckSetting:
    """What a deck's notes and its description need to know: the talk's title, the deck's name, the learner's level."""

    title: str
    name: str
    level: Level
    edition: HskEdition
    display: Display = _AS_WRITTEN
    making: Making = _PLAIN


def deck_description(setting: DeckSetting, notes: int) -> Html:
    """Return the description of a deck that has so many notes."""
    return _paragraphs((_learner_line(setting), *_study_lines(notes * len(setting.making.cards)), *_origin_lines(setting)))


def family_description(settings: Sequence[DeckSetting]) -> Html:
    """Return the description of a deck that has no notes itself, but the decks of these settings below it."""
    names = ", ".join(setting.name.rpartition("::")[2] for setting in settings)
    origins = dict.fromkeys(line for setting in settings for line in _origin_lines(setting))
    return _paragraphs((f"Decks: {names}.", *origins))


def _paragraphs(lines: Sequence[str]) -> Html:
    return join(div(escape(line)) for line in lines)


def _learner_line(setting: DeckSetting) -> str:
    study = setting.level.language
    scale = _SCALES[study].format(edition=setting.edition)
    return f"{setting.title}: {_SIDES[study]}, chosen for a learner at {setting.level.name} ({scale})."


def _study_lines(cards: int) -> Iterator[str]:
    days = -(-cards // _NEW_A_DAY)
    yield (
        f"The first weeks: {cards} cards are {days} day{'' if days == 1 else 's'} at {_NEW_A_DAY} new ones a day, and two weeks "
        "of reviews that grow fewer. Suspend what you know already (key @): a deck that is built with --known and your "
        "collection leaves it out."
    )
    yield (
        "The next version of this deck: import it the same way (File, Import), with “Update notes” left at “If newer”. Your "
        "progress, and your own edits of notes that did not change, stay. Never delete the deck first."
    )


def _origin_lines(setting: DeckSetting) -> Iterator[str]:
    yield _ORIGINALS[setting.making.original]
    yield deck_attribution(setting.level.language, setting.edition)
    if setting.making.annotators:
        yield f"Annotated by {', '.join(setting.making.annotators)}."


def describe_shelf(titles: Sequence[str], studies: Sequence[Language], edition: HskEdition) -> Html:
    """Return the description of the deck above those of many talks."""
    lines = [f"{len(titles)} conversations, a deck for each; a word is taught once, where it comes first."]
    lines += [deck_attribution(study, edition) for study in studies]
    return join(div(escape(line)) for line in lines)
