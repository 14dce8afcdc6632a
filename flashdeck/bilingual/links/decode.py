"""Choose the links of each line by competitive linking (Melamed 2000).

The surest link is chosen first, and each word gets only one link.

Unsure links are not made. The thresholds were found on one transcript. With these thresholds, 80 % of 31 labelled
words are linked, all of them correctly. Of the 453 occurrences of 54 frequent words, 433 are linked, all but one correctly
(docs/design/alignment.md).
`data/links.tsv` lists the rules by which two words are linked, with examples.
"""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from flashdeck.bilingual.links.link_model import SURE_SEED, LinkEvidence, LinkModel, sure_rule
from flashdeck.bilingual.links.link_words import LinkWord
from flashdeck.bilingual.links.seeds import Seeds
from flashdeck.bilingual.links.transcription import sounds_like
from flashdeck.chinese.words import NAME_DOT

# "Left over" are words of both lines that are still unlinked after the sure links were chosen.

# The distance between two words lowers the score of their link by at most this number. The reduction is greatest if the two
# words are at opposite ends of their lines.
_DISTANCE_COST = 0.15
# A word beside an English counterpart joins the counterpart if its seed weight or its counts reach these minimum values.
_NEIGHBOUR_SEED = 0.5
_NEIGHBOUR_FORWARD, _NEIGHBOUR_TOGETHER = 0.2, 3
# Two words that are left over are linked only if their score and their probability are at least these numbers.
_LEFT_SCORE, _LEFT_PROBABILITY = 0.3, 0.15
# If `backward` is below this number, the English word usually translates a different Chinese word. The counts are then not used
# as evidence for a link. Example: "job" in "out of a job" is not linked with 失业.
_LEFT_BACKWARD = 0.08
_LEFT_NEIGHBOUR_GAIN, _LEFT_EDGE_GAIN = 0.15, 0.15
# A Chinese word and an English name are linked by their sound if `sounds_like` returns at least this number for them.
_SURE_SOUND = 0.75
_LEFT_NEAR = 2
_LEFT_KIN, _LEFT_KIN_SHARE, _SMALL_KIN = 0.15, 0.4, 0.5
_LEFT_SEED_SHARE = 0.2
_LEFT_GAP_GAIN = 0.08
# Words are linked by elimination only if at most this number of Chinese words and of English words are left over.
_MOST_LAST = 2
_LAST_DISTANCE, _LAST_ALONE = 0.15, 0.4
_LAST_PROBABILITY = 0.3
# Only words that occur in at most this number of sentences are linked by elimination.
_RARE_WORD = 3
# If the Chinese or the English line has more words than this, the two lines are divided into parts, and the words of each part
# are linked separately. Otherwise, time and memory would grow with the square of the length of the line. The longest line of
# five talks has 229 words. As a test, 40 lines of one talk were joined to one line, and its links were compared with those of
# the 40 lines. Linked in parts of 300 words, the line had a recall of 75 % and a precision of 75 %. Linked as a whole, it had a
# recall of 73 % and a precision of 68 %.
_LONGEST_WHOLE = 300


# If the highest score of a word in the other line is below this number, there is no evidence that the word has a counterpart
# there. The number was chosen from .05, .10, .15 and .20 by the area under the curve of `fits/adequacy.py`.
_MATCHED = 0.15


class Link(NamedTuple):
    """A link between a Chinese word and its English counterpart in one sentence.

    `zh`: the index of the Chinese word in its line. `en`: the indices of the English words of its counterpart. `probability`:
    the probability of the link, 0 to 1.
    """

    zh: int
    en: tuple[int, ...]
    probability: float
    confirmed: bool
    """Whether the dictionary confirms the link."""
    is_weak: bool
    """Whether the words were linked by elimination and the dictionary does not confirm the link."""
    rule: str
    """The id of the rule that decided the link."""
    kin: float = 0.0
    """How closely the two words are related, 0 to 1."""


class LineLinks(NamedTuple):
    """The links of a pair of lines, and the indices of its content words for which there is no evidence of a counterpart."""

    links: tuple[Link, ...]
    unmatched_zh: tuple[int, ...]
    unmatched_en: tuple[int, ...]


