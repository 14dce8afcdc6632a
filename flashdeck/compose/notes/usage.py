"""How this talk uses a word: its counterparts with their counts, and what else the talk calls the same thing."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.model import Graded, Language, Token, ZhToken

_LEAST = 2  # occurrences: one may be a slip of the aligner
_MOST_NAMES = 3
_CLASSES = {"compound": "NOUN", "phrasal verb": "VERB"}
_LABELS: dict[Language, tuple[str, str]] = {"zh": ("here: ", "also "), "en": ("文中：", "又作：")}
_COMMAS: dict[Language, str] = {"zh": ", ", "en": "、"}


@dataclass(frozen=True, slots=True)
class Used:
    """What a card says of the use of a word, and the counterparts that it has named with it."""

    lines: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()


class Usage:
    """The counterparts of all words of a talk, told in the learner's own language."""

    def __init__(self, graded: Sequence[Graded], study: Language) -> None:
        self._here, self._also = _LABELS[study]
        self._comma, self._other_comma = _COMMAS[study], _COMMAS["en" if study == "zh" else "zh"]
        self._counterparts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for item in graded:
            for token in item.units:
                if token.links and token.gloss and token.kind == "word":
                    gloss = token.gloss.removeprefix("to ")
                    self._counterparts[token.headword][gloss] += 1
                    self._names[gloss, _class_of(token)][token.headword] += 1

    def of(self, token: Token) -> Used:
        """Return what the card says of a word: "here: inference 12, reasoning 2" and "also 计算资源"."""
        found = [(text, often) for text, often in _ranked(self._counterparts[token.headword]) if often >= _LEAST]
        lines, named = list[str](), frozenset[str]()
        if len(found) > 1:
            lines.append(self._here + self._comma.join(f"{text} {often}" for text, often in found))
            named = frozenset(text for text, _ in found)
        if names := self._other_names(token):
            lines.append(self._also + self._other_comma.join(names))
        return Used(tuple(lines), named)

    def _other_names(self, token: Token) -> list[str]:
        gloss = (token.gloss or "").removeprefix("to ")
        if len(gloss) == 1:  # a character has too many uses to tell two names of one thing: 多, "much" and "multiple"
            return []
        named = _ranked(self._names[gloss, _class_of(token)])
        return [name for name, often in named if often >= _LEAST and name != token.headword][:_MOST_NAMES]


def _class_of(token: Token) -> str:
    """Return the class of words in which a word may have another name: "profit" is none for "profitable", 扩展 none for 规模."""
    if isinstance(token, ZhToken):
        return "v" if (token.pos or "").startswith("v") else ""
    return _CLASSES.get(token.pos or "", token.pos or "")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
