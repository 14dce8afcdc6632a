"""How a sentence meets a learner: its difficulty, its quality, its unknown words, and why it may not be a card.

Hard filters stand only where they were measured to be right; everything else lowers the quality (design notes on
selection, sections 3 and 4).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.lexicon.chinese_difficulty import chinese_difficulty
from flashdeck.lexicon.english_difficulty import english_difficulty
from flashdeck.lexicon.lengths import length_deviations
from flashdeck.lexicon.traits import TRAITS, Traits, count_words
from flashdeck.model import Annotated, Graded, Language, Sentence, Token
from flashdeck.select.learner import Learner
from flashdeck.select.sponsor import sponsor_reads

_OUTLIER_Z = 3.0
_MOST_NAMES = 0.25  # share of the tokens
_MOST_REMOVED = {"en": 0.20, "zh": 0.30}  # share of the English words that cleaning removed, by the language studied
_JOINED = 0.8  # a sentence that captions cut was often cut by an interruption
_STUTTER = re.compile(r"\b(\w+)(?:,? \1){3,}\b", re.IGNORECASE)
_RESTART = re.compile(r"\b(\w+ \w+) (?:\w+ )?\1\b", re.IGNORECASE)
_HEDGE = re.compile(r"\b(?:kind of|sort of|basically|stuff)\b", re.IGNORECASE)
_STARTS_LOW = re.compile(r"[\"'“‘(]*[a-z]")
_STARTS_OPEN = re.compile(r"(?:of|with|to|than|by|for|from|as|at)\b", re.IGNORECASE)
_COMMA = re.compile(r"[,，、]")
_QUESTION = re.compile(r"[?？]")
_TAG_QUESTION = re.compile(r"(?:吗|对吧|是吧|right|okay)[?？]\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """What the neighbourhood says of a sentence."""

    deviation: float
    is_duplicate: bool
    is_sponsor: bool
    follows_open: bool


def grade_sentences(annotated: Sequence[Annotated], learner: Learner) -> tuple[Graded, ...]:
    """Grade the sentences of one transcript for a learner."""
    places = _places([item.sentence for item in annotated])
    return tuple(_grade(item, place, learner) for item, place in zip(annotated, places, strict=True))


def _places(sentences: Sequence[Sentence]) -> Iterator[Place]:
    deviations = length_deviations([(sentence.zh, sentence.en) for sentence in sentences])
    sponsored = sponsor_reads(sentences)
    seen: set[str] = set()
    open_before = False
    for at, sentence in enumerate(sentences):
        yield Place(deviations[at], sentence.id in seen, at in sponsored, open_before)
        seen.add(sentence.id)
        open_before = not TRAITS["en"].final.search(sentence.en)


def _grade(annotated: Annotated, place: Place, learner: Learner) -> Graded:
    tokens = annotated.zh_tokens if learner.study == "zh" else annotated.en_tokens
    target = annotated.sentence.zh if learner.study == "zh" else annotated.sentence.en
    unknown = dict.fromkeys(token.headword for token in tokens if not learner.knows(token))
    return Graded(
        annotated=annotated,
        study=learner.study,
        difficulty=round(_difficulty(tokens, target, learner.study), 2),
        quality=round(_quality(annotated, place, learner), 3),
        unknown=tuple(unknown),
        reasons=tuple(_reasons(annotated, place, learner)),
    )


def _difficulty(tokens: Sequence[Token], target: str, study: Language) -> float:
    if study == "zh":
        return chinese_difficulty(tokens, TRAITS["zh"].length(target))
    return english_difficulty(tokens)


def _reasons(annotated: Annotated, place: Place, learner: Learner) -> Iterator[str]:
    sentence = annotated.sentence
    sides = ((TRAITS["zh"], sentence.zh), (TRAITS["en"], sentence.en))
    checks = {
        "duplicate": place.is_duplicate,
        "sponsor": place.is_sponsor,
        "fragment": _is_fragment(sentence, place) or any(traits.broken.search(text) for traits, text in sides),
        "garbled": any(traits.garbled.search(text) for traits, text in sides),
        "trailing": any(traits.trailing.search(text) for traits, text in sides),
        "subclause": bool(TRAITS["zh"].subclause.search(sentence.zh)),
        "length": not all(_fits(sentence, traits, learner) for traits in TRAITS.values()),
        "backchannel": any(traits.backchannel.fullmatch(text) for traits, text in sides),
        "numbers-names": _share_of_names(annotated, learner.study) > _MOST_NAMES,
        "disfluent": _is_disfluent(sentence, learner.study),
        "ratio": abs(place.deviation) > _OUTLIER_Z,
    }
    return (code for code, holds in checks.items() if holds)


def _is_disfluent(sentence: Sentence, study: Language) -> bool:
    if _STUTTER.search(sentence.en_verbatim) or _RESTART.search(sentence.en):
        return True
    return removed_share(sentence) > _MOST_REMOVED[study]


def _is_fragment(sentence: Sentence, place: Place) -> bool:
    if place.follows_open or _STARTS_LOW.match(sentence.en) or _STARTS_OPEN.match(sentence.en):
        return True
    return not (TRAITS["zh"].final.search(sentence.zh) and TRAITS["en"].final.search(sentence.en))


def _fits(sentence: Sentence, traits: Traits, learner: Learner) -> bool:
    text = sentence.zh if traits.language == "zh" else sentence.en
    longest = traits.window(level_on(traits.language, learner))[1] + traits.slack
    return traits.shortest <= traits.length(text) <= longest


def level_on(language: Language, learner: Learner) -> float:
    """Return a learner's level on a language's own scale, HSK 4 beside B1 (3): the published tables put them so."""
    if language == learner.study:
        return learner.level
    return learner.level - 1 if learner.study == "zh" else learner.level + 1


def _share_of_names(annotated: Annotated, study: Language) -> float:
    tokens = annotated.zh_tokens if study == "zh" else annotated.en_tokens
    counted = [token for token in tokens if token.kind != "mark"]
    named = [token for token in counted if token.kind in ("name", "latin") or _is_figure(token)]
    return len(named) / len(counted) if counted else 1.0


def _is_figure(token: Token) -> bool:
    """Tell whether a number is more than a small numeral: 2028, 十五."""
    return token.kind == "number" and len(token.text) > 1


def removed_share(sentence: Sentence) -> float:
    """Return the share of the English words that cleaning removed, 0 to 1."""
    verbatim = count_words(sentence.en_verbatim)
    return 1 - count_words(sentence.en) / verbatim if verbatim else 0.0


def _quality(annotated: Annotated, place: Place, learner: Learner) -> float:
    """Multiply the soft factors; 1 is a line without any fault."""
    sentence = annotated.sentence
    traits = TRAITS[learner.study]
    target = sentence.zh if learner.study == "zh" else sentence.en
    quality = _length_factor(traits.length(target), traits.window(learner.level))
    quality *= 0.75 if traits.connective.search(target) else 1.0
    quality *= 1 - 0.08 * min(4, len(traits.anaphor.findall(target)))
    quality *= _name_factor(annotated, learner.study)
    quality *= 1 - 0.8 * removed_share(sentence)
    quality *= _JOINED if any(len(pair.zh_source) > 1 for pair in sentence.pairs) else 1.0
    quality *= 1 - 0.1 * min(4, len(_HEDGE.findall(sentence.en)))
    quality *= max(0.4, 1 - 0.08 * max(0, len(_COMMA.findall(target)) - 2))
    quality *= (0.92 if _QUESTION.search(target) else 1.0) * (0.95 if _TAG_QUESTION.search(target) else 1.0)
    quality *= max(0.5, 1 - 0.15 * abs(place.deviation))
    return quality * (0.55 + 0.45 * min(1.0, _confirmed_share(annotated, learner.study) / 0.7))


def _length_factor(length: int, window: tuple[int, int]) -> float:
    below, above = max(0, window[0] - length), max(0, length - window[1])
    return max(0.4, 1 - 0.08 * below - 0.04 * above)


def _name_factor(annotated: Annotated, study: Language) -> float:
    tokens = annotated.zh_tokens if study == "zh" else annotated.en_tokens
    figures = sum(map(_is_figure, tokens))
    named = figures + sum(token.kind in ("name", "latin") for token in tokens)
    return (1 - 0.1 * min(3, named)) * (1 - 0.08 * min(4, max(0, figures - 1)))


def _confirmed_share(annotated: Annotated, study: Language) -> float:
    """Return the share of content words whose gloss or link is found in the other line."""
    tokens = annotated.zh_tokens if study == "zh" else annotated.en_tokens
    words = [token for token in tokens if token.kind == "word"]
    found = [token for token in words if token.gloss_from in ("dictionary", "aligned", "edits") or token.links]
    return len(found) / len(words) if words else 0.0
