"""Sponsor reads: advertising that hosts speak inside the conversation.

A read is found by its cues: thanks to a sponsor, a code, an address, and the name of that address wherever it is said. It
ends with its last cue, or with the words that lead back to the talk. Its first sentences may name nothing; they are known by
words that the read has more often than all the talk.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.model import Sentence

_DOMAIN = r"\.(?:com|ai|io|org|net|co|dev|app|example)"
_SURE = re.compile(
    r"\b(?:our|today['’]?s|this (?:episode|week|show|podcast|video)['’]?s?)\b[^.?!]{0,30}\bsponsors?\b|"
    r"\b(?:thanks?|thank you)\b[^.?!]{0,40}\bsponsors?\b|\bsponsors? of (?:this|today['’]s|the) (?:episode|show|podcast|video)\b|"
    r"\b(?:episode|show|podcast|video|segment)\b[^.?!]{0,20}\b(?:sponsored|brought to you) by\b|"
    r"(?:本期|本集|本节目|节目)[^。.！!？?]{0,8}赞助|\b(?:promo|discount|coupon) codes?\b|"
    rf"\b(?:go to|visit|head to|learn more at|check out) [\w-]+{_DOMAIN}\b|\b[\w-]+{_DOMAIN}/\w+",
    re.IGNORECASE,
)
# Each alone may be talk ("the festival had three sponsors"); with the other beside it, or a sure cue, it is a read.
_PATRON = re.compile(r"\bsponsor(?:s|ed|ing)?\b|\bbrought to you by\b", re.IGNORECASE)
_OFFER = re.compile(
    r"\bfree trial\b|\bsign up (?:at|now|today|for free)\b|\b\d+ ?(?:%|percent) off\b|\b(?:money back|free shipping)\b",
    re.IGNORECASE,
)
_BRAND = re.compile(rf"\b([\w-]{{4,}}){_DOMAIN}\b", re.IGNORECASE)
_BACK = re.compile(
    r"\bback to (?:the|our) (?:show|conversation|episode|interview|talk|discussion|podcast)\b|"
    r"\b(?:that['’]?s it|that was it|enough|end) (?:for|from|of|with) (?:the|our) (?:ads?|adverts?|commercials?|sponsors?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{5,}")
_ANYWHERE = frozenset(  # words of five letters and more that any talk may have
    "about actually after again always another because before being could doing every everything first going great having "
    "little maybe might never other people really right should since something still their there these thing things think "
    "those though through today under until using wanna gonna where whether which while without would years yourself".split()
)
# Measured on reads of 20, 11 and 9 pairs: cues are at most 9 pairs apart, and one read names its brand in its seventh pair.
_GAP = 10  # sentences between two cues of one read
_RUN_UP = 8  # sentences before the first cue that may belong to the read
_LEAD = 1  # the sentence that announces it: "We'll be right back."


def sponsor_reads(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the places of the sentences that belong to a sponsor read."""
    texts = [f"{sentence.zh} {sentence.en_verbatim}" for sentence in sentences]
    plain = _plain_cues(texts)
    named = _named(texts, plain)
    places: set[int] = set()
    for run in _runs(sorted(plain | named)):
        if plain & set(run):  # a name alone is about something else
            places.update(range(_first(texts, run), _last(texts, run) + 1))
    return frozenset(places)


def _plain_cues(texts: Sequence[str]) -> set[int]:
    sure, patrons, offers = (_places(cue, texts) for cue in (_SURE, _PATRON, _OFFER))
    return sure | _beside(patrons, sure | offers) | _beside(offers, sure | patrons)


def _places(cue: re.Pattern[str], texts: Sequence[str]) -> set[int]:
    return {place for place, text in enumerate(texts) if cue.search(text)}


def _beside(places: Iterable[int], others: Iterable[int]) -> set[int]:
    return {place for place in places if any(abs(place - other) <= _GAP for other in others)}


def _named(texts: Sequence[str], plain: Iterable[int]) -> set[int]:
    """Return where the names of the addresses are said, with their capital: riverside.com is Riverside, or River Side."""
    brands = {brand.casefold() for place in plain for brand in _BRAND.findall(texts[place])}
    found: set[int] = set()
    for brand in brands:
        spaced = " ?".join(map(re.escape, brand[1:]))
        found |= _places(re.compile(rf"\b{re.escape(brand[0].upper())} ?(?i:{spaced})\b", re.ASCII), texts)
    return found


def _runs(cues: Sequence[int]) -> Iterator[list[int]]:
    """Yield cues in groups that are one read each."""
    run: list[int] = []
    for cue in cues:
        if run and cue - run[-1] > _GAP:
            yield run
            run = []
        run.append(cue)
    if run:
        yield run


def _first(texts: Sequence[str], run: Sequence[int]) -> int:
    """Return the first place of a read: back to a word that is said more often in it than in the talk, and one more."""
    earliest = max(0, run[0] - _RUN_UP)
    read = _counts(texts[run[0] : run[-1] + 1])
    talk = _counts([*texts[:earliest], *texts[run[-1] + 1 :]])
    own = {word for word, count in read.items() if count > max(1, talk[word]) and word not in _ANYWHERE}
    first = next((place for place in range(earliest, run[0]) if own & _words(texts[place])), run[0])
    return max(0, first - _LEAD)


def _last(texts: Sequence[str], run: Sequence[int]) -> int:
    behind = range(run[-1] + 1, min(len(texts), run[-1] + 1 + _GAP))
    return next((place for place in behind if _BACK.search(texts[place])), run[-1])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text))


def _counts(texts: Iterable[str]) -> Counter[str]:
    """Count the texts that have a word."""
    return Counter(word for text in texts for word in _words(text))
