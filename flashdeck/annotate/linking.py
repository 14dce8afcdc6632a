"""Link the Chinese and the English words of one transcript, and find its terms.

The links of a line and the terms depend on the whole transcript.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.english_evidence import Partner
from flashdeck.bilingual.links import LineLinks, Link, LinkWord, Seeds, chinese_link_words, english_link_word, link_words
from flashdeck.bilingual.negation import contradicts
from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.scripts import simple_text
from flashdeck.chinese.words import Word
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.chinese.words.terms import find_opaque_terms, find_terms, join_terms
from flashdeck.english.english_annotator import annotate_english
from flashdeck.english.english_names import settle_names
from flashdeck.model import EnToken, Sentence, Span, Unmatched, ZhToken

WordRow = tuple[Word, ...]
"""The Chinese words of a line."""
Links = tuple[Link, ...]

DROPPED_LINK, _WIDENED, _OWN_PART = "link.negation-dropped", "link.gloss-widened", "link.own-part"


def cut_lines(lines: Sequence[str]) -> list[WordRow]:
    """Return the Chinese words of the lines of one transcript. The lines must have simplified characters."""
    segmenter = Segmenter(lines)
    return [segmenter.cut(line) for line in lines]


@dataclass(frozen=True, slots=True)
class LinkedTalk:
    """The Chinese words, the English tokens and the links of each line of a transcript."""

    words: Sequence[WordRow]
    english: Sequence[tuple[EnToken, ...]]
    links: Sequence[LineLinks]

    def linked_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of an English headword and a Chinese word whose counterpart is this English word alone."""
        for row, tokens, found in zip(self.words, self.english, self.links, strict=True):
            for link in found.links:
                if len(link.en) == 1:
                    yield tokens[link.en[0]].headword, row[link.zh].text


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """A sentence, its words in both languages, and their links.

    `dropped`: links that were removed because the two words contradict each other.
    """

    sentence: Sentence
    words: WordRow
    english: tuple[EnToken, ...]
    links: Links
    dropped: Links
    unmatched: Unmatched

    @property
    def rest(self) -> OtherLine:
        """The words of the English line that are not linked to a Chinese word."""
        linked = {place for link in self.links for place in link.en}
        return OtherLine(" ".join(token.text for place, token in enumerate(self.english) if place not in linked))

    def counterparts(self) -> Mapping[int, Counterpart]:
        """Return for the index of each linked Chinese word its English counterpart."""
        line = f" {' '.join(token.text for token in self.english)} ".casefold()
        linked = {place for link in self.links for place in link.en}
        return {link.zh: _counterpart(link, self.english, line, linked) for link in self.links}

    def partners(self) -> Mapping[int, Partner]:
        """Return for the index of each linked English word the Chinese word that it is linked to."""
        return {place: Partner(link.zh, link.confirmed, link.rule, link.kin) for link in self.links for place in link.en}

    def link_rules_of_english(self) -> Mapping[int, str]:
        """Return for the index of each English word the id of the rule that linked the word or dropped its link."""
        dropped = {place: DROPPED_LINK for link in self.dropped for place in link.en}
        return dropped | {place: link.rule for link in self.links for place in link.en}


# ---- a whole transcript


def link_talk(words: Sequence[WordRow], forced: frozenset[str], english: Sequence[str]) -> LinkedTalk:
    """Link the words of all lines. If the talk has terms, join the words of each term and link again.

    `forced`: terms that are words only because of the edits file. These terms are not joined to longer terms.
    """
    tokens = _read_english(english)
    link_row = _Linker([[english_link_word(token) for token in row] for row in tokens])
    links = link_row.link(words)
    found = _find_terms(words, link_row.english, links)
    terms = {term: rule for term, rule in found.items() if forced.isdisjoint(term)}
    if not terms:
        return LinkedTalk(words, tokens, links)
    joined = [tuple(join_terms(row, terms)) for row in words]
    return LinkedTalk(joined, tokens, link_row.link(joined))


def _read_english(lines: Sequence[str]) -> list[tuple[EnToken, ...]]:
    tokens = {text: annotate_english(text) for text in dict.fromkeys(lines)}
    return settle_names([tokens[text] for text in lines])


class _Linker:
    """Links Chinese words to the English words of one transcript.

    The Chinese words of a line are converted only once to the form that linking needs.
    """

    def __init__(self, english: Sequence[Sequence[LinkWord]]) -> None:
        self.english = english
        self._seeds = Seeds()
        self._words: dict[WordRow, list[LinkWord]] = {}

    def link(self, rows: Sequence[WordRow]) -> list[LineLinks]:
        for row in rows:
            if row not in self._words:
                self._words[row] = chinese_link_words(row)
        return list(link_words([self._words[row] for row in rows], self.english, self._seeds))


