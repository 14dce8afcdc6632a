"""Page furniture: what a player's page prints around a transcript, recognised by its form."""

import re
from collections.abc import Iterator, Sequence

from flashdeck.align.lines.alternation import first_language
from flashdeck.model import Language, Line

# The forms, each with an invented example: a heading (节目简介), a subtitle label (双语字幕), an appeal to use an app
# (请下载某某 App 收听), a button (展开剩余字幕(还有 12 条)), an "about" line (关于某某播客), what the player offers (某某提供双语字幕).
_FORMS = re.compile(
    r"(?:本集|本期|节目|单集|剧集)(?:简介|介绍|内容|文稿|字幕)[:：]?"
    r"|(?:双语|中英|中文|英文|全文|完整)?(?:双语|对照)?(?:字幕|文稿|逐字稿)[:：]?"
    r"|仅(?:展示|显示|提供).{0,12}(?:字幕|文稿|文本).*"
    r"|.{0,40}请(?:使用|下载|打开|安装|前往).{0,20}(?:[Aa][Pp][Pp]|应用|客户端|小程序|播客).{0,12}"
    r"|(?:点击)?(?:展开|显示|查看|加载|收起)(?:剩余|更多|全部|其余|完整).{0,6}(?:字幕|内容|文稿|条).{0,16}"
    r"|关于(?:.{1,24}(?:播客|播放器|[Aa][Pp][Pp]|应用)|我们|本站|[「『“《].{1,16}[」』”》])"
)


# A player speaks of itself in these words; one of them alone may be said in any conversation.
_PLAYER_WORDS = re.compile(r"字幕|音频|播客|节目|收听|双语|订阅|下载|文稿|原文|[Aa][Pp][Pp]")
_LEAST_PLAYER_WORDS = 3


def is_furniture(line: Line) -> bool:
    """Tell whether a line has the form of page furniture; a line of the conversation may have it by chance."""
    return bool(_FORMS.fullmatch(line.text)) or len(set(_PLAYER_WORDS.findall(line.text))) >= _LEAST_PLAYER_WORDS


def furniture_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines are furniture, by their `id`."""
    return frozenset(id(line) for line in _furniture(lines))


def _furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield furniture lines: of its form, and with no translation of their own.

    A line of that form may be part of the talk. It then stands between two lines of the other language; at the head of the
    file it stands before its translation and another line of its own language, which must be the first of a pair.
    """
    of_form = {id(line) for line in lines if is_furniture(line)}
    if not of_form:
        return
    first = first_language([line for line in lines if id(line) not in of_form])
    before: Line | None = None
    for at, line in enumerate(lines):
        behind = [other.lang for other in lines[at + 1 : at + 3]]
        if id(line) not in of_form or _has_partner(line, before, behind, first):
            before = line
        else:
            yield line


def _has_partner(line: Line, before: Line | None, behind: Sequence[Language | None], first: Language) -> bool:
    """Tell whether a translation of a line stands behind it; `before` is the last line that is no furniture."""
    if before is None:
        return line.lang == first and len(behind) > 1 and behind[0] not in (first, None) and behind[1] == first
    return bool(behind) and before.lang != line.lang != behind[0]