def link_words(zh: Sequence[Sequence[LinkWord]], en: Sequence[Sequence[LinkWord]], seeds: Seeds) -> Iterator[LineLinks]:
    """Train the translation model on all pairs of lines, and yield the links of each pair of lines."""
    lines = [split_long_line(one, other) for one, other in zip(zh, en, strict=True)]
    parts = list(chain.from_iterable(lines))
    model = LinkModel([_keys(part.zh) for part in parts], [_keys(part.en) for part in parts], seeds)
    found = map(partial(_links_of_part, model), parts, model.sure)
    best_zh, best_en = chain.from_iterable(model.best_zh), chain.from_iterable(model.best_en)
    for line, zh_words, en_words in zip(lines, zh, en, strict=True):
        links = tuple(chain.from_iterable(islice(found, len(line))))
        yield LineLinks(links, _unmatched(zh_words, best_zh), _unmatched(en_words, best_en))


def _unmatched(words: Sequence[LinkWord], best: Iterator[float]) -> tuple[int, ...]:
    """Return the indices of the content words whose highest score is low. `best` yields the highest score of each word."""
    scores = islice(best, len(words))
    return tuple([at for at, (word, score) in enumerate(zip(words, scores, strict=True)) if word.content and score < _MATCHED])


def _keys(words: Sequence[LinkWord]) -> list[str]:
    return [word.key for word in words]


class Part(NamedTuple):
    """A part of a Chinese line and a part of its English line. Their words are linked only to each other.

    `zh`, `en`: consecutive words of the two lines. `zh_start`, `en_start`: the indices of the first of these words in the
    lines.
    """

    zh: Sequence[LinkWord]
    en: Sequence[LinkWord]
    zh_start: int = 0
    en_start: int = 0
    is_whole: bool = True
    """Whether this part is the whole pair of lines."""


