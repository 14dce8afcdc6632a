"""Describe a written package: the differences from the last build, and how the learner should import it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flashdeck.write.anki.state import STATE_NAME

_MOST_LISTED = 8  # each line of the summary lists the IDs of at most this number of notes
_ADVICE = (
    "In Anki: File > Import, with “Update notes” left at “If newer”. Import the next version the same way;",
    "never delete the deck first, or your progress is lost.",
)


@dataclass(frozen=True, slots=True)
class WrittenDeck:
    """A written package, and how its notes differ from the notes of its last version.

    changed_ids: IDs of the notes that Anki will update.
    gone: IDs of the notes that are no longer in the package.
    cards_dropped: the number of cards that the notes of the package no longer make.
    earlier: the name of the last version of the package, if the package was renamed since then.
    decks_left: names of decks that the last version had and this version lacks.
    broken_state: the path of a copy of the state file, if the state file was damaged.
    guessed: the number of notes without a record, if the state file was damaged. A learner may have imported these notes.
    """

    path: Path
    new: int
    changed: int
    unchanged: int
    gone: tuple[str, ...]
    cards: int
    changed_ids: tuple[str, ...] = ()
    cards_dropped: int = 0
    earlier: str | None = None
    decks_left: tuple[str, ...] = ()
    broken_state: Path | None = None
    guessed: int = 0

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.path,)

    @property
    def changes(self) -> Mapping[str, int]:
        """The numbers of notes that are new, changed, unchanged and gone, compared with the last version of the package."""
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "gone": len(self.gone)}

    @property
    def advice(self) -> tuple[str, ...]:
        """The instructions for importing the package into Anki, as lines of the summary."""
        return _ADVICE

    def again(self) -> "WrittenDeck":
        """Return the result of writing the same decks again: all notes are unchanged."""
        return WrittenDeck(self.path, 0, 0, self.new + self.changed + self.unchanged, (), self.cards)

    def change_lines(self) -> Iterator[str]:
        """Yield sentences about the differences from the last build.

        They also name the old notes that stay in the learner's collection.
        """
        since = f"{self.earlier}, which held these notes" if self.earlier else "the last build"
        changed = f" ({_some(self.changed_ids)})" if self.changed else ""
        gone = f", {len(self.gone)} gone" if self.gone else ""
        yield f"Since {since}: {self.new} new, {self.changed} changed{changed}, {self.unchanged} unchanged{gone}."
        if self.gone:
            yield f"Gone from the deck, but still in your collection: {_some(self.gone)}. Delete or suspend these notes in Anki."
        if self.cards_dropped:
            yield f"{self.cards_dropped} cards are no longer made; in Anki, Tools > Empty Cards removes these cards."
        for name in self.decks_left:
            yield f"The deck of the last build is called {name}. Its cards stay there in Anki. --deck NAME keeps the old name."
        yield from self._broken_state_lines()

    def _broken_state_lines(self) -> Iterator[str]:
        """Yield sentences about a damaged state file: which changes of the learner an import may overwrite."""
        if self.broken_state is None:
            return
        known = self.broken_state.with_name(STATE_NAME)
        yield f"{known} was damaged. A new file was made from its readable part; the damaged file is kept as {self.broken_state}."
        if self.guessed:
            yield (
                f"{self.guessed} notes are new or missing from the readable part, and count as newer than the notes in your "
                "collection. The import keeps your scheduling, but overwrites your own changes to these notes in Anki. "
                f"To keep your changes, delete {self.path.name} and {STATE_NAME}, restore one of the two files from a backup, "
                "and build again before you import."
            )


def _some(names: tuple[str, ...]) -> str:
    """Return the first names of a list as text, and the number of names that are left out."""
    more = len(names) - _MOST_LISTED
    listed = ", ".join(names[:_MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed
