"""Lines of a text, and the language that the script of each tells."""

import html
import re
from functools import lru_cache

from flashdeck.chinese.characters import count_han
from flashdeck.model import Language

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’\-]*")
_FULL_STOP = re.compile(r"[。！？]\W{0,9}$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_TONE, _LONG_OR_LOW = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"), re.compile("[āēīōūǖǎěǐǒǔǚ]")  # the second in no English word
_MOSTLY_TONED = 0.4  # of the words; the rest are in the neutral tone
_HAN_A_WORD = 0.5
"""A line is Chinese from one Han character for two Latin words on: an English line may quote a Chinese word."""
_MOST_TOLD = 4096  # lines: those of a talk are told by each step that looks for times, names and languages
_SHORT = 2
"""Latin words at most in a Chinese answer that has no Chinese word, as "OK。" and "GPT-4！"; its full stop tells."""


def split_lines(text: str) -> list[str]:
    r"""Split at every kind of line end, without outer white space; a last empty line is no line.

    >>> split_lines("我们。\r\n We.\n")
    ['我们。', 'We.']
    """
    parts = [part.strip("\ufeff \t\u3000") for part in LINE_END.split(text)]
    return parts[:-1] if parts and not parts[-1] else parts


def one_line(text: str) -> str:
    r"""Return a text without line ends inside, for formats in which a text may hold them.

    >>> one_line("We\x85are.")
    'We are.'
    """
    return LINE_END.sub(" ", text).strip("\ufeff \t\u3000")


def has_kana(text: str) -> bool:
    return bool(_KANA.search(text))


@lru_cache(maxsize=_MOST_TOLD)
def language_of(text: str) -> Language | None:
    """Tell the language by the script; None for other scripts, for marks or digits alone, and for nothing.

    >>> language_of("我们用 Claude Code 写 Python。"), language_of("The Chinese word 算力 means compute."), language_of("10%")
    ('zh', 'en', None)
    >>> language_of("OK。"), language_of("OK."), language_of("これは"), language_of("Wǒmen qù nǎr ne?")
    ('zh', 'en', None, None)
    """
    if has_kana(text):
        return None
    han, words = count_han(text), _LATIN_WORD.findall(text)
    if han:
        return "zh" if han > _HAN_A_WORD * len(words) else "en"
    if not words or _is_foreign(text, words) or _is_pinyin(text, words):
        return None
    return "zh" if len(words) <= _SHORT and _FULL_STOP.search(text[-10:]) else "en"


def _is_pinyin(text: str, words: list[str]) -> bool:
    """Tell a line of pinyin, as study texts have below the Chinese, from English that borrows a word with an accent."""
    if text.isascii() or not _LONG_OR_LOW.search(text):
        return False
    return sum(bool(_TONE.search(word)) for word in words) >= _MOSTLY_TONED * len(words)


def _is_foreign(text: str, words: list[str]) -> bool:
    """Tell whether most letters of a text are neither Chinese nor Latin: Cyrillic, Hangul, Arabic."""
    latin = sum(len(word) for word in words)
    return not text.isascii() and sum(char.isalpha() for char in text) > 2 * latin


def unescape(text: str) -> str:
    """Return a text with its character references as characters; an ampersand that begins none stays.

    >>> unescape("R&amp;D, AT&T &lt;b&gt;")
    'R&D, AT&T <b>'
    """
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
