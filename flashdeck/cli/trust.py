"""Decide whether the entries of a flashdeck.toml that name templates or output paths are used."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from flashdeck.cli.transcripts import gather
from flashdeck.settings import Settings

CONFIG = "flashdeck.cli.config"
"""The key in a context's `meta` under which the path of the configuration file is stored."""
PATH_ENTRIES = {"templates": "DIR", "output": "DIR", "edits": "FILE"}
"""The configuration entries whose values are paths. The value for each entry is the placeholder in the help text of its option."""


def own_folder() -> Path:
    """Return the folder of the user's own configuration, for example ~/.config/flashdeck."""
    return Path(click.get_app_dir("flashdeck")).absolute()


def without_untrusted_paths(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a command. If a path comes from an untrusted configuration file, it is replaced by its default.

    A warning on stderr names each replaced entry. Options from the command line or the environment are not changed.
    """
    context = click.get_current_context(silent=True)
    names = list(_from_config(context, values)) if context else []
    if not context or not names:
        return dict(values)
    path: Path = context.meta[CONFIG]
    doubt = reason_for_doubt(path, set(_transcript_folders(context.params)))
    if not doubt:
        return dict(values)
    for name in names:
        remedy = f"To use it, give --{name} {PATH_ENTRIES[name]} on the command line."
        click.echo(f"{path}: {name} = {str(values[name])!r} is ignored, because {doubt}. {remedy}", err=True)
    return {**values, **{name: getattr(Settings, name) for name in names}}


def reason_for_doubt(path: Path, transcript_folders: set[Path]) -> str | None:
    """Return why the path entries of a configuration file are ignored, or None for a trusted file.

    The files of an unpacked download belong to the user who unpacked it. Therefore a file beside a transcript is not trusted,
    even in the working folder, because it may have come with the transcript.
    """
    folder = path.parent.resolve()
    if folder == own_folder().resolve():
        return None
    if _is_foreign(path):
        return "the file or its folder belongs to another user or can be changed by others"
    return "the file is beside a transcript and may have come with it" if folder in transcript_folders else None


def _from_config(context: click.Context, values: Mapping[str, Any]) -> Iterator[str]:
    for name in PATH_ENTRIES:
        if name in values and context.get_parameter_source(name) is ParameterSource.DEFAULT_MAP:
            yield name


def _transcript_folders(options: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the folders of the transcripts of a command. A transcript that is itself a folder is yielded too."""
    named = options["transcript"]
    sources = named if isinstance(named, tuple) else (named,)
    if options.get("from_file"):
        sources = gather(sources, options["from_file"])
    for source in (*sources, options.get("translation")):
        if source and str(source) != "-":
            yield (source if source.is_dir() else source.parent).resolve()


def _is_foreign(path: Path) -> bool:
    """Tell whether a user other than the present user may have written a file.

    On Windows, this is assumed for all files outside the user's home folder.
    """
    real = path.resolve()
    if os.name == "nt":
        return not real.is_relative_to(Path.home().resolve())
    try:
        return any(_others_may_change(place) for place in (path.parent, real, real.parent))
    except OSError:
        return True


def _others_may_change(place: Path) -> bool:
    found = place.stat()
    # Several Linux systems give each user a private group with the user's number, and make new files writable for this group.
    group = 0 if found.st_gid == found.st_uid else stat.S_IWGRP
    return found.st_uid != os.getuid() or bool(found.st_mode & (group | stat.S_IWOTH))
