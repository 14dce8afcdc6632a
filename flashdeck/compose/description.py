"""Compose the description of a deck.

The description gives the level, advice for the first weeks, the voices that a device needs, how to import a later version of
the deck, and the sources of its data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.compose.display import Display
from flashdeck.compose.language_sides import other_language
from flashdeck.compose.markup import escape, join
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.levels import Level, explain_level
from flashdeck.model import CardKind, Definitions, HskEdition, Html, Language, Original

_PLAIN_DISPLAY = Display()
_NEW_A_DAY = 20  # the number of new cards that Anki shows each day by default
_GATES: Mapping[CardKind, str] = {"listening": "AddListening", "production": "AddProduction"}
"""For each optional kind of card, the name of the field that must be filled so that Anki makes the card."""
_COMMON: Language = "zh"
"""If a parent deck has decks for both languages, its description is the description for learners of this language.

The description for learners of Chinese is written in English.
"""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts from which a description is made. They are written in the language that the learner knows."""

    leads: tuple[str, str, str, str]
    """The headings of four paragraphs: the first weeks, the voices, the next version of the deck, and the sources."""
    colon: str
    learner: str
    batch: str
    weeks: str
    voice: str
    no_listening: str
    languages: dict[Language, str]
    following: str
    originals: dict[Original, str]
    annotated: str
    machine: str
    machine_card: str


_TEXTS: Mapping[Language, _Texts] = {
    "zh": _Texts(
        leads=("The first weeks", "Voice", "The next version", "Where it comes from"),
        colon=": ",
        learner="Chinese with its English. Level ({edition} edition): {explained}.",
        batch="{talks} conversations, a deck for each; a word is taught only once, in the first conversation that has it.",
        weeks=(
            "{cards} cards take {days} day{s} at {a_day} new cards a day. After that there are about two weeks of reviews, fewer "
            "each day. Suspend the cards that you know already (key @) and give their notes the tag “known”. The next version "
            "leaves these words out if it is built with your collection (--known)."
        ),
        voice=(
            "Device speech needs a voice for {languages} on each device. Where none is installed, Anki shows an error on the "
            "answer; build with --no-tts{no_listening} to leave device speech out."
        ),
        no_listening=" and without listening cards",
        languages={"zh": "Chinese", "en": "English"},
        following=(
            "Import it the same way (File, Import), with “Update notes” left at “If newer”. Your progress is kept, and also "
            "your own edits of notes that did not change. Never delete the deck first."
        ),
        originals={
            "zh": "Spoken in Chinese; the English is a translation.",
            "en": "Spoken in English; the Chinese is a translation.",
            "unknown": "It is not known which language was spoken; the other language is a translation.",
        },
        annotated="Annotated by {names}.",
        machine="The translation was made from numbered lines, as a rule by a machine, and may be wrong.",
        machine_card="machine translation",
    ),
    "en": _Texts(
        leads=("最初几周", "语音", "下一版", "来源"),
        colon="：",
        learner="英语配中文。水平（CEFR，近似）：{explained}。",
        batch="{talks} 篇对话，各成一套牌组；一个词只在最先出现的地方教。",
        weeks=(
            "{cards} 张卡片，每天学 {a_day} 张新的，{days} 天学完，之后两周复习会越来越少。"
            "已经会的请暂停（Suspend，按 @ 键），并加上标签 known：下一版如果读取你的收藏（--known），就不再收入。"
        ),
        voice=(
            "设备朗读需要每台设备都装有{languages}语音。没有安装时，Anki 会在答案上显示错误；"
            "用 --no-tts{no_listening}重新生成，就不带朗读。"
        ),
        no_listening="（并且不选听力卡片）",
        languages={"zh": "中文", "en": "英语"},
        following=(
            "用同样的方法导入（File, Import），“Update notes”保持“If newer”。学习进度，以及你在未变动的笔记上所作的修改，都会保留。"
            "千万不要先删除这套牌组。"
        ),
        originals={
            "zh": "原话是中文，英文是译文。",
            "en": "原话是英文，中文是译文。",
            "unknown": "哪一边是原话不详，另一边是译文。",
        },
        annotated="Annotated by {names}.",
        machine="译文按编号逐行译出，一般是机器翻译，可能有错。",
        machine_card="机器翻译",
    ),
}
"""The texts of a description. The key is the language studied."""


@dataclass(frozen=True, slots=True)
class Making:
    """The kinds of cards to make, whether the device reads aloud, which language was spoken, and who annotated the talk."""

    cards: tuple[CardKind, ...] = ("recognition",)
    tts: bool = True
    original: Original = "unknown"
    annotators: tuple[str, ...] = ()
    machine_translated: bool = False
    """Whether the lines of one language were translated from numbered lines. This is usually done by a machine."""
    definitions: Definitions = "context"
    """The language in which word cards explain a word."""

    @property
    def speaks(self) -> bool:
        """Whether any card uses the device's voice. A listening card always uses the device's voice."""
        return self.tts or "listening" in self.cards

    @property
    def gates(self) -> tuple[str, ...]:
        """The names of the fields that switch something on: an optional kind of card, or the device's voice ("TTS").

        The feature is on for a note in which the field is not empty.
        """
        found = [_GATES[kind] for kind in self.cards if kind in _GATES]
        if self.tts:
            found.insert(0, "TTS")
        return tuple(found)


