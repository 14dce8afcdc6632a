"""Copy the bundled templates to a folder, where a user can change them. `--templates DIR` then uses the changed templates."""

import shutil
from pathlib import Path

from flashdeck.errors import OutputError, UsageError
from flashdeck.resources import templates_folder

_FAMILY = "notetypes"


def template_names() -> tuple[str, ...]:
    """Return the names of the templates that can be copied: first the note types, then handouts and reports."""
    origin = templates_folder()
    pages = (folder.name for folder in origin.iterdir() if folder.is_dir() and folder.name != _FAMILY)
    return (*sorted(toml.parent.name for toml in (origin / _FAMILY).glob("*/notetype.toml")), *sorted(pages))


def eject_templates(name: str, folder: Path, *, force: bool = False) -> Path:
    """Copy the templates called `name` into `folder`, and return the path of the copy.

    A note type is copied together with the files that all note types share. A shared file that is already in `folder` is not
    overwritten, because the user may have changed it. With `force`, an existing copy and the shared files are overwritten.
    Raises `UsageError` for an unknown name. Raises `OutputError` if the copy exists already and `force` is false.
    """
    if name not in template_names():
        raise UsageError(f"{name}: there are no templates of this name", remedy=f"Choose one of {', '.join(template_names())}.")
    is_page = (templates_folder() / name).is_dir()
    path = name if is_page else f"{_FAMILY}/{name}"
    target = folder / path
    if target.exists() and not force:
        raise OutputError(
            f"{target}: a copy exists already",
            remedy="Choose another --output, or replace this copy, with any changes in it, with --force.",
        )
    try:
        shutil.copytree(templates_folder() / path, target, dirs_exist_ok=True)
        if not is_page:
            _copy_shared_pieces(target.parent, force=force)
    except OSError as error:
        raise OutputError(
            f"{error.filename or target}: cannot be written: {error.strerror or error}", remedy="Choose another --output."
        ) from error
    return target


def _copy_shared_pieces(folder: Path, *, force: bool) -> None:
    for piece in sorted((templates_folder() / _FAMILY).iterdir()):
        copy = folder / piece.name
        if piece.is_file() and (force or not copy.exists()):
            shutil.copyfile(piece, copy)
