"""Page furniture: what a player's page prints around a transcript, recognised by its form."""

import re
from collections.abc import Collection, Iterator, Sequence

from flashdeck.align.lines.alternation import first_language
from flashdeck.model import Language, Line

# The forms, each with an invented example: a heading (节目简介), a subtitle label (双语字幕), an appeal to use an app
# (请下载某某 App 收听), a button (展开剩余字幕(还有 12 条)), an "about" line (关于某某播客), a credit (字幕由某某提供, 翻译:某某),
# how the text was made (本文稿由机器翻译生成), rights (版权所有), and the buttons of a player (订阅, 倍速播放).
_CHINESE = re.compile(
    r"(?:本集|本期|节目|单集|剧集)(?:简介|介绍|内容|文稿|字幕)[:：]?"
    r"|(?:双语|中英|中文|英文|全文|完整)?(?:双语|对照)?(?:字幕|文稿|逐字稿|文字稿)[:：]?"
    r"|仅(?:展示|显示|提供).{0,12}(?:字幕|文稿|文本).*"
    r"|.{0,40}请(?:使用|下载|打开|安装|前往).{0,20}(?:[Aa][Pp][Pp]|应用|客户端|小程序|播客).{0,12}"
    r"|(?:立即|免费|点击)?(?:下载|打开|安装|前往).{0,12}(?:[Aa][Pp][Pp]|应用|客户端|小程序)(?:收听|观看|查看|阅读|体验)?.{0,8}"
    r"|(?:点击)?(?:展开|显示|查看|加载|收起)(?:剩余|更多|全部|其余|完整|全文).{0,6}(?:字幕|内容|文稿|条)?.{0,16}"
    r"|关于(?:.{1,24}(?:播客|播放器|[Aa][Pp][Pp]|应用)|我们|本站|[「『“《].{1,16}[」』”》])"
    r"|(?:中文|英文|双语|本片|本集|本期)?(?:字幕|翻译|译文|听译|文稿|逐字稿)(?:由|来自|[:：]).{1,40}"
    r"|(?:字幕组|翻译|校对|校译|听译|时间轴|压制|制作|监制|整理)[:：].{1,30}"
    r"|.{0,12}(?:字幕|文稿|译文|翻译|文本)(?:由|为|系).{0,16}(?:提供|生成|制作|翻译|转录|整理).{0,20}"
    r"|(?:以下|本)(?:内容|字幕|文稿|译文|文).{0,8}(?:机器|自动|人工智能|AI).{0,16}"
    r"|(?:©|版权所有|未经.{0,10}(?:许可|授权)|转载请).{0,40}"
    r"|(?:扫码|扫描二维码|长按识别).{0,24}|(?:点击|欢迎)?(?:订阅|关注).{0,6}(?:公众号|频道|专栏).{0,16}"
    r"|订阅|分享|收藏|点赞|评论|播放|暂停|登录|注册|倍速(?:播放)?|复制链接|(?:上|下)一集"
)
# The same in English: "Transcript", "Subtitles by the River Club", "Download the app", "Show 12 more", "Subscribe".
_ENGLISH = re.compile(
    r"(?:(?:full|complete|auto-?generated|bilingual|interactive|english|chinese|episode) )*"
    r"(?:transcripts?|subtitles|captions|show notes|(?:episode )?(?:description|summary|notes))(?: below)?:?"
    r"|(?:about|in) this (?:episode|podcast|show|transcript):?"
    r"|(?:subtitles?|captions?|transcript(?:ion|s)?|transcribed|translat(?:ed|ions?)|timed|edited|synced|synchronized)"
    r"(?: and (?:translated|synced|corrected|timed|edited))?(?: (?:provided|created|made|edited|generated))? by\b.{1,60}"
    r"|.{0,24}(?:transcript|subtitles|captions|translation)s? (?:was|were|is|are) "
    r"(?:auto|machine|automatically|generated|created|provided|made)\b.{0,60}"
    r"|(?:download|get|open|install|listen (?:in|on)|continue in|watch (?:in|on)) (?:it )?(?:in |on |with )?"
    r"(?:the |our )?(?:\w+ ){0,3}app\b.{0,24}"
    r"|(?:show|load|expand|view|see|read|hide|collapse)(?: \d+)? (?:more|less|all|full|remaining|the rest)\b.{0,30}"
    r"|(?:click|tap) (?:here )?to (?:expand|show|read|view|play|subscribe)\b.{0,30}"
    r"|(?:©|copyright\b|all rights reserved).{0,60}"
    r"|(?:subscribe|follow|like|share|sign in|sign up|log in|register|play|pause|download|copy link|playback speed|"
    r"next episode|previous episode)"
    r"(?: (?:now|here|us|this episode|on \w+))?[.!]?",
    re.IGNORECASE,
)


# A player speaks of itself in these words; one of them alone may be said in any conversation.
_PLAYER_WORDS = re.compile(r"字幕|音频|播客|节目|收听|双语|订阅|下载|文稿|原文|[Aa][Pp][Pp]")
_LEAST_PLAYER_WORDS = 3


def is_furniture(line: Line) -> bool:
    """Tell whether a line has the form of page furniture; a line of the conversation may have it by chance."""
    if line.lang == "en":
        return bool(_ENGLISH.fullmatch(line.text))
    return bool(_CHINESE.fullmatch(line.text)) or len(set(_PLAYER_WORDS.findall(line.text))) >= _LEAST_PLAYER_WORDS


def furniture_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines are furniture, by their `id`."""
    return frozenset(id(line) for line in _furniture(lines))


def _furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield furniture lines: of its form, and with no translation of their own.

    A line of that form may be part of the talk; but where its translation has the form too, both are of the page. A line of
    the talk stands between two lines of the other language; at the head of the file it stands before its translation and
    another line of its own language, which must be the first of a pair.
    """
    of_form = {id(line) for line in lines if is_furniture(line)}
    if not of_form:
        return
    first = first_language([line for line in lines if id(line) not in of_form])
    before: Line | None = None
    for at, line in enumerate(lines):
        behind = [other.lang for other in lines[at + 1 : at + 3]]
        if id(line) not in of_form or (_has_partner(line, before, behind, first) and not _beside_furniture(lines, at, of_form)):
            before = line
        else:
            yield line


def _beside_furniture(lines: Sequence[Line], at: int, of_form: Collection[int]) -> bool:
    """Tell whether the line before or behind is the same furniture in the other language: "Transcript" above 文稿."""
    near = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    return any(id(other) in of_form and other.lang not in (lines[at].lang, None) for other in near)


def _has_partner(line: Line, before: Line | None, behind: Sequence[Language | None], first: Language) -> bool:
    """Tell whether a translation of a line stands behind it; `before` is the last line that is no furniture."""
    if before is None:
        return line.lang == first and len(behind) > 1 and behind[0] not in (first, None) and behind[1] == first
    return bool(behind) and before.lang != line.lang != behind[0]
