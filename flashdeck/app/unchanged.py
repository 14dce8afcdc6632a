"""Skip the build of an unchanged package, and repeat the report of the last build.

A package depends on the inputs that `_inputs` yields and on the decks in the output folder. After a build, the cache keeps the
report and the digests of the files in the output folder. Their cache key is a digest of the inputs. The package is built again if
a digest has changed. It is also built again if an input cannot be read twice: a pipe, or a collection that Anki may have open.
"""

import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.caching import Codec, code_digest, digest, read_entry, write_entry
from flashdeck.model import Notice
from flashdeck.settings import Settings

_KIND = "build"
_STDIN = "-"
_DATABASE = b"SQLite format 3\0"  # the first bytes of an Anki collection, which is a database
_STATE = "flashdeck.state.json"
_PACKAGES = "*.apkg"
_CLOCK = "SOURCE_DATE_EPOCH"
_METADATA = (".dist-info", ".egg-info", ".egg-link", ".pth")

Digests = tuple[tuple[str, str], ...]
"""The names of files in the output folder, each with the digest of its content."""


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """The transcripts of one package, in the order of study, and the settings for all of them.

    If `keep_going` is true, a transcript that cannot be read is left out. `jobs` is the number of processes that work on
    several transcripts. `cluster` is the address of a Dask scheduler; if it is given, the scheduler's workers do this work
    instead.
    """

    sources: tuple[Path, ...]
    settings: Settings
    keep_going: bool = False
    jobs: int = 1
    cluster: str | None = None
    pairs: tuple[tuple[Path, Path, str], ...] = ()
    """The transcripts that have two files, one for each language.

    An item has the path of the source, the path of its translation, and the name of the transcript.
    """

    def settings_for(self, source: Path) -> Settings:
        """Return the settings for one source, with its file in the other language and its title."""
        for own, translation, name in self.pairs:
            if own == source:
                return replace(self.settings, translation=translation, title=self.settings.title or name)
        return self.settings

    def name_of(self, source: Path) -> str:
        """Return what the transcript of a source is called: the name that its two files share, or the stem of its one file."""
        return next((name for own, _, name in self.pairs if own == source), source.stem)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The report of a finished build.

    `paths` are the files written, and `counts` are figures by name. `notices` report lines that were left out and values that
    are in doubt. `lines` are the summary for a person. `exit_code` is the exit code of the command.
    """

    paths: tuple[Path, ...]
    counts: Mapping[str, int]
    notices: tuple[Notice, ...]
    lines: tuple[str, ...]
    exit_code: int = 0

    def summary(self) -> str:
        """Return the summary as plain text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class _Record:
    """The report of a build in the form in which the cache keeps it, with the state of the output folder after the build."""

    folder: Digests
    paths: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    notices: tuple[Notice, ...]
    lines: tuple[str, ...]
    exit_code: int


_RECORD = Codec[_Record](_Record)


def build_unless_unchanged(order: BuildOrder, build: Callable[[], tuple[BuildReport, BuildReport]]) -> BuildReport:
    """Build the package, or repeat the last report if the inputs and the output folder have not changed since the last build.

    `build` returns two reports: the report of this build, and the report that the next build repeats if nothing changes.
    """
    key = _key(order)
    if key is None:
        report, _ = build()
        return report
    folder = order.settings.output
    repeated = _repeated(key, folder)
    if repeated is not None:
        return repeated
    before = _folder_digests(folder)
    report, repeated = build()
    if _is_settled(before, order, report) and _key(order) == key:
        write_entry(_KIND, key, _RECORD.pack(_record(repeated, folder)))
    return report


def _repeated(key: str, folder: Path) -> BuildReport | None:
    """Return the report that the cache has under a key; None if the output folder has changed since that build.

    If a report is returned, the modification time of the output files is set to the present time, as after a build.
    """
    packed = read_entry(_KIND, key)
    record = _RECORD.unpack(packed) if packed else None
    if record is None:
        return None
    try:
        if record.folder != _folder_digests(folder, record.paths):
            return None
        for path in record.paths:
            os.utime(path)
    except OSError:
        return None
    return BuildReport(tuple(map(Path, record.paths)), dict(record.counts), record.notices, record.lines, record.exit_code)


