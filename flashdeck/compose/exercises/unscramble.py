"""Put the words in order (连词成句): students make a sentence from its pieces. The translation is shown as a hint."""

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import ClassVar

from flashdeck.compose.exercises.exercise import Exercise, ExerciseContext, ExerciseItem, ExercisePart
from flashdeck.compose.exercises.ledger import first_candidates, shuffled
from flashdeck.compose.language_sides import ShownLine, WordPiece
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Run, plain_text

# The numbers below were chosen by hand.
_FEWEST, _MOST = 4, 12  # the minimum and the maximum number of pieces of a sentence
# Sentences with 5 to 8 pieces are preferred. A shorter sentence is too easy, and a longer one may have several correct orders.
_BEST = range(5, 9)
# A random order is too similar to the sentence if more than this share of its pieces has the same next piece as in the sentence.
_MOST_IN_ORDER = 0.34
_TRIES = 20
_SEPARATOR = " / "
_CLAUSE_ENDS = frozenset("，,；;：:。？！?!")
_OPENING_MARKS = frozenset("“‘（(《「")

# These words could also be at a different position in the sentence. Each forms one piece with a neighbouring word, so that the
# pieces have only one correct order.
_MOVABLE_ADVERBS = frozenset("just really actually already almost also even only still always often probably maybe not".split())
_NUMBER = re.compile("第?[一二三四五六七八九十百千万亿两几半0-9]+")
_TIME_WORDS = frozenset("每天 每年 每月 每周 每次 以前 以后 有时 前 后".split())
# jieba tags these words as time words, but they cannot move to another position in the sentence.
_NOT_TIME_WORDS = frozenset("正在 下来 起来".split())
_SUFFIXES = frozenset("的 地 得 了 着 过 们 吗 呢 吧 啊 嘛 呀 么 儿 里 上 中 前 后 个 些 种 次".split())
_WITH_SPACE = re.compile(r"\S+\s*")


