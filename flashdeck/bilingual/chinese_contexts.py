"""Decide the role and the preferred sense of a Chinese word by the Chinese words around it.

The role is the part of speech for which the gloss is chosen. The role may differ from jieba's tag for the word, because the tag
is the usual part of speech of the word. The rules for roles are the rows of `bilingual/data/roles.tsv`.

A preferred sense overrules all dictionary senses of a word. The rules for preferred senses are the rows of
`bilingual/data/preferred_senses.tsv`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import NO_WORD, Word
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy


class WordPlace(NamedTuple):
    """The position of a word among the words of a Chinese line.

    The clause of the word extends from the punctuation mark before the word to the next punctuation mark.
    """

    words: Sequence[Word]
    at: int

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the text and the tag of the word at an offset from this word.

        Before the beginning and after the end of the line, the text is empty and the tag is that of a punctuation mark.
        """
        at = self.at + offset
        word = self.words[at] if 0 <= at < len(self.words) else NO_WORD
        return word.text, word.tag

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` (1 or more) to the end of the clause."""
        return self._offsets(range(first, len(self.words) - self.at))

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` (-1 or less) back to the beginning of the clause."""
        return self._offsets(range(first, -self.at - 1, -1))

    def _offsets(self, offsets: Iterable[int]) -> Iterable[int]:
        for offset in offsets:
            if not self.word_at(offset)[0][:1].isalnum():
                return
            yield offset


def _load_table(name: str) -> ContextTable[WordPlace]:
    return ContextTable(read_rules("flashdeck.bilingual", name), {}, load_bilingual_classes())


_load_roles = Lazy(lambda: _load_table("roles.tsv"))
_load_preferred = Lazy(lambda: _load_table("preferred_senses.tsv"))


def role_rule(place: WordPlace) -> Rule | None:
    """Return the rule that gives a word a role that differs from its tag. Return None if no rule does so."""
    tag = place.words[place.at].tag
    key = "v" if tag.startswith("v") else tag
    return _load_roles().first(key, place)


def gloss_role(place: WordPlace) -> str:
    """Return the part of speech for which the gloss of a word is chosen, as a jieba tag."""
    rule = role_rule(place)
    return rule.result if rule else place.words[place.at].tag


def preferred_sense(place: WordPlace) -> Rule | None:
    """Return the row of the table of preferred senses that applies to a word. Return None if no row applies."""
    table = _load_preferred()
    text = place.words[place.at].text
    return table.first(text, place) if text in table.keys else None
