"""Convert the results of a stage to JSON objects, one object per line. The keys are a part of flashdeck's public interface."""

import json
from collections.abc import Mapping, Sequence

from flashdeck.model import (
    Annotated,
    Card,
    EnToken,
    Graded,
    Line,
    Notice,
    Pair,
    Sentence,
    Token,
    ZhToken,
    joined_spans,
    line_numbers,
    text_digest,
)

Record = Mapping[str, object]


def dump(record: Record) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def line_record(line: Line) -> Record:
    record: dict[str, object] = {"kind": "line", "line": line.number, "text": line.text, "lang": line.lang}
    if line.start is not None or line.end is not None:
        record |= {"start": line.start, "end": line.end}
    if line.speaker is not None:
        record["speaker"] = line.speaker
    return record | ({"file": line.file} if line.file else {})


def notice_record(notice: Notice) -> Record:
    record = {"kind": "notice", "code": notice.code, "line": notice.line, "text": notice.text}
    return record | ({"file": notice.file} if notice.file else {})


def pair_record(pair: Pair) -> Record:
    return {
        "kind": "pair",
        "id": text_digest(pair.zh),
        "zh_lines": line_numbers(pair.zh_source),
        "en_lines": line_numbers(pair.en_source),
        "zh": pair.zh,
        "en": pair.en,
        "score": pair.score,
        **_spans((pair,)),
    }


def sentence_record(sentence: Sentence) -> Record:
    return {
        "kind": "sentence",
        "id": sentence.id,
        "zh_lines": sentence.zh_lines,
        "en_lines": sentence.en_lines,
        "zh": sentence.zh,
        "en": sentence.en,
        "score": min(pair.score for pair in sentence.pairs),
        **_spans(sentence.pairs),
        "en_verbatim": sentence.en_verbatim,
        "repairs": (*sentence.zh_repairs, *sentence.repairs),
    }


def _spans(pairs: Sequence[Pair]) -> Record:
    """Return the part of each line, from start to end, that belongs to the pairs.

    The record is empty if the pairs consist of whole lines.
    """
    sides = {
        "zh_spans": joined_spans((pair.zh_source, pair.zh_spans) for pair in pairs),
        "en_spans": joined_spans((pair.en_source, pair.en_spans) for pair in pairs),
    }
    if not any(spans for _, spans in sides.values()):
        return {}
    return {name: spans or tuple((0, len(line.text)) for line in lines) for name, (lines, spans) in sides.items()}


def annotated_record(annotated: Annotated) -> Record:
    return {
        **sentence_record(annotated.sentence),
        "zh_tokens": [_zh_token(token) for token in annotated.zh_tokens],
        "en_tokens": [_en_token(token) for token in annotated.en_tokens],
    }


def _zh_token(token: ZhToken) -> Record:
    return {
        **_place(token),
        "word_rule": token.word_rule,
        "pos": token.pos,
        "pos_rule": token.pos_rule,
        "pinyin": token.pinyin,
        "reading_rule": token.reading_rule,
        "hsk": token.hsk,
        "zipf": token.zipf,
        **_meaning(token),
    }


def _en_token(token: EnToken) -> Record:
    levels = {"lemma": token.lemma, "pos": token.pos, "cefr": token.cefr, "zipf": token.zipf, "ipa": token.ipa}
    rules = {"word_rule": token.word_rule, "pos_rule": token.pos_rule}
    return {**_place(token), **levels, **rules, **_meaning(token)}


def _place(token: Token) -> Record:
    return {"text": token.text, "start": token.start, "end": token.end}


def _meaning(token: Token) -> Record:
    return {
        "gloss": token.gloss,
        "gloss_from": token.gloss_from,
        "gloss_rule": token.gloss_rule,
        "senses": token.senses,
        "links": token.links,
        "link_rule": token.link_rule,
    }


def graded_record(graded: Graded, level_name: str) -> Record:
    """Return the record of a graded sentence. level_name: the name of the sentence's level, such as "5" or "B1"."""
    return {
        **annotated_record(graded.annotated),
        "level": level_name,
        "difficulty": graded.difficulty,
        "quality": graded.quality,
        "adequacy": graded.adequacy,
        "unknown": graded.unknown,
        "reasons": graded.reasons,
        "rules": graded.reason_rules,
    }


def card_record(card: Card, order: int) -> Record:
    sentence = card.graded.annotated.sentence
    return {
        "kind": "card",
        "order": order,
        "type": card.type,
        "study": card.graded.study,
        "targets": card.targets,
        "new_words": card.new_words,
        "id": card.id,
        "sentence_id": sentence.id,
        "zh_lines": sentence.zh_lines,
        "en_lines": sentence.en_lines,
        "zh": sentence.zh,
        "en": sentence.en,
        "why": card.why,
        "choice_rule": card.choice_rule,
    }
