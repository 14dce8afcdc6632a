"""The public Python calls: the same stages as on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flashdeck.errors import UsageError
from flashdeck.model import ZhToken
from flashdeck.settings import Settings
from flashdeck.summary import BuildReport


def build(transcript: str | Path, **options: Any) -> BuildReport:
    """Build the deck of one transcript, with the options of `flashdeck build` by their long names (`up_to` for --up-to).

    Returns a report with `.paths`, `.counts` and `.notices`. Raises the exceptions of `flashdeck.errors`.
    """
    from flashdeck.app import build_deck

    unknown = sorted(set(options) - set(Settings.__dataclass_fields__))
    if unknown:
        raise UsageError(f"build: unknown option {unknown[0]!r}", remedy=f"Known: {', '.join(Settings.__dataclass_fields__)}.")
    if "output" in options:
        options["output"] = Path(options["output"])
    return build_deck(Path(transcript), Settings(**options))


def annotate_chinese(lines: Sequence[str]) -> list[list[ZhToken]]:
    """Annotate Chinese lines: for each a list of tokens with `.text .start .end .pos .pinyin .hsk .zipf` (HSK 2025)."""
    from flashdeck.annotate import annotate_lines

    return [list(tokens) for tokens in annotate_lines(lines, "2025")]
