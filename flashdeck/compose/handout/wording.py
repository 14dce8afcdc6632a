"""What a handout says in its own words: headings and instructions in English, Chinese or both."""

from dataclasses import dataclass

from flashdeck.model import Language
from flashdeck.model.pages import Run, Runs, UiLanguage
from flashdeck.model.reasons import Reason

_TITLES = {
    "check": ("课前检查", "Check before class"),
    "vocabulary": ("生词", "Vocabulary"),
    "more": ("其他生词", "Other new words"),
    "text": ("课文", "Text"),
    "patterns": ("句型", "Patterns"),
    "patterns-en": ("句型、词块和口头语", "Patterns, chunks and fillers"),
    "cloze": ("选词填空", "Fill the gaps"),
    "match": ("连线", "Match"),
    "unscramble": ("连词成句", "Put the words in order"),
    "dictation": ("拼音和汉字", "Sounds and writing"),
    "dictation-en": ("听写", "Dictation"),
    "translate": ("翻译", "Translate"),
    "improve": ("改进译文", "Improve the translation"),
    "discuss": ("讨论", "Discuss"),
    "key": ("答案", "Answer key"),
}
_LABELS = {
    "name": ("姓名", "Name"),
    "class": ("班级", "Class"),
    "date": ("日期", "Date"),
    "score": ("得分", "Score"),
    "line": ("行", "Line"),
    "word": ("词语", "Word"),
    "pinyin": ("拼音", "Pinyin"),
    "zhuyin": ("注音", "Zhuyin"),
    "ipa": ("音标", "IPA"),
    "pos": ("词性", "Type"),
    "level": ("等级", "Level"),
    "gloss": ("意思", "Meaning"),
    "note": ("笔记", "My note"),
    "pattern": ("句型", "Pattern"),
    "words": ("文中", "In the text"),
    "said": ("原话", "as said"),
    "student": ("学生用", "Student's copy"),
    "teacher": ("教师用", "Teacher's copy"),
    "version": ("{0}卷", "Version {0}"),
    "source": ("文本行号", "Lines of the transcript"),
    "quoted": ("第{0}行", "Line {0}"),
}
_SENTENCES = {
    "cloze": (
        "每空填一个词或短语，每个最多用一次，有的用不上。",
        "One word or phrase for each gap; each is used once at most, some are left over.",
    ),
    "match": ("把词语和意思连起来。", "Which meaning belongs to which word?"),
    "unscramble": ("把词语排成课文里的句子。", "Put the words in order to make a sentence of the text."),
    "tones": ("标出声调。", "Write the tone marks."),
    "characters": ("写出汉字。", "Write the characters."),
    "spell": ("写出单词。", "Write the words."),
    "to-context": ("译成{0}。", "Into {1}."),
    "to-target": ("译成{0}。", "Into {1}."),
    "improve": ("这句译得好吗？换一种说法。", "Is this translated well? Say it in another way."),
    "one-answer": ("参考答案：译文不止一种。", "Each is one possible answer."),
    "another-order": ("别的语序讲得通也算对。", "Another order that makes sense is right too."),
    "elsewhere": ("见{0}", "see {0}"),
    "from-en": ("英文是原文，中文是译文。", "English was spoken; the Chinese is a translation."),
    "from-zh": ("中文是原文，英文是译文。", "Chinese was spoken; the English is a translation."),
    "from-unknown": (
        "不知道哪一种语言是原文；译文可能不如原文自然。",
        "Which side was spoken is not known; the translated one may be less natural.",
    ),
    "nothing": ("没有要检查的地方。", "Nothing in this passage is in doubt."),
    "check-reading": ("读音要看一下：", "Readings to check:"),
    "check-pair": ("中英文可能对不上的行：", "Lines whose two sides may not say the same:"),
    "check-sentence": ("句子可能不完整的行：", "Lines that may be damaged:"),
    "check-gloss": ("词义要看一下：", "Meanings to check:"),
    "check-sense": ("这里的意思可能和词表不同：", "Words that may mean something else here than the list says:"),
    "check-unlisted": ("词义不确定，没有列出：", "New words left out of the list, their meaning here is not sure:"),
    "discuss": ("两人一组谈一谈。", "Talk about these lines in pairs."),
    "notes": ("根据提示谈一谈。", "Talk about the notes."),
    "discuss-question": ("你怎么回答这个问题？", "What is your answer to this question?"),
    "discuss-opinion": ("你同意吗？为什么？", "Do you agree? Why?"),
    "discuss-condition": ("如果不是这样，会怎么样？", "What would happen otherwise?"),
    "discuss-cause": ("还可能有什么别的原因？", "What other reasons could there be?"),
    "discuss-experience": ("你有过类似的经历吗？", "Have you had a similar experience?"),
    "discuss-explain": ("用自己的话解释这句话。", "Explain this in your own words."),
    "discuss-example": ("举一个例子。", "Give an example."),
}
WORDS_SHOWN = tuple(text for texts in (_TITLES, _LABELS, _SENTENCES) for pair in texts.values() for text in pair)
"""All that a handout may say in its own words: no answer may be among them."""
LANGUAGE_NAMES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


@dataclass(frozen=True, slots=True)
class Wording:
    """The headings' language, and how Chinese is tagged."""

    ui: UiLanguage
    zh_lang: str

    def title(self, key: str, study: Language = "zh") -> Runs:
        """Return a heading, the one for learners of a language where it has its own."""
        return self._both(*_TITLES.get(f"{key}-{study}", _TITLES[key]))

    def label(self, key: str, *values: str) -> Runs:
        """Return a label of one or two words."""
        return self._both(*_LABELS[key], *values)

    def sentence(self, key: str, *values: str) -> Runs:
        """Return an instruction."""
        return self._both(*_SENTENCES[key], *values)

    def fault(self, code: str) -> Runs:
        """Return why a sentence may be damaged, for a code of grading."""
        return self._both(*Reason(code).short)

    def pair(self, zh: str, en: str) -> Runs:
        """Return words that are not in the lists here."""
        return self._both(zh, en)

    def _both(self, zh: str, en: str, *values: str) -> Runs:
        written = {"zh": Run(zh.format(*values), self.zh_lang), "en": Run(en.format(*values), "en")}
        if self.ui != "both":
            return (written[self.ui],)
        return (written["zh"], Run(" "), written["en"])
