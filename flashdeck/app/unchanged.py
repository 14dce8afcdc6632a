"""A build of which nothing has changed since the last one: its result stands on the disk, and is told again.

A result is a function of what `_inputs` lists and of the decks in the output folder. What a build found and left is kept
in the cache by digests of the content; where one of them differs, or cannot be told, the build is made.
"""

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flashdeck.caching import code_digest, digest, read_entry, write_entry
from flashdeck.settings import Settings

_KIND = "build"
_STDIN = "-"
_DATABASE = b"SQLite format 3\0"  # of a collection that Anki may have open, and be writing to
_STATE = "flashdeck.state.json"
_PACKAGES = "*.apkg"
_CLOCK = "SOURCE_DATE_EPOCH"
_METADATA = (".dist-info", ".egg-info", ".egg-link", ".pth")

Digests = dict[str, str]
"""What is in the output folder: the digest of each file that a build reads or writes, by its name."""


class Report(Protocol):
    """What a build says of itself."""

    @property
    def paths(self) -> tuple[Path, ...]: ...
    @property
    def exit_code(self) -> int: ...
    def summary(self) -> str: ...
    def again(self) -> "Report":
        """Return what the next build says when nothing changes."""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """What a build that need not be made again would say."""

    paths: tuple[Path, ...]
    exit_code: int
    text: str

    def summary(self) -> str:
        return self.text

    def again(self) -> "KeptReport":
        return self


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the transcripts, and all that was asked for."""

    sources: tuple[Path, ...]
    settings: Settings
    keep_going: bool = False


def build_unless_unchanged(order: Order, build: Callable[[], Report]) -> Report:
    """Build, or return what the build would say where all that it reads and writes is as the last build left it."""
    key = _key(order)
    if key is None:
        return build()
    if (kept := _kept(key, order.settings.output)) is not None:
        return kept
    before = _folder_digests(order.settings.output)
    report = build()
    _keep(key, order, before, report)
    return report


def _kept(key: str, folder: Path) -> KeptReport | None:
    """Return what was kept under a key, if the output folder is as it was then; the outputs are as new as after a build."""
    try:
        kept = json.loads(read_entry(_KIND, key) or b"null")
        if kept is None or kept["folder"] != _folder_digests(folder, kept["paths"]):
            return None
        for path in kept["paths"]:
            os.utime(path)
        return KeptReport(tuple(map(Path, kept["paths"])), int(kept["exit_code"]), str(kept["summary"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _keep(key: str, order: Order, before: Digests, report: Report) -> None:
    """Keep what the next build would say, where that is sure and nothing was changed in the meantime."""
    folder, paths = order.settings.output, [str(path) for path in report.paths]
    after = _folder_digests(folder)
    is_alone = set(before) | set(after) <= {_STATE, *(path.name for path in report.paths)}
    if not (is_alone or before == after) or _key(order) != key:
        return  # what decks beside it teach may count differently once this one is there
    again = report.again()
    kept = {
        "folder": _folder_digests(folder, paths),
        "paths": paths,
        "exit_code": again.exit_code,
        "summary": again.summary(),
    }
    write_entry(_KIND, key, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _folder_digests(folder: Path, paths: Sequence[str] = ()) -> Digests:
    """Return the digests of the packages in the output folder, of the memory beside them, and of outputs."""
    found = {*folder.glob(_PACKAGES), folder / _STATE, *map(Path, paths)}
    return {path.name: _content_digest(path) for path in sorted(found) if path.is_file()}


def _content_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


# ---- what decides a result


def _key(order: Order) -> str | None:
    """Return a digest of all that a build reads but its output folder; None where that cannot be told beforehand."""
    try:
        return digest(_inputs(order))
    except (OSError, ValueError, ImportError):
        return None


def _inputs(order: Order) -> Iterator[str]:
    """Yield what a result depends on. Raises `OSError` or `ValueError` for what cannot be looked at twice."""
    settings = order.settings
    yield repr((order.sources, settings, order.keep_going, os.environ.get(_CLOCK)))
    yield from _programs()
    for path in (*order.sources, settings.translation, settings.edits):
        yield "" if path is None else _file(path)
    for path in map(_edits_beside, order.sources):
        yield _file(path) if path.exists() else ""
    for path in (*settings.known, *settings.unknown):
        yield _known_file(path)
    for folder in _template_folders(settings):
        yield from _tree(folder)


def _programs() -> Iterator[str]:
    """Yield what would make another result of the same files: our code, lists, engines, every installed package, Python."""
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
    """Yield the names and contents of all files in a folder."""
    for path in sorted(folder.rglob("*")):
        if not path.is_dir():
            yield from (str(path.relative_to(folder)), _file(path))


def _known_file(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise ValueError(path)
    return _file(path)


def _file(path: Path) -> str:
    """Return the digest of a file's content. `ValueError` for a pipe or a device, which can be read once."""
    if str(path) == _STDIN or not path.is_file():
        raise ValueError(path)
    return _content_digest(path)
