"""All sentences of a transcript together: words, links and terms need the whole text."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from flashdeck.annotate.simplified import as_written, simple_talk, simple_text, written_token
from flashdeck.annotate.word_corrections import Corrections
from flashdeck.bilingual.chinese_glosses import Counterpart
from flashdeck.bilingual.english_glosses import EnglishGlosser, Partner, stands_alone, usual_pairs
from flashdeck.bilingual.links import Link, Seeds, chinese_link_words, english_link_word, link_words
from flashdeck.bilingual.senses import OtherLine
from flashdeck.bilingual.usual import with_usual_glosses
from flashdeck.chinese.chinese_annotator import ChineseAnnotator, Given
from flashdeck.chinese.words import Word
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.chinese.words.terms import find_opaque_terms, find_terms, join_terms
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.english.english_annotator import annotate_english
from flashdeck.english.english_names import settle_names
from flashdeck.english.phrases import find_phrases
from flashdeck.model import Annotated, EnToken, HskEdition, Phrase, Sentence, Span, ZhToken

_NEGATIONS = frozenset("不没无非未")
_NEGATIVE = re.compile(r"(?:un|in|im|ir|il|non|dis|mis)\w{4}|\w+less\b", re.IGNORECASE)
_NEGATIVE_SENSE = re.compile(r"\b(?:no|not|never|without|cannot|non|(?:un|in|im|ir|il|non|dis)\w{4,}|\w+less)\b", re.IGNORECASE)

Links = tuple[Link, ...]
Rows = list[tuple[Word, ...]]


def cut_sentences(sentences: Sequence[Sentence]) -> Rows:
    """Return the Chinese words of the sentences of one transcript, as they are cut without a person."""
    return _cut([simple_text(sentence.zh) for sentence in sentences])


def _cut(lines: Sequence[str]) -> Rows:
    segmenter = Segmenter(lines)
    return [segmenter.cut(line) for line in lines]


def annotate_sentences(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Rows | None = None
) -> Iterator[Annotated]:
    """Annotate the sentences of one transcript, in order; words are cut and read as a person's `edits` say.

    `words`: what `cut_sentences` returns for the same sentences, where that is known.
    """
    simple, simple_edits = simple_talk(sentences, edits)
    annotated = _annotate(simple, edition, Corrections(simple_edits, simple), words)
    yield from (as_written(item, sentence) for item, sentence in zip(annotated, sentences, strict=True))


def _annotate(
    sentences: Sequence[Sentence], edition: HskEdition, corrections: Corrections, words: Rows | None
) -> Iterator[Annotated]:
    rows, english, links = _link_transcript(*corrections.cut(words), [sentence.en for sentence in sentences])
    chinese = ChineseAnnotator(edition, english)
    glosser = EnglishGlosser(usual_pairs(_linked_words(rows, english, links)))
    annotated = []
    known: dict[Hashable, Annotated] = {}  # what is said again is read again in the same way
    for number, (sentence, row, tokens, linked) in enumerate(zip(sentences, rows, english, links, strict=True)):
        given = tuple(corrections.reading(number, word) for word in row)
        key = sentence.zh, sentence.en, row, linked, given
        if key not in known:
            known[key] = _annotated(Cut(sentence, row, tokens, linked), chinese, glosser, given)
        annotated.append(replace(known[key], sentence=sentence))
    yield from with_usual_glosses(annotated)


def annotate_lines(lines: Sequence[str], edition: HskEdition) -> Iterator[tuple[ZhToken, ...]]:
    """Annotate Chinese lines that have no English beside them."""
    simple = [simple_text(line) for line in lines]
    segmenter, chinese, nothing = Segmenter(simple), ChineseAnnotator(edition, ()), OtherLine("")
    for line, text in zip(lines, simple, strict=True):
        row = segmenter.cut(text)
        yield tuple(written_token(chinese.token(row, place, None, nothing), line) for place in range(len(row)))


def _link_transcript(
    rows: Rows, forced: frozenset[str], en: Sequence[str]
) -> tuple[Rows, list[tuple[EnToken, ...]], list[Links]]:
    """Return the words and tokens of both sides and their links, the talk's own terms in one piece.

    `forced`: terms that are words because a person says so.
    """
    read = {text: annotate_english(text) for text in dict.fromkeys(en)}
    english = settle_names([read[text] for text in en])
    seeds = Seeds()
    words = [[english_link_word(token) for token in tokens] for tokens in english]
    zh = [chinese_link_words(row) for row in rows]
    links = list(link_words(zh, words, seeds))
    confirmed = {(number, link.zh) for number, found in enumerate(links) for link in found if link.confirmed}
    linked = {(number, link.zh) for number, found in enumerate(links) for link in found}
    content = [frozenset(word.key for word in line if word.content) for line in words]
    opaque = find_opaque_terms(rows, content, lambda row, place: (row, place) in linked)
    terms = find_terms(rows, lambda row, place: (row, place) in confirmed) | opaque
    terms = {term: rule for term, rule in terms.items() if forced.isdisjoint(term)}
    if not terms:
        return rows, english, links
    joined = [tuple(join_terms(row, terms)) for row in rows]
    zh = [known if new == old else chinese_link_words(new) for known, old, new in zip(zh, rows, joined, strict=True)]
    return joined, english, list(link_words(zh, words, seeds))


def link_spans(zh: Sequence[str], en: Sequence[str]) -> Iterator[Iterator[tuple[Span, Span, float]]]:
    """Yield for each pair of texts its links as spans with their probability."""
    rows, english, links = _link_transcript(_cut([simple_text(text) for text in zh]), frozenset(), en)
    for row, tokens, found in zip(rows, english, links, strict=True):
        yield (
            ((row[link.zh].start, row[link.zh].end), span, link.probability) for link in found for span in _spans(link, tokens)
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence, the words of both sides, and their links."""

    sentence: Sentence
    row: Sequence[Word]
    english: Sequence[EnToken]
    links: Links


