"""Apply a person's corrections of the glosses and levels of words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from flashdeck.bilingual.chinese_glosses import with_edited_chinese_gloss
from flashdeck.bilingual.english_glosses import with_edited_english_gloss
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import GlossEntry, TermEntry
from flashdeck.edits.targets import chinese_spans, is_in_sentence, is_word
from flashdeck.model import Annotated, EnToken, Phrase, Sentence, Token, ZhToken

AnyToken = TypeVar("AnyToken", ZhToken, EnToken, Phrase)


def correct_meanings(annotated: Sequence[Annotated], edits: Edits) -> tuple[Annotated, ...]:
    """Return sentences with the glosses and levels from the edits file.

    An entry for one line overrules an entry for all lines.
    """
    terms, glosses = edits.of(TermEntry), edits.of(GlossEntry)
    if not (terms or glosses):
        return tuple(annotated)
    own = ([entry for entry in glosses if is_in_sentence(entry, item.sentence)] for item in annotated)
    return tuple(
        _corrected(item, terms, entries) if terms or entries else item for item, entries in zip(annotated, own, strict=True)
    )


def _corrected(item: Annotated, terms: Sequence[TermEntry], glosses: Sequence[GlossEntry]) -> Annotated:
    def meaning(token: AnyToken) -> AnyToken:
        for term in terms:
            if is_word(token, term.text):
                token = _with_level(_with_gloss(token, term.gloss), term)
        for entry in glosses:
            if _is_meant(token, entry, item.sentence):
                token = _with_gloss(token, entry.gloss)
        return token

    return replace(
        item,
        zh_tokens=tuple(map(meaning, item.zh_tokens)),
        en_tokens=tuple(map(meaning, item.en_tokens)),
        en_phrases=tuple(map(meaning, (*_phrases(item, terms), *item.en_phrases))),
    )


def _phrases(item: Annotated, terms: Sequence[TermEntry]) -> Iterator[Phrase]:
    """Yield a new phrase for each place in a sentence where an English term of two or more words occurs.

    A place where a word is already a part of a phrase is left out.
    """
    for words in (term.text.casefold().split() for term in terms if " " in term.text):
        for start in range(len(item.en_tokens) - len(words) + 1):
            members = item.en_tokens[start : start + len(words)]
            said = [(token.text.casefold(), token.headword) for token in members]
            places = range(start, start + len(words))
            is_free = all(set(places).isdisjoint(phrase.members) for phrase in item.en_phrases)
            if is_free and all(word in forms for word, forms in zip(words, said, strict=True)):
                yield _phrase(item, " ".join(words), places)


def _phrase(item: Annotated, lemma: str, places: range) -> Phrase:
    members = [item.en_tokens[place] for place in places]
    return Phrase(
        " ".join(token.text for token in members),
        members[0].start,
        members[-1].end,
        pos="phrase",
        level=max(token.level for token in members),
        links=tuple(dict.fromkeys(span for token in members for span in token.links)),
        lemma=lemma,
        members=tuple(places),
        pieces=((members[0].start, members[-1].end),),
        is_fixed=True,
    )


def _is_meant(token: Token, entry: GlossEntry, sentence: Sentence) -> bool:
    if isinstance(token, ZhToken):
        return (token.start, token.end) in chinese_spans(entry, sentence)
    return is_word(token, entry.text)


def _with_gloss(token: AnyToken, gloss: str | None) -> AnyToken:
    if gloss is None:
        return token
    if isinstance(token, ZhToken):
        return with_edited_chinese_gloss(token, gloss)
    return with_edited_english_gloss(token, gloss)


def _with_level(token: AnyToken, term: TermEntry) -> AnyToken:
    """Return a word with the level from the edits file. Level 0 means that the word is known or must not be taught."""
    level = term.level
    if level is None or token.kind == "mark":
        return token
    if level.listed is None:
        return replace(token, level=level.value, has_own_level=True)
    if isinstance(token, ZhToken):
        return replace(token, kind="word", level=level.value, hsk=level.listed, has_own_level=True)
    return replace(token, kind="word", level=level.value, cefr=level.listed, has_own_level=True)
