"""The public Python calls: the same stages as on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from flashdeck.app.printed import HandoutReport, TalkReport
from flashdeck.app.summary import BuildReport
from flashdeck.errors import UsageError
from flashdeck.model import EnToken, Language, LinePair, Span, ZhToken
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.app.batch_report import ShelfReport

S = TypeVar("S", Settings, HandoutSettings)


def build(*transcripts: str | Path, **options: Any) -> "BuildReport | ShelfReport":
    """Build the deck of a transcript, or one package with a deck for each of several (`deck` then names it).

    The options are those of `flashdeck build` by their long names (`up_to` for --up-to), less those that say who does the
    work. Returns a report with `.paths`, `.counts` and `.notices`. Raises the exceptions of `flashdeck.errors`.
    """
    settings = _settings("build", Settings, options)
    if len(transcripts) == 1:
        from flashdeck.app import build_deck

        return build_deck(Path(transcripts[0]), settings)
    from flashdeck.app.batch import Shelf, build_shelf

    return build_shelf(Shelf(tuple(map(Path, transcripts)), settings), lambda _done, _total, _name: None)


def handout(transcript: str | Path, **options: Any) -> HandoutReport:
    """Make class handouts of one transcript, with the options of `flashdeck handout` by their long names.

    Returns a report with `.paths`, `.counts` and `.notices`. Raises the exceptions of `flashdeck.errors`.
    """
    from flashdeck.app import make_handouts

    own = {name: value for name, value in options.items() if name in HandoutSettings.__dataclass_fields__}
    shared = {name: value for name, value in options.items() if name not in own}
    return make_handouts(Path(transcript), _settings("handout", Settings, shared), _settings("handout", HandoutSettings, own))


def report(transcript: str | Path, **options: Any) -> TalkReport:
    """Write the report of one transcript, with the options of `flashdeck report` by their long names.

    Returns a report with `.paths`, `.counts` and `.notices`. Raises the exceptions of `flashdeck.errors`.
    """
    from flashdeck.app import make_report

    return make_report(Path(transcript), _settings("report", Settings, options))


def _settings(call: str, kind: type[S], options: dict[str, Any]) -> S:
    """Return settings of a kind; folders and files may be given as text."""
    known = kind.__dataclass_fields__
    if unknown := sorted(set(options) - set(known)):
        raise UsageError(f"{call}: unknown option {unknown[0]!r}", remedy=f"Known: {', '.join(known)}.")
    paths = {
        name: Path(options[name])
        for name in ("output", "edits", "font", "templates", "translation")
        if options.get(name) is not None
    }
    return kind(**{**options, **paths})


def annotate_chinese(lines: Sequence[str]) -> list[list[ZhToken]]:
    """Annotate Chinese lines: for each a list of tokens with `.text .start .end .pos .pinyin .hsk .zipf` (HSK 2025)."""
    from flashdeck.annotate import annotate_lines

    return [list(tokens) for tokens in annotate_lines(lines, "2025")]


def annotate_english(lines: Sequence[str]) -> list[list[EnToken]]:
    """Annotate English lines: for each a list of tokens with `.text .start .end .lemma .pos .cefr .zipf .ipa`."""
    from flashdeck.annotate import annotate_english as annotate

    return [list(annotate(line)) for line in lines]


def align_lines(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align Chinese lines with English ones, any number on either side, also unequal; those without counterpart are left out.

    Returns pairs in order with `.zh_lines` and `.en_lines` (places in the two lists, from 0) and `.score`, 0 to 1.
    """
    from flashdeck.app import align_lists

    return align_lists(zh_lines, en_lines)


def link_words(pairs: Sequence[tuple[str, str]]) -> list[list[tuple[Span, Span, float]]]:
    """Link the words of `(zh, en)` texts: for each pair a list of `((zh_start, zh_end), (en_start, en_end), probability)`.

    A counterpart in several pieces gives one entry a piece. Words without a sure counterpart are left out.
    """
    from flashdeck.annotate import link_spans

    return [list(links) for links in link_spans([zh for zh, _ in pairs], [en for _, en in pairs])]


def sentence_difficulty(text: str, language: Language) -> float:
    """Return how hard a sentence is: on the CEFR scale 1.0 (A1) to 6.0 (C2) for "en", on the HSK scale 1.0 to 9.0 for "zh"."""
    if language == "en":
        from flashdeck.english.english_difficulty import english_difficulty

        return english_difficulty(annotate_english([text])[0])
    from flashdeck.chinese.characters import count_han
    from flashdeck.chinese.chinese_difficulty import chinese_difficulty

    return chinese_difficulty(annotate_chinese([text])[0], count_han(text))
