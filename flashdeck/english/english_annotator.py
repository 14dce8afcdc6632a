"""English tokens: words as a card shows them, with lemma, part of speech, approximate level, frequency and pronunciation.

A contraction is one token (don't), read as its base word (do); a compound with hyphens is one word.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from flashdeck.dictionaries.cefr import cefr_level, easiest_level
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.english_names import kinds
from flashdeck.english.ipa import pronounce
from flashdeck.english.parts_of_speech import Reading
from flashdeck.english.spacy_pipeline import AUTO, BUILT_IN, choose_tagger
from flashdeck.english.tokens import Word, cut_english
from flashdeck.model import EnToken, TokenKind

__all__ = ["AUTO", "BUILT_IN", "annotate_english"]

# Reduced forms of speech, and the word that they are a form of (Biber and others, Longman Grammar of Spoken and Written English,
# 1999, chapter 14). They are function words on a card: heard everywhere, no new words.
_SPOKEN = {
    "gonna": Reading("VERB", "go"),
    "gotta": Reading("VERB", "get"),
    "wanna": Reading("VERB", "want"),
    "lemme": Reading("VERB", "let"),
    "gimme": Reading("VERB", "give"),
    "dunno": Reading("VERB", "know"),
    "y'know": Reading("VERB", "know"),
    "kinda": Reading("ADV", "kinda"),
    "sorta": Reading("ADV", "sorta"),
    "'cause": Reading("SCONJ", "because"),
}


def annotate_english(en: str, annotator: str = AUTO) -> tuple[EnToken, ...]:
    """Return the tokens of an English text, without white space.

    `annotator`: "auto" (a trained spaCy pipeline where one is installed), "built-in", or the name of a pipeline.
    """
    words = cut_english(en)
    pieces = [piece for word in words for piece in word.pieces]
    readings = iter(choose_tagger(annotator).tagger.read(pieces) if pieces else ())
    bases = [[next(readings) for _ in word.pieces][word.base] for word in words]
    found = kinds(words, [_spoken(word, reading) for word, reading in zip(words, bases, strict=True)])
    return tuple(_token(word, kind, reading) for word, (kind, reading) in zip(words, found, strict=True))


def _spoken(word: Word, reading: Reading) -> Reading:
    return _SPOKEN.get(_straight(word.text), reading)


def _straight(text: str) -> str:
    return text.casefold().replace("’", "'")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same of a word wherever it stands as this part of speech."""

    kind: TokenKind
    zipf: float | None
    cefr: str | None
    level: float
    easiest: float | None
    ipa: str | None


def _token(word: Word, kind: TokenKind, reading: Reading) -> EnToken:
    facts = _facts(word.text, word.pieces[word.base], kind, reading)
    return EnToken(
        word.text,
        word.start,
        word.end,
        pos=reading.upos,
        kind=facts.kind,
        level=facts.level,
        easiest=facts.easiest,
        zipf=facts.zipf,
        lemma=reading.lemma,
        cefr=facts.cefr,
        ipa=facts.ipa,
    )


@lru_cache(maxsize=65536)
def _facts(text: str, base: str, kind: TokenKind, reading: Reading) -> _Facts:
    if kind == "mark":
        return _Facts(kind, None, None, 0.0, None, None)
    graded = kind in ("word", "function")
    cefr, level = cefr_level(reading.lemma, reading.upos, base) if graded else (None, 0.0)
    easiest = easiest_level(reading.lemma.casefold(), level) if graded else level
    ipa = None if kind == "number" else _sound(text, base, reading)
    return _Facts(
        "function" if _straight(text) in _SPOKEN else kind,
        _frequency(text, base),
        cefr,
        level,
        easiest if easiest < level else None,
        ipa,
    )


def _frequency(text: str, base: str) -> float | None:
    """Return the Zipf of a word; of a compound that is not listed 1/f = Σ 1/fᵢ over its parts, wordfreq's own rule."""
    found = zipf(_straight(text), "en") or zipf(base, "en")
    if found is not None or "-" not in base:
        return found
    parts = [zipf(part, "en") for part in base.split("-") if part]
    if not parts or None in parts:
        return None
    return round(-math.log10(sum(10**-part for part in parts if part is not None)), 2)


def _sound(text: str, base: str, reading: Reading) -> str | None:
    """Return how a word is said as it stands; a contraction that the dictionary lacks, as its base word."""
    forms = dict.fromkeys((text, base))
    return next(filter(None, (pronounce(form, reading.upos, reading.lemma, past=reading.past) for form in forms)), None)