def split_long_line(zh: Sequence[LinkWord], en: Sequence[LinkWord]) -> list[Part]:
    """Divide a pair of long lines into parts of about equal length. A pair of shorter lines is returned as one part.

    Each part has about the same share of the Chinese line and of the English line, because a translation usually keeps the
    order of the original.
    """
    count = math.ceil(max(len(zh), len(en)) / _LONGEST_WHOLE)
    if count <= 1:
        return [Part(zh, en)]
    shares = [(number, number + 1) for number in range(count)]
    zh_spans = [(len(zh) * first // count, len(zh) * last // count) for first, last in shares]
    en_spans = [(len(en) * first // count, len(en) * last // count) for first, last in shares]
    return [
        Part(zh[slice(*one)], en[slice(*other)], one[0], other[0], is_whole=False)
        for one, other in zip(zh_spans, en_spans, strict=True)
    ]


def _links_of_part(model: LinkModel, part: Part, sure: Sequence[tuple[int, int]]) -> Iterator[Link]:
    """Yield the links between the words of a part. The indices of the words are counted in the whole lines."""
    for link in _Line(model, part, sure).links():
        en = tuple(place + part.en_start for place in link.en)
        yield link._replace(zh=link.zh + part.zh_start, en=en)


class _Line:
    """Links the words of one pair of lines, or of one part of overlong lines.

    The links and the evidence that were found so far are kept as attributes.
    """

    def __init__(self, model: LinkModel, part: Part, sure: Sequence[tuple[int, int]]) -> None:
        self._model = model
        self._zh, self._en = part.zh, part.en
        self._has_edges = part.is_whole
        self._sure_by_evidence = sure
        self._partner: dict[int, int] = {}
        self._rules: dict[int, str] = {}
        self._taken: set[int] = set()
        self._evidence: dict[tuple[int, int], LinkEvidence] = {}

    def links(self) -> Iterator[Link]:
        """Yield the links in the order of the Chinese words."""
        self._link_sure()
        spans = {at: {partner} for at, partner in self._partner.items()}
        for at in sorted(spans):
            spans[at].update(self._neighbours(at))
        left_over = list(self._link_left_over())
        last = list(self._link_last())
        spans.update((at, {self._partner[at]}) for at in (*left_over, *last))
        for at, span in sorted(spans.items()):
            yield self._link(at, span, is_last=at in last)

    def _link(self, at: int, span: set[int], *, is_last: bool) -> Link:
        evidence = self._seen(at, self._partner[at])
        sure = max(evidence.probability, SURE_SEED * evidence.seed, _LAST_PROBABILITY)
        confirmed = evidence.seed >= SURE_SEED
        is_weak = is_last and not confirmed
        return Link(at, tuple(sorted(span)), round(min(1.0, sure), 3), confirmed, is_weak, self._rules[at], evidence.kin)

    def _seen(self, zh: int, en: int) -> LinkEvidence:
        if (zh, en) not in self._evidence:
            found = self._model.evidence(self._zh[zh].key, self._en[en].key)
            likeness = self._sounds_like(zh, en)
            self._evidence[zh, en] = found._replace(kin=likeness) if likeness > found.kin else found
        return self._evidence[zh, en]

    def _sounds_like(self, zh: int, en: int) -> float:
        one, other = self._zh[zh].name, self._en[en].name
        return sounds_like(one, other) if one and other else 0.0

    def _distance(self, zh: int, en: int) -> float:
        return abs((zh + 0.5) / len(self._zh) - (en + 0.5) / len(self._en))

    def _candidates(self) -> list[tuple[float, int, int]]:
        found = []
        for zh, en in {*self._sure_by_evidence, *self._sure_by_sound()}:
            if self._zh[zh].content and self._en[en].content and self._may_join(zh, en):
                score = self._seen(zh, en).score - _DISTANCE_COST * self._distance(zh, en)
                found.append((-score, zh, en))
        return sorted(found)

    def _sure_by_sound(self) -> Iterator[tuple[int, int]]:
        names = [en for en, word in enumerate(self._en) if word.name]
        for zh in (zh for zh, word in enumerate(self._zh) if word.name):
            yield from ((zh, en) for en in names if self._sounds_like(zh, en) >= _SURE_SOUND)

    def _may_join(self, zh: int, en: int) -> bool:
        """Tell whether two words with sure evidence may be linked.

        A noun is not linked to a verb (时间, take), unless the dictionary takes them for counterparts.
        """
        evidence = self._seen(zh, en)
        unlike = self._zh[zh].group == "n" and self._en[en].group == "v"
        if self._zh[zh].is_small and not evidence.seed and evidence.kin < self._least_kin(zh, en):
            return False
        return (evidence.seed > 0 or not unlike) and self._may_be(zh, en)

    def _may_be(self, zh: int, en: int) -> bool:
        """Tell whether the kinds of two words allow a link.

        A number is linked only to a number, except if the dictionary takes the two words for counterparts.
        """
        one, other = self._zh[zh].group, self._en[en].group
        return one == other or "0" not in (one, other) or self._seen(zh, en).seed > 0

    def _link_sure(self) -> None:
        for _, zh, en in self._candidates():
            if zh not in self._partner and en not in self._taken:
                self._join(zh, en, sure_rule(self._seen(zh, en)) or "link.name-sound")

    def _join(self, zh: int, en: int, rule: str) -> None:
        self._partner[zh] = en
        self._rules[zh] = rule
        self._taken.add(en)

    def _neighbours(self, zh: int) -> Iterator[int]:
        """Yield the words beside an English counterpart that also belong to the counterpart: "data" beside "center"."""
        for step in (-1, 1):
            en = self._partner[zh] + step
            while 0 <= en < len(self._en) and en not in self._taken and self._en[en].content and self._belongs(zh, en):
                self._taken.add(en)
                yield en
                en += step

    def _belongs(self, zh: int, en: int) -> bool:
        evidence = self._seen(zh, en)
        if self._en[en].name and NAME_DOT in self._zh[zh].name:
            return True
        often = evidence.forward >= _NEIGHBOUR_FORWARD and evidence.together >= _NEIGHBOUR_TOGETHER
        return evidence.seed >= _NEIGHBOUR_SEED or often

    # ---- words that are left over on both sides

    def _link_left_over(self) -> Iterator[int]:
        """Link words that are left over, if their kinship or the links of their neighbours suggest a link.

        Yield the indices of the Chinese words that get a link.
        """
        left = [zh for zh, word in enumerate(self._zh) if word.content and zh not in self._partner]
        english = self._left_english()
        scored = [(-self._left_score(zh, en), zh, en) for zh in left for en in english]
        for score, zh, en in sorted(scored):
            if -score >= _LEFT_SCORE and zh not in self._partner and en not in self._taken:
                is_akin = self._seen(zh, en).kin >= self._least_kin(zh, en)
                self._join(zh, en, "link.kinship" if is_akin else "link.neighbourhood")
                yield zh

    def _link_last(self) -> Iterator[int]:
        """Link rare words by elimination.

        At most two rare words may be left over in each line. Two words are linked if they have the same part of speech and are
        at about the same position in their lines. Yield the indices of the Chinese words that get a link.
        """
        for _, zh, en in self._last_pairs():
            if zh not in self._partner and en not in self._taken:
                self._join(zh, en, "link.elimination")
                yield zh

    def _last_pairs(self) -> list[tuple[float, int, int]]:
        """Return the pairs of rare words that are left over at similar positions in their lines.

        Pairs with the smallest difference of positions come first.
        """
        left = [zh for zh, word in enumerate(self._zh) if _is_rare(word) and zh not in self._partner]
        english = [en for en in self._left_english() if _is_rare(self._en[en])]
        count = max(len(left), len(english))
        if count > _MOST_LAST:
            return []
        farthest = _LAST_DISTANCE if count > 1 else _LAST_ALONE
        pairs = [(self._distance(zh, en), zh, en) for zh in left for en in english if self._are_last(zh, en)]
        return sorted(pair for pair in pairs if pair[0] <= farthest)

    def _are_last(self, zh: int, en: int) -> bool:
        one, other = self._zh[zh], self._en[en]
        together = self._seen(zh, en).together
        always = together == self._model.sentences_with_zh(one.key) <= _RARE_WORD
        # An English participle may be tagged as a verb or as an adjective.
        alike = one.group == other.group or {one.group, other.group} == {"v", "a"}
        return alike and always and self._model.sentences_with_en(other.key) <= _RARE_WORD

    def _left_english(self) -> list[int]:
        return [en for en, word in enumerate(self._en) if word.content and en not in self._taken]

    def _left_score(self, zh: int, en: int) -> float:
        """Return how well two words that are left over fit together; 0.0 if no evidence suggests a link."""
        evidence = self._seen(zh, en)
        if not self._may_be(zh, en):
            return 0.0
        akin = evidence.kin >= self._least_kin(zh, en)
        counted = evidence.probability >= _LEFT_PROBABILITY and evidence.backward >= _LEFT_BACKWARD
        if not (akin or (counted and not self._zh[zh].is_small)):
            return 0.0
        gain = self._gain_of_place(zh, en, akin=akin)
        known = _LEFT_SEED_SHARE * evidence.seed + _LEFT_KIN_SHARE * evidence.kin
        return evidence.probability + known + gain - _DISTANCE_COST * self._distance(zh, en)

    def _gain_of_place(self, zh: int, en: int, *, akin: bool) -> float:
        """Return how strongly the positions of two words suggest a link.

        The words may be beside linked words, at the beginning or end of both lines, or in a gap between linked words.
        """
        fills = self._fill_gap(zh, en)
        beside = sum(abs(self._partner[near] - en) <= _LEFT_NEAR for near in (zh - 1, zh + 1) if near in self._partner)
        edge = self._has_edges * ((zh == 0 and en <= 1) + (zh == len(self._zh) - 1 and en >= len(self._en) - 2))
        gaps = fills if akin else fills == 2
        return _LEFT_NEIGHBOUR_GAIN * beside + _LEFT_EDGE_GAIN * edge + _LEFT_GAP_GAIN * gaps

    def _least_kin(self, zh: int, en: int) -> float:
        """Return the minimum kinship of two words. Two words with less kinship are not linked because of their kinship.

        The minimum is twice as high if the English word is common. The minimum is highest if the Chinese word is an adverb or a
        similar word (`LinkWord.is_small`) and the English word is a noun or a verb.
        """
        if self._zh[zh].is_small and self._en[en].group in ("n", "v"):
            return _SMALL_KIN
        return 2 * _LEFT_KIN if self._en[en].is_common else _LEFT_KIN

    def _fill_gap(self, zh: int, en: int) -> int:
        """Return 1 if the English word is between the counterparts of the linked words around the Chinese word, else 0.

        Return 2 if, in addition, both words have the same part of speech and no other words of this part of speech are left
        over in this gap.
        """
        before = max((at for at in self._partner if at < zh), default=-1)
        after = min((at for at in self._partner if at > zh), default=len(self._zh))
        first = self._partner.get(before, -1)
        last = self._partner.get(after, len(self._en))
        if not first < en < last:
            return 0
        group = self._zh[zh].group
        rivals = sum(self._zh[at].content and self._zh[at].group == group for at in range(before + 1, after))
        others = sum(self._en[at].group == group for at in self._left_english() if first < at < last)
        return 2 if group and group == self._en[en].group and rivals == others == 1 else 1


def _is_rare(word: LinkWord) -> bool:
    """Tell whether a word may be linked by elimination. Its part of speech must be known, and it must not be a common word."""
    return bool(word.group) and not word.is_common
