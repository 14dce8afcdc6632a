"""What an abbreviation of the talk stands for, where the talk says it: RL, reinforcement learning."""

from collections import Counter
from collections.abc import Sequence

from flashdeck.bilingual.links.seeds import Seeds
from flashdeck.english.stems import stem
from flashdeck.model import EnToken

_OFTEN = 3
_SHORTEST, _LONGEST = 2, 4  # letters


def is_abbreviation(text: str) -> bool:
    """Tell whether a word is an abbreviation by its capitals: RL, LLMs.

    >>> is_abbreviation("RL"), is_abbreviation("LLMs"), is_abbreviation("Rich")
    (True, True, False)
    """
    letters = text.removesuffix("s")
    return _SHORTEST <= len(letters) <= _LONGEST + 1 and letters.isalpha() and letters.isupper()


class Expansions:
    """Looks abbreviations up in the English side of a transcript."""

    def __init__(self, english: Sequence[Sequence[EnToken]]) -> None:
        self._rows = [[token.text.casefold() for token in tokens if token.kind != "mark"] for tokens in english]
        self._seeds = Seeds()
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, abbreviation: str, zh: str) -> str | None:
        """Return the commonest phrase with these initials that fits the Chinese word's dictionary senses."""
        if (abbreviation, zh) not in self._known:
            self._known[abbreviation, zh] = self._find(abbreviation, zh)
        return self._known[abbreviation, zh]

    def _find(self, abbreviation: str, zh: str) -> str | None:
        initials = abbreviation.removesuffix("s").casefold()
        found: Counter[str] = Counter()
        for words in self._rows:
            said = "".join(word[0] for word in words)
            at = said.find(initials)
            while at >= 0:
                found[" ".join(words[at : at + len(initials)])] += 1
                at = said.find(initials, at + 1)
        ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
        return next((phrase for phrase, often in ranked if self._fits(zh, phrase, often)), None)

    def _fits(self, zh: str, phrase: str, often: int) -> bool:
        """Tell whether a phrase is more than chance: all its words are seeded, or one of them and it is said often."""
        stems = set(map(stem, phrase.split()))
        seeded = {known for _, known, _ in self._seeds.weights((zh,), sorted(stems))}
        return seeded == stems or (bool(seeded) and often >= _OFTEN)
