"""A user's corrections of a transcript in STEM.edits.toml: reading, checking, applying and writing them."""

from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.entry_kinds import snippet

__all__ = ["NO_EDITS", "Edits", "snippet"]
