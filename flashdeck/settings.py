"""What a run is asked to do: one frozen value, made from the command line, the environment, flashdeck.toml and defaults."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

from flashdeck.errors import UsageError
from flashdeck.model import CardOrder, HskEdition, Language, Phonetic, Script

CONFIG_NAME = "flashdeck.toml"
_LEVEL = re.compile(r"hsk\s*[:\-]?\s*([1-9])", re.IGNORECASE)
_BAND = 7


@dataclass(frozen=True, slots=True)
class Level:
    """A learner's level: `value` on the language's scale, `name` as it is printed."""

    language: Language
    value: float
    name: str


def parse_level(text: str, edition: HskEdition) -> Level:
    """Return the level that a text names: `hsk4`, `HSK:4`. In the editions of 2021 and 2025, 7, 8 and 9 are one band.

    Raises `UsageError` for any other text, and for a level that the edition does not have.
    """
    match = _LEVEL.fullmatch(text.strip())
    if not match:
        raise UsageError(
            f"--level: {text!r} is no level of Chinese, hsk1 to hsk9 was expected",
            remedy="Write for example --level hsk4.",
        )
    number = int(match[1])
    if edition == "2.0" and number >= _BAND:
        raise UsageError(
            f"--level: HSK 2.0 ends at level 6, {text!r} was asked for",
            remedy="Choose hsk1 to hsk6, or another --hsk edition.",
        )
    if number >= _BAND:
        return Level("zh", float(_BAND), "HSK 7-9")
    return Level("zh", float(number), f"HSK {number}")


@dataclass(frozen=True)  # without slots, so that the defaults can be read off the class
class Settings:
    """Everything that decides which cards a transcript gives, and where the deck goes."""

    level: str = "hsk4"
    hsk: HskEdition = "2025"
    up_to: str | None = None
    sentences: int = 60
    words: int = 60
    order: CardOrder = "best"
    script: Script = "simplified"
    phonetic: Phonetic = "pinyin"
    sandhi: bool = False
    title: str | None = None
    deck: str | None = None
    output: Path = Path("output")
    force: bool = False

    @property
    def study(self) -> Language:
        return "zh"

    @property
    def learner_level(self) -> Level:
        return parse_level(self.level, self.hsk)

    @property
    def ceiling(self) -> float | None:
        """No target above this level; the band 7-9 sets none."""
        if self.up_to is None:
            return None
        value = parse_level(self.up_to, self.hsk).value
        return None if value >= _BAND else value

    def __post_init__(self) -> None:
        """Refuse what no run could use, before any engine loads."""
        level = self.learner_level
        if self.ceiling is not None and self.ceiling <= level.value:
            raise UsageError(
                f"--up-to {self.up_to}: is not above --level {self.level}, so no word would be new",
                remedy="Choose a higher --up-to or a lower --level.",
            )
        if self.sentences < 0 or self.words < 0 or not self.sentences + self.words:
            raise UsageError("--sentences, --words: no card was asked for", remedy="Ask for at least one card of one type.")


def find_config(folder: Path) -> Path | None:
    """Return the nearest flashdeck.toml in a folder or above it."""
    for place in (folder, *folder.parents):
        if (path := place / CONFIG_NAME).is_file():
            return path
    return None


def read_config(path: Path) -> dict[str, str | int | bool]:
    """Return the options that a flashdeck.toml sets, by their long names.

    Raises `UsageError` for a file that is no TOML, an unknown key (naming the nearest known one) or a wrong type.
    """
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML ({error})", remedy="Mend the file, or rename it.") from error
    known = {field.name.replace("_", "-"): field for field in fields(Settings)}
    for key, value in found.items():
        if key not in known:
            raise UsageError(f"{path}: unknown key {key!r}", remedy=_nearest(key, list(known)))
        wanted = type(known[key].default) if known[key].default is not None else str
        wanted = str if wanted is type(Path()) else wanted
        if type(value) is not wanted:
            raise UsageError(f"{path}: {key} = {value!r} is no {_TYPE_NAMES[wanted]}", remedy="Mend that line of the file.")
    return found


_TYPE_NAMES = {str: "text in quotes", int: "whole number", bool: "true or false"}


def _nearest(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
