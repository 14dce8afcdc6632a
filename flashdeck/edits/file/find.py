"""Which edits file belongs to a transcript."""

from pathlib import Path

from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.file.parse import read_edits

STDIN = "-"


def default_path(transcript: Path) -> Path:
    """Return STEM.edits.toml beside STEM.txt.

    >>> default_path(Path("talks/week-3.txt")).name
    'week-3.edits.toml'
    """
    return transcript.with_name(f"{transcript.stem}.edits.toml")


def edits_for(transcript: Path, named: Path | None) -> Edits:
    """Return the edits that are named, else those of the file beside the transcript, else none."""
    if named is not None:
        return read_edits(named)
    beside = default_path(transcript)
    return read_edits(beside) if str(transcript) != STDIN and beside.is_file() else NO_EDITS
