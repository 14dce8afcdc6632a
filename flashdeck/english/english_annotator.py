"""Annotate an English text: its words with lemma, part of speech, approximate level, frequency and pronunciation.

The text is split into words as a card shows them. A contraction (don't) is one token, and its analysis is that of its base word
(do). A compound with hyphens is one word.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from flashdeck.dictionaries.cefr import cefr_level, easiest_level
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.english_names import kinds
from flashdeck.english.ipa import pronounce
from flashdeck.english.parts_of_speech import WordAnalysis
from flashdeck.english.spacy_pipeline import AUTO, BUILT_IN, choose_tagger
from flashdeck.english.tokens import EnglishWord, cut_english
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken, TokenKind

__all__ = ["AUTO", "BUILT_IN", "annotate_english"]

_SPOKEN_FORM = "en.pos.spoken-form"
_WITHOUT_LINK = "en.gloss.without-link"  # the id of the gloss rule for a token without a linked Chinese word


def _load_spoken_forms() -> Mapping[str, WordAnalysis]:
    """Return the reduced forms of speech (gonna), each with the analysis of its full word (go).

    On a card, reduced forms count as function words, because they occur everywhere and a learner does not need to study them.
    """
    text = files("flashdeck.english").joinpath("data/spoken_forms.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {form: WordAnalysis(upos, lemma, rule=_SPOKEN_FORM) for form, upos, lemma, _ in rows}


load_spoken_forms = Lazy(_load_spoken_forms)


def annotate_english(en: str, annotator: str = AUTO) -> tuple[EnToken, ...]:
    """Return the tokens of an English text, without white space.

    `annotator` is "auto", "built-in", or the name of a trained spaCy pipeline. With "auto", an installed pipeline is used if
    there is one, else the built-in tagger.
    """
    words = cut_english(en)
    found = kinds(words, _analyses(words, annotator))
    return tuple(_token(word, kind, analysis) for word, (kind, analysis) in zip(words, found, strict=True))


def _analyses(words: list[EnglishWord], annotator: str) -> list[WordAnalysis]:
    """Return the analysis of the base piece of each word. For example, the base piece of "don't" is "do"."""
    pieces = [piece for word in words for piece in word.pieces]
    if not pieces:
        return []
    found = choose_tagger(annotator).tagger.analyze(pieces)
    spoken = load_spoken_forms()
    analyses = []
    at = 0
    for word in words:
        analyses.append(spoken.get(_straight(word.text), found[at + word.base]))
        at += len(word.pieces)
    return analyses


def _straight(text: str) -> str:
    """Return a text in lower case with plain apostrophes."""
    return text.casefold().replace("’", "'")


class _Facts(NamedTuple):
    """The facts about a word that are the same for all of its occurrences with the same part of speech."""

    kind: TokenKind
    zipf: float | None
    cefr: str | None
    level: float
    easiest: float | None
    ipa: str | None


def _token(word: EnglishWord, kind: TokenKind, analysis: WordAnalysis) -> EnToken:
    facts = _facts(word.text, word.base_text, kind, (analysis.upos, analysis.lemma, analysis.past))
    return EnToken(
        word.text,
        word.start,
        word.end,
        pos=analysis.upos,
        kind=facts.kind,
        level=facts.level,
        easiest=facts.easiest,
        zipf=facts.zipf,
        gloss_rule=_WITHOUT_LINK,
        word_rule=word.rule,
        pos_rule=analysis.rule,
        lemma=analysis.lemma,
        cefr=facts.cefr,
        ipa=facts.ipa,
    )


@lru_cache(maxsize=65536)
def _facts(text: str, base: str, kind: TokenKind, analysis: tuple[str, str, bool]) -> _Facts:
    """Return the facts about a word. `analysis` is its part of speech, its lemma, and whether it is a past form."""
    if kind == "mark":
        return _Facts(kind, None, None, 0.0, None, None)
    upos, lemma, _ = analysis
    cefr, level, easiest = None, 0.0, 0.0
    if kind in ("word", "function"):
        cefr, level = cefr_level(lemma, upos, base)
        easiest = easiest_level(lemma.casefold(), level)
    shown_kind = "function" if _straight(text) in load_spoken_forms() else kind
    easier = easiest if easiest < level else None
    ipa = None if kind == "number" else _sound(text, base, analysis)
    return _Facts(shown_kind, _frequency(text, base), cefr, level, easier, ipa)


def _frequency(text: str, base: str) -> float | None:
    """Return the Zipf frequency of a word, or None if the frequency is unknown.

    If the frequency list does not have a compound with hyphens, its frequency f is estimated from the frequencies of its parts
    with wordfreq's own rule, 1/f = Σ 1/fᵢ. The list must have all parts.
    """
    found = zipf(_straight(text), "en") or zipf(base, "en")
    if found is not None or "-" not in base:
        return found
    parts = [zipf(part, "en") for part in base.split("-") if part]
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    return round(-math.log10(sum(10**-part for part in known)), 2)


def _sound(text: str, base: str, analysis: tuple[str, str, bool]) -> str | None:
    """Return the pronunciation of a word, or None if the pronunciation is unknown.

    The written form is looked up first, and then the base word. So a contraction that the dictionary lacks gets the
    pronunciation of its base word.
    """
    upos, lemma, past = analysis
    for form in dict.fromkeys((text, base)):
        sound = pronounce(form, upos, lemma, past=past)
        if sound is not None:
            return sound
    return None