def _find_terms(
    words: Sequence[WordRow], english: Sequence[Sequence[LinkWord]], links: Sequence[LineLinks]
) -> Mapping[tuple[str, ...], str]:
    """Return the terms of the talk, each with the id of the rule that found it.

    A term is a sequence of Chinese words that is used as one word in the talk.
    """
    linked: set[tuple[int, int]] = set()
    confirmed: set[tuple[int, int]] = set()
    for number, found in enumerate(links):
        linked.update((number, link.zh) for link in found.links)
        confirmed.update((number, link.zh) for link in found.links if link.confirmed)
    content = [frozenset(word.key for word in row if word.content) for row in english]
    opaque = find_opaque_terms(words, content, lambda row, place: (row, place) in linked)
    return find_terms(words, lambda row, place: (row, place) in confirmed) | opaque


def link_spans(zh: Sequence[str], en: Sequence[str]) -> Iterator[Iterator[tuple[Span, Span, float]]]:
    """Yield for each pair of texts the links between its words.

    A link has the span of the Chinese word, the span of the English counterpart, and the probability of the link.
    """
    talk = link_talk(cut_lines([simple_text(text) for text in zh]), frozenset(), en)
    for row, tokens, found in zip(talk.words, talk.english, talk.links, strict=True):
        yield _spans_of_links(row, tokens, found.links)


def _spans_of_links(row: WordRow, tokens: Sequence[EnToken], links: Links) -> Iterator[tuple[Span, Span, float]]:
    for link in links:
        word = row[link.zh]
        for span in _spans(link, tokens):
            yield (word.start, word.end), span, link.probability


# ---- a line


def linked_line(sentence: Sentence, words: WordRow, english: tuple[EnToken, ...], found: LineLinks) -> LinkedLine:
    """Return a sentence with its links.

    A link of two words that contradict each other is dropped, if the dictionary does not confirm the link.
    """
    kept, dropped = [], []
    for link in found.links:
        if not link.confirmed and contradicts(words, link.zh, english[link.en[0]]):
            dropped.append(link)
        else:
            kept.append(link)
    unmatched_zh = tuple([words[at].start for at in found.unmatched_zh])
    unmatched_en = tuple([english[at].start for at in found.unmatched_en])
    unmatched = Unmatched(unmatched_zh, unmatched_en)
    return LinkedLine(sentence, words, english, tuple(kept), tuple(dropped), unmatched)


def _counterpart(link: Link, english: Sequence[EnToken], line: str, linked: Collection[int]) -> Counterpart:
    """Return the counterpart of a link. `linked`: the indices of all linked words of the English line."""
    tokens = tuple(english[place] for place in link.en)
    before = _unlinked(english, min(link.en) - 1, linked)
    after = _unlinked(english, max(link.en) + 1, linked)
    return Counterpart(tokens, _spans(link, english), link.is_weak, line, link.rule, link.kin, before, after)


def _unlinked(english: Sequence[EnToken], place: int, linked: Collection[int]) -> EnToken | None:
    """Return the English word at an index, or None if there is no word at this index or if the word is linked."""
    is_free = 0 <= place < len(english) and place not in linked
    return english[place] if is_free and english[place].kind != "mark" else None


def _spans(link: Link, english: Sequence[EnToken]) -> tuple[Span, ...]:
    """Return the spans of the English words of a link. Neighbouring words share one span."""
    spans: list[Span] = []
    last = -2
    for place in link.en:
        token = english[place]
        if place == last + 1:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        last = place
    return tuple(spans)


# ---- links that agree with the glosses


def widened_to_gloss(token: ZhToken, en: str) -> ZhToken:
    """Return a Chinese token that is linked to its whole gloss, if the English line has the gloss.

    A token with the gloss "so far" may have been linked only to "far".
    """
    if len(token.links) != 1 or not token.gloss or " " not in token.gloss:
        return token
    ((start, end),) = token.links
    gloss = token.gloss.removeprefix("to ")
    if gloss.casefold() not in en.casefold():  # the usual case; compiling the expression takes ten times as long
        return token
    for match in re.finditer(rf"\b{re.escape(gloss)}\b", en, re.IGNORECASE):
        if match.start() <= start and end <= match.end():
            is_same = match.span() == (start, end)
            return token if is_same else replace(token, links=(match.span(),), link_rule=_WIDENED)
    return token


def fitted_to_gloss(token: EnToken, zh: str) -> EnToken:
    """Return an English token that is linked to exactly its gloss in the Chinese line.

    "short" with the gloss 短 may have been linked to the whole word 短期, and "disappointing" with the gloss 令人失望 only to 失望.
    """
    if len(token.links) != 1 or not token.gloss:
        return token
    ((start, end),) = token.links
    at = _place_of_gloss(token.gloss, zh, start, end)
    return token if at is None else replace(token, links=((at, at + len(token.gloss)),), link_rule=_OWN_PART)


def _place_of_gloss(gloss: str, zh: str, start: int, end: int) -> int | None:
    """Return the offset of a gloss in a line. The gloss must be inside a span of the line, or must contain the span.

    Return None if the gloss is equal to the span, if it does not occur at the span, or if it occurs twice in the span.
    """
    whole = zh[start:end]
    if whole == gloss:
        return None
    if whole in gloss:
        at = start - gloss.index(whole)
        return at if at >= 0 and zh[at : at + len(gloss)] == gloss else None
    return start + whole.index(gloss) if whole.count(gloss) == 1 else None
