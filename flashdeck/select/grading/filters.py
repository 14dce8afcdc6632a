"""Why a sentence may not be a card: hard filters, each measured to be right; what is less sure lowers the quality instead."""

import re
from collections.abc import Iterator, Sequence

from flashdeck.bilingual.figures import figures, figures_differ
from flashdeck.language.traits import TRAITS, Traits, count_words
from flashdeck.model import Annotated, Language, Sentence, Token
from flashdeck.select.grading.surroundings import Place
from flashdeck.select.learner import Learner

_OUTLIER_Z = 3.0
_MOST_NAMES = 0.25  # share of the tokens
_MOST_REMOVED = {"en": 0.20, "zh": 0.30}  # share of the English words that cleaning removed, by the language studied
_STUTTER = re.compile(r"\b(\w+)(?:,? \1){3,}\b", re.IGNORECASE)
_RESTART = re.compile(r"\b(\w+ \w+) (?:\w+ )?\1\b", re.IGNORECASE)
_SHORT_LATIN = 2  # letters: AI, kg
_STARTS_LOW = re.compile(r"[\"'“‘(]*[a-z]")
_STARTS_OPEN = re.compile(r"(?:of|than)\b", re.IGNORECASE)  # with other prepositions a whole sentence may begin


def reasons(annotated: Annotated, place: Place, learner: Learner) -> Iterator[str]:
    """Yield the codes of all filters that a sentence falls into."""
    sentence = annotated.sentence
    sides = ((TRAITS["zh"], sentence.zh, annotated.zh_tokens), (TRAITS["en"], sentence.en, annotated.en_tokens))
    checks = {
        "duplicate": place.is_duplicate,
        "sponsor": place.is_sponsor,
        "fragment": _is_fragment(sentence, place) or any(_is_broken(*side) for side in sides),
        "garbled": any(traits.garbled.search(text) for traits, text, _ in sides) or _is_untranslated(annotated),
        "trailing": any(traits.trailing.search(text) for traits, text, _ in sides),
        "subclause": bool(TRAITS["zh"].subclause.search(sentence.zh)) or _is_half(sentence),
        "length": not all(_fits(sentence, traits, learner) for traits in TRAITS.values()),
        "backchannel": any(traits.backchannel.fullmatch(text) for traits, text, _ in sides),
        "numbers-names": share_of_names(annotated, learner.study) > _MOST_NAMES,
        "numbers-differ": figures_differ(figures(sentence.zh, "zh"), figures(sentence.en, "en")),
        "misspelt-name": bool(place.misspelt),
        "disfluent": _is_disfluent(sentence, learner.study),
        "ratio": abs(place.deviation) > _OUTLIER_Z,
    }
    return (code for code, holds in checks.items() if holds)


def _is_half(sentence: Sentence) -> bool:
    """Tell whether a clause hangs on the rest of its sentence."""
    texts = ((TRAITS["zh"], sentence.zh), (TRAITS["en"], sentence.en))
    return sentence.whole is not None and any(traits.half.search(text) for traits, text in texts)


def _is_untranslated(annotated: Annotated) -> bool:
    """Tell whether an ordinary English word was left standing in the Chinese line."""
    ordinary = {token.text for token in annotated.en_tokens if token.kind in ("word", "function") and token.text.isalpha()}
    return any(
        token.kind == "latin" and token.text.islower() and len(token.text) > _SHORT_LATIN and token.text in ordinary
        for token in annotated.zh_tokens
    )


def _is_broken(traits: Traits, text: str, tokens: Sequence[Token]) -> bool:
    return bool(traits.broken.search(text)) or traits.lacks_clause(tokens)


def _is_disfluent(sentence: Sentence, study: Language) -> bool:
    if _STUTTER.search(sentence.en_verbatim) or _RESTART.search(sentence.en):
        return True
    return removed_share(sentence) > _MOST_REMOVED[study]


def _is_fragment(sentence: Sentence, place: Place) -> bool:
    if place.follows_open or _STARTS_LOW.match(sentence.en) or _STARTS_OPEN.match(sentence.en):
        return True
    is_open = not TRAITS["zh"].final.search(sentence.zh) and sentence.whole is None  # a clause keeps its own end
    return is_open or not TRAITS["en"].final.search(sentence.en)


def _fits(sentence: Sentence, traits: Traits, learner: Learner) -> bool:
    text = sentence.zh if traits.language == "zh" else sentence.en
    longest = traits.window(level_on(traits.language, learner))[1] + traits.slack
    return traits.shortest <= traits.length(text) <= longest


def level_on(language: Language, learner: Learner) -> float:
    """Return a learner's level on a language's own scale, HSK 4 beside B1 (3): the published tables put them so."""
    if language == learner.study:
        return learner.level
    return learner.level - 1 if learner.study == "zh" else learner.level + 1


def share_of_names(annotated: Annotated, study: Language) -> float:
    """Return the share of the tokens that are names or figures."""
    tokens = annotated.zh_tokens if study == "zh" else annotated.en_tokens
    counted = [token for token in tokens if token.kind != "mark"]
    named = [token for token in counted if token.kind in ("name", "latin") or is_figure(token)]
    return len(named) / len(counted) if counted else 1.0


def is_figure(token: Token) -> bool:
    """Tell whether a number is more than a small numeral: 2028, 十五."""
    return token.kind == "number" and len(token.text) > 1


def removed_share(sentence: Sentence) -> float:
    """Return the share of the English words that cleaning removed, 0 to 1."""
    verbatim = count_words(sentence.en_verbatim)
    return 1 - count_words(sentence.en) / verbatim if verbatim else 0.0
