"""Lines become pairs: the smallest units of which both sides translate each other."""

from flashdeck.align.corrections import correct_pairs
from flashdeck.align.transcript import align_transcript
from flashdeck.align.two_sides import align_texts

__all__ = ["align_texts", "align_transcript", "correct_pairs"]
