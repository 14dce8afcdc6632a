"""What two texts have in common that only translations have: words by the dictionary, names, figures, length, tone."""

from flashdeck.align.evidence.scores import score_texts
from flashdeck.align.evidence.word_evidence import Evidence, Witness

__all__ = ["Evidence", "Witness", "score_texts"]
