"""How this talk uses a word: its counterparts with their counts, and what else the talk calls the same thing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from flashdeck.model import Graded, Language, Token, ZhToken

_LEAST = 2  # occurrences: one may be a slip of the aligner
_MOST_NAMES = 3
_CLASSES = {"compound": "NOUN", "phrasal verb": "VERB"}
_LABELS: dict[Language, tuple[str, str]] = {"zh": ("here: ", "also: "), "en": ("文中：", "又作：")}


class Usage:
    """The counterparts of all words of a talk, told in the learner's own language."""

    def __init__(self, graded: Sequence[Graded], study: Language) -> None:
        self._here, self._also = _LABELS[study]
        self._counterparts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for item in graded:
            for token in item.units:
                if token.links and token.gloss and token.kind == "word":
                    gloss = token.gloss.removeprefix("to ")
                    self._counterparts[token.headword][gloss] += 1
                    self._names[gloss, _class_of(token)][token.headword] += 1

    def of(self, token: Token) -> Iterator[str]:
        """Yield what the card says of a word: "here: inference 12, reasoning 2" and "also: 计算资源"."""
        headword, gloss = token.headword, (token.gloss or "").removeprefix("to ")
        found = [(text, often) for text, often in _ranked(self._counterparts[headword]) if often >= _LEAST]
        if len(found) > 1:
            yield self._here + ", ".join(f"{text} {often}" for text, often in found)
        names = [name for name, often in _ranked(self._names[gloss, _class_of(token)]) if often >= _LEAST]
        others = [name for name in names if name != headword]
        if others:
            yield self._also + ", ".join(others[:_MOST_NAMES])


def _class_of(token: Token) -> str:
    """Return the class of words in which a word may have another name: in English "profit" is no name for "profitable"."""
    return "" if isinstance(token, ZhToken) else _CLASSES.get(token.pos or "", token.pos or "")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
