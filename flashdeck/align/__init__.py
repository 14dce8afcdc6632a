"""Lines become pairs: the smallest units of which both sides translate each other."""

from flashdeck.align.alternation import align_transcript

__all__ = ["align_transcript"]
