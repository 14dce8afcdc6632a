"""Restore the punctuation marks of a Chinese line that is written without them, so that it is judged like a line with marks.

The restored text is never shown. A card and a handout show the line as it was read, with a space at each pause.
"""

import re

from flashdeck.lazy import Lazy
from flashdeck.model import Sentence, ends_bare
from flashdeck.model.characters import HAN_RANGES

_load_pause = Lazy(lambda: re.compile(rf"(?<=[{HAN_RANGES}”’》」』）]) +(?=[{HAN_RANGES}“‘《「『（])"))
"""A space between Chinese words, which captions use in place of a mark. A space beside Latin letters does not match.

The pattern is compiled for the first line without marks, because that takes 3.5 ms.
"""
_LAST_MARK = re.compile(r"[.?!](?=[”’\"')]*\s*$)")
_FULL_WIDTH = {".": "。", "?": "？", "!": "！"}


def with_restored_marks(sentence: Sentence) -> str:
    """Return the Chinese text of a sentence with a comma at each pause, and with the final mark of its English text.

    The final mark is added only if the English text ends with such a mark and the Chinese text ends without a mark.
    """
    text = _load_pause().sub("，", sentence.zh)
    ending = _LAST_MARK.search(sentence.en)
    if ending and ends_bare(text) and sentence.pairs[-1].zh_source[-1].unmarked:
        return text + _FULL_WIDTH[ending[0]]
    return text


def clause_starts(text: str) -> frozenset[int]:
    """Return the offsets at which a clause begins after a pause.

    >>> sorted(clause_starts("桥断了 我们用 AI 找路"))
    [4]
    """
    return frozenset(pause.end() for pause in _load_pause().finditer(text))
