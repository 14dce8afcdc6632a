"""Load defaults from flashdeck.toml in the working directory or a folder above it, else in the user's configuration folder."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from flashdeck.cli.trust import CONFIG, own_folder
from flashdeck.settings import CONFIG_NAME, HandoutSettings, find_config, read_config


def load_defaults(context: click.Context, commands: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the defaults that the nearest flashdeck.toml sets for each command, and store the file's path in `context`."""
    path = find_config(Path.cwd()) or _own_config()
    if path is None:
        return {}
    context.meta[CONFIG] = path
    found = read_config(path)
    own = _parameters(found.pop("handout"))
    shared = _parameters(found)
    # Some options of a handout, such as format, mean something else for a deck. Only the table [handout] sets these options.
    for_handouts = {name: value for name, value in shared.items() if name not in HandoutSettings.__dataclass_fields__}
    return {command: for_handouts | own if command == "handout" else shared for command in commands}


def _own_config() -> Path | None:
    path = own_folder() / CONFIG_NAME
    return path if os.access(path, os.R_OK) else None


def _parameters(options: Mapping[str, Any]) -> dict[str, object]:
    return {key.replace("-", "_"): value for key, value in options.items()}
