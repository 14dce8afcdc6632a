"""jieba's dictionary and its most probable path, on frequencies of our own."""

import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer


@cache
def _dictionary_of_jieba() -> tuple[dict[str, int], dict[str, str]]:
    """Return jieba's frequencies (with all beginnings of words, at 0) and its parts of speech.

    One pass over its dictionary gives both; its own loader would write a cache under a fixed name into the shared
    temporary folder.
    """
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    with _quiet_jieba().get_dict_file() as source:
        for line in source.read().decode("utf-8").splitlines():
            word, frequency, tags[word] = line.split(" ")
            frequencies[word] = int(frequency)
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    return frequencies, tags


def _quiet_jieba() -> "Tokenizer":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 imports pkg_resources where present, and has invalid escapes
        import jieba

    return jieba.Tokenizer()


def new_tokenizer() -> tuple["Tokenizer", dict[str, str]]:
    """Return a tokenizer of our own, whose frequencies may be changed, and the parts of speech."""
    frequencies, tags = _dictionary_of_jieba()
    tokenizer = _quiet_jieba()
    tokenizer.FREQ = dict(frequencies)
    tokenizer.total = sum(frequencies.values())
    tokenizer.initialized = True
    return tokenizer, tags
