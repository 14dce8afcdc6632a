"""The registry of shapes: ways in which people lay out two languages, which every reader must read.

A `Shape` turns the Chinese and the English text of a row into the two texts that the sample of a reader writes (see
`reader_samples.py`). The tests write the rows in every format and expect the same Chinese and English texts, row by row. Add a
shape by one line in `SHAPES`.
"""

from collections.abc import Callable
from dataclasses import dataclass

Texts = tuple[str, str]


@dataclass(frozen=True)
class Shape:
    """`write` makes the texts of row `at` (from 0); `apart` names readers whose format has no such shape, with the reason."""

    write: Callable[[int, str, str], Texts]
    apart: dict[str, str]


def one_line(pattern):
    return Shape(lambda _at, zh, en: (pattern.format(zh=zh, en=en), ""), {})


def one_line_en_first(pattern):
    return Shape(lambda _at, zh, en: ("", pattern.format(zh=zh, en=en)), {})


def both(write, **apart):
    return Shape(write, apart)


SHAPES = {
    "two-texts": both(lambda _at, zh, en: (zh, en)),
    "space": one_line("{zh} {en}"),
    "space-en-first": one_line_en_first("{en} {zh}"),
    "no-space": one_line("{zh}{en}"),
    "slash": one_line("{zh} / {en}"),
    "slash-en-first": one_line("{en}/{zh}"),
    "bar": one_line("{zh} | {en}"),
    "full-width-bar": one_line("{en}｜{zh}"),
    "dash": one_line("{zh} —— {en}"),
    "square-brackets": one_line("{en}【{zh}】"),
    "square-brackets-zh-first": one_line("{zh}【{en}】"),
    "enclosed-first": one_line("【{zh}】{en}"),
    "round-brackets": one_line("{zh}（{en}）"),
    "backslash-n": one_line("{zh}\\N{en}"),
    "backslash-n-en-first": one_line("{en}\\N{zh}"),
    "backslash-small-n": one_line("{zh}\\n{en}"),
    "break-tag": one_line("{zh}<br>{en}"),
    "tab": both(lambda _at, zh, en: (f"{zh}\t{en}", ""), table="a tab parts the columns of the table itself"),
    "numbered": both(lambda at, zh, en: (f"{at + 1}. {zh}", f"{at + 1}. {en}")),
    "numbered-in-brackets": both(lambda at, zh, en: (f"（{at + 1}）{zh}", f"({at + 1}) {en}")),
    "numbered-one-language": both(lambda at, zh, en: (f"{at + 1}、{zh}", en)),
    "numbered-one-line": both(lambda at, zh, en: (f"{at + 1}. {zh} {en}", "")),
    "characters-apart": both(lambda _at, zh, en: (" ".join(zh), en)),
    "words-apart": both(lambda _at, zh, en: (" ".join(zh[at : at + 2] for at in range(0, len(zh), 2)), en)),
}

ROWS = [
    ("昨天晚上的风把窗户吹坏了。", "Last night the wind broke the window."),
    ("我弟弟说他要搬到海边去住。", "My brother says he will move to the seaside."),
    ("你为什么把钥匙放在冰箱里？", "Why did you put the keys in the fridge?"),
    ("这家小店的面条又便宜又好吃。", "The noodles in this little shop are cheap and good."),
    ("他花了两年时间才学会游泳。", "It took him two years to learn to swim."),
    ("如果明天不下雨，我们就去爬山。", "If it does not rain tomorrow, we will climb the hill."),
    ("奶奶每个星期天都给我们写信。", "Grandma writes us a letter every Sunday."),
]
