"""Define the settings of a run as frozen values, and read the configuration file that sets their defaults.

The command line overrides the environment, the environment overrides flashdeck.toml, and flashdeck.toml overrides the defaults of
the classes.
"""

from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from flashdeck.errors import UsageError
from flashdeck.levels import DEFAULT_LEVELS, Level, find_level, require_level
from flashdeck.model import CardKind, CardOrder, Definitions, HskEdition, Language, Original, Phonetic, ScriptChoice
from flashdeck.model.pages import Copy, Paper, Ruby, RubyUnit, Sort, TextLayout, UiLanguage

Study = Literal["zh", "en", "both"]
"""The language that the user learns. With `both`, each language gets a deck with translations in the other language."""
CARD_KINDS: tuple[CardKind, ...] = get_args(CardKind)
CONFIG_NAME = "flashdeck.toml"
_SHOWN = 8  # maximum number of keys that an error message lists, so that the list stays on one line
# default maximum number of sentence cards, and of word cards, for about an hour of conversation (docs/design/selection.md)
_MOST_OF_A_TYPE = 60
DAYS = 14
"""The time that --minutes allows is the number of minutes per day, multiplied by this number of days."""
OWN_DEFINITIONS_FROM: dict[Language, float] = {"zh": 6.0, "en": 4.0}
"""The levels from which learners can read definitions in the language studied: HSK 6 and B2. Chosen by hand."""
SECONDS_A_CARD = 90
"""The number of seconds that a new card is assumed to take in its first two weeks: six reviews of 15 seconds.

Chosen by hand.
"""


@dataclass(frozen=True)  # without slots, so that a class attribute such as `Settings.hsk` is the default of its option
class Settings:
    """The settings that decide which cards a transcript gives, how they look, and where the deck is written.

    `None` means that an option is not given. Then the level is the default of the language, words of any level are taught,
    the number of cards is the usual one (60), the encoding is detected, and the title is the file name. Raises `UsageError`
    for values that contradict each other.
    """

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
    script: ScriptChoice = "auto"
    phonetic: Phonetic = "pinyin"
    sandhi: bool = False
    cards: str = "recognition"
    tts: bool = True
    original: Original = "unknown"
    definitions: Definitions = "context"
    templates: Path | None = None
    format: str = "apkg"
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
        """Return the learner's level in a language: the level in --level, or else the default level of the language."""
        if self.level is None:
            return DEFAULT_LEVELS[study]
        if self.study == "both":
            return find_level(self.level, study, self.hsk) or DEFAULT_LEVELS[study]
        return require_level(self.level, study, self.hsk)

    def ceiling_in(self, study: Language) -> float | None:
        """Return the level above which words are not taught; None if there is no such limit.

        The band 7-9 in --up-to is not a limit, because no word has a higher level.
        """
        level = self.up_to_in(study)
        return None if level is None or level.is_open else level.value

    def up_to_in(self, study: Language) -> Level | None:
        """Return the level in the value of --up-to for a language; None if it has no level for the language."""
        if self.up_to is None:
            return None
        find = find_level if self.study == "both" else require_level
        level = find(self.up_to, study, self.hsk, "--up-to")
        if level is not None and level.exam:
            raise UsageError(f"--up-to: {self.up_to!r} is an exam", remedy="Write a1 to c2, for example --up-to c1.")
        return level

    @property
    def most_cards(self) -> int | None:
        """The maximum number of cards in a deck that --minutes allows; None without --minutes."""
        return None if self.minutes is None else self.minutes * 60 * DAYS // SECONDS_A_CARD

    @property
    def most_sentences(self) -> int:
        """The maximum number of sentence cards: --sentences, else half of the cards that --minutes allows, else 60."""
        if self.sentences is not None:
            return self.sentences
        return _MOST_OF_A_TYPE if self.most_cards is None else (self.most_cards + 1) // 2

    @property
    def most_words(self) -> int:
        """The maximum number of word cards: --words, else the number of cards that --minutes allows, else 60."""
        if self.words is not None:
            return self.words
        return _MOST_OF_A_TYPE if self.most_cards is None else self.most_cards

    @property
    def card_kinds(self) -> tuple[CardKind, ...]:
        """The kinds of cards that are made from a note: always recognition, and in addition the kinds in --cards."""
        wanted = {name.strip().casefold() for name in self.cards.split(",")} - {""}
        if unknown := sorted(wanted.difference(CARD_KINDS)):
            raise UsageError(
                f"--cards: {unknown[0]!r} is not a kind of card",
                remedy=f"Choose from {', '.join(CARD_KINDS)}, separated by commas.",
            )
        return tuple(kind for kind in CARD_KINDS if kind == "recognition" or kind in wanted)

    def __post_init__(self) -> None:
        """Raise `UsageError` for options that are not valid or contradict each other. No engine has been loaded yet."""
        _ = self.card_kinds
        for study in self.studies:
            level, ceiling = self.level_in(study), self.ceiling_in(study)
            if ceiling is not None and ceiling <= level.value:
                raise UsageError(
                    f"--up-to {self.up_to}: not above the level {level.name}, so no word would be new",
                    remedy="Choose a higher --up-to or a lower --level.",
                )
        self._require_own_level()
        if self.most_sentences == self.most_words == 0 or min(self.most_sentences, self.most_words) < 0:
            raise UsageError(
                "--sentences, --words: both are 0, so no card would be made", remedy="Set --sentences or --words to 1 or more."
            )
        if self.minutes is not None and self.minutes < 1:
            raise UsageError(f"--minutes {self.minutes}: must be 1 or more", remedy="Give the minutes that you have each day.")

    def defines_in(self, study: Language) -> bool:
        """Tell whether cards have definitions in the language `study` itself."""
        return self.definitions == "own" and self.level_in(study).value >= OWN_DEFINITIONS_FROM[study]

    def _require_own_level(self) -> None:
        if self.definitions == "own" and not any(map(self.defines_in, self.studies)):
            raise UsageError(
                "--definitions own: is for learners from B2 or HSK 6 on",
                remedy="Leave it out, or choose a higher --level.",
            )


