"""Defaults from flashdeck.toml, found upward from the working directory."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flashdeck.settings import find_config, read_config


def load_defaults(commands: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return the defaults that the nearest flashdeck.toml sets, for each command."""
    path = find_config(Path.cwd())
    if path is None:
        return {}
    found = read_config(path)
    own = found.pop("handout")
    return {command: _parameters(found) | (_parameters(own) if command == "handout" else {}) for command in commands}


def _parameters(options: Mapping[str, Any]) -> dict[str, object]:
    return {key.replace("-", "_"): value for key, value in options.items()}
