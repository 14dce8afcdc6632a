"""Decisions about a Chinese word that depend on the Chinese words around it: its role, and its preferred sense.

The role is the part of speech by which the gloss is chosen; jieba's tag says the usual part of speech instead. The rules are
rows of `bilingual/data/roles.tsv`. A preferred sense overrules all dictionary senses; these are rows of
`bilingual/data/preferred_senses.tsv`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import NO_WORD, Word
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A place among the words of a Chinese line. Marks bound its clause."""

    words: Sequence[Word]
    at: int

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return text and tag of the word at an offset; an empty text and the tag of a mark beyond the ends of the line."""
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
    """Return the rule that gives a word another role than its tag; None where the tag is its role."""
    tag = place.words[place.at].tag
    key = "v" if tag.startswith("v") else tag
    return _load_roles().first(key, place)


def gloss_role(place: WordPlace) -> str:
    """Return the part of speech by which the gloss of a word is chosen, as a tag of jieba's."""
    rule = role_rule(place)
    return rule.result if rule else place.words[place.at].tag


def preferred_sense(place: WordPlace) -> Rule | None:
    """Return the row of the table of preferred senses that applies to a word; None where there is none."""
    table = _load_preferred()
    text = place.words[place.at].text
    return table.first(text, place) if text in table else None
