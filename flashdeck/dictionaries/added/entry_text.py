"""Turn the text of a dictionary entry into short glosses and definitions, each with a part of speech where the entry has one.

ECDICT and most StarDict dictionaries write a part of speech at the beginning of a line: "vt. 装; 缠绕". Lines without one continue
the part of speech above them.
"""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from flashdeck.model import Language
from flashdeck.model.characters import HAN_RANGES, count_han

_LONGEST_CHINESE = 8  # maximum number of characters of a Chinese gloss; longer texts explain a word instead of translating it
_LONGEST_ENGLISH = 4  # maximum number of words of an English gloss, as for the senses of CC-CEDICT
_MOST = 12  # maximum number of glosses and of definitions that are kept of one entry
_LONGEST_DEFINITION = 200  # maximum number of characters of a definition; longer texts are articles of an encyclopaedia
_PARTS = {
    "NOUN": ("n", "noun", "pl", "名"),
    "VERB": ("v", "vt", "vi", "verb", "动"),
    "ADJ": ("a", "adj", "s", "adjective", "形"),
    "ADV": ("ad", "adv", "r", "adverb", "副"),
    "ADP": ("prep",),
    "INTJ": ("int", "interj"),
    "CCONJ": ("conj",),
    "PRON": ("pron",),
    "NUM": ("num",),
}
_POS = {name: pos for pos, names in _PARTS.items() for name in names}
_MARK = re.compile(
    rf"^\W*(?:<|\[|【)?({'|'.join(sorted(_POS, key=len, reverse=True))})(?:\.|>|\]|】|\s(?=\W*[{HAN_RANGES}]))\s*"
)
_MORE_MARKS = re.compile(r"^[&/,]\s*(?:[a-z]+\.\s*)")
_TAG = re.compile(r"<(?:br|p|div|li|tr)\b[^>]*>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[^>]*>")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】|〈[^〈〉]*〉|<[^<>]*>")
_SEPARATOR = re.compile(r"[,;，；、/。]")
_NUMBER = re.compile(r"^\W*(?:\d{1,2}[.)、]|[①-⑳]|[a-z]\))\s*")
_SENSE_NUMBER = re.compile(r"[①-⑳❶-❿]")
# ECDICT marks the lines of special fields ([医], [计]). They have no part of speech. Lines that were gathered from web pages
# ([网络]), and lines that list people of this name (人名), are not reliable meanings.
_FIELD = re.compile(r"^\s*[\[【]\w{1,4}[\]】]")
_UNRELIABLE = re.compile(r"^\s*[\[【]网络[\]】]|人名")
# A line with only a pronunciation: between slashes or brackets, or pinyin with tone marks or numbers.
_MARKED_VOWELS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PRONUNCIATION = re.compile(
    rf"^\s*(?:/[^/]*/|\*?\[[^\]]*\]|(?=.*[{_MARKED_VOWELS}1-5])[a-zü{_MARKED_VOWELS}1-5 '’-]+)\s*$", re.IGNORECASE
)
_HAN_ONLY = re.compile(f"[{HAN_RANGES}]+")
_ENGLISH_ONLY = re.compile(r"[A-Za-z][A-Za-z '’-]*")


class Sense(NamedTuple):
    """A gloss or a definition. `pos` is a universal part of speech, or empty."""

    pos: str
    text: str


class EntryText(NamedTuple):
    """What is kept of an entry: short glosses in the other language, definitions in the same language, and exam tags."""

    glosses: tuple[Sense, ...] = ()
    definitions: tuple[Sense, ...] = ()
    tags: str = ""

    def packed(self) -> str:
        """Return the entry as text."""
        return json.dumps([self.glosses, self.definitions, self.tags], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> "EntryText":
        """Return the entry of a text that `packed` returned."""
        glosses, definitions, tags = json.loads(text)
        return cls(tuple(Sense(*sense) for sense in glosses), tuple(Sense(*sense) for sense in definitions), tags)


def plain_text(text: str) -> str:
    r"""Return a text without markup. Paragraphs and line breaks of HTML end a line.

    >>> plain_text("<b>n.</b> 码头<br/>v. 停靠 &amp; 装货")
    'n. 码头\nv. 停靠 & 装货'
    """
    if "<" in text:
        text = _OTHER_TAG.sub("", _TAG.sub("\n", text))
    return unescape(text)


def glosses_of(text: str, language: Language) -> tuple[Sense, ...]:
    r"""Return the short glosses in the text of an entry.

    >>> glosses_of("n. 码头, (小型)港口\nvt. 使停靠码头并装上货物准备出发", "zh")
    (Sense(pos='NOUN', text='码头'), Sense(pos='NOUN', text='港口'))
    """
    found = []
    for pos, line in _lines(text):
        for part in _SEPARATOR.split(_ASIDE.sub("", line)):
            gloss = _short_gloss(part.strip(" .…-~:：\t"), language)
            if gloss:
                found.append(Sense(pos, gloss))
    return tuple(dict.fromkeys(found))[:_MOST]


def definitions_of(text: str) -> tuple[Sense, ...]:
    r"""Return the definitions in the text of an entry, one a line.

    >>> definitions_of("n. a place where ships tie up\nv. to tie up a ship")
    (Sense(pos='NOUN', text='a place where ships tie up'), Sense(pos='VERB', text='to tie up a ship'))
    """
    found = (Sense(pos, " ".join(line.split()).strip(" ;；")) for pos, line in _lines(text))
    short = (sense for sense in found if " " in sense.text or count_han(sense.text) > 1)
    return tuple(sense for sense in dict.fromkeys(short) if len(sense.text) <= _LONGEST_DEFINITION)[:_MOST]


def without_pronunciations(text: str) -> str:
    """Return the text of an entry without lines that are only a pronunciation, and without notes in brackets."""
    return "\n".join(_ASIDE.sub("", line) for line in text.splitlines() if not _PRONUNCIATION.match(line))


def fitting(senses: Sequence[Sense], pos: str) -> tuple[str, ...]:
    """Return the texts of the senses with a part of speech. Senses without a part of speech fit every word."""
    return tuple(dict.fromkeys(sense.text for sense in senses if not sense.pos or not pos or sense.pos == pos))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of an entry with their parts of speech. Lines with only a pronunciation are left out."""
    pos = ""
    for line in _SENSE_NUMBER.sub("\n", text).splitlines():
        bare = _NUMBER.sub("", line)
        if not bare.strip() or _PRONUNCIATION.match(bare) or _UNRELIABLE.search(bare):
            continue
        mark = _MARK.match(bare)
        if _FIELD.match(bare) and not mark:
            pos = ""
        elif mark:
            pos, bare = _POS[mark[1]], bare[mark.end() :]
            bare = _NUMBER.sub("", _MORE_MARKS.sub("", bare))
        yield pos, bare


def _short_gloss(text: str, language: Language) -> str:
    if language == "zh":
        return text if _HAN_ONLY.fullmatch(text) and len(text) <= _LONGEST_CHINESE else ""
    gloss = " ".join(text.split())
    return gloss if _ENGLISH_ONLY.fullmatch(gloss) and len(gloss.removeprefix("to ").split()) <= _LONGEST_ENGLISH else ""
