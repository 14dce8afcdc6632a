"""Evidence that two texts translate each other: dictionary words, names, figures, lengths and questions."""

from flashdeck.align.evidence.scores import score_texts
from flashdeck.align.evidence.word_evidence import WordEvidence, WordIndex

__all__ = ["WordEvidence", "WordIndex", "score_texts"]
