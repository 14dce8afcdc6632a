"""Recognise and remove labels of sounds, music and manners of speaking, such as "(Laughter)", [叹气] and ♪, which are not speech.

The labels are the rows of `data/sounds.tsv`. All other brackets are text.
"""

import re
from functools import partial
from typing import NamedTuple

from flashdeck.language.rules import Rule, read_classes, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model.characters import COMMON_HAN

_BRACKETS = re.compile(
    r"[(（]\s*([^()（）\[\]]{1,40})[)）]|\[\s*([^()（）\[\]]{1,40})\]|【\s*([^【】]{1,20})】|(?<!\*)\*([^*\s][^*]{0,30})\*(?!\*)"
)
_OPENING = re.compile(r"[(（\[【*♪♫♬♩🎵🎶]")  # a quick test that most lines fail
# the text before a label at the beginning of a sentence: nothing, the end of a sentence, or another label or mark
_BEFORE_EDGE = re.compile(r"(?:^|[.?!…。？！:：”\"’'»>)）\]】♪])\s*$")
# the text before a round bracket that explains a quoted word or a title: “旧桥”（old crossing）
_AFTER_QUOTED = re.compile(r"[^.?!…。？！\s][”\"’』」》〉]$")
_GOES_ON = ("，", "、", ",", "；", ";")  # marks of the sentence to which the text in a bracket belongs
_SQUARE = "[【"
_TURN_AND_SPACE = " \t\u3000>"
_LEFT_OVER = re.compile(r"^[,，、;；:：.。]+(?!\.)\s*")
_FINAL = re.compile(r"[.?!…。？！][”’\"')）]*$")


class _Sounds(NamedTuple):
    rules: tuple[tuple[Rule, Lazy[re.Pattern[str]]], ...]
    marks: re.Pattern[str]
    marks_rule: str


def _load_sounds() -> _Sounds:
    classes = read_classes("flashdeck.language")
    macros = {name: "|".join(sorted(words, key=len, reverse=True)) for name, words in classes.items()}
    macros["han"] = f"[{COMMON_HAN}]"
    rules = read_rules("flashdeck.language", "sounds.tsv")
    of_brackets = tuple((rule, Lazy(partial(_compile, rule, macros))) for rule in rules if rule.key != "mark")
    marks = next(rule for rule in rules if rule.key == "mark")
    return _Sounds(of_brackets, re.compile(rf"\s*{marks.condition}\s*"), marks.id)


def _compile(rule: Rule, macros: dict[str, str]) -> re.Pattern[str]:
    condition = re.sub(r"\{([a-z][a-z\-]*)\}", lambda name: macros[name[1]], rule.condition)
    return re.compile(condition, re.NOFLAG if rule.id.endswith("-zh") else re.IGNORECASE)


load_sounds = Lazy(_load_sounds)


def sound_rule(text: str, *, at_edge: bool = True) -> Rule | None:
    """Return the rule by which the text in a pair of brackets is a label; None if it is not a label.

    `at_edge` says that the label stands at the beginning of a line or sentence, where more labels are recognised.

    >>> sound_rule("audience laughs").id, sound_rule("an old boat"), sound_rule("名声", at_edge=False)
    ('read.sound.words-en', None, None)
    """
    content = text.strip().rstrip(".…。!！")
    for rule, load_pattern in load_sounds().rules:
        if not at_edge and rule.key != "anywhere":
            continue
        if content.isascii() and rule.id.endswith("-zh"):  # its pattern needs Chinese characters
            continue
        if load_pattern().fullmatch(content):
            return rule
    return None


def remove_sounds(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without labels, and the ids of the rules by which labels were removed.

    >>> remove_sounds("[sighs] We left. (Applause)")[0], remove_sounds("♪ 我们走吧 ♪")[0], remove_sounds("人工智能（AI）")[0]
    ('We left.', '我们走吧', '人工智能（AI）')
    """
    if not _OPENING.search(text):
        return text, ()
    found, rules = _without_brackets(text)
    sounds = load_sounds()
    if sounds.marks.search(found):
        found = sounds.marks.sub(" ", found).strip()
        rules.append(sounds.marks_rule)
    return found, tuple(dict.fromkeys(rules))


def _without_brackets(text: str) -> tuple[str, list[str]]:
    kept, rules, at = "", list[str](), 0
    for match in _BRACKETS.finditer(text):
        before = kept + text[at : match.start()]
        is_edge = match[0][0] in _SQUARE or (_is_at_edge(before) and not _explains(match, before))
        rule = sound_rule(match[match.lastindex or 0], at_edge=is_edge)
        if rule:
            rules.append(rule.id)
            kept, at = _seam(before, text[match.end() :]), match.end()
            at += len(text[at:]) - len(_rest(before, text[at:]))
    return (kept + text[at:]).strip() if rules else text, rules


def _is_at_edge(before: str) -> bool:
    return bool(_BEFORE_EDGE.search(before[-8:])) or not before.strip(_TURN_AND_SPACE)


def _explains(match: re.Match[str], before: str) -> bool:
    """Tell whether round brackets give the words of another language for the words before them, which is no label.

    The words before them may be at the end of the line before: （old crossing），去年修好了。
    """
    in_other_language = match[0][0] == "（" and match[match.lastindex or 0].isascii()
    goes_on = match.string[match.end() :].startswith(_GOES_ON)
    return in_other_language and (goes_on or bool(_AFTER_QUOTED.search(before)))


def _seam(before: str, after: str) -> str:
    """Return the text before a removed label. It ends with a space if the texts around the label need a space."""
    trimmed = before.rstrip()
    rest = _rest(before, after)
    if not trimmed or not rest or rest[0] in ",.?!;:，。？！；：、":
        return trimmed
    needs_space = (trimmed[-1].isascii() and rest[0].isascii()) or (before != trimmed and after[:1].isspace())
    return f"{trimmed} " if needs_space else trimmed


def _rest(before: str, after: str) -> str:
    """Return the text after a removed label, without marks that belonged to the label."""
    rest = after.lstrip()
    trimmed = before.strip(_TURN_AND_SPACE)
    if not trimmed or (_FINAL.search(trimmed) and not rest.startswith("...")):
        rest = _LEFT_OVER.sub("", rest)
    return rest


def has_lost_speech(text: str) -> bool:
    """Tell whether a text as read has a label for speech that the transcriber could not hear.

    >>> has_lost_speech("We took the [inaudible] home."), has_lost_speech("We took the boat home. (laughs)")
    (True, False)
    """
    if not _OPENING.search(text):
        return False
    rules = (sound_rule(match[match.lastindex or 0]) for match in _BRACKETS.finditer(text))
    return any(rule is not None and rule.result == "lost" for rule in rules)
