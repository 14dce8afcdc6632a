"""The fixed words of decks, handouts and reports, in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.model import Language
from flashdeck.model.pages import Run, Runs, UiLanguage


class Bilingual(NamedTuple):
    """A text in Chinese and English. `{0}` and `{1}` are placeholders for values."""

    zh: str
    en: str

    def filled(self, *values: str) -> "Bilingual":
        """Return the text with the values in place of its placeholders."""
        return Bilingual(self.zh.format(*values), self.en.format(*values))


LANGUAGE_NAMES: Mapping[Language, Bilingual] = {"zh": Bilingual("中文", "Chinese"), "en": Bilingual("英文", "English")}


class ScaleWording(NamedTuple):
    """The names of a scale of levels in a handout and in a report. Only the name in a handout has a placeholder for a level."""

    handout: str
    report: str


SCALES: Mapping[Language, ScaleWording] = {
    "zh": ScaleWording("{level} ({edition})", "HSK, {edition} edition"),
    "en": ScaleWording("{level} (CEFR, approx.)", "CEFR, approximate"),
}
LABELS: Mapping[str, Bilingual] = {
    "name": Bilingual("姓名", "Name"),
    "class": Bilingual("班级", "Class"),
    "date": Bilingual("日期", "Date"),
    "score": Bilingual("得分", "Score"),
    "line": Bilingual("行", "Line"),
    "word": Bilingual("词语", "Word"),
    "pinyin": Bilingual("拼音", "Pinyin"),
    "zhuyin": Bilingual("注音", "Zhuyin"),
    "ipa": Bilingual("音标", "IPA"),
    "pos": Bilingual("词性", "Type"),
    "level": Bilingual("等级", "Level"),
    "gloss": Bilingual("意思", "Meaning"),
    "note": Bilingual("笔记", "My note"),
    "pattern": Bilingual("句型", "Pattern"),
    "words": Bilingual("文中", "In the text"),
    "said": Bilingual("原话", "as said"),
    "student": Bilingual("学生用", "Student's copy"),
    "teacher": Bilingual("教师用", "Teacher's copy"),
    "version": Bilingual("{0}卷", "Version {0}"),
    "source": Bilingual("文本行号", "Lines of the transcript"),
    "quoted": Bilingual("第{0}行", "Line {0}"),
    "elsewhere": Bilingual("见{0}", "see {0}"),
}
"""The short labels that several sections of a handout use."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of the headings and instructions of a handout: Chinese, English or both.

    `zh_lang` is the language tag (BCP 47) of Chinese text.
    """

    ui: UiLanguage
    zh_lang: str

    def text(self, text: Bilingual, *values: str) -> Runs:
        """Return a text with the values in place of its placeholders. If `ui` is "both", the Chinese text comes first."""
        zh, en = text.filled(*values)
        written = {"zh": Run(zh, self.zh_lang), "en": Run(en, "en")}
        if self.ui != "both":
            return (written[self.ui],)
        return (written["zh"], Run(" "), written["en"])

    def label(self, key: str, *values: str) -> Runs:
        """Return the label with this key in `LABELS`."""
        return self.text(LABELS[key], *values)
