"""Names, told by their capitals; what is left is a word, a function word, a number or a mark."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.parts_of_speech import Reading
from flashdeck.english.tagset import CLOSED
from flashdeck.english.tokens import Word
from flashdeck.model import EnToken, TokenKind

_ENDS_SENTENCE = re.compile(r"[.?!…:;]+")
_OPENS = re.compile(r"[\"“‘'(\[—–*-]+")
_PLURAL_LETTERS = re.compile(r"([A-Z]{2,})s")  # GPUs, LLMs
_NEVER_NAMES = CLOSED | {"INTJ", "NUM"}
_RARE = 2.0  # Zipf, once in a hundred million words: a capital at the beginning of a sentence, on no known word, is a name's


def kinds(words: Sequence[Word], readings: Sequence[Reading]) -> list[tuple[TokenKind, Reading]]:
    """Return what each word is, and its reading, a name's as a name."""
    shouted = sum(word.text.isupper() and word.text.isalpha() for word in words) > len(words) / 2
    found: list[tuple[TokenKind, Reading]] = []
    for at, (word, reading) in enumerate(zip(words, readings, strict=True)):
        base = word.pieces[word.base]
        named = not (shouted or base.islower()) and _is_name(base, reading, starts=_starts_sentence(words, at))
        kind: TokenKind = "name" if named else _kind(word, reading)
        found.append((kind, _as_name(base, reading) if named else _as_word(base, reading)))
    return found


def _starts_sentence(words: Sequence[Word], at: int) -> bool:
    if at and _OPENS.fullmatch(words[at - 1].text):
        return True
    return at == 0 or bool(_ENDS_SENTENCE.fullmatch(words[at - 1].text))


def _is_name(base: str, reading: Reading, *, starts: bool) -> bool:
    """Tell whether a capital makes a name: inside the word, inside the sentence, or at its beginning on no common word."""
    if base == "I" or not any(map(str.isupper, base)) or base[0].isdigit():
        return False
    if any(map(str.isupper, base[1:])):
        return True
    if reading.upos in _NEVER_NAMES:
        return False
    return not starts or reading.upos == "PROPN" or (zipf(base, "en") or 0) < _RARE


def _as_name(base: str, reading: Reading) -> Reading:
    """Return a name's reading: as it is written, and a noun unless it is an adjective (Chinese, European)."""
    plural = _PLURAL_LETTERS.fullmatch(base)
    return replace(reading, upos="ADJ" if reading.upos == "ADJ" else "PROPN", lemma=plural[1] if plural else base)


def _as_word(base: str, reading: Reading) -> Reading:
    """Return the reading of a word without a capital: no proper noun, whatever the tagger says."""
    return replace(reading, upos="NOUN", lemma=base.casefold()) if reading.upos == "PROPN" else reading


def _kind(word: Word, reading: Reading) -> TokenKind:
    if not any(map(str.isalnum, word.text)):
        return "mark"
    if word.text[0].isdigit() or not any(map(str.isalpha, word.text)):
        return "number"
    return "function" if reading.upos in CLOSED else "word"


_MOSTLY = 3  # times as often a name as not, and at least so often
_PLURAL = re.compile(r"['’]?s$")


def settle_names(rows: Sequence[tuple[EnToken, ...]]) -> list[tuple[EnToken, ...]]:
    """Take words for names that the talk mostly writes as names: "anthropic" beside many an Anthropic."""
    names = Counter(token.text for row in rows for token in row if token.kind == "name")
    spelt: dict[str, str] = {}
    for name, _ in sorted(names.items(), key=lambda entry: (entry[1], entry[0])):
        spelt[name.casefold()] = name  # the commonest spelling comes last
    words = Counter(_folded(token) for row in rows for token in row if token.kind == "word")
    mostly = {folded: name for folded, name in spelt.items() if names[name] >= _MOSTLY * max(1, words[folded])}
    return [tuple(_settled(token, mostly) for token in row) for row in rows]


def _folded(token: EnToken) -> str:
    return _PLURAL.sub("", token.text.casefold()) if token.zipf is None else token.text.casefold()


def _settled(token: EnToken, names: Mapping[str, str]) -> EnToken:
    name = names.get(_folded(token)) if token.kind == "word" else None
    if name is None:
        return token
    return replace(token, kind="name", pos="PROPN", lemma=name, level=0.0, easiest=None, cefr=None)
