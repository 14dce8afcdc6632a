"""Joining pairs until both languages have come to an end."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from flashdeck.english.speech.disfluency import clean_chinese, clean_english
from flashdeck.model import Pair, Sentence

_ZH_GOES_ON = re.compile(r"[,，、;；:：][”’\"']?\s*$")


def make_sentences(pairs: Iterable[Pair], *, max_pairs: int = 6, ends: Collection[int] = ()) -> Iterator[Sentence]:
    """Join pairs whose Chinese goes on after a comma, and clean the English.

    Order and count are kept: the pairs of all sentences, one after the other, are the pairs given. A complete short
    sentence is never glued to the next. `ends`: lines behind which a sentence ends whatever its marks say.
    """
    pending: list[Pair] = []
    for pair in pairs:
        pending.append(pair)
        if len(pending) == max_pairs or not _ZH_GOES_ON.search(pair.zh) or _is_end(pair, ends):
            yield _sentence(pending)
            pending = []
    if pending:
        yield _sentence(pending)


def _is_end(pair: Pair, ends: Collection[int]) -> bool:
    return bool(ends) and not {pair.zh_source[-1].number, pair.en_source[-1].number}.isdisjoint(ends)


def _sentence(pairs: Sequence[Pair]) -> Sentence:
    en, repairs = clean_english(" ".join(pair.en for pair in pairs))
    sentence = Sentence(tuple(pairs), en, repairs)
    zh, zh_repairs = clean_chinese(sentence.zh)
    return replace(sentence, zh_clean=zh) if zh_repairs else sentence
