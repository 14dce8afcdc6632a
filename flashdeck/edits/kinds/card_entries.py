"""Entries about cards: [[card]]."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flashdeck.edits.entries import EditEntry, InvalidValue, Key, TomlValue
from flashdeck.edits.kinds import entry_values as values
from flashdeck.edits.kinds.entry_effects import CardChoices, CardEffect
from flashdeck.edits.outcomes import Outcome
from flashdeck.model import Language


@dataclass(frozen=True, slots=True)
class CardEntry(EditEntry, CardEffect):
    """An entry with a decision about one card: to keep it, to drop it, or to add a note for the learner."""

    kind: ClassVar[str] = "card"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("id", values.card_id),
        Key("keep", values.flag, is_required=False, from_text=values.flag_from_text),
        Key("drop", values.flag, is_required=False, from_text=values.flag_from_text),
        Key("note", values.note, is_required=False),
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"id": "zh-word-强化学习", "keep": True}

    id: str
    keep: bool = False
    drop: bool = False
    note: str | None = None

    def check(self) -> None:
        if self.keep and self.drop:
            raise InvalidValue("keep and drop cannot both be true", "Remove keep or drop.", "keep")
        if not (self.keep or self.drop or self.note):
            raise InvalidValue(f"{self.id} has no decision", "Add keep = true, drop = true or note = …", "keep")

    @property
    def subject(self) -> tuple[str | int, ...]:
        return (self.id,)

    @property
    def study(self) -> Language:
        """The language that the card teaches."""
        return "zh" if self.id.startswith("zh-") else "en"

    def outcome(self, choices: CardChoices) -> Outcome:
        if self.study not in choices.studies:
            return Outcome(self, f"{self.id}: waits for a build with --study {self.study}", waits=True)
        if self.id not in choices.possible:
            noun = "word" if "-word-" in self.id else "sentence"
            remedy = "Copy the id from `flashdeck preview`, or remove the entry."
            return Outcome(self, f"{self.id}: the transcript has no such {noun}", remedy=remedy)
        if self.id in choices.chosen:
            return Outcome(self, f"{self.id}: {self._effect()}")
        return self._not_chosen()

    def _not_chosen(self) -> Outcome:
        if self.keep:
            remedy = "Add a [[term]] with its text and a gloss."
            return Outcome(self, f"{self.id}: the word has no gloss, so a card cannot be made", remedy=remedy)
        if self.drop:
            return Outcome(self, f"{self.id}: {self._effect()}")
        return Outcome(self, f"{self.id}: the note waits, because this build does not make this card", waits=True)

    def _effect(self) -> str:
        if self.keep:
            return "kept"
        return "dropped" if self.drop else "has your note"
