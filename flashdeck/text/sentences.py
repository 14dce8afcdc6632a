"""Join pairs into sentences that are complete in both languages, and clean both texts."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from flashdeck.english.speech.disfluency import clean_chinese, clean_english
from flashdeck.model import Pair, Sentence

_ZH_GOES_ON = re.compile(r"[,，、;；:：][”’\"']?\s*$")  # a mark at the end of a line, after which a Chinese sentence continues
# maximum number of pairs that are joined to one sentence; a speaker may join clauses with commas for minutes (chosen by hand)
_MOST_PAIRS = 6


def make_sentences(pairs: Iterable[Pair], *, max_pairs: int = _MOST_PAIRS, ends: Collection[int] = ()) -> Iterator[Sentence]:
    """Join each pair whose Chinese ends in a comma with the next pair, and clean the texts.

    Every pair is in exactly one sentence, and the order is kept. A complete short sentence is never joined to the next
    sentence. `ends` are the numbers of lines after which the edits file ends a sentence, whatever its last mark is.
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
    """Tell whether the edits file ends a sentence after the last Chinese or the last English line of a pair."""
    last_lines = {pair.zh_source[-1].number, pair.en_source[-1].number}
    return not last_lines.isdisjoint(ends)


def _sentence(pairs: Sequence[Pair]) -> Sentence:
    en, repairs = clean_english(" ".join(pair.en for pair in pairs))
    sentence = Sentence(tuple(pairs), en, repairs)
    zh, zh_repairs = clean_chinese(sentence.zh)
    return replace(sentence, zh_clean=zh) if zh_repairs else sentence