_SIZES = (9.5, 18.0)  # smallest and largest size of the text in points; from 16 points on it is large print


@dataclass(frozen=True)
class HandoutSettings:
    """The settings of a handout. The class `Settings` decides which words the handout has.

    `passage` is a length in Chinese characters or English words; None means all lines that `lines` names. `size` is in points.
    If `ruby` is None, the default of the language is used. Raises `UsageError` for values that contradict each other.
    """

    format: str = "html"
    copy: Literal["both", "student", "teacher"] = "both"
    lines: str = "all"
    passage: int | None = None
    sections: str | None = None
    """The sections of the handout: names from the registry `flashdeck.compose.handout.sections`, separated by commas.

    None means the default sections.
    """
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
    def hidden(self) -> tuple[str, ...]:
        """The columns of the vocabulary table that stay empty, so that learners can test themselves."""
        return listed_names(self.hide, "--hide", ("pinyin", "gloss"))

    @property
    def version(self) -> str:
        """The name of the version of the handout for the seed: A to Z for the seeds 1 to 26, then 27, 28, and so on."""
        return chr(ord("A") + self.seed - 1) if self.seed <= _LETTERS else str(self.seed)

    def __post_init__(self) -> None:
        """Raise `UsageError` for options that are not valid or contradict each other. No engine has been loaded yet."""
        _ = self.hidden
        if not _SIZES[0] <= self.size <= _SIZES[1]:
            raise UsageError(f"--size {self.size:g}: must be from 9.5 to 18 points", remedy="Write for example --size 12.")
        for name in ("seed", "items", "passage"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise UsageError(f"--{name} {value}: must be 1 or greater", remedy="Choose a greater number.")
        if self.passage is not None and self.lines.strip().casefold() != "all":
            raise UsageError("--lines, --passage: both choose lines, so only one can be used", remedy="Leave one of them out.")


_LETTERS = 26


def listed_names(text: str, option: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names in the value of an option, in which commas separate the names. Each name is returned once."""
    parts = (part.strip().casefold() for part in text.split(","))
    names = tuple(dict.fromkeys(part for part in parts if part))
    for name in names:
        if name not in known:
            raise UsageError(f"{option}: {name!r} is unknown", remedy=f"Choose from {', '.join(known)}, separated by commas.")
    return names


def find_config(folder: Path) -> Path | None:
    """Return the nearest flashdeck.toml, in a folder or in a folder above it; None if no such file exists."""
    for place in (folder, *folder.parents):
        if (path := place / CONFIG_NAME).is_file():
            return path
    return None


def read_config(path: Path) -> dict[str, Any]:
    """Return the options that a flashdeck.toml sets, by their long names. Options of the table [handout] are under "handout".

    Raises `UsageError` for a file that is not TOML, an unknown key (the error names the nearest known key) or a wrong type.
    """
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read as TOML ({error})", remedy="Correct the file, or rename it to ignore it."
        ) from error
    own = found.pop("handout", {})
    if not isinstance(own, dict):
        raise UsageError(f"{path}: handout = {own!r} must be a table", remedy="Write [handout], and its options below it.")
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
            raise UsageError(f"{path}: {key} = {value!r} must be {name}", remedy="Correct that line of the file.")


_TYPE_NAMES = {
    float: "a number",
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list of texts in quotes",
}


def _toml_types(hint: Any) -> tuple[type, ...]:
    """Return the types that the TOML value of an option may have.

    >>> _toml_types(int | None), _toml_types(Path), _toml_types(float), _toml_types(tuple[Path, ...])
    ((<class 'int'>,), (<class 'str'>,), (<class 'float'>, <class 'int'>), (<class 'list'>,))
    """
    if get_origin(hint) is tuple:
        return (list,)
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind = next((kind for kind in kinds if kind in (int, bool, float)), str)
    return (float, int) if kind is float else (kind,)


def _nearest(key: str, known: list[str]) -> str:
    """Return a remedy for an unknown key: the nearest known key, or the first keys if no key is similar."""
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Choose from {', '.join(known[:_SHOWN])} and the other long options in `flashdeck build --help`."
