"""Print cards as a table for a terminal of 80 columns. A Chinese character takes two columns."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Card, Graded, Selection, Token, ZhToken
from flashdeck.model.reasons import Reason, reason_texts
from flashdeck.write.records import Record, card_record
from flashdeck.write.rejections import rejection_groups

_WIDTH = 80
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # control characters could control the terminal, and the width of a tab varies
_INDENT = 5
_WORST = 3  # for a sentence that was not chosen, the 3 factors that lowered its quality most are shown


def preview_lines(selection: Selection) -> Iterator[str]:
    """Yield the lines of the preview.

    For each card they show the words that it teaches, its sentence in both languages, and the reason why it was chosen.
    """
    for order, card in enumerate(selection.cards, start=1):
        yield from _card_lines(card, order)
        yield ""
    yield f"{len(selection.cards)} cards, " + ", ".join(
        f"{sum(card.type == kind for card in selection.cards)} {kind} cards" for kind in ("sentence", "word")
    )


def _card_lines(card: Card, order: int) -> Iterator[str]:
    units = _units(card)
    yield from wrapped(
        f"{order:>3}  {card.type:<8} {len(card.new_words)} new  {'; '.join(_word(units[word]) for word in card.targets)}"
    )
    others = [units[word] for word in card.new_words if word not in card.targets]
    glossed = [f"also new: {', '.join(map(_glossed, others))}"] if others else []
    rules = [f"{word}: {rule}" for word in card.targets for rule in _rules(units[word]).values()]
    ruled = [f"rules: {', '.join(rules)}"] if rules else []
    for text in (card.graded.target, card.graded.context, *glossed, f"why: {card.why}", *ruled, card.id):
        yield from wrapped(" " * _INDENT + text)


def _glossed(token: Token) -> str:
    return f"{token.text} {token.gloss or '?'}"


def _rules(token: Token) -> dict[str, str]:
    """Return the ids of the rules that decided the values of a word: its boundaries, reading, word class, gloss and link.

    A key is a name such as "reading_rule", as in the output of `flashdeck inspect`. `flashdeck why` explains the rules.
    """
    reading = token.reading_rule if isinstance(token, ZhToken) else None
    rules = {
        "word_rule": token.word_rule,
        "reading_rule": reading,
        "pos_rule": token.pos_rule,
        "gloss_rule": token.gloss_rule,
        "link_rule": token.link_rule,
    }
    return {name: rule for name, rule in rules.items() if rule}


def _units(card: Card) -> dict[str, Token]:
    return {unit.headword: unit for unit in reversed(card.graded.units)}


def _word(token: Token) -> str:
    level = token.listed or f"~{token.level:.0f}"
    return f"{token.headword}{_reading(token)} [{level}] = {token.gloss} ({token.gloss_from})"


def _reading(token: Token) -> str:
    if not isinstance(token, ZhToken):
        return ""
    return " " + "".join(token.pinyin) + ("?" if token.doubtful else "")


# ---- sentences that were not chosen


def rejected_lines(selection: Selection) -> Iterator[str]:
    """Yield lines about the sentences that are not on any card.

    The sentences are grouped by the reason. The group with the most frequent reason comes first.
    """
    left = list(_rejected(selection))
    for group in rejection_groups(left):
        yield from wrapped(f"{len(group.items)} of {len(selection.graded)}: {group.text}")
        yield ""
        for item in group.items:
            yield from _rejected_lines(item)
    yield f"{len(left)} of {len(selection.graded)} sentences are not on any card"


def _rejected_lines(item: Graded) -> Iterator[str]:
    yield from wrapped(f"line {item.line}: {'; '.join(_why_not(item))}")
    for text in (item.target, item.context):
        yield from wrapped(" " * _INDENT + text)
    yield ""


def _rejected(selection: Selection) -> Iterator[Graded]:
    sentences = (card.graded.annotated.sentence for card in selection.cards)
    shown = {id(sentence.whole or sentence) for sentence in sentences}
    return (item for item in selection.graded if id(item.annotated.sentence) not in shown)


def _why_not(item: Graded) -> Iterator[str]:
    if item.reasons:
        yield from reason_texts(item.reasons)
        return
    if not item.unknown:
        yield Reason.NO_NEW_WORD.text
        return
    yield f"{Reason.NOT_CHOSEN.text}: {', '.join(item.unknown)}"
    worst = sorted(item.factors, key=lambda factor: factor[1])[:_WORST]
    if worst:
        yield f"quality {item.quality:.2f} ({', '.join(f'{name} {value:.2f}' for name, value in worst)})"


# ---- the preview as JSON records, for other programs


def preview_records(selection: Selection, *, rejected: bool) -> Iterator[Record]:
    """Yield a record for each card, or for each sentence that is not on any card if `rejected` is true.

    The record of a card has the same values as in `inspect --stage select`, and details about the words that the card teaches.
    """
    if rejected:
        yield from map(_rejected_record, _rejected(selection))
        return
    for order, card in enumerate(selection.cards, start=1):
        units = _units(card)
        yield {**card_record(card, order), "words": [_word_record(units[word]) for word in card.targets]}


def _word_record(token: Token) -> Record:
    readings = {"pinyin": token.pinyin, "doubtful": token.doubtful} if isinstance(token, ZhToken) else {}
    meaning = {"gloss": token.gloss, "gloss_from": token.gloss_from}
    return {
        "word": token.headword,
        "text": token.text,
        "level": token.listed,
        "estimate": round(token.level, 2),
        **readings,
        **meaning,
        **_rules(token),
    }


def _rejected_record(item: Graded) -> Record:
    sentence = item.annotated.sentence
    return {
        "kind": "rejected",
        "study": item.study,
        "sentence_id": sentence.id,
        "zh_lines": sentence.zh_lines,
        "en_lines": sentence.en_lines,
        "zh": sentence.zh,
        "en": sentence.en,
        "level": TRAITS[item.study].level_name(item.difficulty),
        "quality": item.quality,
        "factors": dict(item.factors),
        "unknown": item.unknown,
        "reasons": item.reasons,
        "why": "; ".join(_why_not(item)),
    }


# ---- columns


def width(text: str) -> int:
    """Return the number of terminal columns that a text takes.

    >>> width("预测 ok")
    7
    """
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped(text: str, indent: int = _INDENT) -> Iterator[str]:
    """Break a text into lines of at most 80 columns, between words or Chinese characters.

    All lines but the first are indented.
    """
    line = ""
    for piece in _pieces(_CONTROL.sub(" ", text)):
        if line.strip() and width(line) + width(piece.rstrip()) > _WIDTH:
            yield line.rstrip()
            line = " " * indent + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: Iterable[str]) -> Iterator[str]:
    piece = ""
    for char in text:
        piece += char
        if char == " " or unicodedata.east_asian_width(char) in "WF" or len(piece) == _WIDTH - _INDENT:
            yield piece
            piece = ""
    yield piece
