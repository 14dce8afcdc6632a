"""Find the transcripts that the arguments of a command name: files, folders, and lists of files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flashdeck.errors import InputError, UsageError
from flashdeck.read.language_tags import pair_files
from flashdeck.write.deck_writers import DECK_WRITERS

_OTHER_SUFFIXES = (".toml", ".apkg", ".colpkg", ".json", ".html", ".pdf", ".docx")
_TRANSCRIPTS_IN_PAIRS = (".json", ".docx")
"""The suffixes of files that are a transcript only if a folder has two of them: talk.zh.json and talk.en.json.

A single file with such a suffix usually has a different purpose.
"""


def gather(named: tuple[Path, ...], from_file: Path | None) -> tuple[Path, ...]:
    """Return the transcripts to read, in order: first the files and folders in `named`, then the files in the list `from_file`.

    The files in a folder are sorted by name. Raises `UsageError` if no transcript is named, or if stdin is one of several
    transcripts. Raises `InputError` for a list that cannot be read.
    """
    found = [path for name in named for path in _expanded(name)]
    found += _listed(from_file) if from_file else []
    if not found:
        raise UsageError(
            "no transcript was named", remedy="Name a file, a folder, or a list with --from-file; see flashdeck build --help."
        )
    if len(found) > 1 and any(str(path) == "-" for path in found):
        raise UsageError("-: stdin cannot be one of several transcripts", remedy="Save it to a file first.")
    return tuple(found)


def _expanded(path: Path) -> list[Path]:
    if str(path) == "-" or not path.is_dir():
        return [path]
    entries = [entry for entry in path.iterdir() if entry.is_file() and not entry.name.startswith(".")]
    files = sorted({*filter(_may_be, entries), *_pairs_of_documents(entries)})
    if not files:
        raise InputError(f"{path}: the folder has no transcripts", remedy="Name the file of the transcript.")
    return files


def _may_be(path: Path) -> bool:
    """Tell whether a file in a folder may be a transcript. Edits files, decks and printed pages are not transcripts."""
    if path.suffix.casefold() in _OTHER_SUFFIXES:
        return False
    return not any(writer.is_ours(path) for writer in DECK_WRITERS.values())


def _pairs_of_documents(entries: Sequence[Path]) -> Iterator[Path]:
    """Yield the JSON files and documents that are a transcript by their names: talk.zh.json and talk.en.json."""
    for files in pair_files([entry for entry in entries if entry.suffix.casefold() in _TRANSCRIPTS_IN_PAIRS]):
        if files.translation:
            yield from (files.source, files.translation, *files.variants)


def _listed(path: Path) -> list[Path]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: the list cannot be read ({error})", remedy="Give a UTF-8 file with one path on each line."
        ) from error
    return [path.parent / line.strip() for line in lines if line.strip() and not line.startswith("#")]
