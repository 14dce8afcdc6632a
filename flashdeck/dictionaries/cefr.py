"""The levels of English words on the CEFR scale, by word and part of speech. Unlisted words get an estimated level.

Data: cefrpy, which contains the CEFR-J Vocabulary Profile 1.5 (Tono Laboratory, TUFS) and further levels that were computed
from n-gram counts. The levels are approximate and are shown as approximate. On the numeric scale, A1 is 1.0 and C2 is 6.0.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from flashdeck.dictionaries.compiled import Row, table
from flashdeck.dictionaries.frequency import zipf

LEVEL_NAMES = ("A1", "A2", "B1", "B2", "C1", "C2")
_HARDEST = 6.0
# Weights for estimating the level of a word from its frequency and its length. They were fitted on the CEFR-J and Octanove
# lists. The lists are not installed with flashdeck, so the fit cannot be repeated here (fits/README.md).
_ZIPF_WEIGHT, _LETTERS_WEIGHT, _WORD_BASE = -1.02, 0.069, 6.83
_HARDEST_GRADED = 4.0  # B2, the highest level of CEFR-J
# A listed level is doubtful if the estimated level is higher by at least this number. For this reason, about 2,200 words with
# the listed level A1 or A2 are doubtful. Most of them are rare words that are related to common words (artisan, attest).
_TOO_EASY = 2.5
# A listed level is doubtful if it is higher than the estimated level by at least this number, such as B2 for a very common
# word.
_TOO_HARD = 1.9
# The Penn tags for each universal tag. cefrpy has levels for Penn tags. Of the tags in a row, the first tag that cefrpy has for
# a word is used.
_PENN_TAGS = {
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
# Words that beginners learn, which therefore get level A1. The list of cefrpy lacks these words, or
# grades them C2 because they are rare in written text.
_FIRST_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "okay ok yeah yes yep no nope oh ah uh um er hmm mm mhm wow hi hey gonna wanna gotta kinda sorta etcetera etc".split()
)
_SUFFIXES = ("ness", "ly", "less", "ful")
_STEPS = 50  # cefrpy rounds a level to a multiple of 0.02, which is one of 50 steps from one level to the next
_SHORTEST_STEM = 3  # minimum number of letters before -ing in a form of a verb; chosen by hand
_DERIVED_COST = 0.5  # a derived word is harder than its base by this number of levels; see docs/design/selection.md


def is_listed(word: str, upos: str) -> bool:
    """Return whether cefrpy lists a word with this part of speech, which is a universal tag such as "NOUN"."""
    return _listed_level(word, upos) is not None


def cefr_level(lemma: str, upos: str, form: str) -> tuple[str | None, float]:
    """Return the listed level ("A1" to "C2"; None for an unlisted word) and its value from 1.0 to 6.0.

    The level is looked up by lemma and part of speech. If this pair is not listed, the average levels of the form and of the
    lemma are looked up, and the lower level is used. A participle is at most as hard as the adjective with the same form
    ("excited", A1). An unlisted compound is as hard as its hardest part. An unlisted derived word is half a level harder than
    its base. The levels of all other words are estimated from their frequencies.

    >>> cefr_level("bridge", "NOUN", "bridges")
    ('A1', 1.0)
    """
    lemma, form = lemma.casefold(), form.casefold()
    if lemma in _FIRST_WORDS or form in _FIRST_WORDS:
        return LEVEL_NAMES[0], 1.0
    listed = _listed_level(lemma, upos) or _lower_average(form, lemma)
    if listed is None:
        return None, _level_from_parts(lemma) or _level_from_base(lemma) or frequency_level(zipf(form, "en"), len(form))
    level = min(_weighed(listed, lemma), _level_as_adjective(form, lemma))
    return LEVEL_NAMES[int(level + 0.5) - 1], level


def _level_as_adjective(form: str, lemma: str) -> float:
    """Return the listed level of a participle as an adjective, or C2 (6.0) if it is not listed as an adjective."""
    is_participle = form != lemma and form.endswith(("ed", "ing"))
    return _levels(form).get("JJ", _HARDEST) if is_participle else _HARDEST


def easiest_level(lemma: str, level: float) -> float:
    """Return the level of the easiest use of a word. A use is a part of speech, or the verb of an -ing form.

    A learner who knows "a list" (A1) does not need a card for "to list", and a learner who knows "to learn" does not need a
    card for "learning". `level` is the level of the use in the line; it is returned if all other uses are harder.
    """
    words = (lemma, *_verbs_of(lemma))
    uses = [listed for word in words for listed in _levels(word).values()]
    if not uses:
        return level
    return min(level, _weighed(min(uses), lemma))


def _verbs_of(word: str) -> tuple[str, ...]:
    """Return the listed verbs of which a word may be the -ing form."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < _SHORTEST_STEM:
        return ()
    candidates = [stem, f"{stem}e"]
    if stem[-1] == stem[-2]:
        candidates.append(stem[:-1])
    return tuple(verb for verb in candidates if "VB" in _levels(verb))


