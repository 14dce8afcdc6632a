"""What an English word means here in Chinese: its counterpart, or the part of the counterpart that is its own.

A counterpart often says more than one word does: 数据中心 is "data center", so "data" is 数据 and "center" 中心. A word that
is nothing by itself there (make in "make progress", job in 失业 "to lose one's job") has no gloss of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.bilingual.links.transcription import sounds_like
from flashdeck.bilingual.word_parts import (
    Wanted,
    is_more,
    leaves,
    longer_senses,
    part_of,
    says,
    senses_of,
    stands_in,
)
from flashdeck.chinese.characters import count_han
from flashdeck.chinese.words import NAME_DOT
from flashdeck.model import EnToken, GlossSource, ZhToken

# Verbs that lend their noun a verb's form and mean little themselves (Jespersen, A Modern English Grammar, part 6, 1942).
_LIGHT_VERBS = frozenset("be do get give go have keep let make put set take turn".split())
_OFTEN, _SHARE = 3, 0.3  # how often, and in what share of its links, a word must have a counterpart that is its usual one
_HAVING = frozenset("有 具 具有 富有 没有 没 拥有 更具 颇具 毫无".split())
_HAVING_REACH = 3  # words between 有 and its noun: 有很大的价值
_MOVES, _MOVED = ("令人", "让人", "使人"), ("人", "人心")
_AGENTS, _PERSONS = ("er", "or", "ist", "ian", "ant"), ("人", "者", "员", "家", "师", "商")
_RELATIONAL = ("al", "ic", "ary", "ory", "ese", "ian", "ing", "ed")  # adjectives that say what a noun is about: economic
_ADVERBIAL = ("d", "ad")
_AFTER_VERBS = ("ul", "ug", "uz", "r", "m", "p")
_NEAR = 3  # words on each side

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Partner:
    """The Chinese word that an English word is linked to: its place in the line, and whether the dictionary says so, too."""

    place: int
    confirmed: bool


def usual_pairs(pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Return the linked headwords and Chinese words of a talk that are linked again and again."""
    counts = Counter(pairs)
    totals: Counter[str] = Counter()
    for (headword, _), often in counts.items():
        totals[headword] += often
    return frozenset(pair for pair, often in counts.items() if often >= max(_OFTEN, _SHARE * totals[pair[0]]))


@dataclass(frozen=True, slots=True)
class EnglishGlosser:
    """Glosses the English words of one transcript; `usual`: counterparts that it has again and again."""

    usual: frozenset[Pair] = frozenset()

    def glosses(
        self, english: Sequence[EnToken], chinese: Sequence[ZhToken], partners: Mapping[int, Partner]
    ) -> Iterator[tuple[str | None, GlossSource | None]]:
        """Yield the gloss of each token and where it comes from. `partners`: by the tokens' places."""
        sharing: dict[int, list[int]] = {}
        for place, partner in partners.items():
            sharing.setdefault(partner.place, []).append(place)
        for place, token in enumerate(english):
            if place not in partners or token.kind == "number":
                yield None, None
                continue
            partner = partners[place]
            word = chinese[partner.place]
            others = [english[other] for other in sharing[partner.place] if english[other].headword != token.headword]
            near = tuple(other.text.casefold() for other in english[max(0, place - _NEAR) : place + _NEAR + 1])
            own = self._own(token, word, others, near)
            if own == word.text and token.pos == "ADJ" and word.pos in _ADVERBIAL and not says(own, _wanted(token).forms):
                own = None  # 确实 explains no adjective
            if own == word.text and _names_domain(token, word):
                own = f"{own}上"  # economically: 经济上
            if own == word.text and self._is_attribute(token, word):
                own = _as_adjective(chinese, partner.place)
            if own == word.text and not partner.confirmed and token.pos == "NOUN" and _is_verbal(chinese, partner.place):
                own = None
            is_known = partner.confirmed or own != word.text
            if own == word.text:
                own = _with_its_person(token, chinese, partner.place)
            yield own, ("dictionary" if is_known else "aligned") if own else None

    def _own(self, token: EnToken, word: ZhToken, others: Sequence[EnToken], near: Sequence[str]) -> str | None:
        """Return what of a Chinese word is this token's; None where nothing is. `others` are linked to the same word."""
        text, wanted = word.text, _wanted(token)
        if not count_han(text) or NAME_DOT in text or says(text, wanted.forms, wanted.pos):
            return _name_or_whole(token, text)
        if others:
            return _shared_part(text, wanted, others)
        if word.kind == "number":
            return text if text.startswith("第") and wanted.pos == "ADJ" else part_of(text, wanted, (), every=True)
        if wanted.pos == "VERB" and (token.lemma in _LIGHT_VERBS or _is_noun(word, wanted.forms)):
            return part_of(text, wanted, ()) if token.lemma == "go" else None
        return self._part_or_whole(token, word, near)

    def _part_or_whole(self, token: EnToken, word: ZhToken, near: Sequence[str]) -> str | None:
        """Return the part that says a token, where the word says more; else the word, unless it renders a phrase of the line."""
        text, wanted = word.text, _wanted(token)
        longer = longer_senses(text, wanted.forms)
        is_compound = not senses_of(text) or (wanted.pos == "ADJ" and (word.pos or "").startswith("n"))
        if (longer or is_compound) and (part := part_of(text, wanted, near)):
            return part
        if any(stands_in(sense, wanted.forms, near) for sense in longer):
            return None
        is_usual = (token.headword, text) in self.usual
        return None if longer and not is_usual and all(is_more(sense, wanted, near) for sense in longer) else text

    def _is_attribute(self, token: EnToken, word: ZhToken) -> bool:
        """Tell whether an adjective has a noun for its counterpart that names what somebody or something has: confident, 信心."""
        is_noun = (word.pos or "").startswith("n") and len(word.text) > 1
        if token.pos != "ADJ" or not is_noun or (token.headword, word.text) in self.usual:
            return False
        return (
            not token.headword.endswith(_RELATIONAL)
            and bool(senses_of(word.text))
            and not says(word.text, _wanted(token).forms)
        )


