"""A person's corrections: STEM.edits.toml, read, checked against its transcript, applied, written back."""

from flashdeck.edits.entries import NO_EDITS, Edits

__all__ = ["NO_EDITS", "Edits"]
