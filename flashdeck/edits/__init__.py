"""Read, check, apply and write a person's corrections of a transcript, which are in the file STEM.edits.toml."""

from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.entry_kinds import snippet

__all__ = ["NO_EDITS", "Edits", "snippet"]
