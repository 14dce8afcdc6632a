"""Define the public Python functions, one for each stage and command of the command line.

Options have the names that they have on the command line, with an underscore for a hyphen (`up_to` for `--up-to`), and the
same defaults. Every function raises the exceptions of `flashdeck.errors`. The environment and flashdeck.toml are not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Unpack, get_args, get_type_hints

from flashdeck.errors import UsageError
from flashdeck.model import (
    CardOrder,
    Definitions,
    EnToken,
    HskEdition,
    Language,
    LinePair,
    Original,
    Phonetic,
    ScriptChoice,
    Span,
    ZhToken,
)
from flashdeck.model.pages import Paper, Ruby, RubyUnit, Sort, TextLayout, UiLanguage
from flashdeck.settings import HandoutSettings, Settings, Study

if TYPE_CHECKING:
    from flashdeck.app.building import BuildReport
    from flashdeck.app.handout_pages import HandoutReport
    from flashdeck.app.talk_report import TalkReport

PathLike = str | Path
_Kind = TypeVar("_Kind", Settings, HandoutSettings)


class ReportOptions(TypedDict, total=False):
    """The options of `report`: how the transcript is read, for whom words are chosen, and how words are shown."""

    study: Study
    level: str | None
    hsk: HskEdition
    up_to: str | None
    sentences: int | None
    words: int | None
    minutes: int | None
    known: Sequence[PathLike]
    unknown: Sequence[PathLike]
    order: CardOrder
    script: ScriptChoice
    phonetic: Phonetic
    sandhi: bool
    reader: str
    encoding: str | None
    translation: PathLike | None
    title: str | None
    edits: PathLike | None
    output: PathLike
    templates: PathLike | None
    original: Original
    force: bool


class BuildOptions(ReportOptions, total=False):
    """The options of `build`."""

    cards: str
    tts: bool
    definitions: Definitions
    format: str
    deck: str | None
    keep_going: bool
    jobs: int
    cluster: str | None


class HandoutOptions(ReportOptions, total=False):
    """The options of `handout`."""

    format: str
    copy: Literal["both", "student", "teacher"]
    lines: str
    passage: int | None
    sections: str | None
    items: int
    sort: Sort
    hide: str
    layout: TextLayout
    ruby: Ruby | None
    ruby_unit: RubyUnit
    paper: Paper
    size: float
    bw: bool
    lang_ui: UiLanguage
    seed: int
    font: PathLike | None


def build(*transcripts: PathLike, **options: Unpack[BuildOptions]) -> "BuildReport":
    """Build the deck of one transcript, or one package of several transcripts with a deck for each transcript.

    With several transcripts, `deck` is the name of the package. As on the command line, the build is skipped if nothing has
    changed since the last build. Returns a report with `.paths`, `.counts`, `.notices` and `.summary()`.
    """
    from flashdeck.app.building import BuildOrder, build_package

    _require_known("build", options, BuildOptions)
    own: dict[str, Any] = {name: value for name, value in options.items() if name in ("keep_going", "jobs", "cluster")}
    shared = {name: value for name, value in options.items() if name not in own}
    if not transcripts:
        raise UsageError("build: no transcript was named", remedy="Name at least one file: flashdeck.build('talk.txt').")
    return build_package(BuildOrder(tuple(map(Path, transcripts)), _settings(Settings, shared), **own))


def handout(transcript: PathLike, **options: Unpack[HandoutOptions]) -> "HandoutReport":
    """Make class handouts of one transcript: a copy for students and a copy for the teacher.

    Returns a report with `.paths`, `.counts`, `.notices` and `.summary()`.
    """
    from flashdeck.app.handout_pages import make_handouts

    _require_known("handout", options, HandoutOptions)
    own = {name: value for name, value in options.items() if name in HandoutSettings.__dataclass_fields__}
    shared = {name: value for name, value in options.items() if name not in own}
    return make_handouts(Path(transcript), _settings(Settings, shared), _settings(HandoutSettings, own))


def report(transcript: PathLike, **options: Unpack[ReportOptions]) -> "TalkReport":
    """Write the report of one transcript: how much of the transcript a learner knows, and how much the deck would add.

    Returns a report with `.paths`, `.counts`, `.notices` and `.summary()`.
    """
    from flashdeck.app.talk_report import make_report

    _require_known("report", options, ReportOptions)
    return make_report(Path(transcript), _settings(Settings, options))


def _require_known(call: str, options: Iterable[str], kind: type) -> None:
    """Raise `UsageError` for an option that the function `call` does not have."""
    known = get_type_hints(kind)
    unknown = sorted(set(options) - set(known))
    if unknown:
        raise UsageError(f"{call}: unknown option {unknown[0]!r}", remedy=f"Choose from {', '.join(known)}.")


def _settings(kind: type[_Kind], options: Mapping[str, Any]) -> _Kind:
    """Return settings of the class `kind`. Paths may be given as text."""
    hints = get_type_hints(kind)
    return kind(**{name: _with_paths(hints[name], value) for name, value in options.items()})


def _with_paths(hint: Any, value: Any) -> Any:
    """Return a value as a path or a tuple of paths if its type hint asks for paths, else unchanged."""
    if value is None or Path not in (hint, *get_args(hint)):
        return value
    if hint != tuple[Path, ...]:
        return Path(value)
    named = [value] if isinstance(value, PathLike) else value
    return tuple(map(Path, named))


def annotate_chinese(lines: Sequence[str]) -> list[list[ZhToken]]:
    """Return a list of tokens for each Chinese line.

    A token has `.text .start .end .pos .pinyin .hsk .zipf`. The levels are those of the HSK edition of 2025.
    """
    from flashdeck.annotate import annotate_lines

    return [list(tokens) for tokens in annotate_lines(lines, "2025")]


def annotate_english(lines: Sequence[str]) -> list[list[EnToken]]:
    """Return a list of tokens for each English line. A token has `.text .start .end .lemma .pos .cefr .zipf .ipa`."""
    from flashdeck.annotate import annotate_english as annotate

    return [list(annotate(line)) for line in lines]


def align_lines(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align Chinese lines with English lines; the two lists may have different lengths.

    Returns pairs in order with `.zh_lines` and `.en_lines` (indices into the two lists, from 0) and `.score`, 0 to 1. A pair
    may have several lines on either side. A line without a counterpart is left out.
    """
    from flashdeck.align import align_texts

    return align_texts(zh_lines, en_lines)


def link_words(pairs: Sequence[tuple[str, str]]) -> list[list[tuple[Span, Span, float]]]:
    """Link the words of each pair of texts `(zh, en)` that translate each other.

    Returns for each pair a list of entries `((zh_start, zh_end), (en_start, en_end), probability)`. If a word is linked to
    several separate pieces of text, there is one entry for each piece. A word without a sure counterpart is left out.
    """
    from flashdeck.annotate import link_spans

    return [list(links) for links in link_spans([zh for zh, _ in pairs], [en for _, en in pairs])]


def sentence_difficulty(text: str, language: Language) -> float:
    """Return the difficulty of a sentence.

    It is on the CEFR scale from 1.0 (A1) to 6.0 (C2) for "en", and on the HSK scale from 1.0 to 9.0 for "zh".
    """
    if language == "en":
        from flashdeck.english.english_difficulty import english_difficulty

        return english_difficulty(annotate_english([text])[0])
    from flashdeck.chinese.chinese_difficulty import chinese_difficulty
    from flashdeck.model.characters import count_han

    return chinese_difficulty(annotate_chinese([text])[0], count_han(text))
