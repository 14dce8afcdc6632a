"""What a run is asked to do: one frozen value, made from the command line, the environment, flashdeck.toml and defaults."""

from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from flashdeck.errors import UsageError
from flashdeck.levels import DEFAULT_LEVELS, Level, find_level, require_level
from flashdeck.model import CardOrder, HskEdition, Language, Phonetic, Script

Study = Literal["zh", "en", "both"]
"""The language being learned; with `both`, every line serves as a target and as a context."""
CONFIG_NAME = "flashdeck.toml"
_MOST_OF_A_TYPE = 60  # for about an hour of talk (design notes on selection, section 8)
DAYS = 14
SECONDS_A_CARD = 90
"""What --minutes takes a new card to cost in its first two weeks: six showings of 15 seconds."""


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
        if self.up_to is None:
            return None
        find = find_level if self.study == "both" else require_level
        level = find(self.up_to, study, self.hsk, "--up-to")
        return None if level is None or level.is_open else level.value

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

    def __post_init__(self) -> None:
        """Refuse what no run could use, before any engine loads."""
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


def find_config(folder: Path) -> Path | None:
    """Return the nearest flashdeck.toml in a folder or above it."""
    for place in (folder, *folder.parents):
        if (path := place / CONFIG_NAME).is_file():
            return path
    return None


def read_config(path: Path) -> dict[str, str | int | bool | list[str]]:
    """Return the options that a flashdeck.toml sets, by their long names.

    Raises `UsageError` for a file that is no TOML, an unknown key (naming the nearest known one) or a wrong type.
    """
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML ({error})", remedy="Mend the file, or rename it.") from error
    known = {name.replace("_", "-"): _toml_type(hint) for name, hint in get_type_hints(Settings).items()}
    for key, value in found.items():
        if key not in known:
            raise UsageError(f"{path}: unknown key {key!r}", remedy=_nearest(key, list(known)))
        if type(value) is not known[key]:
            raise UsageError(f"{path}: {key} = {value!r} is no {_TYPE_NAMES[known[key]]}", remedy="Mend that line of the file.")
    return found


_TYPE_NAMES = {str: "text in quotes", int: "whole number", bool: "true or false", list: "list of texts in quotes"}


def _toml_type(hint: Any) -> type:
    """Return the type that an option has in TOML.

    >>> _toml_type(int | None), _toml_type(Path), _toml_type(tuple[Path, ...])
    (<class 'int'>, <class 'str'>, <class 'list'>)
    """
    if get_origin(hint) is tuple:
        return list
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return next((kind for kind in kinds if kind in (int, bool)), str)


def _nearest(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
