"""How hard an English word is: CEFR levels by word and part of speech, and an estimate for words that no list has.

Levels: cefrpy, made from the CEFR-J Vocabulary Profile 1.5 (Tono Laboratory, TUFS) and carried on from n-gram counts where
that list ends; approximate, shown as such.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from flashdeck.dictionaries.compiled import Row, table
from flashdeck.dictionaries.frequency import zipf

LEVEL_NAMES = ("A1", "A2", "B1", "B2", "C1", "C2")
_HARDEST, _HARDEST_GRADED = 6.0, 4.0
# The level that frequency and length suggest: a fit on the CEFR-J and Octanove lists, which are not installed with flashdeck,
# so that it cannot be repeated here (see fits/README.md).
_ZIPF_WEIGHT, _LETTERS_WEIGHT, _WORD_BASE = -1.02, 0.069, 6.83
# Levels below the estimate: about 2,200 words at A1 or A2 lie further down, mostly rare words of a common family (artisan, attest).
_TOO_EASY = 2.5
_TOO_HARD = 1.9  # levels: B2 of a word among the thousand commonest
# cefrpy asks for Penn tags; the first of each that a word has counts.
_PENN = {
    "ADJ": ("JJ",),
    "ADV": ("RB", "WRB", "JJ"),
    "ADP": ("IN", "RP"),
    "AUX": ("MD", "VB"),
    "CCONJ": ("CC",),
    "DET": ("DT", "WDT", "JJ"),
    "INTJ": ("UH",),
    "NOUN": ("NN", "NNS"),
    "NUM": ("CD",),
    "PART": ("RB", "TO"),
    "PRON": ("PRP", "WP"),
    "SCONJ": ("IN", "WRB"),
    "VERB": ("VB",),
}
# Words that every learner meets first, which the list leaves out or, going by counts of written text, puts at the top.
_FIRST_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "okay ok yeah yes yep no nope oh ah uh um er hmm mm mhm wow hi hey gonna wanna gotta kinda sorta etcetera etc".split()
)
_SUFFIXES = ("ness", "ly", "less", "ful")
_STEPS = 50  # cefrpy keeps a level as a byte
_SHORTEST_STEM = 3
_DERIVED_COST = 0.5  # design notes on selection, section 2


def is_listed(word: str, upos: str) -> bool:
    """Tell whether the list has a word as this part of speech."""
    return _by_pos(word, upos) is not None


@lru_cache(maxsize=65536)
def cefr_level(lemma: str, upos: str, form: str) -> tuple[str | None, float]:
    """Return the listed level ("A1" to "C2"; None off the list) and a figure from 1.0 (A1) to 6.0 (C2).

    By lemma and part of speech, a participle at most as hard as its adjective (excite, by "excited" A1); else the lower of the
    averages of form and lemma; a compound is as hard as its hardest part,
    a derived word half a level above its base; anything else is estimated from its frequency.
    """
    lemma, form = lemma.casefold(), form.casefold()
    if lemma in _FIRST_WORDS or form in _FIRST_WORDS:
        return LEVEL_NAMES[0], 1.0
    listed = _by_pos(lemma, upos) or _lower_average(form, lemma)
    if listed is None:
        return None, _of_parts(lemma) or _of_base(lemma) or frequency_level(zipf(form, "en"), len(form))
    level = min(_weighed(listed, frequency_level(zipf(lemma, "en"), len(lemma))), _as_adjective(form, lemma))
    return LEVEL_NAMES[int(level + 0.5) - 1], level


def _as_adjective(form: str, lemma: str) -> float:
    """Return the level of a participle that is listed as an adjective, too; the hardest of all where it is not."""
    return _levels(form).get("JJ", _HARDEST) if form != lemma and form.endswith(("ed", "ing")) else _HARDEST


@lru_cache(maxsize=65536)
def easiest_level(lemma: str, level: float) -> float:
    """Return the level of a word's easiest use; `level` where no other part of speech is easier, nor the verb of an -ing form.

    Who knows the list (A1) or to learn (A1) is taught nothing by "to list" or "learning".
    """
    words = (lemma, *_verbs_of(lemma))
    uses = [listed for word in words for listed in _levels(word).values()]
    if not uses:
        return level
    return min(level, _weighed(min(uses), frequency_level(zipf(lemma, "en"), len(lemma))))


def _verbs_of(word: str) -> tuple[str, ...]:
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < _SHORTEST_STEM:
        return ()
    undoubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
    return tuple(verb for verb in (stem, f"{stem}e", *undoubled) if "VB" in _levels(verb))


def _weighed(listed: float, estimate: float) -> float:
    """Return a level of CEFR-J (A1 to B2, whole numbers); half way to the estimate where cefrpy went beyond that list.

    It carried levels on from counts ("hypothesis" at C2) and over families of words that look alike ("antibody" at A1, as
    "body"). Half way they order sentences better: rho on CEFR-SP Wiki-Auto train, mean of the annotators, .733 to .738.
    """
    is_graded = listed <= _HARDEST_GRADED and float(listed).is_integer()
    return listed if is_graded and -_TOO_HARD < estimate - listed < _TOO_EASY else (listed + estimate) / 2


def frequency_level(frequency: float | None, length: int) -> float:
    """Estimate a level, 2.0 to 6.0, from Zipf frequency and length in letters: rho .69, mean error .82 against the lists."""
    if frequency is None:
        return _HARDEST
    level = _ZIPF_WEIGHT * frequency + _LETTERS_WEIGHT * length + _WORD_BASE
    return min(_HARDEST, max(2.0, level))


def _by_pos(word: str, upos: str) -> float | None:
    levels = _levels(word)
    return next((levels[tag] for tag in _PENN.get(upos, ()) if tag in levels), None)


def _lower_average(*words: str) -> float | None:
    return min((_average(levels) for levels in map(_levels, words) if levels), default=None)


def _average(levels: Mapping[str, float]) -> float:
    """Return the mean as cefrpy gives it, in its steps of a fiftieth."""
    steps = [round((level - 1) * _STEPS) for level in levels.values()]
    return round(sum(steps) / len(steps)) / _STEPS + 1


@cache
def _levels(word: str) -> Mapping[str, float]:
    """Return the levels of a word by its Penn tags."""
    pairs = (pair.split(":") for pair in (table("cefr").get(word) or "").split())
    return {tag: float(level) for tag, level in pairs}


def table_rows(_: str) -> Iterator[Row]:
    """Yield the words of cefrpy with their tags and levels."""
    from cefrpy import CEFRAnalyzer

    found = CEFRAnalyzer().yield_word_pos_level(pos_tag_as_string=True, word_level_as_float=True)
    for word, entries in groupby(found, key=itemgetter(0)):
        yield word, " ".join(f"{tag}:{level}" for _, tag, level in entries)


def _of_parts(word: str) -> float | None:
    parts = [part for part in word.split("-") if part]
    return max(cefr_level(part, "", part)[1] for part in parts) if len(parts) > 1 else None


def _of_base(word: str) -> float | None:
    bases = (word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix))
    level = next(filter(None, map(_lower_average, bases)), None)
    return None if level is None else min(_HARDEST, level + _DERIVED_COST)
