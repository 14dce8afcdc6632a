"""What a deck says of itself: who it is for, how to begin, how to update it, and where it all comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.compose.display import Display
from flashdeck.compose.markup import escape, join
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.levels import Level, explain_level
from flashdeck.model import CardKind, HskEdition, Html, Language, Original

_READERS: dict[Language, Language] = {"zh": "en", "en": "zh"}  # who learns one reads the other
_AS_WRITTEN = Display()
_NEW_A_DAY = 20  # Anki's own default
_GATES: dict[CardKind, str] = {"listening": "AddListening", "production": "AddProduction"}


@dataclass(frozen=True, slots=True)
class _Words:
    """What a description says, in the language of its reader: that of the context side, as on the cards."""

    leads: tuple[str, str, str, str]
    colon: str
    learner: str
    shelf: str
    weeks: str
    voice: str
    no_listening: str
    languages: dict[Language, str]
    following: str
    originals: dict[Original, str]
    annotated: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        leads=("The first weeks", "Voice", "The next version", "Where it comes from"),
        colon=": ",
        learner="Chinese with its English. Level ({edition} edition): {explained}.",
        shelf="{talks} conversations, a deck for each; a word is taught once, where it comes first.",
        weeks=(
            "{cards} cards are {days} day{s} at {a_day} new ones a day, and two weeks of reviews that grow fewer. Suspend what you "
            "know already (key @) and give it the tag “known”: the next version leaves it out, if it is built with your "
            "collection (--known)."
        ),
        voice=(
            "Device speech needs a voice for {languages} on each device. Where none is installed, Anki shows an error on the "
            "answer; build with --no-tts{no_listening} to leave it out."
        ),
        no_listening=" and without listening cards",
        languages={"zh": "Chinese", "en": "English"},
        following=(
            "Import it the same way (File, Import), with “Update notes” left at “If newer”. Your progress, and your own edits of "
            "notes that did not change, stay. Never delete the deck first."
        ),
        originals={
            "zh": "Spoken in Chinese; the English is a translation.",
            "en": "Spoken in English; the Chinese is a translation.",
            "unknown": "Which side was spoken is not known; the other is a translation.",
        },
        annotated="Annotated by {names}.",
    ),
    "en": _Words(
        leads=("最初几周", "语音", "下一版", "来源"),
        colon="：",
        learner="英语配中文。水平（CEFR，近似）：{explained}。",
        shelf="{talks} 篇对话，各成一套牌组；一个词只在最先出现的地方教。",
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
    ),
}


@dataclass(frozen=True, slots=True)
class Making:
    """Which cards the notes make, whether the device speaks, which side was spoken and who annotated it."""

    cards: tuple[CardKind, ...] = ("recognition",)
    tts: bool = True
    original: Original = "unknown"
    annotators: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether any card has the device's voice: a listening card always does."""
        return self.tts or "listening" in self.cards

    @property
    def gates(self) -> tuple[str, ...]:
        """The fields that are on."""
        return (*(["TTS"] if self.tts else []), *(_GATES[kind] for kind in self.cards if kind in _GATES))


_PLAIN = Making()


@dataclass(frozen=True, slots=True)
class DeckSetting:
    """What a deck's notes and its description need to know: the talk's title, the deck's name, the learner's level."""

    title: str
    name: str
    level: Level
    edition: HskEdition
    display: Display = _AS_WRITTEN
    making: Making = _PLAIN
    ceiling: Level | None = None


def deck_description(setting: DeckSetting, notes: int) -> Html:
    """Return the description of a deck that has so many notes, in the language that its learner has already."""
    words = _WORDS[setting.level.language]
    studied = setting.level.language
    explained = explain_level(setting.level, setting.ceiling, _READERS[studied])
    learner = words.learner.format(explained=explained, edition=setting.edition)
    weeks = _weeks(words, notes * len(setting.making.cards))
    told = (weeks, voice_hint(studied, [studied], setting.making), words.following, " ".join(_origin_lines(setting)))
    return join((_paragraph(setting.title, learner, words), *_led(words, told)))


def family_description(settings: Sequence[DeckSetting]) -> Html:
    """Return the description of a deck that has no notes itself, but the decks of these settings below it."""
    words = _WORDS["zh"]
    names = ", ".join(setting.name.rpartition("::")[2] for setting in settings)
    return join((_paragraph("Decks", names + ".", words), *(_paragraph("", line, words) for line in _origins(settings, "zh"))))


def describe_shelf(talks: int, settings: Sequence[DeckSetting], notes: int) -> Html:
    """Return the description of the deck above those of many talks, which have so many notes in all.

    `settings`: one for each language studied, that of any of its decks.
    """
    reader: Language = settings[0].level.language if len(settings) == 1 else "zh"
    words = _WORDS[reader]
    weeks = _weeks(words, notes * len(settings[0].making.cards))
    voice = voice_hint(reader, [setting.level.language for setting in settings], settings[0].making)
    told = (weeks, voice, words.following, " ".join(_origins(settings, reader)))
    return join((_paragraph("", words.shelf.format(talks=talks), words), *_led(words, told)))


def voice_hint(reader: Language, studied: Sequence[Language], making: Making) -> str:
    """Return which voices a device needs for these cards, in the words of a learner of `reader`; nothing if none speaks.

    >>> voice_hint("zh", ["zh"], Making(tts=False))
    ''
    """
    if not making.speaks:
        return ""
    words = _WORDS[reader]
    languages = " and ".join(words.languages[language] for language in studied)
    no_listening = words.no_listening if "listening" in making.cards else ""
    return words.voice.format(languages=languages, no_listening=no_listening)


def _weeks(words: _Words, cards: int) -> str:
    days = -(-cards // _NEW_A_DAY)
    return words.weeks.format(cards=cards, days=days, s="" if days == 1 else "s", a_day=_NEW_A_DAY)


def _led(words: _Words, told: Sequence[str]) -> Iterator[Html]:
    return (_paragraph(lead, text, words) for lead, text in zip(words.leads, told, strict=True) if text)


def _paragraph(lead: str, text: str, words: _Words) -> Html:
    """Return a paragraph with what it is about in front, in bold: a deck's page in Anki has no other headings."""
    return Html(f"<p>{f'<b>{escape(lead)}</b>{words.colon}' if lead else ''}{escape(text)}</p>")


def _origins(settings: Sequence[DeckSetting], reader: Language) -> tuple[str, ...]:
    """Return where decks come from, each fact once."""
    return tuple(dict.fromkeys(line for setting in settings for line in _origin_lines(setting, reader)))


def _origin_lines(setting: DeckSetting, reader: Language | None = None) -> Iterator[str]:
    words = _WORDS[reader or setting.level.language]
    yield words.originals[setting.making.original]
    yield deck_attribution(setting.level.language, setting.edition)
    if setting.making.annotators:
        yield words.annotated.format(names=", ".join(setting.making.annotators))