def _record(report: BuildReport, folder: Path) -> _Record:
    paths = tuple(map(str, report.paths))
    digests = _folder_digests(folder, paths)
    return _Record(digests, paths, tuple(report.counts.items()), report.notices, report.lines, report.exit_code)


def _is_settled(before: Digests, order: BuildOrder, report: BuildReport) -> bool:
    """Tell whether a second build would give the same package.

    It may give a different package if two conditions are met: the output folder has decks of other transcripts, and the build
    changed a file. The words that those decks teach may then be counted differently, because this package now exists.
    """
    after = _folder_digests(order.settings.output)
    names = {name for name, _ in (*before, *after)}
    is_alone = names <= {_STATE, *(path.name for path in report.paths)}
    return is_alone or before == after


def _folder_digests(folder: Path, paths: Sequence[str] = ()) -> Digests:
    """Return the digests of all packages in the output folder, of the state file in it, and of the files in `paths`."""
    found = {*folder.glob(_PACKAGES), folder / _STATE, *map(Path, paths)}
    return tuple((path.name, _content_digest(path)) for path in sorted(found) if path.is_file())


def _content_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


# ---- the inputs of a build


def _key(order: BuildOrder) -> str | None:
    """Return a digest of everything that a build reads outside its output folder; None if an input cannot be read twice."""
    try:
        return digest(_inputs(order))
    except (OSError, ValueError, ImportError):
        return None


def _inputs(order: BuildOrder) -> Iterator[str]:
    """Yield everything on which a package depends. Raises `OSError` or `ValueError` for an input that cannot be read twice."""
    settings = order.settings
    yield repr((order.sources, order.pairs, settings, order.keep_going, os.environ.get(_CLOCK)))
    yield from _programs()
    for path in (*order.sources, *(translation for _, translation, _ in order.pairs), settings.translation, settings.edits):
        yield "" if path is None else _file(path)
    for path in map(_edits_beside, order.sources):
        yield _file(path) if path.exists() else ""
    for path in (*settings.known, *settings.unknown):
        yield _known_file(path)
    for folder in _template_folders(settings):
        yield from _tree(folder)


def _programs() -> Iterator[str]:
    """Yield the versions of flashdeck, of the word lists and engines, of every installed package, and of Python."""
    from flashdeck.dictionaries.compiled import engines_digest, lists_digest

    yield from (code_digest(), lists_digest(), engines_digest(), sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION)
    for place in filter(os.path.isdir, sys.path):
        with os.scandir(place) as entries:
            packages = [(entry.name, entry.stat().st_mtime_ns) for entry in entries if entry.name.endswith(_METADATA)]
        yield repr((place, sorted(packages)))


def _edits_beside(source: Path) -> Path:
    from flashdeck.edits.file.edits_file import default_path

    return default_path(source)


def _template_folders(settings: Settings) -> Iterator[Path]:
    from flashdeck.resources import templates_folder

    yield templates_folder()
    if settings.templates is not None:
        yield settings.templates


def _tree(folder: Path) -> Iterator[str]:
    """Yield the name and the content digest of each file in a folder and the folders below it."""
    for path in sorted(folder.rglob("*")):
        if not path.is_dir():
            yield from (str(path.relative_to(folder)), _file(path))


def _known_file(path: Path) -> str:
    """Return the digest of a file of known words. Raises `ValueError` for a database, which Anki may be writing to."""
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise ValueError(path)
    return _file(path)


def _file(path: Path) -> str:
    """Return the digest of a file's content. Raises `ValueError` for a pipe or a device, which can be read only once."""
    if str(path) == _STDIN or not path.is_file():
        raise ValueError(path)
    return _content_digest(path)
