"""Repair the text of spoken Chinese lines.

The repairs are pure functions, which `flashdeck.language.repairs` runs and logs. Words that are doubled on purpose (看看, 天天,
非常非常, 对对对), particles (吧, 呢, 啊) and negations are never removed.
"""

import re

from flashdeck.chinese.speech.chinese_fillers import drop_chinese_fillers
from flashdeck.chinese.speech.chinese_repeats import drop_chinese_repeats
from flashdeck.english.speech.speech_marks import SPACES, drop_invisible
from flashdeck.language.repairs import Repaired, drop_turn_marks, drop_unmatched_quotes, keep_words, run_repairs
from flashdeck.lazy import Lazy
from flashdeck.model import Repair
from flashdeck.model.characters import HAN_RANGES

_SPACES = re.compile(r"[ \u00a0\u3000]{2,}|[\u00a0\u3000]")
_HAN = f"[{HAN_RANGES}]"
_ZH_MARK = r"[,，、。.?？!！;；:：”’）)》」』…]"
_MAY_BE_SPACED_OUT = re.compile(r"(?<!\S)\S(?: +\S){3}(?!\S)")  # a quick test that most lines fail
_load_spaced_out = Lazy(lambda: re.compile(rf"(?:(?<!\S){_HAN}[ ]+){{3,}}{_HAN}(?!\S)"))
"""Characters with spaces between them: 我 们 走 吧. The pattern takes 3.4 ms to compile, and few transcripts need it."""
_WORD = re.compile(rf"[{HAN_RANGES}A-Za-z0-9]+")  # without the plus, the class is compiled twice, in 3.7 ms


def clean_chinese(text: str, translation: str = "") -> tuple[str, tuple[Repair, ...]]:
    """Run the repairs of Chinese in order, again and again until the text does not change any more.

    Returns the repaired text and the repairs in order. Each repair has the id of the rule and the text before the repair.
    `translation` is the English line, which tells whether 嗯 is an answer or a filler.

    Marks are not changed; they become full-width when a line is shown.

    >>> clean_chinese("嗯，我我喜欢这里 。", "Um, I like it here.")[0]
    '我喜欢这里。'
    """

    def drop_fillers(given: str) -> Repaired:
        return drop_chinese_fillers(given, translation)

    return run_repairs(
        text,
        (
            drop_turn_marks,
            drop_unmatched_quotes,
            drop_invisible,
            tidy_chinese_spaces,
            keep_words(drop_fillers, _WORD),
            keep_words(drop_chinese_repeats, _WORD),
        ),
    )


def tidy_chinese_spaces(text: str) -> Repaired:
    """Replace consecutive spaces by one space, and remove spaces that are not needed in Chinese.

    Spaces are removed before marks and after full-width marks. If a text has a space after each character (我 们 走 吧), these
    spaces are removed, too. A single space between two clauses stays, because captions use such a space in place of a comma.

    >>> tidy_chinese_spaces("桥 断 了 吧 。").text
    '桥断了吧。'
    >>> tidy_chinese_spaces("我们去河边  你也来 ,好吗?").text
    '我们去河边 你也来,好吗?'
    """
    found = _SPACES.sub(" ", text).strip(" ")
    if _MAY_BE_SPACED_OUT.search(found):
        found = _load_spaced_out().sub(lambda match: match[0].replace(" ", ""), found)
    found = re.sub(rf" +(?={_ZH_MARK})|(?<=[，、。？！；：“（《「『]) +", "", found)
    return Repaired(text) if found == text else Repaired(found, (SPACES,))
