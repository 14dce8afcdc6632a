"""Find the full form of an abbreviation elsewhere in the talk: RL, "reinforcement learning"."""

from collections import Counter
from collections.abc import Sequence

from flashdeck.bilingual.links.seeds import Seeds
from flashdeck.english.stems import stem
from flashdeck.model import EnToken

_OFTEN = 3  # minimum number of occurrences of a phrase if the dictionary confirms only some of its words
_SHORTEST, _LONGEST = 2, 4  # letters


def is_abbreviation(text: str) -> bool:
    """Tell whether the capitals of a word show that it is an abbreviation: RL, LLMs.

    >>> is_abbreviation("RL"), is_abbreviation("LLMs"), is_abbreviation("Rich")
    (True, True, False)
    """
    letters = text.removesuffix("s")
    return _SHORTEST <= len(letters) <= _LONGEST + 1 and letters.isalpha() and letters.isupper()


class Expansions:
    """Finds the full forms of abbreviations in the English side of a transcript."""

    def __init__(self, english: Sequence[Sequence[EnToken]]) -> None:
        self._rows = [[token.text.casefold() for token in tokens if token.kind != "mark"] for tokens in english]
        self._seeds = Seeds()
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, abbreviation: str, zh: str) -> str | None:
        """Return the most frequent phrase that has these initials and that agrees with the senses of the Chinese word."""
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
        """Tell whether the dictionary confirms all words of a phrase for a Chinese word, or one word of a frequent phrase."""
        stems = set(map(stem, phrase.split()))
        seeded = {known for _, known, _ in self._seeds.weights((zh,), sorted(stems))}
        return seeded == stems or (bool(seeded) and often >= _OFTEN)
