"""Parts of speech without a trained pipeline: HanTa's model of English (CLAWS C5 tags), which comes inside its package."""

import gzip
import math
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flashdeck.lazy import Lazy

_MODEL = "morphmodel_en.pgz"
_START, _END, _UNKNOWN = 1, 2, 3  # HanTa's own numbers for the ends of a sentence and for a word without tags
_PATHS = 5  # so many paths are continued at each word, and those within 1 (natural logarithm) of the next: HanTa's own beam
# Letters of the longest English word in a dictionary (pneumonoultramicroscopicsilicovolcanoconiosis, Oxford English Dictionary). A
# longer token is an address, data, or a chain of words: a noun, without HanTa's analysis, whose cost grows with the square of its length.
_LONGEST_WORD = 45
# A verb that the model never saw as a noun may be one (an ask, an invite): conversion, the freest word formation of English (Quirk and
# others, 1985, appendix I.43-47). e^-2 as likely as the verb, before the neighbours are considered; checked on 130 sentences.
_CONVERTED = 2.0
_CUTOFF = 5  # tags of a new word that are less likely by so much (natural logarithm) are left out: HanTa's own value

State = tuple[int, int]


class HanTagger:
    """HanTa's tagger: its probabilities and its beam search, in half the time, with the same tags.

    The tags of each word are looked up once, and the search tries those tags alone instead of all tags of the model. Where no
    tag can follow, the sentence is divided. One kind of tag is added: a verb may be a noun as well.
    """

    def __init__(self) -> None:
        from HanTa import HanoverTagger

        packed = Path(HanoverTagger.__file__).with_name(_MODEL).read_bytes()
        # Decompressed in one step, the model loads twice as fast as with HanTa's own reader. The file is part of the package.
        self._model: Any = HanoverTagger.HanoverTagger(None, pickle.loads(gzip.decompress(packed)))  # noqa: S301
        self._model.strict = False
        self._verb, self._noun = (self._model.tag2int[tag] for tag in ("VVI", "NN1"))
        self._transitions: Mapping[State, Mapping[int, float]] = self._model.LP_trans_word
        self._readings: dict[tuple[str, bool], Mapping[int, float]] = {}

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the C5 tags of a sentence; the capital of its first word says nothing."""
        numbers: list[int] = []
        while len(numbers) < len(words):
            numbers += self._search(words[len(numbers) :])
        return [self._model.int2tag[number] for number in numbers]

    def has(self, word: str) -> bool:
        """Tell whether the model saw a word often enough to keep it."""
        return word.casefold() in self._model.cache

    def knows(self, word: str, tags: frozenset[str]) -> bool:
        """Tell whether the model saw a word with one of these tags when it learned."""
        seen = self._model.cache.get(word.casefold(), ())
        return any(self._model.int2tag[number] in tags for number, _ in seen)

    def _search(self, words: Sequence[str]) -> list[int]:
        """Return the likeliest tags of a sentence, or of its beginning up to a dead end (at least one word)."""
        row: dict[State, float] = {(0, _START): 0.0}
        back: list[dict[State, State]] = []
        for at, word in enumerate(words):
            step, origins = self._step(row, self._read(word, cased=at > 0))
            if not step:
                break
            row = step
            back.append(origins)
        if not back:
            return [max(self._read(words[0], cased=False).items(), key=_likelihood, default=(_UNKNOWN, 0.0))[0]]
        state = max(row, key=lambda state: (row[state] + self._transitions[state].get(_END, -math.inf), row[state]))
        return _trace(back, state)

    def _step(self, row: Mapping[State, float], readings: Mapping[int, float]) -> tuple[dict[State, float], dict[State, State]]:
        """Return the likeliest way to each state at the next word, and where it comes from."""
        least = sorted(row.values(), reverse=True)[_PATHS] - 1 if len(row) > _PATHS else -math.inf
        step: dict[State, float] = {}
        origins: dict[State, State] = {}
        for state, so_far in row.items():
            if so_far < least:
                continue
            transition, last = self._transitions[state], state[1]
            for tag, likelihood in (readings or dict.fromkeys(transition.keys() - {_END}, 0.0)).items():
                if tag not in transition:
                    continue
                found, reached = so_far + transition[tag] + likelihood, (last, tag)
                if reached not in step or found > step[reached]:
                    step[reached] = found
                    origins[reached] = state
        return step, origins

    def _read(self, word: str, *, cased: bool) -> Mapping[int, float]:
        """Return the tags that a word can have, with their likelihoods; empty where anything goes."""
        if len(word) > _LONGEST_WORD:
            return {self._noun: 0.0}
        key = (word, cased)
        if key not in self._readings:
            found = dict(self._model._tag_word(word, cutoff=_CUTOFF, casesensitive=cased, conditional=True))  # noqa: SLF001  the public call hides the condition
            self._readings[key] = {} if set(found) == {_UNKNOWN} else self._with_noun(found)
        return self._readings[key]

    def _with_noun(self, readings: dict[int, float]) -> dict[int, float]:
        """Let a verb be a noun as well."""
        if self._verb not in readings or self._noun in readings:
            return readings
        of_tag = self._model.LP_wtag
        converted = readings[self._verb] + of_tag[self._verb] - of_tag[self._noun] - _CONVERTED
        return {**readings, self._noun: converted}


def _likelihood(reading: tuple[int, float]) -> float:
    return reading[1]


def _trace(back: Sequence[Mapping[State, State]], state: State) -> list[int]:
    tags = []
    for origins in reversed(back):
        tags.append(state[1])
        state = origins[state]
    return tags[::-1]


load_hanta = Lazy(HanTagger)
"""Return the tagger, loaded once a process."""