class UnscrambleExercise(Exercise):
    """The exercise with short sentences in pieces. The text on the student's copy leaves these sentences out."""

    name = "unscramble"
    title = Bilingual("连词成句", "Put the words in order")
    instructions: ClassVar = {
        "unscramble": Bilingual("把词语排成课文里的句子。", "Put the words in order to make a sentence of the text."),
    }
    claim = "lines"
    key_note = Bilingual("别的语序讲得通也算对。", "Another order that makes sense is right too.")

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose the sentences that students put in order.

        Sentences with 5 to 8 pieces are chosen first. Among them, sentences with few new words are chosen first.
        """
        material, ledger = context.material, context.ledger
        most = min(context.half, -(-context.removable_lines // 2))
        lines = [line for line in first_candidates(shuffled(material.passage.lines, chance)) if _is_fit(line, material)]
        chosen: list[ExerciseItem] = []
        for line in sorted(lines, key=lambda line: _rank(line, material)):
            if len(chosen) == most:
                break
            item = _item(line, material, chance)
            shown, answer = (plain_text(item.prompt), material.context(line).text), plain_text(item.answer)
            if item.prompt and _is_admitted(line, shown, answer, context):
                chosen.append(item)
                ledger.enter_line(shown, answer, line)
                ledger.remove_from_text(line)
        return (ExercisePart("unscramble", tuple(chosen), most, hides="target"),)


def _rank(line: PassageLine, material: Material) -> tuple[bool, int]:
    has_best_size = len(cut_line(material.target(line))) in _BEST
    return not has_best_size, material.new_word_uses(line)


def _is_fit(line: PassageLine, material: Material) -> bool:
    return line.is_whole_sentence and _FEWEST <= len(cut_line(material.target(line))) <= _MOST


def _is_admitted(line: PassageLine, shown: tuple[str, str], answer: str, context: ExerciseContext) -> bool:
    is_unused = context.ledger.is_free(line) and context.material.is_said_once(answer, "target")
    return is_unused and context.ledger.admits(shown, (answer,))


def _item(line: PassageLine, material: Material, chance: Random) -> ExerciseItem:
    """Return the question for a line.

    Its prompt is empty if all random orders that were tried are too similar to the sentence.
    """
    target, context = material.target(line), material.context(line)
    pieces = [piece.strip() for piece in cut_line(target)]
    order = _mixed_order(len(pieces), chance)
    prompt = (Run(_SEPARATOR.join(pieces[place] for place in order), target.lang),) if order else ()
    hint = (Run(context.text, context.lang, role="quiet"),)
    return ExerciseItem(line.number, prompt, (Run(target.text, target.lang),), hints=(hint,), rules=1)


def _mixed_order(count: int, chance: Random) -> list[int]:
    """Return the indexes 0 to `count` - 1 in a random order. Return an empty list if no suitable order is found.

    In a suitable order, few indexes are followed by the next higher index, and the first index is not 0.
    """
    for _ in range(_TRIES):
        order = shuffled(range(count), chance)
        in_order = sum(other == one + 1 for one, other in pairwise(order))
        if in_order <= _MOST_IN_ORDER * (count - 1) and order[0]:
            return order
    return []


# ---- cutting a line into pieces


def cut_line(shown: ShownLine) -> list[str]:
    """Split a line into pieces. The pieces joined together are the whole line.

    A word that could also be at a different position in the sentence forms one piece with a neighbouring word.
    """
    return _CUTTERS[shown.lang[:2]](shown)


def _cut_chinese(shown: ShownLine) -> list[str]:
    found: list[str] = []
    at = 0
    last: WordPiece | None = None
    for piece in shown.pieces:
        gap, text = shown.text[at : piece.shown.start], piece.shown.text
        at = piece.shown.end
        if not found:
            found.append(gap + text)
        elif _belongs_to(found[-1], last, piece):
            found[-1] += gap + text
        else:
            found[-1] += gap
            found.append(text)
        last = piece
    if found:
        found[-1] += shown.text[at:]
    return found


def _belongs_to(text_before: str, before: WordPiece | None, piece: WordPiece) -> bool:
    """Tell whether a Chinese word forms one piece with the text before it."""
    is_mark = not any(char.isalnum() for char in text_before)
    if is_mark or _is_bound_to_the_left(piece):
        return True
    begins_clause = text_before[-1:] in _CLAUSE_ENDS
    return before is not None and not begins_clause and _follows_closely(before, piece)


def _is_bound_to_the_left(piece: WordPiece) -> bool:
    """Tell whether a word is a suffix, a particle, or a punctuation mark such as a comma or a closing bracket."""
    text = piece.shown.text
    return text in _SUFFIXES or (piece.unit.kind == "mark" and text not in _OPENING_MARKS)


def _follows_closely(before: WordPiece, piece: WordPiece) -> bool:
    """Tell whether two words form one piece: a number and its measure word, or a time word and its subject.

    Both 我现在 and 现在我 are right, so a time word and its subject form one piece.
    """
    if _NUMBER.fullmatch(before.shown.text):
        return len(piece.shown.text) == 1
    is_subject = (before.unit.pos or "")[:1] in ("n", "r")
    return _is_time_word(before) or (_is_time_word(piece) and is_subject)


def _is_time_word(piece: WordPiece) -> bool:
    text = piece.shown.text
    return text in _TIME_WORDS or (piece.unit.pos == "t" and text not in _NOT_TIME_WORDS)


def _cut_english(shown: ShownLine) -> list[str]:
    """Split an English line at spaces, but not inside a phrase. An adverb such as "just" forms one piece with the next word."""
    whole = [(piece.shown.start, piece.shown.end) for piece in shown.pieces if piece.is_whole]
    found: list[str] = []
    for match in _WITH_SPACE.finditer(shown.text):
        is_inside = any(start < match.start() < end for start, end in whole)
        if found and (is_inside or found[-1].strip().casefold() in _MOVABLE_ADVERBS):
            found[-1] += match[0]
        else:
            found.append(match[0])
    return found


_CUTTERS: dict[str, Callable[[ShownLine], list[str]]] = {"zh": _cut_chinese, "en": _cut_english}