def stands_alone(token: EnToken, gloss: str) -> bool:
    """Tell whether the dictionary has a word's gloss with this very meaning, whatever expression the word belongs to."""
    return says(gloss, _wanted(token).forms)


def _wanted(token: EnToken) -> Wanted:
    return Wanted(frozenset((token.text.casefold(), token.headword.casefold())), token.pos or "")


def _shared_part(text: str, wanted: Wanted, others: Sequence[EnToken]) -> str | None:
    """Return the part that says a word, else what the other word leaves, where that is a word, too: 预 of 预训练, pre-training."""
    if wanted.pos == "VERB" and not wanted.forms.isdisjoint(_LIGHT_VERBS):
        return None
    loose = (
        wanted if wanted.pos == "ADJ" else replace(wanted, pos="")
    )  # beside its other words a part may be of any part of speech
    rest = leaves(text, replace(_wanted(others[0]), pos=""), wanted) if len(others) == 1 else None
    return part_of(text, loose, ()) or rest or part_of(text, loose, (), every=True)


def _name_or_whole(token: EnToken, text: str) -> str | None:
    """Return the part of a name that sounds like a token; no figure for a word (twenty, of 2027)."""
    if NAME_DOT in text:
        return max(text.split(NAME_DOT), key=lambda part: sounds_like(part, token.text))
    return None if token.kind == "word" and text[0].isdigit() else text


def _names_domain(token: EnToken, word: ZhToken) -> bool:
    """Tell whether an adverb says in what respect, and has the noun of it for its counterpart: economically, 经济."""
    is_adverb = token.pos == "ADV" and token.headword.endswith("ically")
    return is_adverb and (word.pos or "").startswith("n") and word.text[-1] not in "上性地"


def _is_noun(word: ZhToken, forms: frozenset[str]) -> bool:
    """Tell whether a Chinese word is a noun by its tag, and no verb with an English verb's meaning: not 借口 "to use as an excuse"."""
    is_twice = word.text[:1] * 2 == word.text  # 问问
    if is_twice or not (word.pos or "").startswith("n"):
        return False
    return bool(longer_senses(word.text, forms)) or not any(sense.startswith("to ") for sense in senses_of(word.text))


def _is_verbal(chinese: Sequence[ZhToken], place: int) -> bool:
    """Tell whether a Chinese verb is one here, for what follows it: an aspect particle, a pronoun, a figure or a preposition."""
    after = chinese[place + 1].pos if place + 1 < len(chinese) else None
    return chinese[place].pos == "v" and (after or "").startswith(_AFTER_VERBS)


def _with_its_person(token: EnToken, chinese: Sequence[ZhToken], place: int) -> str:
    """Return a word with the person whom it moves or who does it: 吸引人 "compelling", 令人失望 "disappointing", 电影制作人 "filmmaker"."""
    text = chinese[place].text
    after = chinese[place + 1].text if place + 1 < len(chinese) else ""
    if token.pos == "NOUN" and token.headword.endswith(_AGENTS):
        return text + (after if after in _PERSONS and text[-1] not in _PERSONS else "")
    if token.pos != "ADJ" or not token.text.endswith("ing"):
        return text
    before = "".join(word.text for word in chinese[max(0, place - 2) : place])[-2:]
    return (before if before in _MOVES else "") + text + (after if after in _MOVED else "")


def _as_adjective(chinese: Sequence[ZhToken], place: int) -> str | None:
    """Return "having it" where the Chinese line says so: 有信心的; else nothing, for a noun is no adjective."""
    before = (word.text for word in chinese[max(0, place - _HAVING_REACH) : place])
    return f"有{chinese[place].text}的" if any(word in _HAVING for word in before) else None
