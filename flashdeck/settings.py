"""What a run is asked to do: one frozen value, made from the command line, the environment, flashdeck.toml and defaults."""

from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from flashdeck.errors import UsageError
from flashdeck.levels import DEFAULT_LEVELS, Level, find_level, require_level
from flashdeck.model import CardKind, CardOrder, HskEdition, Language, Original, Phonetic, Script
from flashdeck.model.pages import Copy, Paper, Ruby, RubyUnit, SectionKind, Sort, TextLayout, UiLanguage

Study = Literal["zh", "en", "both"]
"""The language being learned; with `both`, every line serves as a target and as a context."""
Format = Literal["apkg", "tsv"]
CARD_KINDS: tuple[CardKind, ...] = get_args(CardKind)
CONFIG_NAME = "flashdeck.toml"
_SHOWN = 8  # known keys in an error, which is one line
_MOST_OF_A_TYPE = 60  # for about an hour of talk (design notes on selection, section 8)
DAYS = 14
SECONDS_A_CARD = 90
"""What --minutes takes a new card to cost in its first two weeks: six showings of 15 seconds."""
READERS = ("auto", "plain", "srt", "vtt", "ass", "jsonl", "tmx", "table", "markdown")
"""What --reader takes; the registry of the readers has the same names."""


@dataclass(frozen=True)  # without slots, so that the defaults can be read off the class
class Settings:
    """Everything that decides which cards a transcript gives, and where the deck goes."""

    study: Study = "zh"
    level: str | None = None
    hsk: HskEdition = "2025"
    up_to: str | None = None
    sentences: int | None = None
    words: int | None = None
    minutes: int | None = None
    known: tuple[Path, ...] = ()
    unknown: tuple[Path, ...] = ()
    order: CardOrder = "best"
    script: Script = "simplified"
    phonetic: Phonetic = "pinyin"
    sandhi: bool = False
    cards: str = "recognition"
    tts: bool = True
    original: Original = "unknown"
    templates: Path | None = None
    format: Format = "apkg"
    reader: str = "auto"
    encoding: str | None = None
    translation: Path | None = None
    title: str | None = None
    deck: str | None = None
    output: Path = Path("output")
    force: bool = False
    edits: Path | None = None

    @property
    def studies(self) -> tuple[Language, ...]:
        """The languages studied, Chinese first."""
        return ("zh", "en") if self.study == "both" else (self.study,)

    def level_in(self, study: Language) -> Level:
        """Return the learner's level in a language; where both are studied, one that is not named is the default."""
        if self.level is None:
            return DEFAULT_LEVELS[study]
        if self.study == "both":
            return find_level(self.level, study, self.hsk) or DEFAULT_LEVELS[study]
        return require_level(self.level, study, self.hsk)

    def ceiling_in(self, study: Language) -> float | None:
        """No target above this level; the band 7-9 sets none."""
        level = self.up_to_in(study)
        return None if level is None or level.is_open else level.value

    def up_to_in(self, study: Language) -> Level | None:
        """Return the level that --up-to names for a language; None where it names none."""
        if self.up_to is None:
            return None
        find = find_level if self.study == "both" else require_level
        return find(self.up_to, study, self.hsk, "--up-to")

    @property
    def most_cards(self) -> int | None:
        """How many cards --minutes allows in a deck; None where nobody asked."""
        return None if self.minutes is None else self.minutes * 60 * DAYS // SECONDS_A_CARD

    @property
    def most_sentences(self) -> int:
        """The ceiling for sentence cards: as asked for, else half of what --minutes allows, else 60."""
        if self.sentences is not None:
            return self.sentences
        return _MOST_OF_A_TYPE if self.most_cards is None else (self.most_cards + 1) // 2

    @property
    def most_words(self) -> int:
        """The ceiling for word cards: as asked for, else what --minutes allows, else 60."""
        if self.words is not None:
            return self.words
        return _MOST_OF_A_TYPE if self.most_cards is None else self.most_cards

    @property
    def card_kinds(self) -> tuple[CardKind, ...]:
        """The cards that a note makes: recognition always, the others where asked for."""
        wanted = {name.strip().casefold() for name in self.cards.split(",")} - {""}
        if unknown := sorted(wanted.difference(CARD_KINDS)):
            raise UsageError(
                f"--cards: {unknown[0]!r} is no kind of card",
                remedy=f"Choose among {', '.join(CARD_KINDS)}, with commas between.",
            )
        return tuple(kind for kind in CARD_KINDS if kind == "recognition" or kind in wanted)

    def __post_init__(self) -> None:
        """Refuse what no run could use, before any engine loads."""
        assert self.card_kinds
        for study in self.studies:
            level, ceiling = self.level_in(study), self.ceiling_in(study)
            if ceiling is not None and ceiling <= level.value:
                raise UsageError(
                    f"--up-to {self.up_to}: is not above the level {level.name}, so no word would be new",
                    remedy="Choose a higher --up-to or a lower --level.",
                )
        if self.most_sentences == self.most_words == 0 or min(self.most_sentences, self.most_words) < 0:
            raise UsageError("--sentences, --words: no card was asked for", remedy="Ask for at least one card of one type.")
        if self.minutes is not None and self.minutes < 1:
            raise UsageError(
                f"--minutes {self.minutes}: at least one minute a day was expected", remedy="Ask for more minutes."
            )


