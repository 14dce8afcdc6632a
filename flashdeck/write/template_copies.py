"""Copies of our templates, for a person to restyle: the way back into a build is `--templates DIR`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from flashdeck.errors import OutputError, UsageError
from flashdeck.resources import templates_folder

_FAMILY = "notetypes"


def template_names() -> tuple[str, ...]:
    """Return what can be copied: the note types, then other pages."""
    origin = templates_folder()
    pages = (folder.name for folder in origin.iterdir() if folder.is_dir() and folder.name != _FAMILY)
    return (*sorted(toml.parent.name for toml in (origin / _FAMILY).glob("*/notetype.toml")), *sorted(pages))


def eject_templates(name: str, folder: Path, *, force: bool = False) -> Path:
    """Copy the templates called `name` below `folder`, and return where they are.

    A note type brings the pieces that it shares with the others; pieces that are there already are kept, because they
    may be restyled. UsageError for an unknown name, OutputError where a copy is in the way (`force` overwrites all).
    """
    if name not in template_names():
        raise UsageError(f"{name}: no templates of this name", remedy=f"Choose among {', '.join(template_names())}.")
    is_page = (templates_folder() / name).is_dir()
    target = folder / name if is_page else folder / _FAMILY / name
    if target.exists() and not force:
        raise OutputError(
            f"{target}: a copy is there already", remedy="Choose another --output, or overwrite your changes with --force."
        )
    origin = templates_folder() / (name if is_page else f"{_FAMILY}/{name}")
    try:
        shutil.copytree(origin, target, dirs_exist_ok=True)
        for piece in () if is_page else _shared_pieces():
            if force or not (target.parent / piece.name).exists():
                shutil.copyfile(piece, target.parent / piece.name)
    except OSError as error:
        raise OutputError(
            f"{error.filename or target}: cannot be written: {error.strerror or error}", remedy="Choose another --output."
        ) from error
    return target


def _shared_pieces() -> Iterator[Path]:
    return (file for file in sorted((templates_folder() / _FAMILY).iterdir()) if file.is_file())
