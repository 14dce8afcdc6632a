"""Sponsor reads: advertising that hosts speak inside the conversation."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flashdeck.model import Sentence

_CUE = re.compile(
    r"\bsponsor(?:s|ed|ing)?\b|\b(?:promo|discount|coupon) codes?\b|\bfree trial\b|\bsign up (?:at|today)\b|"
    r"\b(?:go to|visit|head to|learn more at|check out) \S+\.[a-z]{2,}\b|\b[\w-]+\.(?:com|ai|io|org|net|co|dev|app|example)/\w+",
    re.IGNORECASE,
)
_BRAND = re.compile(r"\b([\w-]{4,})\.(?:com|ai|io|org|net|co|dev|app|example)\b", re.IGNORECASE)
# Measured on two reads of 20 and 11 pairs: the brand is said at least every 7 pairs, first 6 pairs after the read begins.
_GAP = 8  # sentences between two cues of one read
_LEAD = 6  # sentences before the first cue
_REACH = 40  # a brand's name this far from its address is about something else


def sponsor_reads(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the places of the sentences that belong to a sponsor read."""
    cues = sorted(_cues(sentences))
    places: set[int] = set()
    for before, cue in pairwise([-_REACH, *cues]):
        start = before if cue - before <= _GAP else cue - _LEAD
        places.update(range(max(0, start), cue + 1))
    return frozenset(places)


def _cues(sentences: Sequence[Sentence]) -> set[int]:
    texts = [f"{sentence.zh} {sentence.en_verbatim}" for sentence in sentences]
    plain = {place for place, text in enumerate(texts) if _CUE.search(text)}
    found = set(plain)
    for place in plain:
        for brand in _BRAND.findall(texts[place]):
            said = re.compile(rf"\b{re.escape(brand)}\b", re.IGNORECASE | re.ASCII)
            near = range(max(0, place - _REACH), min(len(texts), place + _REACH))
            found.update(other for other in near if said.search(texts[other]))
    return found
