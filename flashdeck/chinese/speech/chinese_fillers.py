"""Remove Chinese fillers: 呃, 嗯, 那个 and 你知道 of a speaker who is looking for words.

The rows of `chinese/data/spoken_fillers.tsv` are tried in order. Each row has a pattern, and a replacement for the text that
matches. Rows with the key `unless-answer` are not used if the English line begins with an answer, because 嗯 then means "yes".
"""

import re
from functools import partial
from typing import NamedTuple

from flashdeck.language.repairs import Repaired
from flashdeck.language.rules import read_rules
from flashdeck.lazy import Lazy
from flashdeck.model.characters import COMMON_HAN

_ANSWER = re.compile(
    r"\W*(?:yes|yeah|yep|yup|right|exactly|correct|sure|ok|okay|of course|mm|mhm|hmm|uh-huh|indeed|absolutely|no|it is|i see)\b",
    re.IGNORECASE,
)
_QUICK = re.compile(r"[呃唔嗯额]|那个|这个|就是|你知道|[EeUu][Rr]?[Mm]")  # a quick test that most lines fail
_CUES = {
    "[呃唔]": "[呃唔]",
    "[Uu]h*m": "[Uu]h*m|[Ee]r",
    "嗯": r"嗯[，,…。、\s]",
    "额": "额[，,、…]",
    "那个": "那个[，,…]",
    "就是": "就是[，,…]",
    "你知道": "你知道(?:的|吧)?[，,]",
}
"""Maps a part of the conditions to a quick test, which every text passes that a condition with this part matches.

A condition is compiled only for a text that passes its test, because a condition takes 2 to 4 ms to compile.
"""


class _Filler(NamedTuple):
    id: str
    quick: re.Pattern[str]
    load_pattern: Lazy[re.Pattern[str]]
    replacement: str
    unless_answer: bool


def _load_fillers() -> tuple[_Filler, ...]:
    fillers = []
    for rule in read_rules("flashdeck.chinese", "spoken_fillers.tsv"):
        quick = "|".join(test for part, test in _CUES.items() if part in rule.condition)
        load_pattern = Lazy(partial(re.compile, rule.condition.replace("{han}", f"[{COMMON_HAN}]")))
        replacement = "" if rule.result == "cut" else rule.result
        fillers.append(_Filler(rule.id, re.compile(quick), load_pattern, replacement, rule.key == "unless-answer"))
    return tuple(fillers)


load_chinese_fillers = Lazy(_load_fillers)


def drop_chinese_fillers(text: str, translation: str = "") -> Repaired:
    """Remove fillers and the marks that belong to them.

    >>> drop_chinese_fillers("我想，呃，我们走吧。").text, drop_chinese_fillers("嗯，好的。", "Yes, fine.").text
    ('我想，我们走吧。', '嗯，好的。')
    """
    if not _QUICK.search(text):
        return Repaired(text)
    is_answer = bool(_ANSWER.match(translation))
    rules, found = list[str](), text
    for filler in load_chinese_fillers():
        if (filler.unless_answer and is_answer) or not filler.quick.search(found):
            continue
        replaced = filler.load_pattern().sub(filler.replacement, found)
        if replaced != found:
            rules.append(filler.id)
            found = replaced
    return Repaired(found, tuple(rules))
