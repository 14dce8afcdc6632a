"""Split a text into lines, and tell the language of each line by its script."""

import html
import re
from functools import lru_cache

from flashdeck.model import Language
from flashdeck.model.characters import count_han

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ]")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’\-]*")
"""The pattern of a word in Latin letters."""
_FULL_STOP = re.compile(r"[。！？]\W{0,9}$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_PINYIN_ONLY = re.compile("[āēīōūǖǎěǐǒǔǚ]")  # letters that do not occur in English, even in borrowed words
# A line is pinyin if at least this share of its words has a tone mark (chosen by hand). Words in the neutral tone have no mark.
_MOSTLY_TONED = 0.4
_HAN_PER_WORD = 0.5
"""A line with Latin words is Chinese if it has more than this number of Han characters per Latin word.

A single Han character is not enough, because an English line may quote a Chinese word.
"""
# maximum number of lines whose language is cached; several steps of reading need the language of the same line
_REMEMBERED = 4096
_SHORT = 2
"""A line without Han characters is Chinese if it has at most this number of Latin words and ends in a Chinese mark.

Examples are "OK。" and "GPT-4！".
"""


def split_lines(text: str) -> list[str]:
    r"""Split a text at line ends of all kinds, and strip the white space around each line. An empty last line is left out.

    >>> split_lines("我们。\r\n We.\n")
    ['我们。', 'We.']
    """
    parts = [part.strip("\ufeff \t\u3000") for part in LINE_END.split(text)]
    return parts[:-1] if parts and not parts[-1] else parts


def one_line(text: str) -> str:
    r"""Return a text with spaces in place of line ends, for formats in which a text may contain line ends.

    >>> one_line("We\x85are.")
    'We are.'
    """
    return LINE_END.sub(" ", text).strip("\ufeff \t\u3000")


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


@lru_cache(maxsize=_REMEMBERED)
def language_of(text: str) -> Language | None:
    """Return the language of a line by its script.

    Returns None for a script that is neither Han nor Latin, for pinyin, and for a text without letters.

    >>> language_of("我们用 Claude Code 写 Python。"), language_of("The Chinese word 算力 means compute."), language_of("10%")
    ('zh', 'en', None)
    >>> language_of("OK。"), language_of("OK."), language_of("これは"), language_of("Wǒmen qù nǎr ne?")
    ('zh', 'en', None, None)
    """
    if has_kana(text):
        return None
    han, words = count_han(text), LATIN_WORD.findall(text)
    if han:
        return "zh" if han > _HAN_PER_WORD * len(words) else "en"
    if not words or _is_foreign(text, words) or _is_pinyin(text, words):
        return None
    return "zh" if len(words) <= _SHORT and _FULL_STOP.search(text[-10:]) else "en"


def _is_pinyin(text: str, words: list[str]) -> bool:
    """Tell whether a line is pinyin, and not English in which a borrowed word such as "café" has an accent."""
    if text.isascii() or not _PINYIN_ONLY.search(text):
        return False
    return sum(bool(_TONE.search(word)) for word in words) >= _MOSTLY_TONED * len(words)


def _is_foreign(text: str, words: list[str]) -> bool:
    """Tell whether most letters of a text are neither Han nor Latin, but for example Cyrillic, Hangul or Arabic."""
    latin = sum(len(word) for word in words)
    return not text.isascii() and sum(char.isalpha() for char in text) > 2 * latin


def unescape(text: str) -> str:
    """Replace character references such as `&amp;` by their characters. Other ampersands stay.

    >>> unescape("R&amp;D, AT&T &lt;b&gt;")
    'R&D, AT&T <b>'
    """
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