def _annotated(cut: Cut, chinese: ChineseAnnotator, glosser: EnglishGlosser, given: Sequence[Given]) -> Annotated:
    row, english = cut.row, cut.english
    links = tuple(link for link in cut.links if not _is_negated(row, link, english))
    taken = {place for link in links for place in link.en}
    left = OtherLine(" ".join(token.text for place, token in enumerate(english) if place not in taken))
    line = f" {' '.join(token.text for token in english)} ".casefold()
    counterparts = {link.zh: _counterpart(link, english, line) for link in links}
    found = (chinese.token(row, place, counterparts.get(place), left, given[place]) for place in range(len(row)))
    zh_tokens = tuple(_linked_as_glossed(token, cut.sentence.en) for token in found)
    en_tokens = tuple(_with_glosses(glosser, english, zh_tokens, links))
    phrases = find_phrases(en_tokens, cut.sentence.zh)
    own = tuple(_linked_to_its_own(token, cut.sentence.zh) for token in en_tokens)
    return Annotated(cut.sentence, zh_tokens, tuple(_without_phrase_glosses(own, phrases)), phrases)


def _is_negated(row: Sequence[Word], link: Link, english: Sequence[EnToken]) -> bool:
    """Tell whether one side negates and the other does not: 不 + 确定, uncertain; 不符, accordance."""
    if link.confirmed:
        return False
    denies = bool(_NEGATIVE.match(english[link.en[0]].text))
    if _denies(row[link.zh].text) != denies:
        before = "".join(word.text[0] for word in row[max(0, link.zh - 2) : link.zh])
        return not denies or not _NEGATIONS.isdisjoint(before)
    return False


def _denies(word: str) -> bool:
    """Tell whether a Chinese word negates, by its dictionary sense where it has one: 无限 "unlimited", but 没错 "right"."""
    if word[0] not in _NEGATIONS:
        return False
    senses = [sense for entry in load_dictionary().entries(word) for sense in entry.senses]
    return not senses or bool(_NEGATIVE_SENSE.search(senses[0]))


def _counterpart(link: Link, english: Sequence[EnToken], line: str) -> Counterpart:
    return Counterpart(tuple(english[place] for place in link.en), _spans(link, english), link.is_weak, line)


def _spans(link: Link, english: Sequence[EnToken]) -> tuple[Span, ...]:
    """Return the spans of a counterpart, neighbours as one."""
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


def _linked_words(rows: Rows, english: Sequence[Sequence[EnToken]], links: Sequence[Links]) -> Iterator[tuple[str, str]]:
    for row, tokens, found in zip(rows, english, links, strict=True):
        yield from ((tokens[link.en[0]].headword, row[link.zh].text) for link in found if len(link.en) == 1)


def _with_glosses(
    glosser: EnglishGlosser, english: Sequence[EnToken], chinese: Sequence[ZhToken], links: Links
) -> Iterator[EnToken]:
    """Yield the English tokens with their Chinese counterparts, and what of them is their own as glosses."""
    partners = {place: Partner(link.zh, link.confirmed) for link in links for place in link.en}
    for place, (token, (gloss, source)) in enumerate(zip(english, glosser.glosses(english, chinese, partners), strict=True)):
        partner = partners.get(place)
        spans = ((chinese[partner.place].start, chinese[partner.place].end),) if partner else ()
        yield replace(token, gloss=gloss, gloss_from=source, links=spans) if partner else token


def _linked_as_glossed(token: ZhToken, en: str) -> ZhToken:
    """Return a token whose counterpart is all that its gloss says, where the line says so: "so far", not "far" alone."""
    if len(token.links) != 1 or not token.gloss or " " not in token.gloss:
        return token
    ((start, end),) = token.links
    for match in re.finditer(rf"\b{re.escape(token.gloss.removeprefix('to '))}\b", en, re.IGNORECASE):
        if match.start() <= start and end <= match.end():
            return replace(token, links=(match.span(),))
    return token


def _linked_to_its_own(token: EnToken, zh: str) -> EnToken:
    """Return a token whose counterpart is what its gloss says: 短 in 短期, for "short", but 吸引人 with its person."""
    if len(token.links) != 1 or not token.gloss:
        return token
    ((start, end),) = token.links
    whole = zh[start:end]
    if whole != token.gloss and whole in token.gloss:
        start -= token.gloss.index(whole)
        at = start if zh[start : start + len(token.gloss)] == token.gloss else -1
    else:
        at = start + whole.index(token.gloss) if whole != token.gloss and whole.count(token.gloss) == 1 else -1
    if at < 0:
        return token
    return replace(token, links=((at, at + len(token.gloss)),))


def _without_phrase_glosses(tokens: Sequence[EnToken], phrases: Sequence[Phrase]) -> Iterator[EnToken]:
    """Yield the tokens; words of an expression keep a gloss that is theirs wherever they stand: not 例如 of "for example"."""
    members = {place for phrase in phrases if not phrase.is_compound for place in phrase.members}
    for place, token in enumerate(tokens):
        is_own = place not in members or not token.gloss or stands_alone(token, token.gloss)
        yield token if is_own else replace(token, gloss=None, gloss_from=None)
