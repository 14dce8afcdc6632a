"""The evidence from which the Chinese gloss of an English word is decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.usual_glosses import LinkedPair
from flashdeck.bilingual.word_parts import PartFinder, WantedWord
from flashdeck.lazy import LazyProperty
from flashdeck.model import EnToken, ZhToken
from flashdeck.model.characters import count_han
from flashdeck.model.hot_values import hot_dataclass

_NEAR = 3  # maximum distance in words at which an English word counts as near
_NO_WORD = ZhToken("", 0, 0)


class Partner(NamedTuple):
    """The Chinese word that an English word is linked to.

    `place`: the index of the Chinese token in its line. `confirmed`: whether the dictionary confirms the link. `rule`: the id
    of the rule that decided the link. `kin`: how closely the words are related, 0 to 1.
    """

    place: int
    confirmed: bool
    rule: str = ""
    kin: float = 0.0


@hot_dataclass(frozen=True)
class EnglishGlossEvidence:
    """The evidence about one English word that the rules use.

    `partner`: the Chinese word that the English word is linked to; None if the English word is not linked. `chinese`: the
    tokens of the Chinese line. `others`: the English words with a different headword that are linked to the same Chinese word.
    `near`: the surrounding English words, in lower case. `is_usual`: whether the English word often has this counterpart in the
    talk. `expression_gloss`: the gloss that the word would have outside its expression; None if the word does not belong to an
    expression. `linked`: the indices of the linked Chinese words. `before` and `after`: the English words beside the word, if
    they have no link. `edited`: the gloss from the edits file.
    """

    token: EnToken
    partner: Partner | None = None
    chinese: Sequence[ZhToken] = ()
    others: tuple[EnToken, ...] = ()
    near: tuple[str, ...] = ()
    is_usual: bool = False
    finder: PartFinder = field(default_factory=PartFinder)
    expression_gloss: str | None = None
    linked: frozenset[int] = frozenset()
    before: EnToken | None = None
    after: EnToken | None = None
    edited: str | None = None

    @LazyProperty
    def word(self) -> ZhToken:
        """The linked Chinese word; an empty token if there is no link."""
        return self.chinese[self.partner.place] if self.partner else _NO_WORD

    @property
    def text(self) -> str:
        return self.word.text

    @property
    def tag(self) -> str:
        """The part of speech of the Chinese word, as a jieba tag."""
        return self.word.pos or ""

    @property
    def is_confirmed(self) -> bool:
        """Whether the dictionary confirms the link of the word."""
        return self.partner is not None and self.partner.confirmed

    @LazyProperty
    def wanted(self) -> WantedWord:
        return wanted_word(self.token)

    @LazyProperty
    def says(self) -> bool:
        """Whether a dictionary sense of the linked Chinese word consists of this English word alone."""
        return self.finder.says(self.text, self.wanted.forms)

    @LazyProperty
    def is_direct(self) -> bool:
        """Whether the whole linked Chinese word is the gloss of the English word.

        This is so if the Chinese word means exactly the English word, or if it has no Chinese characters.
        """
        return not count_han(self.text) or self.finder.says(self.text, self.wanted.forms, self.wanted.pos)

    @LazyProperty
    def longer(self) -> tuple[str, ...]:
        """The dictionary senses of the linked Chinese word in which this English word occurs."""
        return self.finder.longer_senses(self.text, self.wanted.forms)

    @property
    def is_shared(self) -> bool:
        """Whether the Chinese word is also linked to other English words, and is too long as a gloss of this English word.

        Only a part of the Chinese word may then be the gloss of this English word.
        """
        return bool(self.others) and not self.is_direct

    @property
    def is_number(self) -> bool:
        return self.word.kind == "number" and not self.is_direct

    @property
    def is_divided(self) -> bool:
        """Whether the gloss may be a part of the Chinese word instead of the whole Chinese word."""
        return not (self.is_direct or self.others or self.word.kind == "number")

    @LazyProperty
    def is_noun_for_adjective(self) -> bool:
        """Whether the English word is an adjective, but the linked Chinese word is a noun that does not mean the adjective.

        An example is "confident", linked to 信心 "confidence".
        """
        if self.token.pos != "ADJ" or not self.tag.startswith("n") or len(self.text) == 1 or self.is_usual:
            return False
        relational = tuple(load_bilingual_classes()["relational_endings"])
        return not (self.token.headword.endswith(relational) or self.says) and bool(self.finder.senses_of(self.text))

    @LazyProperty
    def counterpart(self) -> Counterpart:
        """The English word in the form in which it is compared with the linked Chinese word."""
        rule, kin = (self.partner.rule, self.partner.kin) if self.partner else ("", 0.0)
        return Counterpart((self.token,), rule=rule, kin=kin, before=self.before, after=self.after)

    def word_at(self, offset: int) -> ZhToken:
        """Return the token at an offset from the linked Chinese word, or an empty token outside the line."""
        place = self.partner.place + offset if self.partner else -1
        return self.chinese[place] if 0 <= place < len(self.chinese) else _NO_WORD

    def word_after(self) -> ZhToken:
        """Return the token after the linked Chinese word, or an empty token at the end of the line."""
        return self.word_at(1)

    def is_free(self, offset: int) -> bool:
        """Tell whether the token at an offset touches the linked Chinese word, is a word, and has no link of its own."""
        word, place = self.word_at(offset), self.partner.place + offset if self.partner else -1
        touches = word.start == self.word.end or word.end == self.word.start
        return bool(word.text) and touches and word.kind != "mark" and place not in self.linked

    def words_before(self, count: int) -> list[str]:
        """Return the texts of the tokens before the linked Chinese word, at most `count` tokens."""
        place = self.partner.place if self.partner else 0
        return [word.text for word in self.chinese[max(0, place - count) : place]]


def _unlinked(english: Sequence[EnToken], place: int, partners: Mapping[int, Partner]) -> EnToken | None:
    """Return the English word at an index; None for a mark, for a linked word, and outside the line."""
    is_free = 0 <= place < len(english) and place not in partners
    return english[place] if is_free and english[place].kind != "mark" else None


def wanted_word(token: EnToken) -> WantedWord:
    """Return an English token in the form in which it is searched for in parts of Chinese words."""
    return WantedWord(frozenset((token.text.casefold(), token.headword.casefold())), token.pos or "")


@dataclass(frozen=True, slots=True)
class EnglishTalkEvidence:
    """Collects the evidence for the glosses of the English words of one transcript.

    `usual`: the pairs of an English and a Chinese word that are often linked in the transcript.
    """

    usual: frozenset[LinkedPair] = frozenset()
    finder: PartFinder = field(default_factory=PartFinder)

    def of_line(
        self, english: Sequence[EnToken], chinese: Sequence[ZhToken], partners: Mapping[int, Partner]
    ) -> Iterator[tuple[int, EnglishGlossEvidence]]:
        """Yield the index of each linked English token of a line, with the evidence for its gloss.

        `partners`: the Chinese words that the English tokens are linked to, by the indices of the English tokens.
        """
        sharing: dict[int, list[int]] = {}
        for place, partner in partners.items():
            sharing.setdefault(partner.place, []).append(place)
        linked = frozenset(partner.place for partner in partners.values())
        for place, partner in partners.items():
            token = english[place]
            beside = [english[other] for other in sharing[partner.place]]
            evidence = EnglishGlossEvidence(
                token,
                partner,
                chinese,
                others=tuple(other for other in beside if other.headword != token.headword),
                near=tuple(other.text.casefold() for other in english[max(0, place - _NEAR) : place + _NEAR + 1]),
                is_usual=(token.headword, chinese[partner.place].text) in self.usual,
                finder=self.finder,
                linked=linked,
                before=_unlinked(english, place - 1, partners),
                after=_unlinked(english, place + 1, partners),
            )
            yield place, evidence
