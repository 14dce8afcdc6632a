"""Define the codes of everything that a build leaves out, rejects or asks a person to check, with their texts."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

NOT_A_CARD = "not-a-card:"
"""The prefix of the code of a notice that says why a line cannot be a card."""


class ReasonText(NamedTuple):
    """The texts of a reason in English and Chinese. The short texts are shown beside a line of a handout."""

    english: str
    chinese: str
    short_english: str = ""
    short_chinese: str = ""


class Reason(StrEnum):
    """The code of a reason. There are three kinds of reasons.

    A reason of the first kind says why a line cannot be a card. A reason of the second kind says why a line that can be a card
    is not a card. A reason of the third kind says why a notice reports a line of the input.
    """

    # Reasons why a line cannot be a card.
    DUPLICATE = "duplicate"
    SPONSOR = "sponsor"
    APPEAL = "appeal"
    FRAGMENT = "fragment"
    GARBLED = "garbled"
    TRAILING = "trailing"
    SUBCLAUSE = "subclause"
    LENGTH = "length"
    BACKCHANNEL = "backchannel"
    NUMBERS_NAMES = "numbers-names"
    NUMBERS_DIFFER = "numbers-differ"
    MISSPELT_NAME = "misspelt-name"
    DISFLUENT = "disfluent"
    RATIO = "ratio"
    PARTIAL = "partial"
    OUTSIDE_REFERENCE = "outside-reference"

    # Reasons why a usable line is not a card.
    NO_NEW_WORD = "no-new-word"
    NOT_CHOSEN = "not-chosen"

    # Reasons for notices about lines of the input.
    BOILERPLATE = "boilerplate"
    COMMENT = "comment"
    CONTROL = "control"
    DOUBTFUL = "doubtful"
    EDIT = "edit"
    ENCODING = "encoding"
    ENGLISH_PIPELINE = "english-pipeline"
    HEADER = "header"
    HEADING = "heading"
    LANGUAGE = "language"
    METADATA = "metadata"
    READING = "reading"
    REMARK = "remark"
    REPEAT = "repeat"
    ROW = "row"
    SKIPPED = "skipped"
    SOUND = "sound"
    SUMMARY = "summary"
    TIME = "time"
    UNPAIRED = "unpaired"

    @property
    def text(self) -> str:
        """The reason in English."""
        return _TEXTS[self].english

    @property
    def chinese(self) -> str:
        """The reason in Chinese."""
        return _TEXTS[self].chinese

    @property
    def short(self) -> tuple[str, str]:
        """The reason in a few words, Chinese and English."""
        texts = _TEXTS[self]
        return texts.short_chinese or texts.chinese, texts.short_english or texts.english


_ALL = tuple(Reason)
GRADING_REASONS = _ALL[: _ALL.index(Reason.NO_NEW_WORD)]
"""The reasons why a line cannot be a card, in the order in which a line's reasons are listed."""

_TEXTS = {
    Reason.DUPLICATE: ReasonText("said before", "前面已经说过", short_chinese="重复"),
    Reason.SPONSOR: ReasonText("advertising", "广告"),
    Reason.APPEAL: ReasonText(
        "an appeal to subscribe, or a goodbye to the audience", "请人订阅，或向观众告别", "not content", "不是内容"
    ),
    Reason.FRAGMENT: ReasonText("not a whole sentence", "不是整句"),
    Reason.GARBLED: ReasonText(
        "words are missing or untranslated", "有漏字或没有翻译的词", "words missing or garbled", "有漏字或乱字"
    ),
    Reason.TRAILING: ReasonText("the speaker does not finish", "没说完", "not finished"),
    Reason.SUBCLAUSE: ReasonText("a clause without its main clause", "只有从句，没有主句"),
    Reason.LENGTH: ReasonText("too short or too long for the level", "对这个水平来说太短或太长"),
    Reason.BACKCHANNEL: ReasonText("only agreement", "只是附和"),
    Reason.NUMBERS_NAMES: ReasonText("mostly names or figures", "大部分是名字或数字"),
    Reason.NUMBERS_DIFFER: ReasonText("the figures of the two lines differ", "两行的数字不一样"),
    Reason.MISSPELT_NAME: ReasonText("a name that is mostly written differently", "名字的写法和别处不同"),
    Reason.DISFLUENT: ReasonText("the speaker stumbles too much", "说得不顺", "stumbling"),
    Reason.RATIO: ReasonText("one line is much longer than the other line", "两行的长短差得太多"),
    Reason.PARTIAL: ReasonText("the two lines do not say the same", "两行的意思不完全一样"),
    Reason.OUTSIDE_REFERENCE: ReasonText(
        "refers to something that only another line names", "所指的东西只在别的行里", "not clear alone", "单看不明白"
    ),
    Reason.NO_NEW_WORD: ReasonText("no new word", "没有生词"),
    Reason.NOT_CHOSEN: ReasonText(
        "usable, but another card teaches its words, or no meaning is confirmed",
        "句子可用，但生词已有别的卡片，或词义不确定",
    ),
    Reason.BOILERPLATE: ReasonText("page furniture", "页面上的固定文字"),
    Reason.COMMENT: ReasonText("comments of the file", "文件里的注释"),
    Reason.CONTROL: ReasonText("control characters, left out of the line", "控制字符，已从行中去掉"),
    Reason.DOUBTFUL: ReasonText("pairs whose lines may not translate each other", "两行没有共同之处，可能不是互为翻译"),
    Reason.EDIT: ReasonText("entries of the edits file that had no effect", "修改文件里没有起作用的条目"),
    Reason.ENCODING: ReasonText("lines with broken bytes", "编码有错的行"),
    Reason.ENGLISH_PIPELINE: ReasonText("how English was annotated", "英文的标注方式"),
    Reason.HEADER: ReasonText("rows of headings", "表头"),
    Reason.HEADING: ReasonText("headings", "标题"),
    Reason.LANGUAGE: ReasonText("neither Chinese nor English", "既不是中文也不是英文"),
    Reason.METADATA: ReasonText("facts about the file", "文件信息"),
    Reason.READING: ReasonText("Chinese readings with weak evidence", "根据不足的读音"),
    Reason.REMARK: ReasonText("sentences about the transcript itself", "关于文稿本身的话"),
    Reason.REPEAT: ReasonText("captions shown again", "重复显示的字幕"),
    Reason.ROW: ReasonText("rows that could not be read", "无法读取的行"),
    Reason.SKIPPED: ReasonText("left out by the edits file", "按修改文件略去"),
    Reason.SOUND: ReasonText("sounds and music", "声音和音乐"),
    Reason.SUMMARY: ReasonText("summaries and notes beside the talk", "谈话之外的总结和说明"),
    Reason.TIME: ReasonText("invalid times", "不合理的时间"),
    Reason.UNPAIRED: ReasonText("lines without their translation", "没有翻译的行"),
}


def reason_of(code: str) -> Reason | None:
    """Return the reason for the code of a notice, with or without the prefix `not-a-card:`; None if the code is unknown."""
    bare = code.removeprefix(NOT_A_CARD)
    return Reason(bare) if bare in _CODES else None


_CODES = frozenset(map(str, Reason))


def reason_texts(codes: Iterable[Reason]) -> list[str]:
    """Return a text for each reason: its code, then its English text in brackets."""
    return [f"{code} ({code.text})" for code in codes]
