"""Align lines: find the smallest groups of lines whose Chinese and English texts translate each other."""

from typing import TYPE_CHECKING

from flashdeck.align.pair_corrections import correct_pairs

if TYPE_CHECKING:
    from flashdeck.align.alignment import align_transcript
    from flashdeck.align.two_sides import align_texts

__all__ = ["align_texts", "align_transcript", "correct_pairs"]


def __getattr__(name: str) -> object:
    """Load the aligner when it is first used, because a build with a cached alignment does not need it."""
    if name == "align_transcript":
        from flashdeck.align.alignment import align_transcript

        return align_transcript
    if name == "align_texts":
        from flashdeck.align.two_sides import align_texts

        return align_texts
    raise AttributeError(f"module 'flashdeck.align' has no attribute {name!r}")
