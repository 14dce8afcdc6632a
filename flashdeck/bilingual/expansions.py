"""Find the full form of an abbreviation elsewhere in the talk: "reinforcement learning" for RL."""

from collections import Counter
from collections.abc import Sequence

from flashdeck.bilingual.links.seeds import Seeds
from flashdeck.english.stems import stem
from flashdeck.model import EnToken

# A phrase counts as a full form if the dictionary confirms all its words. If the dictionary confirms only some of them, the
# phrase must occur at least this number of times in the talk.
_OFTEN = 3
# An abbreviation has at least `_SHORTEST` and at most `_LONGEST` + 1 letters. A final s is not counted.
_SHORTEST, _LONGEST = 2, 4


def is_abbreviation(text: str) -> bool:
    """Tell whether the capitals of a word show that it is an abbreviation: RL, LLMs.

    >>> is_abbreviation("RL"), is_abbreviation("LLMs"), is_abbreviation("Rich")
    (True, True, False)
    """
    letters = text.removesuffix("s")
    return _SHORTEST <= len(letters) <= _LONGEST + 1 and letters.isalpha() and letters.isupper()


class Expansions:
    """Finds the full forms of abbreviations in the English lines of a transcript."""

    def __init__(self, english: Sequence[Sequence[EnToken]]) -> None:
        self._rows = [[token.text.casefold() for token in tokens if token.kind != "mark"] for tokens in english]
        self._initials = ["".join([word[0] for word in words]) for words in self._rows]
        self._seeds = Seeds()
        self._known: dict[tuple[str, str], str | None] = {}

    def of(self, abbreviation: str, zh: str) -> str | None:
        """Return the phrase of the talk that is the full form of an abbreviation. Return None if no phrase fits.

        The initials of the phrase must be the letters of the abbreviation, and the dictionary must confirm that the Chinese
        word `zh` means the phrase. The most frequent of these phrases is returned.
        """
        if (abbreviation, zh) not in self._known:
            self._known[abbreviation, zh] = self._find(abbreviation, zh)
        return self._known[abbreviation, zh]

    def _find(self, abbreviation: str, zh: str) -> str | None:
        initials = abbreviation.removesuffix("s").casefold()
        found: Counter[str] = Counter()
        for words, said in zip(self._rows, self._initials, strict=True):
            at = said.find(initials)
            while at >= 0:
                found[" ".join(words[at : at + len(initials)])] += 1
                at = said.find(initials, at + 1)
        ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
        return next((phrase for phrase, often in ranked if self._fits(zh, phrase, often)), None)

    def _fits(self, zh: str, phrase: str, often: int) -> bool:
        """Tell whether the dictionary confirms that a Chinese word means a phrase.

        It must confirm all words of the phrase. If the phrase is frequent in the talk, one confirmed word is sufficient.
        """
        stems = set(map(stem, phrase.split()))
        seeded = {known for _, known, _ in self._seeds.weights((zh,), sorted(stems))}
        return seeded == stems or (bool(seeded) and often >= _OFTEN)