HANDOUT_SECTIONS: tuple[SectionKind, ...] = (
    "vocabulary",
    "text",
    "patterns",
    "cloze",
    "match",
    "unscramble",
    "dictation",
    "translate",
    "improve",
    "discuss",
    "key",
)
HANDOUT_FORMATS = ("html", "pdf", "docx")
_SIZES = (9.5, 18.0)  # points; from 16 on it is large print


@dataclass(frozen=True)
class HandoutSettings:
    """What a handout is asked to be, beside the choice of words that `Settings` makes."""

    format: str = "html"
    copy: Literal["both", "student", "teacher"] = "both"
    lines: str = "all"
    passage: int | None = None
    sections: str = ",".join(kind for kind in HANDOUT_SECTIONS if kind != "improve")
    items: int = 6
    sort: Sort = "appearance"
    hide: str = ""
    layout: TextLayout = "interlinear"
    ruby: Ruby | None = None
    ruby_unit: RubyUnit = "word"
    paper: Paper = "a4"
    size: float = 10.5
    bw: bool = False
    lang_ui: UiLanguage = "both"
    seed: int = 1
    font: Path | None = None

    @property
    def copies(self) -> tuple[Copy, ...]:
        return ("student", "teacher") if self.copy == "both" else (self.copy,)

    @property
    def formats(self) -> tuple[str, ...]:
        return _listed(self.format, "--format", HANDOUT_FORMATS)

    @property
    def kinds(self) -> tuple[SectionKind, ...]:
        """The sections, in order."""
        wanted = _listed(self.sections, "--sections", HANDOUT_SECTIONS)
        by_name = {str(kind): kind for kind in HANDOUT_SECTIONS}
        return tuple(by_name[name] for name in wanted)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns of the vocabulary that are left empty for a self-test."""
        return _listed(self.hide, "--hide", ("pinyin", "gloss"))

    @property
    def version(self) -> str:
        """The name of the version that a seed makes: A, B, ... Z, 27, 28, ..."""
        return chr(ord("A") + self.seed - 1) if self.seed <= _LETTERS else str(self.seed)

    def ruby_in(self, study: Language) -> Ruby:
        """Which words of the text carry a reading; English words have theirs at the side."""
        return self.ruby or ("above-level" if study == "zh" else "none")

    def __post_init__(self) -> None:
        """Refuse what no handout could be, before any engine loads."""
        if not (self.formats and self.kinds):
            raise UsageError("--format, --sections: nothing was asked for", remedy="Name at least one format and one section.")
        _ = self.hidden
        if not _SIZES[0] <= self.size <= _SIZES[1]:
            raise UsageError(f"--size {self.size:g}: 9.5 to 18 points were expected", remedy="Write for example --size 12.")
        if self.seed < 1 or self.items < 1 or (self.passage is not None and self.passage < 1):
            raise UsageError("--seed, --items, --passage: a number from 1 on was expected", remedy="Choose a greater number.")
        if self.passage is not None and self.lines.strip().casefold() != "all":
            raise UsageError("--lines, --passage: both name a passage", remedy="Give one of the two.")


_LETTERS = 26


def _listed(text: str, option: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in a comma-separated option, each once."""
    names = tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip().casefold())))
    for name in names:
        if name not in known:
            raise UsageError(f"{option}: {name!r} is unknown", remedy=_nearest(name, list(known)).replace("keys", "names"))
    return names


def find_config(folder: Path) -> Path | None:
    """Return the nearest flashdeck.toml in a folder or above it."""
    for place in (folder, *folder.parents):
        if (path := place / CONFIG_NAME).is_file():
            return path
    return None


def read_config(path: Path) -> dict[str, Any]:
    """Return the options that a flashdeck.toml sets, by their long names; those of the table [handout] by "handout".

    Raises `UsageError` for a file that is no TOML, an unknown key (naming the nearest known one) or a wrong type.
    """
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML ({error})", remedy="Mend the file, or rename it.") from error
    own = found.pop("handout", {})
    if not isinstance(own, dict):
        raise UsageError(f"{path}: handout = {own!r} is no table", remedy="Write [handout] and its options below it.")
    _check_options(path, found, Settings)
    _check_options(path, own, HandoutSettings)
    return {**found, "handout": own}


def _check_options(path: Path, found: dict[str, Any], kind: type) -> None:
    known = {name.replace("_", "-"): _toml_types(hint) for name, hint in get_type_hints(kind).items()}
    for key, value in found.items():
        if key not in known:
            raise UsageError(f"{path}: unknown key {key!r}", remedy=_nearest(key, list(known)))
        if type(value) not in known[key]:
            name = _TYPE_NAMES[known[key][0]]
            raise UsageError(f"{path}: {key} = {value!r} is no {name}", remedy="Mend that line of the file.")


_TYPE_NAMES = {
    float: "number",
    str: "text in quotes",
    int: "whole number",
    bool: "true or false",
    list: "list of texts in quotes",
}


def _toml_types(hint: Any) -> tuple[type, ...]:
    """Return the types that an option may have in TOML.

    >>> _toml_types(int | None), _toml_types(Path), _toml_types(float), _toml_types(tuple[Path, ...])
    ((<class 'int'>,), (<class 'str'>,), (<class 'float'>, <class 'int'>), (<class 'list'>,))
    """
    if get_origin(hint) is tuple:
        return (list,)
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind = next((kind for kind in kinds if kind in (int, bool, float)), str)
    return (float, int) if kind is float else (kind,)


def _nearest(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, n=1, cutoff=0.5)
    return (
        f"Did you mean {near[0]!r}?"
        if near
        else f"Known: {', '.join(known[:_SHOWN])} and the other long options of `flashdeck build --help`."
    )