def _weighed(listed: float, lemma: str) -> float:
    """Return the listed level of a word. If it is doubtful, return the mean of the listed level and the estimated level.

    CEFR-J lists words up to B2, with whole numbers as levels. A level of CEFR-J is doubtful only if it is far from the
    estimate. All other levels are doubtful, because cefrpy computed them from counts ("hypothesis", C2) or from similar words
    ("antibody", A1, because of "body"). The mean improves the estimates of the difficulties of sentences: their rank
    correlation with the annotators' levels is .738 instead of .733 on the training part of CEFR-SP Wiki-Auto.
    """
    estimate = frequency_level(zipf(lemma, "en"), len(lemma))
    is_graded = listed <= _HARDEST_GRADED and float(listed).is_integer()
    if is_graded and -_TOO_HARD < estimate - listed < _TOO_EASY:
        return listed
    return (listed + estimate) / 2


def frequency_level(frequency: float | None, length: int) -> float:
    """Estimate a level, 2.0 to 6.0, from the Zipf frequency of a word (None if unlisted) and its length in letters.

    Fitted on the listed words: rank correlation .69, mean error .82 levels; docs/design/selection.md.
    """
    if frequency is None:
        return _HARDEST
    level = _ZIPF_WEIGHT * frequency + _LETTERS_WEIGHT * length + _WORD_BASE
    return min(_HARDEST, max(2.0, level))


def _listed_level(word: str, upos: str) -> float | None:
    levels = _levels(word)
    for tag in _PENN_TAGS.get(upos, ()):
        if tag in levels:
            return levels[tag]
    return None


def _lower_average(*words: str) -> float | None:
    """Return the lowest of the average levels of some words, or None if no word is listed. Unlisted words are ignored."""
    averages = [_average(levels.values()) for levels in map(_levels, words) if levels]
    return min(averages, default=None)


def _average(levels: Iterable[float]) -> float:
    """Return the mean of the levels, rounded to a multiple of 0.02 as in cefrpy."""
    steps = [round((level - 1) * _STEPS) for level in levels]
    return round(sum(steps) / len(steps)) / _STEPS + 1


@lru_cache(maxsize=65536)
def _levels(word: str) -> Mapping[str, float]:
    """Return the listed levels of a word by Penn tag; empty if the word is not listed."""
    pairs = (pair.split(":") for pair in (table("cefr").get(word) or "").split())
    return {tag: float(level) for tag, level in pairs}


def _level_from_parts(word: str) -> float | None:
    """Return the level of the hardest part of a hyphenated word, or None for any other word."""
    parts = [part for part in word.split("-") if part]
    if len(parts) < 2:
        return None
    return max(cefr_level(part, "", part)[1] for part in parts)


def _level_from_base(word: str) -> float | None:
    """Return the level of a word that is derived from a listed word ("thankfulness"), or None for any other word."""
    bases = (word.removesuffix(suffix) for suffix in _SUFFIXES if word.endswith(suffix))
    level = next(filter(None, map(_lower_average, bases)), None)
    return None if level is None else min(_HARDEST, level + _DERIVED_COST)


def table_rows(_: str) -> Iterator[Row]:
    """Yield the words of cefrpy, each with its Penn tags and levels."""
    from cefrpy import CEFRAnalyzer

    found = CEFRAnalyzer().yield_word_pos_level(pos_tag_as_string=True, word_level_as_float=True)
    for word, entries in groupby(found, key=itemgetter(0)):
        yield word, " ".join(f"{tag}:{level}" for _, tag, level in entries)
