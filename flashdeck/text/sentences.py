"""Join pairs into sentences that are complete in both languages, and clean both texts."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from flashdeck.chinese.speech.chinese_repairs import clean_chinese
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.language.sounds import remove_sounds
from flashdeck.model import Line, Pair, Repair, Sentence

_ZH_GOES_ON = re.compile(r"[,，、;；:：][”’\"']?\s*$")  # a mark at the end of a line, after which a Chinese sentence continues
# maximum number of pairs that are joined to one sentence; a speaker may join clauses with commas for minutes (chosen by hand)
_MOST_PAIRS = 6


def make_sentences(pairs: Iterable[Pair], *, max_pairs: int = _MOST_PAIRS, ends: Collection[int] = ()) -> Iterator[Sentence]:
    """Join each pair whose Chinese ends in a comma with the next pair, and clean the texts.

    Every pair is in exactly one sentence, and the order is kept. A complete short sentence is never joined to the next
    sentence. `ends` are the numbers of lines after which the edits file ends a sentence, even if the line ends in a comma.
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
    sentence = Sentence(tuple(pairs), en, (*_labels(pair.en_source for pair in pairs), *repairs))
    zh, zh_repairs = clean_chinese(sentence.zh, sentence.en_verbatim)
    zh_labels = tuple(_labels(pair.zh_source for pair in pairs))
    if not (zh_repairs or zh_labels):
        return sentence
    return replace(sentence, zh_clean=zh if zh_repairs else None, zh_repairs=(*zh_labels, *zh_repairs))


def _labels(sources: Iterable[Sequence[Line]]) -> Iterator[Repair]:
    """Yield a repair for each label of a sound that the reader removed from the lines of a sentence."""
    found = list[str]()
    for source in sources:
        found += [line.original for line in source if line.original is not None and line.original not in found]
    for original in found:
        yield from (Repair(rule, original) for rule in remove_sounds(original)[1])