_PLAIN_MAKING = Making()


@dataclass(frozen=True, slots=True)
class DeckSetting:
    """The facts about a deck that its notes and its description show.

    `title` is the title of the talk, and `name` the name of the deck.
    """

    title: str
    name: str
    level: Level
    edition: HskEdition
    display: Display = _PLAIN_DISPLAY
    making: Making = _PLAIN_MAKING
    ceiling: Level | None = None
    """The hardest level of the words that are taught, or None if there is no limit."""


def deck_description(setting: DeckSetting, notes: int) -> Html:
    """Return the description of a deck, in the language that the learner knows. `notes` is the number of its notes."""
    study = setting.level.language
    texts = _TEXTS[study]
    explained = explain_level(setting.level, setting.ceiling, other_language(study))
    learner = texts.learner.format(explained=explained, edition=setting.edition)
    weeks = _weeks(texts, notes * len(setting.making.cards))
    voice = voice_hint(study, [study], setting.making)
    origin = " ".join(_origin_lines(setting, study))
    return join((_paragraph(setting.title, learner, texts), *_led(texts, (weeks, voice, texts.following, origin))))


def translation_note(setting: DeckSetting) -> str:
    """Return the remark on a card that its translation was made by a machine. The text is empty for other translations."""
    return _TEXTS[setting.level.language].machine_card if setting.making.machine_translated else ""


def family_description(settings: Sequence[DeckSetting]) -> Html:
    """Return the description of a parent deck, which has no notes of its own. `settings` are the settings of its subdecks."""
    texts = _TEXTS[_COMMON]
    names = ", ".join(setting.name.rpartition("::")[2] for setting in settings)
    origins = [_paragraph("", line, texts) for line in _origins(settings, _COMMON)]
    return join((_paragraph("Decks", names + ".", texts), *origins))


def batch_description(talks: int, settings: Sequence[DeckSetting], notes: int) -> Html:
    """Return the description of the parent deck of a batch of talks. `notes` is the number of notes in all its subdecks.

    `settings` contains one setting for each language studied.
    """
    learner = settings[0].level.language if len(settings) == 1 else _COMMON
    texts = _TEXTS[learner]
    weeks = _weeks(texts, notes * len(settings[0].making.cards))
    voice = voice_hint(learner, [setting.level.language for setting in settings], settings[0].making)
    origins = " ".join(_origins(settings, learner))
    first = _paragraph("", texts.batch.format(talks=talks), texts)
    return join((first, *_led(texts, (weeks, voice, texts.following, origins))))


def voice_hint(learner: Language, studied: Sequence[Language], making: Making) -> str:
    """Return a text that says which voices a device needs. The text is empty if no card uses the device's voice.

    `learner`: the text is for learners of this language. `studied`: the languages of the cards.

    >>> voice_hint("zh", ["zh"], Making(tts=False))
    ''
    """
    if not making.speaks:
        return ""
    texts = _TEXTS[learner]
    languages = " and ".join(texts.languages[language] for language in studied)
    no_listening = texts.no_listening if "listening" in making.cards else ""
    return texts.voice.format(languages=languages, no_listening=no_listening)


def _weeks(texts: _Texts, cards: int) -> str:
    days = -(-cards // _NEW_A_DAY)
    plural = "" if days == 1 else "s"
    return texts.weeks.format(cards=cards, days=days, s=plural, a_day=_NEW_A_DAY)


def _led(texts: _Texts, paragraphs: Sequence[str]) -> Iterator[Html]:
    """Yield paragraphs with their headings. Empty paragraphs are left out."""
    return (_paragraph(lead, text, texts) for lead, text in zip(texts.leads, paragraphs, strict=True) if text)


def _paragraph(lead: str, text: str, texts: _Texts) -> Html:
    """Return a paragraph that begins with its heading in bold. Anki does not show HTML headings on the page of a deck."""
    heading = f"<b>{escape(lead)}</b>{texts.colon}" if lead else ""
    return Html(f"<p>{heading}{escape(text)}</p>")


def _origins(settings: Sequence[DeckSetting], learner: Language) -> tuple[str, ...]:
    """Return the sentences about the sources of several decks, without repetitions."""
    return tuple(dict.fromkeys(line for setting in settings for line in _origin_lines(setting, learner)))


def _origin_lines(setting: DeckSetting, learner: Language) -> Iterator[str]:
    """Yield sentences on the sources of a deck: which language was spoken, whose data the deck uses, and who annotated it.

    `learner`: the sentences are for learners of this language.
    """
    texts = _TEXTS[learner]
    yield texts.originals[setting.making.original]
    if setting.making.machine_translated:
        yield texts.machine
    yield deck_attribution(setting.level.language, setting.edition)
    if setting.making.annotators:
        yield texts.annotated.format(names=", ".join(setting.making.annotators))
